"""The table of failures: how a model's server can misbehave, and what it must lead to.

Used by the tests, by `tests/bench/bench_failures.py`, and by `tests/bench/litellm_versions.py` on
other versions of LiteLLM.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

from roaster.config.schema import ModelSettings
from roaster.roasts.lineup import writers_from
from roaster.roasts.writer import Written
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse

# LiteLLM's two ways to the net: the OpenAI SDK, and its own handler.
PATHS = ("openai/test-model", "hosted_vllm/test-model")
DEADLINE_S = 20.0
SHORT_DEADLINE_S = 2.0  # the first call through LiteLLM may take a second before it is sent


@dataclass(frozen=True, slots=True)
class Row:
    """A server's answers in order (the last one stays), and what `events` events come to.

    `by` is who wrote the last of them: the model, offline, or nobody. `naps` are the waits
    between requests, in seconds; `sent` what the last request's body must have, or not (None).
    """

    name: str
    answers: tuple[Any, ...]
    requests: int
    by: str = ""
    off: bool = False
    naps: tuple[float, ...] = ()
    events: int = 1
    parameters: Mapping[str, Any] = field(default_factory=dict)
    deadline_s: float = DEADLINE_S
    said: str = ""
    sent: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Came:
    """What a row came to. `overrun_s`: how far the worst call went beyond its deadline."""

    requests: int
    by: str
    off: bool
    naps: tuple[float, ...]
    said: str
    body: Mapping[str, Any]
    overrun_s: float | None


def rows(e: ModuleType, s: ModuleType) -> tuple[Row, ...]:
    """The table. `e` and `s` are the modules endpoint.py and samples.py beside this one."""
    text = s.roast_text()
    good = e.completion(text)
    lost = {"requests": 3, "naps": (1.0, 2.0)}

    def refusing(name: str, said: str) -> Callable[[Any], Any]:
        return lambda asked: e.error(400, said) if name in asked.body else good

    def busy(seconds: str) -> Any:
        return e.error(429, "slow down", retry_after=seconds)

    def cut_off() -> Any:
        return e.completion(text[:300], finish="length")

    def bomb(_asked: Any) -> Any:
        return e.Scripted(body=b" " * 30_000_000)

    def packed(_asked: Any) -> Any:
        body = gzip.compress(b" " * 30_000_000)
        return e.Scripted(body=body, headers={"Content-Encoding": "gzip"})

    return (
        Row("429, Retry-After 7", (busy("7"), good), 2, "model", naps=(7.0,)),
        Row("429, Retry-After 30", (busy("30"), good), 2, "model", naps=(30.0,)),
        Row("429, Retry-After 31", (busy("31"),), 1, off=True, events=3, said="too many"),
        Row("429, a used-up quota", (e.error(429, "x", "insufficient_quota"),), 1, off=True),
        Row("429, no Retry-After", (e.error(429, "slow down"),), **lost),
        *(
            Row(f"{status}", (e.Scripted(status, b"<html>sorry"),), said=str(status), **lost)
            for status in (500, 502, 503)
        ),
        Row("503, then well", (e.error(503), good), 2, "model", naps=(1.0,)),
        Row("500, two events", (e.error(500),), 6, off=True, naps=(1.0, 2.0) * 2, events=3),
        Row("cut connection", (e.Scripted(body=good.body, cut_at=40),), **lost),
        Row("HTML for JSON", (e.Scripted(body=b"<html>hello</html>"),), **lost),
        Row("broken body", (e.Scripted(body=b'{"id": "x", "choi'),), **lost),
        Row(
            "drip, deadline",
            (e.Scripted(body=b" " * 2000, drip_s=0.02),),
            2,
            naps=(1.0,),
            deadline_s=SHORT_DEADLINE_S,
            said="no answer in time",
        ),
        Row(
            "silence, deadline",
            (e.Scripted(delay_s=30),),
            2,
            naps=(1.0,),
            deadline_s=SHORT_DEADLINE_S,
            said="no answer in time",
        ),
        Row(
            "redirect",
            (e.Scripted(307, b"", {"Location": "http://127.0.0.1:1/v1"}),),
            1,
            off=True,
            events=3,
            said="redirect",
        ),
        Row("bomb of 30 MB", (bomb,), 1, said="refused"),
        Row(
            "bomb, compressed",
            (packed,),
            1,
            said="refused",
        ),
        Row("401", (e.error(401, "no"),), 1, off=True, events=3, said="key"),
        Row("403", (e.error(403, "no"),), 1, off=True, events=3, said="key"),
        Row("404", (e.error(404, "no"),), 1, off=True, events=3, said="model"),
        Row(
            "context too long",
            (e.error(400, "This model's maximum context length is 512 tokens"), good),
            2,
            "model",
        ),
        Row(
            "context stays too long",
            (e.error(400, "This model's maximum context length is 512 tokens"),),
            2,
            said="context",
        ),
        Row(
            "400 naming temperature",
            (refusing("temperature", "Unsupported parameter: 'temperature'"),),
            3,
            "model",
            events=2,
            parameters={"temperature": 0.3, "top_p": 0.9},
            sent={"temperature": None, "top_p": 0.9},
        ),
        Row(
            "400 naming the form",
            (refusing("response_format", "response_format is not supported by this model"),),
            3,
            "model",
            events=2,
            sent={"response_format": None},
        ),
        Row(
            "400 naming max_tokens",
            (
                refusing(
                    "max_tokens",
                    "Unsupported parameter: 'max_tokens' is not supported with this model. "
                    "Use 'max_completion_tokens' instead.",
                ),
            ),
            3,
            "model",
            events=2,
            sent={"max_tokens": None, "max_completion_tokens": 2500},
        ),
        Row("400 naming nothing", (e.error(400, "bad request"),), 2, off=True, events=3),
        Row(
            "refusal, in words", (e.completion("I'm sorry, I can't help with that."),), 1, "offline"
        ),
        Row("refusal, its field", (e.completion(None, refusal="I cannot."),), 1, "offline"),
        Row("filter, as an answer", (e.completion("", finish="content_filter"),), 1, "offline"),
        Row(
            "filter, as an error",
            (e.error(400, "The response was filtered by the content management policy"),),
            1,
            "offline",
        ),
        Row("truncated", (cut_off(), good), 2, "model", sent={"max_tokens": 5000}),
        Row("stays truncated", (cut_off(),), 2, said="5000 tokens"),
        Row("not JSON, then well", (e.completion("Roses are red."), good), 2, "model"),
        Row("stays no JSON", (e.completion("Roses are red."),), 2, said="no roast"),
        Row("wrong fields", (e.completion(s.roast_text(facts=[])), good), 2, "model"),
        Row("empty choices", (e.completion("x", choices=[]),), said="empty", **lost),
        Row("null content", (e.completion(None),), said="empty", **lost),
        Row("<think> block", (e.completion(f"<think>Hm. {{}}</think>\n{text}"),), 1, "model"),
        Row("envelope", (e.completion(json.dumps({"roast": json.loads(text)})),), 1, "model"),
        Row("code fence", (e.completion(f"```json\n{text}\n```"),), 1, "model"),
    )


def come_to(row: Row, model: str, folder: Path, e: ModuleType, s: ModuleType) -> Came:
    """Let a model's server misbehave, and see what comes of it."""
    naps: list[float] = []
    journal, ledger = Journal(folder / "replies.sqlite3"), Ledger(folder / "ledger.sqlite3")
    with e.serving(*row.answers) as server:
        entry = ModelSettings(**server.entry(model=model, **row.parameters))
        chain = writers_from(
            [entry],
            {},
            journal,
            ledger,
            Purse(Decimal(1)),
            clock=lambda: s.NOW,
            deadline_s=row.deadline_s,
            max_tokens=2500,
            sleep=naps.append,
        )
        with chain:
            for number in range(row.events):
                result = chain.write(s.brief(event=s.event(title=f"Event {number}")))
        requests, body = server.count, server.requests[-1].body
    late = [call.ms / 1000 for call in ledger.calls() if call.outcome == "timeout"]
    overrun_s = max(late) - row.deadline_s if late else None
    journal.close()
    ledger.close()
    if isinstance(result, Written):
        by = "model" if result.model == model else "offline"
        return Came(requests, by, False, tuple(naps), "", body, overrun_s)
    return Came(requests, "", result.model_off, tuple(naps), result.reason, body, overrun_s)


def faults(row: Row, came: Came) -> list[str]:
    """How what came differs from what must."""
    found = [
        f"{name}: {there}, not {wanted}"
        for name, wanted, there in (
            ("requests", row.requests, came.requests),
            ("by", row.by, came.by),
            ("off", row.off, came.off),
            ("naps", row.naps, came.naps),
        )
        if wanted != there
    ]
    found += [
        f"sent {name}: {came.body.get(name)}"
        for name, value in row.sent.items()
        if came.body.get(name) != value
    ]
    if row.said not in came.said:
        found.append(f"said: {came.said!r}, without {row.said!r}")
    return found
