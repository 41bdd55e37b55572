"""Which pattern comes next: by a hash of the event, never by chance or clock. Pure.

A pattern that stands in a recent roast is passed over as long as another fits; so is one that
begins like another of this roast, or that would use the same words of the source again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from zlib import crc32

from roaster.roasts.writers.offline.material import GROUPS, Entry, Material
from roaster.roasts.writers.offline.stock import LEAST_ANCHOR, Pattern
from roaster.roasts.writers.offline.terms import folded_words
from roaster.text.digests import digest

_SENTENCE_START = re.compile(r"(?:\A|(?<=[.?] ))(“?)([a-zà-ÿ])")
# How much more a pattern with words of the event is preferred.
TOLD = {"quip": 6, "open": 5, "close": 3, "lining": 3, "burn-subject": 3}
TOLD_ELSEWHERE = 2
_SPREAD = 7  # how many ranks of preference chance may bridge


def worn_runs(text: str) -> frozenset[str]:
    """A recent roast as its runs of `LEAST_ANCHOR` folded words, to look for patterns in."""
    words = folded_words(text)
    return frozenset(
        " ".join(words[at : at + LEAST_ANCHOR]) for at in range(len(words) - LEAST_ANCHOR + 1)
    )


@dataclass(slots=True)
class Deck:
    """Deals the patterns of one roast. `tags` are what the event is; `ranks` what it is most."""

    seed: str
    patterns: Mapping[str, tuple[Pattern, ...]]
    tags: frozenset[str]
    ranks: Mapping[str, int]  # tag: how much a pattern that asks for it is preferred
    material: Material
    worn: Sequence[frozenset[str]]  # `worn_runs` of the recent roasts, newest first
    _dealt: set[str] = field(default_factory=set)
    _used_up: set[str] = field(default_factory=set)
    _openings: set[str] = field(default_factory=set)

    def deal(
        self,
        kind: str,
        *,
        words: tuple[int, int] = (0, 80),
        apart: str = "",
        told: bool | None = None,
        fresh: bool = False,
    ) -> str:
        """The text of the best pattern of a kind that fits; empty when none does.

        `words` bounds its length; `apart` tells two draws of one kind from each other; `told` asks
        for one with words of the event in it, or for one without; `fresh` for none rather than for
        one that a recent roast has.
        """
        second: tuple[int, Pattern, str, tuple[Entry, ...]] | None = None
        for pattern in self._in_order(kind, apart, told):
            filled = self._fill(pattern)
            if filled is None or not words[0] <= len(filled[0].split()) <= words[1]:
                continue
            text, entries = filled
            at = self._last_use(pattern)
            if at < 0 and pattern.opening not in self._openings:
                return self._take(pattern, text, entries)
            if fresh:
                continue
            rank = at if at >= 0 else len(self.worn)  # unused but alike: better than worn
            if second is None or rank > second[0]:
                second = rank, pattern, text, entries
        return self._take(*second[1:]) if second else ""

    def _in_order(self, kind: str, apart: str, told: bool | None) -> list[Pattern]:
        seed = int(digest(f"{self.seed}:{kind}:{apart}", 8), 16)
        bonus = TOLD.get(kind, TOLD_ELSEWHERE)
        keyed = [
            (*self._key(pattern, seed, bonus), place, pattern)
            for place, pattern in enumerate(self.patterns.get(kind, ()))
            if (told is None or told == pattern.told)
            and pattern.needs <= self.tags
            and pattern.text not in self._dealt
        ]
        keyed.sort(key=itemgetter(0, 1, 2))
        return [pattern for *_, pattern in keyed]

    def _key(self, pattern: Pattern, seed: int, bonus: int) -> tuple[int, int]:
        chance = (crc32(pattern.raw, seed) * 2654435761) & 0xFFFFFFFF
        rank = bonus * pattern.told
        if pattern.needs:
            rank += sum(self.ranks.get(tag, 1) for tag in pattern.needs)
        return -(rank + (chance >> 16) % _SPREAD), chance

    def _last_use(self, pattern: Pattern) -> int:
        """How many roasts ago it stood: 0 in the newest; -1 is never."""
        if not pattern.anchor:
            return -1
        found = (ago for ago, runs in enumerate(self.worn) if pattern.anchor in runs)
        return next(found, -1)

    def _fill(self, pattern: Pattern) -> tuple[str, tuple[Entry, ...]] | None:
        chosen: dict[str, Entry] = {}
        for group in sorted({GROUPS[slot] for slot in pattern.slots}):
            wanted = {slot for slot in pattern.slots if GROUPS[slot] == group}
            entry = self._entry(group, wanted, pattern.needs)
            taken = {other.mark for other in chosen.values() if other.mark}
            if entry is None or entry.mark in taken:
                return None
            chosen[group] = entry
        values = {slot: value for entry in chosen.values() for slot, value in entry.values.items()}
        return self._written(pattern, values), tuple(chosen.values())

    def _entry(self, group: str, wanted: set[str], needs: frozenset[str]) -> Entry | None:
        for entry in self.material.get(group, ()):
            if entry.mark in self._used_up or not wanted <= entry.values.keys():
                continue
            asked = {need for need in needs if need.startswith(f"{group}:")}
            if not asked or entry.needs in asked:
                return entry
        return None

    def _written(self, pattern: Pattern, values: Mapping[str, str]) -> str:
        parts = []
        for kind, part in pattern.parts():
            if kind == "slot":
                parts.append(values[part])
            elif kind == "choices":
                choices = part.split("|")
                parts.append(choices[int(digest(f"{self.seed}:{part}", 6), 16) % len(choices)])
            else:
                parts.append(part)
        return _SENTENCE_START.sub(lambda m: m[1] + m[2].upper(), "".join(parts))

    def _take(self, pattern: Pattern, text: str, entries: tuple[Entry, ...]) -> str:
        self._dealt.add(pattern.text)
        self._openings.add(pattern.opening)
        self._used_up.update(entry.mark for entry in entries if entry.mark)
        return text
