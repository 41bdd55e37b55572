"""Many feeds at once, on loopback with latency: `python tests/bench/bench_scale.py [FEEDS …]`.

For each number of feeds: seconds against the ideal (feeds × latency / concurrency), CPU and memory
for each feed, first with everything new, then with nothing changed, then the whole `gather` with
its grouping. The feeds carry their texts (`full_text: feed`), so that no page is asked for.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import yaml

LATENCY_S = 0.1
ITEMS = 10  # in each feed
NOW = "2026-04-10T18:00:00Z"
SEED = 7
OUTLETS_PER_EVENT = 3

_THINGS = """
bridge harbour oven census tram library museum ferry glacier orchard tunnel satellite beacon
airport cathedral stadium reservoir vineyard archive lighthouse brewery quarry canal casino
"""
_DEEDS = """
opens closes recalls renames sells audits delays doubles measures paints insures forgets loses
floods counts leases fines tests moves halves lends bans maps
"""


class Words:
    """Made-up events: each with names of its own, told by several outlets in other words."""

    def __init__(self) -> None:
        letters = "bdfgklmnprstvz", "aeiou"
        draw = random.Random(SEED)

        def name() -> str:
            return "".join(draw.choice(letters[n % 2]) for n in range(draw.randint(5, 8))).title()

        self._names = [name() for _ in range(6_000)]

    def item(self, event: int, outlet: int) -> tuple[str, str]:
        """Title and text of an outlet's article about an event."""
        of_event, mine = random.Random(event), random.Random(event * 1_000 + outlet)
        place, firm, person = (of_event.choice(self._names) for _ in range(3))
        thing, deed = of_event.choice(_THINGS.split()), of_event.choice(_DEEDS.split())
        sum_, days = of_event.randint(2, 900), of_event.randint(2, 400)
        title = f"{firm} {deed} the {thing} of {place} for {sum_} million"
        sentences = [
            f"{firm} {deed} the {thing} of {place}, {person} said.",
            f"The {thing} cost {sum_} million, {days} days later than {firm} had planned.",
            f"{person} called the {thing} of {place} a question of perspective.",
            f"An inquiry into {firm} was announced in {place} after {days} days.",
            f"The {thing} had been promised to {place} by {person} before {firm} came.",
        ]
        mine.shuffle(sentences)
        own = (mine.choice(self._names) for _ in range(30))
        return title, " ".join((*sentences, *(f"In {name} nobody was surprised." for name in own)))


def feed_body(words: Words, number: int, feeds: int) -> bytes:
    """A feed of `ITEMS` items; each event stands in `OUTLETS_PER_EVENT` feeds."""
    group, outlet = divmod(number, OUTLETS_PER_EVENT)
    items = []
    for n in range(ITEMS):
        event = group * ITEMS + n
        title, text = words.item(event, outlet)
        hour, minute = divmod(event % (72 * 60), 60)
        day = f"{7 + hour // 24:02} Apr 2026 {hour % 24:02}:{minute:02}:00 GMT"
        items.append(
            f"<item><title>{title}</title><link>http://o{number}.example/{event}</link>"
            f"<guid>o{number}-{event}</guid><pubDate>{day}</pubDate>"
            f"<content:encoded>&lt;p&gt;{text}&lt;/p&gt;</content:encoded></item>"
        )
    return (
        "<?xml version='1.0'?><rss version='2.0' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>Outlet {number}</title><link>http://o{number}.example/</link>{''.join(items)}"
        "</channel></rss>"
    ).encode()


async def serve(feeds: int) -> None:
    """The server: each answer comes after the latency; validators make second askings cheap."""
    words = Words()
    bodies = [feed_body(words, number, feeds) for number in range(feeds)]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(LATENCY_S)
                number = int(head.split(b" ", 2)[1].strip(b"/"))
                etag = f'"{number}"'
                if f"if-none-match: {etag}".encode() in head.lower():
                    writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode())
                else:
                    body = bodies[number]
                    writer.write(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
                        + f"ETag: {etag}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                        + body
                    )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


def write_site(root: Path, port: int, feeds: int, concurrency: int) -> None:
    config = {
        "site": {"title": "Scale", "base_url": "https://roast.example/"},
        "gather": {
            "allow_hosts": [f"127.0.0.1:{port}"],
            "concurrency": concurrency,
            "per_host": min(16, concurrency),  # all feeds stand on one host here
            "min_words": 60,
        },
        "feeds": [
            {"url": f"http://127.0.0.1:{port}/{number}", "full_text": "feed"}
            for number in range(feeds)
        ],
    }
    root.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(config, sort_keys=False)
    (root / "config.yaml").write_text(text, encoding="utf-8")


def poll_in_child(root: str) -> None:
    """Only the asking of the feeds: what it took, as JSON."""
    from roaster.jobs.asking import polling
    from roaster.jobs.workshop import Workshop
    from roaster.text.dates import parse_time

    with Workshop.open(Path(root), clock=lambda: parse_time(NOW)) as workshop:
        feeds = [feed.to_feed() for feed in workshop.config.feeds]
        start = time.perf_counter()
        items = sum(
            len(polled.entries) for _, polled in workshop.executor().each(polling(workshop), feeds)
        )
        seconds = time.perf_counter() - start
        told = {"seconds": seconds, "items": items, **used()}
    print(json.dumps(told))


def used() -> dict[str, float]:
    """CPU seconds and peak MiB of this process; of the children that read, the same together."""
    me = resource.getrusage(resource.RUSAGE_SELF)
    below = psutil.Process().children(recursive=True)
    times = [child.cpu_times() for child in below]
    return {
        "cpu": me.ru_utime + me.ru_stime,
        "child_cpu": sum(each.user + each.system for each in times),
        "mib": me.ru_maxrss / 1024,
        "child_mib": sum(child.memory_full_info().uss for child in below) / 2**20,
    }


def gather_in_child(root: str) -> None:
    """The whole of `roaster gather`."""
    from roaster.jobs.gather import gather
    from roaster.jobs.workshop import Workshop
    from roaster.text.dates import parse_time

    with Workshop.open(Path(root), clock=lambda: parse_time(NOW)) as workshop:
        start = time.perf_counter()
        gathered = gather(workshop)
        seconds = time.perf_counter() - start
        counts = {"items": len(gathered.items), "events": len(gathered.events)}
        told = {"seconds": seconds, **counts, **used()}
    print(json.dumps(told))


def child(mode: str, root: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, mode, str(root)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def measure(feeds: int, concurrency: int) -> None:
    with (
        subprocess.Popen(
            [sys.executable, __file__, "serve", str(feeds)], stdout=subprocess.PIPE, text=True
        ) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        assert server.stdout is not None
        try:
            port = int(server.stdout.readline())
            root = Path(folder)
            write_site(root, port, feeds, concurrency)
            ideal = feeds * LATENCY_S / min(16, concurrency)
            for what, mode in (("new", "poll"), ("unchanged", "poll"), ("gather", "gather")):
                told = child(mode, root)
                ratio = told["seconds"] / ideal
                print(
                    f"{feeds:6} {concurrency:4} {what:10} {told['items']:7.0f}"
                    f" {told.get('events', 0):7.0f} {told['seconds']:8.2f} {ideal:7.2f}"
                    f" {ratio:6.2f} {told['cpu'] / feeds * 1000:8.2f}"
                    f" {told['child_cpu'] / feeds * 1000:8.2f} {told['mib']:7.0f}"
                    f" {told['child_mib']:7.0f}",
                    flush=True,
                )
        finally:
            server.kill()


def main() -> int:
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(int(sys.argv[2])))
        return 0
    if sys.argv[1:2] == ["poll"]:
        poll_in_child(sys.argv[2])
        return 0
    if sys.argv[1:2] == ["gather"]:
        gather_in_child(sys.argv[2])
        return 0
    print(
        f"{'feeds':>6} {'at 1':>4} {'what':10} {'items':>7} {'events':>7} {'seconds':>8}"
        f" {'ideal':>7} {'ratio':>6} {'cpu ms/f':>8} {'children':>8} {'MiB':>7} {'children':>8}"
    )
    for feeds in map(int, sys.argv[1:] or ("100", "500")):
        for concurrency in (8, 16) if feeds <= 1_000 else (16,):
            measure(feeds, concurrency)
    return 0


if __name__ == "__main__":
    sys.exit(main())
