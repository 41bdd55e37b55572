"""How well calls to a model keep busy: `python bench_throughput.py [CALLS [AT_ONCE [SECONDS]]]`.

200 events, 32 at once, on a server in a process of its own that takes 3 s for each answer. Prints
the time against the ideal (full rounds of such answers) and the CPU time a call costs here:
prompts, queue, purse, LiteLLM, journal and ledger on disk, reading the reply. Loading LiteLLM is
printed apart: it is paid once.
"""

from __future__ import annotations

import asyncio
import json
import math
import multiprocessing
import sys
import tempfile
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "roasts"))

import samples

from roaster.config.schema import ModelSettings
from roaster.roasts.chain import WriterChain
from roaster.roasts.lineup import writers_from
from roaster.roasts.writer import Written
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse


def answer(text: str) -> bytes:
    message = {"role": "assistant", "content": text}
    body = {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500},
    }
    return json.dumps(body).encode()


def serve(told: Connection, seconds: float, body: bytes) -> None:
    """Answer every request after so many seconds."""

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            fields = head.decode("latin-1").lower().split("\r\n")
            length = next((f for f in fields if f.startswith("content-length:")), "x:0")
            await reader.readexactly(int(length.partition(":")[2]))
            await asyncio.sleep(seconds)
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


def written(chain: WriterChain, calls: int, at_once: int, name: str) -> int:
    briefs = [samples.brief(event=samples.event(title=f"{name} {n}")) for n in range(calls)]
    with ThreadPoolExecutor(at_once) as pool:
        return sum(isinstance(result, Written) for result in pool.map(chain.write, briefs))


def main() -> None:
    warnings.simplefilter("ignore")
    calls, at_once = (int(text) for text in (*sys.argv[1:3], "200", "32")[:2])
    if len(sys.argv) == 2:
        at_once = 32
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 3.0
    mine, theirs = multiprocessing.Pipe()
    body = answer(samples.roast_text())
    server = multiprocessing.Process(target=serve, args=(theirs, seconds, body), daemon=True)
    server.start()
    entry = {"model": "openai/test-model", "api_base": f"http://127.0.0.1:{mine.recv()}/v1"}
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "replies.sqlite3")
        ledger = Ledger(Path(folder) / "ledger.sqlite3")

        def hired() -> WriterChain:
            return writers_from(
                [ModelSettings(**entry)],
                {},
                journal,
                ledger,
                Purse(Decimal(1), Decimal(5)),
                clock=lambda: datetime.now(UTC),
                deadline_s=60.0,
                max_tokens=2500,
            )

        start, cpu = time.perf_counter(), time.process_time()
        with hired() as chain:
            written(chain, 1, 1, "Warm")
        print(
            f"the first call: {time.perf_counter() - start:.1f} s, "
            f"{time.process_time() - cpu:.1f} s CPU (LiteLLM is loaded)"
        )
        start, cpu = time.perf_counter(), time.process_time()
        with hired() as chain:
            made = written(chain, calls, at_once, "Event")
        took, cpu = time.perf_counter() - start, time.process_time() - cpu
        journal.close()
        ledger.close()
    server.kill()
    ideal = math.ceil(calls / at_once) * seconds
    print(
        f"{made} of {calls} written, {at_once} at once, {seconds:g} s an answer: {took:.2f} s, "
        f"ideal {ideal:.2f} s: {ideal / took:.1%}; {cpu / calls * 1000:.1f} ms CPU a call"
    )


if __name__ == "__main__":
    main()
