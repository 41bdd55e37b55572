"""Feeds and pages with something broken in them: bytes cut, doubled, swapped, parts of others.

For a longer run: `pytest --hypothesis-profile=fuzz tests/whole/test_mutated_input.py`.
"""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.articles.extract import extract
from roaster.feeds.discovery import feed_links
from roaster.feeds.draft import NotAFeed
from roaster.feeds.html_text import plain_line
from roaster.feeds.parse import parse_feed
from roaster.model.news import Page, ParsedFeed
from roaster.model.outcome import ItemOutcome
from roaster.sample.service import SampleWire
from roaster.text.addresses import absolute, address_key, clean_address

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
REAL, PAGES = DATA / "feeds", DATA / "articles"
PAGE = "https://www.lantern.example/news/some-story-of-the-day"
URL = "https://feeds.example/news/feed.xml"
NOW = datetime(2026, 4, 10, 18, tzinfo=UTC)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
SPLICES = (
    b"<", b">", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"&", b"&#0;", b"&#x110000;", b"&bomb;",
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"</item>", b"<item>", b"<entry>", b"</channel>",
    b"<?xml version='1.0' encoding='utf-7'?>", b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///x'>]>",
    b" xml:base='javascript:x'", b"xmlns='urn:x'", b'"', b"{", b"}", b"[", b"\\ud800", b"1e999",
    b"<link>data:text/html,x</link>", b"<pubDate>9999-99-99</pubDate>", b"<script>", b"\r",
)  # fmt: skip
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(("cut", "drop", "double", "splice", "flip", "graft")),
        st.floats(0, 1),
        st.integers(0, 400),
        st.sampled_from(SPLICES),
    ),
    max_size=8,
)


@cache
def sample() -> tuple[bytes, ...]:
    bodies = (resource.body for resource in SampleWire()._resources.values())
    return tuple(body for body in bodies if b"<rss" in body[:600] or b"<feed" in body[:600]
                 or body.startswith(b"{"))  # fmt: skip


@cache
def real() -> tuple[bytes, ...]:
    bodies = (
        gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        for file in sorted(REAL.iterdir())
        if file.suffix != ".md"
    )
    return tuple(body[:60_000] for body in bodies)


@cache
def pages() -> tuple[bytes, ...]:
    return tuple(
        resource.body
        for resource in SampleWire()._resources.values()
        if b"<html" in resource.body[:300].lower()
    )


@cache
def real_pages() -> tuple[bytes, ...]:
    files = sorted(path for path in PAGES.rglob("*") if path.name.endswith((".html", ".html.gz")))
    bodies = (
        gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes() for f in files
    )
    return tuple(body[:150_000] for body in bodies)


def mutated(
    body: bytes, mutations: list[tuple[str, float, int, bytes]], others: tuple[bytes, ...]
) -> bytes:
    for kind, where, length, piece in mutations:
        at = int(where * len(body))
        before, after = body[:at], body[at:]
        match kind:
            case "cut":
                body = before
            case "drop":
                body = before + after[length:]
            case "double":
                body = before + after[:length] * 2 + after[length:]
            case "splice":
                body = before + piece + after
            case "flip":
                body = before + bytes(byte ^ (length & 255) for byte in after[:4]) + after[4:]
            case _:
                other = others[length % len(others)]
                body = before + other[at : at + 10 * length] + after
    return body


def check(data: bytes) -> None:
    """What holds whatever was sent."""
    found = parse_feed(data, URL, "application/xml", now=NOW)
    if isinstance(found, NotAFeed):
        assert found.reason
        assert found.remedy
        return
    assert isinstance(found, ParsedFeed)
    for entry in found.entries:
        assert entry.id
        assert not entry.url or urlsplit(entry.url).scheme in ("http", "https")
        assert entry.published is None or EARLIEST <= entry.published <= NOW + timedelta(days=1)
        assert not {"\x00", "\n", "\u202e", "\u200b"} & set(entry.title)


@given(st.data(), MUTATIONS)
def test_a_broken_feed_is_read_or_reported(
    data: st.DataObject, mutations: list[tuple[str, float, int, bytes]]
) -> None:
    check(mutated(data.draw(st.sampled_from(sample())), mutations, sample()))


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no feeds in {REAL}: put the shared data there")
@given(st.data(), MUTATIONS)
def test_a_real_feed_with_something_broken_is_read_or_reported(
    data: st.DataObject, mutations: list[tuple[str, float, int, bytes]]
) -> None:
    check(mutated(data.draw(st.sampled_from(real())), mutations, real()))


@given(st.text(max_size=400))
def test_any_text_is_a_line_without_markup_that_acts(markup: str) -> None:
    line = plain_line(markup)
    assert "\n" not in line
    assert "\x00" not in line


@given(
    st.text(alphabet="htps:/?#@[]%.\\\t\n javscriptdle0179ü。", max_size=120), st.text(max_size=30)
)
def test_an_address_is_on_the_web_or_none(href: str, base: str) -> None:
    for url in (absolute(URL, href), absolute(base, href)):
        assert not url or urlsplit(url).scheme in ("http", "https")
        assert not url or urlsplit(url).hostname
        if url:
            address_key(clean_address(url))


@given(st.lists(st.sampled_from((*SPLICES, b"<link rel=alternate href='/f' type=")), max_size=40))
def test_what_a_page_names_as_its_feed_is_on_the_web(parts: list[bytes]) -> None:
    page = b"".join(parts).decode("utf-8", "replace")
    assert all(urlsplit(link.url).scheme in ("http", "https") for link in feed_links(page, URL))


def check_page(body: bytes) -> None:
    """What holds whatever a page is."""
    reading = extract(Page(PAGE, PAGE, "text/html", body), min_words=120)
    assert reading.outcome in set(ItemOutcome)
    assert (reading.outcome is ItemOutcome.NEW) or reading.reason


@given(st.data(), MUTATIONS)
def test_a_broken_page_ends_in_an_outcome(
    data: st.DataObject, mutations: list[tuple[str, float, int, bytes]]
) -> None:
    check_page(mutated(data.draw(st.sampled_from(pages())), mutations, pages()))


@pytest.mark.skipif(not PAGES.is_dir(), reason=f"no pages in {PAGES}: put the shared data there")
@given(st.data(), MUTATIONS)
def test_a_real_page_with_something_broken_ends_in_an_outcome(
    data: st.DataObject, mutations: list[tuple[str, float, int, bytes]]
) -> None:
    check_page(mutated(data.draw(st.sampled_from(real_pages())), mutations, real_pages()))
