"""Lists of feeds read from any reader's OPML, written for any, and nothing lost between."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from roaster.errors import UsageError
from roaster.feeds.opml import MAX_BYTES, MAX_FEEDS, read_opml, write_opml
from roaster.model.news import Feed

A = "https://a.example/feed"


def opml(*outlines: str, head: str = '<?xml version="1.0"?>') -> bytes:
    body = "".join(outlines)
    title = "<head><title>x</title></head>"
    return f'{head}<opml version="1.0">{title}<body>{body}</body></opml>'.encode()


def feeds(*outlines: str) -> list[Feed]:
    return list(read_opml(opml(*outlines), "list.opml").feeds)


def test_title_and_address_become_outlet_and_feed() -> None:
    outline = f'<outline type="rss" text="A Paper" xmlUrl="{A}" htmlUrl="https://a.example/"/>'
    assert feeds(outline) == [Feed(A, "A Paper")]
    assert feeds(f'<outline text="a" title="A &amp; B" xmlURL="{A}"/>') == [Feed(A, "A & B")]
    assert feeds(f'<outline text="{A}" xmlUrl="{A}"/>') == [Feed(A)]


def test_a_folder_s_name_is_the_category_of_what_is_in_it() -> None:
    inner = f'<outline text="Deep"><outline text="B" xmlUrl="{A}/b"/></outline>'
    folder = f'<outline text="Tech News">{inner}<outline text="A" xmlUrl="{A}"/></outline>'
    found = feeds(folder, f'<outline text="C" xmlUrl="{A}/c" category="/Boston/Weather,/x"/>')
    assert [(feed.outlet, feed.category) for feed in found] == [
        ("B", "deep"),
        ("A", "tech news"),
        ("C", "weather"),
    ]


def test_a_site_without_a_feed_s_address_is_taken_by_its_own() -> None:
    assert feeds('<outline text="S" htmlUrl="https://s.example/"/>') == [
        Feed("https://s.example/", "S")
    ]


def test_addresses_with_bare_ampersands_and_feed_schemes_are_read() -> None:
    assert feeds('<outline text="x & y" xmlUrl="https://a.example/?a=1&b=2"/>') == [
        Feed("https://a.example/?a=1&b=2", "x & y")
    ]
    assert feeds('<outline text="x" xmlUrl="feed://a.example/f"/>') == [
        Feed("http://a.example/f", "x")
    ]
    assert feeds('<outline text="x" xmlUrl="feed:https://a.example/f"/>') == [
        Feed("https://a.example/f", "x")
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "nonsense"])
def test_what_is_no_web_address_is_skipped_with_the_reason(url: str) -> None:
    read = read_opml(opml(f'<outline text="Bad" xmlUrl="{url}"/>'), "list.opml")
    assert not read.feeds
    (skipped,) = read.skipped
    assert skipped.name == "Bad"
    assert "web address" in skipped.reason


def test_nothing_in_a_list_can_name_a_variable_of_the_environment() -> None:
    read = read_opml(opml(f'<outline text="${{SECRET}}" xmlUrl="{A}"/>'), "list.opml")
    assert not read.feeds
    assert "environment" in read.skipped[0].reason


BOMB = (
    '<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(100_000))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (opml('<outline text="&c;" xmlUrl="http://a.example/"/>', head=BOMB), "DOCTYPE"),
        (opml(head='<!DOCTYPE opml SYSTEM "file:///etc/passwd">'), "DOCTYPE"),
        (b"x" * (MAX_BYTES + 1), "bytes"),
        (opml("<outline>" * 150_000), "elements"),
        (opml("<outline>" * 5000 + "</outline>" * 5000), "XML"),
        (opml(f"<outline {ATTRIBUTES}/>"), "attributes"),
        (opml(*(f'<outline xmlUrl="{A}/{n}"/>' for n in range(MAX_FEEDS + 1))), "feeds"),
        (b"", "no XML"),
        (b"https://a.example/feed\n", "no XML"),
        (b"<rss version='2.0'><channel/></rss>", "<rss>"),
        (b"<!doctype html><html></html>", "DOCTYPE"),
        (b"<html><body></body></html>", "<html>"),
        (opml()[:-12], "XML"),
        (b"\x89PNG\r\n\x1a\n\0\0", "XML"),
    ],
)
def test_what_is_not_opml_or_means_harm_is_refused_with_a_remedy(data: bytes, word: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_opml(data, "list.opml")
    assert word in caught.value.message
    assert caught.value.where.startswith("list.opml")
    assert caught.value.remedy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_a_wrong_declaration_of_the_encoding_does_not_matter(encoding: str) -> None:
    text = opml(f'<outline text="Bücher" xmlUrl="{A}"/>').decode()
    data = text.replace('"1.0"?', '"1.0" encoding="ISO-8859-1"?').encode(encoding)
    assert read_opml(data, "x").feeds == (Feed(A, "Bücher"),)


def test_an_export_is_opml_2_with_a_folder_for_each_category() -> None:
    listed = (Feed(A, "A", "ai"), Feed(f"{A}/b", category="ai"), Feed(f"{A}/c", "C"))
    root = etree.fromstring(write_opml("The Roast", listed).encode())
    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "The Roast"
    assert [outline.get("text") for outline in root.find("body")] == ["ai", "C"]
    assert all(outline.get("text") for outline in root.iter("outline"))
    assert [one.get("xmlUrl") for one in root.iter("outline") if one.get("type") == "rss"] == [
        feed.url for feed in listed
    ]


LINES = st.text(st.characters(exclude_categories=("C", "Z", "Mn")), max_size=20)
PATTERNS = LINES.filter(lambda line: bool(line) and not line.startswith("/"))
FEEDS = st.builds(
    Feed,
    st.sampled_from([A, "http://b.example:81/?x=1&y=[2]", "https://c.example/<>\"'#"]),
    LINES,
    LINES,
    st.sampled_from([1.0, 0.1, 2.5, 10.0, 1e-7, 1 / 3]),
    st.sampled_from(["", "de", "pt-BR"]),
    st.lists(PATTERNS, max_size=2).map(tuple),
    st.lists(PATTERNS | st.just("/x, [y]/"), max_size=2).map(tuple),
    st.sampled_from(["page", "feed"]),
).filter(lambda feed: "${" not in str(feed))


def composed(feed: Feed) -> bool:
    import unicodedata

    texts = (feed.outlet, feed.category, *feed.include, *feed.exclude)
    return all(text == unicodedata.normalize("NFC", text) for text in texts)


@given(st.lists(FEEDS.filter(composed), max_size=6))
def test_what_is_exported_can_be_imported_with_nothing_lost(listed: list[Feed]) -> None:
    read = read_opml(write_opml("Ours", listed).encode(), "x")
    assert list(read.feeds) == listed
    assert not read.skipped


@given(
    st.binary(max_size=300)
    | st.text(alphabet="<>/=\"' opmlutine&;![]", max_size=200).map(str.encode)
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for candidate in (data, b"<opml><body>" + data + b"</body></opml>"):
        with suppress(UsageError):
            read_opml(candidate, "x")
