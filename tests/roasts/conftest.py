from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _load(name: str) -> ModuleType:
    """A helper module beside this file, under a name that nothing else has."""
    full = f"roast_tests_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


@pytest.fixture(scope="session")
def endpoints() -> ModuleType:
    """tests/roasts/endpoint.py: `serving(*script)`, `completion(…)`, `good_reply()`, …"""
    return _load("endpoint")


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    """tests/roasts/samples.py: an event, its brief, a good reply."""
    return _load("samples")


@pytest.fixture(scope="session")
def failures() -> ModuleType:
    """tests/roasts/failures.py: the table of failures."""
    return _load("failures")


@pytest.fixture(scope="session")
def gate_set() -> ModuleType:
    """tests/roasts/gate_set.py: `bullets()`, the labelled set of the evidence gate."""
    return _load("gate_set")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each row of the table of failures is a test of its own."""
    if "failure" in metafunc.fixturenames:
        table = _load("failures").rows(_load("endpoint"), _load("samples"))
        metafunc.parametrize("failure", table, ids=[row.name for row in table])
