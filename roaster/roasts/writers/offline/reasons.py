"""Why the offline writer gave a sub-score: one line for each, with the source's words in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import yaml

from roaster.model.rubric import LONGEST_REASON
from roaster.roasts.writers.offline.extracts import Extracts
from roaster.roasts.writers.offline.figures import Figure, Kind
from roaster.roasts.writers.offline.names import Names
from roaster.roasts.writers.offline.scoring import (
    LEAD,
    UNMENDED,
    claims_without_reserve,
    slogans,
)
from roaster.roasts.writers.offline.story import Line, Story

Lines = Mapping[str, Sequence[Mapping[str, Any]]]
"""Of each criterion, what may be said and when."""

_SLOT = re.compile(r"\{(\w+)\}")
_TOP = 5
_FOUND = {"climb": "takeback", "refusal": "stubborn", "remedy": "remedy"}
_OFFERED = ("review", "someday", "lessons")  # what stands where a remedy would
FEWEST = 20  # people or things: fewer are no figure to score by
LEAST_NAMED = 4  # words of a slogan that praises nothing: fewer are a name, “green shoe”
MOST_SHOWN = 12  # words


def load_reasons(language: str) -> Lines:
    """The lines of `stock/reasons.yaml` in a language; English where there are none."""
    text = files(__package__).joinpath("stock", "reasons.yaml").read_text("utf-8")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    told: dict[str, Lines] = yaml.load(text, Loader=loader)  # noqa: S506  a safe loader, our file
    return told.get(language.partition("-")[0].lower(), told["en"])


def give_reasons(
    lines: Lines, words: Mapping[str, str], scores: Mapping[str, int], seed: str
) -> dict[str, str]:
    """A reason for each criterion that there are lines for; `words` are what slots stand for."""
    reasons = {}
    for key, score in scores.items():
        fitting = [line["say"] for line in lines.get(key, ()) if _fits(line, score, words)]
        if fitting:
            most = max(len(_slots_of(say)) for say in fitting)
            best = [say for say in fitting if len(_slots_of(say)) == most]
            reasons[key] = best[crc32(f"{seed}:{key}".encode()) % len(best)].format(**words)
    return reasons


@lru_cache(maxsize=512)  # the lines of two languages
def _slots_of(say: str) -> tuple[str, ...]:
    return tuple(_SLOT.findall(say))


def _fits(line: Mapping[str, Any], score: int, words: Mapping[str, str]) -> bool:
    if not line.get("from", 0) <= score <= line.get("to", _TOP):
        return False
    length = len(line["say"])
    for slot in _slots_of(line["say"]):
        if not words.get(slot):
            return False
        length += len(words[slot])
    return length <= LONGEST_REASON


def reason_words(
    story: Story,
    extracts: Extracts,
    numbers: Sequence[Figure],
    names: Names,
    pair: Mapping[str, str],
) -> dict[str, str]:
    """What the slots of reasons stand for in an event: only the source's own words."""
    claim, beside = _claim(story, extracts)
    figures = [figure for figure in numbers if figure.tells_all and _is_large(figure)]
    shares = [figure for figure in figures if figure.kind is Kind.PERCENT]
    money, people = (_largest(figures, kind) for kind in (Kind.MONEY, Kind.PEOPLE))
    words = {
        "a": pair.get("a", ""),
        "b": pair.get("b", ""),
        "claim": claim,
        "shown": _clause(extracts, "failure", claim),
        "dry": next((each.words for each in extracts.dry), ""),
        "quote": next((each.words for each in extracts.boasts), ""),
        "promise": next((e.words for kind, e in extracts.promises if kind in _OFFERED), ""),
        "figure": next((f.text for f in shares if beside and _is_near(f.line, beside)), ""),
        "money": money.text if money else "",
        "people": people.text if people else "",
        "crowd": people.text if money and people and people.line is money.line else "",
        "subject": names.subject if names.company else "",
        "harm": _clause(extracts, "harm", "", caused=True),
    }
    return words | {slot: _clause(extracts, label, claim) for slot, label in _FOUND.items()}


def _is_large(figure: Figure) -> bool:
    return figure.kind in (Kind.MONEY, Kind.PERCENT) or figure.value >= FEWEST


def _claim(story: Story, extracts: Extracts) -> tuple[str, Line | None]:
    for line in story.lines:
        if line.place < LEAD and _may_be_quoted(line):
            for slogan in slogans(line):
                if len(slogan.split()) >= LEAST_NAMED or claims_without_reserve(line, slogan):
                    return slogan, line
    for extract in extracts.claims:
        return extract.words, extract.line
    return "", None


def _clause(extracts: Extracts, label: str, claim: str, *, caused: bool = False) -> str:
    """A sentence with a word of a list in it, which is not the one with the claim.

    `caused`: one of the first of its article, where the cause of an event stands.
    """
    for extract in (*extracts.dry, *extracts.plain):
        line, start = extract.line, extract.line.text.find(extract.words)
        end = start + len(extract.words)
        if (
            len(extract.words.split()) <= MOST_SHOWN
            and not (claim and claim in line.text)
            and not (label == "remedy" and any(map(line.has, UNMENDED)))
            and any(f.label == label and start <= f.start < end for f in line.found)
            and not (caused and line.place > 1)
        ):
            return extract.words
    return ""


def _may_be_quoted(line: Line) -> bool:
    return line.safe and not line.has("grim")


def _is_near(line: Line, claim: Line) -> bool:
    return line.source == claim.source and line.place in (claim.place, claim.place + 1)


def _largest(figures: Sequence[Figure], kind: Kind) -> Figure | None:
    """The largest figure of a kind; none without any."""
    found = [figure for figure in figures if figure.kind is kind]
    return max(found, key=lambda figure: figure.value, default=None)
