"""A sentence as words with their classes, as rules read it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from roaster.roasts.fairness.lexicon import Classes, Lexicon

_TOKEN = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’][^\W_]+)*['’]?|[;:.!?…,()—–]")
_NAME: Classes = frozenset(("NAME",))
_PROPER: Classes = frozenset(("PROPER",))
_NO_CLASS: Classes = frozenset()
_OWNER: Classes = frozenset(("OWNER",))
_NUMBER: Classes = frozenset(("NUMBER",))
_YOUNG_AGE: Classes = frozenset(("NUMBER", "YOUNGAGE"))
_GROWN_AGE: Classes = frozenset(("NUMBER", "GROWNAGE"))
_GROWN, _OLDEST = 18, 110  # years
_BLANK = "·"
_OWNING = ("'s", "s'", "'S")


class Token(NamedTuple):  # made for every word: a dataclass takes three times as long
    """A word or a row of words: as it stands, in lower case, and its classes."""

    text: str
    word: str
    classes: Classes


@dataclass(frozen=True)
class Tagged:
    """A sentence for rules: its tokens, and every class that is in it."""

    tokens: tuple[Token, ...]
    classes: Classes

    @cached_property
    def coded(self) -> str:
        """Each token as ` word/CLASS/CLASS/`."""
        return "".join([f" {token.word}{_code(token.classes)}" for token in self.tokens])

    def words(self, start: int, end: int) -> str:
        """The words between two places of `coded`."""
        first, last = _span(self.coded, start, end)
        return " ".join(token.text for token in self.tokens[first:last])

    def without(self, spans: Iterable[tuple[int, int]]) -> Tagged:
        """The sentence with blanks for what stands in places of `coded`."""
        coded = self.coded
        gone = {at for span in spans for at in range(*_span(coded, *span))}
        blank = Token(_BLANK, _BLANK, _NO_CLASS)
        return tagged_of([blank if at in gone else token for at, token in enumerate(self.tokens)])


def tagged_of(tokens: Sequence[Token]) -> Tagged:
    """A sentence of these tokens."""
    return Tagged(tuple(tokens), frozenset().union(*[token.classes for token in tokens]))


def _span(coded: str, start: int, end: int) -> tuple[int, int]:
    """The numbers of the tokens between two places."""
    return coded.count(" ", 0, start), coded.count(" ", 0, end)


@lru_cache(maxsize=4096)  # far more than there are sets of classes in a language
def _code(classes: Classes) -> str:
    return f"/{'/'.join(sorted(classes))}/" if classes else "/"


def words_of(sentence: str) -> list[str]:
    """The words and marks of a sentence. A hyphen parts words; quotation marks are left out."""
    return _TOKEN.findall(sentence.replace("’", "'"))


def tagged(texts: Sequence[str], lexicon: Lexicon, people: frozenset[str]) -> Tagged:
    """The words of a sentence with their classes; `people` are names known from elsewhere.

    An unknown word with a capital is a proper name, but in a language that writes all nouns so.
    """
    lower = [_bare(text) for text in texts]
    tokens: list[Token] = []
    end = 0
    for at, (text, word) in enumerate(zip(texts, lower, strict=True)):
        if at < end:
            continue  # of a row
        length, classes = lexicon.row(lower, at) if word in lexicon.rows else (0, _NO_CLASS)
        if length:
            end = at + length
            text, word = " ".join(texts[at:end]), "_".join(lower[at:end])
        elif text is word and not word[0].isdigit():
            classes = lexicon.classes(word)
        else:
            classes = _classes(texts, lower, at, lexicon, people)
        if text[-1] in "'sS" and text.endswith(_OWNING):
            classes |= _OWNER
        tokens.append(Token(text, word, classes))
    return tagged_of(tokens)


def people_in(texts: Sequence[str], lexicon: Lexicon) -> Iterable[str]:
    """The family names that stand behind a first name or a title, in lower case."""
    for one, other in pairwise(texts):
        if other[:1].isupper() and one[:1].isupper():
            classes = lexicon.classes(one.lower())
            if classes & {"FIRSTNAME", "TITLE"}:
                yield _bare(other)


def _bare(text: str) -> str:
    lower = text.lower()
    if lower == text:
        lower = text
    if "'" not in lower:
        return lower
    return lower[:-2] if lower.endswith("'s") else lower.rstrip("'")


def _classes(
    texts: Sequence[str], lower: Sequence[str], at: int, lexicon: Lexicon, people: frozenset[str]
) -> Classes:
    word = lower[at]
    classes = lexicon.classes(word)
    if word[0].isdigit():
        return classes | _of_number(word)
    if not texts[at][0].isupper():
        return classes
    if word in people or "FIRSTNAME" in classes:
        return classes | _NAME | lexicon.classes("NAME")
    before = texts[at - 1] if at else ""
    if before[:1].isupper() and lexicon.classes(lower[at - 1]) & {"TITLE", "FIRSTNAME"}:
        return classes | _NAME | lexicon.classes("NAME")
    if at and before not in ".:!?" and not classes and not lexicon.capitalised_nouns:
        return _PROPER | lexicon.classes("PROPER")
    return classes


def _of_number(word: str) -> Classes:
    # Python reads no number of thousands of digits, as a reply may hold.
    if len(word) > len(str(_OLDEST)) or not word.isdecimal() or int(word) > _OLDEST:
        return _NUMBER
    return _YOUNG_AGE if 0 < int(word) < _GROWN else _GROWN_AGE
