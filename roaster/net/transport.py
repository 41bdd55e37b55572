"""httpx over connections of our own making: the one seam between the fetcher and the wire."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import cast

import httpcore
import httpx

_KEEP_S = 15.0  # an idle connection; runs ask a host's pages one after the other

# From the special to the general: the first that fits is taken.
_ERRORS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.NetworkError, httpx.ReadError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.ProtocolError, httpx.LocalProtocolError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
)


class Transport(httpx.BaseTransport):
    """httpx's own transport, but for the network backend that can be handed in."""

    def __init__(
        self, backend: httpcore.NetworkBackend, ssl_context: ssl.SSLContext, kept: int
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=None,  # the fetcher's slots are the limit
            max_keepalive_connections=kept,
            keepalive_expiry=_KEEP_S,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, give the answer's head. Raises httpx.TransportError."""
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=cast(httpx.SyncByteStream, request.stream),
            extensions=request.extensions,
        )
        with _as_httpx_errors():
            answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(cast(Iterable[bytes], answer.stream)),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Hang up on everybody."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx_errors():
            yield from self._stream

    def close(self) -> None:
        close = getattr(self._stream, "close", None)
        if close is not None:
            close()


@contextmanager
def _as_httpx_errors() -> Iterator[None]:
    try:
        yield
    except tuple(kind for kind, _ in _ERRORS) as error:
        if isinstance(error, httpcore.RemoteProtocolError) and not _is_breach(error):
            raise httpx.ReadError(str(error)) from error
        ours = next(ours for theirs, ours in _ERRORS if isinstance(error, theirs))
        raise ours(str(error)) from error


def _is_breach(error: httpcore.RemoteProtocolError) -> bool:
    """Whether h11 complained. Hanging up before an answer has httpcore's own words only."""
    return any(isinstance(said, Exception) for said in error.args)
