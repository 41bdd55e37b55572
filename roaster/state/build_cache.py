"""What each file of the built site was made from, so that nothing is made twice.

Losable: without it the next build renders everything again, to the same bytes.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from roaster.state import register
from roaster.state.glance import Glance
from roaster.state.register import Entries, PageRow, Register, Row
from roaster.state.sqlite import begin_anew, is_damaged, open_losable, unusable, unwritable

_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stamps (stamp TEXT NOT NULL, pages INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS glances (
    key TEXT NOT NULL,
    since REAL NOT NULL,
    until REAL NOT NULL,
    inputs BLOB NOT NULL,
    input_marks BLOB NOT NULL,
    outputs BLOB NOT NULL,
    output_marks BLOB NOT NULL,
    told TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS folders (
    public BLOB NOT NULL,
    public_marks BLOB NOT NULL,
    spare BLOB NOT NULL,
    spare_marks BLOB NOT NULL,
    differs BLOB NOT NULL
) STRICT;
{register.SCHEMA}"""
_T = TypeVar("_T")
_SUM_LENGTH = 8  # characters
_BATCH = 500  # values in one statement; SQLite may be built for 999


class BuiltFile(NamedTuple):
    """A file as a build left it: the hash of all it shows, its size in bytes, its time."""

    fingerprint: str
    size: int
    mtime_ns: int


Folders = Mapping[str, tuple[int, int]]
"""Time in nanoseconds and inode of folders by their path; `` is the place itself."""


@dataclass(frozen=True, slots=True)
class Trail:
    """How a build left the site and the one before it, so that neither need be walked through.

    All files are the same inode in both, but for those in `differs`.
    """

    public: Folders
    spare: Folders
    differs: frozenset[str]


class BuildCache:
    """The files of one built site by their path in it. A context: closed at its end."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises StateError when it cannot be used.

        A file that is no database is set aside as `….broken` and begun anew.
        """
        self._path = path
        self._database = open_losable(path, _SCHEMA)
        self._files: dict[str, BuiltFile] | None = None  # as they stand in it

    def __enter__(self) -> BuildCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self) -> dict[str, BuiltFile]:
        """All files. Nothing, and a new beginning, when the database is damaged.

        Read once: who builds holds the site's lock.
        """
        if self._files is None:
            rows = self._rows("SELECT path, fingerprint, size, mtime_ns FROM files")
            self._files = {
                path: BuiltFile(fingerprint, size, mtime_ns)
                for path, fingerprint, size, mtime_ns in rows
                if isinstance(path, str) and "\0" not in path  # else damage has changed it
            }
        return dict(self._files)

    def stamp(self) -> tuple[str, int]:
        """The hash of all that the files were made of, and how many are pages; empty and 0."""
        return next(iter(self._rows("SELECT stamp, pages FROM stamps")), ("", 0))

    def trail(self) -> Trail | None:
        """What the last build that changed the site told of its folders."""
        row = next(iter(self._rows("SELECT * FROM folders")), None)
        if row is None or not _is_whole(row):
            return None
        public, public_marks, spare, spare_marks, differs = row
        return _trail(public, public_marks, spare, spare_marks, _unsealed(differs))

    def replace(
        self,
        files: Mapping[str, BuiltFile],
        stamp: str = "",
        pages: int = 0,
        trail: Trail | None = None,
        entries: Entries | None = None,
    ) -> None:
        """Remember these files and no others, at once or not at all. Raises DiskError.

        Without a new trail, that which is there stays; without `entries` the register is void.
        """
        before, self._files = self.load(), None
        gone = [(path,) for path in before.keys() - files.keys()]
        new = [
            (path, file.fingerprint, file.size, file.mtime_ns)
            for path, file in files.items()
            if (old := before.get(path)) is not file and old != file
        ]
        try:
            with self._database:
                self._database.executemany("DELETE FROM files WHERE path = ?", gone)
                self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", new)
                self._database.execute("DELETE FROM glances")
                self._database.execute("DELETE FROM stamps")
                self._database.execute("INSERT INTO stamps VALUES (?, ?)", (stamp, pages))
                if trail is not None:
                    self._database.execute("DELETE FROM folders")
                    row = _sealed(_trail_row(trail))
                    self._database.execute("INSERT INTO folders VALUES (?, ?, ?, ?, ?)", row)
                register.write(self._database, entries)
        except sqlite3.DatabaseError as error:
            raise unwritable(self._path, error) from error
        self._files = dict(files)

    def register(self) -> Register | None:
        """What the last plan was made on, where it was entered."""
        return register.register_of(self._rows("SELECT * FROM registers"))

    def drawers(self) -> dict[int, list[Row]] | None:
        """The rows of all roasts that were entered; None where one has been damaged."""
        return register.drawers_of(self._rows("SELECT * FROM drawers"))

    def sitemap(self) -> dict[str, str] | None:
        """The files of all pages in the sitemap with their days; None where that is damaged."""
        return register.sitemap_of(self._rows("SELECT * FROM sitemaps"))

    def pages_at(self, paths: Iterable[str]) -> list[PageRow] | None:
        """The pages of these files; None where one has been damaged."""
        return register.pages_of(chain.from_iterable(map(self._pages_at, _batches(paths))))

    def _pages_at(self, paths: Sequence[str]) -> list[Any]:
        query = f"SELECT * FROM pages WHERE path IN ({_marks_for(paths)})"  # noqa: S608
        return self._rows(query, *paths)

    def pages_like(
        self, titles: Iterable[int], descriptions: Iterable[int]
    ) -> list[PageRow] | None:
        """The pages with one of these, and all that are told apart; None where one is damaged."""
        rows = self._rows("SELECT * FROM pages WHERE told_apart != ''")
        for name, numbers in (("title", titles), ("description", descriptions)):
            for batch in _batches(numbers):
                query = f"SELECT * FROM pages WHERE {name} IN ({_marks_for(batch)})"  # noqa: S608
                rows += self._rows(query, *batch)
        return register.pages_of(rows)

    def glance(self, key: str, now: float) -> Glance | None:
        """What the last build of this key saw, where it still holds at `now`."""
        query = "SELECT * FROM glances WHERE key = ? AND since <= ? AND ? < until"
        row = next(iter(self._rows(query, key, now, now)), None)
        if row is None or not _is_whole(row[3:]):
            return None
        key, since, until, inputs, seen, outputs, made, told = row
        told = _unsealed(told.encode()).decode()
        return Glance(key, since, until, _paths(inputs), seen, _paths(outputs), made, told)

    def keep_glance(self, glance: Glance) -> None:
        """Remember it until the next build. Raises DiskError."""
        *marks, told = _sealed(
            (
                _packed(glance.inputs),
                glance.input_marks,
                _packed(glance.outputs),
                glance.output_marks,
                glance.told.encode(),
            )
        )
        row = (glance.key, glance.since, glance.until, *marks, told.decode())
        try:
            with self._database:
                self._database.execute("DELETE FROM glances")
                self._database.execute("INSERT INTO glances VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.DatabaseError as error:
            raise unwritable(self._path, error) from error

    def _rows(self, query: str, *values: object) -> list[Any]:
        try:
            return self._database.execute(query, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not is_damaged(error):
                raise unusable(self._path, error) from error
            self._database.close()
            self._database = begin_anew(self._path, _SCHEMA)
            self._files = None
            return []

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _batches(values: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(values)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _marks_for(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _sealed(row: Sequence[bytes]) -> tuple[bytes, ...]:
    """A row whose last value stands behind a checksum of all.

    SQLite does not see that a byte of a value has changed.
    """
    return (*row[:-1], b"%08x" % crc32(b"".join(row)) + row[-1])


def _unsealed(value: bytes) -> bytes:
    return value[_SUM_LENGTH:]


def _is_whole(row: Sequence[object]) -> bool:
    values = [one.encode() if isinstance(one, str) else one for one in row]
    parts = [one for one in values if isinstance(one, bytes)]
    if len(parts) != len(row):
        return False
    return _sealed((*parts[:-1], _unsealed(parts[-1])))[-1] == parts[-1]


def _trail_row(trail: Trail) -> tuple[bytes, ...]:
    public, spare, differs = map(_packed, (trail.public, trail.spare, trail.differs))
    return public, _marks(trail.public), spare, _marks(trail.spare), differs


def _trail(
    public: bytes, public_marks: bytes, spare: bytes, spare_marks: bytes, differs: bytes
) -> Trail:
    # The place itself has no name, so no paths at all and this one alone are packed alike.
    changed = frozenset(_paths(differs)) - {""}
    here = _folders(public, public_marks)
    same = {path: path for path in here}  # nearly all are in both
    there = {same.get(path, path): mark for path, mark in _folders(spare, spare_marks).items()}
    return Trail(here, there, changed)


def _marks(folders: Folders) -> bytes:
    return array("Q", chain.from_iterable(folders.values())).tobytes()


def _folders(packed: bytes, marks: bytes) -> Folders:
    values = array("Q")
    values.frombytes(marks)
    return dict(zip(_paths(packed), zip(values[::2], values[1::2], strict=True), strict=False))


def _packed(paths: Iterable[str]) -> bytes:
    """Paths in one piece; a name can hold anything but NUL."""
    return "\0".join(paths).encode("utf-8", "surrogateescape")


def _paths(packed: bytes) -> tuple[str, ...]:
    return tuple(packed.decode("utf-8", "surrogateescape").split("\0"))
