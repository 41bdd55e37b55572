"""All of `content/` with roasts as slips: what is needed of each, their texts left in the cache.

Ten thousand roasts are 150 MB and a second of reading; a build lays out twenty of them. So a slip
is made of each once and kept by the hash of the file, and the roast itself is read when it is
asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from roaster.content.library import ROASTS, load_pages, read_files, shared_names
from roaster.content.parsed import ParsedCache, Reader
from roaster.errors import DiskError, Fault
from roaster.model.roast import Roast, StandingPage

_AT_HAND = 512  # roasts kept after they were read: those that workers have are laid out soon


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

    def slips(self) -> Iterable[tuple[bytes, bytes]]:
        """Every slip with its mark, unharmed."""

    def replace_slips(self, new: Mapping[bytes, bytes], kept: Set[bytes]) -> None:
        """Keep these slips, and of what was there before only `kept`."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[S]):
    """How slips are made and kept. `key` is a hash of all that making depends on but the roast."""

    key: bytes
    make: Callable[[Roast], S]
    encoded: Callable[[S], bytes | None]
    decoded: Callable[[bytes], S | None]


@dataclass(frozen=True, slots=True)
class Held(Generic[S]):
    """A roast of which the slip is at hand. `load` reads it; raises DiskError."""

    slip: S
    load: Callable[[], Roast]


@dataclass(frozen=True, slots=True)
class Stock(Generic[S]):
    """As a `Library`: roasts newest day first, pages by slug, and what is wrong with files."""

    roasts: tuple[Held[S], ...]
    pages: tuple[StandingPage, ...]
    faults: tuple[Fault, ...]


def load_stock(
    root: Path,
    zone: ZoneInfo,
    headings: Mapping[str, str],
    cache: StockCache,
    kind: Kind[S],
    known: dict[bytes, S],
) -> Stock[S]:
    """Read `content/` below a site's root. `known` are slips from an earlier reading, kept up.

    A file with a fault of level `error` is read each time, and warnings are told once.
    """
    faults: list[Fault] = []
    reader = Reader(zone, headings, cache)
    desk = _Desk(root, reader, cache, kind, known)
    held = [desk.held(path, data, faults) for path, data in read_files(root, ROASTS, faults)]
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
        known: dict[bytes, S],
    ) -> None:
        self._root = root
        self._reader = reader
        self._cache = cache
        self._kind = kind
        self._known = known
        self._kept = {} if known else dict(self._decoded())
        self._new: dict[bytes, bytes] = {}
        self._seen: set[bytes] = set()
        # Of one build, and gone with it.
        self._load = lru_cache(_AT_HAND)(self._read_again)

    def _decoded(self) -> Iterator[tuple[bytes, S]]:
        for key, value in self._cache.slips():
            slip = self._kind.decoded(value) if key.startswith(self._kind.key) else None
            if slip is not None:
                yield key, slip

    def held(self, path: str, data: bytes, faults: list[Fault]) -> Held[S] | None:
        """A file's slip; what is wrong with it becomes faults."""
        mark = self._reader.mark(path, data)
        key = self._kind.key + mark
        slip = self._known.get(key) or self._kept.get(key)
        load = partial(self._load, path, mark)
        if slip is None:
            (roast, wrong), is_kept = self._reader.passing_roast(path, data, mark)
            faults += wrong
            if roast is None:
                return None
            slip = self._kind.make(roast)
            if not is_kept:
                return Held(slip, partial(_itself, roast))
            value = self._kind.encoded(slip)
            self._new |= {} if value is None else {key: value}
        self._known[key] = slip
        self._seen.add(key)
        self._reader.see(mark)
        return Held(slip, load)

    def remember(self) -> None:
        """Hand the cache what is new, and forget what was not seen."""
        for key in self._known.keys() - self._seen:
            del self._known[key]
        if self._new:
            self._cache.replace_slips(self._new, self._seen)
        self._new, self._kept = {}, {}

    def _read_again(self, path: str, mark: bytes) -> Roast:
        return self._reader.kept_roast(mark) or self._from_file(path, mark)

    def _from_file(self, path: str, mark: bytes) -> Roast:
        """Where the cache has lost it. What the slip was made of must still stand there."""
        try:
            data = (self._root / path).read_bytes()
        except OSError as error:
            raise _changed(path) from error
        if self._reader.mark(path, data) != mark:
            raise _changed(path)
        (roast, _), _ = self._reader.passing_roast(path, data, mark)
        if roast is None:
            raise _changed(path)
        return roast


def _itself(roast: Roast) -> Roast:
    return roast


def _changed(path: str) -> DiskError:
    return DiskError("was changed while the site was built", where=path, remedy="build again")
