from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.site.inspection import Inspection, SitePage, feed_findings, outward, read_pages
from roaster.site.links import base_of, dead_links

GOOD = (
    "<html><head><title>{0}</title><meta name=description content='About {0}.'></head>"
    "<body><img src=a.png alt=''><svg><title>x</title></svg></body></html>"
)
ENTRY = "<entry><id>{0}</id><title>t</title><updated>2026-01-01T00:00:00Z</updated></entry>"
FEED = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>t</title>"
    "<updated>2026-01-01T00:00:00Z</updated>{0}</feed>"
)


def told(public: Path) -> list[str]:
    inspection = Inspection()
    pages = [one for path, page in read_pages(public) for one in inspection.page(path, page)]
    return [f"{one.path} {one.message}" for one in (*pages, *feed_findings(public))]


@pytest.fixture
def public(tmp_path: Path) -> Path:
    (tmp_path / "a.html").write_text(GOOD.format("A"))
    (tmp_path / "b.html").write_text(GOOD.format("B"))
    (tmp_path / "feed.xml").write_text(FEED.format(ENTRY.format(1) + ENTRY.format(2)))
    (tmp_path / "feed.json").write_text(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{"id": "1"}]}'
    )
    return tmp_path


def test_a_sound_site_has_no_faults(public: Path) -> None:
    assert told(public) == []


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("b.html", GOOD.format("A"), "b.html has the same title as a.html: A"),
        ("b.html", GOOD.format("A"), "b.html has the same description as a.html: About A."),
        ("b.html", "<p>", "b.html has no title"),
        ("b.html", "<title>x</title>", "b.html has no description"),
        ("b.html", "<title>x</title><title>y</title>", "b.html has 2 of title"),
        ("b.html", f"{GOOD.format('B')}<img src=c.png>", "b.html the image c.png has no alt"),
        (
            "b.html",
            f'{GOOD.format("B")}<script type="application/ld+json">{{]</script>',
            "b.html its JSON-LD is not JSON",
        ),
        (
            "b.html",
            f'{GOOD.format("B")}<script type="application/ld+json">{{"@type": "x"}}</script>',
            "b.html its JSON-LD lacks @context",
        ),
        ("feed.xml", "<feed>", "feed.xml is not well-formed XML"),
        ("feed.xml", "<?xml version='1.0' encoding='no'?><a/>", "feed.xml is not well-formed XML"),
        ("feed.xml", FEED.format("<entry/>"), "feed.xml entry 1 has no id and no title"),
        ("feed.xml", FEED.format(ENTRY * 2), "feed.xml two entries have the id {0}"),
        ("feed.json", "[", "feed.json is not JSON"),
        ("feed.json", "[]", "feed.json is no JSON Feed"),
        (
            "feed.json",
            '{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{}, 1]}',
            "feed.json item 2 has no id",
        ),
    ],
)
def test_each_fault_is_told_with_its_file(public: Path, name: str, text: str, message: str) -> None:
    (public / name).write_text(text)
    assert any(line.startswith(message) for line in told(public)), told(public)


def test_a_page_that_search_engines_pass_over_may_share_its_title(public: Path) -> None:
    hidden = GOOD.format("A").replace("<head>", "<head><meta name=robots content=noindex>")
    (public / "b.html").write_text(hidden)
    assert told(public) == []


def test_files_of_any_kind_and_encoding_are_looked_at(public: Path) -> None:
    """What lies in content/static is copied as it is, and may be anything."""
    (public / "latin.html").write_bytes(GOOD.format("Caf\xe9").encode("latin-1"))
    (public / "cut.html").write_text(f"{GOOD.format('Cut')}<a href=/gone/>x</a><![ [")
    for name in ("folder.html", "folder.xml", "feed-folder.json"):
        (public / name).mkdir()
    assert told(public) == []
    dead = [(link.page, link.href) for link in dead_links(public, "https://own.example/")]
    assert ("cut.html", "/gone/") in dead


def test_a_link_that_is_no_address_leads_nowhere(public: Path) -> None:
    (public / "b.html").write_text("<a href='http://[x'>x</a><a href='//['>y</a><a href=a.html>")
    dead = [link for link in dead_links(public, "https://own.example/") if link.page == "b.html"]
    assert [link.href for link in dead] == ["http://[x", "//["]
    assert {link.reason for link in dead} == {"no browser takes it for an address"}


def test_links_to_other_sites_are_told_apart_from_the_sites_own() -> None:
    links = ["https://own.example/x", "https://own.example", "/x", "https://other.example/#y"]
    found = list(outward(links, "https://own.example/"))
    assert found == ["https://other.example/"]


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    page = SitePage()
    page.feed(text)
    page.close()
    assert list(Inspection().page("x", page))[:0] == []


@pytest.mark.parametrize(
    ("feed", "base"),
    [
        ('{"home_page_url": "https://own.example/deep/"}', "https://own.example/deep/"),
        ('{"home_page_url": "https://own.example/x"}', ""),
        ('{"home_page_url": "javascript:/"}', ""),
        ('{"home_page_url": 1}', ""),
        ("{}", ""),
        ("[]", ""),
        ("[", ""),
        ("\xff", ""),
    ],
)
def test_a_site_tells_what_address_it_was_built_for(tmp_path: Path, feed: str, base: str) -> None:
    assert base_of(tmp_path) == ""
    (tmp_path / "feed.json").write_bytes(feed.encode("latin-1"))
    assert base_of(tmp_path) == base
