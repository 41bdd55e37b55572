"""`roaster feeds`: the list of feeds shown, added to, and exchanged with feed readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from pydantic import ValidationError

from roaster.config import FeedSettings
from roaster.content.feed_list import add_feeds, refers_to_environment
from roaster.errors import NothingDoneError, UsageError
from roaster.feeds.platforms import platform_feed
from roaster.jobs.places import CONFIG_NAME
from roaster.jobs.workshop import Workshop
from roaster.model.news import Feed
from roaster.text.addresses import absolute, address_key
from roaster.text.clean import clean_line

if TYPE_CHECKING:
    from roaster.feeds.finding import Finder, FoundFeed
    from roaster.feeds.opml import Skipped

MOST_SHOWN = 6  # feeds of one site


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A configured feed as the last runs found it.

    `outcome`: not-asked, ok, failed or gone; `next` is when it may be asked again, None where any
    run may ask it; `found` is where the feed of a page's address is.
    """

    feed: Feed
    outcome: str
    failures: int = 0
    last_ok: datetime | None = None
    last_asked: datetime | None = None
    next: datetime | None = None
    reason: str = ""
    remedy: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that was found, in short. `full` counts the items that carry their whole text."""

    url: str
    title: str
    kind: str
    items: int
    full: int
    newest_title: str
    newest: datetime | None
    language: str
    known: bool  # it stands in config.yaml


@dataclass(frozen=True, slots=True)
class Added:
    """What `feeds add` found, and what it wrote (or would write)."""

    candidates: tuple[Candidate, ...]
    written: tuple[Feed, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What `feeds import` wrote (or would), what was there already, and what was no feed."""

    written: tuple[Feed, ...]
    known: tuple[Feed, ...]
    skipped: tuple[Skipped, ...]


def list_feeds(workshop: Workshop) -> tuple[FeedLine, ...]:
    """The configured feeds with their health. Raises StateError."""
    return tuple(_line(workshop, settings.to_feed()) for settings in workshop.config.feeds)


def _line(workshop: Workshop, feed: Feed) -> FeedLine:
    derived = platform_feed(feed.url) or ""
    if not workshop.state_dir.exists():  # asking is no reason to make one
        return FeedLine(feed, "not-asked", found=derived)
    cache = workshop.http_cache()
    state = cache.feed_state(feed.url)
    waits = state.not_before is not None and workshop.now() < state.not_before
    outcome = "ok" if state.last_ok else "not-asked"
    return FeedLine(
        feed,
        (state.last_kind or "failed") if state.failures else outcome,
        state.failures,
        state.last_ok,
        state.last_asked,
        state.not_before if waits else None,
        state.last_reason if state.failures else "",
        state.last_remedy if state.failures else "",
        cache.found_feed(feed.url) or derived,
    )


def export_feeds(workshop: Workshop) -> str:
    """The configured feeds as OPML."""
    from roaster.feeds.opml import write_opml

    feeds = [settings.to_feed() for settings in workshop.config.feeds]
    return write_opml(f"{workshop.config.site.title}: feeds", feeds)


def import_feeds(
    workshop: Workshop, file: BinaryIO, where: str, *, dry_run: bool = False
) -> Imported:
    """Append what an OPML list has and config.yaml has not.

    Raises UsageError when it is no such list, or config.yaml cannot be edited; DiskError.
    """
    from roaster.feeds.opml import MAX_BYTES, read_opml

    read = read_opml(file.read(MAX_BYTES + 1), where)
    known_keys = _keys(workshop)
    new: dict[str, Feed] = {}
    known: list[Feed] = []
    for feed in read.feeds:
        key = address_key(feed.url)
        if key in known_keys or key in new:
            known.append(feed)
        else:
            new[key] = feed
    written = tuple(new.values())
    _write(workshop, written, dry_run=dry_run)
    return Imported(written, tuple(known), read.skipped)


def add_feed(
    workshop: Workshop,
    target: str,
    wishes: Feed,
    *,
    everything: bool = False,
    dry_run: bool = False,
) -> Added:
    """Find the feed of an address and append it; `wishes` has what else is to be written.

    With `everything` all feeds found are appended, else the first. Raises UsageError for what is
    no address, NothingDoneError where no feed is found.
    """
    url = _address(target)
    found = _found(workshop, url)
    keys = _keys(workshop)
    min_words = workshop.config.gather.min_words
    candidates = tuple(_candidate(one, keys, min_words) for one in found)
    chosen = candidates if everything else candidates[:1]
    written = tuple(replace(wishes, url=one.url) for one in chosen if not one.known)
    for feed in written:
        _check(feed)
    _write(workshop, written, dry_run=dry_run)
    return Added(candidates, written)


def _address(target: str) -> str:
    text = target.strip()
    url = absolute(text if "://" in text else f"https://{text}", "")
    if not url:
        remedy = "write it as https://host/path, without user and password"
        raise UsageError("not a web address that can be asked", where=target, remedy=remedy)
    return url


def _found(workshop: Workshop, url: str) -> tuple[FoundFeed, ...]:
    """The feeds at an address or on its page. Raises NothingDoneError where there is none."""
    from roaster.feeds.finding import Finder

    limit = workshop.config.gather.max_feed_bytes
    tools = workshop.tools()
    finder = Finder(tools.fetcher.fetch, workshop.now(), limit, MOST_SHOWN, tools.parse_feed)
    return tuple(_distinct(_asked(finder, url)))


def _asked(finder: Finder, url: str) -> tuple[FoundFeed, ...]:
    from roaster.feeds.finding import FoundFeed
    from roaster.model.news import ParsedFeed
    from roaster.net.messages import FetchFailure

    place = platform_feed(url) or url
    answer = finder.ask(finder.request(place))
    read = answer if isinstance(answer, FetchFailure) else finder.read(answer)
    if isinstance(read, ParsedFeed) and not isinstance(answer, FetchFailure):
        return (FoundFeed(place, answer, read),)
    search = finder.beside(place, url, answer)
    if search is None:
        reason = "" if isinstance(read, ParsedFeed) else read.reason
        remedy = "" if isinstance(read, ParsedFeed) else read.remedy
        raise NothingDoneError(reason, where=place, remedy=remedy or "try another address")
    if not search.found:
        raise NothingDoneError("no feed was found there", where=url, remedy=search.remedy)
    return search.found


def _distinct(found: Iterable[FoundFeed]) -> Iterator[FoundFeed]:
    """Each feed once, under the address that its server wants to be asked at."""
    seen: set[str] = set()
    for one in found:
        url = one.answer.permanent_url or one.url
        if address_key(url) not in seen:
            seen.add(address_key(url))
            yield replace(one, url=url)


def _candidate(found: FoundFeed, keys: set[str], min_words: int) -> Candidate:
    feed = found.feed
    dated = [entry for entry in feed.entries if entry.published]
    newest = max(dated, key=lambda entry: entry.published or found.answer.fetched_at, default=None)
    shown = newest or next(iter(feed.entries), None)
    return Candidate(
        url=found.url,
        title=feed.title,
        kind=feed.kind,
        items=len(feed.entries),
        full=sum(len(entry.content.split()) >= min_words for entry in feed.entries),
        newest_title=shown.title if shown else "",
        newest=newest.published if newest else None,
        language=feed.language,
        known=address_key(found.url) in keys,
    )


def _keys(workshop: Workshop) -> set[str]:
    """What the configured addresses, and the feeds found behind them, are compared by."""
    lines = list_feeds(workshop)
    return {address_key(url) for line in lines for url in (line.feed.url, line.found) if url}


def _check(feed: Feed) -> None:
    """Raises UsageError for what config.yaml cannot hold."""
    if refers_to_environment(feed):
        message = "an address with ${NAME} would be read from the environment"
        raise UsageError(message, where=feed.url, remedy="write it into config.yaml by hand")
    try:
        FeedSettings(url=feed.url, category=feed.category, outlet=feed.outlet)
    except ValidationError as error:
        remedy = "write it into config.yaml by hand"
        message = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise UsageError(message, where=feed.url, remedy=remedy) from error


def _write(workshop: Workshop, feeds: Sequence[Feed], *, dry_run: bool) -> None:
    if feeds and not dry_run:
        add_feeds(workshop.root / CONFIG_NAME, feeds, workshop.environ)


def wished(outlet: str, category: str) -> Feed:
    """What the command line says of a feed whose address is still to be found."""
    return Feed("", clean_line(outlet), clean_line(category))
