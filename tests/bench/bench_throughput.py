"""How well calls to a model keep busy: `python bench_throughput.py [CALLS [AT_ONCE [SECONDS]]]`.

200 events, 32 at once, on a server in a process of its own that takes 3 s for each answer and
writes another roast for each event. Prints the time against the ideal (full rounds of such
answers) and the CPU time a call costs here, all included: prompts, queue, purse, LiteLLM, journal
and ledger on disk, reading the reply, the gates, phrases, and the roast's file. Loading LiteLLM is
printed apart: it is paid once, as is the detector of languages, which a run's gathering has loaded.
A last line tells the same of calls alone, of which no roast is made: a judge's, who is asked for
scores.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import math
import multiprocessing
import random
import re
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[1] / "roasts"))

import samples

from roaster.articles.language import guess_language
from roaster.config.rubrics import load_rubrics
from roaster.jobs.roast import write_events
from roaster.jobs.workshop import Workshop
from roaster.model.news import Article, Event
from roaster.roasts.writer import Brief, Judged

HEADLINE = re.compile(r"headline: \w+ (\d+)")
WORDS = 10_000  # as many as 200 roasts of people's own make use of, roughly
SMALL_WORDS = "the of and to a in is that it for on as with by at but not be an from".split()  # noqa: SIM905
SYLLABLES = [a + b for a in "bdfghjklmnprsvz" for b in "aeiou"]


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """English's small words, invented ones, and how often each is met (Zipf's law: 1/rank)."""
    dice = random.Random(0)
    words = dict.fromkeys(SMALL_WORDS)
    words |= {"".join(dice.choices(SYLLABLES, k=3)): None for _ in range(WORDS)}
    return list(words), list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))


def prose(dice: random.Random, length: int) -> str:
    """A sentence that no other roast has."""
    words, met = vocabulary()
    return f"{' '.join(dice.choices(words, cum_weights=met, k=length)).capitalize()}."


def roast(number: int) -> str:
    dice = random.Random(number)
    paragraphs = [" ".join(prose(dice, 15) for _ in range(4)) for _ in range(2)]
    burned = [{"who": "Brightwell's board", "why": prose(dice, 12)}]
    title = f"Brightwell Finds Product {number} Redundant"
    return samples.roast_text(
        title=title, quip=prose(dice, 20), take=paragraphs, burned=burned, lining=prose(dice, 15)
    )


def scores() -> str:
    made = samples.roast()
    return json.dumps({"scores": made["scores"], "reasons": made["reasons"]})


def answer(asked: bytes) -> bytes:
    messages = json.loads(asked)["messages"]
    found = HEADLINE.search(messages[-1]["content"])
    wants_a_roast = '"take"' in messages[0]["content"]
    content = roast(int(found[1]) if found else 0) if wants_a_roast else scores()
    message = {"role": "assistant", "content": content}
    body = {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500},
    }
    return json.dumps(body).encode()


def serve(told: Connection, seconds: float) -> None:
    """Answer every request after so many seconds."""

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            fields = head.decode("latin-1").lower().split("\r\n")
            length = next((f for f in fields if f.startswith("content-length:")), "x:0")
            asked = await reader.readexactly(int(length.partition(":")[2]))
            started = time.monotonic()
            body = answer(asked)
            await asyncio.sleep(seconds - (time.monotonic() - started))
            start = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            writer.write(start + str(len(body)).encode() + b"\r\n\r\n" + body)
            await writer.drain()

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await one(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        server = await asyncio.start_server(quietly, "127.0.0.1", 0, backlog=512)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def events(numbers: Sequence[int]) -> list[Event]:
    """Events of which each has its own texts: nothing is read once for all of them."""

    def articles(number: int) -> tuple[Article, ...]:
        dice = random.Random(f"event {number}")
        texts = (
            f"{told}\n\n{prose(dice, 15)}" for told in (samples.FIRST_TEXT, samples.SECOND_TEXT)
        )
        return tuple(samples.article(index, text=text) for index, text in enumerate(texts))

    return [
        samples.event(id=f"e{number}", title=f"Event {number}", articles=articles(number))
        for number in numbers
    ]


def timed(site: Path, told: Sequence[Event]) -> tuple[float, float, Mapping[str, Any]]:
    """Seconds by the clock and of this process, from nothing open to all files written."""
    start, cpu = time.perf_counter(), time.process_time()
    with Workshop.open(site) as workshop:
        report = write_events(workshop, told)
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    held = sum(bool(one.attention) for one in report.roasts)
    return took, cpu, {"made": len(report.roasts), "held": held, "calls": report.bill.calls}


def timed_alone(site: Path, told: Sequence[Event], at_once: int) -> tuple[float, float, int]:
    """The same of calls that ask for scores alone, and how many were answered."""
    rubric = load_rubrics().by_version[1]
    with Workshop.open(site) as workshop, workshop.asking_models() as models:
        (judge,) = models.judges()
        briefs = [Brief(event, workshop.config.persona, rubric) for event in told]
        start, cpu = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(at_once) as pool:
            results = list(pool.map(judge.judge, briefs))
        took, cpu = time.perf_counter() - start, time.process_time() - cpu
    return took, cpu, sum(isinstance(each, Judged) for each in results)


def main() -> None:
    warnings.simplefilter("ignore")
    calls, at_once = (int(text) for text in (*sys.argv[1:3], "200", "32")[:2])
    if len(sys.argv) == 2:
        at_once = 32
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 3.0
    mine, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs, seconds), daemon=True)
    server.start()
    entry = {"model": "openai/test-model", "api_base": f"http://127.0.0.1:{mine.recv()}/v1"}
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        settings = {"models": [entry], "roast": {"concurrency": at_once, "per_run": calls}}
        (site / "config.yaml").write_text(yaml.safe_dump(settings), "utf-8")
        guess_language(" ".join(SYLLABLES))
        took, cpu, _ = timed(site, events([calls + 1]))
        print(f"the first call: {took:.1f} s, {cpu:.1f} s CPU (LiteLLM is loaded)")
        took, cpu, did = timed(site, events(range(calls)))
        alone_took, alone_cpu, answered = timed_alone(site, events(range(calls)), at_once)
    server.kill()
    ideal = math.ceil(calls / at_once) * seconds
    print(
        f"{did['made']} of {calls} written with {did['calls']} calls, {did['held']} held; "
        f"{at_once} at once, {seconds:g} s an answer: {took:.2f} s, "
        f"ideal {ideal:.2f} s: {ideal / took:.1%}; {cpu / calls * 1000:.1f} ms CPU a call"
    )
    print(
        f"the calls alone (scores, {answered} of {calls} answered): {alone_took:.2f} s: "
        f"{ideal / alone_took:.1%}; {alone_cpu / calls * 1000:.1f} ms CPU a call"
    )


if __name__ == "__main__":
    main()
