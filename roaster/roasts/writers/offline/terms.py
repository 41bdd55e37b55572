"""Lists of words and phrases looked for in one pass: `layoff*`, `laid off`, `cut* <n> jobs`.

Pure. `<n>` stands for any number, a star at a word's end for any ending; case, apostrophes' shape
and a possessive `’s` do not count; a hyphen separates words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[’'][^\W_]+)*")
NUMBER = "<n>"
SHORTEST_STEM = 3  # letters before a star
_REMEMBERED_WORDS = 30_000  # whose terms are looked up once: prose has few different words

_Term = tuple[str, tuple[str, ...]]  # a label, and the words that must follow
_OPEN_ENDS = "*>"  # of a term’s word that stands for others
_NONE: list[_Term] = []


class Found(NamedTuple):
    """A term of a list, in the source's own words between two places of the text."""

    label: str
    start: int
    end: int


def folded_words(text: str) -> list[str]:
    """The words of a text, folded."""
    found = _TOKEN.findall(text.lower())
    return [word if word.isalnum() else _folded(word) for word in found]


def _folded(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


class TermIndex:
    """Many labelled lists of terms, asked together. Of the texts it only remembers words."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, list[_Term]] = {}
        self._stems: dict[str, list[tuple[str, _Term]]] = {}  # by their first letters
        for label, terms in lists.items():
            for term in terms:
                first, *rest = _term_words(term)
                entry = (label, tuple(rest))
                if first.endswith("*"):
                    stem = first[:-1]
                    self._stems.setdefault(stem[:SHORTEST_STEM], []).append((stem, entry))
                else:
                    self._exact.setdefault(first, []).append(entry)
        self._beginning_with = lru_cache(_REMEMBERED_WORDS)(self._look_up)

    def find(self, text: str, words: Sequence[str]) -> list[Found]:
        """Every term in the order of the `folded_words` of a text; terms may overlap."""
        hits: list[tuple[str, int, int]] = []
        for place, terms in enumerate(map(self._beginning_with, words)):
            if not terms:
                continue
            following = words[place + 1] if place + 1 < len(words) else ""
            for label, rest in terms:
                if not rest:
                    hits.append((label, place, place))
                elif (following == rest[0] or rest[0][-1] in _OPEN_ENDS) and _follows(
                    rest, words, place + 1
                ):
                    hits.append((label, place, place + len(rest)))
        if not hits:
            return []
        spans = [match.span() for match in _TOKEN.finditer(text)]
        if len(spans) != len(words):  # its small letters are more than its capital ones
            return []
        return [Found(label, spans[first][0], spans[last][1]) for label, first, last in hits]

    def _look_up(self, word: str) -> list[_Term]:
        found = self._exact.get(word, _NONE)
        if word[0].isdigit():
            found = [*found, *self._exact.get(NUMBER, _NONE)]
        if stems := self._stems.get(word[:SHORTEST_STEM]):
            found = [*found, *(entry for stem, entry in stems if word.startswith(stem))]
        return found


def _term_words(term: str) -> list[str]:
    return term.lower().replace("’", "'").replace("-", " ").split()


def _follows(rest: Sequence[str], words: Sequence[str], at: int) -> bool:
    following = words[at : at + len(rest)]
    return len(following) == len(rest) and all(map(_is_like, following, rest))


def _is_like(word: str, wanted: str) -> bool:
    if word == wanted:
        return True
    if wanted == NUMBER:
        return word[:1].isdigit()
    return wanted[-1] == "*" and word.startswith(wanted[:-1])
