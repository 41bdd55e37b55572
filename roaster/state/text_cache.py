"""Texts that cost time to make, by a key of what they were made from. Losable."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from roaster.state.sqlite import Losable
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
        self._edition = edition
        self._file = Losable(path, _SCHEMA)

    def get(self, key: str) -> str | None:
        """The text that was kept; None where there is none or it is damaged. Raises StateError."""
        query = "SELECT body FROM texts WHERE key = ? AND edition = ?"
        row = self._file.row(query, key, self._edition)
        return None if row is None else _unpacked(row[0])

    def all(self) -> Iterator[str]:
        """Every text of this edition that is not damaged. Raises StateError."""

        def keys(database: sqlite3.Connection) -> list[str]:
            query = "SELECT key FROM texts WHERE edition = ? ORDER BY made_at"
            return [key for (key,) in database.execute(query, (self._edition,))]

        for key in self._file.write(keys):
            text = self.get(key)
            if text is not None:
                yield text

    def put(self, key: str, text: str, now: datetime) -> None:
        """Keep a text. Raises DiskError when that cannot be."""
        packed = zlib.compress(text.encode("utf-8", "replace"))
        statement = "INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)"
        self._file.change(statement, key, self._edition, iso_utc(now), packed)

    def prune(self, now: datetime) -> None:
        """Forget other editions' texts and old ones. Raises DiskError."""
        statement = "DELETE FROM texts WHERE edition <> ? OR made_at < ?"
        self._file.change(statement, self._edition, iso_utc(now - KEPT))

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _unpacked(packed: bytes) -> str | None:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(packed, _MAX_TEXT)
        return text.decode() if inflater.eof else None
    except (zlib.error, UnicodeDecodeError):
        return None
