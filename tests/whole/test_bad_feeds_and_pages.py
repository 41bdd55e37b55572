"""One bad feed or page costs only itself, and is named with its reason and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]

# How a feed can be bad: what the newsroom answers, and a word of the reason that is told.
BAD_FEEDS: Mapping[str, tuple[dict[str, Any], str]] = {
    "not found": ({"body": b"no", "status": 404}, "404"),
    "gone": ({"body": b"no", "status": 410}, "410"),
    "server error": ({"body": b"oops", "status": 500}, "500"),
    "too slow": ({"body": b"late", "delay_s": 30.0}, "within"),
    "html": ({"body": b"<!doctype html><html><body><p>hi</p></body></html>"}, "HTML"),
    "cut off": (
        {"body": b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><ti'},
        "",
    ),
    "empty": ({"body": b""}, "empty"),
    "no items": (
        {"body": b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>'},
        "",
    ),
    "too large": ({"body": b"<rss>" + b" " * 1_000_000, "repeat": 50}, "bytes"),
    "json of another kind": ({"body": b'{"a": 1}', "kind": "application/json"}, "JSON"),
}


@pytest.fixture
def run_with(
    news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path
) -> Callable[..., tuple[Any, Path]]:
    """A run over these feeds of the newsroom; what it said, and the site."""

    def call(*feeds: str, **settings: Any) -> tuple[Any, Path]:
        site = news.write_site(tmp_path / "site", newsroom, feeds=list(feeds), **settings)
        return roaster("-C", site, "--now", NOW, "--json", "run"), site

    return call


@pytest.mark.parametrize("kind", BAD_FEEDS)
def test_a_bad_feed_is_named_with_reason_and_the_others_go_on(
    kind: str, news: ModuleType, newsroom: Any, run_with: Callable[..., Any]
) -> None:
    answer, word = BAD_FEEDS[kind]
    good = news.put_stories(newsroom, "harbour", "oven")
    bad = newsroom.put("/bad.xml", **answer)

    result, site = run_with(bad, good, gather={"timeout": "1s"})

    assert result.code == 0, result.err
    report = next(feed for feed in result.json["gather"]["feeds"] if feed["url"] == bad)
    assert report["outcome"] in ("failed", "gone", "empty")
    assert word.lower() in report["reason"].lower()
    assert report["reason"]
    assert any(bad in warning for warning in result.json["warnings"])
    assert len(result.json["roasts"]) == 2
    assert len(list((site / "content/roasts").rglob("*.md"))) == 2


def test_a_feed_in_another_encoding_than_it_says_is_read_all_the_same(
    news: ModuleType, newsroom: Any, run_with: Callable[..., Any]
) -> None:
    url = newsroom.put("/news/oven", news.page("oven"))
    body = news.rss(news.item(url, "Der Ofen Crispa bäckt ungefragt")).encode("latin-1")
    feed = newsroom.put("/feed.xml", body, "application/rss+xml; charset=utf-8")
    result, _ = run_with(feed)
    titles = [item["title"] for item in result.json["gather"]["items"]]
    assert titles == ["Der Ofen Crispa bäckt ungefragt"]


# How a page can be bad, and how its item ends.
BAD_PAGES: Mapping[str, tuple[dict[str, Any], str]] = {
    "gone": ({"body": b"no", "status": 404}, "failed"),
    "removed": ({"body": b"no", "status": 410}, "failed"),
    "server error": ({"body": b"no", "status": 503}, "failed"),
    "not html": ({"body": b"%PDF-1.7 ...", "kind": "application/pdf"}, "failed"),
    "empty": ({"body": b""}, "failed"),
    "thin": (
        {"body": b"<html><body><article><p>Three words only.</p></article></body></html>"},
        "thin",
    ),
    "private address": (
        {"status": 302, "headers": {"Location": "http://169.254.169.254/"}},
        "refused",
    ),
}


@pytest.mark.parametrize("kind", BAD_PAGES)
def test_a_bad_page_ends_as_told_and_the_others_are_roasted(
    kind: str, news: ModuleType, newsroom: Any, run_with: Callable[..., Any]
) -> None:
    answer, outcome = BAD_PAGES[kind]
    good = newsroom.put("/news/harbour", news.page("harbour"))
    bad = newsroom.put("/news/bad", **{"body": b"", **answer})
    items = news.item(good, "A bridge ends in the water"), news.item(bad, "Something else entirely")
    feed = newsroom.put("/feed.xml", news.rss(*items), "application/rss+xml")

    result, site = run_with(feed)

    assert result.code == 0, result.err
    ended = {item["url"]: item for item in result.json["gather"]["items"]}
    assert ended[bad]["outcome"] == outcome
    assert ended[bad]["reason"]
    assert ended[good]["outcome"] == "new"
    assert len(list((site / "content/roasts").rglob("*.md"))) == 1


def test_a_paywall_stub_is_never_roasted(
    news: ModuleType, newsroom: Any, run_with: Callable[..., Any]
) -> None:
    stub = news.page("oven").replace(
        "</head>",
        '<script type="application/ld+json">{"@context":"https://schema.org",'
        '"@type":"NewsArticle","isAccessibleForFree":false}</script></head>',
    )
    url = newsroom.put("/news/oven", stub)
    feed = newsroom.put("/feed.xml", news.rss(news.item(url, "The oven")), "application/rss+xml")
    result, site = run_with(feed)
    assert result.json["gather"]["items"][0]["outcome"] == "walled"
    assert not list((site / "content").rglob("*.md"))


def test_every_feed_down_is_told_loudly_and_the_site_stays(
    news: ModuleType, newsroom: Any, run_with: Callable[..., Any]
) -> None:
    good = news.put_stories(newsroom, "harbour")
    _, site = run_with(good)
    page = (site / "public/index.html").read_bytes()
    newsroom.put("/feed.xml", "gone", status=500)

    result, _ = run_with(good)

    assert result.code == 4
    assert result.json["error"]["kind"] == "nothing-done"
    assert result.json["gather"]["feeds"][0]["reason"]
    assert (site / "public/index.html").read_bytes() == page


def test_all_feeds_down_is_no_fault_of_the_first(
    newsroom: Any, run_with: Callable[..., Any]
) -> None:
    down = [newsroom.put(f"/feed-{code}.xml", "no", status=code) for code in (404, 500)]
    result, _ = run_with(*down)
    assert result.code == 4
    error = result.json["error"]
    assert error["message"] == "all 2 feeds could not be read; the site stays as it was"
    assert (error["where"], error["remedy"]) == ("", "see the remedy beside each feed")


def test_strict_turns_a_reported_failure_into_exit_code_3(
    news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path
) -> None:
    feeds = [news.put_stories(newsroom, "harbour"), newsroom.put("/bad.xml", "no", status=404)]
    site = news.write_site(tmp_path / "site", newsroom, feeds=feeds)
    assert roaster("-C", site, "--now", NOW, "run", "--strict").code == 3
    assert roaster("-C", site, "--now", NOW, "run").code == 0


def test_hostile_text_of_feeds_and_pages_reaches_no_page_as_markup(
    news: ModuleType, newsroom: Any, run_with: Callable[..., Any]
) -> None:
    attack = "<script>alert(1)</script>"
    body = "".join(
        f"<p>{text} &lt;img src=x onerror=alert(2)&gt;</p>" for text in news.paragraphs("oven")
    )
    url = newsroom.put(
        "/news/oven", news.page("oven", title=f"Oven &lt;script&gt;x {attack}", body=body)
    )
    title = "Oven &lt;script&gt;alert(1)&lt;/script&gt;"
    feed = newsroom.put("/feed.xml", news.rss(news.item(url, title)), "application/rss+xml")
    result, site = run_with(feed)
    assert result.code == 0, result.err
    for page in (site / "public").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script>" not in text
        assert "<img src=x" not in text
