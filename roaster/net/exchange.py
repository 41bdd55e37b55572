"""One request, one answer: within a deadline, and never more of it in memory than was allowed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from roaster.net.decoding import decoder_for

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `whole` is false where the body went on beyond what was allowed.

    Only the body of a success (2xx) is read.
    """

    status: int
    headers: httpx.Headers
    body: bytes = b""
    whole: bool = True


def exchange(
    transport: httpx.BaseTransport,
    url: httpx.URL,
    headers: Mapping[str, str],
    *,
    max_bytes: int,
    timeout_s: float,
) -> Answer:
    """GET an address. Raises httpx.RequestError.

    Without an httpx.Client, which keeps cookies, reads the environment, and raises for redirects
    that cannot be read even where it is not to follow them.
    A connection that breaks before there is an answer is tried once more: a kept one may have been
    closed by the server at that moment (RFC 9112, 9.3.1).
    """
    deadline = time.monotonic() + timeout_s
    until = dict.fromkeys(("connect", "read", "write"), deadline)  # instants: see GuardedBackend
    request = httpx.Request("GET", url, headers=headers, extensions={"timeout": until})
    try:
        response = transport.handle_request(request)
    except (httpx.ReadError, httpx.WriteError):
        response = transport.handle_request(request)
    try:
        return _read(response, max_bytes)
    finally:
        response.close()


def _read(response: httpx.Response, max_bytes: int) -> Answer:
    if response.is_success:
        body, whole = _body(response, max_bytes)
        return Answer(response.status_code, response.headers, body, whole)
    if response.status_code == _NOT_MODIFIED:
        response.read()  # there is no body; the connection can be kept once that was noticed
    return Answer(response.status_code, response.headers)


def _body(response: httpx.Response, max_bytes: int) -> tuple[bytes, bool]:
    """The decoded body up to `max_bytes`, and whether that was all."""
    decoder = decoder_for(response.headers.get("Content-Encoding", ""))
    body, sent = bytearray(), 0
    for data in response.iter_raw():
        sent += len(data)
        for piece in decoder.feed(data):
            body += piece
            if len(body) > max_bytes:
                return bytes(body[:max_bytes]), False
        if sent > max_bytes:  # empty blocks can be sent for ever
            return bytes(body), False
    decoder.finish()
    return bytes(body), True
