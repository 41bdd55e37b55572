"""What the answer to one feed's request means: outcome, items, reason and remedy. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from roaster.feeds.draft import NotAFeed
from roaster.model.news import Entry, Feed, ParsedFeed
from roaster.model.outcome import FeedOutcome
from roaster.net.messages import Fetched, FetchFailure
from roaster.state.http_cache import CachedResponse, FeedState, Sighting
from roaster.text.addresses import address_key, host_of
from roaster.text.dates import iso_utc

# How a feed is read from its bytes, address, content type and the time: `parse_feed`, or the same
# in another process.
Parser = Callable[[bytes, str, str, datetime], ParsedFeed | NotAFeed]

_GONE = 410  # HTTP status: RFC 9110, section 15.5.11


@dataclass(frozen=True, slots=True)
class Judgement:
    """How the asking of a feed ended, and what is known of its items from here on.

    `keep`: the answer is a feed and takes the place of the copy in the cache.
    """

    outcome: FeedOutcome
    feed: ParsedFeed | None = None
    reasons: tuple[str, ...] = ()
    remedy: str = ""
    new: int = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """The last good answer, and the feed in it; None in both where there is none."""

    response: CachedResponse | None
    feed: ParsedFeed | None


def copy_of(feed: Feed, cached: CachedResponse | None, now: datetime, parse: Parser) -> Copy:
    """The cached answer with the feed in it; nothing where it cannot be read (any more)."""
    if cached is None:
        return Copy(None, None)
    read = parse(cached.body, cached.final_url, cached.content_type, now)
    return Copy(None, None) if isinstance(read, NotAFeed) else Copy(cached, applied(feed, read))


def judge(
    feed: Feed, answer: Fetched | FetchFailure, copy: Copy, now: datetime, parse: Parser
) -> Judgement:
    """What an answer means. The items of the last good one stand in for a feed that fails."""
    if isinstance(answer, FetchFailure):
        return _failure(answer, copy)
    moved = _moved(answer)
    same = answer.not_modified or (copy.response and answer.body == copy.response.body)
    if same and copy.feed:
        judged = Judgement(FeedOutcome.UNCHANGED, copy.feed)
    elif answer.not_modified:
        judged = Judgement(FeedOutcome.FAILED, None, ("“not modified”, without a copy here",))
    else:
        judged = _body(feed, answer, copy, now, parse)
    judged = replace(judged, reasons=(*judged.reasons, *moved))
    if moved and not judged.remedy:
        judged = replace(judged, remedy="change its address in config.yaml")
    return _told_when_empty(judged)


def _failure(failure: FetchFailure, copy: Copy) -> Judgement:
    if failure.status == _GONE:
        remedy = "remove it from feeds: in config.yaml, or give its new address there"
        return Judgement(FeedOutcome.GONE, None, (failure.reason,), remedy)
    return Judgement(FeedOutcome.FAILED, copy.feed, _aged(failure.reason, copy), failure.remedy)


def _aged(reason: str, copy: Copy) -> tuple[str, ...]:
    return (reason, "the items of its last good answer are used") if copy.feed else (reason,)


def _body(feed: Feed, answer: Fetched, copy: Copy, now: datetime, parse: Parser) -> Judgement:
    read = parse(answer.body, answer.final_url, answer.content_type, now)
    if isinstance(read, NotAFeed):
        return Judgement(FeedOutcome.FAILED, copy.feed, _aged(read.reason, copy), read.remedy)
    read = applied(feed, read)
    return Judgement(FeedOutcome.FETCHED, read, read.notes, new=_new(read, copy), keep=True)


def _new(read: ParsedFeed, copy: Copy) -> int:
    seen = {entry.id for entry in copy.feed.entries} if copy.feed else set()
    return len({entry.id for entry in read.entries} - seen)


def _moved(answer: Fetched) -> tuple[str, ...]:
    return (f"moved for good to {answer.permanent_url}",) if answer.permanent_url else ()


def _told_when_empty(judged: Judgement) -> Judgement:
    if judged.outcome is FeedOutcome.FAILED or judged.feed is None or judged.feed.entries:
        return judged
    return replace(
        judged,
        outcome=FeedOutcome.EMPTY,
        reasons=("a feed without any item", *judged.reasons),
        remedy=judged.remedy or "if it stays empty, look for the outlet's other feeds",
    )


def applied(feed: Feed, read: ParsedFeed) -> ParsedFeed:
    """What was read, with what the site's owner says of the feed."""
    return replace(read, entries=tuple(_of(feed, read, entry) for entry in read.entries))


def _of(feed: Feed, read: ParsedFeed, entry: Entry) -> Entry:
    return replace(
        entry,
        feed_url=feed.url,
        outlet=feed.outlet or entry.outlet or read.title or host_of(feed.url),
        category=feed.category,
        language=feed.language or entry.language or read.language,
        full_text=feed.full_text,
    )


def still_failing(state: FeedState, copy: Copy) -> Judgement:
    """What is said of a feed whose last, useless answer has not changed."""
    return Judgement(FeedOutcome.FAILED, copy.feed, (state.last_reason,), state.last_remedy)


def recalled(judged: Judgement, sightings: Mapping[str, Sighting], now: datetime) -> Judgement:
    """The items with what earlier runs know of their ids: first sight, and other addresses.

    An item that dropped out of its feed and is there again is not new.
    """
    now = now.replace(microsecond=0)
    if judged.feed is None:
        return judged
    entries = tuple(_recalled(entry, sightings.get(entry.id)) for entry in judged.feed.entries)
    first_seen = sum(sighting.first >= now for sighting in sightings.values())
    return replace(
        judged, feed=replace(judged.feed, entries=entries), new=min(judged.new, first_seen)
    )


def _recalled(entry: Entry, sighting: Sighting | None) -> Entry:
    if sighting is None:
        return entry
    own = address_key(entry.url)
    entry = replace(
        entry, other_urls=tuple(url for url in sighting.urls if address_key(url) != own)
    )
    if entry.published:
        return entry
    seen = f"first seen at {iso_utc(sighting.first)}, which stands in for its date"
    note = f"{entry.date_note}; {seen}" if entry.date_note else seen
    return replace(entry, first_seen=sighting.first, date_note=note)
