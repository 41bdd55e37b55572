"""What must not be joked about is held with its sentence; figures of speech pass."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.config.rubrics import load_rubrics
from roaster.model.roast import Draft
from roaster.roasts.fairness import KINDS, unfair
from roaster.roasts.finish import finish
from roaster.roasts.reply import Expected, read_reply
from roaster.roasts.writer import Reply, Written

RUBRIC = load_rubrics().by_version[1]
RECALL, FALSE_ALARMS = 0.95, 0.05


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """tests/bench/bench_fairness.py: `cases()`, `figures(…)`."""
    path = Path(__file__).parents[1] / "bench" / "bench_fairness.py"
    spec = importlib.util.spec_from_file_location("bench_fairness", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_fairness"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("held", [False, True], ids=["tuned", "held-back"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_gate_does_not_fall_below_its_floors(
    bench: ModuleType, held: bool, language: str
) -> None:
    part = [c for c in bench.cases() if c.held is held and c.language == language]
    found = bench.figures(part)
    assert found.recall >= RECALL
    assert found.false_alarms <= FALSE_ALARMS


@pytest.mark.parametrize(("name", "recall"), [("second", 0.9), ("unseen", 0.16)])
def test_new_words_raise_few_false_alarms_and_are_found_as_seldom_as_measured(
    bench: ModuleType, name: str, recall: float
) -> None:
    found = bench.figures(bench.later(name))
    assert found.recall >= recall
    assert found.false_alarms <= 0.07


def test_the_labelled_lists_are_as_large_as_they_claim(bench: ModuleType) -> None:
    cases = bench.cases()
    assert sum(case.bad for case in cases) >= 80
    assert sum(not case.bad for case in cases) >= 80
    assert {c.kind.removeprefix("fact-") for c in cases if c.bad} >= set(KINDS)
    assert len({case.text for case in cases}) == len(cases)


@pytest.mark.parametrize(
    "text", ["They killed the feature.", "It is a war on spam.", "The setup is dead simple."]
)
def test_what_only_sounds_grim_passes(text: str) -> None:
    assert unfair([text]) == ()


def test_a_fact_may_say_what_somebody_is_accused_of_when_it_says_by_whom() -> None:
    assert unfair((), ["Prosecutors said that the firm defrauded 400 investors."]) == ()
    assert unfair((), ["The firm defrauded 400 investors."])[0].kind == "legal"
    assert unfair((), ["Two of the victims were treated in hospital."]) == ()


def finished(samples: ModuleType, mode: str, **changes: Any) -> Draft:
    brief = samples.brief()
    reply = read_reply(samples.roast_text(**changes), Expected(RUBRIC, 2))
    assert isinstance(reply, Reply), reply
    written = Written(reply, "openai/test-model", None)
    subjects = ("death", "illness")
    return finish(brief, written, samples.NOW, min_facts=3, never_roast=subjects, sensitive=mode)


def test_a_roast_is_held_with_the_sentence_named(samples: ModuleType) -> None:
    take = ["The chief executive is a fraudster with a tie. He is.", samples.roast()["take"][1]]
    (reason,) = finished(samples, "hold", take=take).attention
    assert "legal" in reason
    assert "The chief executive is a fraudster with a tie." in reason
    assert "He is." not in reason


GRAVE = [
    {"sensitive": "two people died"},
    {"category": "obituaries"},
    {"quip": "A company has announced that three of its workers died at their desks."},
]


@pytest.mark.parametrize("changes", GRAVE, ids=["flag", "category", "words"])
def test_flag_category_or_words_suffice_to_hold(
    samples: ModuleType, changes: dict[str, Any]
) -> None:
    held = finished(samples, "hold", **changes)
    assert held.attention
    assert not held.straight
    assert held.score is not None


@pytest.mark.parametrize("changes", GRAVE, ids=["flag", "category", "words"])
def test_straight_is_the_facts_with_their_sources_and_nothing_else(
    samples: ModuleType, changes: dict[str, Any]
) -> None:
    made = finished(samples, "straight", **changes)
    assert made.straight
    assert made.attention == ()
    assert (made.quip, made.take, made.burned, made.lining) == ("", (), (), "")
    assert (made.score, made.scores) == (None, {})
    assert made.title == samples.event().title
    assert len(made.facts) == 3
    assert all(fact.receipt for fact in made.facts)
    assert len(made.sources) == 2


def test_straight_without_enough_facts_still_waits_for_a_person(samples: ModuleType) -> None:
    facts = samples.roast()["facts"]
    facts[0] = facts[1] = {
        "text": "It sold a yacht to Monaco.",
        "quote": "sold a yacht",
        "source": 0,
    }
    made = finished(samples, "straight", facts=facts, sensitive="a death")
    assert made.straight
    assert "could be proven" in made.attention[0]
