from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roaster.errors import StateError
from roaster.state.http_cache import CachedResponse, FeedState, HttpCache, Sighting

NOW = datetime(2026, 4, 10, 9, tzinfo=UTC)
ANSWER = CachedResponse(
    "http://paper.example/a",
    "https://paper.example/b",
    "text/html; charset=utf-8",
    b"<p>A page.</p>" * 1000,
    NOW,
    etag='W/"a"',
    last_modified="Thu, 09 Apr 2026 08:00:00 GMT",
)
STATE = FeedState(
    "http://paper.example/feed",
    failures=3,
    not_before=NOW + timedelta(hours=2),
    last_ok=NOW - timedelta(days=1),
    last_reason="404",
    outcome="failed",
    since=NOW - timedelta(days=2),
    wish="ttl",
    outlet="The Paper",
    items=7,
    newest=NOW - timedelta(days=3),
)


def test_an_answer_is_there_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / ".roaster" / "http.sqlite3"
    cache = HttpCache(path)
    cache.put(ANSWER)
    cache.close()
    assert path.stat().st_size < 50_000
    again = HttpCache(path)
    assert again.get(ANSWER.url) == ANSWER
    assert again.get(ANSWER.final_url) is None
    again.close()


def test_a_newer_answer_takes_the_place_of_the_older(tmp_path: Path) -> None:
    cache = HttpCache(tmp_path / "http.sqlite3")
    cache.put(ANSWER)
    cache.put(replace(ANSWER, body=b"new"))
    found = cache.get(ANSWER.url)
    assert found is not None
    assert found.body == b"new"
    cache.close()


def test_the_health_of_a_feed_is_there_for_the_next_run(tmp_path: Path) -> None:
    cache = HttpCache(tmp_path / "http.sqlite3")
    assert cache.feed_state(STATE.url) == FeedState(STATE.url)
    cache.set_feed_state(STATE)
    cache.close()
    again = HttpCache(tmp_path / "http.sqlite3")
    assert again.feed_state(STATE.url) == STATE
    again.set_feed_state(FeedState(STATE.url))
    assert again.feed_state(STATE.url) == FeedState(STATE.url)
    again.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(url=st.text(min_size=1).map("http://x.example/".__add__), body=st.binary())
def test_any_address_and_body_come_back(tmp_path: Path, url: str, body: bytes) -> None:
    cache = HttpCache(tmp_path / "http.sqlite3")
    cache.put(replace(ANSWER, url=url, body=body))
    found = cache.get(url)
    assert found is not None
    assert (found.url, found.body) == (url, body)
    cache.close()


def test_half_a_surrogate_pair_in_an_address_does_no_harm(tmp_path: Path) -> None:
    cache = HttpCache(tmp_path / "http.sqlite3")
    assert cache.get("http://x.example/\ud800") is None
    cache.set_feed_state(FeedState("http://x.example/\ud800", failures=1))
    assert cache.feed_state("http://x.example/\ud800").failures == 1
    cache.close()


def test_old_answers_are_forgotten_and_the_health_of_feeds_is_not(tmp_path: Path) -> None:
    cache = HttpCache(tmp_path / "http.sqlite3")
    for days in range(4):
        cache.put(replace(ANSWER, url=f"http://x.example/{days}", fetched_at=NOW - days * DAY))
    cache.set_feed_state(STATE)
    assert cache.prune(NOW - 2 * DAY, [STATE.url], seen_before=NOW) == 1
    kept = [cache.get(f"http://x.example/{days}") is not None for days in range(4)]
    assert kept == [True, True, True, False]
    assert cache.feed_state(STATE.url) == STATE
    cache.close()


DAY = timedelta(days=1)


def test_what_is_known_of_a_feed_goes_with_it_and_a_configured_one_stays(tmp_path: Path) -> None:
    cache = HttpCache(tmp_path / "http.sqlite3")
    old = NOW - 60 * DAY
    for name in ("here", "away"):
        url = f"http://x.example/{name}"
        cache.put(replace(ANSWER, url=url, fetched_at=old))
        cache.set_feed_state(FeedState(url, outcome="unchanged", last_asked=NOW))
        cache.sight(url, [("1", "http://x.example/1")], NOW)
    cache.set_feed_state(FeedState("http://x.example/page", last_asked=old))
    assert cache.prune(NOW - 30 * DAY, ["http://x.example/here"], seen_before=NOW - 90 * DAY) == 1
    assert cache.get("http://x.example/here") is not None
    assert cache.feed_state("http://x.example/here").outcome == "unchanged"
    assert not cache.feed_state("http://x.example/away").outcome
    assert cache.feed_state("http://x.example/page").last_asked is None
    later = NOW + DAY
    assert cache.sight("http://x.example/here", [("1", "")], later)["1"].first == NOW
    assert cache.sight("http://x.example/away", [("1", "")], later)["1"].first == later
    cache.close()


def test_an_id_keeps_its_first_sight_and_all_its_addresses_of_each_feed(tmp_path: Path) -> None:
    cache = HttpCache(tmp_path / "http.sqlite3")
    for day, url in enumerate(("http://x/a", "http://x/b", "http://x/a")):
        seen = cache.sight("http://feed/1", [("id", url)], NOW + day * DAY)
    assert seen == {"id": Sighting(NOW, ("http://x/a", "http://x/b"))}
    other = cache.sight("http://feed/2", [("id", "http://x/c")], NOW + 4 * DAY)
    assert other == {"id": Sighting(NOW + 4 * DAY, ("http://x/c",))}
    assert cache.sight("http://feed/1", [], NOW) == {}
    cache.prune(NOW - DAY, ["http://feed/1", "http://feed/2"], seen_before=NOW + 3 * DAY)
    again = cache.sight("http://feed/1", [("id", "http://x/a")], NOW + 5 * DAY)
    assert again["id"].first == NOW + 5 * DAY
    cache.close()


def test_when_there_is_no_more_room_the_oldest_answers_go(tmp_path: Path) -> None:
    noise = Random(1).randbytes(10_000)
    cache = HttpCache(tmp_path / "http.sqlite3", max_bytes=35_000)
    for days in (1, 4, 2, 3, 0):
        cache.put(replace(ANSWER, url=f"http://x.example/{days}", body=noise,
                          fetched_at=NOW - days * DAY))  # fmt: skip
    kept = [cache.get(f"http://x.example/{days}") is not None for days in range(5)]
    assert kept == [True, True, True, False, False]
    cache.close()


def test_many_threads_can_use_it_at_once(tmp_path: Path) -> None:
    cache = HttpCache(tmp_path / "http.sqlite3")

    def use(n: int) -> bool:
        answer = replace(ANSWER, url=f"http://x.example/{n}", body=bytes([n]) * 1000)
        cache.put(answer)
        cache.set_feed_state(FeedState(answer.url, failures=n))
        return cache.get(answer.url) == answer and cache.feed_state(answer.url).failures == n

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(40)))
    cache.close()


def test_a_file_that_is_no_database_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "http.sqlite3"
    path.write_bytes(b"this is no database, however long one looks at it" * 50)
    cache = HttpCache(path)
    cache.put(ANSWER)
    assert cache.get(ANSWER.url) == ANSWER
    assert path.with_name("http.sqlite3.broken").exists()
    cache.close()


def test_damage_that_shows_later_costs_time_and_no_run(tmp_path: Path) -> None:
    path = tmp_path / "http.sqlite3"
    cache = HttpCache(path)
    for n in range(50):
        noise = Random(n).randbytes(5_000)
        cache.put(replace(ANSWER, url=f"http://x.example/{n}", body=noise))
    cache.close()
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 150_000)
    again = HttpCache(path)
    assert all(again.get(f"http://x.example/{n}") is None for n in range(50))
    again.put(ANSWER)
    assert again.get(ANSWER.url) == ANSWER
    again.close()


def test_a_file_that_is_closed_is_sound_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "http.sqlite3"
    cache = HttpCache(path)
    cache.put(ANSWER)
    cache.close()
    with pytest.raises(StateError):
        cache.get(ANSWER.url)
    assert not path.with_name("http.sqlite3.broken").exists()
    again = HttpCache(path)
    assert again.get(ANSWER.url) == ANSWER
    again.close()


def test_a_place_that_cannot_hold_it_is_told_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "http.sqlite3").mkdir()
    with pytest.raises(StateError) as caught:
        HttpCache(tmp_path / "http.sqlite3")
    assert caught.value.remedy
