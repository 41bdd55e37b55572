"""A library read through a cache is the library that the files alone give, whatever happened."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Set
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from roaster.content.compose import compose
from roaster.content.library import Library, load_library
from roaster.content.parsed import Known
from roaster.jobs.workshop import Workshop
from roaster.model.roast import Draft, Status
from roaster.state.content_cache import ContentCache

FULL = """\
---
title: A Title
date: {date}
status: published
id: one
tags: [a, yes, 2026]
score: 6.4
scores: {{hype_gap: 4}}
publish_at: {time}
sources: [https://a.example/1, {{title: B, url: https://b.example, published: {time}}}]
roasted: {{model: m, rubric: 1, wrote: {{quip: "12345678"}}}}
mine: {{deep: [1, 1.0, true, null, 1.50, 12:30, "é"]}}
---
before

## Sally's Take

{word}

## Who Got Burned ##
- x
"""
TEXTS = st.one_of(
    st.builds(
        lambda *parts: FULL.format(date=parts[0], time=parts[1], word=parts[2]).encode(),
        st.sampled_from(["2026-04-10", "2026-04-09T23:30", "2026-04-10T00:30+02:00"]),
        st.sampled_from(["2026-04-10T07:00", "2026-10-25T02:30", "1850-01-01T00:00", "2026-04-10"]),
        st.sampled_from(["aa", "bb", "## More\n\ncc", "```\n## No\n```"]),
    ),
    st.sampled_from(
        [
            b"",
            b"no front matter",
            b"---\ntitle: [\n---\n",
            b"---\ntitle: \xff\n---\n",
            b"---\ntitle: T\ndate: 2026-02-30\nstatus: x\n---\n",
            b'---\ntitle: "\\ud800"\ndate: 2026-04-10\n---\n',
            b"---\r\ntitle: T\r\ndate: 2026-04-10\r\n---\r\n## Fazit\r\n\r\nText\r\n",
            b"---\ntitle: T\ndescription: D\ndate: 2026-04-11\n---\nText\n",
        ]
    ),
)
NAMES = st.sampled_from(
    [
        b"roasts/2026/2026-04-10-a.md",
        b"roasts/2026-04-10-a.md",
        b"roasts/2026/2026-04-10-b.md",
        b"roasts/2026/2026-04-10-\xff.md",
        b"roasts/2026/Not a Name.md",
        b"pages/about.md",
        b"pages/deep/er.md",
        b"pages/Wrong Name.md",
        b"roasts/old.markdown",
    ]
)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/Los_Angeles"])
HEADINGS = st.sampled_from(
    [
        {"take": "Sally's Take", "facts": "Facts", "burned": "Who Got Burned", "lining": "Lining"},
        {"take": "Fazit", "facts": "Sally's Take", "burned": "More", "lining": "Lining"},
    ]
)


class Memory:
    """A cache that is a dict."""

    def __init__(self) -> None:
        self.values: dict[bytes, bytes] = {}
        self.writes = 0

    def get(self, mark: bytes) -> bytes | None:
        return self.values.get(mark)

    def add(self, new: Mapping[bytes, bytes]) -> None:
        self.values |= new

    def replace(self, new: Mapping[bytes, bytes], kept: Set[bytes]) -> None:
        self.values = {mark: v for mark, v in self.values.items() if mark in kept} | dict(new)
        self.writes += 1


class Archive(RuleBasedStateMachine):
    """Files come, change and go; the cache is lost, damaged and left over."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.cache = self.root / ".roaster" / "content.sqlite3"
        self.zone = ZoneInfo("UTC")
        self.headings = {"take": "Sally's Take", "burned": "Who Got Burned"}
        self.known: Known = {}

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    def file(self, name: bytes) -> Path:
        return self.root / "content" / os.fsdecode(name)

    @rule(name=NAMES, text=TEXTS)
    def write(self, name: bytes, text: bytes) -> None:
        self.file(name).parent.mkdir(parents=True, exist_ok=True)
        self.file(name).write_bytes(text)

    @rule(name=NAMES, swap=st.sampled_from([(b"aa", b"zz"), (b"Title", b"Other"), (b":", b"?")]))
    def edit_behind_the_clock(self, name: bytes, swap: tuple[bytes, bytes]) -> None:
        """Neither size nor time tell."""
        if self.file(name).is_file():
            before = self.file(name).stat()
            self.file(name).write_bytes(self.file(name).read_bytes().replace(*swap))
            os.utime(self.file(name), ns=(before.st_atime_ns, before.st_mtime_ns))

    @rule(name=NAMES)
    def delete(self, name: bytes) -> None:
        self.file(name).unlink(missing_ok=True)

    @rule(name=NAMES, new=NAMES)
    def rename(self, name: bytes, new: bytes) -> None:
        if self.file(name).is_file():
            self.file(new).parent.mkdir(parents=True, exist_ok=True)
            self.file(name).replace(self.file(new))

    @rule()
    def clone(self) -> None:
        for path in (self.root / "content").rglob("*"):
            os.utime(path)

    @rule(zone=ZONES)
    def move(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)

    @rule(headings=HEADINGS)
    def rename_sections(self, headings: dict[str, str]) -> None:
        self.headings = headings

    @rule()
    def lose_the_cache(self) -> None:
        self.cache.unlink(missing_ok=True)

    @rule(at=st.floats(0, 1), junk=st.binary(min_size=1, max_size=300))
    def damage_the_cache(self, at: float, junk: bytes) -> None:
        if self.cache.is_file():
            data = bytearray(self.cache.read_bytes())
            start = int(at * len(data))
            data[start : start + len(junk)] = junk
            self.cache.write_bytes(data)

    @rule()
    def cut_the_cache(self) -> None:
        if self.cache.is_file():
            self.cache.write_bytes(self.cache.read_bytes()[:5000])

    @rule()
    def find_the_cache_of_another_version(self) -> None:
        self.cache.parent.mkdir(exist_ok=True)
        self.cache.unlink(missing_ok=True)
        with sqlite3.connect(self.cache) as database:
            database.execute("CREATE TABLE parsed (mark BLOB PRIMARY KEY, pickle BLOB)")
        database.close()

    @rule()
    def begin_another_command(self) -> None:
        self.known = {}

    def load(self, known: Known | None = None) -> Library:
        with ContentCache(self.cache) as cache:
            return load_library(self.root, self.zone, self.headings, cache, known)

    @invariant()
    def is_what_the_files_say(self) -> None:
        plain = load_library(self.root, self.zone, self.headings)
        for found in (self.load(self.known), self.load()):
            assert found == plain
            assert [repr(one.meta) for one in found.roasts] == [repr(r.meta) for r in plain.roasts]
            times = [
                [s.published and s.published.isoformat() for s in r.sources] for r in found.roasts
            ]
            assert times == [
                [s.published and s.published.isoformat() for s in r.sources] for r in plain.roasts
            ]


def test_a_library_through_a_cache_is_the_one_without() -> None:
    run_state_machine_as_test(
        Archive,
        settings=settings(
            max_examples=60,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def put(root: Path, draft: Draft, headings: Mapping[str, str], count: int = 3) -> Path:
    folder = root / "content" / "roasts"
    folder.mkdir(parents=True)
    for number in range(count):
        text = compose(draft, headings=headings, status=Status.DRAFT)
        (folder / f"2026-04-10-roast-{number}.md").write_bytes(text)
    return root


def test_what_did_not_change_is_not_parsed_again(
    tmp_path: Path, draft: Draft, zone: ZoneInfo, headings: dict[str, str]
) -> None:
    root, memory = put(tmp_path, draft, headings), Memory()
    first = load_library(root, zone, headings, memory)
    assert len(memory.values) == 3
    # What the cache has is taken: a word put there is read instead of the file's.
    memory.values = {m: v.replace(b"forgot", b"FORGOT") for m, v in memory.values.items()}
    again = load_library(root, zone, headings, memory)
    assert {one.title for one in again.roasts} == {draft.title.replace("forgot", "FORGOT")}
    assert memory.writes == 1
    assert load_library(root, zone, headings) == first


def test_one_command_reads_a_file_once(
    tmp_path: Path, draft: Draft, zone: ZoneInfo, headings: dict[str, str]
) -> None:
    root, known = put(tmp_path, draft, headings), Known()
    before = load_library(root, zone, headings, Memory(), known)
    changed = root / "content/roasts/2026-04-10-roast-1.md"
    changed.write_bytes(changed.read_bytes() + b"\n## More\n")
    after = load_library(root, zone, headings, Memory(), known)
    same = [one is other for one, other in zip(before.roasts, after.roasts, strict=True)]
    assert same == [True, False, True]
    assert len(known) == 3


def test_the_cache_holds_what_is_there_and_no_more(
    tmp_path: Path, draft: Draft, zone: ZoneInfo, headings: dict[str, str]
) -> None:
    root, memory = put(tmp_path, draft, headings), Memory()
    load_library(root, zone, headings, memory)
    (root / "content/roasts/2026-04-10-roast-0.md").unlink()
    (root / "content/roasts/2026-04-10-roast-1.md").write_text("broken")
    load_library(root, zone, headings, memory)
    assert len(memory.values) == 2
    load_library(root, ZoneInfo("Asia/Tokyo"), headings, memory)
    assert len(memory.values) == 2


def test_a_cache_that_another_process_holds_is_not_waited_for_long(
    tmp_path: Path, draft: Draft
) -> None:
    (tmp_path / "config.yaml").write_text("")
    with Workshop.open(tmp_path) as workshop:
        put(tmp_path, draft, workshop.headings)
        free = workshop.library()
        (path,) = workshop.state_dir.glob("content-*.sqlite3")
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        assert workshop.library() == free
        assert len(free.roasts) == 3
        holder.execute("ROLLBACK")
        holder.close()


def test_commands_at_the_same_time_all_see_the_files(tmp_path: Path, draft: Draft) -> None:
    (tmp_path / "config.yaml").write_text("")
    with Workshop.open(tmp_path) as workshop:
        put(tmp_path, draft, workshop.headings, 40)
    command = [sys.executable, "-m", "roaster", "-C", str(tmp_path), "--json", "list"]
    for _ in range(2):
        both = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
        told = [process.communicate()[0] for process in both]
        assert [process.returncode for process in both] == [0, 0]
        assert [len(json.loads(out)) for out in told] == [40, 40]


def test_a_look_at_a_site_that_cannot_be_written_to_works(tmp_path: Path, draft: Draft) -> None:
    (tmp_path / "config.yaml").write_text("")
    (tmp_path / ".roaster").write_text("a file where the folder should be")
    with Workshop.open(tmp_path) as workshop:
        put(tmp_path, draft, workshop.headings)
        assert len(workshop.library().roasts) == 3
    assert (tmp_path / ".roaster").read_text() == "a file where the folder should be"
