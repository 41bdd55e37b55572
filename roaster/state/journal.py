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

from roaster.state.sqlite import open_losable, unusable, unwritable
from roaster.state.together import Together
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
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refused_parameters (
    entry TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (entry, name)
) STRICT, WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class JournaledReply:
    """A model's answer as it came. `cost` in USD; None: the price is not known.

    `finish` is the provider's reason for ending (`stop`, `length`, `content_filter` …).
    `tokens_cached`, of `tokens_in`, came out of the provider's cache; the ledger has them.
    """

    text: str
    finish: str
    tokens_in: int
    tokens_out: int
    cost: Decimal | None
    ms: int
    tokens_cached: int = 0


class Journal:
    """Replies by the key of what was asked. Safe to use from several threads.

    Also which parameters a model has refused, so that the next run need not be told again.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises StateError when it cannot be used.

        A file that is no database is set aside as `….broken` and begun anew.
        """
        self._path = path
        self._lock = threading.Lock()
        self._database = open_losable(path, _SCHEMA)
        self._together = Together(self._database, self._lock)

    def find(self, key: str) -> JournaledReply | None:
        """The reply to a question asked before. Raises StateError."""
        query = "SELECT text, finish, tokens_in, tokens_out, cost, ms FROM replies WHERE key = ?"
        try:
            with self._lock:
                row = self._database.execute(query, (key,)).fetchone()
        except sqlite3.DatabaseError as error:
            raise unusable(self._path, error) from error
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
            self._together.write(
                "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row
            )
        except sqlite3.DatabaseError as error:
            raise unwritable(self._path, error) from error

    def refused_parameters(self, entry: str) -> frozenset[str]:
        """The parameters that an entry's model has refused. Raises StateError."""
        query = "SELECT name FROM refused_parameters WHERE entry = ?"
        try:
            with self._lock:
                rows = self._database.execute(query, (entry,)).fetchall()
        except sqlite3.DatabaseError as error:
            raise unusable(self._path, error) from error
        return frozenset(name for (name,) in rows)

    def refuse_parameter(self, entry: str, name: str) -> None:
        """Remember that an entry's model does not take a parameter. Raises DiskError."""
        try:
            self._together.write(
                "INSERT OR IGNORE INTO refused_parameters VALUES (?, ?)", (entry, name)
            )
        except sqlite3.DatabaseError as error:
            raise unwritable(self._path, error) from error

    def close(self) -> None:
        """Close the file."""
        self._together.close()
