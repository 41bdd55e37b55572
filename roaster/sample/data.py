"""The wire's data as values: outlets, and the stories that they tell.

A story is `wire/<event>/<outlet>.md`: front matter for what the feed says, below it the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib.resources import files
from typing import Any

import yaml

SAMPLE_NOW = datetime(2026, 4, 10, 18, tzinfo=UTC)
"""The sample's clock. Everything on the wire was published in the five days before it."""


class FeedFormat(StrEnum):
    """How an outlet answers for its feed."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    BROKEN = "broken"  # XML that ends in the middle of its first item
    GONE = "gone"  # 410


class Ids(StrEnum):
    """How an outlet names its items; none depends on the title."""

    PERMALINK = "permalink"
    TAG = "tag"  # RFC 4151, as most Atom feeds do
    OPAQUE = "opaque"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newsroom with one feed."""

    key: str
    name: str
    feed_path: str
    feed_format: FeedFormat
    page_template: str
    ids: Ids
    category: str  # of all its items; empty: each item's own
    html_summaries: bool

    @property
    def host(self) -> str:
        """Its host, on a name that can never belong to anybody (RFC 2606)."""
        return f"{self.key}.example"

    @property
    def feed_url(self) -> str:
        """Where its feed is."""
        return f"http://{self.host}{self.feed_path}"


@dataclass(frozen=True, slots=True)
class Story:
    """One outlet's account of one event, in one edition."""

    event: str
    outlet: Outlet
    path: str
    title: str
    published: datetime
    modified: datetime
    dated: bool  # whether feed and page tell the date
    category: str
    author: str
    summary: str
    paragraphs: tuple[str, ...]
    page_template: str  # empty: the page is gone

    @property
    def url(self) -> str:
        """The article's address."""
        return f"http://{self.outlet.host}{self.path}"

    @property
    def text(self) -> str:
        """The article, paragraphs apart."""
        return "\n\n".join(self.paragraphs)

    @property
    def id(self) -> str:
        """The item's id in its feed: the same in every edition."""
        match self.outlet.ids:
            case Ids.PERMALINK:
                return self.url
            case Ids.TAG:
                return f"tag:{self.outlet.host},{self.published:%Y-%m-%d}:{self.path}"
            case Ids.OPAQUE:
                digest = hashlib.sha256(self.path.encode()).hexdigest()
                return f"{self.outlet.key}-{digest[:10]}"


def load_outlets() -> tuple[Outlet, ...]:
    """Every outlet, in the order of the sample's config."""
    text = (files(__package__) / "wire" / "outlets.yaml").read_text(encoding="utf-8")
    return tuple(_outlet(entry) for entry in yaml.safe_load(text))


def load_stories(edition: int) -> tuple[Story, ...]:
    """Every story as it stands in an edition, newest first."""
    outlets = {outlet.key: outlet for outlet in load_outlets()}
    stories = [
        _story(event, outlets[key], text, edition) for event, key, text in _written_stories()
    ]
    return tuple(sorted(stories, key=lambda story: (story.published, story.url), reverse=True))


def _outlet(entry: Mapping[str, Any]) -> Outlet:
    return Outlet(
        key=entry["key"],
        name=entry["name"],
        feed_path=entry["feed"],
        feed_format=FeedFormat(entry["format"]),
        page_template=entry.get("page", ""),
        ids=Ids(entry.get("ids", Ids.PERMALINK)),
        category=entry.get("category", ""),
        html_summaries=entry.get("html_summaries", False),
    )


def _written_stories() -> Iterator[tuple[str, str, str]]:
    """Event, outlet and text of each file."""
    for folder in (files(__package__) / "wire").iterdir():
        if folder.is_dir():
            for file in folder.iterdir():
                key, _, kind = file.name.rpartition(".")
                if kind == "md":
                    yield folder.name, key, file.read_text(encoding="utf-8")


def _story(event: str, outlet: Outlet, text: str, edition: int) -> Story:
    _, head, body = text.split("---\n", 2)
    front: dict[str, Any] = yaml.safe_load(head)
    retitled = front.get("retitled") if edition > 1 else None
    return Story(
        event=event,
        outlet=outlet,
        path=front["path"],
        title=retitled["title"] if retitled else front["title"],
        published=front["published"],
        modified=retitled["at"] if retitled else front["published"],
        dated=front.get("dated", True),
        category=front["category"],
        author=front["author"],
        summary=front["summary"].strip(),
        paragraphs=tuple(" ".join(block.split()) for block in body.strip().split("\n\n")),
        page_template=front.get("page", outlet.page_template),
    )
