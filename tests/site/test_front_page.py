"""Front page, calendars, boards of the month, sitemaps: what depends on the day, and only that."""

from __future__ import annotations

import gzip
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from types import ModuleType
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

APRIL = date(2026, 4, 20)


def week(sites: ModuleType) -> list[Any]:
    """One roast a day up to the twentieth of April, scored 0.1 to 1.0."""
    days = (APRIL - timedelta(days=n) for n in range(10))
    return [
        sites.roast(n, day=day, score=Decimal(n) / 10, title=f"Story {n}")
        for n, day in enumerate(days, 1)
    ]


def burned(site: Any) -> list[str]:
    return re.findall(r"<p>burned Story (\d+)", site.text("index.html"))


def test_the_most_burned_of_the_week_are_of_seven_days_and_end_today(
    site: Any, sites: ModuleType
) -> None:
    roasts = week(sites)
    site.build(roasts)
    assert burned(site) == ["7", "6", "5", "4", "3"]
    site.build(roasts, now=sites.NOW + timedelta(days=4))
    assert burned(site) == ["3", "2", "1"]
    assert site.build(roasts, now=sites.NOW + timedelta(days=9)).written == 1
    assert burned(site) == []


def test_a_new_day_without_news_changes_nothing_else(site: Any, sites: ModuleType) -> None:
    roasts = sites.many(20)  # of January
    site.build(roasts)
    assert site.build(roasts, now=sites.NOW + timedelta(days=40)).written == 0


def test_a_month_is_a_calendar_with_the_worst_of_each_day(site: Any, sites: ModuleType) -> None:
    mild = sites.roast(1, slug="mild", day=APRIL, score=Decimal("1.0"), title="Mild")
    hot = sites.roast(2, slug="hot", day=APRIL, score=Decimal("9.0"), title="Hot")
    site.build([mild, hot])
    assert re.search(r"\b20 2 Hot", site.text("2026/04/index.html"))
    assert re.search(r"\b19 0\s", site.text("2026/04/index.html"))


def test_scores_tell_this_month_apart(site: Any, sites: ModuleType) -> None:
    roasts = week(sites)
    site.build(roasts)
    assert "April 2026<p>now Story 10" in site.text("scores/index.html")
    site.build(roasts, now=datetime.combine(date(2026, 5, 3), sites.NOW.timetz()))
    assert "<p>now" not in site.text("scores/index.html")


def test_the_news_sitemap_holds_two_days_and_only_where_it_is_asked_for(
    site: Any, sites: ModuleType
) -> None:
    site.build(week(sites))
    assert not (site.public / "news.xml").exists()
    assert not (site.public / "llms.txt").exists()
    site.config = sites.config(site={"news_sitemap": True, "llms_txt": True})
    site.build(week(sites))
    assert re.findall(r"<news:title>(.*?)</", site.text("news.xml")) == ["Story 1", "Story 2"]
    assert "[Story 1](https://roasts.example/2026/04/20/" in site.text("llms.txt")


def test_the_sitemap_says_when_a_list_last_changed(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(3))
    entry = re.search(
        r"<loc>https://roasts.example/</loc>\s*<lastmod>(.*?)<", site.text("sitemap.xml")
    )
    assert entry is not None
    assert entry[1] == "2026-01-03"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


@pytest.mark.parametrize("theme", ["sally", "plain"])
def test_every_page_is_reached_from_the_front_page_by_links(
    site: Any, sites: ModuleType, theme: str
) -> None:
    (site.root / "themes" / "plain").rename(site.root / "themes" / "other")
    site.config = sites.config(site={"theme": theme, "per_page": 3})
    site.build(sites.many(40))
    waiting, seen = ["/"], set()
    while waiting:
        path = waiting.pop()
        if path in seen or not (file := site.public / f"{path[1:]}index.html").is_file():
            continue
        seen.add(path)
        links = _Links()
        links.feed(file.read_text("utf-8"))
        found = (urlsplit(urljoin(f"https://roasts.example{path}", link)) for link in links.found)
        waiting += [parts.path for parts in found if parts.netloc == "roasts.example"]
    pages = {f"/{p.removesuffix('index.html')}" for p in site.files() if p.endswith("/index.html")}
    assert pages - seen == set()


def test_a_page_is_light(site: Any, sites: ModuleType) -> None:
    site.config = sites.config(site={"theme": "sally", "per_page": 12})
    site.build(sites.many(30))
    for path in ("index.html", "2026/01/30/roast-30/index.html"):
        page = site.text(path)
        head = page.partition("</head>")[0]
        loaded = re.findall(r'<link rel="(?:stylesheet|icon)" href="/([^"]+)"', head)
        assert len(loaded) == 2
        parts = [page.encode(), *((site.public / name).read_bytes() for name in loaded)]
        assert sum(len(gzip.compress(part, 9)) for part in parts) <= 8192, path
