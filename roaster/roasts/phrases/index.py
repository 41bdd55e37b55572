"""Everything the site's roasts have said, asked for phrases. Safe to use from several threads.

A fresh clone gives the same verdicts: the index is made from the roasts' files, and what lies on
the shelf are only hashes of them, by the digest of each file.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import Protocol

from roaster.model.news import Event
from roaster.model.roast import Roast
from roaster.roasts.phrases.copying import copied
from roaster.roasts.phrases.found import Kind, Repeat
from roaster.roasts.phrases.passages import Passage, passages_in
from roaster.roasts.phrases.runs import (
    RUN,
    closing_of,
    comparisons_in,
    opening_of,
    own_parts,
    run_hash,
    run_hashes,
    run_in_text,
    words_of,
)

NEWEST = 50  # roasts whose openings, closings and comparisons are not to come again
MOST_REPEATS = 8  # of one roast: more would tell an editor nothing new
EDITION = "1"  # of words and runs: hashes of another edition are never looked at


class RunShelf(Protocol):
    """Keeps the hashed runs of roasts by the digests of their files."""

    def stock_up(self, digests: Iterable[str], runs: RunsOf) -> None:
        """Take in the roasts that it does not have; pass over all others from now on."""

    def holders(self, hashes: Sequence[int]) -> Mapping[int, str]:
        """Each of these hashes that a roast has, with the digest of one such roast."""


class RunsOf(Protocol):
    """The hashed runs of a roast, asked for by its digest."""

    def __call__(self, digest: str) -> Iterable[int]:
        """Compute them."""


class MemoryShelf:
    """A shelf without a file."""

    def __init__(self) -> None:
        self._held: dict[int, str] = {}

    def stock_up(self, digests: Iterable[str], runs: RunsOf) -> None:
        """Take in these roasts and no others."""
        self._held = {run: digest for digest in digests for run in runs(digest)}

    def holders(self, hashes: Sequence[int]) -> Mapping[int, str]:
        """Each of these hashes that a roast has."""
        return {run: self._held[run] for run in hashes if run in self._held}


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of own words, with the hash of each run of them."""

    place: str
    text: str
    words: tuple[str, ...]
    runs: tuple[int, ...]


@dataclass(frozen=True)
class Said:
    """What one roast says, taken apart when it is first asked for. `name`: its slug or title."""

    name: str
    passages: tuple[Passage, ...]

    @cached_property
    def parts(self) -> tuple[_Part, ...]:
        """All own words, in order."""
        return tuple(_parts_of(self.passages))

    @cached_property
    def runs(self) -> frozenset[int]:
        """The hashes of every run of own words."""
        return frozenset(run for part in self.parts for run in part.runs)

    @cached_property
    def openings(self) -> frozenset[str]:
        """Of the quip and the take."""
        return frozenset(filter(None, (opening_of(text) for text in _beginnings(self.passages))))

    @cached_property
    def closings(self) -> frozenset[str]:
        """Of the take."""
        return frozenset(filter(None, (closing_of(text) for text in _ends(self.passages))))

    @cached_property
    def comparisons(self) -> frozenset[str]:
        """Of every text."""
        return frozenset(found for each in self.passages for found in comparisons_in(each.text))

    @cached_property
    def edges(self) -> frozenset[str]:
        """All three together."""
        return self.openings | self.closings | self.comparisons


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a roast of an event will say, with what is wrong with it whatever others say."""

    said: Said
    event: Event
    alone: tuple[Repeat, ...]

    def is_of(self, event: Event, passages: tuple[Passage, ...]) -> bool:
        """Whether it is a claim on these texts, about this event."""
        return self.said.passages == passages and self.event == event

    def covers(self, other: _Claim) -> bool:
        """Whether it has all the texts of another."""
        return frozenset(self.said.passages) >= frozenset(other.said.passages)


def hashed_runs(passages: Iterable[Passage]) -> frozenset[int]:
    """The hashes of every run of own words in these texts."""
    return frozenset(run for each in passages for run in run_hashes(each.text))


def _parts_of(passages: Iterable[Passage]) -> Iterator[_Part]:
    for passage in passages:
        for text in own_parts(passage.text):
            words = tuple(words_of(text))
            starts = range(len(words) - RUN + 1)
            runs = tuple(run_hash(" ".join(words[at : at + RUN])) for at in starts)
            yield _Part(passage.place, text, words, runs)


class PhraseIndex:
    """What may not be said again. `stock` are stock phrases, folded."""

    def __init__(self, roasts: Sequence[Roast], shelf: RunShelf, stock: Sequence[str] = ()) -> None:
        """`roasts` stand newest first. Raises what the shelf raises."""
        by_digest = {roast.digest: roast for roast in roasts}
        shelf.stock_up(by_digest, lambda digest: hashed_runs(passages_in(by_digest[digest])))
        self._names = {digest: roast.slug for digest, roast in by_digest.items()}
        self._shelf = shelf
        self._stock = {phrase: f" {phrase} " for phrase in stock}
        self._newest = [Said(roast.slug, passages_in(roast)) for roast in roasts[:NEWEST]]
        self._held: dict[int, str] = {}  # of this run's roasts, and what the shelf answered
        self._added: list[frozenset[int]] = []  # of this run's roasts, in order
        self._claims: dict[str, _Claim] = {}  # of roasts that stand in no file yet, by event
        self._lock = threading.Lock()

    def newest(self) -> tuple[Said, ...]:
        """The newest roasts, newest first."""
        with self._lock:
            return tuple(self._newest[:NEWEST])

    def worn(self, hashes: Sequence[int]) -> frozenset[int]:
        """Which of these runs stand in a roast already."""
        with self._lock:
            return frozenset(self._holders(hashes))

    def since(self, mark: int) -> tuple[int, frozenset[int]]:
        """The runs of the roasts that were added after a mark, and the next mark."""
        with self._lock:
            return len(self._added), frozenset[int]().union(*self._added[mark:])

    def add(self, name: str, passages: Sequence[Passage]) -> None:
        """A roast that now stands in a file; the claim on its texts is settled."""
        said = Said(name, tuple(passages))
        with self._lock:
            claims = {
                key: one.said
                for key, one in self._claims.items()
                if one.said.passages == said.passages
            }
            runs = next((one.runs for one in claims.values()), None) or said.runs
            for event in claims:
                del self._claims[event]
            self._held.update(dict.fromkeys(runs, name))
            self._added.append(runs)
            self._newest.insert(0, said)
            del self._newest[NEWEST:]

    def claim(self, event: Event, passages: Sequence[Passage]) -> tuple[Repeat, ...]:
        """What of these texts is used up; what is not is this event's from now on.

        So two roasts that are written at the same time cannot both have one phrase: whose texts
        were claimed first has it, and keeps it when they, or some of them, are claimed again.
        """
        claim = self._taken_apart(event, tuple(passages))
        with self._lock:
            before = self._claims.get(event.id)
            if before is not None and not before.covers(claim):
                del self._claims[event.id]  # what is new in it comes last
            self._claims[event.id] = claim
            found = (*claim.alone, *self._runs_in(claim.said), *self._edges_in(claim.said))
        return tuple(islice(dict.fromkeys(found), MOST_REPEATS))

    def _taken_apart(self, event: Event, passages: tuple[Passage, ...]) -> _Claim:
        """An event's texts, as they were claimed before or taken apart now.

        What takes long is done here, so that nobody waits for the lock meanwhile.
        """
        with self._lock:
            claimed = self._claims.get(event.id)
        if claimed is not None and claimed.is_of(event, passages):
            return claimed
        said = Said(event.title, passages)
        _ = said.runs, said.edges
        alone = (*self._stock_in(said), *copied(passages, event.articles))
        return _Claim(said, event, alone)

    def _runs_in(self, said: Said) -> Iterator[Repeat]:
        """The longest stretch of worn runs in each passage, with the roast that had its first."""
        held = {
            run: one.name
            for one in self._claimed_before(said)
            if not said.runs.isdisjoint(one.runs)
            for run in one.runs & said.runs
        }
        held |= self._holders(tuple(said.runs))
        for part in said.parts:
            for first, last in _stretches([run in held for run in part.runs]):
                phrase = run_in_text(part.text, part.words[first : last + RUN])
                yield Repeat(Kind.RUN, part.place, phrase, held[part.runs[first]])

    def _claimed_before(self, said: Said) -> list[Said]:
        """What is claimed, but for these texts and what was claimed after them."""
        claimed = (claim.said for claim in self._claims.values())
        return list(takewhile(lambda each: each is not said, claimed))

    def _holders(self, hashes: Sequence[int]) -> dict[int, str]:
        found = {run: self._held[run] for run in hashes if run in self._held}
        asked = self._shelf.holders([run for run in hashes if run not in found])
        for run, digest in asked.items():
            self._held[run] = found[run] = self._names[digest]
        return found

    def _edges_in(self, own: Said) -> Iterator[Repeat]:
        every = (*self._claimed_before(own), *self._newest)
        before = [each for each in every if not own.edges.isdisjoint(each.edges)]
        if not before:
            return
        for kind, phrases in (
            (Kind.OPENING, own.openings),
            (Kind.CLOSING, own.closings),
            (Kind.COMPARISON, own.comparisons),
        ):
            for phrase in sorted(phrases):
                had = next((each for each in before if phrase in _edges(each, kind)), None)
                if had is not None:
                    yield Repeat(kind, _place_of(phrase, kind, own.passages), phrase, had.name)

    def _stock_in(self, said: Said) -> Iterator[Repeat]:
        texts = [f" {' '.join(part.words)} " for part in said.parts]
        whole = "|".join(texts)  # no word has a bar in it
        used = [(phrase, spaced) for phrase, spaced in self._stock.items() if spaced in whole]
        if not used:
            return
        for part, text in zip(said.parts, texts, strict=True):
            for phrase, spaced in used:
                if spaced in text:
                    spelt = run_in_text(part.text, phrase.split(" "))
                    yield Repeat(Kind.STOCK, part.place, spelt)


def _stretches(worn: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = -1
    for at, each in enumerate((*worn, False)):
        if each and start < 0:
            start = at
        elif not each and start >= 0:
            yield start, at - 1
            start = -1


def _beginnings(passages: Sequence[Passage]) -> list[str]:
    return [each.text for each in passages if each.place in ("quip", "take[0]")]


def _ends(passages: Sequence[Passage]) -> list[str]:
    return [each.text for each in passages if each.place.startswith("take")][-1:]


def _edges(said: Said, kind: Kind) -> frozenset[str]:
    if kind is Kind.OPENING:
        return said.openings
    return said.closings if kind is Kind.CLOSING else said.comparisons


def _place_of(phrase: str, kind: Kind, passages: Sequence[Passage]) -> str:
    def has(passage: Passage) -> bool:
        if kind is Kind.OPENING:
            return passage.place in ("quip", "take[0]") and opening_of(passage.text) == phrase
        if kind is Kind.CLOSING:
            return passage.place.startswith("take") and closing_of(passage.text) == phrase
        return phrase in comparisons_in(passage.text)

    return next((each.place for each in passages if has(each)), "take[0]")
