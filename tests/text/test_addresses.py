from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roaster.text.addresses import absolute, address_key, clean_address, host_of, text_fragment

BASE = "https://outlet.example/news/index.html"
PARTS = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), max_size=15)
URLS = st.builds(
    lambda scheme, www, host, port, path, query, fragment: (
        f"{scheme}://{www}{host}{port}{path}{query}{fragment}"
    ),
    st.sampled_from(("http", "https", "HTTPS")),
    st.sampled_from(("", "www.", "WWW.", "www.www.")),
    st.sampled_from(("a.example", "B.Example.", "[::1]", "bücher.example", "127.0.0.1")),
    st.sampled_from(("", ":80", ":443", ":8080")),
    PARTS.map(lambda part: f"/{part}/"),
    PARTS.map(lambda part: f"?{part}&utm_source=x"),
    PARTS.map(lambda part: f"#{part}"),
)


@pytest.mark.parametrize(
    ("href", "whole"),
    [
        ("story.html", "https://outlet.example/news/story.html"),
        ("/a b", "https://outlet.example/a%20b"),
        ("//other.example/x", "https://other.example/x"),
        ("  https://other.example/x\n", "https://other.example/x"),
        ("?id=7", "https://outlet.example/news/index.html?id=7"),
    ],
)
def test_a_relative_address_is_made_absolute(href: str, whole: str) -> None:
    assert absolute(BASE, href) == whole


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.example",
        "http://[::1",
        "https://user:pass@outlet.example/",
        "https://host:99999/",
        "https://host:0/",
        "https://host:port/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(href: str) -> None:
    assert absolute(BASE, href) == ""


@given(href=st.text())
def test_whatever_is_given_the_result_is_a_web_address_or_nothing(href: str) -> None:
    url = absolute(BASE, href)
    if url:
        assert urlsplit(url).scheme in ("http", "https")
        assert urlsplit(url).hostname
        assert not any(ch <= " " or ch == "\x7f" for ch in url)


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://x.example/a?utm_source=feed&id=7#top", "https://x.example/a?id=7"),
        ("https://x.example/a?id=7&fbclid=abc", "https://x.example/a?id=7"),
        ("https://x.example/a?UTM_Medium=rss", "https://x.example/a"),
        ("https://x.example/a?b=2&a=1", "https://x.example/a?b=2&a=1"),
        ("https://archive.is/newest/https://x.example/a", "https://x.example/a"),
        (
            "https://web.archive.org/web/20200101000000/https://x.example/a",
            "https://x.example/a",
        ),
    ],
)
def test_tracking_and_archives_go_and_the_rest_stays(url: str, clean: str) -> None:
    assert clean_address(url) == clean


def test_taking_tracking_out_leaves_the_other_parameters_byte_for_byte() -> None:
    kept = "https://x.example/a?q=a%20b&empty=&flag&pct=%zz&plus=1+2"
    assert clean_address(f"{kept}&utm_source=feed") == kept


@pytest.mark.parametrize(
    "other",
    [
        "http://www.outlet.example/a/story/?b=1&a=2",
        "HTTPS://Outlet.Example:443/a/story?a=2&b=1#part",
        "https://outlet.example./a/story?utm_campaign=x&a=2&b=1",
    ],
)
def test_addresses_of_one_page_have_one_key(other: str) -> None:
    assert address_key(other) == address_key("https://outlet.example/a/story?a=2&b=1")


@pytest.mark.parametrize(
    "other",
    [
        "https://outlet.example/a/Story?v=1",
        "https://outlet.example/a/story?v=2",
        "https://outlet.example:8443/a/story?v=1",
        "https://other.example/a/story?v=1",
    ],
)
def test_addresses_of_two_pages_have_two_keys(other: str) -> None:
    assert address_key(other) != address_key("https://outlet.example/a/story?v=1")


@given(url=URLS)
@example("https://x.example/a /?b")
def test_a_key_is_its_own_key(url: str) -> None:
    key = address_key(url)
    assert address_key(key) == key


@given(url=URLS)
def test_cleaning_twice_is_cleaning_once_and_keeps_the_key(url: str) -> None:
    once = clean_address(url)
    assert clean_address(once) == once
    assert address_key(once) == address_key(url)


@given(text=st.text())
def test_no_text_whatever_breaks_a_key(text: str) -> None:
    assert isinstance(address_key(text), str)
    assert isinstance(clean_address(text), str)
    assert host_of(text) == host_of(text).lower()


@given(span=st.text(min_size=1))
@example("a - b, c & d")
@example("\ud800")
def test_a_text_fragment_decodes_back_to_the_span(span: str) -> None:
    url = text_fragment("https://x.example/a?b=1#old", span)
    words = span.split()
    if not words:
        assert url == "https://x.example/a?b=1#old"
        return
    base, _mark, directive = url.partition("#:~:text=")
    assert base == "https://x.example/a?b=1"
    assert "-" not in directive
    assert "&" not in directive
    parts = [unquote(part).split() for part in directive.split(",")]
    readable = span.encode("utf-8", "replace").decode().split()
    expected = [readable] if len(words) <= 10 else [readable[:5], readable[-5:]]
    assert parts == expected
