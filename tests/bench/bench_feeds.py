"""What is read of real feeds, and how long it takes: `python tests/bench/bench_feeds.py`.

Prints a line per feed of the shared data: kind, items, how many have a date, milliseconds, notes;
then a line per stream, replayed in the order of its days: items seen in all, distinct ones by the
list, how many were taken as new, how many changed their title, and how many came back.
"""

from __future__ import annotations

import gzip
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from roaster.feeds.draft import NotAFeed
from roaster.feeds.parse import parse_feed
from roaster.state.http_cache import HttpCache

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
DATA, STREAMS = SHARED / "feeds", SHARED / "streams"
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


@dataclass(frozen=True)
class StreamLine:
    name: str
    snapshots: int
    seen: int
    distinct: int
    taken: int
    retitled: int
    back: int

    @property
    def row(self) -> str:
        verdict = "exact" if self.taken == self.distinct else "WRONG"
        return (
            f"{self.name:36} {self.snapshots:9} {self.seen:6} {self.distinct:8} {self.taken:6} "
            f"{self.retitled:8} {self.back:5}  {verdict}"
        )


def streams() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(STREAMS.glob("*/*.gz")):
        found.setdefault(f"{path.parent.name}/{path.name.rpartition('_')[0]}", []).append(path)
    return found


def distinct_by_the_list() -> dict[str, int]:
    lines = (STREAMS / "SOURCES.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    return {f"{c[0]}/{c[1]}": int(c[9]) for c in cells if len(c) > 12 and "-20" in c[0]}


def replay(name: str, paths: list[Path], distinct: int, cache: HttpCache) -> StreamLine:
    """What a run a snapshot would take as new, by the memory that runs have."""
    seen = taken = retitled = back = 0
    titles: dict[str, str] = {}
    before: set[str] = set()
    for day, path in enumerate(paths):
        feed = parse_feed(read_bytes(path), f"https://feeds.example/{name}")
        entries = () if isinstance(feed, NotAFeed) else feed.entries
        now = NOW + timedelta(days=day)
        known = cache.sight(name, [(entry.id, entry.url) for entry in entries], now)
        seen += len(entries)
        taken += sum(sighting.first == now for sighting in known.values())
        retitled += sum(titles.get(e.id, e.title) != e.title for e in entries)
        back += len((known.keys() & titles.keys()) - before)
        titles.update((entry.id, entry.title) for entry in entries)
        before = set(known)
    return StreamLine(name, len(paths), seen, distinct, taken, retitled, back)


def print_streams() -> None:
    listed = distinct_by_the_list()
    head = f"{'stream':36} {'snapshots':>9} {'seen':>6} {'distinct':>8} {'taken':>6}"
    print(f"\n{head} {'retitled':>8} {'back':>5}")
    with TemporaryDirectory() as folder:
        cache = HttpCache(Path(folder) / "http.sqlite3")
        lines = [replay(name, paths, listed[name], cache) for name, paths in streams().items()]
        cache.close()
    for line in lines:
        print(line.row)
    keys = ("snapshots", "seen", "distinct", "taken", "retitled", "back")
    totals = (sum(getattr(line, key) for line in lines) for key in keys)
    print(StreamLine("all", *totals).row)


def main() -> int:
    files = feed_files()
    if not files:
        print(f"no feeds in {DATA}: put the project's shared data there", file=sys.stderr)
        return 1
    parse_feed(b"<rss/>", "https://feeds.example/")  # the import is not the feed's cost
    print(f"{'feed':36} {'kind':8} {'items':>5} {'dated':>5} {'ms':>7}  notes")
    lines = [measure(path) for path in files]
    for line in lines:
        row = f"{line.file:36} {line.kind:8} {line.items:5} {line.dated:5} {line.ms:7.1f}"
        print(f"{row}  {line.notes}")
    read = sum(line.kind != "none" for line in lines)
    items, dated = (sum(getattr(line, key) for line in lines) for key in ("items", "dated"))
    print(
        f"{f'{read} of {len(lines)} read, the rest with a reason':45} {items:5} {dated:5} "
        f"{sum(line.ms for line in lines):7.1f}"
    )
    if STREAMS.is_dir():
        print_streams()
    return 0


if __name__ == "__main__":
    sys.exit(main())
