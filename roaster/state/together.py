"""Rows of several threads written in one transaction: the disk is waited for once, not for each.

With 32 replies arriving at once and a disk that takes 20 ms for a commit, the last would wait
0.6 s; together they wait for two commits at most. While it is written to, a database keeps a
write-ahead log (https://sqlite.org/wal.html): a commit is as durable, and waits for the disk once
instead of four times. At rest it is one plain file again, which can be read where nothing may be
written.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Row:
    statement: str
    values: Sequence[object]
    done: bool = False
    number: int = 0
    error: Exception | None = None


@dataclass(slots=True)
class Together:
    """The writing side of a database that several threads share; `lock` is the database's own."""

    database: sqlite3.Connection
    lock: threading.Lock
    _change: threading.Condition = field(default_factory=threading.Condition)
    _waiting: list[_Row] = field(default_factory=list)
    _writing: bool = False
    _logs: bool = False

    def write(self, statement: str, values: Sequence[object]) -> int:
        """Execute a statement; committed when this returns. The last row's number, if it has one.

        Raises sqlite3.DatabaseError; ValueError or OverflowError for values that no database takes.
        """
        row = _Row(statement, values)
        with self._change:
            self._waiting.append(row)
            while self._writing and not row.done:
                self._change.wait()
            if row.done:
                return _number(row)
            batch, self._waiting = self._waiting, []
            self._writing = True
        try:
            self._commit(batch)
        finally:
            with self._change:
                self._writing = False
                # Where this thread was broken off, the others write theirs themselves.
                self._waiting[:0] = (one for one in batch if not one.done and one is not row)
                self._change.notify_all()
        return _number(row)

    def close(self) -> None:
        """Close the database; again does no harm."""
        with self.lock:
            if self._logs:
                self._logs = False
                # Another command that reads keeps the log; whoever closes last ends it.
                with suppress(sqlite3.OperationalError):
                    self.database.execute("PRAGMA journal_mode = DELETE")
            self.database.close()

    def _begin_log(self) -> None:
        with self.lock:
            if not self._logs:
                # Somebody who reads is in the way: then it begins with a later write.
                with suppress(sqlite3.OperationalError):
                    self.database.execute("PRAGMA journal_mode = WAL")
                    self._logs = True

    def _commit(self, batch: Sequence[_Row]) -> None:
        """Write a batch; where that fails each row by itself, for one can be the fault of all."""
        error = self._failed(batch)
        if error is not None and len(batch) > 1:
            for row in batch:
                self._commit([row])
            return
        for row in batch:
            row.error = error
            row.done = True

    def _failed(self, batch: Sequence[_Row]) -> Exception | None:
        try:
            self._begin_log()
            with self.lock, self.database:
                for row in batch:
                    row.number = self.database.execute(row.statement, row.values).lastrowid or 0
        except (sqlite3.DatabaseError, ValueError, OverflowError) as failure:
            return failure
        return None


def _number(row: _Row) -> int:
    if row.error is not None:
        raise row.error
    return row.number
