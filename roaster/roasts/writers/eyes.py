"""Asks a model that sees for the text of a picture. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from roaster.roasts.transcript import (
    TRANSCRIPT_VERSION,
    Transcript,
    picture_messages,
    read_transcript,
    transcript_schema,
)
from roaster.roasts.writer import Unwritten
from roaster.roasts.writers import policy
from roaster.roasts.writers.calls import Books, Calls
from roaster.roasts.writers.exchange import Failure
from roaster.roasts.writers.line import Line, NoLiteLLMError
from roaster.roasts.writers.parameters import ModelEntry
from roaster.roasts.writers.question import Question

SETTING = "add `vision: true` to a model that sees: `models: [{model: …, vision: true}]`"


@dataclass(frozen=True, slots=True)
class Seen:
    """The text of a picture, by which model, for how much; None: the price is not known."""

    transcript: Transcript
    model: str
    cost_usd: Decimal | None


def read_picture(
    data_uri: str, entries: Sequence[ModelEntry], line: Line, books: Books
) -> Seen | Unwritten:
    """The text of a picture by the first model that sees; the next one stands in when it fails.

    A model sees when its entry says `vision: true`, or says nothing and LiteLLM knows that it
    does. The same picture is paid for once. Raises DiskError, StateError.
    """
    failures: list[Unwritten] = []
    for entry in entries:
        if not _sees(entry, line):
            continue
        result = _asked(data_uri, entry, line, books)
        if isinstance(result, Seen) or result.out_of_budget:
            return result
        failures.append(result)
    if failures:
        told = "; ".join(f"{one.model}: {one.reason}" for one in failures)
        remedy = next((one.remedy for one in failures if one.remedy), "")
        return Unwritten(failures[0].model, told, remedy)
    return Unwritten("", "no model of `models:` sees pictures", SETTING)


def _sees(entry: ModelEntry, line: Line) -> bool:
    if entry.missing:
        return False
    if entry.settings.vision is not None:
        return entry.settings.vision
    try:
        return line.sees(entry.model)
    except NoLiteLLMError:
        return False


def _asked(data_uri: str, entry: ModelEntry, line: Line, books: Books) -> Seen | Unwritten:
    question = Question(
        entry.model,
        picture_messages(data_uri),
        max(entry.max_tokens, 4_000),  # a page full of text is longer than a roast
        entry.deadline_s,
        entry.parameters,
        transcript_schema(),
    )
    reply = Calls(entry, line, books, ("transcript", TRANSCRIPT_VERSION)).ask(question)
    if isinstance(reply, Failure):
        return policy.unwritten(reply, entry, off=policy.ends_model(reply))
    if reply.finish in ("refusal", "content_filter"):
        return Unwritten(entry.model, "it refused to read the picture")
    if reply.finish == "length":
        remedy = "cut the picture, or raise roast.max_tokens"
        return Unwritten(entry.model, "the picture's text is too long for one answer", remedy)
    read = read_transcript(reply.text)
    if isinstance(read, str):
        return Unwritten(entry.model, f"no text of the picture: {entry.scrub(read)}")
    return Seen(read, entry.model, reply.cost)
