"""Money: every call to a model in a book, and a purse that never opens further than allowed.

`Ledger` is losable, but the daily limit counts what stands in it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from roaster.errors import StateError
from roaster.state.sqlite import open_database, unwritable
from roaster.state.together import Together
from roaster.text.dates import iso_utc, parse_time

_SCHEMA = """
CREATE TABLE IF NOT EXISTS calls (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    model TEXT NOT NULL,
    outcome TEXT NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    cost TEXT,
    counted TEXT NOT NULL,
    ms INTEGER NOT NULL,
    tokens_cached INTEGER NOT NULL DEFAULT 0
) STRICT
"""
_COLUMNS = "at, model, outcome, tokens_in, tokens_out, cost, counted, ms, tokens_cached"
_MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?"
IN_FLIGHT = "in-flight"  # the outcome of a call that was begun; it stays where a run was killed


@dataclass(frozen=True, slots=True)
class LedgerCall:
    """One call to a model. Costs in USD.

    `cost` is None where the price is not known; `counted` is what limits count: the cost, or the
    worst case of a call that was broken off and may be charged all the same. `tokens_cached`, of
    `tokens_in`, came out of the provider's cache.
    """

    at: datetime
    model: str
    outcome: str
    tokens_in: int
    tokens_out: int
    cost: Decimal | None
    counted: Decimal
    ms: int
    tokens_cached: int = 0


class Ledger:
    """All calls ever made for a site. Safe to use from several threads.

    A call stands in it with its worst case before it is made: one that a killed run paid for and
    never saw still counts.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises StateError when it cannot be used."""
        self._path = path
        self._lock = threading.Lock()
        try:
            self._database = open_database(path, _SCHEMA)
            _bring_up_to_date(self._database)
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error
        self._together = Together(self._database, self._lock)

    def begin(self, at: datetime, model: str, worst_case: Decimal) -> int:
        """Write down that a call is about to be made. Raises DiskError when that cannot be done."""
        call = LedgerCall(at, model, IN_FLIGHT, 0, 0, None, worst_case, 0)
        return self.append(call)

    def end(self, number: int, call: LedgerCall) -> None:
        """Write down how the call ended that `begin` gave a number. Raises DiskError."""
        statement = f"UPDATE calls SET ({_COLUMNS}) = ({_MARKS}) WHERE id = ?"  # noqa: S608
        self._write(statement, (*_row(call), number))

    def append(self, call: LedgerCall) -> int:
        """Write a whole call down. Raises DiskError when that cannot be done."""
        return self._write(f"INSERT INTO calls ({_COLUMNS}) VALUES ({_MARKS})", _row(call))  # noqa: S608

    def _write(self, statement: str, values: tuple[object, ...]) -> int:
        try:
            return self._together.write(statement, values)
        except sqlite3.DatabaseError as error:
            raise unwritable(self._path, error) from error

    def last(self) -> int:
        """The number of the newest call; 0 without any. Raises StateError."""
        try:
            with self._lock:
                row = self._database.execute("SELECT max(id) FROM calls").fetchone()
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error
        return int(row[0] or 0)

    def calls(self, since: datetime | None = None, *, after: int = 0) -> Iterator[LedgerCall]:
        """Every call from `since` on, with a number above `after`, oldest first.

        Raises StateError.
        """
        query = f"SELECT {_COLUMNS} FROM calls WHERE at >= ? AND id > ? ORDER BY id"  # noqa: S608
        try:
            with self._lock:
                rows = self._database.execute(
                    query, (iso_utc(since) if since else "", after)
                ).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error
        return map(_call, rows)

    def spent_on(self, day: date, zone: ZoneInfo) -> Decimal:
        """What limits count of one day in a time zone, in USD. Raises StateError."""
        start = datetime(day.year, day.month, day.day, tzinfo=zone)
        tomorrow = day + timedelta(days=1)
        end = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone)
        of_the_day = (call.counted for call in self.calls(start) if call.at < end.astimezone(UTC))
        return sum(of_the_day, Decimal(0))

    def close(self) -> None:
        """Close the file."""
        self._together.close()

    def _unusable(self, error: Exception) -> StateError:
        remedy = "move this file away; the money spent today is then forgotten"
        return StateError(f"cannot be used: {error}", where=str(self._path), remedy=remedy)


def _bring_up_to_date(database: sqlite3.Connection) -> None:
    """Give a file of an earlier version the column that it lacks."""
    names = {row[1] for row in database.execute("PRAGMA table_info(calls)")}
    if "tokens_cached" not in names:
        database.execute("ALTER TABLE calls ADD COLUMN tokens_cached INTEGER NOT NULL DEFAULT 0")
        database.commit()


def _row(call: LedgerCall) -> tuple[object, ...]:
    cost = None if call.cost is None else str(call.cost)
    tokens = call.tokens_in, call.tokens_out
    head = (iso_utc(call.at), call.model, call.outcome, *tokens, cost)
    return (*head, str(call.counted), call.ms, call.tokens_cached)


def _call(row: tuple[str, str, str, int, int, str | None, str, int, int]) -> LedgerCall:
    at, model, outcome, tokens_in, tokens_out, cost, counted, ms, cached = row
    known = None if cost is None else Decimal(cost)
    tokens = tokens_in, tokens_out
    return LedgerCall(parse_time(at), model, outcome, *tokens, known, Decimal(counted), ms, cached)


class Purse:
    """What may still be spent in this run. Thread-safe; all amounts in USD, None: no limit.

    Each call reserves its worst case before it is made and settles what it cost after, so the
    limits hold however many calls are under way.
    """

    def __init__(
        self,
        per_run: Decimal | None,
        per_day: Decimal | None = None,
        spent_today: Decimal = Decimal(0),
    ) -> None:
        self._per_run = per_run
        self._per_day = per_day
        self._spent_today = spent_today
        self._spent = Decimal(0)
        self._reserved = Decimal(0)
        self._settled = threading.Condition()

    @property
    def limited(self) -> bool:
        """Whether there is any limit."""
        return self._per_run is not None or self._per_day is not None

    @property
    def spent(self) -> Decimal:
        """What this run has cost so far; replies from the journal cost nothing."""
        with self._settled:
            return self._spent

    def reserve(self, worst_case: Decimal) -> str:
        """Put the worst case of a call aside; empty when done, else which limit is in the way.

        Waits while only the worst cases of calls under way are in the way: most cost far less.
        """
        with self._settled:
            while not (limit := self._exceeded(worst_case)):
                if not self._exceeded(self._reserved + worst_case):
                    self._reserved += worst_case
                    return ""
                self._settled.wait()
            return limit

    def settle(self, worst_case: Decimal, actual: Decimal) -> None:
        """End what `reserve` began: the call cost `actual`."""
        with self._settled:
            self._reserved -= worst_case
            self._spent += actual
            self._settled.notify_all()

    def _exceeded(self, wanted: Decimal) -> str:
        today = self._spent_today + self._spent
        if self._per_run is not None and self._spent + wanted > self._per_run:
            return _too_much(wanted, self._per_run, self._spent, "run (roast.budget_usd)")
        if self._per_day is not None and today + wanted > self._per_day:
            return _too_much(wanted, self._per_day, today, "day (roast.budget_usd_per_day)")
        return ""


def _too_much(wanted: Decimal, limit: Decimal, spent: Decimal, of: str) -> str:
    """Why a call cannot be paid for: what is left, and what it may cost."""
    left = max(limit - spent, Decimal(0))
    return (
        f"the call may cost ${_sum(wanted)}, and of the budget of ${_sum(limit)} per {of} "
        f"${_sum(left)} is left"
    )


def _sum(amount: Decimal) -> str:
    """To the hundredth of a cent, in two digits where they say all."""
    text = f"{amount:.4f}"
    return text.removesuffix("00") if text.endswith("00") else text
