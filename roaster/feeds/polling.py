"""The asking of feeds: conditional requests, one report a feed, a failure a value. Does I/O.

One feed is asked in three steps, so that the middle one can be done anywhere: `plan_asking` looks
into the cache, `ask_feed` asks the net and reads the answer, `settle` writes the cache. What an
answer means is decided in `answers`, what becomes of a feed's entries in `choosing`, what is in
its bytes in `parse`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from roaster.feeds.answers import (
    Judgement,
    Parser,
    copy_of,
    judge,
    next_asking,
    not_due,
    still_failing,
)
from roaster.feeds.choosing import Limits, choose
from roaster.feeds.parse import parse_feed
from roaster.model.news import Entry, Feed, ParsedFeed
from roaster.model.outcome import FeedOutcome, FeedReport, ItemReport
from roaster.net.fetcher import Fetcher
from roaster.net.messages import Fetched, FetchFailure, FetchRequest
from roaster.state.http_cache import CachedResponse, FeedState, HttpCache
from roaster.text.addresses import host_of

MAX_FEED_BYTES = 10_000_000  # the largest real feed measured has 1.6 MB
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
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


def plan_asking(
    feed: Feed, cache: HttpCache, *, limits: Limits, max_bytes: int = MAX_FEED_BYTES
) -> FeedAsking:
    """What the cache knows of a feed. Raises StateError."""
    return FeedAsking(feed, cache.get(feed.url), cache.feed_state(feed.url), limits, max_bytes)


def ask_feed(asking: FeedAsking, fetcher: Fetcher, parse: Parser = parse_feed) -> FeedAnswer:
    """Ask one feed, unless an earlier answer forbids it yet, and read what it says.

    The entries get the outlet, category and language that the config gives the feed. Raises
    nothing for what a server does.
    """
    feed, state, now = asking.feed, asking.state, asking.limits.now
    copy = copy_of(feed, asking.cached, now, parse)
    if state.not_before and now < state.not_before:
        return FeedAnswer(not_due(state, copy))
    last = state if _has_useless_answer(state) else copy.response
    answer = fetcher.fetch(
        FetchRequest(
            feed.url,
            accept=ACCEPT,
            etag=last.etag if last else "",
            last_modified=last.last_modified if last else "",
            max_bytes=asking.max_bytes,
        )
    )
    if _has_useless_answer(state) and isinstance(answer, Fetched) and answer.not_modified:
        return FeedAnswer(still_failing(state, copy), answer, unchanged_failure=True)
    return FeedAnswer(judge(feed, answer, copy, now, parse), answer)


def settle(asking: FeedAsking, told: FeedAnswer, cache: HttpCache) -> PolledFeed:
    """Keep what was learnt, and choose among the entries. Raises StateError and DiskError."""
    if told.answer is not None and not told.unchanged_failure:
        if told.judged.keep and isinstance(told.answer, Fetched):
            cache.put(told.answer)
        cache.set_feed_state(_after(asking.state, told.judged, told.answer, asking.limits))
    return _polled(asking.feed, told.judged, asking.limits)


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


def _has_useless_answer(state: FeedState) -> bool:
    return state.failures > 0 and bool(state.etag or state.last_modified)


def _after(
    state: FeedState, judged: Judgement, answer: Fetched | FetchFailure, limits: Limits
) -> FeedState:
    """What is remembered of an asking; of a useless answer, why it was so and its validators."""
    if judged.outcome not in _UNWELL:
        return FeedState(state.url, last_ok=limits.now, last_asked=limits.now)
    failures = state.failures + 1
    useless = answer if isinstance(answer, Fetched) else None
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
