"""The names of a text: capitalised words, but for those that only begin a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roaster.text.sentences import sentences

_WORD = re.compile(r"[^\W_][\w.&]*(?:[’'][^\W\d_]+)?")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?\Z")
_OPENERS = frozenset("\"'“”‘„«»:(–—")
_SMALL_WORDS = (
    "the a an of and in on for to at by or i i'm i’m der die das und von im sie ihr ihre ihnen"
)
_SMALL = frozenset(_SMALL_WORDS.split())


def names_in(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The names of a text as they stand, without possessive endings.

    A sentence's first word counts when it is in `known` (folded names of a source), or has a
    capital or digit inside (`OpenAI`, `X1`).
    """
    found = []
    for word, first in _words(text):
        if not word[0].isupper() or word.lower() in _SMALL:
            continue
        telling = any(char.isupper() or char.isdigit() for char in word[1:])
        if not first or telling or word.casefold() in known:
            found.append(word)
    return found


def known_names(text: str) -> frozenset[str]:
    """The names that stand within the sentences of a source, folded."""
    return frozenset(name.casefold() for name in names_in(text))


def words_in(text: str) -> frozenset[str]:
    """Every word of a text folded as names are compared."""
    return frozenset(word.casefold() for word, _ in _words(text))


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word without possessive ending, and whether it begins a sentence or a quotation."""
    for sentence in sentences(text):
        first = True
        for match in _WORD.finditer(sentence):
            before = sentence[: match.start()].rstrip(" ")[-1:]
            word = _POSSESSIVE.sub("", match.group()).rstrip(".")
            if word:
                yield word, first or before in _OPENERS
            first = False
