from __future__ import annotations

import json
from dataclasses import replace
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from roaster.feeds.parse import parse_feed
from roaster.model.news import ParsedFeed
from roaster.model.roast import Status

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://name.example/roaster/"


@pytest.fixture
def built(site: Any, sites: ModuleType) -> Any:
    site.config = sites.config(site={"base_url": BASE})
    own = sites.roast(40, preamble="[a](/about/) [b](../x/) [c](#take) ![p](/p.png)")
    site.build([*sites.many(35), own])
    return site


ATOM_FEEDS = (
    "feed.xml",
    "scores/feed.xml",
    "category/ai/feed.xml",
    "category/business/feed.xml",
)


@pytest.fixture
def scored(site: Any, sites: ModuleType) -> Any:
    """A site with high scores: the oldest has 6.9, the next 7.0."""
    site.config = sites.config(site={"base_url": BASE, "websub": "https://hub.example/?a=1&b=2"})
    site.build(sites.many(12, first=69))
    return site


@pytest.mark.parametrize("path", ATOM_FEEDS)
def test_feeds_parse_without_a_complaint(scored: Any, path: str) -> None:
    parsed = feedparser.parse((scored.public / path).read_bytes())
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.entries


@pytest.mark.parametrize("path", ATOM_FEEDS)
def test_both_formats_read_alike_in_our_own_feed_code(scored: Any, path: str) -> None:
    json_path = path.replace(".xml", ".json")
    atom = parse_feed((scored.public / path).read_bytes(), BASE + path, now=scored.now)
    other = parse_feed((scored.public / json_path).read_bytes(), BASE + json_path, now=scored.now)
    assert isinstance(atom, ParsedFeed)
    assert isinstance(other, ParsedFeed)
    assert not atom.notes
    assert not other.notes
    assert atom.title == other.title
    assert [(one.id, one.url, one.title, one.summary) for one in atom.entries] == [
        (one.id, one.url, one.title, one.summary) for one in other.entries
    ]
    assert len(atom.entries) > 1


def test_the_feed_of_high_scores_begins_with_seven(scored: Any, sites: ModuleType) -> None:
    parsed = feedparser.parse((scored.public / "scores/feed.xml").read_bytes())
    assert parsed.feed.title.endswith(": High scores")
    assert [one.title for one in parsed.entries] == [
        one.title for one in reversed(sites.many(11, first=70))
    ]


def test_the_hub_is_named_where_there_is_one(scored: Any, site: Any, sites: ModuleType) -> None:
    for path in ATOM_FEEDS:
        links = feedparser.parse((scored.public / path).read_bytes()).feed.links
        assert {one.rel: one.href for one in links}["hub"] == "https://hub.example/?a=1&b=2"
        assert {one.rel: one.href for one in links}["self"] == BASE + path
        told = json.loads(scored.text(path.replace(".xml", ".json")))
        assert told["hubs"] == [{"type": "WebSub", "url": "https://hub.example/?a=1&b=2"}]
    site.build(sites.many(2), config=sites.config())
    assert "hub" not in site.text("feed.xml")
    assert "hubs" not in json.loads(site.text("feed.json"))


def test_a_category_of_drafts_has_no_feed(site: Any, sites: ModuleType) -> None:
    site.build(
        [sites.roast(1), sites.roast(2, category="secret", status=Status.DRAFT)], drafts=True
    )
    assert "category/secret/index.html" in site.files()
    assert not [path for path in site.files() if "secret/feed" in path]
    assert "Secret" not in "".join(
        site.text(path) for path in site.files() if path.endswith(("feed.xml", "feed.json"))
    )


def test_a_feed_holds_the_newest_thirty_in_full(built: Any) -> None:
    parsed = feedparser.parse((built.public / "feed.xml").read_bytes())
    assert len(parsed.entries) == 30
    assert parsed.entries[0].title == "Brightwell cuts 40 jobs"
    assert "They kept <em>35</em> slides." in parsed.entries[1].content[0].value
    assert ":~:text=cut%201%2C200%20jobs,on%20Tuesday" in parsed.entries[1].content[0].value


def test_every_link_of_a_feed_is_absolute(built: Any) -> None:
    root = ET.fromstring((built.public / "feed.xml").read_bytes())
    first = root.find(f"{ATOM}entry")
    assert first is not None
    content = first.findtext(f"{ATOM}content") or ""
    page = f"{BASE}2026/02/09/roast-40/"
    for address in (f"{BASE}about/", f"{BASE}2026/02/09/x/", f"{page}#take", f"{BASE}p.png"):
        assert f'"{address}"' in content
    assert all(link.get("href", "").startswith("https://") for link in root.iter(f"{ATOM}link"))


def test_json_feed_has_what_its_version_asks_for(built: Any) -> None:
    feed = json.loads(built.text("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{BASE}feed.json"
    assert all(item["id"] and item["url"] and item["content_html"] for item in feed["items"])


def ids(site: Any) -> list[str]:
    return [entry.id for entry in feedparser.parse((site.public / "feed.xml").read_bytes()).entries]


def test_a_new_title_or_address_floods_nobody(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(5))
    before = ids(site)
    site.build([replace(one, title="New", slug=f"new-{one.slug}") for one in sites.many(5)])
    assert ids(site) == before


def test_ids_are_unique_even_when_a_file_was_copied_or_has_none(
    site: Any, sites: ModuleType
) -> None:
    born = sites.roast(1).id
    copies = [sites.roast(n, id=given) for n, given in enumerate((born, born, "", "", "a b"), 1)]
    site.build(copies)
    assert len(set(ids(site))) == 5
    assert all(one.startswith(("urn:uuid:", "tag:roasts.example,2026-01-0")) for one in ids(site))


def test_feeds_carry_what_xml_cannot(site: Any, sites: ModuleType) -> None:
    nasty = "a\x00\x08\x1b\ufffe\ud800]]>&<b>"
    site.build([sites.roast(1, title=nasty, quip=nasty, tags=(nasty,), category=nasty)])
    parsed = feedparser.parse((site.public / "feed.xml").read_bytes())
    assert not parsed.bozo
    assert "]]>" in ET.fromstring((site.public / "feed.xml").read_bytes())[-1][0].text  # type: ignore[operator]
    json.loads(site.text("feed.json"))


@pytest.mark.parametrize("path", ["feed.xml", "scores/feed.xml"])
def test_an_empty_feed_is_a_feed(site: Any, path: str) -> None:
    site.build([])
    assert not feedparser.parse((site.public / path).read_bytes()).bozo


def test_the_sitemap_lists_every_page_once(built: Any) -> None:
    root = ET.fromstring((built.public / "sitemap.xml").read_bytes())
    listed = [
        loc.text or "" for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    pages = [p for p in built.files() if p.endswith(".html") and p != "404.html"]
    assert sorted(listed) == sorted(BASE + page.removesuffix("index.html") for page in pages)


def test_json_ld_tells_satire_its_sources_and_its_review(site: Any, sites: ModuleType) -> None:
    site.build([sites.roast(1)])
    text = site.text("2026/01/01/roast-1/index.html")
    told = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert told["@type"] == ["OpinionNewsArticle", "NewsArticle"]
    assert told["genre"] == "satire"
    assert told["isBasedOn"][0]["url"] == sites.URL
    rating = told["review"]["reviewRating"]
    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (
        "0",
        "0.1",
        "10",
    )
