"""A site's address in `feeds:` is enough: its feed is found, used at once, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]
Run = Callable[..., Any]


@pytest.fixture
def run(news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path) -> Run:
    """A whole run over these feeds; each call is a run of its own on the same site."""

    def call(*feeds: Any, now: str = NOW, **settings: Any) -> Any:
        site = news.write_site(tmp_path / "site", newsroom, feeds=list(feeds), **settings)
        return roaster("-C", site, "--now", now, "--json", "run")

    return call


def home(*links: str, head: str = "") -> str:
    declared = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links
    )
    return f"<!doctype html><html><head>{head}{declared}</head><body><p>Hello.</p></body></html>"


def report(result: Any) -> dict[str, Any]:
    (only,) = result.json["gather"]["feeds"]
    assert isinstance(only, dict)
    return only


def test_the_feed_that_a_page_declares_is_used_in_that_very_run(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    feed = news.put_stories(newsroom, "harbour", "oven", feed="/deep/news.xml")
    page = newsroom.put("/blog/", home("news.xml", head='<base href="/deep/">'))
    result = run(page)
    assert result.code == 0, result.err
    assert report(result)["url"] == page
    assert report(result)["outcome"] == "fetched"
    assert report(result)["found"] == feed
    assert len(result.json["roasts"]) == 2
    assert not result.json["warnings"]


def test_the_next_run_asks_the_feed_directly_and_conditionally(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    news.put_stories(newsroom, "harbour")
    page = newsroom.put("/", home("feed.xml"))
    run(page)
    newsroom.visits.clear()
    result = run(page, now="2026-04-10T19:00:00Z")
    assert report(result)["outcome"] == "unchanged"
    assert report(result)["found"] == f"{newsroom.root}/feed.xml"
    assert [(visit.path, visit.conditional) for visit in newsroom.visits] == [("/feed.xml", True)]


def test_the_summary_tells_the_address_to_write_into_the_config(
    news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path
) -> None:
    feed = news.put_stories(newsroom, "harbour")
    page = newsroom.put("/", home("feed.xml"))
    site = news.write_site(tmp_path / "site", newsroom, feeds=[page])
    result = roaster("-C", site, "--now", NOW, "run")
    assert f"{page}: its feed is {feed}" in result.out


def test_without_a_word_on_the_page_the_usual_places_are_tried_in_turn(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    feed = news.put_stories(newsroom, "harbour", feed="/atom.xml")
    result = run(newsroom.put("/", home()))
    assert report(result)["found"] == feed
    asked = [visit.path for visit in newsroom.visits if not visit.path.startswith("/news/")]
    assert asked[0] == "/"
    assert asked[-1] == "/atom.xml"  # it stops where it has found one
    assert len(asked) < 10


def test_a_page_without_any_feed_fails_with_all_that_was_tried(newsroom: Any, run: Run) -> None:
    result = run(newsroom.put("/", home("/not-a-feed")))
    assert result.code == 4
    told = report(result)
    assert told["outcome"] == "failed"
    assert "no feed was found" in told["reason"]
    assert f"{newsroom.root}/not-a-feed: " in told["remedy"]
    assert f"{newsroom.root}/rss.xml: " in told["remedy"]
    assert len(newsroom.visits) <= 14


def test_robots_txt_has_a_say_in_guesses_but_not_in_what_the_page_names(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    news.put_stories(newsroom, "harbour", feed="/private/declared.xml")
    news.put_stories(newsroom, "harbour", feed="/feed")
    newsroom.put("/robots.txt", "User-agent: *\nDisallow: /feed\nDisallow: /private/", "text/plain")
    guessed = run(newsroom.put("/a/", home()))
    assert report(guessed)["outcome"] == "failed"
    assert not newsroom.asked("/feed")
    declared = run(newsroom.put("/b/", home("/private/declared.xml")))
    assert report(declared)["outcome"] == "fetched"


def test_a_comment_feed_is_taken_only_where_no_other_is(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    comments = news.put_stories(newsroom, "oven", feed="/comments/feed/")
    page = newsroom.put("/", home("/comments/feed/"))
    assert report(run(page))["found"] == comments
    main = news.put_stories(newsroom, "harbour", feed="/main")
    page = newsroom.put("/b", home("/comments/feed/", "/main"))
    assert report(run(page))["found"] == main


def test_a_private_address_on_a_page_is_refused_like_any_other(newsroom: Any, run: Run) -> None:
    links = ("http://169.254.169.254/feed", "http://127.0.0.1:1/feed", "file:///etc/passwd")
    result = run(newsroom.put("/", home(*links)))
    told = report(result)
    assert told["outcome"] == "failed"
    assert "http://169.254.169.254/feed: 169.254.169.254 is 169.254.169.254" in told["remedy"]
    assert "passwd" not in told["remedy"]


def test_ten_megabytes_of_links_cost_a_few_requests(newsroom: Any, run: Run) -> None:
    link = b'<link rel="alternate" type="application/rss+xml" href="/%06d">'
    body = b"".join(link % n for n in range(9_900_000 // len(link % 0)))
    result = run(newsroom.put("/", body))
    assert report(result)["outcome"] == "failed"
    assert len(newsroom.visits) <= 20


def test_a_server_that_is_down_is_not_asked_for_every_usual_place(newsroom: Any, run: Run) -> None:
    page = newsroom.put("/", home("/a", "/b", "/c", "/d"))
    for path in "abcd":
        newsroom.put(f"/{path}", "oops", status=503)
    assert report(run(page))["outcome"] == "failed"
    assert len([visit for visit in newsroom.visits if visit.path != "/"]) == 2


def test_a_found_feed_that_is_gone_is_looked_for_again_in_that_run(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    news.put_stories(newsroom, "harbour")
    page = newsroom.put("/", home("feed.xml"))
    run(page)
    newsroom.put("/feed.xml", "gone", status=410)
    moved = news.put_stories(newsroom, "oven", feed="/new.xml")
    newsroom.put("/", home("new.xml"))
    result = run(page, now="2026-04-10T19:00:00Z")
    assert report(result)["outcome"] == "fetched"
    assert report(result)["found"] == moved


def test_a_found_feed_that_is_down_for_a_while_keeps_its_place_and_its_items(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    news.put_stories(newsroom, "harbour")
    page = newsroom.put("/", home("feed.xml"))
    run(page)
    newsroom.put("/feed.xml", "oops", status=503)
    newsroom.visits.clear()
    result = run(page, now="2026-04-10T19:00:00Z")
    assert report(result)["outcome"] == "failed"
    assert report(result)["items"] == 1
    assert {visit.path for visit in newsroom.visits} == {"/feed.xml"}


def test_a_page_where_a_feed_stood_is_not_replaced_by_the_site_s_other_feeds(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    news.put_stories(newsroom, "harbour")
    result = run(newsroom.put("/media/rss", home()))
    assert report(result)["outcome"] == "failed"
    assert not newsroom.asked("/feed.xml")


def test_a_profile_page_s_feed_is_asked_without_the_page(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    feed = news.put_stories(newsroom, "harbour", feed="/@averil.rss")
    result = run(f"{newsroom.root}/@averil")
    assert report(result)["found"] == feed
    assert not newsroom.asked("/@averil")


def test_where_the_guess_is_wrong_the_page_is_looked_at(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    feed = news.put_stories(newsroom, "harbour", feed="/channel.xml")
    newsroom.put("/@averil", home("/channel.xml"))
    assert report(run(f"{newsroom.root}/@averil"))["found"] == feed


def test_filters_and_full_text_of_a_feed_hold_in_a_run(
    news: ModuleType, newsroom: Any, run: Run
) -> None:
    text = "".join(f"&lt;p&gt;{one}&lt;/p&gt;" for one in news.paragraphs("oven"))
    whole = news.item(f"{newsroom.root}/news/oven", news.STORIES["oven"][0]).replace(
        "</item>", f"<description>{text}</description></item>"
    )
    advert = news.item(f"{newsroom.root}/news/ad", "Sponsored: a bed")
    feed = newsroom.put("/feed.xml", news.rss(whole, advert), "application/rss+xml")
    result = run({"url": feed, "exclude": ["/^sponsored/"], "full_text": "feed"})
    ends = {one["title"]: one["outcome"] for one in result.json["gather"]["items"]}
    assert ends == {news.STORIES["oven"][0]: "new", "Sponsored: a bed": "filtered"}
    assert len(result.json["roasts"]) == 1
    assert {visit.path for visit in newsroom.visits} == {"/feed.xml"}
