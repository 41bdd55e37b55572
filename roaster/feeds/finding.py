"""A site's feeds found from one of its pages: its links first, then the usual places. Does I/O.

Each address is asked by the fetcher, one after the other, so a page can lead nowhere that a feed
in the config could not lead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from roaster.feeds.answers import Parser
from roaster.feeds.decoding import decode_feed
from roaster.feeds.discovery import feed_links, is_web_page, looks_like_feed, usual_places
from roaster.feeds.draft import NotAFeed
from roaster.feeds.parse import parse_feed
from roaster.model.news import ParsedFeed
from roaster.net.messages import FailureKind, Fetched, FetchFailure, FetchRequest
from roaster.text.addresses import address_key

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
MAX_ASKED = 16  # addresses in one search
_MAX_TROUBLE = 2  # time-outs and the like; a server that is down is not asked sixteen times
_DEAD = frozenset((FailureKind.NOT_FOUND, FailureKind.GONE, FailureKind.CLIENT_ERROR))

Ask = Callable[[FetchRequest], Fetched | FetchFailure]


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed with the answer that it was read from."""

    url: str
    answer: Fetched
    feed: ParsedFeed


@dataclass(frozen=True, slots=True)
class Search:
    """What a search gave: feeds, best first; and each address asked in vain, with why."""

    found: tuple[FoundFeed, ...] = ()
    tried: tuple[tuple[str, str], ...] = ()

    @property
    def remedy(self) -> str:
        """What to do when nothing was found, with what was tried."""
        listed = "; ".join(f"{url}: {reason}" for url, reason in self.tried)
        tried = f" (tried {listed})" if listed else ""
        return f"put the address of the site's feed itself in config.yaml, if it has one{tried}"


@dataclass(slots=True)
class Finder:
    """Looks for up to `most` feeds. `ask` is the fetcher's; `max_bytes` holds for each answer.

    `parse` reads what may be a feed: here, or where it can do no harm.
    """

    ask: Ask
    now: datetime
    max_bytes: int
    most: int = 1
    parse: Parser = parse_feed

    def request(self, url: str, *, guessed: bool = False) -> FetchRequest:
        """What is asked; robots.txt has a say where nobody named the address."""
        return FetchRequest(url, accept=ACCEPT, max_bytes=self.max_bytes, obey_robots=guessed)

    def beside(self, place: str, url: str, answer: Fetched | FetchFailure) -> Search | None:
        """What is found from the configured `url` when `place` gave `answer` instead of a feed.

        `place` is `url` itself, or where its feed was found before. None where there is nothing
        to search: no page has answered, or the server may answer better the next time.
        """
        if place != url and (isinstance(answer, Fetched) or answer.kind in _DEAD):
            answer = self.ask(self.request(url))
        if isinstance(answer, FetchFailure) or answer.not_modified:
            return None
        feed = self.read(answer)
        if isinstance(feed, ParsedFeed):
            return None if place == url else Search((FoundFeed(url, answer, feed),))
        return self.on_page(answer) if is_web_page(answer.body, answer.content_type) else None

    def on_page(self, page: Fetched) -> Search:
        """The feeds that a page leads to; one without items only if no other is there.

        Comment feeds are asked for last of all.
        """
        full: list[FoundFeed] = []
        empty: list[FoundFeed] = []
        tried: list[tuple[str, str]] = []
        trouble = 0
        for number, request in enumerate(self._candidates(page, full)):
            if number == MAX_ASKED or len(full) == self.most or trouble == _MAX_TROUBLE:
                break
            answer = self.ask(request)
            feed = answer if isinstance(answer, FetchFailure) else self.read(answer)
            if isinstance(answer, Fetched) and isinstance(feed, ParsedFeed):
                (full if feed.entries else empty).append(FoundFeed(request.url, answer, feed))
            elif not isinstance(feed, ParsedFeed):
                tried.append((request.url, feed.reason))
                trouble += isinstance(answer, FetchFailure) and answer.kind.may_pass
        return Search(tuple(full or empty)[: self.most], tuple(tried))

    def _candidates(self, page: Fetched, found: list[FoundFeed]) -> Iterator[FetchRequest]:
        """What to ask, best first; guesses and comment feeds only while nothing is found."""
        text = decode_feed(page.body, page.content_type).text
        links = feed_links(text, page.final_url)
        seen = {address_key(page.url), address_key(page.final_url)}
        for link in links:
            if not link.comments and address_key(link.url) not in seen:
                seen.add(address_key(link.url))
                yield self.request(link.url)
        # Where a feed stood once and a page stands now, the site's other feeds are not meant.
        places = () if looks_like_feed(page.url) else usual_places(page.final_url)
        for url in places:
            if not found and address_key(url) not in seen:
                yield self.request(url, guessed=True)
        for link in links:
            if not found and link.comments:
                yield self.request(link.url)

    def read(self, answer: Fetched) -> ParsedFeed | NotAFeed:
        """The feed in an answer, or why there is none."""
        return self.parse(answer.body, answer.final_url, answer.content_type, self.now)
