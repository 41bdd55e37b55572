"""What the last plan of a site knew: a row of each roast, and the head of each page.

With it the next plan need lay out no more than what differs. Losable, and kept in the same
database as the files of the site that was built by that plan. Rows of roasts lie some hundred
together: read one by one, ten thousand would cost more than is won.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any, NamedTuple
from zlib import crc32

SCHEMA = """
CREATE TABLE IF NOT EXISTS registers (checksum INTEGER NOT NULL, value BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS drawers (
    number INTEGER PRIMARY KEY,
    checksum INTEGER NOT NULL,
    value BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS sitemaps (checksum INTEGER NOT NULL, value BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS pages (
    path TEXT PRIMARY KEY,
    title INTEGER NOT NULL,
    description INTEGER NOT NULL,
    told_apart TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""
DRAWER = 512  # rows in one
Row = Sequence[Any]
"""What is kept of a roast, as JSON has it; who plans knows what it means."""


class PageRow(NamedTuple):
    """A page: its file in the site, its own title and description as hashes of 63 bits."""

    path: str
    title: int
    description: int
    told_apart: str  # the head that it has instead, where another page has one of these


@dataclass(frozen=True, slots=True)
class Register:
    """What a plan was made on beside the roasts and the time (`ground`), what its pages share.

    The same roasts are public from `since` until before `until`, both POSIX seconds, and before
    `next_day`, ISO 8601. `searched` are the keys of search indexes by their places.
    """

    ground: str
    shared: str
    since: float
    until: float
    next_day: str
    searched: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entries:
    """What differs: whole drawers of rows by their number, pages; or all there are (`whole`).

    `sitemap` has the files of all pages that are in it with the days when they changed; None leaves
    it as it is.
    """

    register: Register
    drawers: Iterable[tuple[int, Sequence[Row]]] = ()
    pages: Iterable[PageRow] = ()
    pages_gone: Iterable[str] = ()
    sitemap: Mapping[str, str] | None = None
    whole: bool = False


def in_drawers(rows: Iterable[Row]) -> Iterator[tuple[int, Sequence[Row]]]:
    """Rows as they are kept together."""
    rest = iter(rows)
    for number in count():
        if not (drawer := list(islice(rest, DRAWER))):
            return
        yield number, drawer


def write(database: sqlite3.Connection, entries: Entries | None) -> None:
    """Keep these, in the transaction that is going on; with None, nothing is known any more."""
    database.execute("DELETE FROM registers")
    if entries is None:
        return
    if entries.whole:
        database.execute("DELETE FROM drawers")
        database.execute("DELETE FROM pages")
    drawers = ((number, *_sealed(rows)) for number, rows in entries.drawers)
    database.executemany("INSERT OR REPLACE INTO drawers VALUES (?, ?, ?)", drawers)
    if entries.sitemap is not None:
        database.execute("DELETE FROM sitemaps")
        database.execute("INSERT INTO sitemaps VALUES (?, ?)", _sealed(dict(entries.sitemap)))
    gone = ((path,) for path in entries.pages_gone)
    database.executemany("DELETE FROM pages WHERE path = ?", gone)
    pages = ((*one, _sum_of_page(one)) for one in entries.pages)
    database.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", pages)
    one = entries.register
    told = (one.ground, one.shared, one.since, one.until, one.next_day, dict(one.searched))
    database.execute("INSERT INTO registers VALUES (?, ?)", _sealed(told))


def register_of(rows: Iterable[Any]) -> Register | None:
    """The register among the rows of its table, unless it has been damaged."""
    for checksum, value in rows:
        if isinstance(value, bytes) and crc32(value) == checksum:
            return Register(*json.loads(value))
    return None


def drawers_of(rows: Iterable[Any]) -> dict[int, list[Row]] | None:
    """All rows of roasts; None where one has been damaged."""
    found: dict[int, list[Row]] = {}
    for number, checksum, value in rows:
        if not isinstance(value, bytes) or crc32(value) != checksum:
            return None
        found[number] = json.loads(value)
    return found


def sitemap_of(rows: Iterable[Any]) -> dict[str, str] | None:
    """The sitemap among the rows of its table, unless it has been damaged."""
    for checksum, value in rows:
        if isinstance(value, bytes) and crc32(value) == checksum:
            found: dict[str, str] = json.loads(value)
            return found
    return None


def pages_of(rows: Iterable[Any]) -> list[PageRow] | None:
    """The pages; None where one of them has been damaged."""
    found: list[PageRow] = []
    for path, title, description, told_apart, checksum in rows:
        row = PageRow(path, title, description, told_apart)
        if _sum_of_page(row) != checksum:
            return None
        found.append(row)
    return found


def _sealed(told: Sequence[Any] | Mapping[str, str]) -> tuple[int, bytes]:
    """A value as JSON behind a checksum: SQLite does not see that a byte of a value has changed."""
    value = json.dumps(told, separators=(",", ":")).encode()
    return crc32(value), value


def _sum_of_page(row: PageRow) -> int:
    told = f"{row.path}\n{row.title} {row.description} {row.told_apart}"
    return crc32(told.encode("utf-8", "surrogatepass"))
