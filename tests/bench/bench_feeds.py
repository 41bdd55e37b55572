"""What is read of real feeds, and how long it takes: `python tests/bench/bench_feeds.py`.

Prints a line per feed of the shared data: kind, items, how many have a date, milliseconds, notes.
"""

from __future__ import annotations

import gzip
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from roaster.feeds.draft import NotAFeed
from roaster.feeds.parse import parse_feed

DATA = Path(__file__).parents[2] / ".." / "shared" / "data" / "feeds"
NOW = datetime(2026, 9, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    file: str
    kind: str
    items: int
    dated: int
    ms: float
    notes: str


def feed_files() -> list[Path]:
    return sorted(path for path in DATA.glob("*") if path.suffix != ".md")


def read_bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def measure(path: Path) -> Line:
    data = read_bytes(path)
    start = time.perf_counter()
    feed = parse_feed(data, f"https://feeds.example/{path.name}", now=NOW)
    ms = (time.perf_counter() - start) * 1000
    if isinstance(feed, NotAFeed):
        return Line(path.name, "none", 0, 0, ms, f"{feed.reason} → {feed.remedy}")
    dated = sum(entry.published is not None for entry in feed.entries)
    return Line(path.name, feed.kind, len(feed.entries), dated, ms, "; ".join(feed.notes))


def main() -> int:
    files = feed_files()
    if not files:
        print(f"no feeds in {DATA}: put the project's shared data there", file=sys.stderr)
        return 1
    parse_feed(b"<rss/>", "https://feeds.example/")  # the import is not the feed's cost
    print(f"{'feed':36} {'kind':8} {'items':>5} {'dated':>5} {'ms':>7}  notes")
    for line in map(measure, files):
        row = f"{line.file:36} {line.kind:8} {line.items:5} {line.dated:5} {line.ms:7.1f}"
        print(f"{row}  {line.notes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
