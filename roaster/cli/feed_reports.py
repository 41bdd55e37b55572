"""Reports of `roaster feeds` as documents and in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from roaster.cli.words import plural
from roaster.model.news import Feed
from roaster.model.outcome import FeedOutcome
from roaster.text.clean import clean_line, cut
from roaster.text.dates import iso_utc

if TYPE_CHECKING:
    from roaster.jobs.feeds import Added, Candidate, FeedLine, Imported

Document = dict[str, Any]


def _time(time: datetime | None) -> str | None:
    return iso_utc(time) if time else None


def configured(feed: Feed) -> Document:
    """A feed with all its settings."""
    return {**asdict(feed), "include": list(feed.include), "exclude": list(feed.exclude)}


def line(one: FeedLine) -> Document:
    """A line of `feeds list`."""
    return {
        **configured(one.feed),
        "found": one.found,
        "outcome": one.outcome,
        "failures": one.failures,
        "last_ok": _time(one.last_ok),
        "last_asked": _time(one.last_asked),
        "next": _time(one.next),
        "reason": one.reason,
        "remedy": one.remedy,
    }


def lines_in_words(lines: Sequence[FeedLine]) -> str:
    """`feeds list` for a person."""
    if not lines:
        return "no feeds; find one with `roaster feeds add ADDRESS`"
    return "\n".join(text for one in lines for text in _line(one))


def _line(one: FeedLine) -> Iterator[str]:
    feed = one.feed
    yield feed.url
    said = [feed.outlet, feed.category, f"weight {feed.weight:g}", feed.language]
    said += ["filtered"] if feed.include or feed.exclude else []
    said += ["full text from the feed"] if feed.full_text == "feed" else []
    yield f"    {' · '.join(part for part in said if part)}"
    if one.found:
        yield f"    its feed is {one.found}"
    yield f"    {_health(one)}"


def _health(one: FeedLine) -> str:
    when = f"asked again after {iso_utc(one.next)}" if one.next else "asked in the next run"
    when = "not asked again" if one.outcome == FeedOutcome.GONE else when
    if not one.failures:
        ok = f", last at {iso_utc(one.last_ok)}" if one.last_ok else ""
        return f"{one.outcome}{ok}; {when}"
    times = f" {one.failures}× in a row" if one.failures > 1 else ""
    remedy = f" → {one.remedy}" if one.remedy else ""
    return f"{one.outcome}{times}: {one.reason}{remedy}; {when}"


def added(report: Added, *, dry_run: bool) -> Document:
    """`feeds add`."""
    return {
        "found": [_candidate(one) for one in report.candidates],
        "added": [configured(feed) for feed in report.written],
        "dry_run": dry_run,
    }


def _candidate(one: Candidate) -> Document:
    return {
        "url": one.url,
        "title": one.title,
        "kind": one.kind,
        "items": one.items,
        "full_text_items": one.full,
        "newest": {"title": one.newest_title, "published": _time(one.newest)},
        "language": one.language,
        "configured": one.known,
    }


def added_in_words(report: Added, *, dry_run: bool) -> str:
    """What was found, and what was written."""
    lines = [text for one in report.candidates for text in _found(one)]
    lines += [_written(feed, dry_run=dry_run) for feed in report.written]
    if not report.written:
        lines.append("nothing to write: it stands in config.yaml already")
    others = len(report.candidates) - max(len(report.written), 1)
    if others > 0 and len(report.written) < 2:
        lines.append(f"{plural(others, 'other feed')}: add one by its address, or all with --all")
    return "\n".join(lines)


def _found(one: Candidate) -> Iterator[str]:
    yield f"{one.url}{'  (in config.yaml already)' if one.known else ''}"
    full = f"full text in {one.full}" if one.full else "no full texts"
    said = [clean_line(one.title), one.kind, plural(one.items, "item"), full, one.language]
    yield f"    {' · '.join(part for part in said if part)}"
    if one.newest_title:
        day = f"{one.newest:%Y-%m-%d} " if one.newest else ""
        yield f"    newest: {day}{cut(clean_line(one.newest_title), 80)}"


def _written(feed: Feed, *, dry_run: bool) -> str:
    said = [part for part in (feed.outlet, feed.category) if part]
    told = f" ({', '.join(said)})" if said else ""
    return f"{'would add' if dry_run else 'added'} to config.yaml: {feed.url}{told}"


def imported(report: Imported, *, dry_run: bool) -> Document:
    """`feeds import`."""
    return {
        "added": [configured(feed) for feed in report.written],
        "known": [feed.url for feed in report.known],
        "skipped": [asdict(one) for one in report.skipped],
        "dry_run": dry_run,
    }


def imported_in_words(report: Imported, *, dry_run: bool) -> str:
    """What a list brought."""
    lines = [_written(feed, dry_run=dry_run) for feed in report.written]
    lines += [f"skipped: {one.name}: {one.reason}" for one in report.skipped]
    verb = "would be added" if dry_run else "added"
    lines.append(
        f"{plural(len(report.written), 'feed')} {verb}, {len(report.known)} known already, "
        f"{len(report.skipped)} skipped"
    )
    return "\n".join(lines)
