"""What content files were read as, so that ten thousand of them are not parsed by every command.

Losable, and never in the way: a file that is locked, read-only, full or broken is not used, and
the command reads the content itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Set
from contextlib import suppress
from pathlib import Path
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
) STRICT
"""


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

    def replace(self, new: Mapping[bytes, bytes], kept: Set[bytes]) -> None:
        """Keep these, and of what was there before only `kept`; all of it or nothing."""
        if self._database is None:
            return
        rows = ((mark, crc32(value), value) for mark, value in new.items())
        try:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                marks = self._database.execute("SELECT mark FROM parsed").fetchall()
                gone = ((mark,) for (mark,) in marks if mark not in kept)
                self._database.executemany("DELETE FROM parsed WHERE mark = ?", gone)
                self._database.executemany("INSERT OR REPLACE INTO parsed VALUES (?, ?, ?)", rows)
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
