from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest

from roaster.model.roast import Status

EMPTY_MAIN = re.compile(r"<article>")


def listed(site: Any, path: str) -> list[int]:
    return [int(n) for n in re.findall(r"<h2><a href=[^>]*>Brightwell cuts (\d+)", site.text(path))]


def test_the_front_page_shows_the_newest_and_numbers_count_from_the_oldest(
    site: Any, sites: ModuleType
) -> None:
    site.build(sites.many(8))
    assert listed(site, "index.html") == [8, 7, 6]
    assert listed(site, "page/1/index.html") == [3, 2, 1]
    assert listed(site, "page/2/index.html") == [6, 5, 4]
    assert not (site.public / "page/3").exists()


def test_following_older_from_the_front_page_meets_every_roast(
    site: Any, sites: ModuleType
) -> None:
    for total in range(1, 14):
        site.build(sites.many(total))
        seen, path = set(), "index.html"
        while path:
            seen |= set(listed(site, path))
            older = re.search(r'<a href="/([^"]*)">older', site.text(path))
            path = f"{older[1]}index.html" if older else ""
        assert seen == set(range(1, total + 1))


def test_a_new_roast_leaves_numbered_pages_as_they_are(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(60))
    before = site.files()
    report = site.build(sites.many(61))
    changed = {path for path, data in site.files().items() if before.get(path) != data}
    numbered = {path for path in changed if "/page/" in f"/{path}" and path in before}
    assert report.written == len(changed)
    assert len(numbered) <= 6  # the newest page of each list gets its “newer” link
    assert len(changed) < 30


def test_no_list_is_empty_and_a_site_without_roasts_still_has_its_pages(
    site: Any, sites: ModuleType
) -> None:
    site.build([])
    assert set(site.files()) >= {"index.html", "scores/index.html", "search/index.html", "feed.xml"}
    assert not [path for path in site.files() if path.startswith(("category", "tag", "2026"))]
    site.build(sites.many(10))
    lists = [path for path in site.files() if re.match(r"(category|tag|source|page|2026/)", path)]
    pages = [
        path for path in lists if path.endswith(".html") and not re.match(r"2026/\d\d/\d\d", path)
    ]
    assert all("<article>" in site.text(path) for path in pages)


@pytest.mark.parametrize("drafts", [False, True])
def test_killed_roasts_never_show(site: Any, sites: ModuleType, drafts: bool) -> None:
    killed = sites.roast(
        7, title="SECRET", status=Status.KILLED, tags=("SECRET",), category="SECRET"
    )
    site.build([*sites.many(3), killed], drafts=drafts)
    assert not [p for p, data in site.files().items() if b"SECRET" in data or "secret" in p]


def hidden(sites: ModuleType) -> list[Any]:
    secret = {"title": "SECRET", "tags": ("SECRET",), "category": "SECRET"}
    later = sites.NOW + timedelta(minutes=1)
    return [
        sites.roast(7, status=Status.DRAFT, **secret),
        sites.roast(8, publish_at=later, **secret),
        sites.roast(9, day=sites.NOW.date() + timedelta(days=1), **secret),
    ]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_what_is_not_due_leaks_nowhere(site: Any, sites: ModuleType, which: int) -> None:
    site.build([*sites.many(3), hidden(sites)[which]])
    assert not [p for p, data in site.files().items() if b"SECRET" in data or "secret" in p]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_with_drafts_it_shows_but_not_to_search_engines_or_feeds(
    site: Any, sites: ModuleType, which: int
) -> None:
    one = hidden(sites)[which]
    site.build([*sites.many(3), one], drafts=True)
    page = f"{one.day:%Y/%m/%d}/{one.slug}/index.html"
    assert '<meta name="robots" content="noindex">' in site.text(page)
    for feed in ("feed.xml", "feed.json"):
        assert "SECRET" not in site.text(feed)
    assert one.slug not in site.text("sitemap.xml")
    assert not (site.public / "category/secret/feed.xml").exists()


def test_pages_that_drafts_alone_bring_about_are_hidden_from_search_engines(
    site: Any, sites: ModuleType
) -> None:
    """Its year, month, category, tag and outlet, and the full pages of a list of drafts."""
    public = sites.many(3)
    far = {"category": "secret", "tags": ("hidden",), "status": Status.DRAFT}
    drafts = [sites.roast(400 + n, slug=f"secret-{n}", **far) for n in range(5)]
    mixed = sites.roast(4, status=Status.DRAFT)
    site.build(public)
    without = {path for path in site.files() if path.endswith(".html")}
    site.build([*public, mixed, *drafts], drafts=True)
    pages = {path for path in site.files() if path.endswith(".html")}
    hidden = {path for path in pages if "noindex" in site.text(path)}
    assert hidden >= {
        "2027/index.html",
        "2027/02/index.html",
        "category/secret/index.html",
        "category/secret/page/1/index.html",
        "tag/hidden/index.html",
        "2026/01/04/roast-4/index.html",
    }
    assert not hidden & without - {"404.html"}
    mixed_pages = pages - without - hidden  # full pages of lists that are there anyway
    assert all(re.search(r"(^|/)page/\d+/", path) for path in mixed_pages)
    base = site.config.site.base_url
    listed_ = re.findall("<loc>(.*)</loc>", site.text("sitemap.xml"))
    assert {one.removeprefix(base) for one in listed_} == {
        path.removesuffix("index.html") for path in pages - hidden - {"404.html"}
    }


def test_a_roast_appears_when_its_hour_has_come(site: Any, sites: ModuleType) -> None:
    due = sites.NOW + timedelta(hours=1)
    later = sites.roast(2, publish_at=due)
    site.build([sites.roast(1), later])
    assert not (site.public / "2026/01/02").exists()
    site.build([sites.roast(1), later], now=due)
    assert (site.public / "2026/01/02/roast-2/index.html").is_file()


def test_today_is_the_sites_day_not_greenwichs(site: Any, sites: ModuleType) -> None:
    site.config = sites.config(site={"timezone": "Pacific/Auckland"})
    evening = datetime(2026, 1, 1, 13, tzinfo=UTC)  # the second of January in Auckland
    site.build([sites.roast(2)], now=evening)
    assert (site.public / "2026/01/02/roast-2/index.html").is_file()


def test_scores_rank_and_average_in_exact_tenths(site: Any, sites: ModuleType) -> None:
    from decimal import Decimal

    values = ("9.9", "0.1", "5.0", "5.1")
    site.build([sites.roast(n, score=Decimal(v), category="ai") for n, v in enumerate(values, 1)])
    text = site.text("scores/index.html")
    order = re.findall(r"<h2><a href=[^>]*>Brightwell cuts (\d)", text)
    assert order == ["1", "4", "2", "3"]
    assert re.search(r">AI</a>\s+5\.0 100", text)
