"""What `stats` says of the spread of scores: only what is felt, and more than chance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roaster.cli import documents, figures
from roaster.jobs.spread import bunches, drifts
from roaster.jobs.stats import Spend, Stats, spread
from roaster.model.roast import Roast, Status


def roast(score: float, **changes: Any) -> Roast:
    values: dict[str, Any] = {
        "slug": "s",
        "path": "",
        "title": "t",
        "day": date(2026, 4, 9),
        "status": Status.PUBLISHED,
        "sections": (),
        "category": "ai",
        "score": Decimal(str(round(score, 1))),
        "roasted": {"model": "a/one"},
    }
    return Roast(**values | changes)


def spread_out(count: int, seed: int = 1, shift: float = 0.0, **changes: Any) -> list[Roast]:
    luck = Random(seed)
    return [roast(max(0, min(10, luck.gauss(5 + shift, 1.8))), **changes) for _ in range(count)]


def test_a_harsher_model_category_and_month_are_named_in_plain_words() -> None:
    mild = spread_out(60)
    for kind, changes, said in (
        ("model", {"roasted": {"model": "b/two"}}, "scores by b/two are"),
        ("category", {"category": "politics"}, "scores in politics are"),
        ("month", {"day": date(2026, 5, 2)}, "scores of 2026-05 are"),
    ):
        found = drifts([*mild, *spread_out(30, seed=2, shift=2.0, **changes)])
        assert {one.kind for one in found} == {kind}
        told = [one.words for one in found if one.mean > one.others]
        assert any(one.startswith(said) and "points higher" in one for one in told)


def test_chance_and_small_groups_are_not_drift() -> None:
    for seed in range(20):
        other = spread_out(30, seed=seed + 100, roasted={"model": "b/two"})
        assert drifts([*spread_out(60, seed), *other]) == ()
    few = spread_out(5, seed=3, shift=4.0, category="politics")
    assert drifts([*spread_out(60), *few]) == ()


def test_bunched_totals_and_sub_scores_that_never_change_are_named() -> None:
    luck = Random(4)
    bunched = [
        roast(6 + luck.random(), scores={"irony": 3, "stakes": luck.randrange(6)})
        for _ in range(40)
    ]
    total, part = bunches(bunched)
    assert total.words.startswith("scores are bunched: 100% of all roasts lie between 6.")
    assert part.words == "irony says little: 100% of all roasts have the same 3"
    assert bunches(bunched[:19]) == ()
    assert bunches(spread_out(60)) == ()


@given(st.lists(st.integers(0, 100), max_size=60))
def test_any_scores_can_be_told(tenths: list[int]) -> None:
    told = spread([roast(value / 10) for value in tenths])
    assert told.count == len(tenths)
    assert sum(told.by_whole.values()) == len(tenths)


def test_stats_tell_it_in_words_and_in_json() -> None:
    luck = Random(4)
    scores = spread([roast(6 + luck.random()) for _ in range(40)])
    zero = Decimal(0)
    report = Stats(Spend(zero, zero, 0, 0, {}, None), scores, (), {"published": 40}, 0, 0)
    assert "! scores are bunched: 100%" in figures.counted(report)
    told = documents.counted(report)["scores"]
    assert told["warnings"] == list(scores.warnings)
    assert told["by_model"] == {"a/one": scores.mean}
    assert told["bunches"][0]["share"] == 1.0
