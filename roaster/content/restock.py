"""Single files of `content/` beside what a stock of all was: for a build that few of them changed.

What has the times that it was read with is not looked at: its slip is fetched when it is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Generic
from zoneinfo import ZoneInfo

from roaster.content.library import ROASTS, load_pages, markdown_files, read_file
from roaster.content.parsed import Reader
from roaster.content.stock import AT_HAND, Held, Kind, S, StockCache, read_again
from roaster.errors import Fault
from roaster.model.roast import StandingPage


class Restock(Generic[S]):
    """Reads and fetches the roasts of a site, one by one."""

    def __init__(
        self,
        root: Path,
        zone: ZoneInfo,
        headings: Mapping[str, str],
        cache: StockCache,
        kind: Kind[S],
    ) -> None:
        self._root = root
        self._cache = cache
        self._kind = kind
        self._reader = Reader(zone, headings, cache)
        self._key = hashlib.sha256(kind.key + self._reader.key).digest()
        self._new: dict[bytes, tuple[bytes, bytes]] = {}
        self._load = lru_cache(AT_HAND)(partial(read_again, root, self._reader))

    def files(self) -> tuple[str, ...] | None:
        """The files of roasts, by their paths from the root; None where a folder is unreadable."""
        faults: list[Fault] = []
        paths = tuple(markdown_files(self._root, ROASTS, faults))
        return None if _has_errors(faults) else paths

    def pages(self) -> tuple[StandingPage, ...] | None:
        """The standing pages; None where one cannot be read."""
        faults: list[Fault] = []
        pages = load_pages(self._root, self._reader, faults)
        return None if _has_errors(faults) else pages

    def read(self, path: str, times: bytes) -> Held[S] | None:
        """A file that has changed; None where it cannot be read, or not be fetched again.

        `times` are those of the file, as they were before.
        """
        faults: list[Fault] = []
        data = read_file(self._root, path, faults)
        if data is None:
            return None
        mark = self._reader.mark(path, data)
        (roast, wrong), is_kept = self._reader.passing_roast(path, data, mark)
        if roast is None or not is_kept or _has_errors(wrong):
            return None
        slip = self._kind.make(roast)
        value = self._kind.encoded(slip)
        if value is None:
            return None
        self._new[self._key + mark] = times, value
        return Held(slip, partial(self._load, path, mark), mark)

    def fetched(self, path: str, mark: bytes) -> Held[S]:
        """A file that is as it was when it had this mark. Raises DiskError."""
        value = self._cache.slip(self._key + mark)
        slip = None if value is None else self._kind.decoded(value)
        if slip is None:
            slip = self._kind.make(self._load(path, mark))
        return Held(slip, partial(self._load, path, mark), mark)

    def remember(self) -> None:
        """Hand the cache what is new."""
        if self._new:
            self._cache.add_slips(self._new)
        self._reader.remember_more()


def _has_errors(faults: Sequence[Fault]) -> bool:
    return any(fault.level == "error" for fault in faults)
