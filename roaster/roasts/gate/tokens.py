"""A text as words with their stems, and its names as one token each. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.gate.words import stem
from roaster.roasts.names import names_in

_TOKEN = re.compile(r"[^\W_][\w.&]*(?:[-’'][^\W_]+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """A word's stem, or a whole name as the set of its words in lower case."""

    word: str
    stem: str
    name: frozenset[str]
    owns: bool = False  # with a genitive ending


@lru_cache(maxsize=64)  # one bullet asks for the same few passages nine times
def tokens_of(text: str, known: frozenset[str], *, calendar: bool = False) -> Sequence[Token]:
    """A text in order; `known` are the names of its source. Months are names where `calendar`."""
    every = _names(text, known)
    names = every if calendar else every - _in_calendar(every)
    if not calendar and len(names) == len(every):
        return tokens_of(text, known, calendar=True)
    found: list[Token] = []
    end = -2
    for match in _TOKEN.finditer(text):
        bare = _POSSESSIVE.sub("", match.group()).rstrip(".")
        if bare in names:
            joined = found and found[-1].name and text[end : match.start()] == " "
            folded = _folded(bare)
            owns = _POSSESSIVE.search(match.group()) is not None
            if joined:
                last = found.pop()
                found.append(Token(f"{last.word} {bare}", "", last.name | folded, owns))
            else:
                found.append(Token(bare, "", folded, owns))
            end = match.end() if match.group() == bare else -2
        else:
            word = bare.lower()
            found.append(Token(word, stem(word) if word[:1].isalnum() else "", frozenset()))
            end = -2
    return found


@lru_cache(maxsize=64)
def _names(text: str, known: frozenset[str]) -> frozenset[str]:
    return frozenset(names_in(text, known))


def _in_calendar(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if name.casefold() in CALENDAR_WORDS)


def _folded(name: str) -> frozenset[str]:
    folded = name.casefold().replace(".", "")
    return frozenset((folded, folded.removesuffix("s")))
