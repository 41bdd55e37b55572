"""Retry-After, slots and robots.txt: how servers are spared."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.net.messages import FailureKind, Fetched, FetchFailure, FetchRequest
from roaster.net.politeness import MAX_RETRY_AFTER_S, retry_after_s

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("9" * 5000, MAX_RETRY_AFTER_S),
        ("Fri, 10 Apr 2026 12:02:00 GMT", 120),
        ("Fri, 10 Apr 2026 11:00:00 GMT", 0),
        ("Friday, 10-Apr-26 12:02:00 GMT", 120),
        ("Fri, 10 Apr 2026 14:02:00 +0200", 120),
        ("Fri, 31 Dec 9999 23:59:59 -2359", MAX_RETRY_AFTER_S),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("Fri, 99 Apr 2026 12:00:00 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(header: str, seconds: int | None) -> None:
    assert retry_after_s(header, NOW) == seconds


@given(st.one_of(st.text(), st.datetimes().map(format_datetime)))
def test_no_retry_after_raises_or_goes_out_of_bounds(header: str) -> None:
    seconds = retry_after_s(header, NOW)
    assert seconds is None or 0 <= seconds <= MAX_RETRY_AFTER_S
    assert seconds is None or NOW + timedelta(seconds=seconds)


def busy(say: Any, asked: list[str], wait: str, status: int = 429, times: int = 1) -> Any:
    def behave(_: str, connection: socket.socket) -> None:
        late = len(asked) > times
        connection.sendall(say(b"page") if late else say(b"", status, Retry_After=wait))

    return behave


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_wait_is_waited_for_once(server: Any, kit: Any, say: Any, status: int) -> None:
    url = server.put("/", busy(say, server.asked, "2", status))
    result = kit(server).fetch(FetchRequest(url))
    assert isinstance(result, Fetched)
    assert kit.slept == [2]
    assert len(server.asked) == 2


def test_a_server_that_always_asks_for_a_short_wait_is_given_up(
    server: Any, kit: Any, say: Any
) -> None:
    url = server.put("/", busy(say, server.asked, "3", times=99))
    result = kit(server).fetch(FetchRequest(url))
    assert isinstance(result, FetchFailure)
    assert (result.kind, result.retry_after_s) == (FailureKind.RATE_LIMITED, 3)
    assert kit.slept == [3]
    assert len(server.asked) == 2


def test_a_host_that_asks_for_a_long_wait_is_left_alone_until_then(
    server: Any, kit: Any, say: Any
) -> None:
    now = [1000.0]
    server.put("/page", say(b"page"))
    url = server.put("/", say(b"", 429, Retry_After="Fri, 10 Apr 2026 13:00:00 GMT"))
    fetcher = kit(server, timer=lambda: now[0])
    first = fetcher.fetch(FetchRequest(url))
    assert isinstance(first, FetchFailure)
    assert first.retry_after_s == 3600
    now[0] += 600
    second = fetcher.fetch(FetchRequest(f"http://{server.host}/page"))
    assert isinstance(second, FetchFailure)
    assert (second.kind, second.retry_after_s) == (FailureKind.RATE_LIMITED, 3000)
    assert server.asked == ["/"]
    now[0] += 3000
    assert isinstance(fetcher.fetch(FetchRequest(f"http://{server.host}/page")), Fetched)
    assert kit.slept == []


def test_a_wait_without_number_is_not_guessed(server: Any, kit: Any, say: Any) -> None:
    result = kit(server).fetch(FetchRequest(server.put("/", say(b"", 429))))
    assert isinstance(result, FetchFailure)
    assert result.retry_after_s is None
    assert kit.slept == []


class Gauge:
    """How many are inside at once, and at most were."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: dict[str, int] = {}
        self.most: dict[str, int] = {}

    @contextmanager
    def inside(self, *names: str) -> Iterator[None]:
        with self._lock:
            for name in names:
                self._now[name] = self._now.get(name, 0) + 1
                self.most[name] = max(self._now[name], self.most.get(name, 0))
        yield
        with self._lock:
            for name in names:
                self._now[name] -= 1


def test_no_host_is_asked_more_at_once_than_allowed_and_all_no_more_than_that(
    server: Any, other: Any, kit: Any, say: Any
) -> None:
    gauge = Gauge()

    def slow(name: str) -> Any:
        def behave(_: str, connection: socket.socket) -> None:
            with gauge.inside(name, "all"):
                time.sleep(0.03)
            connection.sendall(say(b"page"))

        return behave

    # Two names for one address would be two hosts: the limit is per host as it is written.
    urls = [server.put("/", slow("a"))] * 8
    named = other.put("/", slow("b")).replace("127.0.0.1", "localhost")
    fetcher = kit(
        concurrency=3, per_host=2, allow_hosts=[server.host, f"localhost:{other.port}"],
        resolver=lambda *_: ["127.0.0.1"],
    )  # fmt: skip
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(fetcher.fetch, map(FetchRequest, [*urls, *[named] * 8])))
    assert all(isinstance(result, Fetched) for result in results)
    assert gauge.most == {"a": 2, "b": 2, "all": 3}


def test_waiting_for_a_turn_does_not_count_against_the_deadline(
    server: Any, kit: Any, say: Any
) -> None:
    def slow(_: str, connection: socket.socket) -> None:
        time.sleep(0.1)
        connection.sendall(say(b"page"))

    url = server.put("/", slow)
    fetcher = kit(server, per_host=1, timeout_s=0.3)
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(fetcher.fetch, [FetchRequest(url)] * 6))
    assert all(isinstance(result, Fetched) for result in results)


def test_a_connection_is_kept_for_the_next_page(server: Any, kit: Any, say: Any) -> None:
    connections: list[tuple[str, int]] = []
    serve = server.serve

    def counted(connection: socket.socket) -> None:
        connections.append(connection.getpeername())
        serve(connection)

    server.serve = counted
    fetcher = kit(server)
    server.put("/304", say(b"", 304))
    for path in ("/a", "/b"):
        fetcher.fetch(FetchRequest(server.put(path, say(b"page"))))
        fetcher.fetch(FetchRequest(f"http://{server.host}/304", etag='"1"'))
    assert len(server.asked) == 4
    assert len(connections) == 1


def read(fetcher: Any, url: str) -> Fetched | FetchFailure:
    result: Fetched | FetchFailure = fetcher.fetch(FetchRequest(url, obey_robots=True))
    return result


def test_what_robots_are_asked_to_leave_is_left(server: Any, kit: Any, say: Any) -> None:
    rules = b"User-agent: roaster\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n"
    server.put("/robots.txt", say(rules))
    page = server.put("/page", say(b"page"))
    private = server.put("/private/x", say(b"page"))
    fetcher = kit(server)
    assert isinstance(read(fetcher, page), Fetched)
    result = read(fetcher, private)
    assert isinstance(result, FetchFailure)
    assert result.kind is FailureKind.ROBOTS
    assert result.remedy
    assert isinstance(fetcher.fetch(FetchRequest(private)), Fetched)
    assert server.asked == ["/robots.txt", "/page", "/private/x"]


def test_robots_txt_is_asked_for_once_whoever_comes_first(server: Any, kit: Any, say: Any) -> None:
    def slow(_: str, connection: socket.socket) -> None:
        time.sleep(0.05)
        connection.sendall(say(b"User-agent: *\nDisallow: /no"))

    server.put("/robots.txt", slow)
    fetcher = kit(server)
    urls = [server.put(f"/{n}", say(b"page")) for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda url: read(fetcher, url), urls))
    assert all(isinstance(result, Fetched) for result in results)
    assert server.asked.count("/robots.txt") == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_txt_asks_for_nothing(
    server: Any, kit: Any, say: Any, status: int
) -> None:
    server.put("/robots.txt", say(b"User-agent: *\nDisallow: /", status))
    assert isinstance(read(kit(server), server.put("/", say(b"page"))), Fetched)


@pytest.mark.parametrize("status", [500, 503])
def test_a_site_that_cannot_say_what_it_asks_for_is_left(
    server: Any, kit: Any, say: Any, status: int
) -> None:
    server.put("/robots.txt", say(b"", status))
    result = read(kit(server), server.put("/", say(b"page")))
    assert isinstance(result, FetchFailure)
    assert result.kind is FailureKind.ROBOTS


def test_a_site_out_of_reach_is_told_as_such(kit: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
    result = read(kit(allow_hosts=[host]), f"http://{host}/")
    assert isinstance(result, FetchFailure)
    assert result.kind is FailureKind.UNREACHABLE


def test_the_start_of_an_endless_robots_txt_counts(server: Any, kit: Any, say: Any) -> None:
    server.put("/robots.txt", say(b"User-agent: *\nDisallow: /no\n" + b"#" * 3_000_000))
    fetcher = kit(server)
    assert isinstance(read(fetcher, server.put("/yes", say(b"page"))), Fetched)
    assert isinstance(read(fetcher, server.put("/no", say(b"page"))), FetchFailure)


def test_each_host_on_the_way_is_asked_for_its_rules(
    server: Any, other: Any, kit: Any, say: Any
) -> None:
    other.put("/robots.txt", say(b"User-agent: *\nDisallow: /"))
    url = server.put("/", say(b"", 302, Location=other.put("/page", say(b"page"))))
    result = read(kit(server, other), url)
    assert isinstance(result, FetchFailure)
    assert result.kind is FailureKind.ROBOTS
    assert other.asked == ["/robots.txt"]


@pytest.mark.parametrize(("wanted", "gaps"), [("2", [2.0, 4.0]), ("3600", [5.0, 10.0])])
def test_a_site_that_wants_gaps_between_requests_gets_them_up_to_a_bound(
    server: Any, kit: Any, say: Any, wanted: str, gaps: list[float]
) -> None:
    server.put("/robots.txt", say(f"User-agent: *\nCrawl-delay: {wanted}\n".encode()))
    fetcher = kit(server, timer=lambda: 100.0)
    for path in ("/a", "/b", "/c"):
        assert isinstance(read(fetcher, server.put(path, say(b"page"))), Fetched)
    assert fetcher.fetch(FetchRequest(server.put("/feed", say(b"feed"))))
    assert kit.slept == gaps
