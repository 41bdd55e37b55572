"""Which of a feed's entries go on, and what became of the others: a pure decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from roaster.model.news import Entry, Feed
from roaster.model.outcome import ItemOutcome, ItemReport
from roaster.text.filters import Pattern, read_patterns


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken from one feed: its newest `per_feed` entries no older than `max_age`."""

    per_feed: int
    max_age: timedelta
    now: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entries that go on, in the feed's order, and a report for each other one."""

    entries: tuple[Entry, ...]
    left: tuple[ItemReport, ...]


@dataclass(frozen=True, slots=True)
class _Refusal:
    outcome: ItemOutcome
    reason: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an item's title and summary must have one of, and may have none of."""

    include: tuple[Pattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()

    def refusal(self, entry: Entry) -> str:
        """Why an entry is not wanted, in words; empty when it is."""
        texts = (("title", entry.title), ("summary", entry.summary or entry.content))
        for pattern in self.exclude:
            for place, text in texts:
                if pattern.stands_in(text):
                    return f"“{pattern.written}” (exclude) is in its {place}"
        if not self.include or any(p.stands_in(text) for p in self.include for _, text in texts):
            return ""
        listed = ", ".join(f"“{pattern.written}”" for pattern in self.include[:3])
        more = " …" if self.include[3:] else ""
        return f"neither title nor summary has {listed}{more} (include)"


def wishes_of(feed: Feed) -> Wishes:
    """What the site's owner wants of a feed's items."""
    return Wishes(read_patterns(feed.include), read_patterns(feed.exclude))


_ANYTHING = Wishes()


def choose(entries: Sequence[Entry], limits: Limits, wishes: Wishes = _ANYTHING) -> Chosen:
    """Split a feed's entries. Entries without a date are as new as the dated one before them."""
    refusals = _refusals(entries, limits, wishes)
    standing = [place for place, refusal in enumerate(refusals) if refusal is None]
    newest = _newest_first(entries, standing, limits.now)
    over = _Refusal(ItemOutcome.OVER_LIMIT, f"the {limits.per_feed} newest items were taken")
    for place in newest[limits.per_feed :]:
        refusals[place] = over
    pairs = tuple(zip(entries, refusals, strict=True))
    return Chosen(
        tuple(entry for entry, refusal in pairs if refusal is None),
        tuple(_report(entry, refusal) for entry, refusal in pairs if refusal),
    )


def _refusals(entries: Sequence[Entry], limits: Limits, wishes: Wishes) -> list[_Refusal | None]:
    seen: set[str] = set()
    refusals: list[_Refusal | None] = []
    for entry in entries:
        refusal = _refusal(entry, seen, limits)
        if refusal is None and (unwanted := wishes.refusal(entry)):
            refusal = _Refusal(ItemOutcome.FILTERED, unwanted)
        refusals.append(refusal)
        if refusal is None:
            seen.add(entry.id)
    return refusals


def _refusal(entry: Entry, seen: set[str], limits: Limits) -> _Refusal | None:
    if not (entry.url or entry.content or entry.summary):
        return _Refusal(ItemOutcome.THIN, "neither address nor text")
    if entry.id in seen:
        return _Refusal(ItemOutcome.DUPLICATE, "its id stands in the feed more than once")
    age = limits.now - entry.time if entry.time else timedelta()
    if age > limits.max_age:
        days = f"{age / timedelta(days=1):.0f} days old"
        days += "" if entry.published else " by its first sight"
        return _Refusal(ItemOutcome.TOO_OLD, f"{days}, max_age is {_span(limits.max_age)}")
    return None


def _span(time: timedelta) -> str:
    hours = time / timedelta(hours=1)
    return f"{hours / 24:g} days" if hours >= 48 else f"{hours:g} hours"


def _newest_first(entries: Sequence[Entry], places: Sequence[int], now: datetime) -> list[int]:
    """Places in order of time, newest first; those of one time in the feed's order."""
    times = tuple(_times(entries, now))
    return sorted(places, key=lambda place: times[place], reverse=True)


def _times(entries: Sequence[Entry], now: datetime) -> Iterator[datetime]:
    last = now
    for entry in entries:
        last = entry.published or min(last, entry.first_seen or last)
        yield last


def _report(entry: Entry, refusal: _Refusal) -> ItemReport:
    return ItemReport(
        entry.feed_url,
        entry.id,
        entry.url,
        entry.title,
        entry.published,
        refusal.outcome,
        refusal.reason,
    )
