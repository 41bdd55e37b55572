"""Whether one word of a fact that is nearly its source's own sentence was put for another. Pure.

Where the words on both sides are the same, a name, a number or a “next” in the place of another is
no paraphrase: it was exchanged, wherever else the sentence may have it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.gate.pointing import PRONOUN
from roaster.roasts.gate.same_name import SMALL, TITLES, stands
from roaster.roasts.gate.synonyms import alike
from roaster.text.quantities import quantities

LEAST_WORDS = 7
NEARLY = 0.8  # of a fact's words, that its source must have too
BESIDE = 2  # words that must be the same on each side, or up to the end of the sentence

_WORD = re.compile(r"[^\W_](?:[\w.&’'-]*[^\W_])?")
_ASIDE = re.compile(r" \([^()]*\)")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?\Z")
_WAYS = frozenset(("last", "this", "next"))


def exchanged(fact: str, own: str) -> str:
    """The first word of a fact that stands where its source has another; empty when none does."""
    mine, theirs = _words(fact), _words(own)
    if len(mine) < LEAST_WORDS:
        return ""
    told = set(theirs)
    if sum(word in told for word in mine) < NEARLY * len(mine):
        return ""
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    for at, (kind, first, last, there, end) in enumerate(blocks):
        if kind != "replace" or last - first != 1 or end - there != 1:
            continue
        before, after = _same(blocks, at - 1), _same(blocks, at + 1)
        if before < min(BESIDE, first) or after < min(BESIDE, len(mine) - last):
            continue
        if _differ(mine[first], theirs[there], first=first == 0):
            return mine[first]
    return ""


def _words(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(_ASIDE.sub("", text))]


def _same(blocks: Sequence[tuple[str, int, int, int, int]], at: int) -> int:
    """How many words a block has that both texts share; none where there is no such block."""
    if not 0 <= at < len(blocks) or blocks[at][0] != "equal":
        return 0
    return blocks[at][2] - blocks[at][1]


def _unit(word: str) -> str:
    """The unit that a word in lower case is; empty when it is none."""
    found = quantities(f"2 {word}")
    return found[0].unit if found else ""


def _differ(word: str, other: str, *, first: bool) -> bool:
    """Whether two words in one place mean two things: names, numbers, “last” and “next”."""
    one, two = word.casefold(), other.casefold()
    if one in _WAYS and two in _WAYS:
        return one != two
    if word.isdigit() and other.isdigit():
        return word != other
    if one in CALENDAR_WORDS and two in CALENDAR_WORDS:
        return one[:3] != two[:3]
    if (unit := _unit(one)) and (other_unit := _unit(two)):
        return unit != other_unit
    if not other[0].isupper() or (not word[0].isupper() and not first):
        return False
    # “The games” for “Corvex’s games”, “Hask” for “He”.
    if {one, two} & SMALL or PRONOUN.fullmatch(word) or PRONOUN.fullmatch(other):
        return False
    if {word, other} & TITLES or {one, two} & CALENDAR_WORDS or one[:3] == two[:3]:
        return False
    return not (
        stands(word, frozenset((two,))) or stands(other, frozenset((one,))) or alike(one, two)
    )
