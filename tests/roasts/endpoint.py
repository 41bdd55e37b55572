"""A real OpenAI-compatible (and Ollama-compatible) endpoint on loopback that can misbehave.

Scripted: each request takes the next answer of the script; the last one stays. What arrived is
kept in `requests`, so tests count on the server's side.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Scripted:
    """One answer: status, headers, body; sent after `delay_s`; `drip_s` between single bytes.

    `cut_at`: the connection ends after so many bytes of the body.
    """

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    drip_s: float = 0.0
    cut_at: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived; header names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: Any

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self.body["messages"])

    @property
    def prompt(self) -> str:
        """All that was said, joined."""
        return "\n".join(str(message["content"]) for message in self.messages)


Script = Scripted | Callable[[Asked], Scripted]


def completion(
    content: str | None,
    *,
    finish: str = "stop",
    tokens: tuple[int, int] | None = (1000, 500),
    refusal: str | None = None,
    **extra: Any,
) -> Scripted:
    """An answer in the form of OpenAI's chat completions."""
    message = {"role": "assistant", "content": content}
    if refusal is not None:
        message["refusal"] = refusal
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_770_000_000,
        "model": "test-model",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
    }
    if tokens is not None:
        total = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
        body["usage"] = {**total, "total_tokens": sum(tokens)}
    return Scripted(body=json.dumps(body | extra).encode())


def ollama_chat(content: str, *, finish: str = "stop") -> Scripted:
    """An answer in the form of Ollama's /api/chat."""
    body = {
        "model": "test-model",
        "created_at": "2026-04-10T08:00:00Z",
        "message": {"role": "assistant", "content": content},
        "done": True,
        "done_reason": finish,
        "prompt_eval_count": 1000,
        "eval_count": 500,
    }
    return Scripted(body=json.dumps(body).encode())


def error(status: int, message: str = "scripted", code: str = "", **headers: str) -> Scripted:
    """An error in the form of OpenAI's. Header names with `_` for `-`."""
    body = {"error": {"message": message, "type": code or "error", "code": code or None}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Scripted(status, json.dumps(body).encode(), named)


class Endpoint:
    """The server. `url` is what `api_base` takes for `openai/…`, `root` for `ollama_chat/…`."""

    def __init__(self, script: Sequence[Script]) -> None:
        self.script = list(script)
        self.requests: list[Asked] = []
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                endpoint._answer(self)

            do_GET = do_POST  # noqa: N815

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
    def url(self) -> str:
        return f"{self.root}/v1"

    @property
    def count(self) -> int:
        return len(self.requests)

    def entry(self, **further: Any) -> dict[str, Any]:
        """An entry of `models:` for config.yaml that leads here."""
        return {"model": "openai/test-model", "api_base": self.url, **further}

    def close(self) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length") or 0)
        raw = handler.rfile.read(length)
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(handler.path, headers, json.loads(raw) if raw else None)
        with self._lock:
            self.requests.append(asked)
            step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        self._send(handler, step(asked) if callable(step) else step)

    def _send(self, handler: BaseHTTPRequestHandler, answer: Scripted) -> None:
        self._stopping.wait(answer.delay_s)
        try:
            handler.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(answer.body)))
            handler.end_headers()
            if answer.cut_at is not None:
                handler.wfile.write(answer.body[: answer.cut_at])
                handler.close_connection = True
                return
            if not answer.drip_s:
                handler.wfile.write(answer.body)
                return
            for byte in answer.body:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
                if self._stopping.wait(answer.drip_s):
                    return
        except OSError:  # the client hung up, as it should at its deadline
            handler.close_connection = True


@contextmanager
def serving(*script: Script) -> Iterator[Endpoint]:
    """An endpoint that answers by `script`."""
    endpoint = Endpoint(script)
    try:
        yield endpoint
    finally:
        endpoint.close()


_SOURCE = re.compile(
    r"^source: (?P<number>\d+)\noutlet: (?P<outlet>.*)\npublished: .*\ntitle: (?P<title>.*)\n\n"
    r"(?P<text>(?:(?!^~~~).*\n?)*)",
    re.MULTILINE,
)


def roast_of(asked: Asked, **changes: Any) -> dict[str, Any]:
    """A well-formed, provable roast of whatever event the request is about.

    Its facts are the first sentences of the sources, verbatim, in turn. Its jokes have words made
    from the title in them, so that no two events get one phrase.
    """
    sources = list(_SOURCE.finditer(asked.prompt))
    facts = list(_facts(sources))[:4]
    subject = sources[0]["title"].split()[0]
    a, b, c, d, e, f = _own_words(sources[0]["title"])
    roast: dict[str, Any] = {
        "title": f"{sources[0]['title'][:100]}, naturally",
        "category": "business",
        "tags": ["pressure", "plans"],
        "quip": f"{subject} {a} had one job and a press release, {b}, and only one got finished.",
        "take": [
            f"{subject} {c} has published a plan, {d}, which is no result, {e}.",
            f"The remedy is a committee, {e}, with a calendar. Progress is expected by {f}.",
        ],
        "facts": facts,
        "burned": [{"who": "The people in charge", "why": f"They wrote {a} down and signed it."}],
        "lining": f"At least somebody wrote it down, {b}, for next year, {c}.",
        "scores": {
            "hype_gap": 4,
            "self_own": 2,
            "irony": 4,
            "stakes": 2,
            "missing_remedy": 4,
        },
        "reasons": {
            "hype_gap": "The plan is all there is.",
            "self_own": "Nobody forced them.",
            "irony": "The remedy is another committee.",
            "stakes": "Few will notice.",
            "missing_remedy": "No date, no money.",
        },
        "concerns": [],
    }
    return roast | changes


def _own_words(title: str) -> list[str]:
    """Six invented words that only this title gives."""
    marks = (
        hashlib.sha256(title.encode())
        .hexdigest()
        .translate(str.maketrans("0123456789", "ghijklmnop"))
    )
    return [marks[at : at + 6].title() for at in range(0, 36, 6)]


def _facts(sources: Sequence[re.Match[str]]) -> Iterator[dict[str, Any]]:
    per_source = [
        [
            sentence.strip()
            for sentence in re.split(r"(?<=[.!?])\s+", source["text"])
            if 20 <= len(sentence.strip()) <= 290
        ]
        for source in sources
    ]
    for row in range(4):
        for number, lines in enumerate(per_source):
            if row < len(lines):
                yield {"text": lines[row], "quote": lines[row], "source": number}


def good_reply(**changes: Any) -> Callable[[Asked], Scripted]:
    """Answers every event with a roast that passes every gate."""
    return lambda asked: completion(json.dumps(roast_of(asked, **changes)))


def slowly(step: Script, seconds: float) -> Callable[[Asked], Scripted]:
    """The same answer, later."""

    def answer(asked: Asked) -> Scripted:
        made = step(asked) if callable(step) else step
        time.sleep(seconds)
        return made

    return answer
