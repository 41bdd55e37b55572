"""Hand-made views for the theme's tests: a common day, and the worst that a file can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from roaster.config.rubrics import load_rubrics
from roaster.model.rubric import TOP
from roaster.site.views import (
    ArchiveView,
    ArchiveYear,
    BadgeView,
    Bar,
    CalendarDay,
    CalendarView,
    Card,
    CriterionView,
    DeskView,
    DropView,
    FeedLine,
    FeedsView,
    Link,
    ListView,
    NoteView,
    Pager,
    PageView,
    PersonaView,
    RoastView,
    ScoresView,
    ScoreView,
    SectionView,
    ShareImage,
    SiteView,
    SourceView,
    StandingView,
    SubScoreView,
)

RUBRIC_1 = load_rubrics().by_version[1]
ROOT = "/roaster/"
HOSTILE = '"><script>alert(1)</script>&'
LONG = "The standing committee on interoperability of consultation frameworks met again, " * 3
UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 3
INVITATIONS = ("Seen worse? Drop a URL.", "Got a press release? Drop it.", "Your turn.")


@dataclass(frozen=True, slots=True)
class Sample:
    """A page to render: its name, its template, and what the template gets."""

    name: str
    template: str
    views: dict[str, Any]


CATEGORIES = tuple(
    Link(text, f"{ROOT}category/{text.lower()}/", 9)
    for text in ("AI", "Business", "Politics", "Science", "Media", "Technology", "Law", "Sport")
)
SITE = SiteView(
    title="Cynical Sally",
    tagline="the internet's most honest critic",
    description="News, roasted.",
    language="en",
    author="",
    contact="mailto:desk@example.org",
    home=ROOT,
    about=f"{ROOT}about/",
    scores=f"{ROOT}scores/",
    search=f"{ROOT}search/",
    feed_atom=f"{ROOT}feed.xml",
    feed_json=f"{ROOT}feed.json",
    icon=f"{ROOT}icon.svg",
    stylesheet=f"{ROOT}style.css",
    persona=PersonaView("Cynical Sally", "an honest critic", "— Sally", INVITATIONS),
    drop=DropView("page", f"{ROOT}drop/"),
    categories=CATEGORIES,
    pages=(Link("Corrections", f"{ROOT}corrections/"),),
    base_absolute=f"https://example.org{ROOT}",
    feeds=f"{ROOT}feeds/",
)
SILENT = replace(SITE, drop=None, about="", contact="", tagline="", categories=(), pages=())
POSTING = replace(SITE, drop=DropView("endpoint", "https://drop.example/in"))


def _score(tenths: int) -> ScoreView:
    return ScoreView(f"{tenths / 10:.1f}", tenths, "Scorched")


def _subscores(value: int) -> tuple[SubScoreView, ...]:
    return tuple(
        SubScoreView(it.key, it.name, value, TOP, it.weight, it.question, it.anchors[-1][1])
        for it in RUBRIC_1.criteria
    )


def _source(number: int, url: str = "https://paper.example/story") -> SourceView:
    title, outlet = f"Toaster wants rent, part {number}", "The Ledgerwick"
    return SourceView(title, outlet, url, "9 April 2026", "2026-04-09", f"{ROOT}source/ledgerwick/")


def _card(title: str, tenths: int | None = 64, **changes: Any) -> Card:
    score = None if tenths is None else _score(tenths)
    quip, url = "It bills for the right-hand side.", f"{ROOT}2026/04/10/toaster/"
    day, iso = "10 April 2026", "2026-04-10"
    card = Card(title, url, day, iso, CATEGORIES[0], score, quip, "The Ledgerwick")
    return replace(card, **changes)


FACTS = Markup(
    "<ul><li>About 480,000 were sold. "
    '<a href="https://paper.example/story#:~:text=480%2C000">receipt</a></li></ul>'
)
SECTIONS = (
    SectionView("take", "sallys-take", "Sally's Take", Markup("<p>It browns one side.</p>" * 5)),
    SectionView("facts", "what-actually-happened", "What Actually Happened", FACTS),
    SectionView("burned", "who", "Who Got Burned", Markup("<ul><li>The maker.</li></ul>")),
    SectionView("lining", "lining", "Silver Lining", Markup("<p>It has a lever.</p>")),
    SectionView(
        "",
        "numbers",
        "By the Numbers",
        Markup(
            "<h3>Prices</h3><table><tbody><tr><td>"
            + "Right&nbsp;side&nbsp;" * 30
            + f"</td></tr></tbody></table><pre><code>{'--flag ' * 40}</code></pre>"
        ),
    ),
)
ROAST = RoastView(
    title="A $349 toaster now needs a subscription",
    url=f"{ROOT}2026/04/10/toaster/",
    day="10 April 2026",
    iso="2026-04-10",
    category=CATEGORIES[5],
    tags=(Link("toasters", f"{ROOT}tag/toasters/"), Link("bread", f"{ROOT}tag/bread/")),
    score=_score(64),
    subscores=(replace(_subscores(5)[0], reason="Two sides were promised."), *_subscores(3)[1:]),
    quip=Markup("<p>The right-hand side of the bread is billed monthly.</p>"),
    preamble=Markup(""),
    sections=SECTIONS,
    sign_off="— Sally",
    sources=(_source(1), _source(2)),
    model="offline/sally",
    offline=True,
    edited=False,
    draft=False,
    written="10 April 2026",
    previous=_card("The older one"),
    next=_card("The newer one"),
    corrections=(NoteView("11 April 2026", "2026-04-11", "It was 480,000, not 490,000."),),
    share_by_mail="mailto:?subject=A%20toaster&body=x",
    badge=BadgeView("https://example.org/b.svg", "6.4/10", 90, 24, "<a><img>", "[![x](b)](p)"),
)
WORST = replace(
    ROAST,
    title=f"{HOSTILE} {UNBROKEN} {LONG}",
    tags=(Link(UNBROKEN, f"{ROOT}tag/x/"),),
    score=_score(100),
    subscores=_subscores(5),
    sources=(_source(0, ""), *(_source(number) for number in range(1, 30))),
    model=UNBROKEN,
    offline=False,
    edited=True,
    draft=True,
    previous=_card(UNBROKEN),
    next=None,
)
BARE = RoastView(
    title="Bare",
    url=f"{ROOT}2026/04/10/bare/",
    day="10 April 2026",
    iso="2026-04-10",
    category=None,
    tags=(),
    score=None,
    subscores=(),
    quip=Markup(""),
    preamble=Markup("<p>Only this.</p>"),
    sections=(),
    sign_off="",
    sources=(),
    model="",
    offline=False,
    edited=False,
    draft=False,
    written="",
    previous=None,
    next=None,
)
CARDS = (
    _card("A common lead"),
    _card(f"{HOSTILE} {UNBROKEN}", 0, draft=True),
    _card(LONG, 100),
    _card("No score", None, category=None, quip="", outlet=""),
)


def _page(kind: str, title: str, url: str = ROOT, **more: Any) -> PageView:
    return PageView(kind, title, f"About {title}", url, f"https://example.org{url}", **more)


IMAGE = ShareImage("https://example.org/card.png", 1200, 630, f"A card {HOSTILE}")


def _roast(name: str, site: SiteView, roast: RoastView) -> Sample:
    linked = Markup('{"@context": "https://schema.org"}')
    page = _page("roast", roast.title, roast.url, json_ld=linked, published=roast.iso, image=IMAGE)
    return Sample(name, "roast.html", {"site": site, "page": page, "roast": roast})


def _list(
    name: str, kind: str, cards: tuple[Card, ...], pager: Pager | None = None, **more: Any
) -> Sample:
    view = ListView(kind, "AI", "41 roasts.", cards, pager, f"{ROOT}a/feed.xml", CATEGORIES[:3])
    view = replace(view, **more)
    page = _page(kind, SITE.title if kind == "home" else "AI", f"{ROOT}category/ai/")
    template = "home.html" if kind == "home" else "list.html"
    return Sample(name, template, {"site": SITE, "page": page, "list": view})


def _bars(*labels: str) -> tuple[Bar, ...]:
    return tuple(Bar(label, "6.4", 64, f"{ROOT}x/", 64) for label in labels)


SCORES = ScoresView(
    rubric=tuple(
        CriterionView(it.key, it.name, it.weight, it.question, it.anchors)
        for it in RUBRIC_1.criteria
    ),
    most=CARDS,
    least=CARDS[::-1],
    distribution=_bars("0.0–0.9", "9.0–10.0"),
    categories=_bars("AI", "Business"),
    outlets=_bars(UNBROKEN, "The Ledgerwick"),
    months=_bars("February 2026", "March 2026", "April 2026"),
    count=4,
    month="April 2026",
    month_most=CARDS,
)
WEEK = (
    None,
    CalendarDay(1, "1 April 2026"),
    *(CalendarDay(n, f"{n} April 2026", n, CARDS[2]) for n in range(2, 7)),
)
CALENDAR = CalendarView(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), (WEEK,) * 5)
DESKS = tuple(DeskView(category, CARDS[place % 3]) for place, category in enumerate(CATEGORIES))
FEEDS = FeedsView(
    (
        FeedLine("Cynical Sally", ROOT, SITE.feed_atom, SITE.feed_json),
        FeedLine(UNBROKEN, f"{ROOT}category/ai/", f"{ROOT}category/ai/feed.xml"),
    )
)
ARCHIVE = ArchiveView(
    years=(ArchiveYear(Link("2026", f"{ROOT}2026/", 1), (Link("April", f"{ROOT}2026/04/", 1),)),),
    categories=CATEGORIES,
    tags=(Link(UNBROKEN, f"{ROOT}tag/x/", 1),),
    outlets=(Link("The Ledgerwick", f"{ROOT}source/ledgerwick/", 2),),
)
STANDING = StandingView("About", Markup("<h2>What this is</h2><p>Satire.</p>"))


def samples() -> Iterator[Sample]:
    """Every template, each with its extremes."""
    yield _roast("roast", SITE, ROAST)
    yield _roast("worst", SITE, WORST)
    yield _roast("bare", SILENT, BARE)
    yield _roast("posting", POSTING, replace(ROAST, score=_score(0), subscores=_subscores(0)))
    pager = Pager(7, 7, "", f"{ROOT}page/6/")
    yield _list("home", "home", CARDS, pager, burned=CARDS[:3], desks=DESKS)
    yield _list("empty-home", "home", ())
    yield _list("list", "category", CARDS, Pager(2, 3, ROOT, f"{ROOT}page/1/"))
    yield _list("empty-list", "tag", ())
    yield _list("month", "month", CARDS, None, calendar=CALENDAR)
    for name, more in (
        ("scores", {"scores": SCORES}),
        ("search", {"archive": ARCHIVE}),
        ("feeds", {"feeds": FEEDS}),
        ("page", {"standing": STANDING}),
        ("404", {"standing": replace(STANDING, meta={"default": True})}),
    ):
        kind = "standing" if name == "page" else name
        page = _page(kind, name.title(), f"{ROOT}{name}/")
        yield Sample(name, f"{name}.html", {"site": SITE, "page": page, **more})
