"""`roaster run --cluster`: the same results from workers elsewhere, also when one of them dies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("distributed", reason="needs the extra roaster[cluster]")

NOW = "2026-04-10T18:00:00Z"
BOUND_S = 60
Roaster = Callable[..., Any]
STORIES = ("harbour", "oven", "census")
PRICE = {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}
pytestmark = pytest.mark.filterwarnings("default")  # Dask's own affairs


class Cluster:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self, folder: Path, exits: ExitStack) -> None:
        file = folder / "scheduler.json"
        self._exits = exits
        self._folder = folder
        self._environ = {**os.environ, "TEST_MODEL_KEY": "sk-test-0123456789abcdef"}
        self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--scheduler-file", file)
        self.address = _when(lambda: _address(file))
        worker = ("worker", self.address, "--no-nanny", "--nthreads", "2", "--host", "127.0.0.1")
        self.workers = [self._start(*worker, "--name", name) for name in ("one", "two")]
        _when(lambda: self._joined() == 2 or None)

    def _start(self, kind: str, *arguments: object) -> subprocess.Popen[bytes]:
        name = f"{kind}-{len(list(self._folder.iterdir()))}.log"
        log = self._exits.enter_context((self._folder / name).open("wb"))
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", kind, *map(str, arguments), "--no-dashboard"],
            stdout=log,
            stderr=log,
            env=self._environ,
            cwd=self._folder,
        )
        self._exits.callback(_end, process)
        return process

    def _joined(self) -> int:
        from distributed import Client

        with Client(self.address, timeout=BOUND_S, set_as_default=False) as client:
            return len(client.nthreads())

    def kill_one(self) -> None:
        self.workers[0].kill()
        self.workers[0].wait(BOUND_S)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(BOUND_S)


def _address(file: Path) -> str | None:
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError):
        return None


def _when(told: Callable[[], Any]) -> Any:
    """What is told, as soon as it is."""
    until = time.monotonic() + BOUND_S
    while (value := told()) is None:
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)
    return value


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    with ExitStack() as exits:
        yield Cluster(folder, exits)


@pytest.fixture
def site(
    news: ModuleType, newsroom: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Path]:
    monkeypatch.setenv("TEST_MODEL_KEY", "sk-test-0123456789abcdef")

    def make(name: str, **settings: Any) -> Path:
        feed = news.put_stories(newsroom, *STORIES)
        made: Path = news.write_site(tmp_path / name, newsroom, feeds=[feed], **settings)
        return made

    return make


def run(roaster: Roaster, site: Path, *more: str) -> Any:
    result = roaster("-C", site, "--now", NOW, "--json", "run", *more)
    assert result.code == 0, result.err
    return result.json


def tree(site: Path) -> dict[str, bytes]:
    """What a run leaves for people: content and the built site."""
    return {
        str(file.relative_to(site)): file.read_bytes()
        for folder in ("content", "public")
        for file in sorted((site / folder).rglob("*"))
        if file.is_file()
    }


def test_a_cluster_gives_what_one_machine_gives(
    roaster: Roaster, cluster: Cluster, site: Callable[..., Path], newsroom: Any
) -> None:
    alone, together = site("alone"), site("together")
    here = run(roaster, alone)
    newsroom.most_at_once = 0
    there = run(roaster, together, "--cluster", cluster.address)
    assert here["gather"] == there["gather"]
    assert len(there["roasts"]) == len(STORIES)
    assert tree(alone) == tree(together)
    assert newsroom.most_at_once <= 2, "gather.per_host"
    again = run(roaster, together, "--cluster", cluster.address)
    assert again["gather"]["totals"] == {"known": len(STORIES)}
    assert tree(alone) == tree(together)


def test_models_are_asked_from_the_workers_and_paid_once(
    roaster: Roaster, cluster: Cluster, site: Callable[..., Path], endpoints: ModuleType
) -> None:
    with endpoints.serving(endpoints.good_reply()) as endpoint:
        entry = {"api_key": "${TEST_MODEL_KEY}", **PRICE, **endpoint.entry()}
        alone, together = site("alone", models=[entry]), site("together", models=[entry])
        run(roaster, alone)
        calls = len(endpoint.requests)
        told = run(roaster, together, "--cluster", cluster.address)
        assert len(endpoint.requests) == 2 * calls
        assert told["cost_usd"] > 0
        assert endpoint.requests[-1].headers["authorization"] == "Bearer sk-test-0123456789abcdef"
    assert tree(alone) == tree(together)


def test_a_worker_that_dies_among_pages_changes_nothing(
    roaster: Roaster,
    cluster: Cluster,
    site: Callable[..., Path],
    news: ModuleType,
    newsroom: Any,
    endpoints: ModuleType,
) -> None:
    with endpoints.serving(endpoints.good_reply()) as endpoint:
        entry = {"api_key": "${TEST_MODEL_KEY}", **PRICE, **endpoint.entry()}
        alone, together = site("alone", models=[entry]), site("together", models=[entry])
        run(roaster, alone)
        calls = len(endpoint.requests)
        for name in STORIES:
            newsroom.put(f"/news/{name}", news.page(name), delay_s=1.5)
        newsroom.visits.clear()

        def kill() -> None:
            _when(lambda: newsroom.asked("/news/harbour") or None)
            cluster.kill_one()

        killer = threading.Thread(target=kill)
        killer.start()
        run(roaster, together, "--cluster", cluster.address)
        killer.join()
        assert len(endpoint.requests) == 2 * calls, "nothing is paid twice"
    assert tree(alone) == tree(together)


def test_a_worker_that_dies_with_a_call_out_costs_that_call_at_most(
    roaster: Roaster, cluster: Cluster, site: Callable[..., Path], endpoints: ModuleType
) -> None:
    with endpoints.serving(endpoints.slowly(endpoints.good_reply(), 2.0)) as endpoint:
        entry = {"api_key": "${TEST_MODEL_KEY}", **PRICE, **endpoint.entry()}
        together = site("together", models=[entry])

        def kill() -> None:
            _when(lambda: len(endpoint.requests) >= len(STORIES) or None)
            cluster.kill_one()

        killer = threading.Thread(target=kill)
        killer.start()
        told = run(roaster, together, "--cluster", cluster.address)
        killer.join()
        assert len(told["roasts"]) == len(STORIES)
        assert len(endpoint.requests) <= len(STORIES) + 2, "one worker had two threads"
        stats = roaster("-C", together, "--json", "stats").json
        assert stats["spend"]["calls"] == len(endpoint.requests), "each call stands in the ledger"


def test_a_worker_without_the_key_says_so(
    roaster: Roaster,
    cluster: Cluster,
    site: Callable[..., Path],
    endpoints: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OTHER_KEY", "sk-other-0123456789abcdef")
    with endpoints.serving(endpoints.good_reply()) as endpoint:
        entry = {**PRICE, **endpoint.entry(), "api_key": "${OTHER_KEY}"}
        made = site("site", models=[entry])
        result = roaster("-C", made, "--now", NOW, "run", "--cluster", cluster.address)
        assert endpoint.requests == []
    assert result.code == 4
    assert "OTHER_KEY" in result.err + result.out
    assert "worker" in result.err + result.out
    assert "sk-other" not in result.err + result.out


def test_no_scheduler_is_told_before_anything_is_asked(
    roaster: Roaster, site: Callable[..., Path], newsroom: Any
) -> None:
    made = site("site")
    result = roaster("-C", made, "--now", NOW, "run", "--cluster", "tcp://127.0.0.1:9")
    assert result.code == 2
    assert "dask scheduler" in result.err
    assert newsroom.visits == []
