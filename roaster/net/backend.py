"""Connections as httpcore needs them: to the very addresses that were checked, with one deadline.

A name is resolved once a connection; what is checked is what is connected to, so that a name
server cannot give one address to the check and another to the connection ("DNS rebinding").
TLS and the Host header are httpcore's and keep to the name.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Mapping
from typing import Any

import httpcore
import httpx

from roaster.net.guard import Guard
from roaster.net.resolving import Resolver, resolve


class RefusedAddressError(httpx.TransportError):
    """The guard lets nobody through to this host."""


class UnknownHostError(httpx.TransportError):
    """The name of the host has no address."""


class TLSFailureError(httpx.TransportError):
    """The secure connection did not come about."""


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves, checks, connects.

    All timeouts are instants of time.monotonic() instead of durations: httpcore hands a request's
    timeouts through unread, and so one deadline holds for the connection, TLS, headers and body
    together, on kept connections too. With durations, a byte a second would last for ever.
    """

    def __init__(
        self, guard: Guard, resolver: Resolver, connect_to: Mapping[str, tuple[str, int]]
    ) -> None:
        self._guard = guard
        self._resolver = resolver
        self._connect_to = connect_to
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers, if none of them is closed to us."""
        deadline = time.monotonic() if timeout is None else timeout
        host = host.rstrip(".").lower()
        if host in self._connect_to:
            return self._connect([self._connect_to[host][0]], self._connect_to[host][1], deadline)
        try:
            addresses = resolve(self._resolver, host, port, deadline)
        except OSError as error:
            raise UnknownHostError(f"the name {host} cannot be resolved") from error
        if reason := self._guard.closed(host, port, addresses):
            raise RefusedAddressError(reason)
        if not addresses:
            raise UnknownHostError(f"the name {host} has no address")
        return self._connect(addresses, port, deadline)

    def _connect(self, addresses: list[str], port: int, deadline: float) -> httpcore.NetworkStream:
        """Each address gets its share of the time, so that a dead one leaves some to the next."""
        first, *others = addresses
        share = _left(deadline) / len(addresses)
        try:
            return DeadlineStream(self._sockets.connect_tcp(first, port, share))
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            if not others:
                raise
        return self._connect(others, port, deadline)


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose timeouts are instants of time.monotonic()."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, until the deadline."""
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all, until the deadline."""
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Make it a secure one, with the certificate checked against the host's name."""
        name = server_hostname.rstrip(".") if server_hostname else None
        try:
            return DeadlineStream(self._stream.start_tls(ssl_context, name, _left(timeout)))
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise TLSFailureError(_tls_reason(error.__cause__)) from error
            raise

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a socket."""
        return self._stream.get_extra_info(info)


def _left(deadline: float | None) -> float:
    left = 0.0 if deadline is None else deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return left


def _tls_reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not good: {error.verify_message}"
    return (error.reason or "handshake failed").replace("_", " ").lower()
