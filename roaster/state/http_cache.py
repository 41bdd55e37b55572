"""What was fetched before, and how each feed has been: so that servers are asked conditionally.

Losable: without it everything is fetched once more, feeds that fail are asked anew, items without
a date are as new as on their first day, and an item that changes its address is another item.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from roaster.state.sqlite import Losable
from roaster.text.dates import iso_utc, parse_time

MAX_BYTES = 256_000_000  # of compressed bodies; a run of 300 articles a day takes about 15 MB
_MAX_ADDRESSES = 20  # of one id; a feed may give an item another one each time
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
    last_modified TEXT NOT NULL,
    outcome TEXT NOT NULL,
    successes INTEGER NOT NULL,
    since TEXT,
    wish TEXT NOT NULL,
    outlet TEXT NOT NULL,
    items INTEGER NOT NULL,
    newest TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sightings (
    feed TEXT NOT NULL,
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    PRIMARY KEY (feed, id, url)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS found_feeds (
    url TEXT PRIMARY KEY,
    feed TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
_STATE = (
    "failures, not_before, last_ok, last_asked, last_reason, last_remedy, last_kind, etag,"
    " last_modified, outcome, successes, since, wish, outlet, items, newest"
)
_PUT_STATE = (
    "INSERT OR REPLACE INTO states VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
# `last` is only told by the day, so that a run in which nothing is new writes nothing.
_SIGHT = """
INSERT INTO sightings VALUES (:feed, :id, :url, :now, :now)
ON CONFLICT DO UPDATE SET last = excluded.last WHERE last < :yesterday
"""
_SEEN = """
SELECT id, url, first FROM sightings
WHERE feed = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY first, url
"""
# `:feeds` are the configured ones; only the states of feeds have an outcome.
_FORGET_ANSWERS = """
DELETE FROM responses WHERE url NOT IN (SELECT value FROM json_each(:feeds))
AND (fetched_at < :before OR url IN (SELECT url FROM states WHERE outcome <> ''))
"""
_FORGET_STATES = """
DELETE FROM states WHERE url NOT IN (SELECT value FROM json_each(:feeds))
AND (outcome <> '' OR last_asked < :before)
"""
_FORGET_SIGHTINGS = """
DELETE FROM sightings
WHERE last < :seen_before OR feed NOT IN (SELECT value FROM json_each(:feeds))
"""
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
    Of feeds alone: `outcome` of the last asking, `successes` in a row, `since` when it answers or
    fails, `wish` (why it is to be left alone until `not_before`), its name, and how many `items` it
    had and of when the `newest` was when it last was well.
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
    outcome: str = ""
    successes: int = 0
    since: datetime | None = None
    wish: str = ""
    outlet: str = ""
    items: int = 0
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """When an id of a feed was first seen, and the addresses it has had, the oldest first."""

    first: datetime
    urls: tuple[str, ...]


class HttpCache:
    """Answers and feeds' health by address. Safe to use from several threads."""

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        """Open or make the file. Raises StateError when it cannot be used.

        A file that is no database is set aside as `….broken` and begun anew. Beyond `max_bytes`
        of compressed bodies the oldest answers are forgotten.
        """
        self._max_bytes = max_bytes
        self._file = Losable(path, _SCHEMA)

    def get(self, url: str) -> CachedResponse | None:
        """The last answer that was kept; None for one that is damaged. Raises StateError."""
        row = self._file.row(
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
        self._file.change("INSERT OR REPLACE INTO responses VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *row)
        self._forget_oldest()

    def feed_state(self, url: str) -> FeedState:
        """How an address has been; nothing bad is known of a new one. Raises StateError."""
        row = self._file.row(f"SELECT {_STATE} FROM states WHERE url = ?", _key(url))  # noqa: S608
        return FeedState(url) if row is None else _state(url, row)

    def set_feed_state(self, state: FeedState) -> None:
        """Remember how an address has been. Raises DiskError."""
        times = map(_text, (state.not_before, state.last_ok, state.last_asked))
        failure = _key(state.last_reason), _key(state.last_remedy), state.last_kind
        validators = state.etag, state.last_modified
        health = state.outcome, state.successes, _text(state.since), _key(state.wish)
        last = _key(state.outlet), state.items, _text(state.newest)
        row = (_key(state.url), state.failures, *times, *failure, *validators, *health, *last)
        self._file.change(_PUT_STATE, *row)

    def found_feed(self, url: str) -> str:
        """The feed that was found on the page at `url`; empty where none was. Raises StateError."""
        row = self._file.row("SELECT feed FROM found_feeds WHERE url = ?", _key(url))
        return str(row[0]) if row else ""

    def set_found_feed(self, url: str, feed: str) -> None:
        """Remember the feed of a page; empty: forget it. Raises DiskError."""
        if feed:
            remember = "INSERT OR REPLACE INTO found_feeds VALUES (?, ?)"
            self._file.change(remember, _key(url), _key(feed))
        else:
            self._file.change("DELETE FROM found_feeds WHERE url = ?", _key(url))

    def sight(
        self, feed: str, items: Collection[tuple[str, str]], now: datetime
    ) -> Mapping[str, Sighting]:
        """Note that a feed has these items, as (id, address), and tell what is known of their ids.

        Raises DiskError.
        """
        if not items:
            return {}
        feed, yesterday = _key(feed), iso_utc(now - timedelta(days=1))
        rows = [
            {"feed": feed, "id": _key(id_), "url": _key(url), "now": iso_utc(now),
             "yesterday": yesterday}
            for id_, url in items
        ]  # fmt: skip
        ids = json.dumps(sorted({row["id"] for row in rows}))

        def note(database: sqlite3.Connection) -> list[tuple[str, str, str]]:
            database.executemany(_SIGHT, rows)
            return database.execute(_SEEN, (feed, ids)).fetchall()

        return _sightings(self._file.write(note))

    def prune(self, before: datetime, feeds: Collection[str], *, seen_before: datetime) -> int:
        """Forget what no run needs any more; how many answers there were. Raises DiskError.

        That is what is known of feeds other than `feeds`, answers and states of pages from before a
        time, and items that no feed has had since `seen_before`.
        """
        values = {
            "feeds": json.dumps([_key(url) for url in feeds]),
            "before": iso_utc(before),
            "seen_before": iso_utc(seen_before),
        }

        def forget(database: sqlite3.Connection) -> int:
            count = database.execute(_FORGET_ANSWERS, values).rowcount
            database.execute(_FORGET_STATES, values)
            database.execute(_FORGET_SIGHTINGS, values)
            return count

        return self._file.write(forget)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _forget_oldest(self) -> None:
        """Keep the newest answers that have room together."""
        total = self._file.row("SELECT coalesce(sum(size), 0) FROM responses")
        if total and total[0] > self._max_bytes:
            self._file.change(_KEEP_NEWEST, self._max_bytes)


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
    failures, not_before, last_ok, last_asked, reason, remedy, kind, etag, modified = row[:9]
    outcome, successes, since, wish, outlet, items, newest = row[9:]
    return FeedState(
        url,
        failures,
        _time(not_before),
        _time(last_ok),
        _time(last_asked),
        reason,
        remedy,
        kind,
        etag,
        modified,
        outcome,
        successes,
        _time(since),
        wish,
        outlet,
        items,
        _time(newest),
    )


def _sightings(rows: Sequence[tuple[str, str, str]]) -> Mapping[str, Sighting]:
    """The rows stand in the order of their times."""
    found: dict[str, list[tuple[str, str]]] = {}
    for id_, url, first in rows:
        found.setdefault(id_, []).append((url, first))
    return {
        id_: Sighting(parse_time(seen[0][1]), tuple(url for url, _ in seen[-_MAX_ADDRESSES:]))
        for id_, seen in found.items()
    }


def _time(text: str | None) -> datetime | None:
    return None if text is None else parse_time(text)


def _text(time: datetime | None) -> str | None:
    return None if time is None else iso_utc(time)
