"""The writer that asks a model. Imports nothing heavy; LiteLLM comes with the first real call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from roaster.config.model_entries import lacks_provider
from roaster.roasts.brief import PROMPT_VERSION, Prompt, make_prompt
from roaster.roasts.hearing import Hearing
from roaster.roasts.plain import Allowed, is_refusal
from roaster.roasts.proofs import Proofs, Tried
from roaster.roasts.reply import (
    Expected,
    facts_schema,
    looked_through,
    read_facts,
    read_reply,
    reply_schema,
)
from roaster.roasts.writer import Brief, Preview, Reply, Unwritten, Written
from roaster.roasts.writers import policy
from roaster.roasts.writers.calls import Asker, Books, Calls, worst_case
from roaster.roasts.writers.exchange import Failure, Kind
from roaster.roasts.writers.freshen import freshened
from roaster.roasts.writers.judge import ModelJudge, steadied
from roaster.roasts.writers.line import ModelLine, NoLiteLLMError
from roaster.roasts.writers.mending import asking_again, asking_for_facts, mended
from roaster.roasts.writers.outlook import NotKeptError, Rates, Rehearsal
from roaster.roasts.writers.parameters import ModelEntry
from roaster.roasts.writers.prices import FREE
from roaster.roasts.writers.question import Question
from roaster.state.journal import JournaledReply
from roaster.text.clean import cut

MOST_TOKENS = 32_000


class ModelWriter:
    """Roasts through one model. Safe to call from several threads.

    Out of order for the run (`model_off`) once its key, name or quota fails, or two events in a
    row fail for reasons of the server's.
    """

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
        self._quirks = books.queues.quirks(entry, books.journal)
        self._lock = threading.Lock()
        self._failed_in_a_row = 0
        self._off: Unwritten | None = None

    @property
    def model(self) -> str:
        """LiteLLM's name of the model."""
        return self._entry.model

    def write(self, brief: Brief) -> Written | Unwritten:
        """Write one roast. Raises DiskError or StateError when a reply cannot be kept."""
        with self._lock:
            if self._off is None:
                self._off = self._fault()
            if self._off is not None:
                return self._off
        talk = self._conversation(brief)
        result = talk.hold()
        if isinstance(result, Written):
            result = freshened(result, brief, self._entry, talk.calls)
        if isinstance(result, Written) and brief.judge_samples > 1:
            result = steadied(brief, result, self._judge())
        return self._remembered(result)

    def preview(self, brief: Brief) -> Preview:
        """What would be asked first, and what it and all after it cost at worst. Asks nobody.

        Raises StateError when the journal cannot be read.
        """
        model, fault = self._entry.model, self._fault()
        if fault is not None:
            return Preview(model, trouble=fault)
        calls = self._calls(_versions(brief))
        talk = self._conversation(brief)
        asked = replace(talk.opening(), without=self._quirks.refused)
        kept = calls.kept(asked) is not None
        question = replace(asked, parameters=self._entry.shown())
        try:
            price = FREE if kept else calls.price()
        except NoLiteLLMError as error:
            failure = Failure(Kind.NO_LITELLM, self._entry.scrub(str(error)))
            return Preview(
                model, question, trouble=policy.unwritten(failure, self._entry, off=True)
            )
        if price is None and self._books.purse.limited:
            return Preview(model, question, trouble=policy.without_price(self._entry))
        worst = worst_case(question, price) if price else None
        seen = Preview(model, question, worst, kept=kept)
        return self._rehearsed(brief, seen) if kept else self._reckoned(brief, seen)

    def _reckoned(self, brief: Brief, seen: Preview) -> Preview:
        """With what all may cost that may be asked of an event."""
        rates, size = self._rates(), seen.question.size if seen.question else 0
        if rates is None:
            return seen
        judges = (self._judge().unkept(brief, sample) for sample in range(1, brief.judge_samples))
        more = sum((rates.question(one.size) for one in judges if one), Decimal(0))
        writing = rates.writing(size) + more
        return replace(seen, failing_usd=rates.failing(size), writing_usd=writing)

    def _rehearsed(self, brief: Brief, seen: Preview) -> Preview:
        """The same where the first answer is known: what follows from it is known in part."""
        talk = self._conversation(brief)
        talk.calls = kept = Rehearsal(self._calls(_versions(brief)))
        try:
            result = talk.hold()
        except NotKeptError:
            return self._reckoned(brief, seen)
        if not isinstance(result, Written):
            return replace(seen, failing_usd=Decimal(0), writing_usd=Decimal(0))
        left = [self._judge().unkept(brief, sample) for sample in range(1, brief.judge_samples)]
        try:
            result = freshened(result, brief, self._entry, kept)
        except NotKeptError as error:
            left.append(error.question)
        asked = [one for one in left if one is not None]
        rates = self._rates()
        writing = sum((rates.question(one.size) for one in asked), Decimal(0)) if rates else None
        return replace(
            seen,
            failing_usd=Decimal(0),
            writing_usd=writing if asked else Decimal(0),
            written=result,
        )

    def _rates(self) -> Rates | None:
        """None: the price is not known."""
        try:
            price = self._calls(()).price()
        except NoLiteLLMError:
            return None
        return Rates(price, self._entry.max_tokens, MOST_TOKENS) if price else None

    def _judge(self) -> ModelJudge:
        return ModelJudge(self._entry, self._line, self._books, self._sleep)

    def _calls(self, versions: tuple[int | str, ...]) -> Calls:
        return Calls(self._entry, self._line, self._books, versions, self._sleep)

    def _fault(self) -> Unwritten | None:
        if self._entry.missing:
            return policy.without_variables(self._entry)
        if lacks_provider(self._entry.model, self._entry.parameters):
            return policy.without_provider(self._entry)
        return None

    def _conversation(self, brief: Brief) -> _Conversation:
        return _Conversation(
            brief, self._entry, self._calls(_versions(brief)), self._entry.max_tokens
        )

    def note(self) -> str:
        """What is worth a line at the run's end beside failures; mostly empty."""
        return self._quirks.note()

    def _remembered(self, result: Written | Unwritten | Failure) -> Written | Unwritten:
        with self._lock:
            if not isinstance(result, Failure):
                self._failed_in_a_row = 0
                return result
            off = policy.ends_model(result)
            if policy.counts_towards_end(result):
                self._failed_in_a_row += 1
                off = off or self._failed_in_a_row >= policy.EVENTS_IN_A_ROW
            unwritten = policy.unwritten(result, self._entry, off=off)
            if off:
                self._off = unwritten
            return unwritten


@dataclass(slots=True)
class _Conversation:
    """What is said with a model about one event: at most one of each way to mend it."""

    brief: Brief
    entry: ModelEntry
    calls: Asker
    max_tokens: int
    costs: list[Decimal | None] = field(default_factory=list)
    proofs: Proofs = field(init=False)
    hearing: Hearing = field(init=False)
    fit: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.proofs = Proofs(self.brief.event)
        self.hearing = Hearing(self.brief)

    def hold(self) -> Written | Unwritten | Failure:
        """Ask; mend once what can be mended: context, length, faults."""
        prompt = make_prompt(self.brief)
        messages = prompt.messages()
        reply = self._asked(messages)
        if isinstance(reply, Failure) and reply.kind is Kind.CONTEXT:
            prompt = make_prompt(self.brief, halve_longest=True)
            messages = prompt.messages()
            reply = self._asked(messages)
        if isinstance(reply, Failure):
            return reply
        read = self._read(reply, prompt)
        if isinstance(read, tuple):
            again = self._asked([*messages, *asking_again(reply.text, read)])
            if isinstance(again, Failure):
                return again
            reply, read = again, self._read(again, prompt)
            if isinstance(read, tuple):
                return self._unreadable(read)
        elif isinstance(read, Written) and (wrong := self.hearing.of(read.reply)):
            faults = [one.fault for one in wrong]
            again = self._asked([*messages, *asking_again(reply.text, faults)])
            reply, read = self._better(reply, read, again, prompt)
        return self._with_facts_mended(read, reply.text, messages, prompt)

    def _better(
        self,
        reply: JournaledReply,
        read: Written,
        again: JournaledReply | Failure,
        prompt: Prompt,
    ) -> tuple[JournaledReply, Written]:
        """What came in the wrong language, or what came when it was asked for anew.

        It is a roast all the same: without a better one it stays, and waits for a person.
        """
        if isinstance(again, Failure):
            return reply, read
        anew = self._read(again, prompt)
        if isinstance(anew, Written):
            return again, anew
        return reply, replace(read, cost_usd=self._cost())

    def _with_facts_mended(
        self,
        read: Written | Unwritten,
        text: str,
        messages: list[dict[str, str]],
        prompt: Prompt,
    ) -> Written | Unwritten:
        """Bullets that no source proves are asked for once more; without an answer they drop."""
        if isinstance(read, Unwritten):
            return read
        _, refused = self.proofs.of(read.reply.facts)
        if not refused:
            return read
        again = self._asked([*messages, *asking_for_facts(text, refused)], facts_schema())
        if isinstance(again, Failure):
            return read
        facts = read_facts(again.text, _expected(self.brief, prompt))
        return self._written(mended(self.brief.event, read.reply, refused, facts))

    def _asked(
        self, messages: list[dict[str, str]], schema: Mapping[str, Any] | None = None
    ) -> JournaledReply | Failure:
        """One question; when its answer was cut off, the same once more with twice the room."""
        reply = self._asked_once(messages, schema)
        cut_off = isinstance(reply, JournaledReply) and reply.finish == "length"
        if cut_off and self.max_tokens == self.entry.max_tokens < MOST_TOKENS:
            self.max_tokens = min(2 * self.max_tokens, MOST_TOKENS)
            reply = self._asked_once(messages, schema)
        return reply

    def opening(self) -> Question:
        """What is asked first."""
        return self._question(make_prompt(self.brief).messages())

    def _question(
        self, messages: list[dict[str, str]], schema: Mapping[str, Any] | None = None
    ) -> Question:
        return Question(
            self.entry.model,
            messages,
            self.max_tokens,
            self.entry.deadline_s,
            self.entry.parameters,
            schema or reply_schema(self.brief.rubric),
        )

    def _asked_once(
        self, messages: list[dict[str, str]], schema: Mapping[str, Any] | None = None
    ) -> JournaledReply | Failure:
        result = self.calls.ask(self._question(messages, schema))
        if isinstance(result, JournaledReply):
            self.costs.append(result.cost)
        return result

    def _read(self, reply: JournaledReply, prompt: Prompt) -> Written | Unwritten | tuple[str, ...]:
        """The roast, or its faults; a refusal is no fault to be talked out of."""
        if reply.finish == "length":
            why = f"its answer is longer than {self.max_tokens} tokens"
            return Unwritten(self.entry.model, why, "raise roast.max_tokens")
        if reply.finish in ("refusal", "content_filter"):
            return self._refused(reply.text)
        read = read_reply(reply.text, _expected(self.brief, prompt))
        if isinstance(read, Reply):
            self.fit = looked_through(read)
            return self._written(read)
        if "{" not in reply.text and is_refusal(reply.text):
            return self._refused(reply.text)
        return read

    def _written(self, reply: Reply) -> Written:
        return Tried(
            reply,
            self.entry.model,
            self._cost(),
            proofs=self.proofs,
            fit=self.fit,
            hearing=self.hearing,
        )

    def _refused(self, text: str) -> Unwritten:
        said = f": {cut(self.entry.scrub(text), 120)}" if text.strip() else ""
        return Unwritten(self.entry.model, f"it refused to write{said}", refused=True)

    def _unreadable(self, faults: tuple[str, ...]) -> Unwritten:
        named = self.entry.scrub("; ".join(faults[:3]))
        return Unwritten(self.entry.model, f"its answer is no roast, asked twice: {named}")

    def _cost(self) -> Decimal | None:
        known = [cost for cost in self.costs if cost is not None]
        return sum(known, Decimal(0)) if len(known) == len(self.costs) else None


def _versions(brief: Brief) -> tuple[int | str, ...]:
    """What of a brief is part of what is asked, beside the messages."""
    variant = (brief.variant,) if brief.variant else ()
    return PROMPT_VERSION, brief.rubric.version, *variant


def _expected(brief: Brief, prompt: Prompt) -> Expected:
    allowed = Allowed.of_event(brief.event)
    return Expected(
        rubric=brief.rubric,
        sources=len(brief.event.articles),
        instructions=prompt.system,
        delimiter=prompt.delimiter,
        addresses=allowed.addresses,
        told=allowed.told,
    )
