"""Which pattern comes next: by a hash of the event, never by chance or clock. Pure.

A pattern that stands in a recent roast is passed over as long as another fits; so is one that
begins like another of this roast, or that would use the same words of the source again. What would
repeat a phrase of any roast is not dealt at all where the roast can do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import heapify, heappop
from zlib import crc32

from roaster.config.offline_pieces import GROUPS
from roaster.roasts.writers.offline.material import Entry, Material
from roaster.roasts.writers.offline.stock import LEAST_ANCHOR, Fragment, Pattern, Rack
from roaster.roasts.writers.offline.terms import folded_words
from roaster.roasts.writers.offline.wear import Wear
from roaster.text.digests import digest

# `iPhone` keeps its small letter.
_SENTENCE_START = re.compile(r"(?:\A|(?<=[.?] ))([“„]?)([a-zà-ÿ])(?![A-Z])")
# The source’s own stops begin no sentence of ours: `the U.S. condemned`.
_INNER_STOP = re.compile(r"(?<=[.?]) ")
_HELD = "\x02"
# How much more a pattern with words of the event is preferred.
TOLD = {"quip": 6, "open": 5, "close": 3, "lining": 3, "burn-subject": 3}
TOLD_ELSEWHERE = 2
COUNTED = 3  # and one that works something out from them
_SPREAD = 7  # how many ranks of preference chance may bridge
ANY_LENGTH = (0, 80)  # words
_AGAIN = 30  # draws with words that were used already
_TOLD_MARKS = {"+": True, "-": False}
_TRIES = 4  # with other fragments in a frame, before another pattern is looked for
FRAGMENTS_REST = 6  # roasts before a fragment comes again
_FRAMES_RANK = -2  # a frame says it in fewer words: the long patterns come first while they last


def worn_runs(text: str) -> frozenset[str]:
    """A recent roast as its runs of `LEAST_ANCHOR` folded words, to look for patterns in."""
    words = folded_words(text)
    return frozenset(
        " ".join(words[at : at + LEAST_ANCHOR]) for at in range(len(words) - LEAST_ANCHOR + 1)
    )


@lru_cache(maxsize=512)  # the stock has a few dozen different ones
def _groups_of(slots: frozenset[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The groups that slots belong to, in order, with the slots of each."""
    groups = sorted({GROUPS[slot] for slot in slots})
    return tuple(
        (group, frozenset(slot for slot in slots if GROUPS[slot] == group)) for group in groups
    )


@dataclass(slots=True)
class Deck:
    """Deals the patterns of one roast. `tags` are what the event is; `ranks` what it is most."""

    seed: str
    patterns: Mapping[str, tuple[Pattern, ...]]
    racks: Mapping[str, tuple[Rack, ...]]
    fragments: Mapping[str, tuple[Fragment, ...]]
    tags: frozenset[str]
    ranks: Mapping[str, int]  # tag: how much a pattern that asks for it is preferred
    material: Material
    worn: Sequence[frozenset[str]]  # `worn_runs` of the recent roasts, newest first
    wear: Wear
    slots: frozenset[str] = frozenset()  # those that the material can fill
    resting: frozenset[str] = frozenset()  # runs of the newest roasts: no fragment has them
    _fitting: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)
    _dealt: set[str] = field(default_factory=set)
    _used_up: set[str] = field(default_factory=set)
    _openings: set[str] = field(default_factory=set)
    _said: set[Fragment] = field(default_factory=set)

    def deal(
        self, kinds: Sequence[str], apart: str = "", before: str = "", *, opens: bool = False
    ) -> str:
        """The text of the best pattern that fits, of the first kind that has one; else empty.

        One that no recent roast has, of any of the kinds, comes before one that a recent roast
        has. A kind with a plus asks for words of the event, one with a minus for none. `apart`
        tells two draws of one kind from each other; `before` is what the text comes after;
        `opens`: the take begins with it.
        """
        spare: _Card | None = None
        for kind in kinds:
            told = _TOLD_MARKS.get(kind[-1])
            card, fresh = self._best(kind.rstrip("+-"), apart, before, told=told, opens=opens)
            if card and fresh:
                return self._take(card)
            spare = spare or card
        return self._take(spare) if spare else ""

    def must(self, kind: str, *, words: tuple[int, int] = ANY_LENGTH, apart: str = "") -> str:
        """As `deal`; rather with words of the source that were used than nothing at all."""
        card, _ = self._best(kind, apart, "", words=words)
        if card is None:
            used, self._used_up = self._used_up, set()
            again = (self._best(kind, f"{apart}~{n}", "", words=words)[0] for n in range(_AGAIN))
            card = next(filter(None, again), None) or self._any(kind, words, apart)
            self._used_up = used
        return self._take(card) if card else ""

    def repeats(self, text: str, before: str) -> bool:
        """Whether a text, after these words, has a run of another roast's."""
        return self.wear.on(text, "", before, opens=False)

    def _best(
        self,
        kind: str,
        apart: str,
        before: str,
        *,
        told: bool | None = None,
        opens: bool = False,
        words: tuple[int, int] = ANY_LENGTH,
    ) -> tuple[_Card | None, bool]:
        """The best card, and whether no recent roast has its words."""
        best: tuple[int, _Card | None] = -1, None
        for pattern in self._in_order(kind, apart, told):
            for card in self._cards(pattern, apart):
                if not words[0] <= len(card.text.split()) <= words[1]:
                    continue
                at = self._last_use(card)
                fresh = at < 0 and pattern.opening not in self._openings
                rank = at if at >= 0 else len(self.worn)  # unused but alike: better than worn
                if not fresh and rank <= best[0]:
                    continue
                if self.wear.on(card.text, kind, before, opens=opens or kind == "quip"):
                    continue
                if fresh:
                    return card, True
                best = rank, card
        return best[1], False

    def _any(self, kind: str, words: tuple[int, int], apart: str) -> _Card | None:
        """One that repeats another roast: the gates will hold what comes of it."""
        cards = (
            card
            for pattern in self.patterns.get(kind, ())
            if pattern.needs <= self.tags
            for card in self._cards(pattern, apart)
        )
        return next((c for c in cards if words[0] <= len(c.text.split()) <= words[1]), None)

    def _in_order(self, kind: str, apart: str, told: bool | None) -> Iterator[Pattern]:
        """The best first; mostly one of the first few is taken, so the rest is not sorted."""
        seed = int(digest(f"{self.seed}:{kind}:{apart}", 8), 16)
        bonus = TOLD.get(kind, TOLD_ELSEWHERE)
        keyed = [
            (*self._key(pattern, seed, bonus), place, pattern)
            for place, pattern in enumerate(self._fits(kind))
            if (told is None or told == pattern.told)
            and (pattern.frame or pattern.text not in self._dealt)
        ]
        heapify(keyed)
        while keyed:
            yield heappop(keyed)[-1]

    def _fits(self, kind: str) -> tuple[Pattern, ...]:
        """The patterns of a kind that this event can fill and no roast has used up."""
        if kind not in self._fitting:
            fitting = [
                rack
                for rack in self.racks.get(kind, ())
                if rack.needs <= self.tags and rack.slots <= self.slots
            ]
            gone = self.wear.used([run for rack in fitting for run in rack.fixed])
            self._fitting[kind] = tuple(
                pattern
                for rack in fitting
                for pattern in rack.patterns
                if gone.isdisjoint(pattern.fixed)
            )
        return self._fitting[kind]

    def _key(self, pattern: Pattern, seed: int, bonus: int) -> tuple[int, int]:
        chance = (crc32(pattern.raw, seed) * 2654435761) & 0xFFFFFFFF
        rank = bonus * pattern.told + _FRAMES_RANK * pattern.frame + COUNTED * pattern.counted
        if pattern.needs:
            rank += sum(self.ranks.get(tag, 1) for tag in pattern.needs)
        return -(rank + (chance >> 16) % _SPREAD), chance

    def _last_use(self, card: _Card) -> int:
        """How many roasts ago its words stood: 0 in the newest; -1 is never, or long ago."""
        looked = self.worn[:FRAGMENTS_REST] if card.pattern.frame else self.worn
        for ago, runs in enumerate(looked):
            if not runs.isdisjoint(card.anchors):
                return ago
        return -1

    def _cards(self, pattern: Pattern, apart: str) -> Iterator[_Card]:
        """The pattern with the event's words in it; a frame several times, with other fragments."""
        filled = self._fill(pattern)
        if filled is None:
            return
        for n in range(_TRIES if pattern.frame else 1):
            yield self._written(pattern, filled, f"{apart}:{n}")

    def _fill(self, pattern: Pattern) -> Sequence[Entry] | None:
        chosen: list[Entry] = []
        taken: set[str] = set()
        for group, wanted in _groups_of(pattern.slots):
            entry = self._entry(group, wanted, pattern.needs, taken)
            if entry is None:
                return None
            taken.update(entry.marks)
            chosen.append(entry)
        return chosen

    def _entry(
        self, group: str, wanted: frozenset[str], needs: frozenset[str], taken: set[str]
    ) -> Entry | None:
        asked = needs and {need for need in needs if need.startswith(f"{group}:")}
        for entry in self.material.get(group, ()):
            if not wanted <= entry.values.keys():
                continue
            if not (taken.isdisjoint(entry.marks) and self._used_up.isdisjoint(entry.marks)):
                continue
            if not asked or entry.needs in asked:
                return entry
        return None

    def _written(self, pattern: Pattern, entries: Sequence[Entry], apart: str) -> _Card:
        values = {slot: value for entry in entries for slot, value in entry.values.items()}
        parts: list[str] = []
        said: list[Fragment] = []
        for kind, part in pattern.parts:
            if kind == "slot":
                parts.append(_INNER_STOP.sub(_HELD, values[part]))
            elif kind == "choices":
                choices = part.split("|")
                parts.append(choices[int(digest(f"{self.seed}:{part}", 6), 16) % len(choices)])
            elif kind == "list":
                said.append(self._fragment(part, f"{apart}:{len(said)}", said))
                parts.append(said[-1].text)
            else:
                parts.append(part)
        text = _SENTENCE_START.sub(lambda m: m[1] + m[2].upper(), "".join(parts))
        text = text.replace(_HELD, " ")
        known_by = (pattern.anchor, *(each.anchor for each in said))
        return _Card(pattern, text, tuple(entries), tuple(filter(None, known_by)), tuple(said))

    def _fragment(self, name: str, apart: str, said: Sequence[Fragment]) -> Fragment:
        """One of a list: not what this roast or the newest have said, where there is another."""
        known = self.fragments[name]
        start = crc32(f"{self.seed}:{name}:{apart}".encode())
        stride = 1 + start // len(known) % (len(known) - 1)
        second: Fragment | None = None
        for n in range(len(known)):
            fragment = known[(start + n * stride) % len(known)]
            if fragment in self._said or fragment in said:
                continue
            if fragment.anchor not in self.resting:
                return fragment
            second = second or fragment
        return second or known[start % len(known)]

    def _take(self, card: _Card) -> str:
        self._dealt.add(card.pattern.text)
        if card.pattern.opening:
            self._openings.add(card.pattern.opening)
        self._said.update(card.said)
        self._used_up.update(mark for entry in card.entries for mark in entry.marks)
        return card.text


@dataclass(frozen=True, slots=True)
class _Card:
    """A pattern written out. `anchors` are the words by which it is known again."""

    pattern: Pattern
    text: str
    entries: tuple[Entry, ...]
    anchors: tuple[str, ...]
    said: tuple[Fragment, ...]
