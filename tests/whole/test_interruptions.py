"""Ended anywhere, the next run goes on: nothing lost, nothing half-written, nothing paid twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from roaster.config.schema import SectionNames
from roaster.content.reading import read_roast

NOW = "2026-04-10T18:00:00Z"
BOUND_S = 60.0
STORIES = ("harbour", "oven", "census")


@contextmanager
def running(site: Path) -> Iterator[subprocess.Popen[str]]:
    """`roaster run` on the site, in a process of its own."""
    command = [sys.executable, "-m", "roaster", "-C", str(site), "--now", NOW, "run", "--json"]
    environ = {**os.environ, "TEST_MODEL_KEY": "sk-test"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + BOUND_S
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def roasts(site: Path) -> list[Path]:
    return sorted((site / "content/roasts").rglob("*.md"))


@pytest.fixture
def slow_site(
    news: ModuleType, newsroom: Any, endpoints: ModuleType, tmp_path: Path
) -> Iterator[tuple[Path, Any]]:
    """Three stories, and a model that takes its time."""
    with endpoints.serving(endpoints.slowly(endpoints.good_reply(), 0.6)) as endpoint:
        model = endpoint.entry(
            api_key="${TEST_MODEL_KEY}", input_cost_per_token=1e-6, output_cost_per_token=1e-6
        )
        site = news.write_site(
            tmp_path / "site",
            newsroom,
            feeds=[news.put_stories(newsroom, *STORIES)],
            models=[model],
            roast={"concurrency": 1},
        )
        yield site, endpoint


@pytest.mark.parametrize(
    ("kind", "code"),
    [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_the_next_run_goes_on_and_pays_for_one_call_at_most(
    slow_site: tuple[Path, Any], kind: signal.Signals, code: int
) -> None:
    site, endpoint = slow_site
    with running(site) as process:
        wait_until(lambda: bool(roasts(site)))
        process.send_signal(kind)
        _, err = process.communicate(timeout=BOUND_S)
    assert process.returncode == code, err
    if kind is not signal.SIGKILL:
        assert "Traceback" not in err
        assert "what was finished is kept" in err
    kept = {path: path.read_bytes() for path in roasts(site)}
    assert 1 <= len(kept) < len(STORIES)
    for path, data in kept.items():
        name = path.relative_to(site).as_posix()
        assert read_roast(name, data, ZoneInfo("UTC"), SectionNames().by_key()).sections

    with running(site) as process:
        _, err = process.communicate(timeout=BOUND_S)
    assert process.returncode == 0, err
    assert len(roasts(site)) == len(STORIES)
    assert {path: path.read_bytes() for path in kept} == kept
    assert endpoint.count <= len(STORIES) + 1
    assert (site / "public/index.html").exists()
    # Killed between the name and its dot-file, the dot-file stays an hour; nobody reads it.
    left = list((site / "content").rglob(".roaster-*"))
    assert len(left) <= (kind is signal.SIGKILL)


@pytest.mark.parametrize(("kind", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_call_under_way_is_broken_off_and_not_waited_for(
    news: ModuleType,
    newsroom: Any,
    endpoints: ModuleType,
    tmp_path: Path,
    kind: signal.Signals,
    code: int,
) -> None:
    with endpoints.serving(endpoints.Scripted(delay_s=3 * BOUND_S)) as endpoint:
        site = news.write_site(
            tmp_path / "site",
            newsroom,
            feeds=[news.put_stories(newsroom, *STORIES)],
            models=[endpoint.entry(input_cost_per_token=0, output_cost_per_token=0)],
            roast={"deadline": "5m"},
        )
        with running(site) as process:
            wait_until(lambda: endpoint.count > 0)
            process.send_signal(kind)
            _, err = process.communicate(timeout=BOUND_S / 2)
    assert process.returncode == code, err
    assert "Traceback" not in err
    assert not roasts(site)


def test_two_runs_at_once_are_told_apart(
    slow_site: tuple[Path, Any], roaster: Callable[..., Any]
) -> None:
    site, endpoint = slow_site
    with running(site) as process:
        wait_until(lambda: endpoint.count > 0)
        second = roaster("-C", site, "--now", NOW, "run", "--json")
        looking = roaster("-C", site, "list", "--json")
        process.communicate(timeout=BOUND_S)
    assert process.returncode == 0
    assert second.code == 5
    assert second.json["error"]["kind"] == "locked"
    assert str(process.pid) in second.json["error"]["message"]
    assert looking.code == 0
    assert len(roasts(site)) == len(STORIES)
