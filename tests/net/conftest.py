"""Real servers on loopback that speak raw bytes, so that they can be as wrong as servers are."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from roaster.net.fetcher import Fetcher

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)

# What a server does with a connection after it read a request: its path, and the socket.
Behaviour = Callable[[str, socket.socket], None]


def answer(body: bytes = b"", status: int = 200, /, **headers: str) -> bytes:
    """A whole answer. Underscores in names of headers are hyphens."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


@dataclass
class Server:
    """Says what stands at each path: bytes, or a behaviour. Keeps the requests as they came."""

    port: int
    says: dict[str, bytes | Behaviour] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def put(self, path: str, said: bytes | Behaviour) -> str:
        self.says[path] = said
        return f"http://{self.host}{path}"

    def serve(self, connection: socket.socket) -> None:
        with connection:
            reader = connection.makefile("rb")
            while line := reader.readline():
                path = line.split()[1].decode()
                pairs = (line.decode().partition(":") for line in iter(reader.readline, b"\r\n"))
                head = {name.lower(): value.strip() for name, _, value in pairs}
                self.asked.append(path)
                self.heads.append(head)
                said = self.says.get(path, answer(b"nothing", 404))
                try:
                    if callable(said):
                        said(path, connection)
                        return
                    connection.sendall(said)
                except OSError:
                    return  # the fetcher has had enough


@contextmanager
def serving() -> Iterator[Server]:
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    server = Server(listener.getsockname()[1])

    def accept() -> None:
        while not server.ended.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=guarded, args=(connection,), daemon=True).start()

    def guarded(connection: socket.socket) -> None:
        try:
            server.serve(connection)
        except (OSError, IndexError):
            connection.close()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def other() -> Iterator[Server]:
    with serving() as running:
        yield running


@dataclass
class Kit:
    """Fetchers that may ask the test's servers; what they slept."""

    slept: list[float] = field(default_factory=list)
    open: list[Fetcher] = field(default_factory=list)

    def __call__(self, *servers: Server, **settings: Any) -> Fetcher:
        settings.setdefault("allow_hosts", tuple(server.host for server in servers))
        fetcher = Fetcher(
            **{
                "user_agent": "roaster/1 (+https://roast.example)",
                "concurrency": 8,
                "per_host": 8,
                "timeout_s": 5.0,
                "clock": lambda: NOW,
                "sleep": self.slept.append,
                **settings,
            }
        )
        self.open.append(fetcher)
        return fetcher


@pytest.fixture
def kit() -> Iterator[Kit]:
    made = Kit()
    yield made
    for fetcher in made.open:
        fetcher.close()


@pytest.fixture
def say() -> Callable[..., bytes]:
    return answer
