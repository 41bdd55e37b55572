"""What a build remembers is right or lost: never something else."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from roaster.state.body_cache import BodyCache
from roaster.state.build_cache import BuildCache, BuiltFile, Trail
from roaster.state.glance import Glance

FILES = {
    f"2026/04/{day:02d}/index.html": BuiltFile(f"{day:032x}", day, day**9) for day in range(99)
}
FOLDERS = {"": (3, 4), **{f"2026/04/{day:02d}": (day, day) for day in range(99)}}
TRAIL = Trail(FOLDERS, FOLDERS, frozenset(FILES))
GLANCE = Glance("key", 1.0, 3.0, ("a", "b"), b"12", ("c", "d"), b"34", '{"pages": 99}')


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "build.sqlite3"
    with BuildCache(path) as cache:
        cache.replace(FILES, "stamp", 99, TRAIL)
        cache.keep_glance(GLANCE)
    return path


def test_everything_comes_back_as_it_was(kept: Path) -> None:
    with BuildCache(kept) as cache:
        assert cache.load() == FILES
        assert cache.stamp() == ("stamp", 99)
        assert cache.trail() == TRAIL
        assert cache.glance("key", 2.0) == GLANCE


def test_what_was_damaged_is_lost_and_never_something_else(kept: Path) -> None:
    dice, whole = random.Random(4), kept.read_bytes()
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 3, 30))):
            data[dice.randrange(200, len(data))] = dice.randrange(256)
        kept.write_bytes(data)
        with BuildCache(kept) as cache:
            files, trail, glance = cache.load(), cache.trail(), cache.glance("key", 2.0)
            assert all(isinstance(path, str) for path in files)
            assert trail in (TRAIL, None)
            assert glance is None or (glance.inputs, glance.told) == (GLANCE.inputs, GLANCE.told)
            cache.replace(FILES, "stamp", 99, TRAIL)


def test_a_text_that_is_none_makes_room_for_a_new_file(kept: Path) -> None:
    with sqlite3.connect(kept) as database:
        database.execute("UPDATE files SET fingerprint = CAST(x'ff' AS TEXT)")
    database.close()
    with BuildCache(kept) as cache:
        assert cache.load() == {}
        cache.replace(FILES)
    with BuildCache(kept) as cache:
        assert cache.load() == FILES


def test_a_body_of_which_a_byte_has_changed_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "bodies.sqlite3"
    with BodyCache(path) as cache:
        cache.add([(b"mark", b"<p>The merger is on.</p>")])
        assert cache.get(b"mark") == b"<p>The merger is on.</p>"
    path.write_bytes(path.read_bytes().replace(b"merger is on", b"merger is no"))
    with BodyCache(path) as cache:
        assert cache.get(b"mark") is None
        cache.add([(b"mark", b"<p>The merger is on.</p>")])
        assert cache.get(b"mark") == b"<p>The merger is on.</p>"
