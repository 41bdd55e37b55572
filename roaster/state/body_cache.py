"""Markdown that was turned into HTML, so that a new theme or a title need not turn it again.

Losable: without it the next build turns it, to the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Set
from pathlib import Path
from zlib import crc32

from roaster.state.sqlite import Losable

_SCHEMA = """
CREATE TABLE IF NOT EXISTS bodies (mark BLOB PRIMARY KEY, value BLOB NOT NULL)
STRICT, WITHOUT ROWID;
"""
_SUM_BYTES = 4


class BodyCache:
    """Values by the mark they are kept under. A context: closed at its end."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises StateError when it cannot be used."""
        self._database = Losable(path, _SCHEMA)

    def __enter__(self) -> BodyCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, mark: bytes) -> bytes | None:
        """The value that was kept; None where there is none, or one that has been damaged."""
        row = self._database.row("SELECT value FROM bodies WHERE mark = ?", mark)
        return _unsealed(mark, row[0]) if row and isinstance(row[0], bytes) else None

    def known(self, marks: Iterable[bytes]) -> set[bytes]:
        """Those of the marks that have a value."""
        query = "SELECT 1 FROM bodies WHERE mark = ?"
        return {mark for mark in marks if self._database.row(query, mark)}

    def add(self, new: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep these values. Raises DiskError."""
        statement = "INSERT OR REPLACE INTO bodies VALUES (?, ?)"
        rows = [(mark, _sealed(mark, value)) for mark, value in new]
        self._database.write(lambda database: database.executemany(statement, rows))

    def count(self) -> int:
        """How many values there are."""
        (count,) = self._database.row("SELECT count(*) FROM bodies") or (0,)
        return int(count)

    def prune(self, kept: Set[bytes]) -> None:
        """Forget what is not among `kept`. Raises DiskError."""

        def without_others(database: sqlite3.Connection) -> None:
            marks = database.execute("SELECT mark FROM bodies").fetchall()
            gone = [(mark,) for (mark,) in marks if mark not in kept]
            database.executemany("DELETE FROM bodies WHERE mark = ?", gone)

        self._database.write(without_others)

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _sealed(mark: bytes, value: bytes) -> bytes:
    """The value behind a checksum: SQLite does not see that a byte of a text has changed."""
    return crc32(value, crc32(mark)).to_bytes(_SUM_BYTES, "big") + value


def _unsealed(mark: bytes, sealed: bytes) -> bytes | None:
    value = sealed[_SUM_BYTES:]
    return value if _sealed(mark, value) == sealed else None
