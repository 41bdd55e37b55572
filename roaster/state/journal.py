"""Every reply that was paid for, on disk before anything is done with it.

Killed anywhere, the next run pays again for at most the calls that were in flight. Losable like
all of `.roaster/`: without it the same questions cost money again.
"""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from roaster.errors import DiskError, StateError
from roaster.text.dates import iso_utc

_SCHEMA = """
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    model TEXT NOT NULL,
    text TEXT NOT NULL,
    finish TEXT NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    cost TEXT,
    ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID
"""
_LOCK_TIMEOUT_S = 30.0  # another command may be reading; a run holds the site's own lock


@dataclass(frozen=True, slots=True)
class JournaledReply:
    """A model's answer as it came. `cost` in USD; None: the price is not known.

    `finish` is the provider's reason for ending (`stop`, `length`, `content_filter` …).
    """

    text: str
    finish: str
    tokens_in: int
    tokens_out: int
    cost: Decimal | None
    ms: int


class Journal:
    """Replies by the key of what was asked. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises StateError when it cannot be used.

        A file that is no database is set aside as `….broken` and begun anew.
        """
        self._path = path
        self._lock = threading.Lock()
        try:
            self._database = open_database(path, _SCHEMA)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise _unusable(path, error) from error
            self._database = self._begin_anew()

    def _begin_anew(self) -> sqlite3.Connection:
        try:
            self._path.replace(self._path.with_name(f"{self._path.name}.broken"))
            return open_database(self._path, _SCHEMA)
        except (OSError, sqlite3.DatabaseError) as error:
            raise _unusable(self._path, error) from error

    def find(self, key: str) -> JournaledReply | None:
        """The reply to a question asked before. Raises StateError."""
        query = "SELECT text, finish, tokens_in, tokens_out, cost, ms FROM replies WHERE key = ?"
        try:
            with self._lock:
                row = self._database.execute(query, (key,)).fetchone()
        except sqlite3.DatabaseError as error:
            raise _unusable(self._path, error) from error
        if row is None:
            return None
        text, finish, tokens_in, tokens_out, cost, ms = row
        known = None if cost is None else Decimal(cost)
        return JournaledReply(text, finish, tokens_in, tokens_out, known, ms)

    def store(self, key: str, model: str, at: datetime, reply: JournaledReply) -> None:
        """Keep a reply; on disk when this returns. Raises DiskError when it cannot be."""
        cost = None if reply.cost is None else str(reply.cost)
        tokens = reply.tokens_in, reply.tokens_out
        row = (key, iso_utc(at), model, reply.text, reply.finish, *tokens, cost, reply.ms)
        try:
            with self._lock, self._database:
                self._database.execute(
                    "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row
                )
        except sqlite3.DatabaseError as error:
            raise unwritable(self._path, error) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()


def open_database(path: Path, schema: str) -> sqlite3.Connection:
    """A connection that several threads share under a lock, durable after each transaction.

    Raises sqlite3.DatabaseError, and StateError when the folder cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(path, error) from error
    database = sqlite3.connect(path, timeout=_LOCK_TIMEOUT_S, check_same_thread=False)
    try:
        database.execute("PRAGMA synchronous = FULL")
        database.execute(schema)
        database.commit()
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def unwritable(path: Path, error: sqlite3.Error) -> DiskError:
    """What to raise when a row could not be written."""
    remedy = "make room on the disk, or check who owns .roaster/"
    return DiskError(f"cannot be written: {error}", where=str(path), remedy=remedy)


def _unusable(path: Path, error: Exception) -> StateError:
    remedy = "check the folder's permissions, or delete this file"
    return StateError(f"cannot be used: {error}", where=str(path), remedy=remedy)
