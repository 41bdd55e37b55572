"""The asking of feeds: conditional requests, one report a feed, a failure a value. Does I/O.

What an answer means is decided in `answers`, what becomes of a feed's entries in `choosing`, what
is in its bytes in `parse`; here are the net, the cache, and the threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

from roaster.feeds.answers import (
    Copy,
    Judgement,
    copy_of,
    judge,
    next_asking,
    not_due,
    still_failing,
)
from roaster.feeds.choosing import Limits, choose, wishes_of
from roaster.feeds.finding import ACCEPT, Finder, Search
from roaster.feeds.platforms import platform_feed
from roaster.model.news import Entry, Feed, ParsedFeed
from roaster.model.outcome import FeedOutcome, FeedReport, ItemReport
from roaster.net.fetcher import Fetcher
from roaster.net.messages import Fetched, FetchFailure, FetchRequest
from roaster.state.http_cache import FeedState, HttpCache
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


def _no_news(_: PolledFeed) -> None:
    """Nobody wants to know how far the asking is."""


def poll_feeds(
    feeds: Sequence[Feed],
    fetcher: Fetcher,
    cache: HttpCache,
    *,
    limits: Limits,
    max_bytes: int = MAX_FEED_BYTES,
    concurrency: int = 8,
    advance: Callable[[PolledFeed], None] = _no_news,
) -> tuple[PolledFeed, ...]:
    """Ask all feeds, `concurrency` at once; the answers stand in the order of `feeds`.

    `advance` is called in this thread with each feed as it is done. Raises StateError and DiskError
    of the cache, nothing for what a server does.
    """

    def poll(feed: Feed) -> PolledFeed:
        return poll_feed(feed, fetcher, cache, limits=limits, max_bytes=max_bytes)

    pool = ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="feed")
    try:
        asked = [pool.submit(poll, feed) for feed in feeds]
        _tell(asked, advance)
        return tuple(future.result() for future in asked)
    finally:
        # After Ctrl-C, or when the cache fails, only the requests under way are waited for.
        pool.shutdown(cancel_futures=True)


def _tell(asked: Sequence[Future[PolledFeed]], advance: Callable[[PolledFeed], None]) -> None:
    for future in as_completed(asked):
        advance(future.result())


def poll_feed(
    feed: Feed,
    fetcher: Fetcher,
    cache: HttpCache,
    *,
    limits: Limits,
    max_bytes: int = MAX_FEED_BYTES,
) -> PolledFeed:
    """Ask one feed, unless an earlier answer forbids it yet, and choose among its entries.

    The entries get the outlet, category and language that the config gives the feed. Where its
    address is a page's, the feed found there is read, and asked directly from the next run on.
    Raises StateError and DiskError of the cache.
    """
    place = place_of(feed.url, cache)
    copy = copy_of(feed, cache.get(place), limits.now)
    state = cache.feed_state(feed.url)
    if state.not_before and limits.now < state.not_before:
        return _polled(feed, not_due(state, copy), limits)
    answer = fetcher.fetch(_request(place, copy, state, max_bytes))
    if _has_useless_answer(state, place) and isinstance(answer, Fetched) and answer.not_modified:
        return _polled(feed, still_failing(state, copy), limits)
    judged = judge(feed, answer, copy, limits.now)
    if judged.outcome in _UNWELL:
        finder = Finder(fetcher.fetch, limits.now, max_bytes)
        search = finder.beside(place, feed.url, answer)
        if search is not None:
            judged, answer, place = _searched(feed, judged, answer, search, cache, limits)
    if judged.keep and isinstance(answer, Fetched):
        cache.put(answer)
    cache.set_feed_state(_after(state, judged, answer, limits))
    return _polled(feed, judged, limits, place)


def place_of(url: str, cache: HttpCache) -> str:
    """Where the feed of a configured address is asked for: as found before, told by it, or there.

    Raises StateError.
    """
    return cache.found_feed(url) or platform_feed(url) or url


def _searched(
    feed: Feed,
    judged: Judgement,
    answer: Fetched | FetchFailure,
    search: Search,
    cache: HttpCache,
    limits: Limits,
) -> tuple[Judgement, Fetched | FetchFailure, str]:
    """Judgement, answer and place after a search, whose result is remembered."""
    if not search.found:
        cache.set_found_feed(feed.url, "")
        reasons = (*judged.reasons, "no feed was found there")
        return replace(judged, reasons=reasons, remedy=search.remedy), answer, feed.url
    found = search.found[0]
    cache.set_found_feed(feed.url, found.url)
    copy = copy_of(feed, cache.get(found.url), limits.now)
    return judge(feed, found.answer, copy, limits.now), found.answer, found.url


def _request(place: str, copy: Copy, state: FeedState, max_bytes: int) -> FetchRequest:
    """Conditional where there is a copy that can be read, or the last answer was of no use."""
    last = state if _has_useless_answer(state, place) else copy.response
    return FetchRequest(
        place,
        accept=ACCEPT,
        etag=last.etag if last else "",
        last_modified=last.last_modified if last else "",
        max_bytes=max_bytes,
    )


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
