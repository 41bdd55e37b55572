"""Turned Markdown, remembered and by worker processes: the same bytes as turned on the spot."""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.site import bodies, body_workers
from roaster.site.addresses import Addresses
from roaster.site.markdown import Prose, decoded, encoded
from roaster.site.rebuild import Kiln
from roaster.state.body_cache import BodyCache


class Dying(ProcessPoolExecutor):
    """A pool whose workers are killed as soon as they have something to do."""

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        future = super().submit(*args, **kwargs)
        for process in list((self._processes or {}).values()):
            process.kill()
        return future


def test_any_number_of_workers_gives_the_same_bytes(
    site: Any, sites: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "WORTH_WORKERS", 1)
    monkeypatch.setattr(body_workers, "CHUNK", 7)
    roasts = sites.many(60)
    site.build(roasts)
    plain = site.files()
    for workers in (0, 1, 3):
        with BodyCache(tmp_path / f"bodies-{workers}.sqlite3") as memory:
            other = sites.make_site(tmp_path / f"with-{workers}")
            other.build(roasts, kiln=Kiln(memory, workers))
            assert other.files() == plain
            assert memory.count() == len(roasts)


def test_a_worker_that_dies_leaves_its_work_to_the_builder(
    site: Any, sites: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "WORTH_WORKERS", 1)
    monkeypatch.setattr(body_workers, "CHUNK", 4)
    monkeypatch.setattr(body_workers, "ProcessPoolExecutor", Dying)
    roasts = sites.many(20)
    with BodyCache(tmp_path / "bodies.sqlite3") as memory:
        site.build(roasts, kiln=Kiln(memory, 1))
    other = sites.make_site(tmp_path / "other")
    other.build(roasts)
    assert site.files() == other.files()


def test_what_was_turned_is_not_turned_again(
    site: Any, sites: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with BodyCache(tmp_path / "bodies.sqlite3") as memory:
        site.build(sites.many(3), kiln=Kiln(memory, 0))
        before = site.files()
        turned: list[Any] = []
        monkeypatch.setattr(Prose, "turned", lambda _self, roast: turned.append(roast))
        site.build(sites.many(3), clean=True, kiln=Kiln(memory, 0))
    assert turned == []
    assert site.files() == before


def test_a_body_comes_back_as_it_was(sites: ModuleType) -> None:
    body = Prose(Addresses("https://roasts.example/")).turned(sites.roast(1))
    assert decoded(encoded(body)) == body


def test_the_memory_forgets_what_is_long_out_of_use(tmp_path: Path) -> None:
    with BodyCache(tmp_path / "bodies.sqlite3") as memory:
        memory.add([(str(n).encode(), b"x") for n in range(1200)])
        memory.prune({b"0", b"1"})
        assert memory.known([b"0", b"1", b"2"]) == {b"0", b"1"}


def test_a_build_forgets_bodies_that_nothing_shows_once_they_are_many(
    site: Any, sites: ModuleType, tmp_path: Path
) -> None:
    with BodyCache(tmp_path / "bodies.sqlite3") as memory:
        memory.add([(str(n).encode(), b"x") for n in range(1200)])
        site.build(sites.many(3), kiln=Kiln(memory, 0))
        assert memory.count() == 3
