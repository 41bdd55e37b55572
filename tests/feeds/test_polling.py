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
    assert report.remedy.startswith("remove it from feeds: in config.yaml")


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


SY = b'xmlns:u="http://purl.org/rss/1.0/modules/syndication/"'
SY_DAILY = b"<u:updatePeriod %s>daily</u:updatePeriod>" % SY


def rhythmic(channel: bytes, *numbers: int) -> bytes:
    return rss(*numbers).replace(b"<title>The", channel + b"<title>The", 1)


@pytest.mark.parametrize(
    ("headers", "channel", "hours"),
    [
        ({"Cache-Control": "max-age=7200"}, b"", 2),
        ({"Expires": "Fri, 10 Apr 2026 15:00:00 GMT", "Date": "Fri, 10 Apr 2026 12:00:00 GMT"},
         b"", 3),
        ({"Cache-Control": "max-age=7200", "Age": "3600"}, b"", 1),
        ({}, b"<ttl>120</ttl>", 2),
        ({}, b"<ttl>100000</ttl>", 24),
        ({"Cache-Control": "max-age=31536000"}, b"", 24),
        ({}, SY_DAILY, 24),
        ({}, b"<skipHours><hour>13</hour><hour>14</hour></skipHours>", 3),
        ({}, b"<ttl>60</ttl><skipHours><hour>13</hour></skipHours>", 2),
    ],
)  # fmt: skip
def test_a_feed_is_left_alone_as_long_as_it_wishes_and_its_items_stand_in(
    site: Any, poll: Any, headers: dict[str, str], channel: bytes, hours: float
) -> None:
    url = site.says("/feed", rhythmic(channel, 1), headers=headers)
    first = poll(url)
    site.says("/feed", rhythmic(channel, 1, 2), headers=headers)
    early = poll(url, hours=max(hours - 0.1, 1) if channel.startswith(b"<skip") else hours - 0.1)
    assert early.report.outcome is FeedOutcome.NOT_DUE
    assert f"{NOW + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}" in early.report.reason
    assert early.entries == first.entries
    assert len(site.asked) == 1
    late = poll(url, hours=hours)
    assert late.report.outcome is FeedOutcome.FETCHED
    assert ids(late) == ["1", "2"]


@pytest.mark.parametrize(
    "control", ["no-cache", "no-store, max-age=7200", "private, max-age=900", "max-age=60", ""]
)
def test_what_is_not_to_be_kept_is_asked_for_in_the_next_run(
    site: Any, poll: Any, control: str
) -> None:
    url = site.says("/feed", rss(1), headers={"Cache-Control": control} if control else {})
    poll(url)
    assert poll(url, hours=1 / 3).report.outcome is FeedOutcome.UNCHANGED


def test_not_modified_renews_the_wait(site: Any, poll: Any) -> None:
    url = site.says("/feed", rhythmic(b"<ttl>60</ttl>", 1), etag='"v1"')
    ends = [poll(url, hours=hour).report.outcome for hour in (0, 0.5, 1, 1.5, 2)]
    waits = FeedOutcome.NOT_DUE
    same = FeedOutcome.UNCHANGED
    assert ends == [FeedOutcome.FETCHED, waits, same, waits, same]
    assert all("if-none-match" in headers for _, headers in site.asked[1:])


def test_a_feed_that_is_gone_is_never_asked_again_until_its_address_changes(
    site: Any, poll: Any, cache: HttpCache
) -> None:
    url = site.says("/feed", status=410)
    poll(url)
    later = poll(url, hours=24 * 400).report
    assert later.outcome is FeedOutcome.GONE
    assert "since 2026-04-10" in later.reason
    assert later.remedy
    assert len(site.asked) == 1
    assert poll(site.says("/new", rss(1)), hours=1).report.outcome is FeedOutcome.FETCHED
    cache.prune(NOW, [f"{site.url}/new"], seen_before=NOW)  # a run in which it was not configured
    assert poll(site.says("/feed", rss(1)), hours=2).report.outcome is FeedOutcome.FETCHED


def test_a_date_in_retry_after_is_kept_to(site: Any, poll: Any) -> None:
    wanted = {"Retry-After": "Fri, 10 Apr 2026 18:00:00 GMT"}
    url = site.says("/feed", status=503, headers=wanted)
    poll(url)
    assert "2026-04-10T18:00:00Z" in poll(url, hours=5).report.reason
    assert len(site.asked) == 1


def test_how_often_a_feed_failed_and_answered_is_counted_since_the_first_time(
    site: Any, poll: Any, cache: HttpCache
) -> None:
    url = site.says("/feed", rss(1), etag='"v1"')
    for hour in range(3):
        poll(url, hours=hour)
    well = cache.feed_state(url)
    assert (well.successes, well.failures, well.since) == (3, 0, NOW)
    assert (well.items, well.outlet, well.outcome) == (1, "The Paper", "unchanged")
    assert well.newest == datetime(2026, 4, 10, 8, tzinfo=UTC)
    site.says("/feed", HTML, etag='"broken"')
    poll(url, hours=4)
    poll(url, hours=5)  # 304 to the validator of the useless answer
    ill = cache.feed_state(url)
    assert (ill.successes, ill.failures, ill.since) == (0, 2, NOW + timedelta(hours=4))
    assert (ill.last_ok, ill.items) == (NOW + timedelta(hours=2), 1)
    assert "HTML" in ill.last_reason


UNDATED = RSS % b"<item><guid>a</guid><title>t</title><link>/a</link></item>"


def test_an_undated_item_ages_from_its_first_sight(site: Any, poll: Any) -> None:
    url = site.says("/feed", UNDATED)
    first, third, fifth = poll(url), poll(url, hours=72), poll(url, hours=24 * 5)
    assert first.entries[0].first_seen == third.entries[0].first_seen == NOW
    assert "first seen at 2026-04-10T12:00:00Z" in third.entries[0].date_note
    assert not fifth.entries
    assert [item.outcome for item in fifth.items] == [ItemOutcome.TOO_OLD]
    assert "first sight" in fifth.items[0].reason


def test_the_other_addresses_of_an_id_are_told(site: Any, poll: Any) -> None:
    poll(site.says("/feed", ITEM_AT % b"/a"))
    (entry,) = poll(site.says("/feed", ITEM_AT % b"/b")).entries
    assert entry.url == f"{site.url}/b"
    assert entry.other_urls == (f"{site.url}/a",)


ITEM_AT = RSS % b"<item><guid>one</guid><title>t</title><link>%s</link></item>"
