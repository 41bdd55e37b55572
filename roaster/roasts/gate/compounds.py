"""Whether a fact puts names together that its source has with others: a wrong half. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.gate.same_name import DOUBLE_NAME, TITLES, stands
from roaster.roasts.gate.synonyms import alike, is_people
from roaster.roasts.names import names_in, words_in

_HYPHENED = re.compile(r"\b([A-ZÀ-Þ]\w+)-(\w{3,})\b")
_FREE = TITLES | {"The", "A", "An", "Mr", "But", "And", "In", "On", "At", "US", "UK", "EU"}


def coined(fact: str, known: frozenset[str], text: str, whole: str) -> str:
    """The first half of a longer name that stands nowhere in the source like that; else empty.

    `text` is the source, `whole` the same folded, `known` its names.
    """
    doubled = list(DOUBLE_NAME.finditer(fact))
    names = set(names_in(fact, known)) if doubled else set()
    for match in doubled:
        one, two = match[1], match[2]
        if {one.casefold(), two.casefold()} & CALENDAR_WORDS or one in TITLES:
            continue
        pair = f"{one} {two}".casefold().removesuffix("s")
        if pair in whole:
            continue
        # “gives Harris North Carolina”: two names side by side.
        behind = re.match(r"\s[A-Z][\w-]+", fact[match.end(2) :])
        if behind and f"{two}{behind.group()}".casefold() in whole:
            continue
        plain = {one, two} <= names and not one.isupper() and not two.isupper()
        if (plain and two.casefold() in known) or _half(one, two, fact, text):
            return f"{one} {two}"
    return _hyphened(fact, text)


def _half(one: str, two: str, fact: str, text: str) -> bool:
    """Whether one of two words always stands beside another in the source, that the fact lacks."""
    if one in _FREE or is_people(one.casefold()):
        return False
    partner = _partner(text, one)
    if not partner or partner in _FREE or is_people(partner.casefold()):
        return False
    return not stands(partner, words_in(fact)) and not alike(partner.casefold(), two.casefold())


def _partner(text: str, word: str) -> str:
    """The name that stands behind a word wherever a source has it; empty if none does."""
    followed = re.finditer(rf"\b{re.escape(word)}(?: ([A-ZÀ-Þ][\w-]+))?", text)
    partners = {match[1] for match in followed}
    return (partners.pop() or "") if len(partners) == 1 else ""


def _hyphened(fact: str, text: str) -> str:
    """The first name before a hyphen where its source has only other names before that word."""
    for match in _HYPHENED.finditer(fact):
        if match.group() in text:
            continue
        heads = set(_heads(match[2], text))
        if heads and not any(stands(match[1], frozenset((head.casefold(),))) for head in heads):
            return match.group()
    return ""


def _heads(tail: str, text: str) -> Iterator[str]:
    """The names before “-size”."""
    for match in re.finditer(rf"\b([A-ZÀ-Þ]\w+)-{re.escape(tail)}\b", text):
        yield match[1]
