"""The evidence gate on its labelled set: a floor that may rise and must not fall."""

from __future__ import annotations

from types import ModuleType

import pytest

SURE = ("digit", "number word", "date", "unit")


@pytest.fixture(scope="module")
def labelled(gate_set: ModuleType) -> ModuleType:
    if not gate_set.GOLD.exists():
        pytest.skip(f"needs {gate_set.GOLD}: put the shared test data beside the checkout")
    return gate_set


def caught(labelled: ModuleType, *kinds: str) -> float:
    of = [bullet for bullet in labelled.bullets() if bullet.kind in kinds]
    return sum(bool(bullet.reason) for bullet in of) / len(of)


def test_the_set_is_as_large_as_it_claims(labelled: ModuleType) -> None:
    every = labelled.bullets()
    assert sum(bullet.true for bullet in every) >= 200
    assert sum(bullet.kind == "paraphrase" for bullet in every) >= 400
    assert sum(not bullet.true for bullet in every) >= 300
    assert 0.25 < sum(bullet.held for bullet in every) / len(every) < 0.42
    assert all(bullet.text != bullet.origin for bullet in every)


def test_true_bullets_are_seldom_refused(labelled: ModuleType) -> None:
    assert caught(labelled, *labelled.TRUE_KINDS) <= 0.02
    assert caught(labelled, "near verbatim") == 0.0


def test_changed_numbers_dates_and_units_are_caught(labelled: ModuleType) -> None:
    for kind in SURE:
        assert caught(labelled, kind) >= 0.98, kind


def test_other_changes_are_caught_as_often_as_ever(labelled: ModuleType) -> None:
    floors = {
        "name": 0.98,
        "negation": 0.98,
        "comparison": 0.83,
        "cause": 0.98,
        "subject": 0.67,
        "attribution": 0.95,
    }
    for kind, least in floors.items():
        assert caught(labelled, kind) >= least, kind


def test_what_must_be_caught_is_caught_where_the_gate_was_tuned(labelled: ModuleType) -> None:
    seen = [bullet for bullet in labelled.bullets() if not bullet.held]
    for kind in (*SURE, "name", "negation"):
        of = [bullet for bullet in seen if bullet.kind == kind]
        assert sum(bool(bullet.reason) for bullet in of) / len(of) >= 0.98, kind
    true = [bullet for bullet in seen if bullet.true]
    assert sum(bool(bullet.reason) for bullet in true) / len(true) <= 0.015


def test_an_alarm_is_nearly_always_right(labelled: ModuleType) -> None:
    every = labelled.bullets()
    right = sum(bool(bullet.reason) for bullet in every if not bullet.true)
    wrong = sum(bool(bullet.reason) for bullet in every if bullet.true)
    assert right / (right + wrong) >= 0.98


def test_sources_of_other_kinds_are_judged_too(labelled: ModuleType) -> None:
    exam, second = labelled.exam_bullets(), labelled.second_exam_bullets()
    others = [
        *(labelled.bullets(), labelled.further_bullets(), labelled.fresh_bullets()),
        *(labelled.denying_bullets(), labelled.plain_bullets()),
    ]
    assert sum(bullet.kind == "paraphrase" for part in others for bullet in part) >= 1_000
    assert sum(bullet.kind == "paraphrase" for bullet in exam) >= 200
    assert sum(bullet.kind == "paraphrase" for bullet in second) >= 200
    used = {bullet.article.file for part in others for bullet in part}
    assert used.isdisjoint(bullet.article.file for bullet in exam)
    used |= {bullet.article.file for bullet in exam}
    # pages are named with their folder in the exams, and without it in the first set
    files = {bullet.article.file for bullet in second}
    assert used.isdisjoint(files | {file.removeprefix("articles/") for file in files})


def test_numbers_are_caught_where_the_gate_was_not_tuned(labelled: ModuleType) -> None:
    exam = labelled.exam_bullets()
    for kind, least in (("digit", 0.97), ("number word", 0.98), ("date", 0.98), ("unit", 0.98)):
        of = [bullet for bullet in exam if bullet.kind == kind]
        assert sum(bool(bullet.reason) for bullet in of) / len(of) >= least, kind


def test_what_must_be_caught_is_caught_on_the_second_exam(labelled: ModuleType) -> None:
    """Floors a little below its first measurement, which is told in gate_set.py."""
    floors = {
        "digit": 0.98,
        "number word": 0.97,
        "date": 0.96,
        "unit": 0.96,
        "name": 0.97,
        "negation": 0.96,
    }
    second = labelled.second_exam_bullets()
    for kind, least in floors.items():
        of = [bool(bullet.reason) for bullet in second if bullet.kind == kind]
        assert sum(of) / len(of) >= least, kind
    assert not any(bullet.reason for bullet in second if bullet.kind == "near verbatim")


@pytest.mark.parametrize(
    ("part", "caught", "alarms"),
    [
        ("further", 0.91, 0.05),
        ("fresh", 0.91, 0.06),
        ("denying", 0.91, 0.1),
        ("plain", 0.92, 0.05),
        ("exam", 0.93, 0.08),
        ("second_exam", 0.92, 0.08),
    ],
)
def test_paraphrases_of_other_sources_fare_no_worse_than_measured(
    labelled: ModuleType, part: str, caught: float, alarms: float
) -> None:
    """Far from what is wanted on the exams (2 % alarms): a floor, not an aim."""
    of = getattr(labelled, f"{part}_bullets")()
    false = [bool(bullet.reason) for bullet in of if not bullet.true]
    true = [bool(bullet.reason) for bullet in of if bullet.true]
    assert sum(false) / len(false) >= caught
    assert sum(true) / len(true) <= alarms
