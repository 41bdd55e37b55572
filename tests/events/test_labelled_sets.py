from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[1] / "bench" / "bench_events.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_events", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_events"] = module
    spec.loader.exec_module(module)
    if not module.DATA.is_dir():
        pytest.skip(module.REMEDY)
    return module


# The committed floor: measured 0.985, 0.965 and 1.000. Raise it with the figures, never lower it.
@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("labelled_2026-08-14.jsonl", 0.98),
        ("energy_2021.jsonl", 0.96),
        ("us_politics_triples.jsonl.gz", 0.99),
    ],
)
def test_grouping_stays_above_its_floor_on_labelled_news(
    bench: ModuleType, name: str, floor: float
) -> None:
    gold = bench.items(name)
    found = bench.labels(bench.grouped([item.article for item in gold]), gold)
    assert bench.score(found, gold).f1 >= floor


def test_later_articles_are_drawn_in_by_told_stories_and_others_are_not(bench: ModuleType) -> None:
    caught, wrong = bench.told(bench.items("labelled_2026-08-14.jsonl"))
    assert caught >= 0.9
    assert wrong <= 0.02


def test_the_similarity_that_the_other_sets_choose_fits_each_set(bench: ModuleType) -> None:
    sets = {name: bench.items(name) for name in bench.SETS[:3]}
    for line in bench.held_out(sets):
        assert float(line.split(": ")[1].split(" ")[0]) >= 0.94, line
