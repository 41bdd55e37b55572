"""What the readers of RSS, Atom and JSON Feed find, before it is cleaned. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from roaster.model.news import Rhythm


@dataclass(frozen=True, slots=True)
class NotAFeed:
    """Why an answer is no feed, and what the site's owner can do about it."""

    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One item as it stands: text may be HTML, dates are strings, links may be relative."""

    id: str = ""
    id_is_link: bool = False  # the link is the id itself (RSS `guid isPermaLink`), if it is one
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    outlet: str = ""  # where an aggregator names the item's source
    language: str = ""


@dataclass(frozen=True, slots=True)
class DraftFeed:
    """A feed as its reader found it. `base` is what relative links are relative to."""

    kind: str
    base: str
    items: tuple[Draft, ...]
    title: str = ""
    home: str = ""
    language: str = ""
    rhythm: Rhythm = field(default_factory=Rhythm)
