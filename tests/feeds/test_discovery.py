"""Which feeds a page names, in which order, and that no page takes long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roaster.feeds.discovery import MAX_LINKS, feed_links, usual_places

PAGE = "https://news.example/blog/"
RSS = 'rel="alternate" type="application/rss+xml"'


def found(page: str) -> list[str]:
    return [link.url for link in feed_links(page, PAGE)]


def test_declared_feeds_of_every_kind_stand_in_the_page_s_order() -> None:
    kinds = ("rss+xml", "atom+xml", "rdf+xml", "feed+json")
    page = "".join(
        f'<link rel="alternate" type="application/{kind}" href="/{n}">'
        for n, kind in enumerate(kinds)
    )
    assert found(page) == [f"https://news.example/{n}" for n in range(4)]


def test_addresses_are_relative_to_the_page_or_to_its_base() -> None:
    assert found(f"<link {RSS} href=feed.xml>") == ["https://news.example/blog/feed.xml"]
    base = '<base href="https://cdn.example/x/"><base href="/second/">'
    assert found(f"{base}<link {RSS} href=feed.xml>") == ["https://cdn.example/x/feed.xml"]
    assert found(f'<base href="/y/"><link {RSS} href=f>') == ["https://news.example/y/f"]


def test_quotes_case_order_and_references_of_attributes_do_not_matter() -> None:
    page = "<LINK HREF='/f?a=1&amp;b=2' TYPE='Application/RSS+XML; charset=utf-8' REL='Alternate'/>"
    assert found(page) == ["https://news.example/f?a=1&b=2"]


def test_comment_feeds_come_last() -> None:
    page = (
        f'<link {RSS} title="News » Comments Feed" href="/c1">'
        f'<link {RSS} href="/comments/feed/"><link {RSS} title="News » Feed" href="/feed/">'
    )
    links = feed_links(page, PAGE)
    assert [link.url.removeprefix("https://news.example") for link in links] == [
        "/feed/",
        "/c1",
        "/comments/feed/",
    ]
    assert [link.comments for link in links] == [False, True, True]


def test_links_of_the_text_come_after_declared_ones_and_other_hosts_after_the_own() -> None:
    page = (
        '<a href="https://other.example/rss.xml">their feed</a><a href="/about">about</a>'
        '<a href="/news.rss">ours</a><a href="/?feed=rss2">again</a>'
        f'<link {RSS} href="/declared">'
    )
    assert found(page) == [
        "https://news.example/declared",
        "https://news.example/news.rss",
        "https://news.example/?feed=rss2",
        "https://other.example/rss.xml",
    ]


def test_what_is_no_feed_is_passed_over() -> None:
    page = (
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">'
        '<link rel="alternate" type="application/json+oembed" href="/oembed/feed">'
        '<link rel="alternate" hreflang="de" href="/de/feed">'
        '<link rel="stylesheet" type="text/css" href="/feed.css">'
        f'<!-- <link {RSS} href="/old"> --><script>"<link {RSS} href=/s>"</script>'
        f'<link {RSS} href="javascript:alert(1)"><link {RSS} href="ftp://x/feed">'
        '<a href="/feedback">say</a><a href="/newsfeeder/x">x</a>'
        '<a href="https://www.facebook.com/dialog/feed?link=x">share</a>'
    )
    assert found(page) == []


def test_the_same_feed_twice_is_one() -> None:
    page = f'<link {RSS} href="/feed/"><a href="/feed">x</a><link {RSS} href="/feed/">'
    assert found(page) == ["https://news.example/feed/"]


def test_hostile_pages_give_few_links() -> None:
    assert len(found(f'<link {RSS} href="/f">' * 300_000)) == 1
    many = "".join(f'<link {RSS} href="/{n}">' for n in range(50_000))
    assert len(found(many)) == MAX_LINKS
    for piece in ("<", "<a ", '<a href="', "<link rel='", "<!--", "<script>", '<a "">', "<a x=y "):
        assert found(piece * (2_000_000 // len(piece))) == []
    assert found("<link " + "a=b " * 500_000 + ">") == []


def test_the_usual_places_are_few_and_begin_with_the_page_s_own_folder() -> None:
    assert usual_places("https://news.example")[0] == "https://news.example/feed"
    below = usual_places(PAGE)
    assert below[0] == "https://news.example/blog/feed"
    assert "https://news.example/feed.xml" in below
    assert "https://news.example/?feed=rss2" in below
    assert len(below) <= 12


@given(st.text(alphabet="<>=\"'/ alinkbsehrfotypRSS+xm-!", max_size=200))
def test_any_page_is_read_without_a_fault(page: str) -> None:
    assert all(link.url.startswith("http") for link in feed_links(page, PAGE))
