"""Feeds over days: nothing is told twice, whatever becomes of an item's title, link and place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Roaster = Callable[..., Any]
DAY = "2026-04-{:02}T18:00:00Z"


def item(url: str, title: str, guid: str) -> str:
    return (
        f"<item><title>{title}</title><link>{url}</link><guid isPermaLink='false'>{guid}</guid>"
        "<pubDate>Thu, 09 Apr 2026 08:00:00 GMT</pubDate></item>"
    )


@pytest.fixture
def site(news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path) -> Path:
    """A site whose only item, `harbour`, was roasted on the tenth."""
    page = newsroom.put("/news/harbour", news.page("harbour"))
    title = news.STORIES["harbour"][0]
    feed = newsroom.put("/feed.xml", news.rss(item(page, title, "one")), "application/rss+xml")
    settings = {"feeds": [feed], "gather": {"max_age": "30d"}}
    made: Path = news.write_site(tmp_path / "site", newsroom, **settings)
    assert len(roaster("-C", made, "--now", DAY.format(10), "--json", "run").json["roasts"]) == 1
    return made


def ended(roaster: Roaster, site: Path, day: int) -> list[tuple[str, str]]:
    told = roaster("-C", site, "--now", DAY.format(day), "--json", "gather").json
    return [(one["outcome"], one["reason"]) for one in told["items"]]


def test_an_id_that_changes_its_link_is_the_item_that_is_told(
    news: ModuleType, newsroom: Any, roaster: Roaster, site: Path
) -> None:
    page = newsroom.put("/moved/elsewhere", news.page("harbour", body="<p>Moved.</p>" * 90))
    newsroom.put("/feed.xml", news.rss(item(page, "Quite another headline", "one")))
    for day in (11, 12):
        ((outcome, reason),) = ended(roaster, site, day)
        assert outcome == "updated"
        assert "new address" in reason
    assert not newsroom.asked("/moved/elsewhere")


def test_without_the_cache_the_same_story_at_another_link_continues_the_told_one(
    news: ModuleType, newsroom: Any, roaster: Roaster, site: Path
) -> None:
    page = newsroom.put("/moved/elsewhere", news.page("harbour"))
    newsroom.put("/feed.xml", news.rss(item(page, news.STORIES["harbour"][0], "one")))
    shutil.rmtree(site / ".roaster")
    assert [outcome for outcome, _ in ended(roaster, site, 11)] == ["continuing"]


def test_an_item_with_a_new_title_and_one_that_comes_back_are_known(
    news: ModuleType, newsroom: Any, roaster: Roaster, site: Path
) -> None:
    page = newsroom.root + "/news/harbour"
    newsroom.put("/feed.xml", news.rss(item(page, "A new headline", "one")))
    assert [outcome for outcome, _ in ended(roaster, site, 11)] == ["updated"]
    newsroom.put("/feed.xml", news.rss())
    assert ended(roaster, site, 12) == []
    newsroom.put("/feed.xml", news.rss(item(page, news.STORIES["harbour"][0], "one")))
    assert [outcome for outcome, _ in ended(roaster, site, 13)] == ["known"]


def test_a_second_run_on_unchanged_feeds_asks_only_conditionally(
    news: ModuleType, newsroom: Any, roaster: Roaster, site: Path
) -> None:
    before = len(newsroom.visits)
    roaster("-C", site, "--now", DAY.format(10), "run")
    visits = newsroom.visits[before:]
    assert [visit.path for visit in visits] == ["/feed.xml"]
    assert all(visit.conditional for visit in visits)


def test_items_without_an_address_do_not_stand_in_for_each_other(
    news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path
) -> None:
    feeds = []
    for name in ("oven", "census"):
        text = "".join(f"&lt;p&gt;{one}&lt;/p&gt;" for one in news.paragraphs(name))
        entry = (
            f"<item><title>{news.STORIES[name][0]}</title><description>{text}</description></item>"
        )
        feeds.append(newsroom.put(f"/{name}.xml", news.rss(entry)))
    made = news.write_site(tmp_path / "linkless", newsroom, feeds=feeds)
    outcomes = [outcome for outcome, _ in ended(roaster, made, 10)]
    assert "duplicate" not in outcomes
