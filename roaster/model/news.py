"""What comes in: feeds as configured, entries as parsed, articles as read, events as grouped."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from roaster.model.matter import Matter
from roaster.text.digests import digest


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as the site's owner configured it."""

    url: str
    outlet: str = ""  # empty: the feed's own title is used
    category: str = ""
    weight: float = 1.0
    language: str = ""
    include: tuple[str, ...] = ()  # words and /patterns/, of which an item must have one
    exclude: tuple[str, ...] = ()  # … of which it may have none
    full_text: str = "page"  # or "feed": the item's own text is the article, no page is asked for


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, cleaned: plain text, absolute address, a right date or none.

    `id` is the feed's own id, else the link, else a hash of title and text: never empty.
    `content` is the full text where the feed carries one (plain text, paragraphs separated by
    blank lines). `date_note` tells what was wrong with the date, where something was.
    `first_seen` stands in for a date that is absent: when an item of this id was first seen, as far
    as the losable cache remembers. `other_urls` are addresses that the same id had before.
    """

    feed_url: str
    id: str
    url: str
    title: str
    summary: str = ""
    content: str = ""
    published: datetime | None = None
    date_note: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    outlet: str = ""
    category: str = ""
    language: str = ""
    full_text: str = "page"  # as its `Feed` says
    first_seen: datetime | None = None
    other_urls: tuple[str, ...] = ()

    @property
    def time(self) -> datetime | None:
        """When it was published, else when it was first seen."""
        return self.published or self.first_seen


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a feed says that it is renewed: how seldom to ask, and when not to.

    `ttl` is 0 where it says nothing. `skip_hours` are hours of the day in UTC, 0 to 23;
    `skip_days` are days of the week in UTC, 0 is Monday.
    """

    ttl: timedelta = timedelta()
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's bytes, understood. `notes` are oddities worth telling the owner."""

    title: str
    home: str
    kind: str  # "rss20", "atom10", "json11" …
    entries: tuple[Entry, ...]
    language: str = ""
    notes: tuple[str, ...] = ()
    rhythm: Rhythm = Rhythm()


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched document before reading: the bytes and what the server said of them."""

    url: str  # the address asked for
    final_url: str  # after redirects
    content_type: str  # media type with parameters, as sent
    body: bytes


@dataclass(frozen=True, slots=True)
class Article:
    """One outlet's telling of an event, read in full: normalised plain text.

    `text` is as `roaster.text.clean.clean_text` leaves it, once and for all: receipts and proofs
    point into exactly this text, and `text_hash` tells whether it is still the same. Paragraphs
    are separated by blank lines. `published` is None only where neither page nor feed has a date.
    `language` is what the text is in, a primary tag (BCP 47). `origins` names where each field was
    taken from ("title": "json-ld" …).
    """

    url: str
    title: str
    outlet: str
    text: str
    summary: str = ""
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    category: str = ""
    language: str = ""
    entry_id: str = ""
    feed_url: str = ""
    origins: dict[str, str] = field(default_factory=dict)

    @property
    def text_hash(self) -> str:
        """The SHA-256 of the text as UTF-8, 64 hex digits."""
        return digest(self.text, 64)


@dataclass(frozen=True, slots=True)
class Story:
    """A roast that already exists, as grouping needs it: what was told, and from where."""

    slug: str
    title: str
    day: date
    text: str  # quip, facts and source titles
    keys: frozenset[str]  # `roaster.text.addresses.address_key` of each source


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, told by one or more articles; the first is the original source.

    `id` is a hash of the original source's address key: the same in every run.
    `day` is in the site's time zone. `copies` are articles with the same text as one of
    `articles`: they are listed as sources but not read twice.
    """

    id: str
    title: str
    category: str
    day: date
    articles: tuple[Article, ...]
    copies: tuple[Article, ...] = ()
    matter: Matter = Matter.NEWS
    doubts: tuple[str, ...] = ()  # why a person must look, known before it is written
