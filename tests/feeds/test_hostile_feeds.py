"""Feeds made to hurt: bombs, depth, garbage. None raises, none takes long."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.feeds.draft import NotAFeed
from roaster.feeds.parse import parse_feed
from roaster.model.news import ParsedFeed

URL = "https://news.example/feed"
OPEN, CLOSE = b'<rss version="2.0"><channel><title>t</title>', b"</channel></rss>"
PIECES = st.sampled_from(
    (b"<rss>", b"<channel>", b"<item>", b"</item>", b"<title>", b"</title>",
     b"<feed>", b"<entry>",
     b"</entry>", b"</feed>", b"<link href='", b"'/>", b"&",
     b"&#0;", b"&#xD800;", b"&lt;p&gt;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!DOCTYPE a [",
     b"<!ENTITY a 'b'>", b"]>", b"<?xml version='1.0' encoding='utf-16'?>", b"<?", b"\xff\xfe",
     b"\x00", b"<content type='xhtml' xml:base='::'>", b"<pubDate>", b"10 Apr 2026", b"<author>",
     b"<media:x>", b"{", b"[", b"\"", b"<guid>", b"http://[", b"<georss:point>", b"<itunes:image",
     b"<enclosure url='", b"<source>", b"<category>", b"</channel></rss>", b"<rdf:RDF>")
)  # fmt: skip
BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12)
    )
    + b"]>" + OPEN + b"<item><title>&m;</title></item>" + CLOSE
)  # fmt: skip
SECRET = (
    b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    + OPEN + b"<item><title>[&x;]</title></item>" + CLOSE
)  # fmt: skip
ATTRIBUTES = b" ".join(b'a%d="1"' % i for i in range(50_000))
BOMBS = {
    "billion laughs": BILLION_LAUGHS,
    "quadratic blow-up": b'<!DOCTYPE rss [<!ENTITY a "%s">]>' % (b"x" * 100_000)
    + OPEN + b"<item><title>" + b"&a;" * 50_000 + b"</title></item>" + CLOSE,
    "open depth": OPEN + b"<a>" * 100_000,
    "closed depth": OPEN + b"<a>" * 60_000 + b"</a>" * 60_000 + CLOSE,
    "deep description": OPEN + b"<item><description>" + b"&lt;div>" * 60_000
    + b"</description></item>" + CLOSE,
    "attributes": OPEN + b"<a " + ATTRIBUTES + b"/>" + CLOSE,
    "attributes in html": OPEN + b"<item><description><![CDATA[<p " + ATTRIBUTES
    + b">x]]></description></item>" + CLOSE,
    "lone angles": OPEN + b"<" * 200_000,
    "open cdata": OPEN + b"<![CDATA[" * 50_000,
    "open comments": OPEN + b"<!--" * 50_000,
    "document types": b"<!DOCTYPE " * 50_000 + OPEN,
    "open subsets": b"<!DOCTYPE a [" * 20_000 + OPEN,
    "instructions": b"<?a " * 50_000 + OPEN + CLOSE,
    "ampersands": OPEN + b"&a" * 200_000 + CLOSE,
    "empty items": OPEN + b"<item/>" * 300_000 + CLOSE,
    "elements": OPEN + b"<a/>" * 600_000 + CLOSE,
    "open quotes": OPEN + b"<item><title><![CDATA[" + b"<a b='\"" * 40_000 + b"]]></title></item>"
    + CLOSE,
    "brackets": b"[" * 500_000,
    "big number": b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": '
    + b"9" * 100_000 + b"}]}",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_takes_long(name: str) -> None:
    start = time.process_time()
    found = parse_feed(BOMBS[name], URL)
    assert time.process_time() - start < 4
    assert isinstance(found, ParsedFeed | NotAFeed)


def test_an_entity_bomb_costs_neither_time_nor_memory() -> None:
    program = (
        "import resource, sys\n"
        "from roaster.feeds.parse import parse_feed\n"
        # Expanded, it would take minutes and gigabytes: the kernel ends it long before.
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))\n"
        "feed = parse_feed(sys.stdin.buffer.read(), 'https://news.example/')\n"
        "print(feed.entries[0].title)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], input=BILLION_LAUGHS, capture_output=True, check=True
    )
    assert ended.stdout.decode().strip() == "&m;"


def test_a_file_named_in_an_entity_is_never_read() -> None:
    feed = parse_feed(SECRET, URL)
    assert isinstance(feed, ParsedFeed)
    assert feed.entries[0].title == "[&x;]"
    assert any("entities" in note for note in feed.notes)


def test_bytes_that_look_like_an_address_or_a_path_are_never_opened() -> None:
    for data in (b"http://127.0.0.1:9/feed", b"/etc/passwd", b"file:///etc/passwd"):
        assert isinstance(parse_feed(data, URL), NotAFeed)


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_bytes_raise(data: bytes, content_type: str) -> None:
    assert isinstance(parse_feed(data, URL, content_type), ParsedFeed | NotAFeed)


@given(st.lists(PIECES | st.binary(max_size=6), max_size=25).map(b"".join))
def test_no_pieces_of_feeds_raise(data: bytes) -> None:
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>"
    for start, end in ((b"", b""), (OPEN, CLOSE), (atom, b"</entry></feed>")):
        found = parse_feed(start + data + end, URL)
        assert isinstance(found, ParsedFeed | NotAFeed)
        if isinstance(found, ParsedFeed):
            assert all(entry.id for entry in found.entries)


@given(st.integers(0, 2000))
def test_a_feed_cut_anywhere_gives_whole_items_only(place: int) -> None:
    items = b"".join(b"<item><guid>%d</guid><title>Item %d.</title></item>" % (i, i)
                     for i in range(30))  # fmt: skip
    found = parse_feed((OPEN + items + CLOSE)[:place], URL)
    if isinstance(found, ParsedFeed):
        assert all(entry.title == f"Item {entry.id}." for entry in found.entries)
