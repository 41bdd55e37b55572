"""A small web server for many hosts on one loopback port. It knows nothing of what it serves."""

from __future__ import annotations

import gzip
import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self

LOOPBACK = "127.0.0.1"
POLL_S = 0.01  # how often a closing server looks up; the stdlib's half second would be a delay

TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Resource:
    """What stands at one address."""

    body: bytes
    content_type: str
    modified: datetime
    status: HTTPStatus = HTTPStatus.OK

    @property
    def etag(self) -> str:
        """Weak, since the gzipped answer shares it."""
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:20]}"'


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """One request as the server saw and answered it."""

    method: str
    host: str
    path: str
    conditional: bool
    status: int


@dataclass(slots=True)
class RequestLog:
    """Every request so far; safe to write and read from any thread."""

    _entries: list[SampleRequest] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, request: SampleRequest) -> None:
        """Note a request."""
        with self._lock:
            self._entries.append(request)

    def snapshot(self) -> tuple[SampleRequest, ...]:
        """The requests until now."""
        with self._lock:
            return tuple(self._entries)


class LoopbackServer(ThreadingHTTPServer):
    """Serves resources by host and path while its context lasts."""

    daemon_threads = True
    request_queue_size = 128  # a fetcher asks several hosts at once, and all of them are this one

    def __init__(
        self, resources: Mapping[tuple[str, str], Resource], log: RequestLog, port: int = 0
    ) -> None:
        self.resources = resources
        self.log = log
        super().__init__((LOOPBACK, port), _Handler)
        self._thread = Thread(target=self.serve_forever, args=(POLL_S,), daemon=True)

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return LOOPBACK, self.server_port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def server_bind(self) -> None:
        """Bind without asking a name server for our own name, as HTTPServer would."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.socket.getsockname()[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over clients that hang up: that is their right, and no fault to print."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; each connection is for one request, so that closing leaves none."""

    server: LoopbackServer
    protocol_version = "HTTP/1.1"
    server_version = "roaster-sample"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing on stderr: `RequestLog` is the log."""

    def _answer(self, *, with_body: bool) -> None:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        path = self.path.partition("?")[0]
        resource = self.server.resources.get((host, path), _nothing(host, path))
        unchanged = resource.status == HTTPStatus.OK and self._is_current(resource)
        status = HTTPStatus.NOT_MODIFIED if unchanged else resource.status
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        # Noted first: a client that has its answer must find its request in the log.
        self.server.log.add(SampleRequest(self.command, host, path, conditional, status.value))
        self._send(resource, status, with_body=with_body)

    def _is_current(self, resource: Resource) -> bool:
        """RFC 9110, 13.2.2: the date counts only where no tag is given."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return bool(known & {"*", resource.etag.removeprefix("W/")})
        since = _read_date(self.headers.get("If-Modified-Since", ""))
        return since is not None and resource.modified <= since

    def _send(self, resource: Resource, status: HTTPStatus, *, with_body: bool) -> None:
        self.send_response(status)
        self.send_header("Connection", "close")
        if resource.status == HTTPStatus.OK:
            self.send_header("ETag", resource.etag)
            self.send_header("Last-Modified", format_datetime(resource.modified, usegmt=True))
            self.send_header("Vary", "Accept-Encoding")
        if status == HTTPStatus.NOT_MODIFIED:
            self.end_headers()
            return
        body = resource.body
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", resource.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)


def _nothing(host: str, path: str) -> Resource:
    body = f"Nothing at {host}{path}\n".encode()
    return Resource(body, TEXT, datetime.min.replace(tzinfo=UTC), HTTPStatus.NOT_FOUND)


def _read_date(header: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(header)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
