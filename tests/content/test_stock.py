"""Content as slips: as the library has it, and each roast as it stands in its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from roaster.content.library import load_library
from roaster.content.stock import Kind, Known, Stock, load_stock
from roaster.errors import DiskError
from roaster.model.roast import Roast
from roaster.state.content_cache import ContentCache

ZONE, HEADINGS = ZoneInfo("Europe/Berlin"), {"take": "Sally's Take"}
FILES = {
    "content/roasts/2026/2026-04-10-a.md": "---\ntitle: A\ndate: 2026-04-10\n---\nText.\n",
    "content/roasts/2026/2026-04-11-b.md": "---\ntitle: B\ndate: 2026-04-11\nid: x\n---\nText.\n",
    "content/roasts/2026/2026-04-12-c.md": "---\ntitle: [\n---\n",
    "content/pages/about.md": "---\ntitle: About\n---\nText.\n",
}


@dataclass(frozen=True)
class Slip:
    path: str
    slug: str
    name: str
    id: str
    day: date
    title: str


class Maker:
    """Makes slips, and counts them."""

    def __init__(self, key: bytes = b"key") -> None:
        self.made = 0
        self.kind = Kind(key, self.make, self.encoded, self.decoded)

    def make(self, one: Roast) -> Slip:
        self.made += 1
        return Slip(one.path, one.slug, one.name, one.id, one.day, one.title)

    def encoded(self, slip: Slip) -> bytes:
        texts = (slip.path, slip.slug, slip.name, slip.id, slip.day.isoformat(), slip.title)
        return "\n".join(texts).encode()

    def decoded(self, value: bytes) -> Slip:
        path, slug, name, id_, day, title = value.decode().split("\n")
        return Slip(path, slug, name, id_, date.fromisoformat(day), title)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path, name, text)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)


def look(
    root: Path, cache: ContentCache, maker: Maker, known: dict[bytes, Known[Slip]] | None = None
) -> Stock[Slip]:
    return load_stock(root, ZONE, HEADINGS, cache, maker.kind, {} if known is None else known)


def test_a_stock_is_the_library(root: Path) -> None:
    library = load_library(root, ZONE, HEADINGS)
    for _ in range(2):
        with ContentCache(root / "cache.sqlite3") as cache:
            stock = look(root, cache, Maker())
            assert [one.load() for one in stock.roasts] == list(library.roasts)
            assert [one.slip.title for one in stock.roasts] == ["B", "A"]
            assert stock.pages == library.pages
            assert stock.faults == library.faults


def test_a_slip_is_made_once(root: Path) -> None:
    known: dict[bytes, Known[Slip]] = {}
    maker = Maker()
    for count, key in ((2, b"key"), (2, b"key"), (4, b"new")):
        maker.kind = Kind(key, maker.make, maker.encoded, maker.decoded)
        with ContentCache(root / "cache.sqlite3") as cache:
            look(root, cache, maker)
        assert maker.made == count
    with ContentCache(root / "other.sqlite3") as cache:
        look(root, cache, maker, known)
        look(root, cache, maker, known)
        assert maker.made == 6
        write(root, "content/roasts/2026/2026-04-10-a.md", "---\ntitle: Z\ndate: 2026-04-10\n---\n")
        assert [one.slip.title for one in look(root, cache, maker, known).roasts] == ["B", "Z"]
        assert (maker.made, len(known)) == (7, 2)


def test_two_files_of_one_name_are_told_with_and_without_a_cache(root: Path) -> None:
    name = "content/roasts/2026-04-10-a.md"
    write(root, name, FILES["content/roasts/2026/2026-04-10-a.md"])
    for _ in range(2):
        with ContentCache(root / "cache.sqlite3") as cache:
            faults = look(root, cache, Maker()).faults
        assert faults == load_library(root, ZONE, HEADINGS).faults
        assert any("same address" in fault.message for fault in faults)


def test_a_roast_that_the_cache_lost_is_read_from_its_file(root: Path) -> None:
    library = load_library(root, ZONE, HEADINGS)
    with ContentCache(root / "cache.sqlite3") as cache:
        stock = look(root, cache, Maker())
        cache.replace({}, set())
        assert [one.load() for one in stock.roasts] == list(library.roasts)
        stock = look(root, cache, Maker())
        cache.replace({}, set())
        write(root, stock.roasts[0].slip.path, "---\ntitle: Other\ndate: 2026-04-11\n---\n")
        with pytest.raises(DiskError, match="was changed while the site was built"):
            stock.roasts[0].load()


def test_where_nothing_can_be_kept_roasts_are_read_again(root: Path) -> None:
    (root / "cache").write_text("a file where a folder should be")
    with ContentCache(root / "cache" / "cache.sqlite3") as cache:
        stock = look(root, cache, Maker())
        library = load_library(root, ZONE, HEADINGS)
        assert [one.load() for one in stock.roasts] == list(library.roasts)


def test_a_file_whose_times_are_as_they_were_is_not_read(root: Path) -> None:
    names = [name for name in FILES if "roasts" in name]
    times, later = dict.fromkeys(names, b"1"), dict.fromkeys(names, b"2")
    with ContentCache(root / "cache.sqlite3") as cache:
        kind = Maker().kind
        load_stock(root, ZONE, HEADINGS, cache, kind, {}, times)
        write(root, names[0], "---\ntitle: Z\ndate: 2026-04-10\n---\n")
        for seen, title in ((times, "A"), (later, "Z"), (later, "Z"), ({}, "Z")):
            stock = load_stock(root, ZONE, HEADINGS, cache, kind, {}, seen)
            assert stock.roasts[1].slip.title == title
        other = {"take": "Fazit"}
        stock = load_stock(root, ZONE, other, cache, kind, {}, later)
        assert [one.load() for one in stock.roasts] == list(load_library(root, ZONE, other).roasts)
