"""All of `content/` with roasts as slips: what is needed of each, their texts left in the cache.

Ten thousand roasts are 150 MB and a second of reading; a build lays out twenty of them. So a slip
is made of each once and kept by the hash of the file, and the roast itself is read when it is
asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from roaster.content.library import ROASTS, load_pages, markdown_files, read_file, shared_names
from roaster.content.parsed import ParsedCache, Reader
from roaster.errors import DiskError, Fault
from roaster.model.roast import Roast, StandingPage

AT_HAND = 512  # roasts kept after they were read: those that workers have are laid out soon


class _Named(Protocol):
    """What every slip tells: which file it is of, and what no two files may share."""

    @property
    def path(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def day(self) -> date: ...


S = TypeVar("S", bound=_Named)


class StockCache(ParsedCache, Protocol):
    """A cache of what was read that keeps slips too."""

    def slips(self) -> Iterable[tuple[bytes, bytes, bytes]]:
        """Every slip with its mark and its file's times, unharmed."""

    def replace_slips(self, new: Mapping[bytes, tuple[bytes, bytes]], kept: Set[bytes]) -> None:
        """Keep these slips with their files' times, and of what was there before only `kept`."""

    def slip(self, mark: bytes) -> bytes | None:
        """One slip, unharmed; None where there is none."""

    def add_slips(self, new: Mapping[bytes, tuple[bytes, bytes]]) -> None:
        """Keep these slips with their files' times, beside what is there."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[S]):
    """How slips are made and kept. `key` is a hash of all that making depends on but the roast."""

    key: bytes
    make: Callable[[Roast], S]
    encoded: Callable[[S], bytes | None]
    decoded: Callable[[bytes], S | None]


class Held(NamedTuple, Generic[S]):
    """A roast of which the slip is at hand. `load` reads it; raises DiskError.

    `mark` finds the slip again, by `Restock`; it is empty where that is not possible.
    """

    slip: S
    load: Callable[[], Roast]
    mark: bytes = b""


@dataclass(frozen=True, slots=True)
class Stock(Generic[S]):
    """As a `Library`: roasts newest day first, pages by slug, and what is wrong with files."""

    roasts: tuple[Held[S], ...]
    pages: tuple[StandingPage, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Known(Generic[S]):
    """A slip with the times of its file, as they were before it was read; or none of them."""

    slip: S
    times: bytes


def load_stock(
    root: Path,
    zone: ZoneInfo,
    headings: Mapping[str, str],
    cache: StockCache,
    kind: Kind[S],
    known: dict[bytes, Known[S]],
    times: Mapping[str, bytes] | None = None,
) -> Stock[S]:
    """Read `content/` below a site's root. `known` are slips from an earlier reading, kept up.

    A file whose `times`, by its path from the root, are those it was read with is not read again.
    One with a fault of level `error` is read each time, and warnings are told once.
    """
    faults: list[Fault] = []
    reader = Reader(zone, headings, cache)
    desk = _Desk(root, reader, cache, kind, known, times or {})
    paths = markdown_files(root, ROASTS, faults)
    held = [desk.held(path, faults) for path in paths]
    roasts = [one for one in held if one is not None]
    pages = load_pages(root, reader, faults)
    desk.remember()
    reader.remember()
    faults.extend(shared_names([one.slip for one in roasts]))
    roasts.sort(key=lambda one: (-one.slip.day.toordinal(), one.slip.slug, one.slip.path))
    faults.sort(key=lambda fault: (fault.path, fault.line, fault.column))
    return Stock(tuple(roasts), pages, tuple(faults))


class _Desk(Generic[S]):
    """Where slips are found, or made of roasts."""

    def __init__(
        self,
        root: Path,
        reader: Reader,
        cache: StockCache,
        kind: Kind[S],
        known: dict[bytes, Known[S]],
        times: Mapping[str, bytes],
    ) -> None:
        self._root = root
        self._reader = reader
        self._cache = cache
        self._kind = kind
        self._known = known
        self._times = times
        # Of all that decides what a file's bytes become: without it, equal bytes are no proof.
        self._key = hashlib.sha256(kind.key + reader.key).digest()
        if not known:
            known.update(self._decoded())
        self._marks = {one.slip.path: mark for mark, one in known.items()}
        self._new: dict[bytes, tuple[bytes, bytes]] = {}
        self._seen: set[bytes] = set()
        # Of one build, and gone with it.
        self._load = lru_cache(AT_HAND)(self._read_again)

    def _decoded(self) -> Iterator[tuple[bytes, Known[S]]]:
        for mark, times, value in self._cache.slips():
            slip = self._kind.decoded(value) if mark.startswith(self._key) else None
            if slip is not None:
                yield mark, Known(slip, times)

    def held(self, path: str, faults: list[Fault]) -> Held[S] | None:
        """A file's slip; what is wrong with it becomes faults."""
        times = self._times.get(path, b"")
        mark = self._marks.get(path, b"")
        one = self._known.get(mark)
        if one is None or not times or one.times != times or not mark.startswith(self._key):
            data = read_file(self._root, path, faults)
            return None if data is None else self._read(path, data, times, faults)
        return self._seen_again(path, mark, one)

    def _read(self, path: str, data: bytes, times: bytes, faults: list[Fault]) -> Held[S] | None:
        mark = self._key + self._reader.mark(path, data)
        one = self._known.get(mark)
        if one is None:
            (roast, wrong), is_kept = self._reader.passing_roast(path, data, self._bare(mark))
            faults += wrong
            if roast is None:
                return None
            slip = self._kind.make(roast)
            if not is_kept:
                return Held(slip, partial(_itself, roast))
        else:
            slip = one.slip
        if one is None or one.times != times:
            one = self._known[mark] = Known(slip, times)
            value = self._kind.encoded(slip)
            self._new |= {} if value is None else {mark: (times, value)}
        return self._seen_again(path, mark, one)

    def _seen_again(self, path: str, mark: bytes, one: Known[S]) -> Held[S]:
        bare = self._bare(mark)
        self._seen.add(mark)
        self._reader.see(bare)
        return Held(one.slip, partial(self._load, path, bare), bare)

    def _bare(self, mark: bytes) -> bytes:
        """The mark of the file alone."""
        return mark[len(self._key) :]

    def remember(self) -> None:
        """Hand the cache what is new, and forget what was not seen."""
        for mark in self._known.keys() - self._seen:
            del self._known[mark]
        if self._new:
            self._cache.replace_slips(self._new, self._seen)
        self._new, self._marks = {}, {}

    def _read_again(self, path: str, mark: bytes) -> Roast:
        return read_again(self._root, self._reader, path, mark)


def read_again(root: Path, reader: Reader, path: str, mark: bytes) -> Roast:
    """A roast from the cache, or from the file where that has lost it.

    What its slip was made of must still stand there. Raises DiskError.
    """
    roast = reader.kept_roast(mark)
    if roast is None:
        try:
            data = (root / path).read_bytes()
        except OSError as error:
            raise _changed(path) from error
        if reader.mark(path, data) == mark:
            (roast, _), _ = reader.passing_roast(path, data, mark)
    if roast is None:
        raise _changed(path)
    return roast


def _itself(roast: Roast) -> Roast:
    return roast


def _changed(path: str) -> DiskError:
    return DiskError("was changed while the site was built", where=path, remedy="build again")
