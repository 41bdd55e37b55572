"""Asks a model for scores alone: to steady a roast's own, and to see how a model judges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from roaster.config.model_entries import lacks_provider
from roaster.roasts.brief import PROMPT_VERSION, Prompt
from roaster.roasts.judging import (
    Judgement,
    judge_prompt,
    judge_schema,
    read_judgement,
    settled,
)
from roaster.roasts.reply import Expected
from roaster.roasts.writer import Brief, Judged, Unwritten, Written
from roaster.roasts.writers import policy
from roaster.roasts.writers.calls import Books, Calls
from roaster.roasts.writers.exchange import Failure, Kind
from roaster.roasts.writers.line import ModelLine
from roaster.roasts.writers.parameters import ModelEntry
from roaster.roasts.writers.question import Question
from roaster.state.journal import JournaledReply


class ModelJudge:
    """Scores events through one model. Safe to call from several threads."""

    def __init__(
        self,
        entry: ModelEntry,
        line: ModelLine,
        books: Books,
        sleep: Callable[[float], None] | None = None,
    ) -> None:
        """`sleep` waits between two attempts; by default it ends with the line."""
        self._entry = entry
        self._line = line
        self._books = books
        self._sleep = sleep

    @property
    def model(self) -> str:
        """LiteLLM's name of the model."""
        return self._entry.model

    def judge(self, brief: Brief, sample: int | str = 0) -> Judged | Unwritten:
        """Score one event. Another `sample` is another call; the same one is paid once.

        Raises DiskError or StateError when a reply cannot be kept.
        """
        if self._entry.missing:
            return policy.without_variables(self._entry)
        if lacks_provider(self._entry.model, self._entry.parameters):
            return policy.without_provider(self._entry)
        calls = self._calls(brief, sample)
        prompt = judge_prompt(brief)
        reply = calls.ask(self._question(brief, prompt))
        if isinstance(reply, Failure) and reply.kind is Kind.CONTEXT:
            prompt = judge_prompt(brief, halve_longest=True)
            reply = calls.ask(self._question(brief, prompt))
        if isinstance(reply, Failure):
            return policy.unwritten(reply, self._entry, off=policy.ends_model(reply))
        return self._read(brief, prompt, reply)

    def unkept(self, brief: Brief, sample: int | str = 0) -> Question | None:
        """What would be asked; None: its answer stands in the journal. Raises StateError."""
        question = self._question(brief, judge_prompt(brief))
        return None if self._calls(brief, sample).kept(question) else question

    def _calls(self, brief: Brief, sample: int | str) -> Calls:
        versions = (PROMPT_VERSION, "judge", brief.rubric.version, sample, brief.variant)
        return Calls(self._entry, self._line, self._books, versions, self._sleep)

    def _question(self, brief: Brief, prompt: Prompt) -> Question:
        return Question(
            self._entry.model,
            prompt.messages(),
            self._entry.max_tokens,
            self._entry.deadline_s,
            self._entry.parameters,
            judge_schema(brief.rubric),
        )

    def _read(self, brief: Brief, prompt: Prompt, reply: JournaledReply) -> Judged | Unwritten:
        articles = brief.event.articles
        expected = Expected(
            brief.rubric,
            len(articles),
            prompt.system,
            prompt.delimiter,
            tuple(article.url for article in articles),
        )
        read = read_judgement(reply.text, expected)
        if isinstance(read, Judgement):
            return Judged(read.scores, read.reasons, self.model, reply.cost)
        named = self._entry.scrub("; ".join(read[:2]))
        return Unwritten(self.model, f"its answer holds no scores: {named}")


def steadied(brief: Brief, written: Written, judge: ModelJudge) -> Written:
    """A roast with the medians of its own scores and of `brief.judge_samples - 1` more.

    What fails, or finds no money left, is not counted: the writer's own scores always are.
    """
    own = written.reply
    judgements, cost = [Judgement(own.scores, own.reasons)], written.cost_usd
    for sample in range(1, brief.judge_samples):
        judged = judge.judge(brief, sample)
        if isinstance(judged, Judged):
            judgements.append(Judgement(judged.scores, judged.reasons))
            cost = _sum(cost, judged.cost_usd)
        elif judged.model_off or judged.out_of_budget:
            break
    result = settled(judgements)
    reply = replace(own, scores=result.scores, reasons=result.reasons)
    return replace(written, reply=reply, cost_usd=cost)


def _sum(one: Decimal | None, two: Decimal | None) -> Decimal | None:
    return None if one is None or two is None else one + two
