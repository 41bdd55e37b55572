"""The wire on the air: which resource stands where, and the server around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from types import TracebackType
from typing import Self

from roaster.sample.data import (
    SAMPLE_NOW,
    FeedFormat,
    Outlet,
    Story,
    load_outlets,
    load_stories,
)
from roaster.sample.rendering import FEED_TYPES, Press
from roaster.sample.server import TEXT, LoopbackServer, RequestLog, Resource, SampleRequest

RELATED = 3  # links to other stories on each page
_ROBOTS = b"User-agent: *\nDisallow:\n"
_OLD = SAMPLE_NOW - timedelta(days=365)

_Placed = tuple[tuple[str, str], Resource]


@dataclass(frozen=True, slots=True)
class SampleFeed:
    """One feed of the sample; `category` is empty where each item has its own."""

    url: str
    outlet: str
    category: str


class SampleWire:
    """Serves one edition of the wire on a free loopback port while its context lasts.

    Raises OSError on entering when there is no free port.
    """

    def __init__(self, edition: int = 1) -> None:
        self._resources = dict(_placed(edition))
        self._log = RequestLog()
        self._server: LoopbackServer | None = None

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that it answers for."""
        return frozenset(host for host, _ in self._resources)

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens. RuntimeError outside the context."""
        if self._server is None:
            raise RuntimeError("the sample wire has no address before it is entered")
        return self._server.address

    @property
    def requests(self) -> tuple[SampleRequest, ...]:
        """Every request so far, in order."""
        return self._log.snapshot()

    def connect_to(self) -> dict[str, tuple[str, int]]:
        """Host to address, for a fetcher to connect there, as curl's `--connect-to` does."""
        return dict.fromkeys(sorted(self.hosts), self.address)

    def __enter__(self) -> Self:
        self._server = LoopbackServer(self._resources, self._log)
        self._server.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._server is not None:
            self._server.__exit__(kind, error, traceback)
            self._server = None


def sample_feeds() -> tuple[SampleFeed, ...]:
    """Every feed of the wire, the broken and the dead one too, in the order of the config."""
    return tuple(
        SampleFeed(outlet.feed_url, outlet.name, outlet.category) for outlet in load_outlets()
    )


def sample_config() -> str:
    """The text of the sample site's config.yaml."""
    return Press().config(load_outlets())


def _placed(edition: int) -> Iterator[_Placed]:
    """Every resource of an edition with its host and path."""
    press, stories = Press(), load_stories(edition)
    for outlet in load_outlets():
        own = tuple(story for story in stories if story.outlet == outlet)
        yield (outlet.host, "/robots.txt"), Resource(_ROBOTS, TEXT, _OLD)
        yield (outlet.host, outlet.feed_path), _feed(press, outlet, own)
        for story in own:
            if story.page_template:
                others = [other for other in own if other != story][:RELATED]
                yield (outlet.host, story.path), _page(press, story, others)


def _feed(press: Press, outlet: Outlet, stories: tuple[Story, ...]) -> Resource:
    gone = outlet.feed_format is FeedFormat.GONE
    return Resource(
        press.feed(outlet, stories),
        FEED_TYPES[outlet.feed_format],
        max((story.modified for story in stories), default=_OLD),
        HTTPStatus.GONE if gone else HTTPStatus.OK,
    )


def _page(press: Press, story: Story, others: list[Story]) -> Resource:
    # A page shows the titles of others: when one of them changes, so does the page.
    modified = max(shown.modified for shown in (story, *others))
    return Resource(press.page(story, others), "text/html; charset=utf-8", modified)
