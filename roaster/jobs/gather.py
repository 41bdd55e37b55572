"""`roaster gather`: feeds polled, known items set aside, pages read, articles grouped. No model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from roaster.config.plain_files import read_plain
from roaster.content.library import Library
from roaster.content.rulings import PATH as RULINGS_PATH
from roaster.content.rulings import read_rulings
from roaster.errors import NothingDoneError, UsageError
from roaster.jobs.asking import polling, reading
from roaster.jobs.executors.rounds import in_order
from roaster.jobs.languages import part_articles, part_entries
from roaster.jobs.ranking import Ranked, rank
from roaster.jobs.sifting import (
    Sifted,
    Told,
    filed_under,
    report,
    sift,
    told_sources,
    unread,
    weights_of,
)
from roaster.jobs.updates import UpdateOffer, found_updates, keep_updates
from roaster.jobs.workshop import WAITING_NAME, Workshop
from roaster.model.news import Article, Entry, Event, Story
from roaster.model.outcome import FeedOutcome, FeedReport, ItemOutcome, ItemReport
from roaster.model.rulings import Rulings
from roaster.state.waiting import load_waiting
from roaster.text.addresses import address_key
from roaster.text.dates import day_in
from roaster.text.sober import SoberMatch, sober_subject

if TYPE_CHECKING:
    from roaster.events.result import Grouping, Join, KeptApart

_SLACK = timedelta(days=3)  # more than hours and zones can move a day
_KEEP_PAGES = timedelta(days=30)
_KEEP_ITEMS = timedelta(days=90)  # an item that comes back to its feed within this is known
_DOWN = frozenset((FeedOutcome.FAILED, FeedOutcome.GONE))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a run found. `ranking` has the new events that may be roasted, `barred` the others.

    Every item of every feed stands in `items` exactly once.
    """

    feeds: tuple[FeedReport, ...]
    items: tuple[ItemReport, ...]
    ranking: tuple[Ranked, ...]
    barred: tuple[tuple[Event, SoberMatch], ...]
    updates: tuple[UpdateOffer, ...] = ()  # what told events would need, for the editor
    joins: tuple[Join, ...] = ()  # why each article but the original is in its event
    kept_apart: tuple[KeptApart, ...] = ()  # articles alike enough for one event that are in two

    @property
    def events(self) -> tuple[Event, ...]:
        """The new events that may be roasted, the most worthy first."""
        return tuple(one.event for one in self.ranking)

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
            first, others = self.feeds[0], self.feeds[1:]
            which = f"all {len(self.feeds)} feeds" if others else "the only feed"
            remedies = {feed.remedy or feed.reason for feed in self.feeds}
            return NothingDoneError(
                f"{which} could not be read; the site stays as it was",
                where="" if others else first.url,
                remedy="see the remedy beside each feed" if len(remedies) > 1 else remedies.pop(),
            )
        return None


def gather(workshop: Workshop) -> Gathered:
    """Pull the feeds and group what is new. Raises FrontMatterError for content that is broken."""
    library = workshop.sound_library()
    feeds, entries, dropped = _poll(workshop)
    told = told_sources(library.roasts)
    sifted = sift(entries, told, workshop.config.roast.never_roast)
    to_read, foreign = part_entries(sifted.to_read, workshop.config)
    fit, refused = _read(workshop, to_read)
    articles, foreign_articles = part_articles(fit, workshop.config)
    grouped = _group(workshop, library, told, articles, sifted)
    filtered = (*foreign, *foreign_articles)
    items = (*dropped, *sifted.reports, *filtered, *refused, *grouped.items)
    ranking = _ranked(workshop, grouped.events)
    found = found_updates(
        library, grouped.grouping.continuing, entries, told, workshop.config.roast.never_roast
    )
    updates = keep_updates(workshop, library, found)
    _forget(workshop)
    return Gathered(
        _counted(feeds, items),
        items,
        ranking,
        grouped.barred,
        updates,
        grouped.grouping.joins,
        grouped.grouping.kept_apart,
    )


def _ranked(workshop: Workshop, events: Sequence[Event]) -> tuple[Ranked, ...]:
    config, now = workshop.config, workshop.now()
    weights = weights_of(feed.to_feed() for feed in config.feeds)
    waiting = load_waiting(workshop.state_dir / WAITING_NAME, now)
    return rank(events, weights, waiting, now=now, max_age=config.gather.max_age)


def _poll(
    workshop: Workshop,
) -> tuple[tuple[FeedReport, ...], list[Entry], tuple[ItemReport, ...]]:
    feeds = [feed.to_feed() for feed in workshop.config.feeds]
    with workshop.reporter.track("pulling feeds", len(feeds)) as advance:
        polled = in_order(
            workshop.executor(),
            polling(workshop),
            feeds,
            lambda feed: advance(feed.outlet or feed.url),
        )
    entries = [entry for one in polled for entry in one.entries]
    dropped = tuple(item for one in polled for item in one.items)
    return tuple(one.report for one in polled), entries, dropped


def _forget(workshop: Workshop) -> None:
    """What is known of feeds no longer configured goes, and pages that are long read."""
    now = workshop.now()
    feeds = [feed.url for feed in workshop.config.feeds]
    workshop.http_cache().prune(now - _KEEP_PAGES, feeds, seen_before=now - _KEEP_ITEMS)


def _read(
    workshop: Workshop, entries: Sequence[Entry]
) -> tuple[dict[Entry, Article], list[ItemReport]]:
    """The articles that are fit to roast, with their entries; and what became of the others."""
    with workshop.reporter.track("reading articles", len(entries)) as advance:
        readings = in_order(
            workshop.executor(), reading(workshop), entries, lambda entry: advance(entry.title)
        )
    fit: dict[Entry, Article] = {}
    refused: list[ItemReport] = []
    for entry, one in zip(entries, readings, strict=True):
        if one.article is not None:
            fit[entry] = one.article
        else:
            reason = one.reason + (f" → {one.remedy}" if one.remedy else "")
            refused.append(report(entry, one.outcome, reason))
    return fit, refused


@dataclass(frozen=True, slots=True)
class _Grouped:
    items: tuple[ItemReport, ...]
    events: tuple[Event, ...]
    barred: tuple[tuple[Event, SoberMatch], ...]
    grouping: Grouping


def _group(
    workshop: Workshop,
    library: Library,
    told: Mapping[str, Told],
    fit: Mapping[Entry, Article],
    sifted: Sifted,
) -> _Grouped:
    """Grim entries are grouped too: an event of which one outlet tells a death is no joke."""
    from roaster.events.grouping import group

    config = workshop.config
    entry_of = {(entry.feed_url, entry.id): entry for entry in (*fit, *sifted.grim)}
    articles = [*fit.values(), *map(unread, sifted.grim)]
    rulings = _rulings(workshop)
    grouping = group(
        articles,
        _stories_near(workshop, library, told, articles, rulings),
        similarity=config.events.similarity,
        window=config.events.window,
        zone=config.site.zone,
        now=workshop.now(),
        rulings=rulings,
    )
    for contradiction in grouping.contradictions:
        workshop.reporter.warn(f"{RULINGS_PATH}: {contradiction}")
    items = [
        report(
            entry_of[_key(one.article)],
            ItemOutcome.CONTINUING,
            f"tells the event of {one.slug} again (similarity {one.similarity:.2f})",
        )
        for one in grouping.continuing
    ]
    items += [
        report(entry_of[_key(article)], ItemOutcome.FILTERED, f"ignored in {RULINGS_PATH}")
        for event in grouping.ignored
        for article in (*event.articles, *event.copies)
    ]
    events: list[Event] = []
    barred: list[tuple[Event, SoberMatch]] = []
    for event in grouping.events:
        match = _barred(event, config.roast.never_roast, entry_of)
        if match is None:
            events.append(event)
        else:
            barred.append((event, match))
        items += _ends(event, match, entry_of)
    return _Grouped(tuple(items), tuple(events), tuple(barred), grouping)


def _rulings(workshop: Workshop) -> Rulings:
    """What a person ruled. Raises FrontMatterError with every fault of the file."""
    try:
        data = read_plain(workshop.root / RULINGS_PATH)
    except FileNotFoundError:
        return Rulings()
    except OSError as error:
        remedy = "make it readable, or remove it"
        raise UsageError(f"{error.strerror}", where=RULINGS_PATH, remedy=remedy) from error
    return read_rulings(RULINGS_PATH, data)


def _stories_near(
    workshop: Workshop,
    library: Library,
    told: Mapping[str, Told],
    articles: Sequence[Article],
    rulings: Rulings,
) -> tuple[Story, ...]:
    """The stories that grouping can use, and some older ones: it knows best which it needs.

    Making ten thousand takes 0.3 s. All are needed where an article is a source already, or a
    ruling names a story.
    """
    named = any(one.slug for one in rulings.merge) or any(one.slug for one in rulings.split)
    if named or any(address_key(article.url) in told for article in articles):
        return library.stories()
    config, now = workshop.config, workshop.now()
    earliest = min((article.published or now for article in articles), default=now)
    since = min(earliest, now) - config.events.window - _SLACK
    return library.stories(day_in(since, config.site.zone))


def _key(article: Article) -> tuple[str, str]:
    return (article.feed_url, article.entry_id)


def _barred(
    event: Event, subjects: Sequence[str], entry_of: Mapping[tuple[str, str], Entry]
) -> SoberMatch | None:
    """Why an event is never joked about: one of its articles is enough."""
    matches = (
        sober_subject(
            article.title,
            article.text,
            subjects,
            (article.category, *filed_under(entry_of[_key(article)])),
        )
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
