"""What careless servers send: wrong labels, junk, redirects for links. Read all the same."""

from __future__ import annotations

import gzip
import time
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.feeds.draft import NotAFeed
from roaster.feeds.parse import parse_feed
from roaster.feeds.redirects import direct_link
from roaster.model.news import Entry, ParsedFeed, Rhythm

URL = "https://news.example/feed"


def rss(title: str = "Title", link: str = "http://a.example/1", **more: str) -> str:
    return (
        f'<?xml version="1.0" encoding="{more.get("encoding", "utf-8")}"?><rss version="2.0">'
        f"<channel><title>t</title>{more.get('channel', '')}<item><title>{title}</title>"
        f"<link>{link.replace('&', '&amp;')}</link><guid isPermaLink='false'>"
        f"{more.get('guid', 'g')}</guid>{more.get('item', '')}</item></channel></rss>"
    )


def only(data: bytes, content_type: str = "") -> Entry:
    feed = parse_feed(data, URL, content_type)
    assert isinstance(feed, ParsedFeed), feed
    (entry,) = feed.entries
    return entry


RUSSIAN, GERMAN = "Привет, мир: новости дня", "Müller über „Größe“ – naïve Straße"
JAPANESE, KOREAN = "日本語のニュース、今日の天気", "한국 뉴스 오늘의 소식"
CHINESE = "中文新聞今天的消息"


@pytest.mark.parametrize(
    ("text", "real", "declared"),
    [
        (RUSSIAN, "cp1251", "utf-8"),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "cp1251", "windows-1252"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "koi8-r", "utf-8"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (GERMAN, "cp1252", "utf-8"),
        (GERMAN, "cp1252", "iso-8859-1"),
        (GERMAN, "utf-16", "utf-16"),
        (GERMAN, "utf-16-le", "utf-8"),
        (GERMAN, "utf-16-be", "utf-16"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "shift_jis", "utf-8"),
        (JAPANESE, "euc_jp", "utf-8"),
        (KOREAN, "euc_kr", "EUC-KR"),
        (KOREAN, "euc_kr", "utf-8"),
        (CHINESE, "gb18030", "GB2312"),
        (CHINESE, "big5", "Big5"),
        (CHINESE, "big5", "utf-8"),
    ],
)
def test_text_is_read_whatever_its_label_says(text: str, real: str, declared: str) -> None:
    assert only(rss(text, encoding=declared).encode(real)).title == text


@pytest.mark.parametrize(
    ("language", "text", "real"),
    [("zh-CN", "中文新闻今天的消息", "gb18030"), ("he", "חדשות היום", "cp1255"),
     ("ar-EG", "أخبار اليوم", "cp1256"), ("th", "ข่าววันนี้", "tis-620"),
     ("zh-TW", CHINESE, "big5"), ("el", "Ελληνικά νέα", "cp1253")],
)  # fmt: skip
def test_a_feeds_language_tells_its_encoding(language: str, text: str, real: str) -> None:
    data = rss(text, channel=f"<language>{language}</language>").encode(real)
    assert only(data).title == text


def test_a_byte_order_mark_goes_before_a_wrong_label() -> None:
    assert only(b"\xef\xbb\xbf" + rss(RUSSIAN, encoding="windows-1251").encode()).title == RUSSIAN


def test_a_guessed_encoding_is_told() -> None:
    feed = parse_feed(rss(RUSSIAN, encoding="iso-8859-1").encode("cp1251"), URL)
    assert isinstance(feed, ParsedFeed)
    assert any("iso-8859-1" in note and "cp1251" in note for note in feed.notes)


@pytest.mark.parametrize("piece", [b"<html", b"&lt;html", b"<![CDATA[<html]]>", b"&lt;body"])
def test_a_title_of_half_a_tag_does_no_harm(piece: bytes) -> None:
    found = parse_feed(rss("@").encode().replace(b"@", piece), URL)
    assert isinstance(found, ParsedFeed)


@given(st.binary(max_size=400), st.sampled_from(["utf-8", "iso-8859-1", "shift_jis", "x"]))
def test_no_bytes_of_a_title_raise(data: bytes, declared: str) -> None:
    whole = rss("@", encoding=declared).encode().replace(b"@", data)
    assert isinstance(parse_feed(whole, URL), ParsedFeed | NotAFeed)


@pytest.mark.parametrize(
    "junk",
    [
        b"\n\n   ",
        b"Warning: mysql_connect() in /x on line 3<br />\n",
        b"<br />\n<b>Warning</b>: foo in <b>/x</b><br />\n",
        b"\xef\xbb\xbf\xef\xbb\xbf\n",
        b"<!-- cached -->",
    ],
)
def test_what_stands_before_a_feed_is_passed_over(junk: bytes) -> None:
    assert only(junk + rss().encode()).title == "Title"


def test_a_page_that_shows_a_feeds_source_is_no_feed() -> None:
    found = parse_feed(b"<html><body><pre>" + rss().encode() + b"</pre></body></html>", URL)
    assert isinstance(found, NotAFeed)


def test_what_was_packed_without_a_word_is_unpacked_within_bounds() -> None:
    assert only(gzip.compress(rss().encode())).title == "Title"
    assert isinstance(parse_feed(gzip.compress(rss().encode())[:20], URL), NotAFeed)
    start = time.process_time()
    parse_feed(gzip.compress(b" " * 300_000_000, 9), URL)
    assert time.process_time() - start < 6


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_a_json_feed_in_another_encoding_is_read(codec: str) -> None:
    text = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "ñ\n"}]}'
    assert only(text.encode(codec)).title == "ñ"


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https://www.google.com/url?rct=j&sa=t&url=https://a.example/x%3Fq%3D1&ct=ga",
         "https://a.example/x?q=1"),
        ("https://news.google.com/news/url?sa=t&url=http://a.example/1", "http://a.example/1"),
        ("https://www.bing.com/news/apiclick.aspx?url=https%3a%2f%2fa.example%2f1&c=1",
         "https://a.example/1"),
        ("https://www.google.com/url?url=javascript:alert(1)",
         "https://www.google.com/url?url=javascript:alert(1)"),
        ("https://web.archive.org/web/20200526id_/http://a.example/1?x=1",
         "http://a.example/1?x=1"),
        ("http://archive.ph/20200526/http://a.example/1", "http://a.example/1"),
        ("http://archive.is/http://a.example/1", "http://a.example/1"),
        ("http://a.example/?v=1&utm_source=x&fbclid=3&at_medium=RSS", "http://a.example/?v=1"),
        ("www.a.example/1", "https://www.a.example/1"),
        ("https://other.example/url?url=http://a.example/1",
         "https://other.example/url?url=http://a.example/1"),
    ],
)  # fmt: skip
def test_a_link_by_way_of_a_counter_or_an_archive_is_the_articles_own(link: str, told: str) -> None:
    assert only(rss(link=link).encode()).url == told


def test_an_old_link_of_google_news_holds_the_address() -> None:
    inside = b"\x08\x13\x22\x1chttps://a.example/an/article\xd2\x01\x00"
    packed = urlsafe_b64encode(inside).decode().rstrip("=")
    link = f"https://news.google.com/rss/articles/{packed}?oc=5"
    assert only(rss(link=link).encode()).url == "https://a.example/an/article"
    new = "https://news.google.com/rss/articles/CBMiabcdefghijklmnop?oc=5"
    assert only(rss(link=new).encode()).url == new


def test_an_id_that_is_the_address_stands_in_for_a_feed_proxy() -> None:
    proxy = "http://feedproxy.google.com/~r/x/~3/abc/"
    assert only(rss(link=proxy, guid="http://a.example/1").encode()).url == "http://a.example/1"
    assert only(rss(link=proxy, guid="17").encode()).url == proxy
    for name in ("feedburner", "pheedo"):
        item = f"<{name}:origLink>http://o.example/1</{name}:origLink>"
        assert only(rss(link=proxy, item=item).encode()).url == "http://o.example/1"


@given(st.text(max_size=200), st.text(max_size=50))
def test_no_link_raises(link: str, own_id: str) -> None:
    for place in ("", "https://news.google.com/rss/articles/CBM", "https://google.com/url?url="):
        direct_link(place + link, own_id)


@pytest.mark.parametrize(
    ("channel", "minutes", "hours", "days"),
    [
        ("", 0, set(), set()),
        ("<ttl> 60 </ttl>", 60, set(), set()),
        ("<ttl>-5</ttl><ttl>soon</ttl>", 0, set(), set()),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
         360, set(), set()),
        ("<sy:updatePeriod> hourly </sy:updatePeriod>", 60, set(), set()),
        ("<sy:updateFrequency>0</sy:updateFrequency>", 0, set(), set()),
        ("<skipHours><hour>0</hour><hour> 24 </hour><hour>7</hour><hour>25</hour></skipHours>",
         0, {0, 7}, set()),
        ("<skipDays><day>Saturday</day><day>sunday</day><day>Someday</day></skipDays>",
         0, set(), {5, 6}),
    ],
)  # fmt: skip
def test_a_feed_says_how_often_it_is_renewed(
    channel: str, minutes: int, hours: set[int], days: set[int]
) -> None:
    feed = parse_feed(
        rss(channel=channel, item="<skipHours><hour>9</hour></skipHours>").encode(), URL
    )
    assert isinstance(feed, ParsedFeed)
    assert feed.rhythm.ttl.total_seconds() == minutes * 60
    assert feed.rhythm == Rhythm(feed.rhythm.ttl, frozenset(hours), frozenset(days))
