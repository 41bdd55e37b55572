from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW, LATER = "2026-04-10T18:00:00Z", "2026-04-11T18:00:00Z"
REVERSAL = "Harbour authority scraps the bridge that ends in the water"


class Told:
    """A site with the roast of the harbour, and what the newsroom says later."""

    def __init__(
        self, root: Path, roaster: Callable[..., Any], news: ModuleType, newsroom: Any
    ) -> None:
        self.root, self._roaster, self._news, self._newsroom = root, roaster, news, newsroom
        feed = news.put_stories(newsroom, "harbour")
        news.write_site(root, newsroom, feeds=[feed])
        (roast,) = self("run", "--json", now=NOW).json["roasts"]
        self.slug, self.path = roast["slug"], root / roast["path"]
        self.bytes = self.path.read_bytes()

    def __call__(self, *args: str, now: str = LATER) -> Any:
        return self._roaster("-C", self.root, "--now", now, *args)

    def follow_up(self, title: str = REVERSAL) -> str:
        """Another article of the event, in the same feed; its address."""
        news, newsroom = self._news, self._newsroom
        text = "".join(f"<p>{paragraph}</p>" for paragraph in news.paragraphs("harbour"))
        body = f"<p>{title}, it said.</p>{text}"
        url: str = newsroom.put("/news/later", news.page("harbour", title=title, body=body))
        first = news.item(newsroom.root + "/news/harbour", news.STORIES["harbour"][0])
        later = news.item(url, title, day="Sat, 11 Apr 2026 08:00:00 GMT")
        newsroom.put("/feed.xml", news.rss(first, later), "application/rss+xml")
        return url

    def rename(self, title: str) -> None:
        """The source under its old address with a new title."""
        url = self._newsroom.root + "/news/harbour"
        feed = self._news.rss(self._news.item(url, title))
        self._newsroom.put("/feed.xml", feed, "application/rss+xml")


@pytest.fixture
def told(tmp_path: Path, roaster: Callable[..., Any], news: ModuleType, newsroom: Any) -> Told:
    return Told(tmp_path / "site", roaster, news, newsroom)


def test_a_reversal_of_a_told_event_is_offered_and_nothing_is_written(told: Told) -> None:
    url = told.follow_up()
    ran = told("run", "--json").json
    (offer,) = ran["gather"]["updates"]
    assert (offer["slug"], offer["url"], offer["kind"]) == (told.slug, url, "reversal")
    assert REVERSAL in offer["evidence"]
    assert ran["roasts"] == []
    assert told.path.read_bytes() == told.bytes
    assert len(list(told.root.glob("content/roasts/**/*.md"))) == 1


def test_people_are_told_of_an_offer_by_gather_run_and_show(told: Told) -> None:
    told.follow_up()
    line = f"update offered: {told.slug}: "
    for command in (("gather",), ("run",), ("-q", "run"), ("show", told.slug)):
        out = told(*command).out
        assert line in out
        assert f"→ roaster update {told.slug}, or edit it" in out
    assert told("show", told.slug, "--json").json["updates"][0]["kind"] == "reversal"


def test_an_offer_stands_until_the_file_changes_and_is_not_made_again(told: Told) -> None:
    told.follow_up()
    told("gather")
    told.path.write_bytes(told.bytes + b"\nSeen to.\n")
    assert "update offered" not in told("show", told.slug).out
    assert told("gather", "--json").json["updates"] == []
    assert "update offered" not in told("show", told.slug).out


def test_an_offer_is_forgotten_after_the_window(told: Told) -> None:
    told.follow_up()
    told("gather")
    assert "update offered" in told("show", told.slug, now="2026-05-11T17:00:00Z").out
    assert "update offered" not in told("show", told.slug, now="2026-05-11T19:00:00Z").out


def test_an_offer_is_losable_and_made_again(told: Told) -> None:
    told.follow_up()
    told("gather")
    (told.root / ".roaster" / "offers.json").write_text('[{"slug": 1}, "no", {')
    assert "update offered" not in told("show", told.slug).out
    told("gather")
    assert "update offered" in told("show", told.slug).out


def test_a_source_that_is_corrected_under_its_address_is_offered(told: Told) -> None:
    told.rename("Correction: the bridge of Port Averil does reach the other shore")
    (offer,) = told("gather", "--json").json["updates"]
    assert (offer["slug"], offer["kind"]) == (told.slug, "correction")


def test_a_source_that_is_only_worded_anew_is_not_offered(told: Told) -> None:
    told.rename("A bridge that ends in the water for 40 million")
    found = told("gather", "--json").json
    assert found["updates"] == []
    assert found["totals"] == {"updated": 1}


def test_nothing_is_offered_for_a_killed_roast(told: Told) -> None:
    told("kill", told.slug)
    told.follow_up()
    assert told("gather", "--json").json["updates"] == []


def test_an_article_that_brings_nothing_new_is_not_offered(
    told: Told,
) -> None:
    told.follow_up("The bridge of Port Averil that ends in the water")
    found = told("gather", "--json").json
    assert found["updates"] == []
    assert found["totals"].get("continuing") == 1
