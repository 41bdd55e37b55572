"""What an archive costs each command: `list`, `gather` and `run` of an empty feed, `build`.

    python tests/bench/bench_archive.py [ROASTS]

The archive is made of files as the writer leaves them, 3 to 4 KB each, the same for the same
number. Every line is a command in a process of its own: seconds of CPU and of wall clock, the
peak of its memory, and in brackets what it has more than a site without a roast.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import threading
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from roaster.config.schema import Config
from roaster.content.compose import compose
from roaster.jobs.init import init_site
from roaster.model.roast import Burn, Draft, Fact, Provenance, Source, Status
from roaster.text.digests import digest

ROASTS = 10_000
PER_DAY = 8
FIRST = date(2022, 1, 1)
NOW = "2030-01-01T12:00:00Z"
HEADINGS = Config().persona.sections.by_key()
CATEGORIES = ("ai", "business", "politics", "science", "media", "technology")
TEXT = (
    "the company said it would review its own review of a plan that nobody had asked for while "
    "shares rose and staff learned of it from a calendar invitation about values and trust"
)
WORDS = tuple(TEXT.split())
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Quiet</title>
<link>http://127.0.0.1/</link><description>Nothing today</description></channel></rss>"""
SCORES = {"hype_gap": 4, "self_own": 2, "irony": 4, "stakes": 2, "missing_remedy": 4}


class Cost(NamedTuple):
    """What a command took: seconds of CPU, seconds of wall clock, MiB at its peak."""

    cpu: float
    wall: float
    peak: float


def prose(dice: random.Random, words: int) -> str:
    """A sentence of about the length that people write."""
    text = " ".join(dice.choice(WORDS) for _ in range(words))
    return f"{text[:1].upper()}{text[1:]}."


def make_draft(number: int) -> Draft:
    """A roast as a writer hands it over."""
    dice = random.Random(number)
    day = FIRST + timedelta(days=number // PER_DAY)
    at = datetime(day.year, day.month, day.day, 9, 12, tzinfo=UTC)
    outlets = (number % 40, (number + 7) % 40)
    sources = tuple(
        Source(prose(dice, 9), f"Outlet {n}", f"https://outlet-{n}.example/{day}/{number}", at)
        for n in outlets
    )
    receipt = f"{sources[0].url}#:~:text=the%20company%20said,of%20a%20plan"
    return Draft(
        id=digest(f"roast {number}"),
        title=f"{prose(dice, 7)[:-1]} {number}",
        day=day,
        category=CATEGORIES[number % len(CATEGORIES)],
        tags=(f"topic {number % 300}", f"name {number % 700}"),
        quip=prose(dice, 14),
        take=tuple(prose(dice, 55) for _ in range(4)),
        facts=tuple(Fact(prose(dice, 18), "the company said", 0, receipt) for _ in range(4)),
        burned=tuple(Burn(prose(dice, 2)[:-1], prose(dice, 14)) for _ in range(3)),
        lining=prose(dice, 22),
        scores=SCORES,
        score=Decimal("6.4"),
        sources=sources,
        attention=(),
        provenance=Provenance("anthropic/some-model", "sally", 1, 1, at, Decimal("0.0021")),
    )


def path_of(root: Path, number: int) -> Path:
    """Where a roast's file stands."""
    day = FIRST + timedelta(days=number // PER_DAY)
    return root / "content/roasts" / f"{day.year}" / f"{day}-roast-{number}.md"


def make_site(root: Path, count: int, feed: str) -> Path:
    """A site with `count` published roasts that asks one feed."""
    init_site(root)
    (root / "config.yaml").write_text(
        f"feeds: [{feed}]\ngather: {{allow_hosts: [{feed.split(chr(47))[2]}]}}\n"
    )
    for number in range(count):
        path = path_of(root, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(compose(make_draft(number), headings=HEADINGS, status=Status.PUBLISHED))
    return root


def run(root: Path, command: str) -> Cost:
    """Run a command in a process of its own, which must end well."""
    call = [sys.executable, "-m", "roaster", "-C", str(root), "--now", NOW, command]
    began = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    child = os.posix_spawn(sys.executable, call, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"roaster {command} failed in {root}")
    wall = time.perf_counter() - began
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def row(name: str, root: Path, bare: dict[str, Cost]) -> None:
    """Measure the commands; the first of them meets what `name` says."""
    for command, base in bare.items():
        cost = run(root, command)
        more = cost.peak - base.peak
        print(
            f"{name:<22}{command:<8}{cost.cpu:7.2f} s CPU ({cost.cpu - base.cpu:+6.2f})"
            f"{cost.wall:7.2f} s wall ({cost.wall - base.wall:+6.2f})"
            f"{cost.peak:6.0f} MiB ({more:+5.0f})",
            flush=True,
        )


class Quiet(BaseHTTPRequestHandler):
    """A server with one feed, in which nothing stands."""

    def do_GET(self) -> None:
        """Answer with the feed."""
        here = self.path == "/feed.xml"
        self.send_response(200 if here else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(FEED) if here else 0))
        self.end_headers()
        self.wfile.write(FEED if here else b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def measure(folder: Path, count: int, feed: str) -> None:
    """Print the table."""
    empty = make_site(folder / "empty", 0, feed)
    run(empty, "build")
    bare = {command: run(empty, command) for command in ("list", "gather", "build", "run")}
    for command, base in bare.items():
        print(
            f"{'no roast':<22}{command:<8}{base.cpu:7.2f} s CPU         "
            f"{base.wall:7.2f} s wall         {base.peak:6.0f} MiB"
        )
    root = make_site(folder / "full", count, feed)
    sizes = [path_of(root, number).stat().st_size for number in range(count)]
    print(f"{count} roasts of {sum(sizes) / count / 1000:.1f} KB in the mean")
    row("nothing built yet", root, bare)
    row("nothing changed", root, bare)
    for number in range(count):
        os.utime(path_of(root, number))
    row("all times new", root, bare)
    path = path_of(root, count // 2)
    path.write_text(path.read_text().replace("\nquip: ", "\nquip: And ", 1))
    row("one file edited", root, bare)
    for cache in (root / ".roaster").glob("content*"):
        cache.unlink()
    row("without content cache", root, bare)


def main() -> None:
    """Serve the feed and measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROASTS
    folder = Path(tempfile.mkdtemp(prefix="roaster-bench-"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        measure(folder, count, f"http://127.0.0.1:{server.server_port}/feed.xml")
    finally:
        server.shutdown()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
