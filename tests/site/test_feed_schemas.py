"""Feeds and sitemaps by validators of their specifications, over hostile text and a long life."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roaster.model.roast import Section, Status

WHOLE = {
    "base_url": "https://name.example/roaster/",
    "news_sitemap": True,
    "websub": "https://hub.example/?a=1&b=2",
}


def test_a_site_with_all_that_a_feed_can_hold_is_valid(
    site: Any, sites: ModuleType, schemas: ModuleType
) -> None:
    """Corrections, updates, a straight roast, drafts, missing parts, more than a feed holds."""
    told = sites.many(40, first=60)
    corrected = sites.roast(
        1, meta={"corrections": [{"at": "2026-04-19T10:00:00Z", "text": "It was <4> jobs & more."}]}
    )
    updated = sites.roast(
        105, sections=(*told[0].sections, Section("", "Update, 19 April 2026", "- It went on."))
    )
    straight = sites.roast(106, meta={"straight": True}, score=None, scores={})
    bare = sites.roast(
        107, sections=(), quip="", sources=(), tags=(), category="", score=None, scores={}, id=""
    )
    today = sites.roast(110)
    hidden = sites.roast(108, status=Status.DRAFT)
    roasts = [*told, corrected, updated, straight, bare, today, hidden]
    for language in ("en", "de", "de-AT"):
        settings_ = sites.config(site={**WHOLE, "language": language})
        site.build(roasts, config=settings_)
        assert schemas.faults_of(site.public) == []
        assert site.text("news.xml").count("<news:title>") == 1
        assert (
            "It was &lt;4&gt; jobs"
            in json.loads(site.text("feed.json"))["items"][-1]["content_html"]
        )


def test_an_empty_site_has_valid_feeds(site: Any, sites: ModuleType, schemas: ModuleType) -> None:
    site.build([], config=sites.config(site=WHOLE))
    assert schemas.faults_of(site.public) == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(st.text(max_size=30), min_size=8, max_size=8), days=st.integers(0, 2))
def test_whatever_stands_in_a_roast_its_feeds_are_valid(
    sites: ModuleType, schemas: ModuleType, tmp_path_factory: Any, texts: list[str], days: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("valid")
    site = sites.make_site(folder)
    title, quip, tag, category, outlet, address, body, note = texts
    title += "!"  # a file without one is refused
    told = sites.roast(
        1,
        title=title,
        quip=quip,
        tags=(tag, f"{tag} x"),
        category=category,
        day=sites.NOW.date() - timedelta(days=days),
        sections=(Section("take", quip, body), Section("", title, f"- {body} <b>{note}")),
        sources=(
            sites.Source(title, outlet, f"https://a.example/{address}"),
            sites.Source(outlet, title, address),
        ),
        meta={"corrections": [{"at": "2026-04-20T10:00:00Z", "text": note}]},
    )
    named = {"title": title, "tagline": quip, "author": outlet}
    site.build([told, sites.roast(2)], config=sites.config(site={**WHOLE, **named}))
    assert schemas.faults_of(site.public) == []
    shutil.rmtree(folder)


ENTRY = (
    "<entry><id>urn:a</id><title>t</title><updated>2026-01-01T00:00:00Z</updated>"
    '<link href="https://a.example/"/></entry>'
)
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title>t</title>'
    "<updated>2026-01-01T00:00:00Z</updated><author><name>n</name></author>{0}</feed>"
)
ITEM = {"id": "1", "content_html": "x", "date_published": "2026-01-01T00:00:00Z"}
JSON = {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [ITEM]}
URL = "<url><loc>https://a.example/x</loc><lastmod>2026-01-01</lastmod>{0}</url>"
NEWS = (
    '<news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><news:publication>'
    "<news:name>n</news:name><news:language>en</news:language></news:publication>"
    "<news:publication_date>2026-01-01</news:publication_date>"
    "<news:title>t</news:title></news:news>"
)


def sitemap(urls: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def test_the_validators_take_what_is_right(schemas: ModuleType) -> None:
    assert schemas.atom_faults(FEED.format(ENTRY).encode()) == []
    assert schemas.json_feed_faults(json.dumps(JSON).encode()) == []
    assert schemas.sitemap_faults(sitemap(URL.format(NEWS))) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<id>urn:a</id>", ""),
        ("<id>urn:a</id>", "<id>no iri</id>"),
        ("<title>t</title><up", "<title>t</title><title>t</title><up"),
        ("<title>t</title><up", "<title></title><up"),
        ("T00:00:00Z</updated><link", "</updated><link"),
        ("T00:00:00Z</updated><link", "T00:00:00</updated><link"),
        ("<author><name>n</name></author>", ""),
        ("<author><name>n</name></author>", "<author/>"),
        ('<link href="https://a.example/"/>', ""),
        ('<link href="https://a.example/"/>', '<link href="https://a.example/"/>' * 2),
        ('<link href="https://a.example/"/>', '<link rel="alternate"/>'),
        ('<link href="https://a.example/"/>', '<link href="urn:x" type="html"/>'),
        ("<entry>", "<entry><category/>"),
        ("<entry>", '<entry><content type="xhtml">x</content>'),
        ("<entry>", "<entry><subtitle>x</subtitle>"),
        ("<entry>", '<entry xml:lang="_">'),
        ("</entry>", f"</entry>{ENTRY}"),
        ("</entry>", "</entry><rights>x</rights>"),
    ],
)
def test_the_validator_of_atom_finds_each_fault(
    schemas: ModuleType, before: str, after: str
) -> None:
    text = FEED.format(ENTRY)
    assert before in text
    assert schemas.atom_faults(text.replace(before, after, 1).encode())


@pytest.mark.parametrize(
    ("feed", "item"),
    [
        ({"version": "1.1"}, {}),
        ({"title": None}, {}),
        ({"items": {}}, {}),
        ({"home_page_url": "/x"}, {}),
        ({"authors": [{}]}, {}),
        ({"hubs": [{"type": "WebSub"}]}, {}),
        ({"hubs": [], "unknown": 1}, {}),
        ({"language": "German?"}, {}),
        ({}, {"id": 1}),
        ({}, {"content_html": None}),
        ({}, {"date_published": "2026-01-01"}),
        ({}, {"tags": "a"}),
        ({}, {"url": "javascript:x"}),
        ({"items": [ITEM, ITEM]}, {}),
    ],
)
def test_the_validator_of_json_feed_finds_each_fault(
    schemas: ModuleType, feed: dict[str, Any], item: dict[str, Any]
) -> None:
    assert schemas.json_feed_faults(
        json.dumps({**JSON, "items": [{**ITEM, **item}], **feed}).encode()
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://a.example/x", "/x"),
        ("https://a.example/x", "https://a.example/ä"),
        ("2026-01-01</lastmod>", "yesterday</lastmod>"),
        ("<url>", "<url><priority>2</priority>"),
        ("</url>", f"</url>{URL.format('')}"),
        ("</url>", "</url><url><loc>https://b.example/x</loc></url>"),
        ("<news:title>t</news:title>", ""),
        ("<news:title>t</news:title>", "<news:title> </news:title>"),
        ("<news:language>en", "<news:language>English"),
        ("<news:name>n</news:name>", ""),
    ],
)
def test_the_validator_of_sitemaps_finds_each_fault(
    schemas: ModuleType, before: str, after: str
) -> None:
    text = sitemap(URL.format(NEWS)).decode()
    assert before in text
    assert schemas.sitemap_faults(text.replace(before, after, 1).encode())
