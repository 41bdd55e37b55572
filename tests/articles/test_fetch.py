"""A page asked for over a real wire, read, and remembered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from roaster.articles.fetch import FRESH, LATER, SOON, Asking, read_article
from roaster.articles.reading import Reading
from roaster.model.news import Entry
from roaster.model.outcome import ItemOutcome
from roaster.net.fetcher import Fetcher
from roaster.state.http_cache import HttpCache

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
PROSE = [
    f"The harbour authority of Port Averil opened its bridge number {n} on Tuesday, and said that "
    f"the {n * 40} metres which are missing will be bought when the river has become narrower."
    for n in range(1, 9)
]
PAGE = (
    "<!doctype html><html><head><title>A bridge ends in the water</title></head><body><article>"
    f"<h1>A bridge ends in the water</h1>{''.join(f'<p>{text}</p>' for text in PROSE)}"
    "</article></body></html>"
).encode()


@dataclass
class Outlet:
    """One page on loopback that answers as it is told, and what it was asked."""

    url: str = ""
    host: str = ""
    status: int = 200
    body: bytes = PAGE
    headers: dict[str, str] = field(default_factory=dict)
    robots: bytes = b""
    asked: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/robots.txt":
            return self.send(handler, 200 if self.robots else 404, self.robots)
        self.asked.append(handler.path)
        condition = handler.headers.get("If-None-Match", "")
        self.conditions.append(condition)
        unchanged = self.status == 200 and condition == '"1"'
        return self.send(
            handler, 304 if unchanged else self.status, b"" if unchanged else self.body
        )

    def send(self, handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        handler.send_response(status)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("ETag", '"1"')
        handler.end_headers()
        handler.wfile.write(body)


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    found = Outlet()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.answer(self)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.host = f"127.0.0.1:{server.server_port}"
    found.url = f"http://{found.host}/story"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def read(outlet: Outlet, tmp_path: Path) -> Iterator[Callable[..., Reading]]:
    """Read the outlet's page, some hours on; each time as in a run of its own."""
    cache = HttpCache(tmp_path / "http.sqlite3")

    def call(
        wait: timedelta = timedelta(), *, obey: bool = True, content: str = "", own: str = "page"
    ) -> Reading:
        entry = Entry(
            "http://feed.example/", "1", outlet.url, "A bridge", content=content, full_text=own
        )
        asking = Asking(min_words=60, now=NOW + wait, obey_robots=obey)
        with Fetcher(
            user_agent="roaster/1", concurrency=2, per_host=2, timeout_s=2,
            allow_hosts=[outlet.host], clock=lambda: NOW + wait, sleep=lambda _: None,
        ) as fetcher:  # fmt: skip
            return read_article(entry, fetcher, cache, asking)

    yield call
    cache.close()


def test_a_page_is_fetched_and_read(outlet: Outlet, read: Callable[..., Reading]) -> None:
    reading = read()
    assert reading.article is not None
    assert PROSE[0] in reading.article.text
    assert reading.article.title == "A bridge ends in the water"
    assert outlet.asked == ["/story"]


def test_a_copy_of_the_last_hours_is_read_without_asking(
    outlet: Outlet, read: Callable[..., Reading]
) -> None:
    first = read()
    assert read(FRESH - timedelta(minutes=1)) == first
    assert len(outlet.asked) == 1


def test_an_older_copy_makes_the_request_conditional(
    outlet: Outlet, read: Callable[..., Reading]
) -> None:
    first, second = read(), read(FRESH)
    assert outlet.conditions == ["", '"1"']
    assert second.article == first.article
    assert read(FRESH + timedelta(hours=1)).article == first.article
    assert len(outlet.asked) == 2


@pytest.mark.parametrize("status", [500, 429])
def test_the_copy_stands_in_with_a_note_while_the_server_fails(
    outlet: Outlet, read: Callable[..., Reading], status: int
) -> None:
    first = read()
    outlet.status = status
    reading = read(FRESH)
    assert reading.article == first.article
    assert any("fetched before" in note and str(status) in note for note in reading.notes)


@pytest.mark.parametrize("status", [404, 410, 403, 500])
def test_without_an_answer_or_a_copy_the_item_has_failed(
    outlet: Outlet, read: Callable[..., Reading], status: int
) -> None:
    outlet.status = status
    reading = read()
    assert reading.outcome is ItemOutcome.FAILED
    assert str(status) in reading.reason
    assert reading.remedy
    assert reading.article is None


def test_a_page_that_is_gone_is_not_read_from_the_copy(
    outlet: Outlet, read: Callable[..., Reading]
) -> None:
    read()
    outlet.status = 410
    assert read(FRESH).outcome is ItemOutcome.FAILED


@pytest.mark.parametrize(("status", "wait"), [(500, SOON), (404, LATER)])
def test_a_page_that_failed_is_left_alone_for_a_while(
    outlet: Outlet, read: Callable[..., Reading], status: int, wait: timedelta
) -> None:
    outlet.status = status
    read()
    reading = read(wait - timedelta(minutes=1))
    assert reading.outcome is ItemOutcome.FAILED
    assert "not asked again yet" in reading.reason
    assert len(outlet.asked) == 1
    outlet.status = 200
    assert read(wait).article is not None


def test_a_server_that_asks_for_patience_gets_it(
    outlet: Outlet, read: Callable[..., Reading]
) -> None:
    outlet.status, outlet.headers = 503, {"Retry-After": "36000"}
    read()
    read(timedelta(hours=9))
    assert len(outlet.asked) == 1
    outlet.status = 200
    assert read(timedelta(hours=10)).article is not None


def test_what_robots_are_asked_to_leave_is_refused(
    outlet: Outlet, read: Callable[..., Reading]
) -> None:
    outlet.robots = b"User-agent: *\nDisallow: /story\n"
    reading = read()
    assert reading.outcome is ItemOutcome.REFUSED
    assert "robots.txt" in reading.reason
    assert not outlet.asked
    assert read(timedelta(minutes=1)).outcome is ItemOutcome.REFUSED


def test_a_person_who_asks_for_a_page_is_no_robot(
    outlet: Outlet, read: Callable[..., Reading]
) -> None:
    outlet.robots = b"User-agent: *\nDisallow: /story\n"
    assert read().outcome is ItemOutcome.REFUSED
    assert read(obey=False).article is not None


def test_a_page_that_leads_into_the_machines_own_net_is_refused(
    outlet: Outlet, read: Callable[..., Reading]
) -> None:
    outlet.status, outlet.headers = 302, {"Location": "http://169.254.169.254/"}
    reading = read()
    assert reading.outcome is ItemOutcome.REFUSED
    assert "169.254.169.254" in reading.reason


def test_the_feeds_own_text_is_read_where_there_is_no_page(
    outlet: Outlet, read: Callable[..., Reading]
) -> None:
    outlet.status = 404
    content = "\n\n".join(PROSE)
    for wait in (timedelta(), timedelta(minutes=1)):
        reading = read(wait, content=content)
        assert reading.article is not None
        assert PROSE[0] in reading.article.text
        assert any("404" in note for note in reading.notes)


def test_a_feed_s_own_full_text_is_the_article_and_no_page_is_asked_for(
    outlet: Outlet, read: Callable[..., Reading]
) -> None:
    reading = read(content="\n\n".join(PROSE), own="feed")
    assert reading.article is not None
    assert reading.article.text == "\n\n".join(PROSE)
    assert reading.article.title == "A bridge"
    assert outlet.asked == []


@pytest.mark.parametrize("content", ["", "Ten words about a bridge.", PROSE[0] * 9 + " […]"])
def test_a_feed_without_the_full_text_gives_a_thin_item_and_says_what_to_change(
    content: str, outlet: Outlet, read: Callable[..., Reading]
) -> None:
    reading = read(content=content, own="feed")
    assert reading.outcome is ItemOutcome.THIN
    assert "feed" in reading.reason
    assert "full_text: page" in reading.remedy
    assert outlet.asked == []
