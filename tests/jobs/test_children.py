"""Feeds and pages are read in children that may be hurt; nothing else is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from roaster.articles.reading import Reading
from roaster.feeds.draft import NotAFeed
from roaster.jobs.executors.children import Children
from roaster.model.news import Entry, Page, ParsedFeed
from roaster.model.outcome import ItemOutcome

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
URL = "https://a.example/feed"
BOUND_S = 30


def rss(items: int, words: int = 5) -> bytes:
    text = "word " * words
    inner = "".join(
        f"<item><title>Item {n}</title><link>https://a.example/{n}</link>"
        f"<description>{text}</description></item>"
        for n in range(items)
    )
    return f"<rss version='2.0'><channel><title>A</title>{inner}</channel></rss>".encode()


def page(paragraphs: int) -> Page:
    inner = "".join(f"<p>Sentence number {n} says something plain.</p>" for n in range(paragraphs))
    body = f"<html><head><title>T</title></head><body><article>{inner}</article></body></html>"
    return Page("https://a.example/1", "https://a.example/1", "text/html", body.encode())


ENTRY = Entry(URL, "1", "https://a.example/1", "T")


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    made = Children(2)
    yield made
    made.close()


def test_a_child_gives_what_the_parser_gives(children: Children) -> None:
    read = children.parse_feed(rss(3), URL, "application/rss+xml", NOW)
    assert isinstance(read, ParsedFeed)
    assert [entry.title for entry in read.entries] == ["Item 0", "Item 1", "Item 2"]
    assert isinstance(children.parse_feed(b"", URL, "", NOW), NotAFeed)
    assert children.extract(page(60), ENTRY, 20, NOW).outcome is ItemOutcome.NEW


def test_many_at_once_get_their_own_answers(children: Children) -> None:
    def items(count: int) -> int:
        read = children.parse_feed(rss(count), URL, "", NOW)
        return len(read.entries) if isinstance(read, ParsedFeed) else -1

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(items, range(1, 40))) == list(range(1, 40))


def test_an_input_that_takes_too_long_costs_only_itself() -> None:
    slow = Children(1, timeout_s=0.2)
    try:
        read = slow.parse_feed(rss(9_000, 100), URL, "", NOW)
        assert isinstance(read, NotAFeed)
        assert "longer than 0.2 s" in read.reason
        assert read.remedy
        assert isinstance(slow.parse_feed(rss(1), URL, "", NOW), ParsedFeed)
    finally:
        slow.close()


def test_an_input_that_takes_too_much_memory_costs_only_itself() -> None:
    small = Children(1, max_memory=20_000_000)
    try:
        read = small.parse_feed(rss(9_000, 200), URL, "", NOW)
        assert isinstance(read, NotAFeed)
        assert "more than 20 MB of memory" in read.reason
        assert isinstance(small.parse_feed(rss(1), URL, "", NOW), ParsedFeed)
    finally:
        small.close()


def descendants(pid: int) -> list[int]:
    """The processes below one, as /proc tells."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        try:
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
        except (ValueError, OSError, IndexError):
            continue
    found, frontier = [], [pid]
    while frontier:
        frontier = [child for child, parent in parents.items() if parent in frontier]
        found += frontier
    return found


def test_a_child_that_is_killed_costs_only_its_input() -> None:
    mine = Children(1, timeout_s=BOUND_S)
    try:
        before = set(descendants(os.getpid()))
        assert isinstance(mine.parse_feed(rss(1), URL, "", NOW), ParsedFeed)
        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(mine.extract, page(30_000), ENTRY, 20, NOW)
            time.sleep(0.3)
            (child,) = leaves(set(descendants(os.getpid())) - before)
            os.kill(child, signal.SIGKILL)
            hurt = reading.result(BOUND_S)
        assert isinstance(hurt, Reading)
        assert hurt.outcome is ItemOutcome.FAILED
        assert "broke the process" in hurt.reason
        assert isinstance(mine.parse_feed(rss(1), URL, "", NOW), ParsedFeed)
    finally:
        mine.close()


def leaves(pids: set[int]) -> set[int]:
    """Those that have memory limits: the children, not their server."""

    def limited(pid: int) -> bool:
        text = Path(f"/proc/{pid}/limits").read_text(encoding="utf-8")
        line = next(line for line in text.splitlines() if line.startswith("Max address space"))
        return "unlimited" not in line.split("space")[1].split()[0]

    return {pid for pid in pids if limited(pid)}


def test_a_child_that_is_killed_while_it_waits_costs_nothing() -> None:
    mine = Children(1)
    try:
        before = set(descendants(os.getpid()))
        assert isinstance(mine.parse_feed(rss(1), URL, "", NOW), ParsedFeed)
        below = set(descendants(os.getpid())) - before
        (child,) = {pid for pid in below if not set(descendants(pid))} - trackers(below)
        os.kill(child, signal.SIGKILL)
        assert isinstance(mine.parse_feed(rss(1), URL, "", NOW), ParsedFeed)
    finally:
        mine.close()


def trackers(pids: set[int]) -> set[int]:
    """The interpreter's own helpers among them."""
    return {pid for pid in pids if b"resource_tracker" in Path(f"/proc/{pid}/cmdline").read_bytes()}


SCRIPT = """
import time
from datetime import UTC, datetime
from roaster.jobs.executors.children import Children

if __name__ == "__main__":
    children = Children(2)
    children.parse_feed(b"<rss/>", "https://a.example/", "", datetime(2026, 4, 10, tzinfo=UTC))
    print("ready", flush=True)
    time.sleep(60)
"""


def test_no_child_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        below = descendants(run.pid)
        assert below
        run.kill()
    until = time.monotonic() + BOUND_S
    while any(alive(pid) for pid in below):
        assert time.monotonic() < until
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


# What a busy machine makes of it: children are slow to begin, and their end comes in two steps.
SLOW_TO_BEGIN = """
import os, time
os.register_at_fork(after_in_child=lambda: time.sleep(0.5))
"""
HASTY = """
import time
from pebble.pool.process import WorkerManager
from roaster.jobs.executors.children import Children

closed = WorkerManager.close_channels

def close_slowly(self):
    closed(self)
    time.sleep(1)

if __name__ == "__main__":
    WorkerManager.close_channels = close_slowly
    children = Children(2)
    children.begin()
    children.close()
"""


def done_by(script: str, customizing: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A script run to its end, with `customizing` at the start of each of its processes."""
    (folder / "sitecustomize.py").write_text(customizing)
    program = folder / "program.py"
    program.write_text(script)
    places = os.pathsep.join([str(folder), *filter(None, sys.path)])
    return subprocess.run(
        [sys.executable, str(program)],
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        timeout=30,
        env={**os.environ, "PYTHONPATH": places},
    )


def test_children_that_are_ended_while_they_are_made_say_nothing(tmp_path: Path) -> None:
    """As by a command that fails at once."""
    done = done_by(HASTY, SLOW_TO_BEGIN, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


SLOW_SERVER = """
import sys, time
if "forkserver" in " ".join(sys.orig_argv):
    time.sleep(1)
"""
BROKEN_OFF = """
import os, signal, sys, threading, time
from roaster.jobs.executors.children import Children

if __name__ == "__main__":
    children = Children(2)
    # As a terminal does: all processes get it.
    threading.Timer(0.5, os.killpg, (0, signal.SIGINT)).start()
    try:
        children.begin()
        time.sleep(5)
    except KeyboardInterrupt:
        children.close()
        print("ended")
"""


def test_ctrl_c_while_children_are_made_ends_them_without_a_word(tmp_path: Path) -> None:
    done = done_by(BROKEN_OFF, SLOW_SERVER, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")
