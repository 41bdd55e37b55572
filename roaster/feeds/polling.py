"""The asking of feeds: conditional requests, one report a feed, a failure a value. Does I/O.

One feed is asked in three steps, so that the middle one can be done anywhere: `plan_asking` looks
into the cache, `ask_feed` asks the net and reads the answer, `settle` writes the cache. What an
answer means is decided in `answers`, what becomes of a feed's entries in `choosing`, what is in
its bytes in `parse`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from roaster.feeds.answers import (
    Copy,
    Judgement,
    Parser,
    copy_of,
    judge,
    next_asking,
    not_due,
    still_failing,
)
from roaster.feeds.choosing import Limits, choose, wishes_of
from roaster.feeds.finding import ACCEPT, Finder
from roaster.feeds.parse import parse_feed
from roaster.feeds.platforms import platform_feed
from roaster.model.news import Entry, Feed, ParsedFeed
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


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What came of it. `answer` is None where nobody was asked."""

    judged: Judgement
    answer: Fetched | FetchFailure | None = None
    unchanged_failure: bool = False  # its last, useless answer has not changed
    found: str | None = None  # the feed's address after a search, empty for none; None: no search


def plan_asking(
    feed: Feed, cache: HttpCache, *, limits: Limits, max_bytes: int = MAX_FEED_BYTES
) -> FeedAsking:
    """What the cache knows of a feed. Raises StateError."""
    place = place_of(feed.url, cache)
    state = cache.feed_state(feed.url)
    return FeedAsking(feed, place, cache.get(place), state, limits, max_bytes)


def ask_feed(asking: FeedAsking, fetcher: Fetcher, parse: Parser = parse_feed) -> FeedAnswer:
    """Ask one feed, unless an earlier answer forbids it yet, and read what it says.

    The entries get the outlet, category and language that the config gives the feed. Raises
    nothing for what a server does.
    """
    feed, place, state, now = asking.feed, asking.place, asking.state, asking.limits.now
    copy = copy_of(feed, asking.cached, now, parse)
    if state.not_before and now < state.not_before:
        return FeedAnswer(not_due(state, copy))
    answer = fetcher.fetch(_request(asking, copy))
    if _has_useless_answer(state, place) and isinstance(answer, Fetched) and answer.not_modified:
        return FeedAnswer(still_failing(state, copy), answer, unchanged_failure=True)
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
    finder = Finder(fetcher.fetch, now, asking.max_bytes)
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
    if told.found is not None:
        cache.set_found_feed(asking.feed.url, told.found)
    if told.answer is not None and not told.unchanged_failure:
        if told.judged.keep and isinstance(told.answer, Fetched):
            cache.put(told.answer)
        cache.set_feed_state(_after(asking.state, told.judged, told.answer, asking.limits))
    place = asking.place if told.found is None else told.found or asking.feed.url
    return _polled(asking.feed, told.judged, asking.limits, place)


def poll_feed(
    feed: Feed,
    fetcher: Fetcher,
    cache: HttpCache,
    *,
    limits: Limits,
    max_bytes: int = MAX_FEED_BYTES,
    parse: Parser = parse_feed,
) -> PolledFeed:
    """All three steps, here and now. Raises StateError and DiskError of the cache."""
    asking = plan_asking(feed, cache, limits=limits, max_bytes=max_bytes)
    return settle(asking, ask_feed(asking, fetcher, parse), cache)


def place_of(url: str, cache: HttpCache) -> str:
    """Where the feed of a configured address is asked for: as found before, told by it, or there.

    Raises StateError.
    """
    return cache.found_feed(url) or platform_feed(url) or url


def _has_useless_answer(state: FeedState, place: str) -> bool:
    known = bool(state.etag or state.last_modified)
    return state.failures > 0 and known and place == state.url


def _after(
    state: FeedState, judged: Judgement, answer: Fetched | FetchFailure, limits: Limits
) -> FeedState:
    """What is remembered of an asking; of a useless answer, why it was so and its validators."""
    if judged.outcome not in _UNWELL:
        return FeedState(state.url, last_ok=limits.now, last_asked=limits.now)
    failures = state.failures + 1
    useless = answer if isinstance(answer, Fetched) and answer.url == state.url else None
    return replace(
        state,
        failures=failures,
        not_before=next_asking(failures, answer, limits.now),
        last_asked=limits.now,
        last_reason="; ".join(judged.reasons),
        last_remedy=judged.remedy,
        last_kind=judged.outcome.value,
        etag=useless.etag if useless else "",
        last_modified=useless.last_modified if useless else "",
    )


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
