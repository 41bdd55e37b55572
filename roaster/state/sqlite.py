"""SQLite files under `.roaster/`: opened, made, and set aside when they are broken."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from roaster.errors import DiskError, StateError

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
        raise unusable(path, error) from error
    database = sqlite3.connect(path, timeout=timeout_s, check_same_thread=False)
    try:
        database.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
        database.executescript(schema)
        database.commit()
    except (sqlite3.DatabaseError, UnicodeDecodeError):
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
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if not is_broken(error):
            raise unusable(path, error) from error
        return begin_anew(path, schema, timeout_s, durable=durable)


def is_broken(error: sqlite3.Error | UnicodeDecodeError) -> bool:
    """Whether the file itself is no sound database: not locked, read-only, full or closed.

    A damaged schema can raise UnicodeDecodeError: SQLite's own message quotes it.
    """
    if isinstance(error, UnicodeDecodeError):
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


def unwritable(path: Path, error: sqlite3.Error) -> DiskError:
    """What to raise when a row could not be written."""
    remedy = "make room on the disk, or check who owns .roaster/"
    return DiskError(f"cannot be written: {error}", where=str(path), remedy=remedy)


def unusable(path: Path, error: Exception) -> StateError:
    """What to raise when a file cannot be opened or read."""
    remedy = "check the folder's permissions, or delete this file"
    return StateError(f"cannot be used: {error}", where=str(path), remedy=remedy)
