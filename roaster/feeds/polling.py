"""The asking of feeds: conditional requests, one report a feed, a failure a value. Does I/O.

One feed is asked in three steps, so that the middle one can be done anywhere: `plan_asking` looks
into the cache, `ask_feed` asks the net and reads the answer, `settle` writes the cache. What an
answer means is decided in `answers`, what becomes of a feed's entries in `choosing`, what is in
its bytes in `parse`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from roaster.feeds.answers import (
    Copy,
    Judgement,
    Parser,
    copy_of,
    judge,
    recalled,
    still_failing,
)
from roaster.feeds.choosing import Limits, choose, wishes_of
from roaster.feeds.finding import ACCEPT, Finder
from roaster.feeds.parse import parse_feed
from roaster.feeds.platforms import platform_feed
from roaster.feeds.schedule import MAX_WAIT, after, not_due, waiting
from roaster.model.news import Entry, Feed, ParsedFeed, Rhythm
from roaster.model.outcome import FeedOutcome, FeedReport, ItemReport
from roaster.net.fetcher import Fetcher
from roaster.net.messages import Fetched, FetchFailure, FetchRequest
from roaster.state.http_cache import CachedResponse, FeedState, HttpCache
from roaster.text.addresses import host_of

MAX_FEED_BYTES = 10_000_000  # the largest real feed measured has 1.6 MB
_UNWELL = frozenset((FeedOutcome.FAILED, FeedOutcome.GONE))


@dataclass(frozen=True, slots=True)
class PolledFeed:
    """What one feed gave: its report, the entries that go on, a report for each one that does not.

    `feed` is what was read, now or before; None where nothing is known of it.
    """

    report: FeedReport
    entries: tuple[Entry, ...] = ()
    items: tuple[ItemReport, ...] = ()
    feed: ParsedFeed | None = None


@dataclass(frozen=True, slots=True)
class FeedAsking:
    """All that is needed to ask one feed: what is known of it, and what is taken of its answer."""

    feed: Feed
    place: str  # where it is asked for: its own address, or that of the feed found there
    cached: CachedResponse | None
    state: FeedState
    limits: Limits
    max_bytes: int = MAX_FEED_BYTES
    max_wait: timedelta = MAX_WAIT  # how long the feed's own wish to be left alone is honoured


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What came of it. `answer` is None where nobody was asked."""

    judged: Judgement
    answer: Fetched | FetchFailure | None = None
    found: str | None = None  # the feed's address after a search, empty for none; None: no search


def plan_asking(
    feed: Feed,
    cache: HttpCache,
    *,
    limits: Limits,
    max_bytes: int = MAX_FEED_BYTES,
    max_wait: timedelta = MAX_WAIT,
) -> FeedAsking:
    """What the cache knows of a feed. Raises StateError."""
    place = place_of(feed.url, cache)
    state = cache.feed_state(feed.url)
    return FeedAsking(feed, place, cache.get(place), state, limits, max_bytes, max_wait)


def ask_feed(asking: FeedAsking, fetcher: Fetcher, parse: Parser = parse_feed) -> FeedAnswer:
    """Ask one feed, unless an earlier answer forbids it yet, and read what it says.

    The entries get the outlet, category and language that the config gives the feed. Raises
    nothing for what a server does.
    """
    feed, place, state, now = asking.feed, asking.place, asking.state, asking.limits.now
    copy = copy_of(feed, asking.cached, now, parse)
    rhythm = copy.feed.rhythm if copy.feed else Rhythm()
    if wait := waiting(state, rhythm, now, asking.max_wait):
        return FeedAnswer(not_due(state, wait, copy.feed))
    answer = fetcher.fetch(_request(asking, copy))
    if _has_useless_answer(state, place) and isinstance(answer, Fetched) and answer.not_modified:
        return FeedAnswer(still_failing(state, copy), answer)
    told = FeedAnswer(judge(feed, answer, copy, now, parse), answer)
    return _searched(asking, told, fetcher, parse) if told.judged.outcome in _UNWELL else told


def _request(asking: FeedAsking, copy: Copy) -> FetchRequest:
    """Conditional where there is a copy that can be read, or the last answer was of no use."""
    last = asking.state if _has_useless_answer(asking.state, asking.place) else copy.response
    return FetchRequest(
        asking.place,
        accept=ACCEPT,
        etag=last.etag if last else "",
        last_modified=last.last_modified if last else "",
        max_bytes=asking.max_bytes,
    )


def _searched(asking: FeedAsking, told: FeedAnswer, fetcher: Fetcher, parse: Parser) -> FeedAnswer:
    """The same, or what came of a search where the address is a page's."""
    feed, now = asking.feed, asking.limits.now
    if told.answer is None:
        return told
    finder = Finder(fetcher.fetch, now, asking.max_bytes, parse=parse)
    search = finder.beside(asking.place, feed.url, told.answer)
    if search is None:
        return told
    if not search.found:
        reasons = (*told.judged.reasons, "no feed was found there")
        judged = replace(told.judged, reasons=reasons, remedy=search.remedy)
        return replace(told, judged=judged, found="")
    found = search.found[0]
    judged = judge(feed, found.answer, Copy(None, None), now, parse)
    return FeedAnswer(judged, found.answer, found=found.url)


def settle(asking: FeedAsking, told: FeedAnswer, cache: HttpCache) -> PolledFeed:
    """Keep what was learnt, and choose among the entries. Raises StateError and DiskError."""
    feed, limits = asking.feed, asking.limits
    judged = _recalled(told.judged, feed, cache, limits)
    if told.found is not None:
        cache.set_found_feed(feed.url, told.found)
    if judged.keep and isinstance(told.answer, Fetched):
        cache.put(told.answer)
    place = asking.place if told.found is None else told.found or feed.url
    polled = _polled(feed, judged, limits, place)
    if told.answer is not None:
        state = after(asking.state, judged, told.answer, limits.now, asking.max_wait)
        if told.answer.url != feed.url:  # validators are of one address alone
            state = replace(state, etag="", last_modified="")
        cache.set_feed_state(replace(state, outlet=polled.report.outlet))
    return polled


def poll_feed(
    feed: Feed,
    fetcher: Fetcher,
    cache: HttpCache,
    *,
    limits: Limits,
    max_bytes: int = MAX_FEED_BYTES,
    max_wait: timedelta = MAX_WAIT,
    parse: Parser = parse_feed,
) -> PolledFeed:
    """All three steps, here and now. Raises StateError and DiskError of the cache."""
    asking = plan_asking(feed, cache, limits=limits, max_bytes=max_bytes, max_wait=max_wait)
    return settle(asking, ask_feed(asking, fetcher, parse), cache)


def place_of(url: str, cache: HttpCache) -> str:
    """Where the feed of a configured address is asked for: as found before, told by it, or there.

    Raises StateError.
    """
    return cache.found_feed(url) or platform_feed(url) or url


def _recalled(judged: Judgement, feed: Feed, cache: HttpCache, limits: Limits) -> Judgement:
    entries = judged.feed.entries if judged.feed else ()
    seen = [(entry.id, entry.url) for entry in entries]
    return recalled(judged, cache.sight(feed.url, seen, limits.now), limits.now)


def _has_useless_answer(state: FeedState, place: str) -> bool:
    known = bool(state.etag or state.last_modified)
    return state.failures > 0 and known and place == state.url


def _polled(feed: Feed, judged: Judgement, limits: Limits, place: str = "") -> PolledFeed:
    entries = judged.feed.entries if judged.feed else ()
    chosen = choose(entries, limits, wishes_of(feed))
    report = FeedReport(
        feed.url,
        judged.outcome,
        items=len(entries),
        new=judged.new,
        reason="; ".join(judged.reasons),
        remedy=judged.remedy,
        outlet=feed.outlet or (judged.feed.title if judged.feed else "") or host_of(feed.url),
        found=place if place != feed.url and judged.outcome not in _UNWELL else "",
    )
    return PolledFeed(report, chosen.entries, chosen.left, judged.feed)
