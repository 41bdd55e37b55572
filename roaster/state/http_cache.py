"""What was fetched before, and how each feed has been: so that servers are asked conditionally.

Losable: without it everything is fetched once more, and feeds that fail are asked anew.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from roaster.state.sqlite import begin_anew, is_broken, open_losable, unusable, unwritable
from roaster.text.dates import iso_utc, parse_time

MAX_BYTES = 256_000_000  # of compressed bodies; a run of 300 articles a day takes about 15 MB
_MAX_BODY = 100_000_000  # no request allows as much; a damaged row must not fill the memory

_SCHEMA = """
CREATE TABLE IF NOT EXISTS responses (
    url TEXT PRIMARY KEY,
    final_url TEXT NOT NULL,
    content_type TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    size INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS responses_by_age ON responses (fetched_at, size);
CREATE TABLE IF NOT EXISTS states (
    url TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    not_before TEXT,
    last_ok TEXT,
    last_asked TEXT,
    last_reason TEXT NOT NULL,
    last_remedy TEXT NOT NULL,
    last_kind TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS found_feeds (
    url TEXT PRIMARY KEY,
    feed TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
_STATE = (
    "failures, not_before, last_ok, last_asked, last_reason, last_remedy, last_kind, etag,"
    " last_modified"
)
# Newest first, until the sizes add up to more than there is room for.
_KEEP_NEWEST = """
DELETE FROM responses WHERE url IN (
    SELECT url FROM (
        SELECT url, sum(size) OVER (ORDER BY fetched_at DESC, url) AS total FROM responses
    ) WHERE total > ?
)
"""


class Response(Protocol):
    """An answer as it can be kept; `url` is the address asked for."""

    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def final_url(self) -> str: ...  # noqa: D102
    @property
    def content_type(self) -> str: ...  # noqa: D102
    @property
    def body(self) -> bytes: ...  # noqa: D102
    @property
    def etag(self) -> str: ...  # noqa: D102
    @property
    def last_modified(self) -> str: ...  # noqa: D102
    @property
    def fetched_at(self) -> datetime: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """An answer of an earlier run. `body` is decoded, as it was used."""

    url: str
    final_url: str
    content_type: str
    body: bytes
    fetched_at: datetime
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class FeedState:
    """How asking for a feed, or a page, has gone.

    `failures` in a row; when it may be asked again, when it last was well, when it last was asked;
    how and why it last failed, and the validators of an answer that was of no use.
    """

    url: str
    failures: int = 0
    not_before: datetime | None = None
    last_ok: datetime | None = None
    last_asked: datetime | None = None
    last_reason: str = ""
    last_remedy: str = ""
    last_kind: str = ""
    etag: str = ""
    last_modified: str = ""


class HttpCache:
    """Answers and feeds' health by address. Safe to use from several threads."""

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        """Open or make the file. Raises StateError when it cannot be used.

        A file that is no database is set aside as `….broken` and begun anew. Beyond `max_bytes`
        of compressed bodies the oldest answers are forgotten.
        """
        self._path = path
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._database = open_losable(path, _SCHEMA, durable=False)

    def get(self, url: str) -> CachedResponse | None:
        """The last answer that was kept; None for one that is damaged. Raises StateError."""
        row = self._row(
            "SELECT final_url, content_type, body, fetched_at, etag, last_modified"
            " FROM responses WHERE url = ?",
            _key(url),
        )
        return None if row is None else _response(url, row)

    def put(self, response: Response) -> None:
        """Keep an answer in place of an earlier one. Raises DiskError when that cannot be."""
        packed = zlib.compress(response.body)
        row = (
            _key(response.url),
            _key(response.final_url),
            response.content_type,
            response.etag,
            response.last_modified,
            iso_utc(response.fetched_at),
            len(packed),
            packed,
        )
        self._write("INSERT OR REPLACE INTO responses VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._forget_oldest()

    def feed_state(self, url: str) -> FeedState:
        """How an address has been; nothing bad is known of a new one. Raises StateError."""
        row = self._row(f"SELECT {_STATE} FROM states WHERE url = ?", _key(url))  # noqa: S608
        return FeedState(url) if row is None else _state(url, row)

    def set_feed_state(self, state: FeedState) -> None:
        """Remember how an address has been. Raises DiskError."""
        times = map(_text, (state.not_before, state.last_ok, state.last_asked))
        failure = _key(state.last_reason), _key(state.last_remedy), state.last_kind
        validators = state.etag, state.last_modified
        row = (_key(state.url), state.failures, *times, *failure, *validators)
        self._write("INSERT OR REPLACE INTO states VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def found_feed(self, url: str) -> str:
        """The feed that was found on the page at `url`; empty where none was. Raises StateError."""
        row = self._row("SELECT feed FROM found_feeds WHERE url = ?", _key(url))
        return str(row[0]) if row else ""

    def set_found_feed(self, url: str, feed: str) -> None:
        """Remember the feed of a page; empty: forget it. Raises DiskError."""
        if feed:
            self._write("INSERT OR REPLACE INTO found_feeds VALUES (?, ?)", (_key(url), _key(feed)))
        else:
            self._write("DELETE FROM found_feeds WHERE url = ?", (_key(url),))

    def prune(self, before: datetime) -> int:
        """Forget the answers fetched before a time; how many there were. Raises DiskError."""
        return self._write("DELETE FROM responses WHERE fetched_at < ?", (iso_utc(before),))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def _forget_oldest(self) -> None:
        """Keep the newest answers that have room together."""
        total = self._row("SELECT coalesce(sum(size), 0) FROM responses")
        if total and total[0] > self._max_bytes:
            self._write(_KEEP_NEWEST, (self._max_bytes,))

    def _row(self, query: str, *values: str) -> tuple[Any, ...] | None:
        with self._lock:
            try:
                return self._first(query, values)
            except sqlite3.DatabaseError as error:
                if not is_broken(error):
                    raise unusable(self._path, error) from error
            self._begin_anew()
        return None

    def _first(self, query: str, values: Sequence[str]) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
        return row

    def _write(self, statement: str, values: Sequence[object]) -> int:
        """The number of rows that changed."""
        with self._lock:
            try:
                return self._changed(statement, values)
            except sqlite3.DatabaseError as error:
                if not is_broken(error):
                    raise unwritable(self._path, error) from error
            self._begin_anew()
            try:
                return self._changed(statement, values)
            except sqlite3.DatabaseError as error:
                raise unwritable(self._path, error) from error

    def _changed(self, statement: str, values: Sequence[object]) -> int:
        with self._database:
            return self._database.execute(statement, values).rowcount

    def _begin_anew(self) -> None:
        self._database.close()
        self._database = begin_anew(self._path, _SCHEMA, durable=False)


def _key(url: str) -> str:
    """An address as SQLite takes it: half a surrogate pair, as JSON can hold, is spelled out."""
    return url.encode("utf-8", "backslashreplace").decode("utf-8")


def _response(url: str, row: tuple[Any, ...]) -> CachedResponse | None:
    final_url, content_type, packed, fetched_at, etag, last_modified = row
    inflater = zlib.decompressobj()
    try:
        body = inflater.decompress(packed, _MAX_BODY)
        at = parse_time(fetched_at)
    except (zlib.error, ValueError):
        return None
    if not inflater.eof:
        return None
    return CachedResponse(url, final_url, content_type, body, at, etag, last_modified)


def _state(url: str, row: tuple[Any, ...]) -> FeedState:
    failures, not_before, last_ok, last_asked, *texts = row
    return FeedState(url, failures, _time(not_before), _time(last_ok), _time(last_asked), *texts)


def _time(text: str | None) -> datetime | None:
    return None if text is None else parse_time(text)


def _text(time: datetime | None) -> str | None:
    return None if time is None else iso_utc(time)
