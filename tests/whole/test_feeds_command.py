"""`roaster feeds`: what is found is shown and written, and the rest of config.yaml stays."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]


@pytest.fixture
def site(news: ModuleType, newsroom: Any, tmp_path: Path) -> Path:
    """A site without feeds, with a comment in its config that must stay."""
    root: Path = news.write_site(tmp_path / "site", newsroom)
    path = root / "config.yaml"
    path.write_text(f"# mine\n{path.read_text()}feeds:  # none yet\n# end\n")
    return root


@pytest.fixture
def feeds(roaster: Roaster, site: Path) -> Callable[..., Any]:
    def call(*args: str) -> Any:
        return roaster("-C", site, "--now", NOW, "feeds", *args)

    return call


def page(*links: str) -> str:
    return "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links
    )


def written(site: Path) -> Any:
    return yaml.safe_load((site / "config.yaml").read_text())["feeds"]


def test_a_site_s_feed_is_found_shown_and_written(
    news: ModuleType, newsroom: Any, site: Path, feeds: Any
) -> None:
    feed = news.put_stories(newsroom, "harbour", "oven")
    before = (site / "config.yaml").read_text()
    result = feeds("add", newsroom.put("/", page("feed.xml")), "--category", "towns")
    assert result.code == 0, result.err
    assert "The Averil Gazette · rss20 · 2 items · no full texts" in result.out
    assert "newest: 2026-04-09 Harbour authority" in result.out
    line = f"  - {{url: {feed}, category: towns}}\n"
    after = (site / "config.yaml").read_text()
    assert after.replace(line, "") == before
    assert after.endswith(f"feeds:  # none yet\n{line}# end\n")


def test_a_dry_run_shows_and_writes_nothing(
    news: ModuleType, newsroom: Any, site: Path, feeds: Any
) -> None:
    before = (site / "config.yaml").read_bytes()
    result = feeds("add", news.put_stories(newsroom, "harbour"), "--dry-run", "--json")
    (found,) = result.json["found"]
    assert (found["title"], found["kind"], found["items"]) == ("The Averil Gazette", "rss20", 1)
    assert found["newest"]["published"] == "2026-04-09T08:00:00Z"
    assert result.json["dry_run"] is True
    assert (site / "config.yaml").read_bytes() == before


def test_of_several_feeds_the_first_is_taken_or_all_or_one_by_its_address(
    news: ModuleType, newsroom: Any, site: Path, feeds: Any
) -> None:
    addresses = [
        news.put_stories(newsroom, name, feed=f"/{name}.xml")
        for name in ("harbour", "oven", "census")
    ]
    home = newsroom.put("/", page("harbour.xml", "oven.xml", "census.xml"))
    result = feeds("add", home)
    assert all(address in result.out for address in addresses)
    assert "2 other feeds: add one by its address, or all with --all" in result.out
    assert written(site) == addresses[:1]
    feeds("add", addresses[2])
    assert written(site) == [addresses[0], addresses[2]]
    feeds("add", home, "--all")
    assert written(site) == [addresses[0], addresses[2], addresses[1]]


def test_what_is_configured_is_never_added_again(
    news: ModuleType, newsroom: Any, site: Path, feeds: Any
) -> None:
    feed = news.put_stories(newsroom, "harbour")
    feeds("add", feed)
    before = (site / "config.yaml").read_bytes()
    newsroom.put("/feed.xml?utm_source=x", newsroom.resources["/feed.xml"].body)
    result = feeds("add", f"{feed}?utm_source=x")
    assert result.code == 0
    assert "stands in config.yaml already" in result.out
    assert (site / "config.yaml").read_bytes() == before


def test_where_nothing_is_found_it_says_what_was_tried(newsroom: Any, feeds: Any) -> None:
    result = feeds("add", newsroom.put("/", "<html><body>Hello</body></html>"), "--json")
    assert result.code == 4
    assert "no feed was found" in result.json["error"]["message"]
    assert "/rss.xml" in result.json["error"]["remedy"]
    assert feeds("add", "http://[").code == 2
    assert feeds("add", f"{newsroom.root}/nothing-here").code == 4


def test_an_opml_list_is_imported_once(
    news: ModuleType, newsroom: Any, site: Path, feeds: Any, tmp_path: Path
) -> None:
    known = news.put_stories(newsroom, "harbour")
    feeds("add", known)
    path = tmp_path / "list.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="Tech">'
        '<outline text="A" xmlUrl="https://a.example/feed"/>'
        '<outline text="A again" xmlUrl="http://www.a.example/feed/"/>'
        f'<outline text="Known" xmlUrl="{known}"/>'
        '<outline text="Bad" xmlUrl="gopher://b.example/"/></outline></body></opml>'
    )
    result = feeds("import", str(path), "--json")
    assert [feed["url"] for feed in result.json["added"]] == ["https://a.example/feed"]
    assert result.json["known"] == ["http://www.a.example/feed/", known]
    assert [one["name"] for one in result.json["skipped"]] == ["Bad"]
    assert written(site) == [
        known,
        {"url": "https://a.example/feed", "outlet": "A", "category": "tech"},
    ]
    before = (site / "config.yaml").read_bytes()
    assert "0 feeds added, 3 known already, 1 skipped" in feeds("import", str(path)).out
    assert (site / "config.yaml").read_bytes() == before


def test_an_export_is_imported_into_another_site_with_nothing_lost(
    news: ModuleType,
    newsroom: Any,
    roaster: Roaster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = [
        "https://a.example/feed",
        {
            "url": "https://b.example/?x=1&y=2", "outlet": 'B & "C"', "category": "Public Affairs",
            "weight": 0.3, "language": "pt-BR", "include": ["a, b", "/x+/"], "exclude": ["<ad>"],
            "full_text": "feed",
        },
    ]  # fmt: skip
    first = news.write_site(tmp_path / "first", newsroom, feeds=listed)
    second = news.write_site(tmp_path / "second", newsroom)
    opml = roaster("-C", first, "feeds", "export").out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(opml.encode())))
    assert roaster("-C", second, "feeds", "import", "-").code == 0
    assert written(second) == listed


@pytest.mark.parametrize("data", [b"nonsense", b'<!DOCTYPE x [<!ENTITY a "b">]><opml/>', b""])
def test_a_hostile_list_changes_nothing(
    data: bytes, site: Path, feeds: Any, tmp_path: Path
) -> None:
    path = tmp_path / "list.opml"
    path.write_bytes(data)
    before = (site / "config.yaml").read_bytes()
    result = feeds("import", str(path), "--json")
    assert result.code == 2
    assert result.json["error"]["remedy"]
    assert (site / "config.yaml").read_bytes() == before
    assert feeds("import", str(tmp_path / "missing.opml")).code == 2


def test_the_list_tells_each_feed_s_health(
    news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path
) -> None:
    good = news.put_stories(newsroom, "harbour")
    home = newsroom.put("/", page("feed.xml"))
    bad = newsroom.put("/bad.xml", "no", status=410)
    listed = [{"url": good, "outlet": "Good", "weight": 2}, home, bad]
    site = news.write_site(tmp_path / "site", newsroom, feeds=listed)
    assert "not-asked; asked in the next run" in roaster("-C", site, "feeds", "list").out
    roaster("-C", site, "--now", NOW, "gather")
    lines = roaster("-C", site, "--now", NOW, "feeds", "list", "--json").json
    assert [line["outcome"] for line in lines] == ["ok", "ok", "gone"]
    assert lines[0]["last_ok"] == NOW
    assert lines[0]["next"] is None
    assert lines[1]["found"] == good
    assert lines[2]["next"] is None
    assert "410" in lines[2]["reason"]
    told = roaster("-C", site, "--now", NOW, "feeds", "list").out
    assert "Good · weight 2" in told
    assert "gone" in told
    assert told.rstrip().endswith("not asked again")


def test_options_may_stand_before_and_after_each_name(site: Path, roaster: Roaster) -> None:
    for line in (
        ("-C", site, "--json", "feeds", "list"),
        ("feeds", "-C", site, "--json", "list"),
        ("feeds", "list", "-C", site, "--json"),
    ):
        assert roaster(*line).json == []
