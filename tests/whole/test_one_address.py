"""An article that has several addresses is one item, in one run and in the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW = "2026-04-10T18:00:00Z"
LATER = "2026-04-10T19:00:00Z"
Roaster = Callable[..., Any]


@pytest.fixture
def amp(news: ModuleType, newsroom: Any) -> str:
    """The AMP address of a page that stands under its canonical one too."""
    url = newsroom.put("/news/harbour-bridge-ends-in-water", news.page("harbour"))
    link = f'<link rel="canonical" href="{url}"></head>'
    page = news.page("harbour").replace("<html", "<html amp").replace("</head>", link)
    address: str = newsroom.put("/amp/harbour-bridge-ends-in-water", page)
    return address


def test_the_amp_and_the_canonical_address_are_one_item(
    amp: str, news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path
) -> None:
    title, canonical = news.STORIES["harbour"][0], amp.replace("/amp/", "/news/")
    first = newsroom.put("/a.xml", news.rss(news.item(amp, title)), "application/rss+xml")
    second = newsroom.put("/b.xml", news.rss(news.item(canonical, title)), "application/rss+xml")
    site = news.write_site(tmp_path / "site", newsroom, feeds=[first, second])

    result = roaster("-C", site, "--now", NOW, "--json", "gather")

    assert sorted(item["outcome"] for item in result.json["items"]) == ["duplicate", "new"]
    (event,) = result.json["events"]
    assert event["sources"][0]["url"] == canonical


def test_an_article_roasted_from_its_amp_page_is_not_roasted_again_from_the_other(
    amp: str, news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path
) -> None:
    title, canonical = news.STORIES["harbour"][0], amp.replace("/amp/", "/news/")
    feed = newsroom.put("/a.xml", news.rss(news.item(amp, title)), "application/rss+xml")
    site = news.write_site(tmp_path / "site", newsroom, feeds=[feed])
    assert len(roaster("-C", site, "--now", NOW, "--json", "run").json["roasts"]) == 1
    (path,) = (site / "content" / "roasts").rglob("*.md")
    assert canonical in path.read_text(encoding="utf-8")

    newsroom.put("/a.xml", news.rss(news.item(canonical, title)), "application/rss+xml")
    again = roaster("-C", site, "--now", LATER, "--json", "run").json
    assert [item["outcome"] for item in again["gather"]["items"]] == ["known"]
    newsroom.put("/a.xml", news.rss(news.item(amp, title)), "application/rss+xml")
    again = roaster("-C", site, "--now", LATER, "--json", "run").json
    assert [item["outcome"] for item in again["gather"]["items"]] == ["continuing"]
    assert again["roasts"] == []
