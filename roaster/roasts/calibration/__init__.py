"""Twelve invented events with the scores that they should get, and how far a judge is off them.

Takes a judge's scores by event id, gives offsets: positive means harsher than the set. Pure but
for `load_calibration`, which reads the file beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from statistics import fmean
from typing import Any

import yaml

from roaster.model.news import Article, Event
from roaster.model.rubric import Rubric
from roaster.text.clean import clean_text
from roaster.text.digests import digest

_DAY = date(2026, 1, 5)  # the events are invented; a day that moved would ask and pay anew


@dataclass(frozen=True, slots=True)
class Case:
    """One event with what it should be scored, and why."""

    event: Event
    scores: Mapping[str, int]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CalibrationSet:
    """The cases, and the version of the rubric that they were scored by."""

    version: int
    rubric: int
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Offsets:
    """How far a judge is off, on average over the events it scored.

    `by_key` and `overall` are mean differences (judge minus set) in points of a sub-score and of
    the total; `spread` is the mean distance of the totals whatever their sign. None: it scored
    nothing.
    """

    count: int
    by_key: Mapping[str, float | None]
    overall: float | None
    spread: float | None


def load_calibration() -> CalibrationSet:
    """The set that roaster ships."""
    text = files(__package__).joinpath("events.yaml").read_text("utf-8")
    told: Any = yaml.safe_load(text)
    return CalibrationSet(told["version"], told["rubric"], tuple(map(_case, told["events"])))


def _case(told: Mapping[str, Any]) -> Case:
    article = Article(
        url="",
        title=told["title"],
        outlet=told["outlet"],
        text=clean_text(
            told["text"].replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n")
        ),
        language="en",
    )
    event = Event(digest(f"calibration:{told['id']}"), told["title"], "", _DAY, (article,))
    return Case(event, told["scores"], told["reasons"])


def offsets(
    cases: Sequence[Case], judged: Mapping[str, Mapping[str, int]], rubric: Rubric
) -> Offsets:
    """Hold scores by event id against the set's own."""
    pairs = [(case.scores, judged[case.event.id]) for case in cases if case.event.id in judged]
    if not pairs:
        return Offsets(0, dict.fromkeys(rubric.keys), None, None)
    totals = [rubric.total(given) - rubric.total(wanted) for wanted, given in pairs]
    return Offsets(
        len(pairs),
        {key: _mean([given[key] - wanted[key] for wanted, given in pairs]) for key in rubric.keys},
        _mean(totals),
        _mean([abs(total) for total in totals]),
    )


def _mean(values: Sequence[int | Decimal]) -> float:
    return round(fmean(float(value) for value in values), 2)
