"""Money in words: what a run has cost, and what one would cost at worst. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from roaster.text.clean import clean_line

if TYPE_CHECKING:
    from roaster.jobs.bill import Bill
    from roaster.jobs.dry_run import Ask, DryRun


def plural(count: int, one: str, many: str = "") -> str:
    """`1 event`, `2 events`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def dollars(amount: Decimal | None) -> str:
    """A sum; small ones to the hundredth of a cent."""
    if amount is None:
        return "price unknown"
    return f"${amount:.2f}" if amount >= 1 or not amount else f"${amount:.4f}"


def billed(paid: Bill) -> str:
    """Money for each model, each roast and the day."""
    parts = [f"{name} {dollars(amount)}" for name, amount in paid.by_model.items()]
    parts += [f"{dollars(paid.per_roast)} a roast"] if paid.per_roast is not None else []
    parts += [f"{dollars(paid.today)} today", plural(paid.calls, "call")]
    parts += not_known(paid.unpriced, paid.at_worst)
    return f"spent      {dollars(paid.total)}: {', '.join(parts)}"


def not_known(unpriced: int, at_worst: int) -> list[str]:
    """What of the calls that a sum is made of is not known."""
    parts = [f"{unpriced} of them at a price that is not known"] if unpriced else []
    if at_worst:
        parts.append(f"{at_worst} of them counted with the worst case, as no answer came back")
    return parts


def would_ask(report: DryRun) -> Iterator[str]:
    """What would be asked, of whom, and what it costs at worst, line by line."""
    worst, limits = report.worst_usd, []
    if report.budget is not None:
        limits.append(f"${report.budget:g} a run")
    if report.budget_per_day is not None:
        today = dollars(report.spent_today)
        limits.append(f"${report.budget_per_day:g} a day, of which {today} are spent")
    cost = "at a price that is not known" if worst is None else f"{dollars(worst)} at worst"
    limit = f" (limits: {'; '.join(limits)})" if limits else ""
    yield f"would roast {plural(len(report.asks), 'event')}: {cost}{limit}"
    if worst:
        yield f"  at worst: with {report.includes}"
    for ask in report.asks:
        yield f"  {clean_line(ask.event.title)}: {_asked(ask)}"
        if ask.payload is not None:
            yield json.dumps(ask.payload, ensure_ascii=False, indent=2, default=str)
    for one in report.refused:
        yield f"  {one.target}: {one.reason}" + (f" → {one.remedy}" if one.remedy else "")
    if report.left_over:
        yield f"    left over: {plural(len(report.left_over), 'event')}"
    for trouble in report.troubles:
        yield f"  ! {trouble.line}"
    yield "nothing was asked of a model, and nothing was written"


def _asked(ask: Ask) -> str:
    first = ask.first
    if first.trouble is not None:
        return "nobody can be asked: " + "; ".join(
            f"{one.model}: {one.trouble.reason}" for one in ask.previews if one.trouble
        )
    if first.question is None:
        return f"{first.model}, for nothing"
    if first.kept:
        more = f"; what follows {dollars(ask.worst_usd)} at worst" if ask.worst_usd else ""
        return f"{first.model} has answered before, for nothing{more}"
    after = [one.model for one in ask.previews if one.trouble is None][1:]
    then = f", then {', '.join(after)}" if after else ""
    call, whole = dollars(first.worst_usd), dollars(ask.worst_usd)
    return f"{first.model}{then}: {whole} at worst, the first call {call}"
