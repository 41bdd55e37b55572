from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.errors import StateError
from roaster.state.ledger import Ledger, LedgerCall, Purse


def call(at: datetime, counted: str = "0.02", cost: str | None = "0.02") -> LedgerCall:
    known = None if cost is None else Decimal(cost)
    return LedgerCall(at, "openai/x", "reply", 1000, 500, known, Decimal(counted), 812)


def test_calls_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / ".roaster" / "ledger.sqlite3"
    ledger = Ledger(path)
    first = call(datetime(2026, 4, 10, 9, 0, tzinfo=UTC))
    unknown = call(datetime(2026, 4, 10, 9, 1, tzinfo=UTC), cost=None)
    ledger.append(first)
    ledger.append(unknown)
    ledger.close()
    again = Ledger(path)
    assert list(again.calls()) == [first, unknown]
    assert list(again.calls(since=unknown.at)) == [unknown]
    again.close()


def test_a_day_is_the_sites_own_and_counts_what_may_be_charged(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    ledger.append(call(datetime(2026, 4, 9, 21, 59, tzinfo=UTC)))  # 23:59 in Berlin
    ledger.append(call(datetime(2026, 4, 9, 22, 0, tzinfo=UTC)))  # the 10th there
    ledger.append(call(datetime(2026, 4, 10, 21, 0, tzinfo=UTC), counted="0.1", cost=None))
    berlin = ZoneInfo("Europe/Berlin")
    assert ledger.spent_on(date(2026, 4, 10), berlin) == Decimal("0.12")
    assert ledger.spent_on(date(2026, 4, 11), berlin) == 0
    ledger.close()


def test_a_broken_ledger_is_told_for_the_daily_limit_hangs_on_it(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(b"no database " * 500)
    with pytest.raises(StateError) as caught:
        Ledger(path)
    assert "move this file away" in caught.value.remedy


def test_a_purse_opens_as_far_as_run_and_day_allow() -> None:
    purse = Purse(Decimal(1), Decimal(5), spent_today=Decimal("4.5"))
    assert purse.limited
    assert purse.reserve(Decimal("0.4")) == ""
    purse.settle(Decimal("0.4"), Decimal("0.3"))
    assert purse.reserve(Decimal("0.8")) == (
        "the call may cost $0.80, and of the budget of $1.00 per run (roast.budget_usd) "
        "$0.70 is left"
    )
    assert "per day" in purse.reserve(Decimal("0.3"))
    assert "per run" in purse.reserve(Decimal("0.8"))
    assert purse.reserve(Decimal("0.2")) == ""
    assert purse.spent == Decimal("0.3")


def test_a_purse_without_limit_never_closes() -> None:
    purse = Purse(None)
    assert not purse.limited
    assert purse.reserve(Decimal(10**9)) == ""


def test_a_call_waits_for_the_worst_case_of_another_instead_of_failing() -> None:
    purse = Purse(Decimal(1))
    assert purse.reserve(Decimal("0.9")) == ""
    answers: list[str] = []
    waiting = threading.Thread(target=lambda: answers.append(purse.reserve(Decimal("0.5"))))
    waiting.start()
    waiting.join(0.05)
    assert answers == []
    purse.settle(Decimal("0.9"), Decimal("0.1"))
    waiting.join(5)
    assert answers == [""]


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 100)), max_size=30), st.integers(0, 200)
)
def test_nothing_is_ever_spent_beyond_the_limit(calls: list[tuple[int, int]], limit: int) -> None:
    purse = Purse(Decimal(limit))
    for worst, share in calls:
        if not purse.reserve(Decimal(worst)):
            purse.settle(Decimal(worst), Decimal(worst) * share / 100)
        assert purse.spent <= limit


def test_a_file_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    Ledger(path).close()
    with sqlite3.connect(path) as old:
        old.execute("ALTER TABLE calls DROP COLUMN tokens_cached")
        old.execute(
            "INSERT INTO calls (at, model, outcome, tokens_in, tokens_out, cost, counted, ms)"
            " VALUES ('2026-04-10T09:00:00Z', 'openai/x', 'reply', 1, 2, '0.5', '0.5', 9)"
        )
    old.close()
    ledger = Ledger(path)
    (call,) = ledger.calls()
    assert (call.counted, call.tokens_cached) == (Decimal("0.5"), 0)
    ledger.close()
