"""What the calls of a run are said to have cost."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from roaster.cli.money import billed
from roaster.jobs.bill import bill
from roaster.state.ledger import LedgerCall

NOW = datetime(2026, 4, 10, 18, tzinfo=UTC)
CENT = Decimal("0.01")


def call(outcome: str, cost: Decimal | None, counted: Decimal) -> LedgerCall:
    return LedgerCall(NOW, "openai/x", outcome, 0, 0, cost, counted, 100)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (call("key-refused", None, Decimal(0)), "1 call"),
        (call("rate-limit", None, Decimal(0)), "1 call"),
        (call("reply", None, Decimal(0)), "1 call, 1 of them at a price that is not known"),
        (call("timeout", None, Decimal(0)), "1 call, 1 of them at a price that is not known"),
        (call("reply", CENT, CENT), "1 call"),
        (
            call("timeout", None, CENT),
            "1 call, 1 of them counted with the worst case, as no answer came back",
        ),
        (
            call("in-flight", None, CENT),
            "1 call, 1 of them counted with the worst case, as no answer came back",
        ),
    ],
)
def test_of_a_call_it_is_said_what_is_not_known(made: LedgerCall, said: str) -> None:
    words = billed(bill([made], today=made.counted, roasts=0))
    assert words.endswith(f"today, {said}")
