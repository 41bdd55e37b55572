"""What is counted and measured, in words: `stats`, and how far models are off. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roaster.cli.money import dollars, not_known, plural
from roaster.model.outcome import FeedOutcome
from roaster.text.clean import clean_line

if TYPE_CHECKING:
    from roaster.jobs.calibrate import Calibration
    from roaster.jobs.stats import FeedHealth, Stats

MOST_DAYS = 7  # of spending


def calibrated(report: Calibration) -> str:
    """A table: how far each model is off, by sub-score and overall; plus is harsher."""
    keys = list(report.models[0].offsets.by_key)
    rows = [["model", *keys, "overall", "off by", "scored", "cost"]]
    for one in report.models:
        found = one.offsets
        rows.append(
            [
                one.model,
                *(_offset(found.by_key[key]) for key in keys),
                _offset(found.overall),
                "–" if found.spread is None else f"{found.spread:.2f}",
                f"{found.count}/{report.events}",
                dollars(one.cost_usd),
            ]
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    for one in report.models:
        if one.reason:
            remedy = f" → {one.remedy}" if one.remedy else ""
            lines.append(f"! {one.model}: {one.reason}{remedy}")
    lines.append(
        "mean difference to the set in points (sub-scores of 5, overall of 10); + is harsher"
    )
    return "\n".join(lines)


def _offset(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}"


def counted(report: Stats) -> str:
    """Spend, scores, feeds, drafts."""
    spend, scores = report.spend, report.scores
    parts = [f"{dollars(spend.total)} in all", f"{dollars(spend.today)} today"]
    parts += [plural(spend.calls, "call"), *not_known(spend.unpriced, spend.at_worst)]
    parts += [f"{dollars(spend.per_roast)} a roast"] if spend.per_roast is not None else []
    lines = [f"spend   {', '.join(parts)}"]
    lines += [f"        {name}: {dollars(amount)}" for name, amount in spend.by_model.items()]
    days = list(spend.by_day.items())[-MOST_DAYS:]
    lines += [f"        {day.isoformat()}: {dollars(amount)}" for day, amount in days]
    lines += [f"        dearest: {slug}: {dollars(cost)}" for slug, cost in spend.dearest]
    lines.append("roasts  " + (", ".join(f"{n} {s}" for s, n in report.roasts.items()) or "none"))
    if report.drafts:
        lines.append(
            f"        {report.attention} of {plural(report.drafts, 'draft')} need attention"
        )
    if scores.count:
        lines.append(
            f"scores  mean {scores.mean}, median {scores.median}, "
            f"{scores.lowest} to {scores.highest}"
        )
        lines += [
            f"        {n}–{n + 1}: {'█' * count} {count}" for n, count in scores.by_whole.items()
        ]
        lines += [f"        {name}: {mean}" for name, mean in scores.by_category.items()]
        lines += [f"      ! {warning}" for warning in scores.warnings]
    lines += [f"feed    {feed.outlet}: {_health(feed)}" for feed in report.feeds]
    return "\n".join(lines)


def _health(feed: FeedHealth) -> str:
    """How often a feed answered or failed, why, and what it gave; times to the minute."""
    if not feed.outcome:
        return f"not asked yet ({feed.url})"
    parts = [_streak(feed)]
    if feed.last_ok and feed.failures:
        parts.append(f"last good answer {_minute(feed.last_ok)}")
    if feed.items:
        newest = f", newest {feed.newest[:10]}" if feed.newest else ""
        parts.append(f"{plural(feed.items, 'item')}{newest}")
    if feed.silent_since:
        parts.append(f"silent since {feed.silent_since[:10]} → look for the outlet's other feeds")
    if feed.next_asking:
        parts.append(f"asked again after {_minute(feed.next_asking)}")
    return "; ".join(parts)


def _streak(feed: FeedHealth) -> str:
    count, day = feed.failures or feed.successes, feed.since[:10]
    done = "failed" if feed.failures else "answered"
    how = "ended" if feed.outcome == FeedOutcome.GONE else f"{done} {_times(count)}"
    why = f": {clean_line(feed.reason)}" if feed.reason else ""
    what = f" → {feed.remedy}" if feed.remedy else ""
    return f"{how} since {day}{why}{what}"


def _minute(time: str) -> str:
    return time[:16].replace("T", " ") + "Z"


def _times(count: int) -> str:
    """`once`, `3 times in a row`."""
    return "once" if count == 1 else f"{count} times in a row"
