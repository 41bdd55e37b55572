"""Figures of a text with what they count, and where two texts give another one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roaster.text.quantities import Quantity, quantities
from roaster.text.sentences import sentences

_WORD = re.compile(r"[^\W\d_]{4,}")
# Spans of time and bare years differ between any two texts; they say nothing of a subject.
_TIMES = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
_COMMON_WORDS = 3  # besides the figure, that two sentences need to be about one thing
_SHARE = 0.5  # of the shorter sentence's words
_MOST_APART = 10  # times larger; beyond it two figures count different things
_MAX_FIGURES = 40  # of one text
_STEM = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit and the sentence it stands in."""

    values: frozenset[Decimal]
    unit: str
    written: str
    sentence: str
    words: frozenset[str]  # of the sentence, cut to stems


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text that count or measure something; dates and spans of time do not."""
    return figures_of((sentence, quantities(sentence)) for sentence in sentences(text))


def figures_of(read: Iterable[tuple[str, Sequence[Quantity]]]) -> tuple[Figure, ...]:
    """The same of sentences with their numbers."""
    found: list[Figure] = []
    for sentence, numbers in read:
        counted = [
            (one, unit) for one in numbers if (unit := _unit(one, sentence)) and unit not in _TIMES
        ]
        words = _stems(sentence) if counted else frozenset()
        found += (
            Figure(one.values, unit, one.written, sentence, words - _stems(unit))
            for one, unit in counted
        )
        if len(found) >= _MAX_FIGURES:
            break
    return tuple(found[:_MAX_FIGURES])


def differing(
    ours: tuple[Figure, ...], theirs: tuple[Figure, ...]
) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures of one subject that cannot both be right, a pair for each of `theirs`.

    One subject: the same unit, and sentences that share most of their words. A value that both
    texts know is no news, whatever it stands beside.
    """
    known = {(value, figure.unit) for figure in ours for value in figure.values}
    for other in theirs:
        if any((value, other.unit) in known for value in other.values):
            continue
        alike = [one for one in ours if one.unit == other.unit and _about_one(one, other)]
        if alike:
            yield max(alike, key=lambda one: len(one.words & other.words)), other


def _about_one(one: Figure, other: Figure) -> bool:
    small, large = sorted((max(one.values), max(other.values)))
    if large > small * _MOST_APART:
        return False
    common = len(one.words & other.words)
    return common >= _COMMON_WORDS and common >= _SHARE * min(len(one.words), len(other.words))


def _unit(quantity: Quantity, sentence: str) -> str:
    """The unit, else the word that is counted: `8,200 pizzas`."""
    if quantity.unit:
        return quantity.unit
    if any(1900 <= value <= 2100 for value in quantity.values):
        return ""
    behind = sentence[sentence.find(quantity.written) + len(quantity.written) :]
    noun = re.match(r"[\s-]+([^\W\d_]{3,})", behind)
    return _stem(noun.group(1)) if noun else ""


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(text))


def _stem(word: str) -> str:
    return word.casefold()[:_STEM].rstrip("s")
