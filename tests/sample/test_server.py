"""How the wire answers: conditions, compression, hosts, the log, and its end."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from roaster.sample import SampleRequest, SampleWire, sample_feeds
from roaster.sample.data import load_stories

STORY = load_stories(1)[0]


@pytest.fixture
def wire() -> Iterator[SampleWire]:
    with SampleWire() as running:
        yield running


def ask(
    wire: SampleWire, host: str, path: str, method: str = "GET", **headers: str
) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    address, port = wire.address
    url = f"http://{address}:{port}{path}"
    return httpx.request(
        method, url, headers={"Host": host, **named}, trust_env=False, verify=False
    )


def everything(wire: SampleWire) -> dict[str, bytes]:
    urls = [feed.url for feed in sample_feeds()] + [story.url for story in load_stories(1)]
    parts = [httpx.URL(url) for url in urls]
    return {str(url): ask(wire, url.host, url.path).content for url in parts}


@pytest.mark.parametrize("path", ["/feed.xml", STORY.path])
def test_what_has_not_changed_is_304_without_a_body(wire: SampleWire, path: str) -> None:
    host = "tallybrook.example" if path == "/feed.xml" else STORY.outlet.host
    first = ask(wire, host, path)
    tag, date = first.headers["etag"], first.headers["last-modified"]
    for again in (
        ask(wire, host, path, If_None_Match=tag),
        ask(wire, host, path, If_None_Match=f'"other", {tag}'),
        ask(wire, host, path, If_Modified_Since=date),
    ):
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag


def test_what_has_changed_or_is_asked_in_nonsense_is_sent_whole(wire: SampleWire) -> None:
    host = STORY.outlet.host
    date = ask(wire, host, STORY.path).headers["last-modified"]
    for answer in (
        ask(wire, host, STORY.path, If_None_Match='"other"'),
        ask(wire, host, STORY.path, If_None_Match='"other"', If_Modified_Since=date),
        ask(wire, host, STORY.path, If_Modified_Since="Thu, 01 Jan 2026 00:00:00 GMT"),
        ask(wire, host, STORY.path, If_Modified_Since="yesterday"),
    ):
        assert answer.status_code == 200
        assert answer.content


def test_the_second_edition_answers_the_first_editions_conditions_with_its_news() -> None:
    feed = ("ledgerwick.example", "/rss")
    with SampleWire() as first, SampleWire(edition=2) as second:
        known = ask(first, *feed).headers
        tagged = ask(second, *feed, If_None_Match=known["etag"])
        dated = ask(second, *feed, If_Modified_Since=known["last-modified"])
        other = ask(first, "norrwire.example", "/wire.xml").headers["etag"]
        assert (tagged.status_code, dated.status_code) == (200, 200)
        unchanged = ask(second, "norrwire.example", "/wire.xml", If_None_Match=other)
        assert unchanged.status_code == 304


def test_answers_are_gzipped_for_those_who_accept_it(wire: SampleWire) -> None:
    host, port = wire.address
    plain = ask(wire, STORY.outlet.host, STORY.path, Accept_Encoding="identity")
    with httpx.stream(
        "GET",
        f"http://{host}:{port}{STORY.path}",
        headers={"Host": STORY.outlet.host, "Accept-Encoding": "gzip"},
        trust_env=False,
        verify=False,
    ) as zipped:
        raw = b"".join(zipped.iter_raw())
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert zipped.headers["etag"] == plain.headers["etag"]


def test_head_has_the_headers_and_no_body(wire: SampleWire) -> None:
    full = ask(wire, STORY.outlet.host, STORY.path, Accept_Encoding="identity")
    head = ask(wire, STORY.outlet.host, STORY.path, "HEAD", Accept_Encoding="identity")
    assert head.content == b""
    assert head.headers["content-length"] == full.headers["content-length"]


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("elsewhere.example", "/feed.xml"),
        ("", "/feed.xml"),
        ("tallybrook.example", "/"),
        ("tallybrook.example", "/../../data.py"),
        ("tallybrook.example", "/%2e%2e/wire/outlets.yaml"),
        ("tallybrook.example", "/2026/04/../../../../../etc/passwd"),
        ("tallybrook.example", "//etc/passwd"),
        ("norrwire.example", "/feed.xml"),  # another host's path
    ],
)
def test_nothing_else_is_served(wire: SampleWire, host: str, path: str) -> None:
    with socket.create_connection(wire.address) as raw:  # no client that would tidy the path up
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 404 ")


def test_robots_are_welcome_on_every_host(wire: SampleWire) -> None:
    for host in wire.hosts:
        answer = ask(wire, host, "/robots.txt")
        assert (answer.status_code, answer.text) == (200, "User-agent: *\nDisallow:\n")


def test_every_host_is_connected_to_the_one_address(wire: SampleWire) -> None:
    assert wire.connect_to().keys() == wire.hosts
    assert set(wire.connect_to().values()) == {wire.address}
    assert {httpx.URL(feed.url).host for feed in sample_feeds()} == wire.hosts


def test_the_log_tells_each_request_also_from_many_threads(wire: SampleWire) -> None:
    ask(wire, "Tallybrook.example:80", "/feed.xml?x=1", If_None_Match="*")
    ask(wire, "tallybrook.example", "/nothing", "HEAD")
    assert wire.requests == (
        SampleRequest("GET", "tallybrook.example", "/feed.xml", conditional=True, status=304),
        SampleRequest("HEAD", "tallybrook.example", "/nothing", conditional=False, status=404),
    )
    with ThreadPoolExecutor(16) as pool:
        statuses = list(
            pool.map(lambda _: ask(wire, "norrwire.example", "/wire.xml").status_code, range(64))
        )
    assert set(statuses) == {200}
    assert len(wire.requests) == 66


def test_two_wires_at_once_send_the_same_bytes() -> None:
    with SampleWire() as one, SampleWire() as other:
        assert one.address != other.address
        assert everything(one) == everything(other)


def test_a_closed_wire_has_freed_its_port_at_once(capfd: pytest.CaptureFixture[str]) -> None:
    with SampleWire() as wire:
        address = wire.address
        ask(wire, "norrwire.example", "/wire.xml")
        with socket.create_connection(address):  # a client that hangs up without a word
            pass
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(address)
    with pytest.raises(RuntimeError, match="before it is entered"):
        _ = wire.address
    assert capfd.readouterr().err == ""
