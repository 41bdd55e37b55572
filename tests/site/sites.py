"""A small site to build: invented roasts, and a theme that prints everything it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from roaster.config.schema import Config
from roaster.model.roast import Roast, Section, Source, StandingPage, Status
from roaster.site.build import Builder, BuildReport
from roaster.state.build_cache import BuildCache
from roaster.text.digests import digest

NOW = datetime(2026, 4, 20, 12, tzinfo=UTC)
URL = "https://harbour.example/2026/brightwell"
RECEIPT = f"{URL}#:~:text=cut%201%2C200%20jobs,on%20Tuesday%2C%20a%20week"
SCORES = {"hype_gap": 4, "self_own": 2, "irony": 4, "stakes": 2, "missing_remedy": 4}

_HEAD = """<!doctype html>
<html lang="{{ site.language }}"><head><meta charset="utf-8">
<title>{{ page.title }}</title><meta name="description" content="{{ page.description }}">
{% if page.robots %}<meta name="robots" content="{{ page.robots }}">{% endif %}
<link rel="icon" href="{{ site.icon }}"><link rel="stylesheet" href="{{ site.stylesheet }}">
{% if page.feed %}<link rel="alternate" href="{{ page.feed }}">{% endif %}
<link rel="canonical" href="{{ page.url_absolute }}">
{% if page.json_ld %}<script type="application/ld+json">{{ page.json_ld }}</script>{% endif %}
</head><body><nav><a href="{{ site.home }}">{{ site.title }}</a>
{% for link in site.categories + site.pages %}
<a href="{{ link.url }}">{{ link.text }}</a>{% endfor %}
{% if site.about %}<a href="{{ site.about }}">About</a>{% endif %}
{% if site.drop %}<a href="{{ site.drop.url }}">Drop</a>{% endif %}
<a href="{{ site.scores }}">Scores</a> <a href="{{ site.search }}">Search</a>
<a href="{{ site.feed_atom }}">Atom</a> <a href="{{ site.feed_json }}">JSON</a>
{% if site.feeds %}<a href="{{ site.feeds }}">Feeds</a>{% endif %}</nav>
<main>{% block main %}{% endblock %}</main></body></html>
"""
_CARDS = """{% macro cards(list) %}{% for card in list %}
<article><h2><a href="{{ card.url }}">{{ card.title }}</a></h2><p title="{{ card.quip }}">
{{ card.quip }} {{ card.day }} {{ card.outlet }} {{ card.score.text if card.score else "" }}
{% if card.category %}<a href="{{ card.category.url }}">{{ card.category.text }}</a>{% endif %}
</p></article>{% endfor %}{% endmacro %}
{% macro links(list) %}{% for link in list %}
<a href="{{ link.url }}">{{ link.text }} {{ link.count }}</a>{% endfor %}{% endmacro %}
"""
_LIST = """{% extends "base.html" %}{% from "cards.html" import cards, links %}{% block main %}
<h1>{{ list.heading }}</h1><p>{{ list.intro }}</p>{{ links(list.links) }}{{ cards(list.cards) }}
{% for card in list.burned %}<p>burned {{ card.title }}</p>{% endfor %}
{% for desk in list.desks %}<p>{{ desk.category.text }} {{ desk.newest.title }}</p>{% endfor %}
{% if list.calendar %}{% for week in list.calendar.weeks %}{% for day in week %}{% if day %}
{{ day.day }} {{ day.count }} {{ day.worst.title if day.worst else "" }}{% endif %}{% endfor %}
{% endfor %}{% endif %}{% if list.pager %}<p>{{ list.pager.number }}
{% if list.pager.newer %}<a href="{{ list.pager.newer }}">newer</a>{% endif %}
{% if list.pager.older %}<a href="{{ list.pager.older }}">older</a>{% endif %}</p>{% endif %}
{% if list.feed %}<a href="{{ list.feed }}">feed</a>{% endif %}{% endblock %}"""
_ROAST = """{% extends "base.html" %}{% from "cards.html" import links %}{% block main %}
<h1>{{ roast.title }}</h1><p>{{ roast.quip }}</p>{{ roast.preamble }}
{% for part in roast.sections %}<section><h2 id="{{ part.id }}">{{ part.heading }}</h2>
{{ part.html }}</section><a href="#{{ part.id }}">up</a>{% endfor %}<p>{{ roast.sign_off }}</p>
{% for part in roast.subscores %}<p>{{ part.name }}
{{ part.value }}/{{ part.top }}: {{ part.meaning }} {{ part.reason }}</p>
{% endfor %}{% for source in roast.sources %}<p><a href="{{ source.url }}">{{ source.title }}</a>
{% if source.outlet_url %}<a href="{{ source.outlet_url }}">{{ source.outlet }}</a>{% endif %}
{{ source.day }}</p>{% endfor %}{{ links(roast.tags) }}
{% if roast.category %}<a href="{{ roast.category.url }}">{{ roast.category.text }}</a>{% endif %}
{% if roast.previous %}<a href="{{ roast.previous.url }}">{{ roast.previous.title }}</a>{% endif %}
{% if roast.next %}<a href="{{ roast.next.url }}">{{ roast.next.title }}</a>{% endif %}
{% for card in roast.earlier %}<a class="earlier" href="{{ card.url }}">{{ card.title }}
{{ card.score.text if card.score else "" }}</a>{% endfor %}
{% for note in roast.corrections %}<p>{{ note.day }}: {{ note.text }}</p>{% endfor %}
<p>{{ roast.reviewed_by }} {{ roast.straight }}</p>
<dl>{% for key, value in roast.meta.items() %}<dt title="{{ key }}">{{ key }}</dt>
<dd>{{ value }}</dd>{% endfor %}</dl>
<p>{{ roast.model }} {{ roast.offline }} {{ roast.edited }} {{ roast.written }}</p>
<a href="{{ roast.share_by_mail }}">Mail</a>
{% endblock %}"""
_SCORES = """{% extends "base.html" %}{% from "cards.html" import cards %}{% block main %}
<h1>{{ page.title }}</h1>{{ cards(scores.most) }}{{ cards(scores.least) }}
{{ scores.month }}{% for card in scores.month_most %}<p>now {{ card.title }}</p>{% endfor %}
{% for bars in (scores.distribution, scores.categories, scores.outlets, scores.months) %}
{% for bar in bars %}<p>{% if bar.url %}<a href="{{ bar.url }}">{{ bar.label }}</a>
{% else %}{{ bar.label }}{% endif %} {{ bar.value }} {{ bar.share }}</p>{% endfor %}{% endfor %}
{% for one in scores.rubric %}<h2>{{ one.name }}</h2>{% endfor %}{{ scores.count }}{% endblock %}"""
_SEARCH = """{% extends "base.html" %}{% from "cards.html" import links %}{% block main %}
<h1>{{ page.title }}</h1>{% for year in archive.years %}<a href="{{ year.year.url }}">
{{ year.year.text }}</a>{{ links(year.months) }}{% endfor %}
{{ links(archive.categories) }}{{ links(archive.tags) }}{{ links(archive.outlets) }}
{% endblock %}"""
_PAGE = """{% extends "base.html" %}{% block main %}<h1>{{ standing.title }}</h1>
{{ standing.html }}{% endblock %}"""
_FEEDS = """{% extends "base.html" %}{% block main %}<h1>{{ page.title }}</h1>
{% for one in feeds.feeds %}<a href="{{ one.page }}">{{ one.name }}</a>
<a href="{{ one.atom }}">Atom</a>{% if one.json %}<a href="{{ one.json }}">JSON</a>{% endif %}
{% endfor %}{% endblock %}"""
TEMPLATES = {
    "base.html": _HEAD,
    "cards.html": _CARDS,
    "home.html": _LIST,
    "list.html": _LIST,
    "roast.html": _ROAST,
    "scores.html": _SCORES,
    "search.html": _SEARCH,
    "feeds.html": _FEEDS,
    "page.html": _PAGE,
    "404.html": _PAGE,
}


def write_theme(folder: Path, **templates: str) -> Path:
    """A theme in `folder`; keyword arguments replace templates (`roast="…"`)."""
    changed = {f"{name}.html": text for name, text in templates.items()}
    for name, text in {**TEMPLATES, **changed}.items():
        file = folder / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (folder / "static").mkdir(exist_ok=True)
    (folder / "static" / "plain.css").write_text("body { margin: 1rem }\n")
    (folder / "static" / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "theme.yaml").write_text(f"name: {folder.name}\n")
    return folder


def config(**parts: Mapping[str, Any]) -> Config:
    site = {
        "base_url": "https://roasts.example/",
        "theme": "plain",
        "per_page": 3,
        "cards": False,  # they have tests of their own
        "badges": False,
        **parts.pop("site", {}),
    }
    return Config.model_validate({"site": site, **parts})


def roast(number: int = 1, **changes: Any) -> Roast:
    """A roast dated `number` days into 2026, complete in every part."""
    day = date(2026, 1, 1) + timedelta(days=number - 1)
    slug = changes.get("slug", f"roast-{number}")
    day = changes.get("day", day)
    made = Roast(
        slug=slug,
        path=f"content/roasts/{day.year}/{day.isoformat()}-{slug}.md",
        title=f"Brightwell cuts {number} jobs",
        day=day,
        status=Status.PUBLISHED,
        sections=(
            Section("take", "Sally's Take", f"They kept *{number}* slides."),
            Section("facts", "What Actually Happened", f"- It cut jobs. [receipt]({RECEIPT})"),
        ),
        id=digest(f"id {number}"),
        category=("ai", "business")[number % 2],
        tags=("layoffs", f"tag-{number % 3}"),
        score=Decimal(number % 101) / 10,
        scores=SCORES,
        quip=f"Quip **{number}** of many.",
        sources=(
            Source("Brightwell cuts jobs", "The Harbour Post", URL, NOW),
            Source("Jobs cut", f"Ledger {number % 4}", f"https://ledger.example/{number}"),
        ),
        roasted={"model": "offline/sally", "at": f"{day.isoformat()}T09:12:03Z", "rubric": 1},
        meta={"title": f"Brightwell cuts {number} jobs", "mood": "dry"},
    )
    made = replace(made, **changes)
    return replace(made, digest=digest(repr(made)))


def page(slug: str, title: str, text: str = "Some *text*.", **changes: Any) -> StandingPage:
    made = StandingPage(slug, f"content/pages/{slug}.md", title, text, **changes)
    return replace(made, digest=digest(repr(made)))


ABOUT = page("about", "About Sally")
DROP = page("drop", "Drop it", "Hand it over.")


def many(count: int, first: int = 1) -> list[Roast]:
    return [roast(number) for number in range(first, first + count)]


@dataclass
class Site:
    """A folder that is built into; its memory stays between builds until it is forgotten."""

    root: Path
    config: Config = field(default_factory=config)
    now: datetime = NOW
    pages: Sequence[StandingPage] = (ABOUT, DROP)

    @property
    def public(self) -> Path:
        return self.root / "public"

    def build(self, roasts: Sequence[Roast] = (), **options: Any) -> BuildReport:
        pages = options.pop("pages", self.pages)
        settings = options.pop("config", self.config)
        now = options.pop("now", self.now)
        with BuildCache(self.root / ".roaster" / "build.sqlite3") as cache:
            builder = Builder(self.root, self.public, settings, now=now, cache=cache, **options)
            return builder.build(roasts, pages)

    def files(self) -> dict[str, bytes]:
        return {
            file.relative_to(self.public).as_posix(): file.read_bytes()
            for file in sorted(self.public.rglob("*"))
            if file.is_file()
        }

    def text(self, path: str) -> str:
        return (self.public / path).read_text(encoding="utf-8")


def make_site(root: Path, **templates: str) -> Site:
    write_theme(root / "themes" / "plain", **templates)
    return Site(root)
