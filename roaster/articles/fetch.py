"""An entry's page, asked for politely and read: the one module of this package that does I/O.

A page is asked for in three steps, so that the middle one can be done anywhere: `plan_reading`
looks into the caches, `ask_page` asks the net and reads the answer, `settle` writes the caches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from roaster.articles.extract import MAX_BODY_BYTES, extract, from_feed, or_feed
from roaster.articles.keeping import Shelf
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

# How a page is read: `extract_here`, or the same in another process.
Extractor = Callable[[Page, Entry, int, datetime], Reading]


@dataclass(frozen=True, slots=True)
class Asking:
    """How pages are asked for and judged: `gather:` of the config, and the run's time."""

    min_words: int
    now: datetime
    max_bytes: int = MAX_BODY_BYTES
    obey_robots: bool = True


@dataclass(frozen=True, slots=True)
class PageAsking:
    """All that is needed to read one entry's page. `known` is the reading of an earlier run."""

    entry: Entry
    cached: CachedResponse | None
    state: FeedState
    asking: Asking
    known: Reading | None = None


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What came of it. `answer` is None where nobody was asked; `of` is what was read."""

    reading: Reading
    answer: Fetched | FetchFailure | None = None
    of: CachedResponse | Fetched | None = None


def extract_here(page: Page, entry: Entry, min_words: int, now: datetime) -> Reading:
    """`extract` in this process."""
    return extract(page, entry, min_words=min_words, now=now)


def plan_reading(
    entry: Entry, cache: HttpCache, asking: Asking, shelf: Shelf | None = None
) -> PageAsking:
    """What the caches know of an entry's page. Raises StateError."""
    cached, state = cache.get(entry.url), cache.feed_state(entry.url)
    known = None
    if shelf is not None and cached is not None and _is_fresh(state, asking):
        known = shelf.find(cached.body, cached.final_url, entry, asking.min_words)
    return PageAsking(entry, cached, state, asking, known)


def ask_page(
    planned: PageAsking, fetcher: Fetcher, extractor: Extractor = extract_here
) -> PageAnswer:
    """Read the page of an entry, from the net where that is needed.

    A copy of the last hours is read without asking; an older one makes the request conditional,
    and stands in, with a note, while the server cannot be reached. A page that failed a short
    while ago is not asked for again yet. Where the page gives nothing fit to roast but the feed
    carries the whole text, that is read instead. Failures of net and page are Readings.
    """
    entry, cached, asking = planned.entry, planned.cached, planned.asking
    if entry.full_text == "feed":
        return PageAnswer(from_feed(entry, min_words=asking.min_words, now=asking.now))
    if planned.known is not None:
        return PageAnswer(planned.known)
    if cached is not None and _is_fresh(planned.state, asking):
        return PageAnswer(_reading(entry, cached, asking, extractor), None, cached)
    if _is_left_alone(planned.state, asking):
        return PageAnswer(_not_asked(entry, planned.state, asking))
    answer = fetcher.fetch(_request(entry, cached, asking))
    if isinstance(answer, FetchFailure):
        return PageAnswer(_without_answer(entry, answer, cached, asking, extractor), answer)
    read = cached if answer.not_modified and cached is not None else answer
    return PageAnswer(_reading(entry, read, asking, extractor), answer, read)


def settle(
    planned: PageAsking, told: PageAnswer, cache: HttpCache, shelf: Shelf | None = None
) -> Reading:
    """Keep what was learnt. Raises StateError and DiskError of the caches."""
    asking = planned.asking
    if told.answer is not None:
        cache.set_feed_state(_after(planned.state, told.answer, asking.now))
        if isinstance(told.answer, Fetched) and not told.answer.not_modified:
            cache.put(told.answer)
    if told.of is not None and shelf is not None:
        body, url = told.of.body, told.of.final_url
        shelf.keep(told.reading, body, url, planned.entry, asking.min_words, asking.now)
    return told.reading


def read_article(
    entry: Entry,
    fetcher: Fetcher,
    cache: HttpCache,
    asking: Asking,
    extractor: Extractor = extract_here,
) -> Reading:
    """All three steps, here and now. Raises StateError and DiskError of the cache."""
    planned = plan_reading(entry, cache, asking)
    return settle(planned, ask_page(planned, fetcher, extractor), cache)


def _request(entry: Entry, cached: CachedResponse | None, asking: Asking) -> FetchRequest:
    return FetchRequest(
        entry.url,
        accept=ACCEPT,
        etag=cached.etag if cached else "",
        last_modified=cached.last_modified if cached else "",
        max_bytes=asking.max_bytes,
        obey_robots=asking.obey_robots,
    )


def _is_fresh(state: FeedState, asking: Asking) -> bool:
    return state.last_ok is not None and asking.now - state.last_ok < FRESH


def _is_left_alone(state: FeedState, asking: Asking) -> bool:
    """Whether it is too early to ask again; what robots.txt kept from us is open to a person."""
    if state.last_kind == FailureKind.ROBOTS and not asking.obey_robots:
        return False
    return state.not_before is not None and asking.now < state.not_before


def _reading(
    entry: Entry, answer: CachedResponse | Fetched, asking: Asking, extractor: Extractor
) -> Reading:
    page = Page(entry.url, answer.final_url, answer.content_type, answer.body)
    return extractor(page, entry, asking.min_words, asking.now)


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
    entry: Entry,
    failure: FetchFailure,
    cached: CachedResponse | None,
    asking: Asking,
    extractor: Extractor,
) -> Reading:
    if cached is not None and failure.kind.may_pass:
        reading = _reading(entry, cached, asking, extractor)
        return reading.with_note(f"read from the copy fetched before: {failure.reason}")
    outcome = ItemOutcome.REFUSED if failure.kind in _REFUSED else ItemOutcome.FAILED
    reading = Reading(entry.url, outcome, failure.reason, failure.remedy)
    return or_feed(reading, entry, min_words=asking.min_words, now=asking.now)
