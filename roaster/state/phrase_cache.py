"""The hashed runs of every roast, by the digest of its file. Losable: made again from content."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from roaster.state.sqlite import Losable

_SCHEMA = """
CREATE TABLE IF NOT EXISTS roasts (
    number INTEGER PRIMARY KEY,
    edition TEXT NOT NULL,
    digest TEXT NOT NULL,
    UNIQUE (edition, digest)
) STRICT;
CREATE TABLE IF NOT EXISTS runs (
    hash INTEGER NOT NULL,
    roast INTEGER NOT NULL,
    PRIMARY KEY (hash, roast)
) STRICT, WITHOUT ROWID;
"""
_ASKED_AT_ONCE = 500  # SQLite takes 32,766 values in one statement, older ones 999
_MOST_GONE = 0.3  # of what is kept may be of files that are no more; beyond, it is made anew


class PhraseCache:
    """Which roast has a run. Safe to use from several threads.

    What a changed or deleted file had stays in the tables and is passed over: taking it out would
    mean to read them all. `edition` names how words and runs are made.
    """

    def __init__(self, path: Path, edition: str) -> None:
        """Open or make the file. Raises StateError when it cannot be used."""
        self._file = Losable(path, _SCHEMA)
        self._edition = edition
        self._digests: dict[int, str] = {}
        self._runs: Callable[[str], Iterable[int]] = lambda _digest: ()

    def stock_up(self, digests: Iterable[str], runs: Callable[[str], Iterable[int]]) -> None:
        """Take in the roasts that are not there yet. Raises DiskError or StateError."""
        wanted = tuple(dict.fromkeys(digests))
        self._runs = runs
        numbers = self._file.write(lambda database: self._brought(database, wanted))
        current = frozenset(wanted)
        self._digests = {number: each for number, each in numbers.items() if each in current}

    def holders(self, hashes: Sequence[int]) -> Mapping[int, str]:
        """Each of these runs that a roast has, with that roast's digest. Raises DiskError."""
        if not hashes or not self._digests:
            return {}
        return self._file.write(lambda database: self._held(database, hashes))

    def _brought(self, database: sqlite3.Connection, wanted: Sequence[str]) -> dict[int, str]:
        kept = _kept(database, self._edition)
        all_kept = database.execute("SELECT COUNT(*) FROM roasts").fetchone()[0]
        current = frozenset(wanted)
        gone = all_kept - sum(digest in current for digest in kept.values())
        if gone > _MOST_GONE * all_kept:
            database.execute("DELETE FROM runs")
            database.execute("DELETE FROM roasts")
            kept = {}
        known = frozenset(kept.values())
        new = [digest for digest in wanted if digest not in known]
        return kept | _taken_in(database, self._edition, new, self._runs)

    def _held(self, database: sqlite3.Connection, hashes: Sequence[int]) -> dict[int, str]:
        if database.execute("SELECT 1 FROM roasts LIMIT 1").fetchone() is None:
            # The file broke and was begun anew while we worked with it.
            self._digests = self._brought(database, tuple(self._digests.values()))
        found: dict[int, str] = {}
        for at in range(0, len(hashes), _ASKED_AT_ONCE):
            some = hashes[at : at + _ASKED_AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT hash, roast FROM runs WHERE hash IN ({marks}) ORDER BY roast"  # noqa: S608  # only question marks
            for run, number in database.execute(query, some):
                if number in self._digests:
                    found.setdefault(run, self._digests[number])
        return found

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _kept(database: sqlite3.Connection, edition: str) -> dict[int, str]:
    query = "SELECT number, digest FROM roasts WHERE edition = ?"
    return dict(database.execute(query, (edition,)))


def _taken_in(
    database: sqlite3.Connection,
    edition: str,
    digests: Sequence[str],
    runs: Callable[[str], Iterable[int]],
) -> dict[int, str]:
    numbers: dict[int, str] = {}
    rows: list[tuple[int, int]] = []
    for digest in digests:
        made = database.execute(
            "INSERT INTO roasts (edition, digest) VALUES (?, ?)", (edition, digest)
        )
        number = made.lastrowid or 0
        numbers[number] = digest
        rows += [(run, number) for run in runs(digest)]
    rows.sort()  # in the order of the table: several times as fast
    database.executemany("INSERT OR IGNORE INTO runs VALUES (?, ?)", rows)
    return numbers
