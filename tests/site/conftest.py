from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _load(name: str) -> ModuleType:
    """A helper module beside this file, under a name that nothing else has."""
    full = f"site_tests_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


@pytest.fixture(scope="session")
def sites() -> ModuleType:
    """tests/site/sites.py: `roast(…)`, `many(n)`, `page(…)`, `config(…)`, `make_site(folder)`."""
    return _load("sites")


@pytest.fixture(scope="session")
def schemas() -> ModuleType:
    """tests/site/feed_schemas.py: `faults_of(public)`, `atom_faults(bytes)`, …"""
    return _load("feed_schemas")


@pytest.fixture
def site(sites: ModuleType, tmp_path: Path) -> Any:
    """A site with a tiny theme: `build(roasts)`, `text(path)`, `files()`."""
    return sites.make_site(tmp_path)
