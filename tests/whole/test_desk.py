"""The editor's desk and the other commands on a site, as a person types them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]


@pytest.fixture
def site(news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path) -> Path:
    """Two drafts that wait for a person."""
    feed = news.put_stories(newsroom, "harbour", "oven")
    made = news.write_site(tmp_path / "site", newsroom, feeds=[feed], review="required")
    result = roaster("-C", made, "--now", NOW, "run", "--json")
    assert [roast["status"] for roast in result.json["roasts"]] == ["draft", "draft"]
    assert isinstance(made, Path)
    return made


def slugs(roaster: Roaster, site: Path, *more: str) -> list[str]:
    return [roast["slug"] for roast in roaster("-C", site, "list", "--json", *more).json]


def pages(site: Path) -> list[str]:
    return sorted(path.parent.name for path in (site / "public/2026").glob("*/*/*/index.html"))


def test_nothing_is_public_before_it_is_approved(roaster: Roaster, site: Path) -> None:
    first, second = slugs(roaster, site)
    assert not (site / "public/2026").exists()
    (approved,) = roaster("-C", site, "approve", first, "--json").json
    assert (approved["status"], approved["changed"]) == ("published", True)
    roaster("-C", site, "--now", NOW, "build")
    assert pages(site) == [first]
    assert slugs(roaster, site, "--status", "draft") == [second]


def test_a_killed_roast_leaves_the_site_and_is_never_roasted_again(
    roaster: Roaster, site: Path
) -> None:
    first, second = slugs(roaster, site)
    roaster("-C", site, "approve", first, second)
    (killed,) = roaster("-C", site, "kill", second, "--why", "not funny", "--json").json
    assert killed["status"] == "killed"
    result = roaster("-C", site, "--now", NOW, "run", "--json")
    assert result.json["roasts"] == []
    assert pages(site) == [first]
    again = roaster("-C", site, "approve", second)
    assert again.code == 2
    assert "was killed" in again.err


def test_all_or_none_are_approved(roaster: Roaster, site: Path) -> None:
    first, _ = slugs(roaster, site)
    result = roaster("-C", site, "approve", first, "no-such-roast")
    assert result.code == 2
    assert len(slugs(roaster, site, "--status", "draft")) == 2


def test_show_prints_the_roast_with_its_sources(roaster: Roaster, site: Path) -> None:
    slug = slugs(roaster, site)[0]
    text = roaster("-C", site, "show", slug).out
    assert "## What Actually Happened" in text
    assert "source: " in text
    document = roaster("-C", site, "show", slug, "--json").json
    assert [section["key"] for section in document["sections"]] == [
        "take",
        "facts",
        "burned",
        "lining",
    ]


def test_new_makes_a_draft_that_edit_opens_and_checks(
    roaster: Roaster, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = roaster("-C", site, "--now", NOW, "new", "By Hand: A Title", "--json").json
    assert made["path"] == "content/roasts/2026/2026-04-10-by-hand-a-title.md"
    again = roaster("-C", site, "--now", NOW, "new", "By Hand: A Title", "--json").json
    assert again["slug"] == "by-hand-a-title-2"

    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "%s" "$TEXT" >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.setenv("TEXT", "\nIt was written.\n")
    assert "changed, and sound" in roaster("-C", site, "edit", "by-hand-a-title").out
    assert "It was written." in (site / made["path"]).read_text()

    editor.write_text('#!/bin/sh\nprintf -- "---\\ntitle: x\\n---\\n" > "$1"\n')
    broken = roaster("-C", site, "edit", "by-hand-a-title")
    assert broken.code == 2
    assert "by-hand-a-title.md" in broken.err
    assert (site / made["path"]).read_text() == "---\ntitle: x\n---\n"

    editor.write_text('#!/bin/sh\nprintf -- "---\\ntitle: x\\ndate: 2026-04-10\\n---\\n" > "$1"\n')
    assert "changed, and sound" in roaster("-C", site, "edit", "by-hand-a-title").out
    monkeypatch.setenv("EDITOR", str(tmp_path / "nowhere"))
    nobody = roaster("-C", site, "edit", "by-hand-a-title")
    assert "cannot be started: No such file or directory" in nobody.err
    assert "EDITOR" in nobody.err


def test_gather_prints_new_events_and_writes_nothing(
    roaster: Roaster, site: Path, news: ModuleType, newsroom: Any, endpoints: ModuleType
) -> None:
    news.put_stories(newsroom, "harbour", "oven", "census")
    with endpoints.serving(endpoints.good_reply()) as endpoint:
        config = yaml.safe_load((site / "config.yaml").read_text())
        config["models"] = [endpoint.entry()]
        (site / "config.yaml").write_text(yaml.safe_dump(config))
        result = roaster("-C", site, "--now", NOW, "gather", "--json")
        assert endpoint.count == 0
    assert [event["title"] for event in result.json["events"]] == [news.STORIES["census"][0]]
    assert result.json["totals"] == {"new": 1, "known": 2}
    assert len(slugs(roaster, site)) == 2


def test_extract_tells_what_was_read_and_why_not(
    roaster: Roaster, site: Path, news: ModuleType, newsroom: Any
) -> None:
    good = newsroom.put("/news/census", news.page("census"))
    told = roaster("-C", site, "--now", NOW, "extract", good, "--json").json
    assert (told["outcome"], told["title"]) == ("new", news.STORIES["census"][0])
    assert "1,733" in told["text"]
    assert told["published"].startswith("2026-04-09T08:00")
    thin = newsroom.put("/thin", "<html><body><article><p>Too short.</p></article></body></html>")
    refused = roaster("-C", site, "--now", NOW, "extract", thin)
    assert refused.code == 0
    assert "thin" in refused.out


def test_stats_count_what_waits_and_how_feeds_are(roaster: Roaster, site: Path) -> None:
    told = roaster("-C", site, "--now", NOW, "stats", "--json").json
    assert told["drafts"] == 2
    assert told["scores"]["count"] == 2
    assert [feed["failures"] for feed in told["feeds"]] == [0]
    assert told["feeds"][0]["last_ok"]
    assert told["feeds"][0]["outlet"] == "The Averil Gazette"
    assert told["feeds"][0]["successes"] >= 1
    assert told["spend"]["total_usd"] == 0


def test_check_finds_faults_of_content_links_and_theme_and_changes_nothing(
    roaster: Roaster, site: Path
) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*.md")}
    assert roaster("-C", site, "--now", NOW, "check").code == 0
    page = site / "content/pages/about.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("---\ntitle: About\n---\n\nSee [this](/no/such/page/).\n")
    (site / "content/roasts/2026/2026-04-01-bad.md").write_text("---\ntitle: x\n---\n")
    faults = roaster("-C", site, "--now", NOW, "check", "--json")
    assert faults.code == 2
    places = {(fault["path"], fault["line"]) for fault in faults.json}
    assert ("content/pages/about.md", 5) in places
    assert any(path.endswith("2026-04-01-bad.md") for path, _ in places)
    assert all(fault["remedy"] for fault in faults.json)

    theme = site / "themes/mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: mine\nextends: sally\n")
    (theme / "templates/home.html").write_text("{% extends 'sally/home.html' %}\n{{ nonsense }}{%")
    config = yaml.safe_load((site / "config.yaml").read_text())
    config["site"]["theme"] = "mine"
    (site / "config.yaml").write_text(yaml.safe_dump(config))
    faults = roaster("-C", site, "--now", NOW, "check", "--json")
    assert any("home.html" in fault["path"] for fault in faults.json)
    assert {path: path.read_bytes() for path in before} == before


def test_run_publishes_where_it_is_told_to_and_once(
    roaster: Roaster, site: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(bare)], check=True)
    config = yaml.safe_load((site / "config.yaml").read_text())
    config["publish"] = {"to": "github-pages", "remote": str(bare), "branch": "gh-pages"}
    (site / "config.yaml").write_text(yaml.safe_dump(config))
    dry = roaster("-C", site, "--now", NOW, "publish", "--dry-run", "--json").json
    first = roaster("-C", site, "--now", NOW, "run", "--json").json["publish"]
    second = roaster("-C", site, "--now", NOW, "publish", "--json").json
    assert first["added"] == dry["added"] > 0
    assert (second["added"], second["changed"], second["removed"]) == (0, 0, 0)
    assert second["commit"] == first["commit"]
    log = subprocess.run(
        ["git", "-C", str(bare), "log", "--format=%H", "gh-pages"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert log.stdout.split() == [first["commit"]]


def test_a_remote_that_is_not_there_is_told_before_anything_is_roasted(
    roaster: Roaster, news: ModuleType, newsroom: Any, tmp_path: Path
) -> None:
    feed = news.put_stories(newsroom, "harbour")
    publish = {"to": "github-pages", "remote": "nowhere"}
    site = news.write_site(tmp_path / "lost", newsroom, feeds=[feed], publish=publish)
    told = roaster("-C", site, "--now", NOW, "run", "--json")
    assert told.code == 1
    assert told.json["error"]["where"] == "config.yaml: publish.remote"
    assert not list(site.glob("content/roasts/*/*.md"))
    assert newsroom.visits == []
    checked = roaster("-C", site, "--now", NOW, "check", "--json")
    (fault,) = [one for one in checked.json if "publish" in one["message"]]
    assert (fault["path"], fault["level"]) == ("config.yaml", "error")
    assert fault["line"] > 1
    assert "`nowhere` leads nowhere" in fault["message"]


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("theme.yaml", "name: [", "theme.yaml:1"),
        ("theme.yaml", "name: own\nextends: nobody\n", "'nobody', which is not there"),
        ("theme.yaml", "name: own\nsettings: 3\n", "no mapping of settings"),
        ("templates/home.html", "a\n{% nonsense %}", "templates/home.html:2"),
        ("templates/home.html", '{% extends "own/bse.html" %}', "bse.html is not in the theme"),
        ("templates/base.html", "{% if %}", "templates/base.html:1"),
        ("words.en.yaml", "drafts: [", "words.en.yaml:2"),
        ("theme.yaml", "name: own\n", "404.html is not in the theme"),
    ],
)
def test_a_broken_theme_is_told_before_anything_is_roasted(
    roaster: Roaster,
    news: ModuleType,
    newsroom: Any,
    tmp_path: Path,
    file: str,
    text: str,
    told: str,
) -> None:
    feed = news.put_stories(newsroom, "harbour")
    site = news.write_site(tmp_path / "lost", newsroom, feeds=[feed], site={"theme": "own"})
    theme = site / "themes/own"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: own\nextends: sally\n")
    (theme / file).write_text(text)
    result = roaster("-C", site, "--now", NOW, "run", "--json")
    assert result.code == 2
    error = result.json["error"]
    assert told in f"{error['where']} {error['message']}"
    assert not list(site.glob("content/roasts/*/*.md"))
    assert newsroom.visits == []


@pytest.mark.parametrize("hindrance", ["publish", "theme"])
def test_a_run_that_is_stopped_after_roasting_tells_what_was_roasted(
    roaster: Roaster, news: ModuleType, newsroom: Any, tmp_path: Path, hindrance: str
) -> None:
    feed = news.put_stories(newsroom, "harbour", "oven")
    site = news.write_site(tmp_path / "stopped", newsroom, feeds=[feed])
    if hindrance == "publish":
        config = yaml.safe_load((site / "config.yaml").read_text())
        (tmp_path / "empty").mkdir()  # a folder, but no repository: told by git alone
        config["publish"] = {"to": "github-pages", "remote": str(tmp_path / "empty")}
        (site / "config.yaml").write_text(yaml.safe_dump(config))
    else:
        (site / "themes/sally/templates").mkdir(parents=True)
        (site / "themes/sally/theme.yaml").write_text("name: sally\nextends: sally\n")
        (site / "themes/sally/templates/home.html").write_text("{{ site.titel }}")
    told = roaster("-C", site, "--now", NOW, "run", "--json")
    assert told.code in (1, 2)
    assert told.json["error"]["message"]
    assert len(told.json["roasts"]) == len(list(site.glob("content/roasts/*/*.md"))) > 0
    assert (told.json["build"] is None) == (hindrance == "theme")
    assert told.json["publish"] is None


def test_stats_tell_how_long_a_feed_fails_and_which_fell_silent(
    roaster: Roaster, site: Path, newsroom: Any
) -> None:
    feed = newsroom.root + "/feed.xml"
    later = "2026-06-01T18:00:00Z"
    roaster("-C", site, "--now", later, "gather")
    (silent,) = roaster("-C", site, "--now", later, "stats", "--json").json["feeds"]
    assert silent["silent_since"].startswith("2026-04-09")
    assert silent["items"] > 0
    assert "silent since 2026-04-09" in roaster("-C", site, "--now", later, "stats").out
    newsroom.put("/feed.xml", "no", status=404)
    for day in (2, 3, 4):
        roaster("-C", site, "--now", f"2026-06-0{day}T18:00:00Z", "gather")
    (ill,) = roaster("-C", site, "--now", "2026-06-04T18:05:00Z", "stats", "--json").json["feeds"]
    assert (ill["url"], ill["outcome"], ill["failures"]) == (feed, "failed", 3)
    assert ill["since"].startswith("2026-06-02")
    assert ill["last_ok"].startswith("2026-06-01")
    assert "404" in ill["reason"]
    assert ill["remedy"]
    assert ill["next_asking"] == "2026-06-04T19:00:00Z"
    assert not ill["silent_since"]
    words = roaster("-C", site, "--now", "2026-06-04T18:05:00Z", "stats").out
    assert "The Averil Gazette: failed 3 times in a row since 2026-06-02: " in words
    assert "(404)" in words
    assert " → look for its new address" in words
