"""The asking of feeds: conditional requests, one report a feed, a failure a value. Does I/O.

What an answer means is decided in `answers`, what becomes of a feed's entries in `choosing`, what
is in its bytes in `parse`; here are the net, the cache, and the threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import timedelta

from roaster.feeds.answers import Copy, Judgement, copy_of, judge, recalled, still_failing
from roaster.feeds.choosing import Limits, choose
from roaster.feeds.schedule import MAX_WAIT, after, not_due, waiting
from roaster.model.news import Entry, Feed, ParsedFeed, Rhythm
from roaster.model.outcome import FeedReport, ItemReport
from roaster.net.fetcher import Fetcher
from roaster.net.messages import Fetched, FetchRequest
from roaster.state.http_cache import FeedState, HttpCache
from roaster.text.addresses import host_of

MAX_FEED_BYTES = 10_000_000  # the largest real feed measured has 1.6 MB
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)


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
    max_wait: timedelta = MAX_WAIT,
    concurrency: int = 8,
    advance: Callable[[PolledFeed], None] = _no_news,
) -> tuple[PolledFeed, ...]:
    """Ask all feeds, `concurrency` at once; the answers stand in the order of `feeds`.

    `advance` is called in this thread with each feed as it is done. Raises StateError and DiskError
    of the cache, nothing for what a server does.
    """

    def poll(feed: Feed) -> PolledFeed:
        return poll_feed(
            feed, fetcher, cache, limits=limits, max_bytes=max_bytes, max_wait=max_wait
        )

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
    max_wait: timedelta = MAX_WAIT,
) -> PolledFeed:
    """Ask one feed, unless an earlier answer forbids it yet, and choose among its entries.

    `max_wait` is how long the feed's own wish to be left alone is honoured.
    The entries get the outlet, category and language that the config gives the feed.
    Raises StateError and DiskError of the cache.
    """
    copy = copy_of(feed, cache.get(feed.url), limits.now)
    state = cache.feed_state(feed.url)
    rhythm = copy.feed.rhythm if copy.feed else Rhythm()
    if wait := waiting(state, rhythm, limits.now, max_wait):
        judged = _recalled(not_due(state, wait, copy.feed), feed, cache, limits)
        return _polled(feed, judged, limits)
    answer = fetcher.fetch(_request(feed, copy, state, max_bytes))
    if _has_useless_answer(state) and isinstance(answer, Fetched) and answer.not_modified:
        judged = still_failing(state, copy)
    else:
        judged = judge(feed, answer, copy, limits.now)
    judged = _recalled(judged, feed, cache, limits)
    if judged.keep and isinstance(answer, Fetched):
        cache.put(answer)
    polled = _polled(feed, judged, limits)
    state = after(state, judged, answer, limits.now, max_wait)
    cache.set_feed_state(replace(state, outlet=polled.report.outlet))
    return polled


def _recalled(judged: Judgement, feed: Feed, cache: HttpCache, limits: Limits) -> Judgement:
    entries = judged.feed.entries if judged.feed else ()
    seen = [(entry.id, entry.url) for entry in entries]
    return recalled(judged, cache.sight(feed.url, seen, limits.now), limits.now)


def _request(feed: Feed, copy: Copy, state: FeedState, max_bytes: int) -> FetchRequest:
    """Conditional where there is a copy that can be read, or the last answer was of no use."""
    last = state if _has_useless_answer(state) else copy.response
    return FetchRequest(
        feed.url,
        accept=ACCEPT,
        etag=last.etag if last else "",
        last_modified=last.last_modified if last else "",
        max_bytes=max_bytes,
    )


def _has_useless_answer(state: FeedState) -> bool:
    return state.failures > 0 and bool(state.etag or state.last_modified)


def _polled(feed: Feed, judged: Judgement, limits: Limits) -> PolledFeed:
    entries = judged.feed.entries if judged.feed else ()
    chosen = choose(entries, limits)
    report = FeedReport(
        feed.url,
        judged.outcome,
        items=len(entries),
        new=judged.new,
        reason="; ".join(judged.reasons),
        remedy=judged.remedy,
        outlet=feed.outlet or (judged.feed.title if judged.feed else "") or host_of(feed.url),
    )
    return PolledFeed(report, chosen.entries, chosen.left, judged.feed)
