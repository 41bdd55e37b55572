"""What templates see: frozen values, complete and in order, so that a template only lays out.

Every `url` is a path from the host's root with the site's sub-path in it (`/roaster/2026/…/`),
every `*_absolute` has scheme and host. `html` values are Markup: cleaned, safe to print as they
are; all other texts are plain and escaped by Jinja2. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go. `count` is the number of roasts behind it, 0 where that means nothing."""

    text: str
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class ScoreView:
    """An overall score. `text` is `6.4`, `tenths` 64; `verdict` a word for it (`Scorched`)."""

    text: str
    tenths: int
    verdict: str


@dataclass(frozen=True, slots=True)
class SubScoreView:
    """One criterion of a roast's score: `value` of `top`, weighted with `weight`."""

    key: str
    name: str
    value: int
    top: int
    weight: int
    question: str
    meaning: str  # the anchor of the rubric that lies nearest below or at the value
    reason: str = ""  # why it is this value for this event, one line; or empty
    receipt: str = ""  # where the words stand that the reason rests on, absolute; or empty


@dataclass(frozen=True, slots=True)
class SourceView:
    """An article that a roast rests on. `day` is for readers, `iso` for <time datetime>."""

    title: str
    outlet: str
    url: str  # absolute, http(s) only; empty where the file names none that is safe
    day: str
    iso: str
    outlet_url: str  # the list of that outlet's roasts


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a roast: `key` is take, facts, burned, lining, or empty for a person's own."""

    key: str
    id: str  # for href="#…"; unique on the page
    heading: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Card:
    """A roast as it stands in lists."""

    title: str
    url: str
    day: str  # for readers: `10 April 2026`
    iso: str  # `2026-04-10`
    category: Link | None
    score: ScoreView | None
    quip: str  # plain text
    outlet: str  # of the original source, or empty
    draft: bool = False


@dataclass(frozen=True, slots=True)
class NoteView:
    """A dated note of what was put right. `text` is plain."""

    day: str
    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class BadgeView:
    """A roast's badge: its absolute address, text, size, and the code that shows it elsewhere."""

    url: str
    alt: str
    width: int
    height: int
    html: str
    markdown: str


@dataclass(frozen=True, slots=True)
class ShareImage:
    """What is shown where a page is shared: an absolute address, pixels, a text for it."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class RoastView:
    """A whole Event Roast page. Parts a file does not have are empty or None."""

    title: str
    url: str
    day: str
    iso: str
    category: Link | None
    tags: tuple[Link, ...]
    score: ScoreView | None
    subscores: tuple[SubScoreView, ...]
    quip: Markup
    preamble: Markup  # Markdown before the first heading
    sections: tuple[SectionView, ...]
    sign_off: str
    sources: tuple[SourceView, ...]  # the first is the original source
    model: str  # who wrote it, or empty for a person
    offline: bool  # written without a model
    edited: bool  # a person changed something after the machine
    draft: bool
    written: str  # when it was roasted, for readers; or empty
    previous: Card | None  # the older neighbour
    next: Card | None  # the newer one
    meta: Mapping[str, Any] = field(default_factory=dict)  # all front matter
    earlier: tuple[Card, ...] = ()  # older roasts of the same actors, with their scores
    corrections: tuple[NoteView, ...] = ()  # oldest first
    reviewed_by: str = ""  # who approved it, where the file names somebody
    straight: bool = False  # facts alone: no joke, no score
    share_by_mail: str = ""  # a mailto: address
    badge: BadgeView | None = None


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a list's page stands. Pages are numbered from the oldest; `newer`/`older` may be "".

    `pages` counts them; on a numbered page, which stays as it is, up to the one after it.
    """

    number: int
    pages: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a month: its roasts, and the one that burns most. `count` 0: none that day."""

    day: int
    text: str  # for readers: `10 April 2026`
    count: int = 0
    worst: Card | None = None


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A month: seven names of days, and its weeks from Monday on; None is another month's day."""

    weekdays: tuple[str, ...]
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


@dataclass(frozen=True, slots=True)
class DeskView:
    """A category on the front page, with its newest roast."""

    category: Link
    newest: Card


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of roasts: front page, numbered page, year, month, category, tag, source.

    `kind` is `home`, `page`, `year`, `month`, `category`, `tag` or `source`.
    """

    kind: str
    heading: str
    intro: str
    cards: tuple[Card, ...]
    pager: Pager | None = None
    feed: str = ""  # this list's own feed, or empty
    links: tuple[Link, ...] = ()  # a year's months; a month's year; a category's siblings
    burned: tuple[Card, ...] = ()  # front page: the most burned of the last seven days
    desks: tuple[DeskView, ...] = ()  # front page
    calendar: CalendarView | None = None  # a month
    feed_json: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart with its number; `share` is 0–100 of the longest bar."""

    label: str
    value: str
    share: int
    url: str = ""
    tenths: int = 0  # a mean score on the whole scale, 0–100


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A line of the rubric: weight out of 20, and what 0, 3 and 5 mean."""

    key: str
    name: str
    weight: int
    question: str
    anchors: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ScoresView:
    """`/scores/`: the rubric, leaderboards, and charts as tables with bars."""

    rubric: tuple[CriterionView, ...]
    most: tuple[Card, ...]
    least: tuple[Card, ...]
    distribution: tuple[Bar, ...]
    categories: tuple[Bar, ...]  # mean score by category
    outlets: tuple[Bar, ...]  # mean score by outlet of the original source
    months: tuple[Bar, ...]  # mean score by month, oldest first
    count: int
    month: str = ""  # the month that it is now, for readers; empty without roasts in it
    month_most: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveYear:
    """A year of the archive with its months."""

    year: Link
    months: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """What a search box needs: the script's address, and those of the indexes, the newest first.

    The script works on the elements `search` (a form), `query`, `found`, `results` and `more`.
    """

    script: str
    indexes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """`/search/`: ways into the archive that need no script."""

    years: tuple[ArchiveYear, ...]
    categories: tuple[Link, ...]
    tags: tuple[Link, ...]
    outlets: tuple[Link, ...]
    search: SearchView | None = None  # None: nothing to search with


@dataclass(frozen=True, slots=True)
class FeedLine:
    """Something to subscribe to. `json` is empty where there is no JSON Feed of it."""

    name: str
    page: str
    atom: str
    json: str = ""


@dataclass(frozen=True, slots=True)
class FeedsView:
    """`/feeds/`: all that can be subscribed to, the whole site first."""

    feeds: tuple[FeedLine, ...]


@dataclass(frozen=True, slots=True)
class StandingView:
    """A page of content/pages: about, drop, or a person's own.

    `meta.default` is set for one that no file stands for.
    """

    title: str
    html: Markup
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DropView:
    """Where invitations lead. `kind` is page, github, endpoint or url; `url` may be absolute."""

    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class PersonaView:
    """Who roasts."""

    name: str
    tagline: str
    sign_off: str
    invitations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page of the site shares; the same for all pages of one build."""

    title: str
    tagline: str
    description: str
    language: str
    author: str
    contact: str  # "mailto:…" or a web address, or empty
    home: str
    about: str  # empty where there is no such page
    scores: str
    search: str
    feed_atom: str
    feed_json: str
    icon: str
    stylesheet: str
    persona: PersonaView
    drop: DropView | None  # None: no invitations
    categories: tuple[Link, ...]  # the eight most used, by name
    pages: tuple[Link, ...]  # standing pages other than about and drop
    base_absolute: str
    feeds: str = ""  # the page /feeds/; empty where the theme has no feeds.html
    raw_html: bool = False  # whether standing pages keep all HTML that their author wrote


@dataclass(frozen=True, slots=True)
class PageView:
    """The head of one page. `description` is plain text; `robots` empty or `noindex`.

    `json_ld` is a script element's content, safe as it stands. `kind` is `roast`, `home`, `page`,
    `year`, `month`, `category`, `tag`, `source`, `scores`, `search`, `feeds`, `standing` or `404`.
    """

    kind: str
    title: str
    description: str
    url: str
    url_absolute: str
    robots: str = ""
    json_ld: Markup | str = ""
    published: str = ""  # ISO day, for roasts
    feed: str = ""  # the page's own feed (a category's, that of high scores)
    outside_images: bool = False  # a person's text shows images of other hosts
    feed_json: str = ""  # the same feed as JSON Feed
    image: ShareImage | None = None  # the share card


GIVEN: Mapping[str, Mapping[str, type]] = {
    "home.html": {"list": ListView},
    "list.html": {"list": ListView},
    "roast.html": {"roast": RoastView},
    "scores.html": {"scores": ScoresView},
    "search.html": {"archive": ArchiveView},
    "feeds.html": {"feeds": FeedsView},
    "page.html": {"standing": StandingView},
    "404.html": {"standing": StandingView},
}
"""What each template of a page is given beyond `site`, `page` and `settings`."""

SHARED: Mapping[str, type] = {"site": SiteView, "page": PageView}
"""What every template of a page is given."""
