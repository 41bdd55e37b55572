"""`roaster check --models`: what a model makes of events whose scores are known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.roasts.calibration import load_calibration

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning"),
]


def judge(endpoints: ModuleType, harsher: int) -> Callable[[Any], Any]:
    """A model that gives each event the set's own scores and a bit more."""
    cases = load_calibration().cases

    def script(asked: Any) -> Any:
        case = next(case for case in cases if case.event.title in asked.prompt)
        scores = {key: min(5, value + harsher) for key, value in case.scores.items()}
        return endpoints.completion(json.dumps({"scores": scores, "reasons": dict(case.reasons)}))

    return script


def test_each_model_is_held_against_the_set_and_asked_once_a_day(
    roaster: Roaster, news: ModuleType, newsroom: Any, endpoints: ModuleType, tmp_path: Path
) -> None:
    with (
        endpoints.serving(judge(endpoints, 0)) as fair,
        endpoints.serving(judge(endpoints, 5)) as harsh,
        endpoints.serving(endpoints.error(401, "no")) as locked,
    ):
        models = [
            {**fair.entry(), "model": "openai/fair"},
            {**harsh.entry(), "model": "openai/harsh"},
            {**locked.entry(), "model": "openai/locked"},
            {"model": "offline/sally"},
        ]
        site = news.write_site(tmp_path / "site", newsroom, models=models)
        told = roaster("-C", site, "--now", NOW, "check", "--models", "--json").json
        again = roaster("-C", site, "--now", NOW, "check", "--models")
        counts = fair.count, harsh.count
        roaster("-C", site, "--now", "2026-04-11T18:00:00Z", "check", "--models")
        assert (fair.count, harsh.count) == (24, 24)  # a new day asks anew
        assert 1 <= locked.count <= 3
    assert counts == (12, 12)
    by_model = {one["model"]: one for one in told["models"]}
    assert (told["events"], told["rubric"]) == (12, 1)
    assert by_model["openai/fair"]["overall"] == 0.0
    assert by_model["openai/fair"]["scored"] == 12
    assert all(value > 0 for value in by_model["openai/harsh"]["offsets"].values())
    assert by_model["openai/locked"]["scored"] == 0
    assert by_model["openai/locked"]["reason"]
    assert by_model["openai/locked"]["overall"] is None
    assert by_model["offline/sally"]["scored"] > 6
    assert by_model["offline/sally"]["cost_usd"] == 0.0
    assert "hype_gap" in again.out.splitlines()[0]
    assert "openai/harsh" in again.out
    assert "+" in again.out


def test_no_model_that_can_be_asked_is_nothing_done(
    roaster: Roaster, news: ModuleType, newsroom: Any, endpoints: ModuleType, tmp_path: Path
) -> None:
    with endpoints.serving(endpoints.error(401, "no")) as locked:
        site = news.write_site(tmp_path / "site", newsroom, models=[locked.entry()])
        result = roaster("-C", site, "--now", NOW, "check", "--models")
    assert result.code == 4
    assert "no model scored anything" in result.err
