"""The names of a text: capitalised words, but for those that only begin a sentence. Pure."""

from __future__ import annotations

import re

from roaster.text.sentences import sentences

_WORD = re.compile(r"[^\W_][\w.&]*(?:[’'][^\W\d_]+)?")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?\Z")
_CONTRACTED = re.compile(r"(?:n[’']t|[’'](?:re|ve|ll|d|m|em|all|n|clock|til))\Z", re.IGNORECASE)
_OPENERS = "\"'“”‘„«»:(–—"
_OPENER = re.compile(f"[{_OPENERS}]")
_SMALL_WORDS = (
    "the a an of and in on for to at by or i i'm i’m der die das und von im sie ihr ihre ihnen"
)
_SMALL = frozenset(_SMALL_WORDS.split())


def names_in(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The names of a text as they stand, without possessive endings.

    A sentence's first word counts when it is in `known` (folded names of a source), or has a
    capital or digit inside (`OpenAI`, `X1`).
    """
    return [name for sentence in sentences(text) for name in names_in_sentence(sentence, known)]


def names_in_sentence(sentence: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The same of one sentence."""
    words = _WORD.findall(sentence)
    capital = [place for place, word in enumerate(words) if word[0].isupper()]
    opening = _opening(sentence) if capital and _OPENER.search(sentence) else frozenset((0,))
    found = []
    for place in capital:
        bare = _bare(words[place])
        counts = place not in opening or bare.casefold() in known or _tells(bare)
        if counts and bare.lower() not in _SMALL:
            found.append(bare)
    return found


def _opening(sentence: str) -> frozenset[int]:
    """The places of words that begin the sentence, or a quotation or the like in it."""
    starts = [match.start() for match in _WORD.finditer(sentence)]
    return frozenset(place for place, at in enumerate(starts) if not place or _opens(sentence, at))


def _tells(word: str) -> bool:
    """Whether a capital, a digit or an apostrophe inside says that a word is a name."""
    rest = word[1:]
    if rest.isalpha() and rest.islower():
        return False  # as most names, told without a look at each letter
    if any(char.isupper() or char.isdigit() for char in rest):
        return True
    return ("'" in word or "’" in word) and _CONTRACTED.search(word) is None


def words_in(text: str) -> frozenset[str]:
    """Every word of a text folded as names are compared."""
    if text.isascii() and "'" not in text:  # as most: folded all at once
        return frozenset([word.rstrip(".") for word in set(_WORD.findall(text.lower()))])
    return frozenset([_bare(word).casefold() for word in set(_WORD.findall(text))])


def proper_in(text: str) -> frozenset[str]:
    """The words of a text that begin with a capital wherever they stand, folded."""
    words = {_bare(word) for word in set(_WORD.findall(text))}
    small = {word for word in words if not word[:1].isupper()}
    return frozenset(word.casefold() for word in words - small) - small


def _bare(word: str) -> str:
    """A word without possessive ending."""
    apart = "'" in word or "’" in word
    return (_POSSESSIVE.sub("", word) if apart else word).rstrip(".")


def _opens(sentence: str, at: int) -> bool:
    """Whether a quotation or the like begins right before a place."""
    before = sentence[:at].rstrip(" ")[-1:]
    return bool(before) and before in _OPENERS
