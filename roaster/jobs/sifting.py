"""What becomes of each entry before its page is asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from roaster.model.news import Article, Entry, Feed
from roaster.model.outcome import ItemOutcome, ItemReport
from roaster.model.roast import Roast
from roaster.text.addresses import address_key
from roaster.text.clean import clean_line
from roaster.text.sober import sober_subject


@dataclass(frozen=True, slots=True)
class Told:
    """A source of a roast: which roast, and under which title the source was read."""

    name: str
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """Entries whose pages are to be read, entries too grim to be read, and reports of the rest."""

    to_read: tuple[Entry, ...]
    grim: tuple[Entry, ...]
    reports: tuple[ItemReport, ...]


def told_sources(roasts: Iterable[Roast]) -> dict[str, Told]:
    """Every source that a roast of any status rests on, by its address key."""
    return {
        address_key(source.url): Told(roast.name, roast.slug, source.title)
        for roast in roasts
        for source in roast.sources
        if source.url
    }


def sift(entries: Sequence[Entry], told: Mapping[str, Told], never_roast: Sequence[str]) -> Sifted:
    """Part the entries: known ones and repetitions are done with, grim ones are not fetched."""
    to_read: list[Entry] = []
    grim: list[Entry] = []
    reports: list[ItemReport] = []
    seen: dict[str, Entry] = {}
    for entry in entries:
        # Without an address an item is nobody else but itself.
        key = address_key(entry.url) if entry.url else f"{entry.feed_url} {entry.id}"
        before = [address_key(url) for url in entry.other_urls]
        if key in told:
            reports.append(_known(entry, told[key]))
        elif former := next((told[url] for url in before if url in told), None):
            reason = f"a new address for a source of {former.name}; the roast keeps what it has"
            reports.append(report(entry, ItemOutcome.UPDATED, reason))
        elif key in seen:
            reason = f"also in the feed {seen[key].feed_url}"
            reports.append(report(entry, ItemOutcome.DUPLICATE, reason))
        elif sober_subject(entry.title, entry.summary, never_roast, filed_under(entry)):
            seen[key] = entry
            grim.append(entry)
        else:
            seen[key] = entry
            to_read.append(entry)
    return Sifted(tuple(to_read), tuple(grim), tuple(reports))


def filed_under(entry: Entry) -> tuple[str, ...]:
    """The categories of an entry, the configured one first."""
    return (entry.category, *entry.categories)


def _known(entry: Entry, told: Told) -> ItemReport:
    if told.title and clean_line(told.title) != clean_line(entry.title):
        reason = f"a new title for a source of {told.name}; the roast keeps what it has"
        return report(entry, ItemOutcome.UPDATED, reason)
    return report(entry, ItemOutcome.KNOWN, f"a source of {told.name}")


def report(entry: Entry, outcome: ItemOutcome, reason: str = "") -> ItemReport:
    """One entry's end."""
    return ItemReport(
        entry.feed_url, entry.id, entry.url, entry.title, entry.published, outcome, reason
    )


def unread(entry: Entry) -> Article:
    """An entry as an article of which only title and summary are known: never to be roasted."""
    return Article(
        url=entry.url,
        title=entry.title,
        outlet=entry.outlet,
        text=entry.summary,
        summary=entry.summary,
        published=entry.time,
        category=entry.category,
        entry_id=entry.id,
        feed_url=entry.feed_url,
    )


def weights_of(feeds: Iterable[Feed]) -> dict[str, float]:
    """How much each feed's word counts, by its address."""
    return {feed.url: feed.weight for feed in feeds}
