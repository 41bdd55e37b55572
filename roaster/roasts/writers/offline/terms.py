"""Lists of words and phrases looked for in one pass: `layoff*`, `laid off`, `cut* <n> jobs`.

Pure. `<n>` stands for any number, a star at a word's end for any ending; case, apostrophes' shape
and a possessive `’s` do not count; a hyphen separates words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[’'][^\W_]+)*")
NUMBER = "<n>"
SHORTEST_STEM = 3  # letters before a star

_Term = tuple[str, tuple[str, ...]]  # a label, and the words that must follow
_NONE: list[_Term] = []


class Token(NamedTuple):
    """A word folded, and where it stands."""

    word: str
    start: int
    end: int


class Found(NamedTuple):
    """A term of a list, in the source's own words between two places of the text."""

    label: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, folded."""
    return tuple(
        Token(_fold(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text)
    )


def folded_words(text: str) -> list[str]:
    """The words alone: much faster where nobody asks for their places."""
    return [_fold(word) for word in _TOKEN.findall(text)]


def _fold(word: str) -> str:
    word = word.lower()
    return word if word.isalnum() else word.replace("’", "'").removesuffix("'s")


class TermIndex:
    """Many labelled lists of terms, asked together. Holds nothing of the texts it was asked."""

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

    def find(self, words: Sequence[Token]) -> Iterator[Found]:
        """Every term in the order of the words; terms may overlap, also of one list."""
        for place, token in enumerate(words):
            terms = self._beginning_with(token.word)
            following = words[place + 1].word if terms and place + 1 < len(words) else ""
            for label, rest in terms:
                if not rest:
                    yield Found(label, token.start, token.end)
                elif _is_like(following, rest[0]) and _follows(rest, words, place + 1):
                    yield Found(label, token.start, words[place + len(rest)].end)

    def _beginning_with(self, word: str) -> list[_Term]:
        found = self._exact.get(word, _NONE)
        if word[0].isdigit():
            found = [*found, *self._exact.get(NUMBER, _NONE)]
        if stems := self._stems.get(word[:SHORTEST_STEM]):
            found = [*found, *(entry for stem, entry in stems if word.startswith(stem))]
        return found


def _term_words(term: str) -> list[str]:
    return term.lower().replace("’", "'").replace("-", " ").split()


def _follows(rest: Sequence[str], words: Sequence[Token], at: int) -> bool:
    following = [token.word for token in words[at : at + len(rest)]]
    return len(following) == len(rest) and all(map(_is_like, following, rest))


def _is_like(word: str, wanted: str) -> bool:
    if word == wanted:
        return True
    if wanted == NUMBER:
        return word[:1].isdigit()
    return wanted[-1] == "*" and word.startswith(wanted[:-1])
