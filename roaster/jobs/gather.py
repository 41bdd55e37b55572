"""`roaster gather`: feeds polled, known items set aside, pages read, articles grouped. No model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from roaster.content.library import Library
from roaster.errors import NothingDoneError
from roaster.jobs.languages import part_articles, part_entries
from roaster.jobs.pool import in_order
from roaster.jobs.sifting import Sifted, report, sift, told_sources, unread
from roaster.jobs.workshop import Workshop
from roaster.model.news import Article, Entry, Event
from roaster.model.outcome import FeedOutcome, FeedReport, ItemOutcome, ItemReport
from roaster.text.sober import SoberMatch, sober_subject

_DOWN = frozenset((FeedOutcome.FAILED, FeedOutcome.GONE))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a run found. `events` are new ones that may be roasted, `barred` ones that may not be.

    Every item of every feed stands in `items` exactly once.
    """

    feeds: tuple[FeedReport, ...]
    items: tuple[ItemReport, ...]
    events: tuple[Event, ...]
    barred: tuple[tuple[Event, SoberMatch], ...]

    @property
    def totals(self) -> dict[str, int]:
        """How many items ended how."""
        counted = Counter(item.outcome.value for item in self.items)
        return {
            outcome.value: counted[outcome.value] for outcome in ItemOutcome if counted[outcome]
        }

    @property
    def failure(self) -> NothingDoneError | None:
        """Why nothing could be done, when no feed could be read."""
        if not self.feeds:
            remedy = "list feeds under `feeds:`"
            return NothingDoneError("no feed is configured", where="config.yaml", remedy=remedy)
        if all(feed.outcome in _DOWN for feed in self.feeds):
            what = "the only feed" if len(self.feeds) == 1 else f"all {len(self.feeds)} feeds"
            first = self.feeds[0]
            return NothingDoneError(
                f"{what} could not be read; the site stays as it was",
                where=first.url,
                remedy=first.remedy or first.reason,
            )
        return None


def gather(workshop: Workshop) -> Gathered:
    """Pull the feeds and group what is new. Raises FrontMatterError for content that is broken."""
    library = workshop.sound_library()
    feeds, entries, dropped = _poll(workshop)
    sifted = sift(entries, told_sources(library.roasts), workshop.config.roast.never_roast)
    to_read, foreign = part_entries(sifted.to_read, workshop.config)
    fit, refused = _read(workshop, to_read)
    articles, foreign_articles = part_articles(fit, workshop.config)
    grouped = _group(workshop, library, articles, sifted)
    filtered = (*foreign, *foreign_articles)
    items = (*dropped, *sifted.reports, *filtered, *refused, *grouped.items)
    return Gathered(_counted(feeds, items), items, grouped.events, grouped.barred)


def _poll(
    workshop: Workshop,
) -> tuple[tuple[FeedReport, ...], list[Entry], tuple[ItemReport, ...]]:
    from roaster.feeds.choosing import Limits
    from roaster.feeds.polling import poll_feeds

    settings = workshop.config.gather
    feeds = [feed.to_feed() for feed in workshop.config.feeds]
    with workshop.reporter.track("pulling feeds", len(feeds)) as advance:
        polled = poll_feeds(
            feeds,
            workshop.fetcher(),
            workshop.http_cache(),
            limits=Limits(settings.per_feed, settings.max_age, workshop.now()),
            max_bytes=settings.max_feed_bytes,
            concurrency=settings.concurrency,
            advance=lambda one: advance(one.report.outlet),
        )
    entries = [entry for one in polled for entry in one.entries]
    dropped = tuple(item for one in polled for item in one.items)
    return tuple(one.report for one in polled), entries, dropped


def _read(
    workshop: Workshop, entries: Sequence[Entry]
) -> tuple[dict[Entry, Article], list[ItemReport]]:
    """The articles that are fit to roast, with their entries; and what became of the others."""
    from roaster.articles.fetch import read_article

    fetcher, cache, asking = workshop.fetcher(), workshop.http_cache(), workshop.asking()
    with workshop.reporter.track("reading articles", len(entries)) as advance:
        readings = in_order(
            lambda entry: read_article(entry, fetcher, cache, asking),
            entries,
            workers=workshop.config.gather.concurrency,
            advance=lambda entry: advance(entry.title),
        )
    fit: dict[Entry, Article] = {}
    refused: list[ItemReport] = []
    for entry, reading in zip(entries, readings, strict=True):
        if reading.article is not None:
            fit[entry] = reading.article
        else:
            reason = reading.reason + (f" → {reading.remedy}" if reading.remedy else "")
            refused.append(report(entry, reading.outcome, reason))
    return fit, refused


@dataclass(frozen=True, slots=True)
class _Grouped:
    items: tuple[ItemReport, ...]
    events: tuple[Event, ...]
    barred: tuple[tuple[Event, SoberMatch], ...]


def _group(
    workshop: Workshop, library: Library, fit: Mapping[Entry, Article], sifted: Sifted
) -> _Grouped:
    """Grim entries are grouped too: an event of which one outlet tells a death is no joke."""
    from roaster.events.grouping import group

    config = workshop.config
    entry_of = {(entry.feed_url, entry.id): entry for entry in (*fit, *sifted.grim)}
    grouping = group(
        [*fit.values(), *map(unread, sifted.grim)],
        library.stories(),
        similarity=config.events.similarity,
        window=config.events.window,
        zone=config.site.zone,
        now=workshop.now(),
    )
    items = [
        report(
            entry_of[_key(one.article)],
            ItemOutcome.CONTINUING,
            f"tells the event of {one.slug} again (similarity {one.similarity:.2f})",
        )
        for one in grouping.continuing
    ]
    events: list[Event] = []
    barred: list[tuple[Event, SoberMatch]] = []
    for event in grouping.events:
        match = _barred(event, config.roast.never_roast)
        if match is None:
            events.append(event)
        else:
            barred.append((event, match))
        items += _ends(event, match, entry_of)
    return _Grouped(tuple(items), tuple(events), tuple(barred))


def _key(article: Article) -> tuple[str, str]:
    return (article.feed_url, article.entry_id)


def _barred(event: Event, subjects: Sequence[str]) -> SoberMatch | None:
    """Why an event is never joked about: one of its articles is enough."""
    matches = (
        sober_subject(article.title, article.text, subjects)
        for article in (*event.articles, *event.copies)
    )
    return next((match for match in matches if match is not None), None)


def _ends(
    event: Event, match: SoberMatch | None, entry_of: Mapping[tuple[str, str], Entry]
) -> Iterable[ItemReport]:
    """How each item of an event ended."""
    if match is not None:
        reason = f"{match.subject} is never joked about (roast.never_roast): {match.sentence}"
        for article in (*event.articles, *event.copies):
            yield report(entry_of[_key(article)], ItemOutcome.NEVER_ROAST, reason)
        return
    for article in event.articles:
        yield report(entry_of[_key(article)], ItemOutcome.NEW)
    for copy in event.copies:
        reason = f"the same text as {event.articles[0].url}"
        yield report(entry_of[_key(copy)], ItemOutcome.DUPLICATE, reason)


def _counted(feeds: Iterable[FeedReport], items: Iterable[ItemReport]) -> tuple[FeedReport, ...]:
    new = Counter(item.feed for item in items if item.outcome is ItemOutcome.NEW)
    return tuple(replace(feed, new=new[feed.url]) for feed in feeds)
