"""Which of several word lists a text has, told in one walk over its words. Pure.

A search tries all alternatives of a pattern at every word, and a hundred words in a row begin like
none of them. Here a word's first letters tell which patterns may begin with it; only these are
tried, there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from roaster.text.patterns import END, HEAD, REPEATED, alternatives, group_and_rest

_LETTERS = 3  # of a word, by which it is looked up
_LONGEST = 6  # characters in which it must then agree with a beginning, those behind a space too
_WORDS = re.compile(r"(?<![\w-])\w++")
_FIRST = re.compile(rf"\w{{1,{_LETTERS}}}")
_DIGITS = re.compile(r"\[(\d)-(\d)\]")
_GAP = "[ -]"
_ANYTHING = frozenset(("",))
# What an alternative needs that begins with any word: `\w+tote[rn]?` a "tote".
_NEEDED = re.compile(r"(?:\\w|\[a-z\])[+*]([^\\\[\](){}|.?*+^$]+)(?![?*{])")
_REMEMBERED = 20_000  # first letters

_Likely = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Spotter:
    """Patterns that are looked for together, by their numbers."""

    patterns: Sequence[re.Pattern[str]]
    likely: Callable[[str], _Likely]
    """The patterns that may begin with a word of these first letters, and all they begin with."""
    elsewhere: Sequence[tuple[int, str, re.Pattern[str]]]
    """What of a pattern may begin with any word: searched for where a text has what it needs."""

    def found_in(self, text: str) -> Iterator[int]:
        """The numbers of the patterns that match somewhere in a text, some more than once."""
        likely, patterns = self.likely, self.patterns
        for word in _WORDS.finditer(text):
            for number, beginnings in likely(word.group()[:_LETTERS]):
                at = word.start()
                if text.startswith(beginnings, at) and patterns[number].match(text, at):
                    yield number
        for number, needed, pattern in self.elsewhere:
            if needed in text and pattern.search(text):
                yield number

    def is_in(self, text: str) -> bool:
        """Whether any of them matches in a text."""
        return any(True for _ in self.found_in(text))


def spotter_of(patterns: Sequence[re.Pattern[str]]) -> Spotter:
    """A spotter of patterns; such as `pattern_of` did not make are searched for everywhere."""
    begun: dict[str, dict[int, list[str]]] = {}
    elsewhere: list[tuple[int, str, re.Pattern[str]]] = []
    for number, pattern in enumerate(patterns):
        spelled = pattern.pattern
        if (
            not (spelled.startswith(HEAD) and spelled.endswith(END))
            or pattern.flags & re.IGNORECASE
        ):
            elsewhere.append((number, "", pattern))
            continue
        for part in alternatives(spelled.removeprefix(HEAD).removesuffix(END)):
            beginnings = _beginnings(part, _LONGEST)
            if not all(map(_FIRST.match, beginnings)):
                elsewhere.append((number, _needed(part), re.compile(f"{HEAD}{part}{END}")))
                continue
            for beginning in sorted(beginnings):
                first = _FIRST.findall(beginning)[0]
                begun.setdefault(first, {}).setdefault(number, []).append(beginning)
    likely = lru_cache(maxsize=_REMEMBERED)(partial(_likely, begun))
    return Spotter(tuple(patterns), likely, tuple(elsewhere))


def _likely(begun: Mapping[str, Mapping[int, Sequence[str]]], letters: str) -> _Likely:
    """By all that is a beginning of these letters."""
    found: dict[int, list[str]] = {}
    for length in range(1, len(letters) + 1):
        for number, beginnings in begun.get(letters[:length], {}).items():
            found.setdefault(number, []).extend(beginnings)
    return tuple((number, _shortest(beginnings)) for number, beginnings in found.items())


def _shortest(beginnings: Sequence[str]) -> tuple[str, ...]:
    """Without those that begin with another."""
    kept: list[str] = []
    for beginning in sorted(beginnings):
        if not kept or not beginning.startswith(kept[-1]):
            kept.append(beginning)
    return tuple(kept)


def _needed(part: str) -> str:
    found = _NEEDED.match(part)
    return found[1] if found else ""


def _beginnings(part: str, most: int) -> frozenset[str]:
    """All that a match of an alternative can begin with: so many characters, or as many as show.

    Where already the first cannot be told, an empty one.
    """
    inner, rest = group_and_rest(part)
    if not most:
        return _ANYTHING
    if inner:
        heads = tuple(alternatives(inner))
    elif digits := _DIGITS.match(part):
        heads, rest = tuple(map(str, range(int(digits[1]), int(digits[2]) + 1))), part[5:]
    elif part.startswith(_GAP):
        heads, rest = (" ", "-"), part[len(_GAP) :]
    elif part[:1].isalnum():
        heads, rest = (part[0],), part[1:]
    else:
        return _ANYTHING
    mark, behind = rest[:1], rest
    if mark == "{":
        return _ANYTHING
    if mark in REPEATED:
        behind = rest[1:].removeprefix("?").removeprefix("+")
    # What is repeated may be followed by itself.
    tail = "" if mark in ("*", "+") else behind
    found = [_begun(head, tail, most) if inner else _behind(head, tail, most) for head in heads]
    if mark in ("?", "*"):
        found.append(_beginnings(behind, most))
    return frozenset[str]().union(*found)


def _begun(inner: str, tail: str, most: int) -> frozenset[str]:
    return _beginnings(inner + tail, most) if inner + tail else _ANYTHING


def _behind(head: str, tail: str, most: int) -> frozenset[str]:
    return frozenset(head + further for further in _beginnings(tail, most - 1))
