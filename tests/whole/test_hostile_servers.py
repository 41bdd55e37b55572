"""Hostile feeds and pages side by side with good ones: each costs only itself, and is named."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import brotli
import pytest

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]
XML = "application/rss+xml"
GOOD = ("harbour", "oven", "census")
HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Hostile</title>'
ITEM = b"<item><title>T</title><link>https://a.example/%d</link></item>"


def deep(levels: int) -> bytes:
    return HEAD + b"<a>" * levels + b"</a>" * levels + b"</channel></rss>"


def laughs() -> bytes:
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    return (
        b'<?xml version="1.0"?><!DOCTYPE rss ['
        + entities
        + b"]>"
        + (b'<rss version="2.0"><channel><title>&a9;</title></channel></rss>')
    )


def external() -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<rss version="2.0"><channel><title>&x;</title></channel></rss>'
    )


def feeds_of(newsroom: Any) -> dict[str, str]:
    """Hostile feeds by what they are."""
    zeros = bytes(60_000_000)
    raw = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = raw.compress(zeros) + raw.flush()
    encoded = {"Content-Encoding": "gzip"}
    put = newsroom.put

    def to(target: str, path: str) -> str:
        return str(put(path, b"", XML, status=302, headers={"Location": target}))

    attributes = b" ".join(b'a%d="b"' % n for n in range(100_000))
    made = {
        "gzip bomb": put("/h/gzip", bomb, XML, headers=encoded),
        "brotli bomb": put(
            "/h/br", brotli.compress(zeros, quality=5), XML, headers={"Content-Encoding": "br"}
        ),
        "gzip twice": put(
            "/h/twice", gzip.compress(bomb), XML, headers={"Content-Encoding": "gzip, gzip"}
        ),
        "false gzip": put("/h/false", b"no gzip", XML, headers=encoded),
        "endless": put("/h/endless", b"<item/>" * 10_000, XML, repeat=1_000),
        "slow": put("/h/slow", b"", XML, delay_s=30.0),
        "entities": put("/h/laughs", laughs(), XML),
        "external entity": put("/h/external", external(), XML),
        "levels": put("/h/deep", deep(100_000), XML),
        "attributes": put(
            "/h/attributes", HEAD.replace(b"<channel", b"<channel " + attributes), XML
        ),
        "many items": put("/h/many", HEAD + b"".join(ITEM % n for n in range(120_000)), XML),
        "a long title": put(
            "/h/title",
            HEAD + b"<item><title>" + b"x" * 5_000_000 + b"</title></item></channel></rss>",
        ),
        "deep JSON": put("/h/json", b"[" * 100_000, "application/feed+json"),
        "a picture": put("/h/png", b"\x89PNG\r\n\x1a\n" + bytes(5_000), XML),
        "a PDF": put("/h/pdf", b"%PDF-1.7\n" + bytes(5_000), XML),
        "NULs": put("/h/nul", bytes(100_000), XML),
        "nothing": put("/h/empty", b"", XML),
        "a circle": to("/h/circle", "/h/circle"),
        "to a file": to("file:///etc/passwd", "/h/file"),
        "to metadata": to("http://169.254.169.254/latest/", "/h/metadata"),
        "to another port": to("http://127.0.0.1:1/", "/h/port"),
    }
    return {name: str(url) for name, url in made.items()}


@pytest.fixture
def gathered(news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path) -> Any:
    """What a gathering says of all of them, and the addresses of the hostile ones."""
    hostile = feeds_of(newsroom)
    page_bomb = gzip.compress(bytes(30_000_000))
    pages = [
        newsroom.put("/p/bomb", page_bomb, headers={"Content-Encoding": "gzip"}),
        newsroom.put("/p/deep", b"<html><body>" + b"<div>" * 100_000 + b"text"),
        newsroom.put("/p/attributes", b"<html><body" + b" a=b" * 100_000 + b"><p>text"),
        newsroom.put("/p/png", b"\x89PNG\r\n\x1a\n" + bytes(5_000), "text/html"),
    ]
    bad_pages = newsroom.put(
        "/p/feed.xml",
        news.rss(*(news.item(url, f"Story {n} of the town") for n, url in enumerate(pages))),
        XML,
    )
    good = [news.put_stories(newsroom, name, feed=f"/{name}.xml") for name in GOOD]
    site = news.write_site(
        tmp_path / "site",
        newsroom,
        feeds=[*list(hostile.values())[:10], *good, *list(hostile.values())[10:], bad_pages],
        gather={"timeout": "4s", "per_host": 8},
    )
    result = roaster("-C", site, "--now", NOW, "--json", "gather")
    return result, hostile, pages


def test_the_good_ones_are_taken_and_each_hostile_one_is_named(gathered: Any) -> None:
    result, hostile, pages = gathered
    assert result.code == 0, result.err
    assert "Traceback" not in result.err
    found = result.json
    titles = {event["sources"][0]["url"].rsplit("/", 1)[-1] for event in found["events"]}
    assert titles == set(GOOD)

    ends = {feed["url"]: feed for feed in found["feeds"]}
    harmless = {"many items", "a long title", "levels", "attributes", "entities", "external entity"}
    for name, url in hostile.items():
        end = ends[url]
        if name not in harmless:
            assert end["outcome"] in ("failed", "empty"), (name, end)
        if end["outcome"] in ("failed", "empty"):
            assert end["reason"], name
            assert end["remedy"], name
        assert "root:" not in str(end), name

    items = {item["url"]: item for item in found["items"]}
    for url in pages:
        assert items[url]["outcome"] not in ("new", "duplicate"), url
        assert items[url]["reason"], url
    assert sum(found["totals"].values()) == len(found["items"])
    assert all(len(item["title"]) < 2_000 for item in found["items"])
