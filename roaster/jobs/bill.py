"""What calls to models have cost: in all, for each model, for each day, for a roast. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from roaster.roasts.writers.policy import MAY_COST
from roaster.state.ledger import LedgerCall
from roaster.text.dates import day_in

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Bill:
    """The calls of one run. USD; `today` counts the runs before it too.

    `unpriced` calls are of models whose price is not known, `at_worst` those that brought no
    answer, may be charged all the same, and count with their worst case. `per_roast` is None
    without a roast.
    """

    total: Decimal = Decimal(0)
    today: Decimal = Decimal(0)
    calls: int = 0
    unpriced: int = 0
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    by_model: dict[str, Decimal] = field(default_factory=dict)
    per_roast: Decimal | None = None
    at_worst: int = 0


def bill(calls: Sequence[LedgerCall], *, today: Decimal, roasts: int) -> Bill:
    """Add up the calls of a run that made so many roasts."""
    total = sum((call.counted for call in calls), Decimal(0))
    return Bill(
        total,
        today,
        len(calls),
        unpriced(calls),
        sum(call.tokens_in for call in calls),
        sum(call.tokens_cached for call in calls),
        sum(call.tokens_out for call in calls),
        by_model(calls),
        total / roasts if roasts and calls else None,
        at_worst(calls),
    )


def unpriced(calls: Iterable[LedgerCall]) -> int:
    """How many calls have cost nobody knows what; those that a server refused cost nothing."""
    return sum(
        call.cost is None and not call.counted and call.outcome in MAY_COST for call in calls
    )


def at_worst(calls: Iterable[LedgerCall]) -> int:
    """How many calls count with their worst case, for nobody knows whether they were charged."""
    return sum(call.cost is None and call.counted > 0 for call in calls)


def by_model(calls: Iterable[LedgerCall]) -> dict[str, Decimal]:
    """USD for each model, in the order in which they were first asked."""
    return _added_up(calls, lambda call: call.model)


def by_day(calls: Iterable[LedgerCall], zone: ZoneInfo) -> dict[date, Decimal]:
    """USD for each day with a call, oldest first."""
    days = _added_up(calls, lambda call: day_in(call.at, zone))
    return {day: days[day] for day in sorted(days)}


def _added_up(
    calls: Iterable[LedgerCall], key: Callable[[LedgerCall], _Key]
) -> dict[_Key, Decimal]:
    sums: dict[_Key, Decimal] = defaultdict(Decimal)
    for call in calls:
        sums[key(call)] += call.counted
    return dict(sums)
