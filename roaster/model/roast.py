"""What goes out: a draft as a writer made it, and a roast as it stands in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from roaster.model.rubric import Version

SECTION_KEYS = ("take", "facts", "burned", "lining")
"""The four sections of a roast's body, in the order of the page."""


class Status(StrEnum):
    """Where a roast stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    KILLED = "killed"


@dataclass(frozen=True, slots=True)
class Source:
    """One article that a roast rests on."""

    title: str
    outlet: str
    url: str
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One bullet under *What Actually Happened* with its proof.

    `quote` is the source's own words that prove it (a span found by our code, never the model's
    copy); `receipt` is the source's address with a text fragment that points at them, empty for
    a source without an address.
    """

    text: str
    quote: str
    source: int  # index into the draft's sources
    receipt: str


@dataclass(frozen=True, slots=True)
class Burn:
    """One party under *Who Got Burned*, and why.

    Where a source names it, `quote` is that source's own words, `source` its index among the
    draft's sources, and `receipt` its address with a text fragment that points at them.
    """

    who: str
    why: str
    quote: str = ""
    source: int | None = None
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a draft was made; stands under `roasted` in front matter."""

    model: str
    persona: str
    prompt: int
    rubric: Version
    at: datetime
    cost_usd: Decimal | None = None  # None: the price is not known


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished roast before it is a file. Texts are Markdown with hostile markup taken out.

    `attention` lists why a person must look; non-empty is never published automatically.
    """

    id: str
    title: str
    day: date
    category: str
    tags: tuple[str, ...]
    quip: str
    take: tuple[str, ...]  # paragraphs
    facts: tuple[Fact, ...]
    burned: tuple[Burn, ...]
    lining: str
    scores: Mapping[str, int]
    score: Decimal | None
    sources: tuple[Source, ...]
    attention: tuple[str, ...]
    provenance: Provenance
    straight: bool = False  # facts alone, no joke and no score: the event is no laughing matter
    score_reasons: Mapping[str, str] = field(default_factory=dict)  # one line for a sub-score
    score_receipts: Mapping[str, str] = field(default_factory=dict)  # addresses, as of facts


@dataclass(frozen=True, slots=True)
class Section:
    """One `## Heading` of a roast's body with its Markdown, without the heading's line."""

    key: str  # one of SECTION_KEYS, or "" for a heading the persona does not know
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Roast:
    """A roast as its file tells it. Only title and date are sure to be there.

    `meta` is the whole front matter as plain values, unknown keys included, in the file's order;
    `edited` names the parts a person changed (`title`, `quip`, `scores` or a section key).
    """

    slug: str  # without the date: `2026-04-10-<slug>.md`
    path: str  # relative to the site's root, with forward slashes
    title: str
    day: date
    status: Status
    sections: tuple[Section, ...]
    preamble: str = ""  # Markdown before the first heading
    id: str = ""
    publish_at: datetime | None = None
    category: str = ""
    tags: tuple[str, ...] = ()
    score: Decimal | None = None
    scores: Mapping[str, int] = field(default_factory=dict)
    quip: str = ""
    sources: tuple[Source, ...] = ()
    attention: tuple[str, ...] = ()
    roasted: Mapping[str, Any] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()
    meta: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""  # hash of the file's bytes
    score_reasons: Mapping[str, str] = field(default_factory=dict)
    score_receipts: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's stem, `2026-04-10-some-slug`: how commands call a roast."""
        return f"{self.day.isoformat()}-{self.slug}" if not self.path else _stem(self.path)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".md")


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A page of `content/pages/` (about, drop)."""

    slug: str
    path: str
    title: str
    text: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""
