"""Whether a fact's numbers belong to what its source says they belong to. Pure.

`gate.numbers` asks whether a number stands in the source at all. Here “Ariane 8” is held against
the source's “Ariane 6” though it speaks of eight missions, and “3-3” against “3-0”.
"""

from __future__ import annotations

import re

from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.names import names_in

_NAMED = re.compile(
    r"\b([A-ZÀ-Þ][\w’'&]*)[ -](\d+(?:\.\d+)*)(?![\w,.]*\d| ?(?:%|percent|per cent|Prozent))"
)
_PAIR = re.compile(r"(?<![\w.,-])(\d{1,3}) ?[-–:] ?(\d{1,3})(?![\w.,-]*\w)")


def miscounted(fact: str, there: str, known: frozenset[str]) -> str:
    """The first number of a fact that belongs to something else there; empty when none does."""
    return _of_names(fact, there, known) or _of_pairs(fact, there)


def _of_names(fact: str, there: str, known: frozenset[str]) -> str:
    mine = list(_NAMED.finditer(fact))
    if not mine:
        return ""
    names = {name.casefold() for name in names_in(fact, known)} - CALENDAR_WORDS
    theirs: dict[str, set[str]] = {}
    for match in _NAMED.finditer(there):
        theirs.setdefault(match[1].casefold(), set()).add(match[2])
    words = fact.casefold()
    for match in mine:
        name, number = match[1].casefold(), match[2]
        if name not in names:
            continue
        if name in theirs:
            if number not in theirs[name]:
                return match.group()
            continue
        others = {other for other, numbers in theirs.items() if number in numbers}
        if others and not any(other in words or other[:3] == name[:3] for other in others):
            return match.group()
    return ""


def _of_pairs(fact: str, there: str) -> str:
    theirs = {match.groups() for match in _PAIR.finditer(there)}
    for match in _PAIR.finditer(fact) if theirs else ():
        one, two = match.groups()
        begun = any((one == a) is not (two == b) for a, b in theirs)
        if begun and (one, two) not in theirs:
            return match.group()
    return ""
