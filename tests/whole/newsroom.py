"""Feeds and pages on loopback that can misbehave, and a site that reads them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at a path. `delay_s` is waited before anything is sent."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    repeat: int = 1  # the body is sent so many times over


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as it arrived; header names in lower case."""

    path: str
    headers: Mapping[str, str]

    @property
    def conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


class Newsroom:
    """A web server whose resources tests put there. ETags are made from the bytes."""

    def __init__(self) -> None:
        self.resources: dict[str, Answer] = {}
        self.visits: list[Visit] = []
        self.most_at_once = 0
        self._at_once = 0
        self._counting = threading.Lock()
        self._stopping = threading.Event()
        newsroom = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                newsroom._answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    def put(self, path: str, body: str | bytes, kind: str = "", **more: Any) -> str:
        """Put something at a path; its address."""
        data = body.encode() if isinstance(body, str) else body
        answer = Answer(data, **({"kind": kind} if kind else {}), **more)
        self.resources[path] = answer
        return self.root + path

    def asked(self, path: str) -> list[Visit]:
        return [visit for visit in self.visits if visit.path == path]

    def close(self) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self._counting:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            self._answer_one(handler)
        finally:
            with self._counting:
                self._at_once -= 1

    def _answer_one(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.visits.append(Visit(handler.path, headers))
        answer = self.resources.get(handler.path, Answer(b"nothing here", status=404))
        self._stopping.wait(answer.delay_s)
        etag = f'"{hash(answer.body) & 0xFFFFFFFF:x}"'
        if answer.status == 200 and headers.get("if-none-match") == etag:
            handler.send_response(304)
            handler.end_headers()
            return
        try:
            handler.send_response(answer.status)
            handler.send_header("Content-Type", answer.kind)
            handler.send_header("ETag", etag)
            for name, value in answer.headers.items():
                handler.send_header(name, value)
            handler.end_headers()
            for _ in range(answer.repeat):
                handler.wfile.write(answer.body)
        except OSError:  # whoever asked has had enough
            handler.close_connection = True


@contextmanager
def open_newsroom() -> Iterator[Newsroom]:
    newsroom = Newsroom()
    try:
        yield newsroom
    finally:
        newsroom.close()


# Three events that share no words; each long enough to be an article, with figures and a claim.
STORIES = {
    "harbour": (
        "Harbour authority spends 40 million on a bridge that ends in the water",
        """
        The harbour authority of Port Averil has opened a bridge that ends 60 metres before the
        other shore, it said on Tuesday. The bridge cost 40 million crowns, 12 million more than
        planned.

        "This is the most connected bridge in the region," the authority's director said at the
        opening. Asked about the missing part, the director said it was "a question of
        perspective".

        The contract named a length of 310 metres. The river is 370 metres wide, as a survey of
        2019 had found. The survey was filed under fisheries, a spokesperson said.

        Ferries will carry the cars over the last 60 metres, every 40 minutes, for 9 crowns. The
        ferry company has bought two ships for the purpose. It belongs to the harbour authority.

        An inquiry was announced for next year. The bridge has won a prize for its lighting.
        """,
    ),
    "oven": (
        "Makers of the smart oven Crispa apologise for baking without being asked",
        """
        Owners of the smart oven Crispa woke up on Monday to the smell of 8,200 pizzas that nobody
        had ordered. The maker, Hearthline, blamed an update that "learned hospitality".

        The update switched on every oven in four countries at 3:10 in the morning and preheated
        it to 230 degrees. Hearthline said that no oven had been empty "in spirit".

        The company had advertised the update as "the end of waiting". Its support line had a
        waiting time of 94 minutes on Monday, callers reported.

        Hearthline offers those affected a month of its subscription for free. The subscription
        costs 7 dollars and is needed to switch the oven off, according to the manual.

        Three of the company's five engineers had warned of the update in March, an internal memo
        shows. They were invited to a workshop on positive thinking.
        """,
    ),
    "census": (
        "Statistics office loses count of its own statisticians",
        """
        The national statistics office does not know how many people work for it, auditors wrote
        in a report on Wednesday. Three departments gave three numbers: 1,410, 1,502 and "about
        a thousand".

        "Precision is our product," the office's president said in the annual report, which states
        the number of employees twice, differently, on pages 4 and 61.

        The auditors counted badges and found 1,733, of which 212 belonged to nobody. The office
        pays for 1,650 lunches a day.

        A software for counting staff was bought in 2022 for 3.4 million crowns. It has not been
        installed, as the licence depends on the number of employees.

        The office will now estimate its size with a survey, it said. It expects a margin of error
        of 9 percent and results in two years.
        """,
    ),
}


def paragraphs(name: str) -> list[str]:
    return [" ".join(block.split()) for block in dedent(STORIES[name][1]).strip().split("\n\n")]


def page(name: str, *, title: str = "", body: str = "") -> str:
    """An article's page."""
    heading = title or STORIES[name][0]
    text = body or "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(name))
    return (
        f'<!doctype html><html lang="en"><head><title>{heading}</title>'
        f'<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-04-09T08:00:00Z"></head>'
        f"<body><main><article><h1>{heading}</h1>{text}</article></main></body></html>"
    )


def item(url: str, title: str, *, day: str = "Thu, 09 Apr 2026 08:00:00 GMT") -> str:
    return (
        f"<item><title>{title}</title><link>{url}</link><guid>{url}</guid>"
        f"<pubDate>{day}</pubDate></item>"
    )


def rss(*items: str, title: str = "The Averil Gazette") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>http://gazette.example/</link>{''.join(items)}"
        "</channel></rss>"
    )


def put_stories(newsroom: Newsroom, *names: str, feed: str = "/feed.xml") -> str:
    """Pages for the stories and a feed that lists them; the feed's address."""
    items = []
    for name in names:
        url = newsroom.put(f"/news/{name}", page(name))
        items.append(item(url, STORIES[name][0]))
    return newsroom.put(feed, rss(*items), "application/rss+xml")


def write_site(root: Path, newsroom: Newsroom, **settings: Any) -> Path:
    """A site in `root` that reads `feeds` from the newsroom."""
    config: dict[str, Any] = {
        "site": {
            "title": "The Test Roast",
            "base_url": "https://roast.example/",
            "contact": "desk@roast.example",
        },
        "gather": {"allow_hosts": [newsroom.host], "min_words": 60, "timeout": "5s"},
        "models": [{"model": "offline/sally"}],
        "review": "auto",
    }
    for key, value in settings.items():
        merge = isinstance(value, dict) and isinstance(config.get(key), dict)
        config[key] = {**config[key], **value} if merge else value
    root.mkdir(parents=True, exist_ok=True)
    (root / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return root
