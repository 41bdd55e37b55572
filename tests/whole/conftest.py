from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.cli import main

NOW = "2026-04-10T18:00:00Z"
TESTS = Path(__file__).parent.parent


def _load(path: Path) -> ModuleType:
    """A helper module of the tests, under a name that nothing else has."""
    full = f"whole_tests_{path.stem}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


@pytest.fixture(scope="session")
def news() -> ModuleType:
    """tests/whole/newsroom.py: stories, pages, feeds, `write_site(…)`."""
    return _load(TESTS / "whole" / "newsroom.py")


@pytest.fixture(scope="session")
def endpoints() -> ModuleType:
    """tests/roasts/endpoint.py: `serving(*script)`, `good_reply()`, `error(…)`, …"""
    return _load(TESTS / "roasts" / "endpoint.py")


@pytest.fixture(scope="session")
def feed_schemas() -> ModuleType:
    """tests/site/feed_schemas.py: `faults_of(public)`."""
    return _load(TESTS / "site" / "feed_schemas.py")


@pytest.fixture
def newsroom(news: ModuleType) -> Iterator[Any]:
    with news.open_newsroom() as running:
        yield running


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Roaster = Callable[..., Result]


@pytest.fixture
def roaster(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """The command line, as a shell calls it: `roaster("-C", site, "list", "--json")`."""

    def call(*args: object) -> Result:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["roaster", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        code = ended.value.code
        return Result(code if isinstance(code, int) else 0, told.out, told.err)

    return call
