"""The built site over HTTP on loopback, as GitHub Pages would serve it, reloading by itself."""

from __future__ import annotations

import errno
import socketserver
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from secrets import token_hex
from typing import Self, cast
from urllib.parse import quote, unquote, urlsplit

from roaster.errors import RoasterError, UsageError
from roaster.jobs.preview_pages import (
    EVENTS,
    OWN,
    RELOAD_SCRIPT,
    SCRIPT,
    error_page,
    with_reload,
    with_search_note,
)

HOST = "127.0.0.1"
KEEPALIVE_S = 15.0
SOCKET_TIMEOUT_S = 30.0
# A page of a foreign site whose name was made to point at loopback could read drafts; such a
# request names that site as its host (DNS rebinding).
_HOSTS = frozenset(("127.0.0.1", "localhost", "::1", None))

# Fixed, because the system's own table differs from machine to machine.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}


def content_type(path: Path) -> str:
    """The media type of a file by its name."""
    return _TYPES.get(path.suffix.lower(), "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go there instead: a path on this server."""

    path: str


def locate(public: Path, base_path: str, target: str) -> Path | Redirect | None:
    """The file that a request means, or where to go instead, or None.

    Never a folder, never a file outside `public`, through links neither. `target` is the request
    target as sent; `base_path` begins and ends with a slash.
    """
    path = unquote(target.partition("#")[0].partition("?")[0], errors="surrogateescape")
    if path == "/" != base_path or f"{path}/" == base_path:
        return Redirect(base_path)
    if not path.startswith(base_path):
        return None
    *folders, name = path.removeprefix(base_path).split("/")
    if not all(_is_plain(part) for part in folders) or not (not name or _is_plain(name)):
        return None
    try:
        return _existing(public.resolve(), public.joinpath(*folders, name), path)
    except OSError:  # a name too long, a loop of links
        return None


def _is_plain(part: str) -> bool:
    return part not in ("", ".", "..") and not any(ch in part for ch in "\\\0")


def _existing(public: Path, wanted: Path, path: str) -> Path | Redirect | None:
    found = wanted.resolve()
    if found.is_dir():
        found /= "index.html"
        if not path.endswith("/"):
            return Redirect(quote(f"{path}/")) if found.is_file() else None
    elif path.endswith("/"):
        return None
    inside = found.resolve().is_relative_to(public)
    return found if inside and found.is_file() else None


@dataclass(slots=True)
class _State:
    """What the requests' threads share: which build is shown, and what is wrong with it."""

    base_path: str
    run: str = field(default_factory=lambda: token_hex(4))  # a restart is another version too
    number: int = 0
    error: RoasterError | None = None
    ahead: Mapping[str, bytes] = field(default_factory=dict)  # pages shown before they are built
    unsearched: bool = False
    closed: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def version(self) -> str:
        return f"{self.run}-{self.number}"

    def now(self) -> tuple[str, RoasterError | None]:
        """The version with its error."""
        with self.changed:
            return self.version, self.error

    def update(
        self,
        base_path: str | None,
        error: RoasterError | None,
        *,
        ahead: Mapping[str, bytes] | None = None,
        unsearched: bool | None = None,
    ) -> None:
        with self.changed:
            self.base_path = base_path or self.base_path
            self.error = error
            self.ahead = ahead or {}
            self.unsearched = self.unsearched if unsearched is None else unsearched
            self.number += 1
            self.changed.notify_all()

    def close(self) -> None:
        with self.changed:
            self.closed = True
            self.changed.notify_all()

    def wait_for_other(self, version: str) -> str:
        """The version as soon as it is another, or the same after a while."""
        with self.changed:
            self.changed.wait_for(lambda: self.closed or self.version != version, KEEPALIVE_S)
            return self.version


class _Server(ThreadingHTTPServer):
    """Carries what the handlers need. Threads of open event streams do not hold up the end."""

    daemon_threads = True

    def __init__(self, port: int, public: Path, state: _State) -> None:
        self.public = public
        self.state = state
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        """Bind without HTTPServer's look-up of the own name, which asks the network."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no fault."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD. HTTP/1.0: every answer closes its connection."""

    timeout = SOCKET_TIMEOUT_S
    _version = ""

    @property
    def _public(self) -> Path:
        return cast("_Server", self.server).public

    @property
    def _state(self) -> _State:
        return cast("_Server", self.server).state

    @property
    def _search_path(self) -> str:
        return f"{self._state.base_path}search/"

    def do_GET(self) -> None:
        """Answer with a file, a redirect, the error page, the events or 404."""
        # Before anything is read: a page must not claim to be newer than it is.
        self._version, error = self._state.now()
        if not self._named_rightly():
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"wrong host\n")
        elif self.path.startswith(OWN):
            self._own()
        elif error and _means_page(self.path):
            body = error_page(error, self._version).encode("utf-8", "replace")
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, _TYPES[".html"], body)
        else:
            self._file()

    do_HEAD = do_GET  # noqa: N815 - http.server calls it so; `_send` leaves the body out

    def _named_rightly(self) -> bool:
        try:
            return urlsplit(f"//{self.headers.get('Host', '')}").hostname in _HOSTS
        except ValueError:
            return False

    def _own(self) -> None:
        path = self.path.partition("?")[0]
        if path == SCRIPT:
            self._send(HTTPStatus.OK, _TYPES[".js"], RELOAD_SCRIPT.encode())
        elif path == EVENTS and self.command == "GET":
            self._events()
        else:
            self._not_found()

    def _file(self) -> None:
        found = locate(self._public, self._state.base_path, self.path)
        if isinstance(found, Redirect):
            self._send(HTTPStatus.FOUND, "text/plain; charset=utf-8", b"", Location=found.path)
        elif found is None:
            self._not_found()
        else:
            self._send_file(HTTPStatus.OK, found)

    def _not_found(self) -> None:
        page = self._public / "404.html"
        if page.is_file():
            self._send_file(HTTPStatus.NOT_FOUND, page)
        else:
            text = f"404: nothing here. The site is at {self._state.base_path}\n"
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", text.encode())

    def _send_file(self, status: HTTPStatus, path: Path) -> None:
        try:
            name = path.relative_to(self._public.resolve()).as_posix()
            body = self._state.ahead.get(name) or path.read_bytes()
        except OSError:  # the site is just being swapped
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", b"try again\n")
            return
        kind = content_type(path)
        if kind == _TYPES[".html"]:
            self._page(status, body.decode("utf-8", "surrogateescape"))
        else:
            self._send(status, kind, body)

    def _page(self, status: HTTPStatus, page: str) -> None:
        if self._state.unsearched and self.path.partition("?")[0] == self._search_path:
            page = with_search_note(page)
        body = with_reload(page, self._version).encode("utf-8", "surrogateescape")
        self._send(status, _TYPES[".html"], body)

    def _send(self, status: HTTPStatus, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self._end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()

    def _events(self) -> None:
        """Server-sent events (HTML Living Standard, 9.2): the version, again when it changes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self._end_headers()
        told = ""
        with suppress(ConnectionError, TimeoutError):
            while not self._state.closed:
                version = self._state.wait_for_other(told)
                line = f"data: {version}\n\n" if version != told else ": still here\n\n"
                self.wfile.write(line.encode())
                told = version

    def version_string(self) -> str:
        """Tell no versions."""
        return "roaster"

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal tells of builds, not of requests."""


def _means_page(target: str) -> bool:
    name = target.partition("?")[0].rpartition("/")[2]
    return "." not in name or name.endswith(".html")


class PreviewServer:
    """Serves `public` below `base_path` on loopback; bound when made, serving when started.

    Raises UsageError when the port cannot be had. Port 0 takes a free one.
    """

    def __init__(self, public: Path, *, port: int, base_path: str = "/") -> None:
        self._state = _State(base_path)
        try:
            self._server = _Server(port, public, self._state)
        except (OSError, OverflowError) as error:
            raise _no_port(port, error) from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="preview", daemon=True
        )

    @property
    def address(self) -> str:
        """Where the site's first page is."""
        return f"http://{HOST}:{self._server.server_port}{quote(self._state.base_path)}"

    def start(self) -> None:
        """Serve, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and let go of the port. May be called more than once."""
        self._state.close()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def show_site(self, base_path: str | None = None, *, unsearched: bool = False) -> None:
        """Show what was built, and reload the browsers.

        `unsearched`: it lacks the search box that a build would give it, which its page then says.
        """
        self._state.update(base_path, None, unsearched=unsearched)

    def show_ahead(self, pages: Mapping[str, bytes]) -> None:
        """Show these pages, by their file in the site, until what was built is shown."""
        self._state.update(None, None, ahead=pages)

    def show_error(self, error: RoasterError) -> None:
        """Show why the build failed, until `show_site`."""
        self._state.update(None, error)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _no_port(port: int, error: OSError | OverflowError) -> UsageError:
    busy = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
    reason = "is taken by another program" if busy else f"cannot be used: {error}"
    return UsageError(
        f"port {port} {reason}",
        remedy="name another with `--port N`; `--port 0` takes a free one",
    )
