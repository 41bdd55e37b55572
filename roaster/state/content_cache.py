"""What content files were read as, so that ten thousand of them are not parsed by every command.

Losable, and never in the way: a file that is locked, read-only, full or broken is not used, and
the command reads the content itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from roaster.errors import StateError
from roaster.state.lock import make_state_dir
from roaster.state.sqlite import begin_anew, is_broken, open_losable

_TIMEOUT_S = 1.0  # another process writes for a tenth of that; parsing is no disaster either
_SCHEMA = """
CREATE TABLE IF NOT EXISTS parsed (
    mark BLOB PRIMARY KEY,
    checksum INTEGER NOT NULL,
    value BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS slips (
    mark BLOB PRIMARY KEY,
    times BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    value BLOB NOT NULL
) STRICT;
"""


class _Table(NamedTuple):
    """Statements on one table."""

    marks: str
    delete: str
    insert: str


_PARSED = _Table(
    "SELECT mark FROM parsed",
    "DELETE FROM parsed WHERE mark = ?",
    "INSERT OR REPLACE INTO parsed VALUES (?, ?, ?)",
)
_SLIPS = _Table(
    "SELECT mark FROM slips",
    "DELETE FROM slips WHERE mark = ?",
    "INSERT OR REPLACE INTO slips VALUES (?, ?, ?, ?)",
)


class ContentCache:
    """Values by mark, a hash of all that a value was made from. A context: closed at its end."""

    def __init__(self, path: Path) -> None:
        """Open or make the file, where that is possible.

        A file that is no database is set aside as `….broken` and begun anew.
        """
        self._path = path
        self._database: sqlite3.Connection | None = None
        with suppress(StateError, OSError):
            make_state_dir(path.parent)
            self._database = open_losable(path, _SCHEMA, _TIMEOUT_S)

    def __enter__(self) -> ContentCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, mark: bytes) -> bytes | None:
        """The value that was kept; None where there is none, or one that has been damaged."""
        if self._database is None:
            return None
        query = "SELECT checksum, value FROM parsed WHERE mark = ?"
        try:
            row = self._database.execute(query, (mark,)).fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            self._give_up(error)
            return None
        return row[1] if row and isinstance(row[1], bytes) and crc32(row[1]) == row[0] else None

    def add(self, new: Mapping[bytes, bytes]) -> None:
        """Keep these, beside what is there; all of it or nothing."""
        self._write(_PARSED, _summed(new))

    def replace(self, new: Mapping[bytes, bytes], kept: Set[bytes]) -> None:
        """Keep these, and of what was there before only `kept`; all of it or nothing."""
        self._write(_PARSED, _summed(new), kept)

    def slips(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        """Every slip that has not been damaged, with its mark and its file's times."""
        if self._database is None:
            return
        try:
            for mark, times, checksum, value in self._database.execute("SELECT * FROM slips"):
                if _is_whole(mark, times, value, checksum):
                    yield mark, times, value
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            self._give_up(error)

    def replace_slips(self, new: Mapping[bytes, tuple[bytes, bytes]], kept: Set[bytes]) -> None:
        """Keep these slips with their files' times, and of what was there before only `kept`.

        All of it or nothing.
        """
        self._write(_SLIPS, _timed(new), kept)

    def slip(self, mark: bytes) -> bytes | None:
        """One slip; None where there is none, or one that has been damaged."""
        if self._database is None:
            return None
        query = "SELECT * FROM slips WHERE mark = ?"
        try:
            row = self._database.execute(query, (mark,)).fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            self._give_up(error)
            return None
        if row is None:
            return None
        mark, times, checksum, value = row
        return value if _is_whole(mark, times, value, checksum) else None

    def add_slips(self, new: Mapping[bytes, tuple[bytes, bytes]]) -> None:
        """Keep these slips with their files' times, beside what is there; all of it or nothing."""
        self._write(_SLIPS, _timed(new))

    def _write(
        self, table: _Table, rows: Iterable[tuple[object, ...]], kept: Set[bytes] | None = None
    ) -> None:
        if self._database is None:
            return
        try:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                if kept is not None:
                    marks = self._database.execute(table.marks).fetchall()
                    gone = ((mark,) for (mark,) in marks if mark not in kept)
                    self._database.executemany(table.delete, gone)
                self._database.executemany(table.insert, rows)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            self._give_up(error)

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _give_up(self, error: sqlite3.DatabaseError | UnicodeDecodeError) -> None:
        """Go on without the file; a broken one makes room for the next command's."""
        self.close()
        if is_broken(error):
            with suppress(StateError):
                begin_anew(self._path, _SCHEMA, _TIMEOUT_S).close()


def _is_whole(mark: object, times: object, value: object, checksum: object) -> bool:
    """Whether a row is as it was written; damage can turn a value into one of another type."""
    if not (isinstance(mark, bytes) and isinstance(times, bytes) and isinstance(value, bytes)):
        return False
    return crc32(value, crc32(times, crc32(mark))) == checksum


def _timed(
    slips: Mapping[bytes, tuple[bytes, bytes]],
) -> Iterator[tuple[bytes, bytes, int, bytes]]:
    rows = ((mark, *row) for mark, row in slips.items())
    return ((row[0], row[1], crc32(b"".join(row)), row[2]) for row in rows)


def _summed(values: Mapping[bytes, bytes]) -> Iterator[tuple[bytes, int, bytes]]:
    return ((mark, crc32(value), value) for mark, value in values.items())
