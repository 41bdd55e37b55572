"""What grouping gives: events, continuing articles, and for both the reasons. Values alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from roaster.model.news import Article, Event


class By(StrEnum):
    """What joined an article to another, or to a told story."""

    SIMILARITY = "similarity"
    COPY = "copy"  # the same text, or the same address
    SOURCE = "source"  # the story names the article as its source
    RULING = "ruling"  # a person said so


@dataclass(frozen=True, slots=True)
class Join:
    """Why an article is in an event: the article there that it is most alike to.

    Keys are `roaster.text.addresses.address_key`; `similarity` is the cosine, 0–1; `shared` are
    the words, names and numbers that both have and few others, the most telling first.
    """

    article_key: str
    to_key: str
    similarity: float
    shared: tuple[str, ...] = ()
    by: By = By.SIMILARITY


@dataclass(frozen=True, slots=True)
class KeptApart:
    """Two articles alike enough for one event that are in two, and why in words."""

    article_key: str
    other_key: str
    similarity: float
    reason: str


@dataclass(frozen=True, slots=True)
class Continuing:
    """An article about a story that is already told.

    `similarity` is the cosine to it, 0–1; 1 where the article is one of the story's sources.
    `shared` are the telling words that both have.
    """

    article: Article
    slug: str
    similarity: float
    shared: tuple[str, ...] = ()
    by: By = By.SIMILARITY


@dataclass(frozen=True, slots=True)
class Grouping:
    """Every article in exactly one place: in one event, as a source or copy, or continuing.

    `ignored` are events that a person ruled are never roasted. There is a join for each article
    of an event but its original. `contradictions` tell which rulings could not be obeyed.
    """

    events: tuple[Event, ...] = ()
    continuing: tuple[Continuing, ...] = ()
    ignored: tuple[Event, ...] = ()
    joins: tuple[Join, ...] = ()
    kept_apart: tuple[KeptApart, ...] = ()
    contradictions: tuple[str, ...] = ()
