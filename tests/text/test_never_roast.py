"""How well the gate does on labelled headlines: floors that a change may not go below."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from roaster.text.sober import SUBJECTS

RECALL, FALSE_ALARMS = 0.95, 0.05


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """tests/bench/bench_never_roast.py: `cases()`, `figures(…)`."""
    path = Path(__file__).parents[1] / "bench" / "bench_never_roast.py"
    spec = importlib.util.spec_from_file_location("bench_never_roast", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_never_roast"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("held", [False, True], ids=["tuned", "held-back"])
def test_grim_headlines_are_stopped_and_figures_of_speech_pass(
    bench: ModuleType, held: bool
) -> None:
    found = bench.figures([case for case in bench.cases() if case.held is held])
    assert found.recall >= RECALL
    assert found.false_alarms <= FALSE_ALARMS


@pytest.mark.parametrize("language", ["en", "de"])
def test_each_language_is_held_to_the_floors(bench: ModuleType, language: str) -> None:
    found = bench.figures([case for case in bench.cases() if case.language == language])
    assert found.recall >= RECALL
    assert found.false_alarms <= FALSE_ALARMS


def test_the_labelled_list_is_as_large_as_it_claims(bench: ModuleType) -> None:
    cases = bench.cases()
    stop = [case for case in cases if case.subject in SUBJECTS]
    assert {case.subject for case in stop} == set(SUBJECTS)
    assert len([case for case in stop if case.language == "en"]) >= 120
    assert len([case for case in stop if case.language == "de"]) >= 30
    assert len([case for case in cases if case.subject == "harmless"]) >= 120
    assert sum(case.held for case in cases) >= len(cases) // 3 - len(SUBJECTS) * 2
    assert len({case.title for case in cases}) == len(cases)
