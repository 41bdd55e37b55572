"""Feeds asked over a real wire: what each answer comes to, in this run and the next."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from roaster.feeds.choosing import Limits
from roaster.feeds.polling import PolledFeed, poll_feed
from roaster.model.news import Feed
from roaster.model.outcome import FeedOutcome, ItemOutcome
from roaster.net.fetcher import Fetcher
from roaster.state.http_cache import HttpCache

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
LIMITS = Limits(per_feed=10, max_age=timedelta(days=4), now=NOW)
RSS = (
    b'<rss version="2.0"><channel><title>The Paper</title><language>en</language>%s</channel></rss>'
)
HTML = b"<html><head><title>Welcome</title></head><body>Hello</body></html>"
ITEM = (
    b"<item><guid>%d</guid><title>Item %d</title><link>/%d</link>"
    b"<pubDate>Fri, 10 Apr 2026 08:00:00 GMT</pubDate></item>"
)


def rss(*numbers: int) -> bytes:
    return RSS % b"".join(ITEM % (n, n, n) for n in numbers)


@pytest.fixture
def fetcher(site: Any) -> Iterator[Fetcher]:
    host = site.url.removeprefix("http://")
    with Fetcher(
        user_agent="roaster/test", concurrency=4, per_host=4, timeout_s=0.6,
        allow_hosts=(host,), clock=lambda: NOW, sleep=lambda _: time.sleep(0),
    ) as found:  # fmt: skip
        yield found


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[HttpCache]:
    found = HttpCache(tmp_path / "http.sqlite3")
    yield found
    found.close()


@pytest.fixture
def poll(fetcher: Any, cache: Any) -> Callable[..., PolledFeed]:
    def ask(url: str, hours: float = 0, **feed: str) -> PolledFeed:
        limits = Limits(LIMITS.per_feed, LIMITS.max_age, NOW + timedelta(hours=hours))
        return poll_feed(Feed(url, **feed), fetcher, cache, limits=limits, max_bytes=1_000_000)

    return ask


def ids(polled: PolledFeed) -> list[str]:
    return [entry.id for entry in polled.entries]


def test_a_feed_is_fetched_and_its_entries_go_on(site: Any, poll: Any) -> None:
    polled = poll(site.says("/feed", rss(1, 2)))
    assert polled.report.outcome is FeedOutcome.FETCHED
    assert (polled.report.items, polled.report.new) == (2, 2)
    assert polled.report.outlet == "The Paper"
    assert ids(polled) == ["1", "2"]
    assert {entry.outlet for entry in polled.entries} == {"The Paper"}
    assert {entry.language for entry in polled.entries} == {"en"}


def test_what_the_owner_says_of_a_feed_goes_before_what_it_says(site: Any, poll: Any) -> None:
    polled = poll(site.says("/feed", rss(1)), outlet="Paper", category="ai", language="de")
    (entry,) = polled.entries
    assert (entry.outlet, entry.category, entry.language) == ("Paper", "ai", "de")
    assert polled.report.outlet == "Paper"


def test_the_second_request_is_conditional_and_the_items_stay(site: Any, poll: Any) -> None:
    url = site.says("/feed", rss(1, 2), etag='"v1"')
    first, second = poll(url), poll(url)
    assert site.asked[1][1]["if-none-match"] == '"v1"'
    assert second.report.outcome is FeedOutcome.UNCHANGED
    assert second.report.new == 0
    assert second.entries == first.entries


def test_the_same_bytes_again_are_unchanged(site: Any, poll: Any) -> None:
    url = site.says("/feed", rss(1))
    poll(url)
    assert poll(url).report.outcome is FeedOutcome.UNCHANGED


def test_new_items_are_counted_against_the_last_answer(site: Any, poll: Any) -> None:
    poll(site.says("/feed", rss(1, 2)))
    polled = poll(site.says("/feed", rss(3, 1, 2)))
    assert polled.report.outcome is FeedOutcome.FETCHED
    assert (polled.report.items, polled.report.new) == (3, 1)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"status": 404}, FeedOutcome.FAILED),
        ({"status": 410}, FeedOutcome.GONE),
        ({"status": 500}, FeedOutcome.FAILED),
        ({"status": 429, "headers": {"Retry-After": "3600"}}, FeedOutcome.FAILED),
        ({"body": rss(1), "wait_s": 2}, FeedOutcome.FAILED),
        ({"body": HTML, "headers": {"Content-Type": "text/html"}}, FeedOutcome.FAILED),
        ({"body": rss(1)[:60]}, FeedOutcome.FAILED),
        ({"body": b""}, FeedOutcome.FAILED),
        ({"body": b'{"error": 1}'}, FeedOutcome.FAILED),
        ({"body": b"x" * 1_000_000, "repeat": 50}, FeedOutcome.FAILED),
        ({"body": rss()}, FeedOutcome.EMPTY),
    ],
    ids=["404", "410", "500", "429", "timeout", "html", "truncated", "no bytes", "json",
         "50 MB", "no items"],
)  # fmt: skip
def test_a_bad_feed_is_reported_with_reason_and_remedy(
    site: Any, poll: Any, answer: dict[str, Any], outcome: FeedOutcome
) -> None:
    polled = poll(site.says("/feed", **answer))
    assert polled.report.outcome is outcome
    assert polled.report.reason
    assert polled.report.remedy
    assert not polled.entries


def test_a_feed_that_is_gone_is_to_be_removed(site: Any, poll: Any) -> None:
    report = poll(site.says("/feed", status=410)).report
    assert report.remedy == "remove it from feeds: in config.yaml"


def test_a_server_that_is_not_there_is_reported(site: Any, poll: Any) -> None:
    report = poll("http://127.0.0.1:1/feed").report
    assert report.outcome is FeedOutcome.FAILED
    assert report.reason


def test_a_feed_cut_off_gives_its_whole_items(site: Any, poll: Any) -> None:
    polled = poll(site.says("/feed", rss(1, 2)[:-60]))
    assert polled.report.outcome is FeedOutcome.FETCHED
    assert "cut off" in polled.report.reason
    assert ids(polled) == ["1"]


def test_a_feed_in_a_wrong_encoding_is_read_and_told(site: Any, poll: Any) -> None:
    body = b'<?xml version="1.0" encoding="utf-8"?>' + rss(1).replace(b"Item", b"Caf\xe9")
    polled = poll(site.says("/feed", body))
    assert polled.entries[0].title == "Café 1"
    assert "windows-1252" in polled.report.reason


@pytest.mark.parametrize("answer", [{"status": 500}, {"body": HTML}, {"body": b""}])
def test_the_items_of_the_last_good_answer_stand_in(
    site: Any, poll: Any, answer: dict[str, Any]
) -> None:
    poll(site.says("/feed", rss(1), etag='"v1"'))
    polled = poll(site.says("/feed", **answer))
    assert polled.report.outcome is FeedOutcome.FAILED
    assert "last good answer" in polled.report.reason
    assert ids(polled) == ["1"]
    site.says("/feed", rss(1), etag='"v1"')
    assert poll(f"{site.url}/feed").report.outcome is FeedOutcome.UNCHANGED


def test_a_feed_that_asked_for_patience_is_left_alone_as_long(site: Any, poll: Any) -> None:
    poll(site.says("/feed", rss(1)))
    poll(site.says("/feed", status=429, headers={"Retry-After": "7200"}))
    asked = len(site.asked)
    url = site.says("/feed", rss(1, 2))
    polled = poll(url, hours=1)
    assert polled.report.outcome is FeedOutcome.NOT_DUE
    assert "2026-04-10T14:00:00Z" in polled.report.reason
    assert ids(polled) == ["1"]
    assert len(site.asked) == asked


def test_a_feed_that_fails_again_and_again_is_asked_less_and_less(site: Any, poll: Any) -> None:
    url = site.says("/feed", status=404)
    outcomes = [poll(url, hours=hour).report.outcome for hour in range(12)]
    assert outcomes[:2] == [FeedOutcome.FAILED, FeedOutcome.FAILED]
    assert 2 < outcomes.count(FeedOutcome.FAILED) < 8
    assert FeedOutcome.NOT_DUE in outcomes


def test_a_feed_moved_for_good_is_read_and_its_new_address_told(site: Any, poll: Any) -> None:
    new = site.says("/new", rss(1))
    polled = poll(site.says("/old", status=301, headers={"Location": "/new"}))
    assert polled.report.outcome is FeedOutcome.FETCHED
    assert f"moved for good to {new}" in polled.report.reason
    assert "config.yaml" in polled.report.remedy
    assert polled.entries[0].feed_url == f"{site.url}/old"


def test_a_passing_redirect_is_not_worth_a_word(site: Any, poll: Any) -> None:
    site.says("/new", rss(1))
    polled = poll(site.says("/old", status=302, headers={"Location": "/new"}))
    assert polled.report.outcome is FeedOutcome.FETCHED
    assert not polled.report.reason


def test_an_undated_item_goes_on_without_a_date(site: Any, poll: Any) -> None:
    polled = poll(site.says("/feed", RSS % b"<item><guid>a</guid><title>t</title><link>/a</link>"
                                           b"</item>"))  # fmt: skip
    assert polled.entries[0].published is None


def test_items_that_do_not_go_on_are_reported(site: Any, poll: Any) -> None:
    old = ITEM.replace(b"Apr 2026", b"Mar 2026") % (99, 99, 99)
    fresh = b"".join(ITEM % (n, n, n) for n in (1, 1, *range(2, 14)))
    polled = poll(site.says("/feed", RSS % (fresh + old)))
    outcomes = [item.outcome for item in polled.items]
    assert outcomes == [
        ItemOutcome.DUPLICATE, *[ItemOutcome.OVER_LIMIT] * 3, ItemOutcome.TOO_OLD
    ]  # fmt: skip
    assert len(polled.entries) == LIMITS.per_feed
