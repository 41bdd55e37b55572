"""Texts that cost time to make, by a key of what they were made from. Losable."""

from __future__ import annotations

import sqlite3
import threading
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from roaster.state.sqlite import begin_anew, is_broken, open_losable, unusable, unwritable
from roaster.text.dates import iso_utc

KEPT = timedelta(days=14)  # items stay in a feed for days, and wait for their roast as long
_MAX_TEXT = 50_000_000  # a damaged row must not fill the memory

_SCHEMA = """
CREATE TABLE IF NOT EXISTS texts (
    key TEXT PRIMARY KEY,
    edition TEXT NOT NULL,
    made_at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""


class TextCache:
    """Texts by key. Safe to use from several threads.

    `edition` names the code that makes the texts: another edition's are never given.
    """

    def __init__(self, path: Path, edition: str) -> None:
        """Open or make the file. Raises StateError when it cannot be used."""
        self._path = path
        self._edition = edition
        self._lock = threading.Lock()
        self._database = open_losable(path, _SCHEMA, durable=False)

    def get(self, key: str) -> str | None:
        """The text that was kept; None where there is none or it is damaged. Raises StateError."""
        query = "SELECT body FROM texts WHERE key = ? AND edition = ?"
        with self._lock:
            try:
                row: tuple[bytes] | None = self._database.execute(
                    query, (key, self._edition)
                ).fetchone()
            except sqlite3.DatabaseError as error:
                if not is_broken(error):
                    raise unusable(self._path, error) from error
                self._begin_anew()
                return None
        return None if row is None else _unpacked(row[0])

    def put(self, key: str, text: str, now: datetime) -> None:
        """Keep a text. Raises DiskError when that cannot be."""
        row = (key, self._edition, iso_utc(now), zlib.compress(text.encode("utf-8", "replace")))
        self._write("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", row)

    def prune(self, now: datetime) -> None:
        """Forget other editions' texts and old ones. Raises DiskError."""
        before = iso_utc(now - KEPT)
        self._write("DELETE FROM texts WHERE edition <> ? OR made_at < ?", (self._edition, before))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        with self._lock:
            try:
                self._change(statement, values)
            except sqlite3.DatabaseError as error:
                if not is_broken(error):
                    raise unwritable(self._path, error) from error
                self._begin_anew()
                try:
                    self._change(statement, values)
                except sqlite3.DatabaseError as again:
                    raise unwritable(self._path, again) from again

    def _change(self, statement: str, values: tuple[Any, ...]) -> None:
        with self._database:
            self._database.execute(statement, values)

    def _begin_anew(self) -> None:
        self._database.close()
        self._database = begin_anew(self._path, _SCHEMA, durable=False)


def _unpacked(packed: bytes) -> str | None:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(packed, _MAX_TEXT)
        return text.decode() if inflater.eof else None
    except (zlib.error, UnicodeDecodeError):
        return None
