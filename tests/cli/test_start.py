"""What a command loads: nothing heavy where there is nothing to do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from roaster.jobs.build import build
from roaster.jobs.init import init_site
from roaster.jobs.workshop import Workshop
from roaster.model.roast import Status

HEAVY = (
    "litellm",
    "trafilatura",
    "sklearn",
    "scipy",
    "numpy",
    "feedparser",
    "httpx",
    "lxml",
    "py3langid",
    "PIL",
)
RENDERING = ("jinja2", "markdown", "nh3")
SCRIPT = """
import json, sys
from roaster.cli import main
sys.argv = ["roaster", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""
ROAST = """\
---
title: A Bridge to Nowhere in Particular
date: 2026-04-01
status: {status}
---

## Sally's Take

It has a *view*.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("start") / "site"
    init_site(root)
    path = root / "content/roasts/2026/2026-04-01-bridge.md"
    path.parent.mkdir(parents=True)
    path.write_text(ROAST.format(status=Status.PUBLISHED.value))
    with Workshop.open(root) as workshop:
        assert build(workshop).written
    return root


def modules_after(*args: object) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, args)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "args",
    [
        ["--version"],
        ["--help"],
        ["list"],
        ["list", "--json"],
        ["stats"],
        ["feeds", "--help"],
        ["feeds", "list"],
    ],
)
def test_a_look_loads_nothing_heavy(built: Path, args: list[str]) -> None:
    loaded = modules_after("-C", built, *args)
    assert loaded.isdisjoint({*HEAVY, *RENDERING})


def test_a_build_without_work_renders_nothing(built: Path) -> None:
    loaded = modules_after("-C", built, "--now", "2026-04-20T12:00:00Z", "build")
    assert loaded.isdisjoint({*HEAVY, *RENDERING})


def test_an_edit_loads_what_renders_and_nothing_that_gathers(built: Path) -> None:
    path = built / "content/roasts/2026/2026-04-01-bridge.md"
    path.write_text(path.read_text() + "\nAnd a *kiosk*.\n")
    loaded = modules_after("-C", built, "build")
    assert loaded >= set(RENDERING)
    assert loaded.isdisjoint(HEAVY)
