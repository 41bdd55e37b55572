from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.text.addresses import address_key

NOW = "2026-04-10T18:00:00Z"


@pytest.fixture
def site(tmp_path: Path, news: ModuleType, newsroom: Any) -> Callable[..., Path]:
    """A site that reads three stories, the harbour from two outlets; settings as given."""

    def made(**settings: Any) -> Path:
        first = news.put_stories(newsroom, "harbour", "oven", "census")
        url = newsroom.put("/courier/harbour", news.page("harbour"))
        entry = news.item(url, news.STORIES["harbour"][0])
        second = newsroom.put("/courier.xml", news.rss(entry, title="Courier"))
        feeds = [
            {"url": first, "outlet": "Gazette", "category": "local"},
            {"url": second, "outlet": "Courier", "category": "local"},
        ]
        root: Path = news.write_site(tmp_path / "site", newsroom, feeds=feeds, **settings)
        return root

    return made


def test_gather_tells_rank_worth_and_why_of_each_event(
    site: Callable[..., Path], roaster: Callable[..., Any], news: ModuleType
) -> None:
    root = site()
    events = roaster("-C", root, "--now", NOW, "gather", "--json").json["events"]
    assert [event["rank"] for event in events] == [1, 2, 3]
    (harbour,) = [one for one in events if one["title"] == news.STORIES["harbour"][0]]
    assert all(event["worth"] > 0 and event["why"] for event in events)
    assert harbour["why"][0].startswith("outlets +2.6 ")  # the second only copied the first
    told = roaster("-C", root, "--now", NOW, "gather", "-v").out
    for event in events:
        line = next(line for line in told.splitlines() if f"{event['rank']}. worth" in line)
        assert all(why in line for why in event["why"])
    assert "worth" not in roaster("-C", root, "--now", NOW, "gather").out


def test_a_run_roasts_in_the_ranked_order_and_no_more_of_a_category_than_allowed(
    site: Callable[..., Path], roaster: Callable[..., Any]
) -> None:
    root = site(roast={"per_run": 5, "per_category": 1})
    ran = roaster("-C", root, "--now", NOW, "run", "--json").json
    first, *others = ran["gather"]["events"]
    assert [roast["title"] for roast in ran["roasts"]] == [first["title"]]
    assert ran["waiting"] == [event["title"] for event in others]


def test_what_waits_keeps_its_first_day_and_rises(
    site: Callable[..., Path], roaster: Callable[..., Any]
) -> None:
    root = site(roast={"per_run": 0})
    roaster("-C", root, "--now", NOW, "run")
    later = "2026-04-12T18:00:00Z"
    roaster("-C", root, "--now", later, "run")
    events = roaster("-C", root, "--now", later, "gather", "--json").json["events"]
    assert all("waiting +4.0 (since 2026-04-10)" in event["why"] for event in events)


def test_the_memory_of_an_earlier_version_is_read(
    site: Callable[..., Path], roaster: Callable[..., Any]
) -> None:
    root = site(roast={"per_run": 1})
    before = roaster("-C", root, "--now", NOW, "gather", "--json").json["events"]
    last = before[-1]["sources"][0]["url"]
    (root / ".roaster" / "waiting.json").write_text(json.dumps([address_key(last)]))
    after = roaster("-C", root, "--now", NOW, "gather", "--json").json["events"]
    (waits,) = [event for event in after if any("waiting" in why for why in event["why"])]
    assert waits["title"] == before[-1]["title"]
    assert waits["worth"] > before[-1]["worth"]


def test_what_is_never_joked_about_is_listed_with_subject_and_sentence(
    tmp_path: Path, roaster: Callable[..., Any], news: ModuleType, newsroom: Any
) -> None:
    first = news.put_stories(newsroom, "harbour")
    url = newsroom.put("/news/oven", news.page("oven"))
    filed = news.item(url, news.STORIES["oven"][0]).replace(
        "</item>", "<category>Obituaries</category></item>"
    )
    grim = news.item(newsroom.root + "/news/grim", "Two climbers killed on the north face")
    second = newsroom.put("/courier.xml", news.rss(filed, grim, title="Courier"))
    root = news.write_site(tmp_path / "site", newsroom, feeds=[first, second])
    for command in ("gather", "run"):
        told = roaster("-C", root, "--now", NOW, command).out
        assert "2 never to be joked about" in told
        assert "death: Two climbers killed on the north face: “Two climbers killed" in told
        assert f"death: {news.STORIES['oven'][0][:40]}" in told
    found = roaster("-C", root, "--now", NOW, "gather", "--json").json["events"]
    assert {event.get("never_roast") for event in found} == {"death"}
    assert not newsroom.asked("/news/grim")
    assert not newsroom.asked("/news/oven")
