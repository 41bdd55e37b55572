"""`content/events.yaml`: what a person rules about events, every run obeys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]


class Ruled:
    """A site with two stories."""

    def __init__(self, roaster: Roaster, site: Path, root: str) -> None:
        self._roaster, self._site, self._root = roaster, site, root

    def url(self, name: str) -> str:
        return f"{self._root}/news/{name}"

    def rule(self, text: str) -> Any:
        """What a gathering finds with this file, or without one where it is empty."""
        file = self._site / "content" / "events.yaml"
        file.parent.mkdir(exist_ok=True)
        file.unlink(missing_ok=True)
        if text:
            file.write_text(text, encoding="utf-8")
        return self._roaster("-C", self._site, "--now", NOW, "--json", "gather")

    def tell(self, day: str, slug: str) -> None:
        """A roast of that day."""
        folder = self._site / "content" / "roasts" / day[:4]
        folder.mkdir(parents=True, exist_ok=True)
        text = f"---\ntitle: An older story\ndate: {day}\nstatus: published\n---\n"
        (folder / f"{day}-{slug}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def ruled(news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path) -> Ruled:
    feed = news.put_stories(newsroom, "harbour", "oven")
    site = news.write_site(tmp_path / "site", newsroom, feeds=[feed])
    return Ruled(roaster, site, newsroom.root)


def test_what_is_merged_is_one_event_until_the_line_is_deleted(ruled: Ruled) -> None:
    assert len(ruled.rule("").json["events"]) == 2
    text = f"merge:\n  - [{ruled.url('harbour')}, {ruled.url('oven')}]\n"
    (event,) = ruled.rule(text).json["events"]
    assert {source["url"] for source in event["sources"]} == {
        ruled.url("harbour"),
        ruled.url("oven"),
    }
    assert len(ruled.rule("").json["events"]) == 2


def test_what_is_ignored_is_never_roasted_and_says_so(ruled: Ruled) -> None:
    found = ruled.rule(f"ignore:\n  - {ruled.url('harbour')}\n").json
    assert [event["sources"][0]["url"] for event in found["events"]] == [ruled.url("oven")]
    ends = {item["url"]: item for item in found["items"]}
    assert ends[ruled.url("harbour")]["outcome"] == "filtered"
    assert "content/events.yaml" in ends[ruled.url("harbour")]["reason"]
    assert found["totals"] == {"new": 1, "filtered": 1}


def test_rulings_that_contradict_each_other_are_told(ruled: Ruled) -> None:
    both = f"[{ruled.url('harbour')}, {ruled.url('oven')}]"
    result = ruled.rule(f"merge:\n  - {both}\nsplit:\n  - {both}\n")
    assert len(result.json["events"]) == 2
    assert "content/events.yaml" in result.err


def test_a_ruling_may_name_a_story_from_long_before(ruled: Ruled) -> None:
    ruled.tell("2024-01-05", "an-older-story")
    result = ruled.rule(f"merge:\n  - [{ruled.url('harbour')}, an-older-story]\n")
    ends = {item["url"]: item for item in result.json["items"]}
    assert ends[ruled.url("harbour")]["outcome"] == "continuing"
    assert "an-older-story" in ends[ruled.url("harbour")]["reason"]
    assert "no told story" not in result.err


def test_a_fault_in_the_file_stops_the_run_with_its_line(ruled: Ruled) -> None:
    result = ruled.rule("merge:\n  - [nothing]\n")
    assert result.code == 2
    assert "content/events.yaml" in result.err + result.out


def test_events_are_listed_with_the_reason_for_each_join(
    ruled: Ruled, news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path
) -> None:
    again = newsroom.put("/other/harbour", news.page("harbour", title="A bridge ends in the water"))
    other = newsroom.put("/other.xml", news.rss(news.item(again, "A bridge ends in the water")))
    feed = news.put_stories(newsroom, "harbour", "oven")
    site = news.write_site(tmp_path / "two", newsroom, feeds=[feed, other])
    found = roaster("-C", site, "--now", NOW, "--json", "events").json
    joins = [s["join"] for event in found["events"] for s in event["sources"] if s["join"]]
    assert [join["by"] for join in joins] == ["copy"]
    assert joins[0]["to"] in {ruled.url("harbour"), again}
    told = roaster("-C", site, "--now", NOW, "events").out
    assert "the same text" in told
    assert roaster("-C", site, "--now", NOW, "events", "list").out == told


def test_a_ruling_is_written_once_explained_and_undone_by_deleting_its_line(
    ruled: Ruled, roaster: Roaster, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    both = (ruled.url("harbour"), ruled.url("oven"))
    line = ("-C", site, "--now", NOW, "--json", "events", "merge", *both, "--why", "one mayor")
    assert roaster(*line).json["written"] is True
    file = site / "content" / "events.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.startswith("#")
    assert "2026-04-10: one mayor" in text
    assert roaster(*line).json["written"] is False
    assert file.read_text(encoding="utf-8") == text
    gathered = ("-C", site, "--now", NOW, "--json", "gather")
    assert len(roaster(*gathered).json["events"]) == 1
    kept = [row for row in text.splitlines(keepends=True) if both[0] not in row]
    file.write_text("".join(kept), encoding="utf-8")
    assert len(roaster(*gathered).json["events"]) == 2


def test_split_and_ignore_are_written_beside_it(
    ruled: Ruled, roaster: Roaster, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    rule = ("-C", site, "--now", NOW, "events")
    assert roaster(*rule, "split", ruled.url("harbour"), ruled.url("oven")).code == 0
    assert roaster(*rule, "ignore", ruled.url("oven")).code == 0
    found = roaster("-C", site, "--now", NOW, "--json", "gather").json
    assert found["totals"] == {"new": 1, "filtered": 1}


def test_what_cannot_be_ruled_on_is_told(ruled: Ruled, roaster: Roaster, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for line in (("merge", ruled.url("oven")), ("merge", ruled.url("oven"), "no-such-roast"),
                 ("ignore", "ftp://a.example/1")):  # fmt: skip
        result = roaster("-C", site, "--now", NOW, "events", *line)
        assert result.code == 2, line
        assert "Traceback" not in result.err
    assert not (site / "content" / "events.yaml").exists()
