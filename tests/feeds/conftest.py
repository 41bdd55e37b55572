"""A real server on loopback that answers as each test wants."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Answer:
    """What the server says at one path. `etag` makes it answer 304 when that is asked for."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    wait_s: float = 0
    repeat: int = 1


@dataclass
class Site:
    """Answers by path, changed by the tests, and the requests in the order they came."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def says(self, path: str, body: bytes = b"", status: int = 200, **more: object) -> str:
        """Set the answer at a path; gives its address."""
        self.answers[path] = Answer(body, status, **more)  # type: ignore[arg-type]
        return f"{self.url}{path}"


def _handler(site: Site, ended: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            answer = site.answers.get(self.path, Answer(b"not here", 404))
            ended.wait(answer.wait_s)
            if answer.etag and self.headers.get("If-None-Match") == answer.etag:
                self.send_response(304)
                self.end_headers()
                return
            if "Date" in answer.headers:
                self.send_response_only(answer.status)
            else:
                self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.etag:
                self.send_header("ETag", answer.etag)
            self.send_header("Content-Length", str(len(answer.body) * answer.repeat))
            self.end_headers()
            self._write(answer)

        def _write(self, answer: Answer) -> None:
            try:
                for _ in range(answer.repeat):
                    self.wfile.write(answer.body)
            except OSError:
                return  # the fetcher has heard enough

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    ended = threading.Event()
    found = Site("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(found, ended))
    server.daemon_threads = True
    found.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    ended.set()
    server.shutdown()
    thread.join()
    server.server_close()
