"""An entry's page, asked for politely and read: the one module of this package that does I/O."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from roaster.articles.extract import MAX_BODY_BYTES, extract, from_feed, or_feed
from roaster.articles.reading import Reading
from roaster.model.news import Entry, Page
from roaster.model.outcome import ItemOutcome
from roaster.net.fetcher import Fetcher
from roaster.net.messages import FailureKind, Fetched, FetchFailure, FetchRequest
from roaster.state.http_cache import CachedResponse, FeedState, HttpCache

ACCEPT = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.5, */*;q=0.1"

# An article is written once: a copy of today is as good as a new one.
FRESH = timedelta(hours=12)
SOON = timedelta(hours=1)  # a failure that may pass is tried again after this
LATER = timedelta(days=1)  # any other one after this

_REFUSED = frozenset((FailureKind.REFUSED, FailureKind.ROBOTS))


@dataclass(frozen=True, slots=True)
class Asking:
    """How pages are asked for and judged: `gather:` of the config, and the run's time."""

    min_words: int
    now: datetime
    max_bytes: int = MAX_BODY_BYTES
    obey_robots: bool = True


def read_article(entry: Entry, fetcher: Fetcher, cache: HttpCache, asking: Asking) -> Reading:
    """Fetch and read the page of an entry.

    A copy of the last hours is read without asking; an older one makes the request conditional,
    and stands in, with a note, while the server cannot be reached. A page that failed a short
    while ago is not asked for again yet. Where the page gives nothing fit to roast but the feed
    carries the whole text, that is read instead. Failures of net and page are Readings; only
    StateError and DiskError of the cache are raised.
    """
    if entry.full_text == "feed":
        return from_feed(entry, min_words=asking.min_words, now=asking.now)
    cached, state = cache.get(entry.url), cache.feed_state(entry.url)
    if cached is not None and state.last_ok and asking.now - state.last_ok < FRESH:
        return _reading(entry, cached, asking)
    if _is_left_alone(state, asking):
        return _not_asked(entry, state, asking)
    answer = fetcher.fetch(
        FetchRequest(
            entry.url,
            accept=ACCEPT,
            etag=cached.etag if cached else "",
            last_modified=cached.last_modified if cached else "",
            max_bytes=asking.max_bytes,
            obey_robots=asking.obey_robots,
        )
    )
    cache.set_feed_state(_after(state, answer, asking.now))
    if isinstance(answer, FetchFailure):
        return _without_answer(entry, answer, cached, asking)
    if answer.not_modified and cached is not None:
        return _reading(entry, cached, asking)
    cache.put(answer)
    return _reading(entry, answer, asking)


def _is_left_alone(state: FeedState, asking: Asking) -> bool:
    """Whether it is too early to ask again; what robots.txt kept from us is open to a person."""
    if state.last_kind == FailureKind.ROBOTS and not asking.obey_robots:
        return False
    return state.not_before is not None and asking.now < state.not_before


def _reading(entry: Entry, answer: CachedResponse | Fetched, asking: Asking) -> Reading:
    page = Page(entry.url, answer.final_url, answer.content_type, answer.body)
    return extract(page, entry, min_words=asking.min_words, now=asking.now)


def _after(state: FeedState, answer: Fetched | FetchFailure, now: datetime) -> FeedState:
    """What is remembered of an asking."""
    if isinstance(answer, Fetched):
        return FeedState(state.url, last_ok=now, last_asked=now)
    wait = SOON if answer.kind.may_pass else LATER
    if answer.retry_after_s is not None:
        wait = max(wait, timedelta(seconds=answer.retry_after_s))
    return replace(
        state,
        failures=state.failures + 1,
        not_before=now + wait,
        last_asked=now,
        last_reason=answer.reason,
        last_remedy=answer.remedy,
        last_kind=answer.kind.value,
    )


def _not_asked(entry: Entry, state: FeedState, asking: Asking) -> Reading:
    refused = state.last_kind in _REFUSED
    outcome = ItemOutcome.REFUSED if refused else ItemOutcome.FAILED
    reason = f"{state.last_reason} (as of {state.last_asked:%Y-%m-%d %H:%M}; not asked again yet)"
    reading = Reading(entry.url, outcome, reason, state.last_remedy)
    return or_feed(reading, entry, min_words=asking.min_words, now=asking.now)


def _without_answer(
    entry: Entry, failure: FetchFailure, cached: CachedResponse | None, asking: Asking
) -> Reading:
    if cached is not None and failure.kind.may_pass:
        reading = _reading(entry, cached, asking)
        return reading.with_note(f"read from the copy fetched before: {failure.reason}")
    outcome = ItemOutcome.REFUSED if failure.kind in _REFUSED else ItemOutcome.FAILED
    reading = Reading(entry.url, outcome, failure.reason, failure.remedy)
    return or_feed(reading, entry, min_words=asking.min_words, now=asking.now)
