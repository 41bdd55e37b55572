"""What a feed's bytes become: entries that are clean, or a reason in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from roaster.feeds.draft import NotAFeed
from roaster.feeds.parse import parse_feed
from roaster.model.news import Entry, ParsedFeed

URL = "https://news.example/feeds/all.xml"
NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)


def rss(items: str, channel: str = "<title>The Paper</title>") -> bytes:
    return f'<rss version="2.0"><channel>{channel}{items}</channel></rss>'.encode()


def parsed(data: bytes, url: str = URL, content_type: str = "") -> ParsedFeed:
    feed = parse_feed(data, url, content_type, now=NOW)
    assert isinstance(feed, ParsedFeed), feed
    return feed


def refused(data: bytes, url: str = URL) -> NotAFeed:
    feed = parse_feed(data, url, now=NOW)
    assert isinstance(feed, NotAFeed), feed
    assert feed.reason
    assert feed.remedy
    return feed


def entry(item: str) -> Entry:
    (only,) = parsed(rss(f"<item>{item}</item>")).entries
    return only


def test_an_rss_item_becomes_an_entry() -> None:
    only = entry(
        "<guid isPermaLink='false'>n-1</guid><link>https://news.example/a?id=1</link>"
        "<title>A bank fails</title><description>It was a small one.</description>"
        "<pubDate>Fri, 10 Apr 2026 08:00:00 +0200</pubDate><category>Business</category>"
        "<author>desk@news.example (The desk)</author>"
    )
    assert only == Entry(
        feed_url=URL,
        id="n-1",
        url="https://news.example/a?id=1",
        title="A bank fails",
        summary="It was a small one.",
        published=datetime(2026, 4, 10, 6, tzinfo=UTC),
        authors=("The desk",),
        categories=("Business",),
    )


def test_an_atom_feed_is_read_with_its_base_and_its_content() -> None:
    feed = parsed(
        b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
        <title>Notes</title><link href="/"/><entry><id>tag:a</id><link href="2026/one"/>
        <title type="html">One &amp;amp; two</title><updated>2026-04-09T10:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p><p>Second.</p>
        </div></content></entry></feed>"""
    )
    (only,) = feed.entries
    assert (feed.kind, feed.home) == ("atom10", "https://news.example/")
    assert only.url == "https://news.example/feeds/2026/one"
    assert only.title == "One & two"
    assert only.content == "First.\n\nSecond."


def test_relative_links_of_rss_are_relative_to_its_home() -> None:
    feed = parsed(rss("<item><link>/a</link></item>", "<link>https://paper.example/x</link>"))
    assert feed.entries[0].url == "https://paper.example/a"


@pytest.mark.parametrize("guid", ["12345", "urn:uuid:1", "n 1"])
def test_a_guid_that_is_no_address_is_no_link(guid: str) -> None:
    only = entry(f"<guid>{guid}</guid><title>t</title>")
    assert (only.id, only.url) == (guid, "")


def test_a_guid_that_is_an_address_is_the_link() -> None:
    assert entry("<guid>https://news.example/a</guid>").url == "https://news.example/a"


def test_identity_is_the_id_else_the_link_with_its_query_else_the_text() -> None:
    linked = parsed(rss("<item><link>http://a.example/?v=1</link></item>"
                        "<item><link>http://a.example/?v=2</link></item>"))  # fmt: skip
    assert [e.id for e in linked.entries] == ["http://a.example/?v=1", "http://a.example/?v=2"]
    bare = entry("<title>Only a title</title>")
    assert bare.id == entry("<title>Only a title</title>").id != entry("<title>Another</title>").id


def test_an_endless_id_is_kept_as_its_hash() -> None:
    assert len(entry(f"<guid>{'x' * 5000}</guid>").id) == 32


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("&amp;#x0024;1,500 flat", "$1,500 flat"),
        ("&lt;span&gt;₹&lt;/span&gt;5,000", "₹5,000"),
        ("1200 ft&lt;sup&gt;2&lt;/sup&gt;", "1200 ft2"),
        ("&amp;lt;b&amp;gt;Loud&amp;lt;/b&amp;gt;", "Loud"),
        ("<![CDATA[AT&T & <i>others</i>]]>", "AT&T & others"),
        ("AT&T & caf&eacute; &nosuch; &#8217;", "AT&T & café &nosuch; ’"),
        ("If a &lt; b then", "If a < b then"),
        ("Two\n lines\u200b", "Two lines"),
    ],
)
def test_titles_are_plain_text_however_often_they_were_escaped(title: str, read: str) -> None:
    assert entry(f"<title>{title}</title>").title == read


def test_a_stray_ampersand_in_a_link_stays_part_of_it() -> None:
    assert entry("<link>http://a.example/?a=1&b=2</link>").url == "http://a.example/?a=1&b=2"
    cdata = entry("<link><![CDATA[http://a.example/?a=1&copy=2]]></link>")
    assert cdata.url == "http://a.example/?a=1&copy=2"


def test_only_web_addresses_without_tracking_become_links() -> None:
    assert entry("<link>javascript:alert(1)</link><title>t</title>").url == ""
    assert entry("<link>http://a.example/x?utm_source=rss</link>").url == "http://a.example/x"


def test_full_text_and_summary_are_told_apart() -> None:
    only = entry(
        "<description>In short.</description><x:encoded xmlns:x='http://purl.org/rss/1.0/modules/"
        "content/'><![CDATA[<p>One <b>bold</b> word.</p><script>alert(1)</script><p>Two.<br>Three."
        f"</p><p>{'word ' * 50}</p>]]></x:encoded>"
    )
    assert only.summary == "In short."
    assert only.content.startswith("One bold word.\n\nTwo.\nThree.\n\nword")


def test_a_pictures_caption_is_no_full_text() -> None:
    only = entry(
        "<description>In short.</description><m:description xmlns:m='http://search.yahoo.com/mrss/'"
        ">A bank by night</m:description>"
    )
    assert (only.summary, only.content) == ("In short.", "")


def test_a_summary_alone_is_no_full_text_but_a_long_description_is() -> None:
    assert entry("<description>In short.</description>").content == ""
    long = "&lt;p&gt;" + "word " * 150 + "&lt;/p&gt;"
    only = entry(f"<description>{long * 2}</description>")
    assert len(only.content.split()) == 300
    assert len(only.summary.split()) == 150


def test_texts_are_bounded() -> None:
    only = entry(f"<title>{'t ' * 5000}</title><description>{'d ' * 300_000}</description>")
    assert len(only.title) <= 400
    assert len(only.summary) <= 2000


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (rss("<item><title>Ärger</title></item>"), ""),
        (b"\xef\xbb\xbf" + rss("<item><title>Ärger</title></item>"), "text/xml"),
        (rss("<item><title>Ärger</title></item>").decode().encode("latin-1"), ""),
        (rss("<item><title>Ärger</title></item>").decode().encode("utf-16"), ""),
        (rss("<item><title>Ärger</title></item>").decode().encode("utf-16-le"), ""),
        (rss("<item><title>Ärger</title></item>"), "application/xml; charset=iso-8859-1"),
        (b'<?xml version="1.0" encoding="utf-8"?>'
         + rss("<item><title>Ärger</title></item>").decode().encode("cp1252"), ""),
    ],
)  # fmt: skip
def test_every_encoding_is_read_whoever_is_wrong_about_it(data: bytes, content_type: str) -> None:
    assert parsed(data, content_type=content_type).entries[0].title == "Ärger"


def test_declared_encodings_are_believed_where_they_fit() -> None:
    russian = (
        '<?xml version="1.0" encoding="windows-1251"?>'
        + rss("<item><title>Цитата</title></item>").decode()
    )
    assert parsed(russian.encode("cp1251")).entries[0].title == "Цитата"
    japanese = rss("<item><title>ニュース</title></item>").decode().encode("iso2022-jp")
    feed = parsed(japanese, content_type="text/xml; charset=iso-2022-jp")
    assert feed.entries[0].title == "ニュース"


def test_a_wrong_encoding_is_told() -> None:
    body = rss("<item><title>\xc4</title></item>").decode().encode("cp1252")
    feed = parsed(b'<?xml version="1.0" encoding="utf-8"?>' + body)
    assert any("windows-1252" in note for note in feed.notes)


def test_a_feed_without_items_is_a_feed() -> None:
    assert parsed(rss("")).entries == ()
    assert parsed(b"<rss version='2.0'/>").entries == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<!doctype html><html><body>Moved</body></html>", "HTML instead of a feed"),
        (b"<head><title>Document Moved</title></head>", "HTML instead of a feed"),
        (b"<urlset><url/></urlset>", "<urlset>"),
        (b"Service unavailable", "neither XML nor JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither XML nor JSON"),
        (b"<rss version='2.0'><channel><item><title>Half a", "cut off"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"', "cut off"),
        (b'{"error": "no such feed"}', "not a JSON Feed"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "without its list of items"),
        (b"{'single': 1}", "cannot be read"),
    ],
)
def test_what_is_no_feed_says_why_and_what_to_do(data: bytes, reason: str) -> None:
    assert reason in refused(data).reason


def test_a_page_that_names_its_feed_is_helped_with() -> None:
    page = b'<html><head><link rel=alternate type="application/rss+xml" href="/r&amp;s.xml">'
    assert "https://news.example/r&s.xml" in refused(page).remedy


def test_a_feed_cut_off_gives_its_whole_items_and_a_note() -> None:
    whole = rss("<item><title>One</title></item><item><title>Two</title></item>")
    feed = parsed(whole[: whole.index(b"Two")])
    assert [e.title for e in feed.entries] == ["One"]
    assert any("cut off" in note for note in feed.notes)


def test_markup_that_is_not_well_formed_is_read_all_the_same() -> None:
    feed = parsed(rss("<item><title>One</title><description><p>Open</description></item>"
                      "<media:thumb url='x'/><item><title>Two</title></item>"))  # fmt: skip
    assert [e.title for e in feed.entries] == ["One", "Two"]


def test_what_stands_before_and_after_the_feed_is_passed_over() -> None:
    data = (
        b"Warning: mysql_connect()\n\n" + rss("<item><title>t</title></item>") + b"<!-- 0.2s -->x"
    )
    assert parsed(data).entries[0].title == "t"


def test_a_feed_of_endless_items_is_bounded() -> None:
    feed = parsed(rss("<item><title>t</title></item>" * 6000))
    assert len(feed.entries) == 5000
    assert any("5,000" in note for note in feed.notes)


def test_undated_items_are_told_with_the_cause() -> None:
    feed = parsed(rss("<item><title>t</title><pubDate>04/05/2026</pubDate></item>"))
    assert feed.entries[0].published is None
    assert "04/05/2026" in feed.notes[0]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("desk@news.example (The desk)", ("The desk",)),
        ("The desk &lt;desk@news.example&gt;", ("The desk",)),
        ("desk@news.example", ()),
        ("The desk", ("The desk",)),
    ],
)
def test_authors_are_names_without_mail_addresses(author: str, names: tuple[str, ...]) -> None:
    assert entry(f"<author>{author}</author>").authors == names


def test_an_aggregators_item_names_its_own_outlet() -> None:
    only = entry("<title>t</title><source url='https://p.example/f'>The Paper</source>")
    assert only.outlet == "The Paper"


def test_the_address_behind_a_feed_service_is_taken() -> None:
    only = entry(
        "<link>http://feeds.example/~r/1</link><f:origLink xmlns:f='http://rssnamespace.org/"
        "feedburner/ext/1.0'>https://news.example/a</f:origLink>"
    )
    assert only.url == "https://news.example/a"


def test_prefixed_atom_and_rdf_are_feeds() -> None:
    atom = parsed(
        b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>t</a:title></a:entry>"
        b"<a:entry><a:title>half"
    )
    assert [e.title for e in atom.entries] == ["t"]
    rdf = parsed(
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org"
        b"/rss/1.0/'><channel><title>c</title></channel><item><title>t</title></item></rdf:RDF>"
    )
    assert (rdf.kind, rdf.entries[0].title) == ("rss10", "t")
