"""What is asked, what comes back, and each way in which it does not."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from datetime import UTC, datetime
from typing import Any

import brotli
import pytest

from roaster.net.messages import FailureKind, Fetched, FetchFailure, FetchRequest

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
PAGE = b"<p>A page.</p>" * 100


def fetched(result: Fetched | FetchFailure) -> Fetched:
    assert isinstance(result, Fetched), result
    return result


def failed(result: Fetched | FetchFailure) -> FetchFailure:
    assert isinstance(result, FetchFailure), result
    assert result.reason
    assert result.remedy
    return result


def test_an_answer_comes_with_all_that_is_needed_to_ask_again(
    server: Any, kit: Any, say: Any
) -> None:
    head = {
        "Content_Type": "text/html; charset=utf-8",
        "ETag": 'W/"a"',
        "Last_Modified": "Thu, 09 Apr 2026 08:00:00 GMT",
    }
    url = server.put("/", say(PAGE, **head))
    assert kit(server).fetch(FetchRequest(url)) == Fetched(
        url, url, 200, "text/html; charset=utf-8", PAGE, NOW,
        etag='W/"a"', last_modified="Thu, 09 Apr 2026 08:00:00 GMT",
    )  # fmt: skip


def test_a_request_says_who_asks_for_what_and_nothing_else(server: Any, kit: Any, say: Any) -> None:
    url = server.put("/", say(PAGE, Set_Cookie="id=1"))
    fetcher = kit(server)
    fetcher.fetch(FetchRequest(url, accept="text/html"))
    fetcher.fetch(FetchRequest(url, accept="text/html"))
    assert server.heads[1] == {
        "host": server.host,
        "user-agent": "roaster/1 (+https://roast.example)",
        "accept": "text/html",
        "accept-encoding": "gzip, deflate, br",
    }


def test_a_name_that_cannot_stand_in_a_header_is_made_to(server: Any, kit: Any, say: Any) -> None:
    url = server.put("/", say(PAGE))
    fetched(kit(server, user_agent="Röster/1\r\nX: y").fetch(FetchRequest(url)))
    assert server.heads[0]["user-agent"] == "Rster/1 X: y"


def test_proxies_of_the_environment_are_not_asked(
    server: Any, kit: Any, say: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    fetched(kit(server).fetch(FetchRequest(server.put("/", say(PAGE)))))


def test_a_copy_that_is_still_good_is_not_sent_again(server: Any, kit: Any, say: Any) -> None:
    url = server.put("/", say(b"", 304, ETag='"b"'))
    since = "Thu, 09 Apr 2026 08:00:00 GMT"
    result = fetched(kit(server).fetch(FetchRequest(url, etag='"a"', last_modified=since)))
    assert result.not_modified
    assert not result.body
    assert server.heads[0]["if-none-match"] == '"a"'
    assert server.heads[0]["if-modified-since"] == since


def test_not_modified_is_no_answer_to_who_has_no_copy(server: Any, kit: Any, say: Any) -> None:
    result = failed(kit(server).fetch(FetchRequest(server.put("/", say(b"", 304)))))
    assert result.kind is FailureKind.BAD_ANSWER


def test_a_validator_that_cannot_be_sent_back_is_dropped(server: Any, kit: Any, say: Any) -> None:
    url = server.put("/", say(PAGE, ETag='"\xe4"'))
    assert fetched(kit(server).fetch(FetchRequest(url))).etag == ""
    fetched(kit(server).fetch(FetchRequest(url, etag='"ä"', last_modified="a\r\nb")))
    assert "if-none-match" not in server.heads[1]
    assert "if-modified-since" not in server.heads[1]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "gzip of two members": ("GZIP", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:])),
    "gzip with padding": ("gzip", lambda data: gzip.compress(data) + b"\0" * 64),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "brotli": ("br", brotli.compress),
    "identity": ("identity", bytes),
    "no coding": ("utf-8", bytes),
}


@pytest.mark.parametrize("kind", PACKED)
def test_compressed_answers_are_unpacked(server: Any, kit: Any, say: Any, kind: str) -> None:
    coding, pack = PACKED[kind]
    url = server.put("/", say(pack(PAGE), Content_Encoding=coding))
    assert fetched(kit(server).fetch(FetchRequest(url))).body == PAGE


BOMBS = {
    "gzip": ("gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "brotli": ("br", lambda data: brotli.compress(data, quality=5)),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_does_not_go_off(server: Any, kit: Any, say: Any, kind: str) -> None:
    coding, pack = BOMBS[kind]
    bomb = pack(bytes(100_000_000))
    assert len(bomb) < 200_000
    url = server.put("/", say(bomb, Content_Encoding=coding))
    result = failed(kit(server).fetch(FetchRequest(url, max_bytes=500_000)))
    assert result.kind is FailureKind.TOO_LARGE
    assert "500000 bytes" in result.reason


@pytest.mark.parametrize("coding", ["gzip, gzip", "br, gzip", "zstd", "compress", "gzip,br,br"])
def test_codings_that_were_not_asked_for_are_refused(
    server: Any, kit: Any, say: Any, coding: str
) -> None:
    body = gzip.compress(gzip.compress(PAGE))
    url = server.put("/", say(body, Content_Encoding=coding))
    assert failed(kit(server).fetch(FetchRequest(url))).kind is FailureKind.BAD_ANSWER


@pytest.mark.parametrize("kind", ["gzip", "deflate", "raw deflate", "brotli"])
@pytest.mark.parametrize("spoil", ["cut off", "damaged", "plain"])
def test_damaged_compression_is_no_page(
    server: Any, kit: Any, say: Any, kind: str, spoil: str
) -> None:
    coding, pack = PACKED[kind]
    packed = pack(PAGE)
    spoilt = {
        "cut off": packed[: len(packed) // 2],
        "damaged": b"\xff" * 40,
        "plain": b"<html>" + PAGE,
    }[spoil]
    url = server.put("/", say(spoilt, Content_Encoding=coding))
    assert failed(kit(server).fetch(FetchRequest(url))).kind is FailureKind.BAD_ANSWER


def test_the_limit_is_exact(server: Any, kit: Any, say: Any) -> None:
    url = server.put("/", say(PAGE))
    assert fetched(kit(server).fetch(FetchRequest(url, max_bytes=len(PAGE)))).body == PAGE
    result = failed(kit(server).fetch(FetchRequest(url, max_bytes=len(PAGE) - 1)))
    assert result.kind is FailureKind.TOO_LARGE


def test_a_body_without_an_end_is_left_at_the_limit(server: Any, kit: Any) -> None:
    sent = []

    def endless(_: str, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            sent.append(connection.send(b"x" * 65536))

    url = server.put("/", endless)
    result = failed(kit(server).fetch(FetchRequest(url, max_bytes=100_000)))
    assert result.kind is FailureKind.TOO_LARGE
    assert sum(sent) < 20_000_000


def test_empty_blocks_without_an_end_are_left_too(server: Any, kit: Any) -> None:
    packer = zlib.compressobj(wbits=31)
    start = packer.compress(b"x") + packer.flush(zlib.Z_FULL_FLUSH)

    def endless(_: str, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + start)
        while True:
            connection.sendall(b"\x00\x00\x00\xff\xff" * 10_000)  # stored, of length 0

    url = server.put("/", endless)
    result = failed(kit(server).fetch(FetchRequest(url, max_bytes=100_000)))
    assert result.kind is FailureKind.TOO_LARGE


def drip(start: bytes, drop: bytes) -> Any:
    def behave(_: str, connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            time.sleep(0.02)
            connection.sendall(drop)

    return behave


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (b"", b"H"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["body", "chunks", "header", "status line", "continue"],
)
def test_a_drip_ends_at_the_deadline(server: Any, kit: Any, start: bytes, drop: bytes) -> None:
    url = server.put("/", drip(start, drop))
    result = failed(kit(server, timeout_s=0.3).fetch(FetchRequest(url)))
    # A status line that goes on for ever is noticed to be none before the deadline.
    assert result.kind in (FailureKind.TIMEOUT, FailureKind.BAD_ANSWER)


def test_silence_ends_at_the_deadline(server: Any, kit: Any) -> None:
    url = server.put("/", lambda *_: server.ended.wait(5))
    result = failed(kit(server, timeout_s=0.3).fetch(FetchRequest(url)))
    assert result.kind is FailureKind.TIMEOUT
    assert "0.3 s" in result.reason


def test_a_resolver_that_hangs_is_not_waited_for(kit: Any) -> None:
    def hang(*_: object) -> list[str]:
        time.sleep(1)
        return []

    fetcher = kit(timeout_s=0.2, resolver=hang)
    result = failed(fetcher.fetch(FetchRequest("http://slow.example/")))
    assert result.kind is FailureKind.TIMEOUT


def test_headers_without_an_end_are_left(server: Any, kit: Any) -> None:
    def endless(_: str, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-Padding: " + b"x" * 5_000 + b"\r\n")

    result = failed(kit(server).fetch(FetchRequest(server.put("/", endless))))
    assert result.kind is FailureKind.BAD_ANSWER


GARBAGE = {
    "nothing of HTTP": b"220 mail.example ESMTP\r\n\r\n",
    "binary": bytes(range(256)),
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "no length": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
    "bad header": b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
    "cut off": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
    "bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "escape codes": b"HTTP/1.1 \x1b[31m200 OK\r\n\r\n",
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_what_is_not_http_is_told(server: Any, kit: Any, kind: str) -> None:
    url = server.put("/", lambda _, connection: connection.sendall(GARBAGE[kind]))
    result = failed(kit(server).fetch(FetchRequest(url)))
    assert result.kind is FailureKind.BAD_ANSWER
    assert result.reason.isprintable()
    assert len(result.reason) < 300


STATUSES = {
    400: FailureKind.CLIENT_ERROR,
    401: FailureKind.CLIENT_ERROR,
    403: FailureKind.CLIENT_ERROR,
    404: FailureKind.NOT_FOUND,
    410: FailureKind.GONE,
    429: FailureKind.RATE_LIMITED,
    451: FailureKind.CLIENT_ERROR,
    500: FailureKind.SERVER_ERROR,
    503: FailureKind.SERVER_ERROR,
    599: FailureKind.SERVER_ERROR,
    300: FailureKind.BAD_ANSWER,
    206: FailureKind.BAD_ANSWER,
    305: FailureKind.BAD_ANSWER,
}


@pytest.mark.parametrize("status", STATUSES)
def test_each_bad_status_is_told_by_its_number(
    server: Any, kit: Any, say: Any, status: int
) -> None:
    result = failed(kit(server).fetch(FetchRequest(server.put("/", say(b"oh", status)))))
    assert (result.kind, result.status) == (STATUSES[status], status)
    assert str(status) in result.reason


def test_a_connection_that_breaks_is_tried_once_more(server: Any, kit: Any, say: Any) -> None:
    def once(_: str, connection: socket.socket) -> None:
        if len(server.asked) > 1:
            connection.sendall(say(PAGE))

    assert fetched(kit(server).fetch(FetchRequest(server.put("/", once)))).body == PAGE
    assert len(server.asked) == 2


def test_a_connection_that_always_breaks_is_tried_no_more_than_that(server: Any, kit: Any) -> None:
    url = server.put("/", lambda *_: None)
    result = failed(kit(server).fetch(FetchRequest(url)))
    assert result.kind is FailureKind.UNREACHABLE
    assert len(server.asked) == 2


def test_nobody_listening_is_told(kit: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
    result = failed(kit(allow_hosts=[host]).fetch(FetchRequest(f"http://{host}/")))
    assert result.kind is FailureKind.UNREACHABLE
    assert "refused" in result.reason.lower()


def test_a_name_that_nobody_has_is_told(kit: Any) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    result = failed(kit(resolver=unknown).fetch(FetchRequest("https://no.such.example/")))
    assert result.kind is FailureKind.UNKNOWN_HOST
    assert "no.such.example" in result.reason


@pytest.mark.parametrize(
    "url",
    ["", "not an address", "http://", "https:///path", "http://a b.example/", "http://[::1/",
     "http://h:port/", "http://ex\x00.example/", "http://\ud800.example/", "http://x/\ud800",
     "http://" + "a" * 70_000, "http://xn--/", "http://..", "http://１２７.0.0.1/"],
)  # fmt: skip
def test_what_is_no_address_is_told(kit: Any, url: str) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    result = failed(kit(resolver=unknown).fetch(FetchRequest(url)))
    assert result.kind in (FailureKind.REFUSED, FailureKind.UNKNOWN_HOST)
    assert result.url == url
