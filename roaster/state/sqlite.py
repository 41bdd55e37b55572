"""SQLite files under `.roaster/`: opened, made, and set aside when they are broken."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from roaster.errors import DiskError, RoasterError, StateError, disk_remedy

_T = TypeVar("_T")
# A damaged schema raises the second one: SQLite's message quotes it.
_DATABASE_ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)
_UNDECODABLE = "Could not decode to UTF-8"  # Python's own word on a text, without any code
Told = Callable[[Path, Exception], RoasterError]
LOCK_TIMEOUT_S = 30.0  # another command may be reading; a run holds the site's own lock


def open_database(
    path: Path, schema: str, timeout_s: float = LOCK_TIMEOUT_S, *, durable: bool = True
) -> sqlite3.Connection:
    """A connection that several threads share under a lock.

    `schema` is SQL that does nothing where all is there; `timeout_s` is how long another process
    is waited for. `durable`: what is committed survives a power cut, at the price of a wait for
    the disk with each transaction; else only the end of this process. Raises
    sqlite3.DatabaseError, and StateError when the folder cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        where, why = str(path.parent), f"cannot be used: {error.strerror}"
        raise StateError(why, where=where, remedy=disk_remedy(error)) from error
    database = sqlite3.connect(path, timeout=timeout_s, check_same_thread=False)
    try:
        database.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
        database.executescript(schema)
        database.commit()
    except _DATABASE_ERRORS:
        database.close()
        raise
    return database


def open_losable(
    path: Path, schema: str, timeout_s: float = LOCK_TIMEOUT_S, *, durable: bool = True
) -> sqlite3.Connection:
    """As `open_database`, but a file that is no database is set aside and begun anew.

    Raises StateError when the place cannot be used.
    """
    try:
        return open_database(path, schema, timeout_s, durable=durable)
    except _DATABASE_ERRORS as error:
        if not is_broken(error):
            raise unusable(path, error) from error
        return begin_anew(path, schema, timeout_s, durable=durable)


class Losable:
    """A losable database: one that turns out to be broken is set aside, and the work goes on.

    Safe to use from several threads. What is in it survives the end of this process, but not a
    power cut: then it is made anew.
    """

    def __init__(self, path: Path, schema: str) -> None:
        """Open or make the file. Raises StateError when the place cannot be used."""
        self._path = path
        self._schema = schema
        self._lock = threading.Lock()
        self._database = open_losable(path, schema, durable=False)

    def row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """The first row, if any. Raises StateError."""

        def first(database: sqlite3.Connection) -> tuple[Any, ...] | None:
            found: tuple[Any, ...] | None = database.execute(query, values).fetchone()
            return found

        return self._done(first, unusable)

    def change(self, statement: str, *values: object) -> None:
        """One statement in a transaction of its own. Raises DiskError."""
        self.write(lambda database: database.execute(statement, values))

    def write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Some work in one transaction. Raises DiskError."""

        def whole(database: sqlite3.Connection) -> _T:
            with database:
                return work(database)

        return self._done(whole, unwritable)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def _done(self, work: Callable[[sqlite3.Connection], _T], told: Told) -> _T:
        """The work, done on a new file where this one is damaged; else the failure, as `told`."""
        with self._lock:
            try:
                return work(self._database)
            except _DATABASE_ERRORS as error:
                if not is_damaged(error):
                    raise told(self._path, error) from error
            self._begin_anew()
            try:
                return work(self._database)
            except _DATABASE_ERRORS as error:
                raise told(self._path, error) from error

    def _begin_anew(self) -> None:
        self._database.close()
        self._database = begin_anew(self._path, self._schema, durable=False)


def is_damaged(error: sqlite3.DatabaseError | UnicodeDecodeError) -> bool:
    """As `is_broken`; or a table or column is not what our statements expect."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return is_broken(error) or code == sqlite3.SQLITE_ERROR


def is_broken(error: sqlite3.Error | UnicodeDecodeError) -> bool:
    """Whether the file itself is no sound database: not locked, read-only, full or closed.

    A damaged schema can raise UnicodeDecodeError: SQLite's own message quotes it.
    """
    if isinstance(error, UnicodeDecodeError) or str(error).startswith(_UNDECODABLE):
        return True
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF  # without the extension
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def begin_anew(
    path: Path, schema: str, timeout_s: float = LOCK_TIMEOUT_S, *, durable: bool = True
) -> sqlite3.Connection:
    """Set a broken file aside as `….broken` and make a new one. Raises StateError."""
    try:
        path.replace(path.with_name(f"{path.name}.broken"))
        return open_database(path, schema, timeout_s, durable=durable)
    except (OSError, sqlite3.DatabaseError) as error:
        raise unusable(path, error) from error


def unwritable(path: Path, error: Exception) -> DiskError:
    """What to raise when a row could not be written."""
    remedy = "make room on the disk, or check who owns .roaster/"
    return DiskError(f"cannot be written: {error}", where=str(path), remedy=remedy)


def unusable(path: Path, error: Exception) -> StateError:
    """What to raise when a file cannot be opened or read."""
    remedy = "check the folder's permissions, or delete this file"
    return StateError(f"cannot be used: {error}", where=str(path), remedy=remedy)
