"""Real feeds: each is read or reported, with every item and no wrong date."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from roaster.feeds.choosing import Limits, choose
from roaster.feeds.draft import NotAFeed
from roaster.feeds.parse import parse_feed
from roaster.feeds.polling import poll_feed
from roaster.model.news import Feed, ParsedFeed
from roaster.model.outcome import FeedOutcome
from roaster.net.fetcher import Fetcher
from roaster.state.http_cache import HttpCache

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
FEEDS, STREAMS = DATA / "feeds", DATA / "streams"
NOW = datetime(2026, 9, 1, tzinfo=UTC)
absent = pytest.mark.skipif(
    not FEEDS.is_dir(), reason=f"no feeds in {FEEDS}: put the project's shared data there"
)
# The list counts what feedparser reads; these dates it reads wrongly or not at all. What the
# remark there says, and the feed's own text, is the truth.
DATED = {
    "kc0011-gb2312.rss": ("2020-01-10", "2020-01-10"),
    "uol-wrong-encoding-2018.rss": ("2018-09-24", "2018-09-24"),
    "ilmessaggero-bad-date.xml": ("2022-11-15", "2022-11-15"),
}


def rows() -> list[tuple[str, ...]]:
    return list(_rows()) if FEEDS.is_dir() else []


def _rows() -> Iterator[tuple[str, ...]]:
    for line in (FEEDS / "SOURCES.md").read_text(encoding="utf-8").splitlines():
        cells = tuple(cell.strip() for cell in line.strip("| ").split(" | "))
        if len(cells) > 13 and cells[0] not in ("file", "---"):
            yield cells


def read_bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def parsed(name: str) -> ParsedFeed:
    feed = parse_feed(read_bytes(FEEDS / name), f"https://feeds.example/{name}", now=NOW)
    assert isinstance(feed, ParsedFeed), feed
    return feed


@absent
def test_all_listed_feeds_are_looked_at() -> None:
    files = {path.name for path in FEEDS.iterdir() if path.suffix != ".md"}
    assert {row[0] for row in rows()} == files
    assert len(files) == 42


@absent
@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_real_feed_gives_all_its_items_or_a_reason(row: tuple[str, ...]) -> None:
    name, count = row[0], int(row[5])
    feed = parse_feed(read_bytes(FEEDS / name), f"https://feeds.example/{name}", now=NOW)
    if count == 0:
        assert isinstance(feed, NotAFeed)
        assert feed.reason
        assert feed.remedy
        return
    assert isinstance(feed, ParsedFeed)
    assert len(feed.entries) == count
    assert sum(not entry.url for entry in feed.entries) == int(row[6])
    assert sum(not entry.title for entry in feed.entries) == int(row[7])
    assert all(entry.id for entry in feed.entries)


@absent
@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_the_dates_of_a_real_feed_are_right_or_none(row: tuple[str, ...]) -> None:
    name, count, undated, span = row[0], int(row[5]), int(row[8]), row[12]
    if not count or not (re.match(r"\d{4}", span) or name in DATED):
        pytest.skip("the list gives no dates for it")
    days = sorted(f"{e.published:%Y-%m-%d}" for e in parsed(name).entries if e.published)
    first, last = DATED.get(name) or tuple(span.split(".."))
    assert (days[0], days[-1]) == (first, last)
    assert len(days) == (count if name in DATED else count - undated)


@absent
def test_relative_links_of_a_real_feed_are_resolved() -> None:
    feed = parse_feed(read_bytes(FEEDS / "qemu-relative.atom"), "https://www.qemu.org/feed.xml")
    assert isinstance(feed, ParsedFeed)
    assert all(entry.url.startswith("https://www.qemu.org/") for entry in feed.entries)


@absent
@pytest.mark.parametrize("name", ["uol-wrong-encoding-2018.rss", "cerclepsy-undeclared-latin1.xml",
                                  "kc0011-gb2312.rss", "ibash-windows1251.xml"])  # fmt: skip
def test_no_text_of_a_wrongly_declared_feed_is_garbled(name: str) -> None:
    text = "".join(entry.title + entry.summary for entry in parsed(name).entries)
    assert not re.search("\ufffd|Ã|Â|Ð", text)


@absent
def test_no_markup_is_left_in_the_titles_of_real_feeds() -> None:
    for row in rows():
        if int(row[5]):
            for entry in parsed(row[0]).entries:
                assert not re.search(r"<\w+[ >]|&#?\w+;", entry.title), entry.title


def streams() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(STREAMS.glob("*/*.gz")) if STREAMS.is_dir() else ():
        found.setdefault(f"{path.parent.name}/{path.name.rpartition('_')[0]}", []).append(path)
    return found


def stream_rows() -> dict[str, tuple[int, int]]:
    """Entries seen in all and distinct ids, by stream and feed."""
    if not STREAMS.is_dir():
        return {}
    lines = (STREAMS / "SOURCES.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    return {
        f"{c[0]}/{c[1]}": (int(c[8]), int(c[9])) for c in cells if len(c) > 12 and "-20" in c[0]
    }


@absent
@pytest.mark.parametrize("name", streams())
def test_days_of_a_real_feed_take_nothing_in_twice_and_miss_nothing(name: str) -> None:
    ids: Counter[str] = Counter()
    for path in streams()[name]:
        feed = parse_feed(read_bytes(path), f"https://feeds.example/{name}")
        assert isinstance(feed, ParsedFeed), feed
        ids.update(entry.id for entry in feed.entries)
        limits = Limits(1000, timedelta(days=36_500), NOW)
        chosen = choose(feed.entries, limits)
        assert len(chosen.entries) + len(chosen.left) == len(feed.entries)
        assert len({entry.id for entry in chosen.entries}) == len(chosen.entries)
    assert (ids.total(), len(ids)) == stream_rows()[name]


@absent
@pytest.mark.parametrize("name", streams())
def test_days_of_a_real_feed_over_the_wire_give_each_item_once(
    name: str, site: Any, tmp_path: Path
) -> None:
    paths = streams()[name]
    clock = [saved_at(path) for path in paths]
    cache = HttpCache(tmp_path / "http.sqlite3")
    host = site.url.removeprefix("http://")
    new, ids = 0, set()
    with Fetcher(
        user_agent="roaster/test", concurrency=2, per_host=2, timeout_s=30, allow_hosts=(host,),
        clock=lambda: NOW,
    ) as fetcher:  # fmt: skip
        for now, path in zip(clock, paths, strict=True):
            url = site.says("/feed", read_bytes(path))
            limits = Limits(1000, timedelta(days=36_500), now)
            polled = poll_feed(Feed(url), fetcher, cache, limits=limits)
            assert polled.report.outcome in (FeedOutcome.FETCHED, FeedOutcome.UNCHANGED)
            new += polled.report.new
            ids |= {entry.id for entry in polled.entries}
    cache.close()
    assert new == len(ids) == stream_rows()[name][1]


def saved_at(path: Path) -> datetime:
    stamp = path.name.removesuffix(".xml.gz").rpartition("_")[2]
    return datetime.strptime(f"{stamp[:-1]}+0000", "%Y%m%dT%H%M%z")
