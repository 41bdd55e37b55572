"""What several threads write at once stands on disk for each of them when it returns."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from roaster.state.sqlite import open_database
from roaster.state.together import Together

INSERT = "INSERT INTO rows (name) VALUES (?)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    made = open_database(path, "CREATE TABLE rows (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
    yield made
    made.close()


def test_each_row_is_committed_and_numbered_when_its_write_returns(
    path: Path, database: sqlite3.Connection
) -> None:
    together = Together(database, threading.Lock())

    def write(name: str) -> bool:
        number = together.write(INSERT, (name,))
        with sqlite3.connect(path, timeout=30) as other:
            row = other.execute("SELECT name FROM rows WHERE id = ?", (number,)).fetchone()
        other.close()
        return bool(row == (name,))

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(write, (f"row {number}" for number in range(80))))


def test_at_rest_it_is_one_plain_file_that_can_be_read_where_nothing_may_be_written(
    path: Path, database: sqlite3.Connection
) -> None:
    together = Together(database, threading.Lock())
    together.write(INSERT, ("a",))
    together.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    other = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
    assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert other.execute("SELECT name FROM rows").fetchall() == [("a",)]
    other.close()


def test_who_reads_meanwhile_is_in_nobodys_way(path: Path, database: sqlite3.Connection) -> None:
    together = Together(database, threading.Lock())
    together.write(INSERT, ("a",))
    reader = sqlite3.connect(path)
    seen = reader.execute("SELECT name FROM rows")
    assert seen.fetchone() == ("a",)
    together.write(INSERT, ("b",))
    together.close()
    assert reader.execute("SELECT count(*) FROM rows").fetchone() == (2,)
    reader.close()


def test_a_failure_is_told_to_who_wrote_and_the_next_can_write(
    database: sqlite3.Connection,
) -> None:
    together = Together(database, threading.Lock())
    together.write(INSERT, ("a",))
    with pytest.raises(sqlite3.IntegrityError):
        together.write(INSERT, ("a",))
    assert together.write(INSERT, ("b",)) == 2


def test_one_row_that_no_database_takes_is_nobody_elses_failure(
    path: Path, database: sqlite3.Connection
) -> None:
    together = Together(database, threading.Lock())

    def write(name: str) -> str:
        try:
            together.write(INSERT, (name,))
        except (UnicodeEncodeError, sqlite3.IntegrityError):
            return ""
        return name

    names = [f"row {number}" for number in range(60)]
    with ThreadPoolExecutor(16) as pool:
        kept = set(pool.map(write, [one for name in names for one in (name, "\ud800", "row 0")]))
    assert kept >= set(names) - {"row 0"}
    with sqlite3.connect(path) as other:
        assert {name for (name,) in other.execute("SELECT name FROM rows")} == set(names)
    other.close()


def test_who_waits_for_a_thread_that_is_broken_off_writes_by_itself(
    path: Path, database: sqlite3.Connection
) -> None:
    class Value:
        """Ctrl-C is pressed while it is bound."""

        def __conform__(self, _protocol: object) -> str:
            began.set()
            waits.wait(10)
            raise KeyboardInterrupt

    began, waits = threading.Event(), threading.Event()
    together = Together(database, threading.Lock())

    def broken_off() -> None:
        with pytest.raises(KeyboardInterrupt):
            together.write(INSERT, (Value(),))

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(broken_off)
        began.wait(10)
        others = [pool.submit(together.write, INSERT, (name,)) for name in ("a", "b")]
        waits.set()
        first.result(20)
        assert all(one.result(20) for one in others)
    with sqlite3.connect(path) as other:
        assert sorted(other.execute("SELECT name FROM rows")) == [("a",), ("b",)]
    other.close()
