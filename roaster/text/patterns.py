"""Word lists as data become one pattern. Pure.

One pattern a line, lower case, always whole words. A space stands for spaces or a hyphen, a name in
capitals for the list of that name, and the rest is a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

REPEATED = ("?", "*", "{", "+")
HEAD, END = r"(?<![\w-])(?:", r")(?![\w])"  # what stands around the alternatives
_MOST_MORE = 400  # characters that a pattern may grow by for an alternative to stand where it fits


def pattern_of(lines: str, lists: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """The pattern of a word list; `lists` are words, separated by space, by the name they have."""
    joined = "|".join(line.strip() for line in lines.strip().splitlines())
    for name, words in (lists or {}).items():
        joined = joined.replace(name, f"(?:{'|'.join(words.split())})")
    spaced = re.sub(r" (\??)", lambda gap: "[ -]?" if gap[1] else "[ -]+", joined)
    return re.compile(f"{HEAD}{_sorted(spaced)}{END}")


def lowered(text: str) -> str:
    """A text as the patterns expect it: lower case, straight quotes, single spaces."""
    return " ".join(text.lower().replace("’", "'").replace("‘", "'").split())


def _sorted(pattern: str) -> str:
    """The same alternatives by their first letter: a search passes over those of all others.

    Those that begin alike keep their order, and no others can match at one place, so the matches
    are the same. What may begin with many letters, or other than with one, stays where it stands,
    between those before and those behind it.
    """
    made: list[str] = []
    alike: dict[str, list[str]] = {}
    for part in alternatives(pattern):
        firsts = _firsts(part)
        inner, rest = group_and_rest(part)
        if firsts and (len(firsts) - 1) * len(rest) <= _MOST_MORE:
            for letter in sorted(firsts):
                alike.setdefault(letter, []).append(_beginning(part, letter))
            continue
        made += _joined(alike)
        alike = {}
        made.append(f"(?:{_sorted(inner)}){rest}" if inner else part)
    return "|".join((*made, *_joined(alike)))


def _joined(alike: Mapping[str, list[str]]) -> Iterator[str]:
    return (f"(?:{'|'.join(parts)})" if parts[1:] else parts[0] for parts in alike.values())


def _beginning(part: str, letter: str) -> str:
    """An alternative without what of it begins with another letter."""
    inner, rest = group_and_rest(part)
    if not inner or rest.startswith(REPEATED):
        return part
    kept = (one for one in alternatives(inner) if letter in (_firsts(one) or letter))
    return f"(?:{'|'.join(_beginning(one, letter) for one in kept)}){rest}"


def _firsts(part: str) -> frozenset[str]:
    """The letters with which an alternative can begin; empty where they cannot be told."""
    inner, rest = group_and_rest(part)
    if inner:
        found = [_firsts(one) for one in alternatives(inner)]
    elif part[:1].isalpha():
        found, rest = [frozenset(part[0])], part[1:]
    else:
        return frozenset()
    if rest.startswith("{"):
        return frozenset()
    if rest.startswith(("?", "*")):
        found.append(_firsts(rest.lstrip("?*")))
    return frozenset[str]().union(*found) if all(found) else frozenset()


def group_and_rest(part: str) -> tuple[str, str]:
    """What stands in the group that an alternative begins with, and behind it; else empty."""
    if not part.startswith("(?:"):
        return "", part
    depth = 0
    for at, mark in _marks(part):
        depth += (mark == "(") - (mark == ")")
        if depth == 0:
            return part[3:at], part[at + 1 :]
    raise ValueError(f"a group without end: {part}")


def alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern."""
    depth = start = 0
    for at, mark in _marks(pattern):
        depth += (mark == "(") - (mark == ")")
        if mark == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]


def _marks(pattern: str) -> Iterator[tuple[int, str]]:
    """The parentheses and bars of a pattern: neither escaped nor in a set of characters."""
    in_set = escaped = False
    for at, char in enumerate(pattern):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif in_set:
            in_set = char != "]"
        elif char == "[":
            in_set = True
        elif char in "()|":
            yield at, char
