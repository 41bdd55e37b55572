"""The cache of parsed content: gives back what it was given, or nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from roaster.state.content_cache import ContentCache

A, B, C = (bytes([number]) * 32 for number in range(3))


def test_what_was_kept_is_there_for_the_next_command(tmp_path: Path) -> None:
    path = tmp_path / ".roaster" / "content.sqlite3"
    with ContentCache(path) as cache:
        cache.replace({A: b"one", B: b"two"}, {A, B})
    with ContentCache(path) as cache:
        assert [cache.get(mark) for mark in (A, B, C)] == [b"one", b"two", None]
    assert (path.parent / ".gitignore").read_text() == "*\n"


def test_what_is_no_longer_wanted_goes(tmp_path: Path) -> None:
    with ContentCache(tmp_path / "c") as cache:
        cache.replace({A: b"one", B: b"two"}, {A, B})
        cache.replace({C: b"three"}, {B, C})
        assert [cache.get(mark) for mark in (A, B, C)] == [None, b"two", b"three"]


def test_a_damaged_value_is_none(tmp_path: Path) -> None:
    with ContentCache(tmp_path / "c") as cache:
        cache.replace({A: b"the whole truth", B: b"two"}, {A, B})
    path = tmp_path / "c"
    path.write_bytes(path.read_bytes().replace(b"whole truth", b"WHOLE truth"))
    with ContentCache(path) as cache:
        assert [cache.get(A), cache.get(B)] == [None, b"two"]


def test_a_file_that_is_no_database_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "c"
    path.write_bytes(b"not a database" * 500)
    with ContentCache(path) as cache:
        assert cache.get(A) is None
        cache.replace({A: b"one"}, {A})
        assert cache.get(A) == b"one"
    assert (tmp_path / "c.broken").read_bytes().startswith(b"not a database")


def test_a_database_that_breaks_makes_room_for_the_next(tmp_path: Path) -> None:
    path = tmp_path / "c"
    values = {bytes([number]) * 32: bytes(3000) for number in range(200)}
    with ContentCache(path) as cache:
        cache.replace(values, values.keys())
    data = bytearray(path.read_bytes())
    for page in range(1, len(data) // 4096):  # all but the page with the schema
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    with ContentCache(path) as cache:
        assert cache.get(A) is None
        cache.replace({A: b"one"}, {A})
    with ContentCache(path) as cache:
        cache.replace({A: b"one"}, {A})
        assert cache.get(A) == b"one"
    assert (tmp_path / "c.broken").is_file()


def test_while_another_process_writes_the_cache_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "c"
    with ContentCache(path) as cache:
        cache.replace({A: b"one"}, {A})
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        cache.replace({B: b"two"}, {A, B})  # loses the race, and says nothing
        assert cache.get(A) is None
        other.execute("COMMIT")
        other.close()
    with ContentCache(path) as cache:
        assert [cache.get(A), cache.get(B)] == [b"one", None]


def test_a_schema_that_is_no_text_is_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "content.sqlite3"
    with ContentCache(path) as cache:
        cache.replace({b"mark": b"value"}, frozenset())
    whole = path.read_bytes()
    schema = whole.index(b"CREATE TABLE")
    for place in range(schema - 40, schema + 120, 4):
        path.write_bytes(whole[:place] + b"\x80" + whole[place + 1 :])
        with ContentCache(path) as cache:
            assert cache.get(b"mark") in (None, b"value")
        with ContentCache(path) as cache:
            cache.replace({b"other": b"new"}, frozenset())
