"""A build after another lays out what differs; where that is not simple, the whole."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from roaster.errors import RoasterError
from roaster.jobs.build import build
from roaster.jobs.workshop import Workshop
from roaster.site.build import Builder
from roaster.site.report import BuildReport

NOW = datetime(2026, 4, 20, 9, tzinfo=UTC)
CONFIG = """\
site: {title: Sally's, base_url: "https://roasts.example/", per_page: 3, search: "off"}
"""
ROAST = """\
---
title: {title}
date: {day}
status: {status}
category: {category}
tags: [{tags}]
quip: {quip}
score: 6.4
sources:
  - {{title: One, outlet: The Post, url: "https://post.example/{number}"}}
{more}---

## Sally's Take

{text}

## Who Got Burned

- **{actor}** was there.
"""


class Site:
    """A site on disk of twelve roasts, and how its builds were made."""

    def __init__(self, root: Path, ways: list[str]) -> None:
        self.root, self.ways = root, ways
        (root / "content" / "roasts").mkdir(parents=True)
        (root / "config.yaml").write_text(CONFIG)
        for number in range(1, 13):
            self.write(number)
        self.build()

    def file(self, number: int) -> Path:
        return self.root / f"content/roasts/2026-04-{number:02}-roast-{number}.md"

    def write(self, number: int, **changes: str) -> None:
        front = {
            "title": f"Roast {number}",
            "day": f"2026-04-{number:02}",
            "status": "published",
            "category": ("ai", "media")[number % 2],
            "tags": f"all, tag-{number % 4}",
            "quip": f"Quip {number}.",
            "number": str(number),
            "more": "",
            "text": f"Take {number}.",
            "actor": ("Acme", "Vector Labs")[number % 2],
        }
        self.file(number).write_text(ROAST.format_map(front | changes))

    def build(self, now: datetime = NOW) -> BuildReport:
        with Workshop.open(self.root, clock=lambda: now) as workshop, workshop.locked():
            return build(workshop)

    def rebuilt(self, now: datetime = NOW) -> tuple[str, set[str]]:
        """How the site was built once more, and the files that it changed; as a clean one is."""
        before = self.files()
        self.build(now)
        after = self.files()
        clean = Site.__new__(Site)
        clean.root = self.root.parent / "clean"
        shutil.copytree(self.root / "content", clean.root / "content")
        shutil.copy(self.root / "config.yaml", clean.root)
        way = self.ways[-1]
        clean.build(now)
        assert after == clean.files()
        shutil.rmtree(clean.root)
        return way, {path for path in before | after if before.get(path) != after.get(path)}

    def files(self) -> dict[str, bytes]:
        public = self.root / "public"
        return {
            file.relative_to(public).as_posix(): file.read_bytes()
            for file in public.rglob("*")
            if file.is_file() and file.suffix != ".png"
        }


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    ways: list[str] = []

    def telling(name: str, method: Callable[..., object]) -> Callable[..., object]:
        def told(self: Builder, *given: object) -> object:
            done = method(self, *given)
            if done is not None:
                ways.append(name)
            return done

        return told

    monkeypatch.setattr(Builder, "amend", telling("amended", Builder.amend))
    monkeypatch.setattr(Builder, "build", telling("whole", Builder.build))
    return Site(tmp_path / "site", ways)


def page(number: int) -> str:
    return f"2026/04/{number:02}/roast-{number}/index.html"


def pages(files: set[str]) -> set[str]:
    return {file for file in files if file.endswith("index.html")}


def test_a_text_touches_its_own_page_and_the_feeds(site: Site) -> None:
    site.write(6, text="Better.")
    way, changed = site.rebuilt()
    assert way == "amended"
    assert pages(changed) == {page(6)}
    assert "feed.xml" in changed
    assert "sitemap.xml" not in changed


def test_a_title_touches_neighbours_lists_and_what_links_to_it(site: Site) -> None:
    site.write(6, title="Another")
    way, changed = site.rebuilt()
    assert way == "amended"
    assert {page(n) for n in (5, 6, 7, 8)} <= changed  # 8 has the same actor
    assert {"page/2/index.html", "category/ai/page/1/index.html"} <= changed
    assert page(1) not in changed


def test_roasts_come_and_go(site: Site) -> None:
    site.write(14)
    site.file(3).unlink()
    way, changed = site.rebuilt()
    assert way == "amended"
    assert page(3) in changed
    assert page(14) in changed
    assert not (site.root / "public" / page(3)).exists()
    site.write(14, status="killed")
    site.write(3)
    assert site.rebuilt()[0] == "amended"
    assert not (site.root / "public" / page(14)).exists()


def test_an_hour_comes_and_a_day_begins(site: Site) -> None:
    due = NOW + timedelta(hours=2)
    site.write(10, more=f"publish_at: {due.isoformat()}\n")
    site.write(22)
    assert site.rebuilt()[0] == "amended"
    assert not (site.root / "public" / page(10)).exists()
    assert site.rebuilt(due)[0] == "whole"
    assert (site.root / "public" / page(10)).exists()
    site.write(1, text="Later.")
    assert site.rebuilt(due + timedelta(days=1))[0] == "amended"  # nothing is due that day
    assert site.rebuilt(due + timedelta(days=2))[0] == "whole"
    assert (site.root / "public" / page(22)).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"category": "science"},  # all lists of categories name it
        {"title": "Roast 3"},  # two pages to be told apart
        {"quip": "Quip 3."},
        {"more": "tags: [x]\n"},  # a fault, which is told
    ],
)
def test_what_reaches_further_is_laid_out_whole(site: Site, changes: dict[str, str]) -> None:
    site.write(6, **changes)
    if "more" in changes:
        with pytest.raises(RoasterError, match="tags"):
            site.build()
    else:
        assert site.rebuilt()[0] == "whole"
        site.write(6)
        assert site.rebuilt()[0] == "whole"


def test_the_spelling_that_most_use_is_found_again(site: Site) -> None:
    for number in range(1, 6):
        site.write(number, tags="Burnt Toast")
    site.rebuilt()
    site.write(9, tags="burnt toast")
    assert site.rebuilt()[0] == "amended"  # the others outvote it
    for number in range(6, 12):
        site.write(number, tags="burnt toast")
    assert site.rebuilt()[0] == "whole"
    assert "burnt toast" in (site.root / "public/tag/burnt-toast/index.html").read_text()


def test_two_files_for_one_address_are_told(site: Site) -> None:
    other = site.root / "content" / "roasts" / "deep" / site.file(6).name
    other.parent.mkdir()
    shutil.copy(site.file(6), other)
    with pytest.raises(RoasterError, match="same address"):
        site.build()
    other.unlink()
    assert site.rebuilt() == ("amended", set())


def test_a_static_file_in_the_way_of_a_new_roast_is_told(site: Site) -> None:
    static = site.root / "content" / "static" / page(15)
    static.parent.mkdir(parents=True)
    static.write_text("mine")
    assert site.rebuilt()[0] == "whole"
    site.write(15)
    with pytest.raises(RoasterError, match="claimed by"):
        site.build()


@pytest.mark.parametrize("table", ["registers", "drawers", "pages", "sitemaps"])
def test_a_damaged_register_is_not_gone_by(site: Site, table: str) -> None:
    file = next((site.root / ".roaster").glob("build*.sqlite3"))
    column = "told_apart" if table == "pages" else "value"
    with sqlite3.connect(file) as database:
        told = f"UPDATE {table} SET {column} = CAST('[]' || substr({column}, 3) AS "
        database.execute(f"{told}{'TEXT' if table == 'pages' else 'BLOB'})")
    database.close()
    site.write(12, title="Another")
    site.file(2).unlink()
    assert site.rebuilt()[0] == "whole"


def test_what_somebody_did_to_the_site_is_undone(site: Site) -> None:
    site.write(5, text="One.")
    assert site.rebuilt()[0] == "amended"
    public = site.root / "public"
    (public / page(9)).write_text("mine")
    site.write(6, text="Better.")
    assert site.rebuilt()[0] == "whole"
    site.write(6, text="Fine.")
    assert site.rebuilt()[0] == "amended"
    (public / "2026" / "stray.html").write_text("mine")
    site.write(6, text="Best.")
    way, changed = site.rebuilt()
    assert way == "amended"
    assert {"2026/stray.html", page(6)} <= changed
    (public / "stray.html").write_text("mine")
    assert site.rebuilt()[0] == "whole"
    site.write(6, text="Good.")
    spare = site.root / ".public-spare" / "site"
    (spare / page(2)).unlink()
    assert (site.rebuilt()[0], (public / page(2)).exists()) == ("amended", True)


def test_without_its_caches_a_roast_is_read_again(site: Site) -> None:
    for file in (site.root / ".roaster").glob("content*"):
        file.unlink()
    site.write(6, title="Another")
    assert site.rebuilt()[0] == "amended"


def test_a_touched_file_changes_nothing(site: Site) -> None:
    site.write(6)
    assert site.rebuilt() == ("amended", set())


def test_the_index_of_another_year_stays(site: Site) -> None:
    pytest.importorskip("pagefind_bin", reason="Pagefind is not installed")
    config = site.root / "config.yaml"
    config.write_text(CONFIG.replace("off", "auto"))
    old = site.root / "content" / "roasts" / "2025-03-01-old.md"
    front = {"title": "Old", "day": "2025-03-01", "status": "published", "category": "ai"}
    rest = {"tags": "all", "quip": "Q.", "number": "99", "more": "", "text": "T.", "actor": "Acme"}
    old.write_text(ROAST.format_map(front | rest))
    assert site.rebuilt()[0] == "whole"
    site.write(6, text="Better.")
    way, changed = site.rebuilt()
    assert way == "amended"
    assert any(path.startswith("search/2026/") for path in changed)
    assert not any(path.startswith("search/2025/") for path in changed)
    old.unlink()
    way, changed = site.rebuilt()
    assert way == "amended"
    assert not (site.root / "public" / "search" / "2025").exists()


def test_who_loses_its_actors_links_to_no_earlier_roasts(site: Site) -> None:
    assert "roast-4" in (site.root / "public" / page(6)).read_text()
    site.write(6, actor="nobody")
    assert site.rebuilt()[0] == "amended"


def test_a_title_like_one_that_was_told_apart(site: Site) -> None:
    for number in (5, 6):
        site.write(number, title="Same", day="2026-04-05")
    assert site.rebuilt()[0] == "whole"
    site.write(9, title="Same · 5 April 2026")
    site.rebuilt()


@pytest.mark.parametrize(("switch", "name"), [("badges", "badge.svg"), ("cards", "card.png")])
def test_a_static_file_beside_a_roast_stays_without_it(site: Site, switch: str, name: str) -> None:
    config = site.root / "config.yaml"
    config.write_text(CONFIG.replace("per_page", f"{switch}: false, per_page"))
    static = site.root / "content" / "static" / page(5).replace("index.html", name)
    static.parent.mkdir(parents=True)
    static.write_text("mine")
    assert site.rebuilt()[0] == "whole"
    site.file(5).unlink()
    site.rebuilt()
    assert (site.root / "public" / page(5)).with_name(name).read_text() == "mine"


def test_a_static_file_in_the_folder_of_an_index_stays(site: Site) -> None:
    pytest.importorskip("pagefind_bin", reason="Pagefind is not installed")
    (site.root / "config.yaml").write_text(CONFIG.replace("off", "auto"))
    static = site.root / "content" / "static" / "search" / "2026" / "mine.txt"
    static.parent.mkdir(parents=True)
    static.write_text("mine")
    assert site.rebuilt()[0] == "whole"
    site.write(6, text="Better.")
    site.rebuilt()


def test_the_script_of_the_search_page_comes_and_goes_with_the_indexes(site: Site) -> None:
    pytest.importorskip("pagefind_bin", reason="Pagefind is not installed")
    (site.root / "config.yaml").write_text(CONFIG.replace("off", "auto"))
    for number in range(2, 13):
        site.file(number).unlink()
    site.write(1, category="")
    assert site.rebuilt()[0] == "whole"
    site.write(1, category="", status="draft")
    site.rebuilt()
    site.write(1, category="")
    site.rebuilt()


@pytest.mark.parametrize("whole_folder", [False, True])
def test_a_page_that_somebody_removed_is_made_again(site: Site, whole_folder: bool) -> None:
    gone = site.root / "public" / page(6)
    if whole_folder:
        shutil.rmtree(gone.parent)
    else:
        gone.unlink()
    site.write(6, text="Fake 6.")  # of the same size
    site.rebuilt()
