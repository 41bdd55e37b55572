"""What must not be joked about is held with its sentence; figures of speech pass."""

from __future__ import annotations

import importlib.util
import re
import sys
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from roaster.config.rubrics import load_rubrics
from roaster.model.roast import Draft
from roaster.roasts.fairness import KINDS, tagging, unfair
from roaster.roasts.fairness.lexicon import lexicon_of
from roaster.roasts.fairness.reading import Language, language, language_of
from roaster.roasts.fairness.rules import Rules
from roaster.roasts.finish import finish
from roaster.roasts.reply import Expected, read_reply
from roaster.roasts.writer import Reply, Written

RUBRIC = load_rubrics().by_version[1]
RECALL, FALSE_ALARMS = 0.95, 0.05
# What each list of sentences that a model might write must keep; “eighth” and “unseen” are the
# ones that nothing was ever changed for.
LATER = {
    "second": (0.9, 0.04),
    "third": (0.87, 0.02),
    "fourth": (0.86, 0.02),
    "fifth": (0.9, 0.0),
    "sixth": (0.75, 0.0),
    "seventh": (0.85, 0.0),
    "eighth": (0.58, 0.02),
    "ninth": (0.85, 0.0),
    "unseen": (0.5, 0.0),
}


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


@pytest.mark.parametrize("held", [False, True], ids=["development", "held-back"])
@pytest.mark.parametrize(("language", "alarms"), [("en", 0.03), ("de", 0.04)])
def test_what_a_model_might_write_is_told_apart(
    bench: ModuleType, language: str, alarms: float, held: bool
) -> None:
    part = [c for c in bench.drafted() if c.held is held and c.language == language]
    found = bench.figures(part)
    assert found.recall >= 0.85
    assert found.false_alarms <= alarms


@pytest.mark.parametrize("name", LATER)
def test_no_list_falls_below_what_was_measured(bench: ModuleType, name: str) -> None:
    recall, alarms = LATER[name]
    found = bench.figures(bench.later(name))
    assert found.recall >= recall
    assert found.false_alarms <= alarms


def test_the_labelled_lists_are_as_large_as_they_claim(bench: ModuleType) -> None:
    cases = bench.cases()
    assert sum(case.bad for case in cases) >= 80
    assert sum(not case.bad for case in cases) >= 80
    assert {c.kind.removeprefix("fact-") for c in cases if c.bad} >= set(KINDS)
    drafted = bench.drafted()
    for spoken, hold, fine in (("en", 160, 250), ("de", 80, 125)):
        part = [case for case in drafted if case.language == spoken]
        assert sum(case.bad for case in part) >= hold
        assert sum(not case.bad for case in part) >= fine
        assert {case.kind for case in part if case.bad} == set(KINDS)
        halves = sum(case.held for case in part) - sum(not case.held for case in part)
        assert abs(halves) <= len(KINDS) + 1
    every = [*cases, *drafted, *(case for name in LATER for case in bench.later(name))]
    assert len({case.text for case in every}) == len(every)


@pytest.mark.parametrize(
    "text", ["They killed the feature.", "It is a war on spam.", "The setup is dead simple."]
)
def test_what_only_sounds_grim_passes(text: str) -> None:
    assert unfair([text]) == ()


def test_a_fact_may_say_what_somebody_is_accused_of_when_it_says_by_whom() -> None:
    assert unfair((), ["Prosecutors said that the firm defrauded 400 investors."]) == ()
    assert unfair((), ["The firm defrauded 400 investors."])[0].kind == "legal"
    assert unfair((), ["Two of the victims were treated in hospital."]) == ()


def test_a_joke_may_repeat_an_accusation_that_a_fact_attributes() -> None:
    joke = "Prosecutors say that the firm defrauded 400 investors, and the firm says hello."
    said = "Prosecutors said that the firm defrauded 400 investors."
    assert unfair([joke], [said]) == ()
    (found,) = unfair([joke], ["The firm sold 400 chairs."])
    assert (found.kind, found.sentence) == ("legal", joke)


def test_who_is_robbed_is_not_accused_and_who_is_wronged_is_no_butt() -> None:
    assert unfair(["The firm was defrauded by its own printer."]) == ()
    assert unfair(["The receptionist who was promised a rise has been promised another."]) == ()
    assert unfair(["The receptionist who signed for it has the wit of the parcel."])


def test_a_family_name_is_a_person_once_its_first_name_was_told() -> None:
    joke = "Brandauer looks like a thumb."
    assert unfair([joke]) == ()
    assert unfair(["Helmut Brandauer opened the fair.", joke])[0].sentence == joke


def test_what_a_joke_quotes_is_its_sources_but_for_slurs() -> None:
    assert unfair(["The headline was “A widow sues the ferry”, in blue."]) == ()
    assert unfair(["He called it “a job for retards”, on the record."])[0].kind == "slur"


@pytest.mark.parametrize("tag", ["en", "de"])
def test_every_rule_of_a_language_can_match(tag: str) -> None:
    for rules in fields_of(language(tag)):
        for several in rules.by_class.values():
            for rule in several:
                re.compile(rule.spelled)


@pytest.mark.parametrize("tag", ["en", "de"])
def test_every_list_of_words_is_asked_for(tag: str) -> None:
    path = files("roaster.roasts.fairness") / "words" / f"{tag}.yaml"
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    single = [read[name] for name in ("figures", "attributed", "attributed_in_facts")]
    asked = " ".join([*single, *read["signs"].values(), *read["rules"].values()])
    held = " ".join(read["classes"].values())
    named = set(re.findall(r"[A-Z]+", f"{asked} {held}")) | {"FIRSTNAME", "TITLE"}
    assert set(read["classes"]) <= named


def fields_of(spoken: Language) -> list[Rules]:
    """Every set of rules of a language."""
    return [
        spoken.figures,
        spoken.attributed,
        spoken.attributed_in_facts,
        spoken.signs,
        spoken.rules,
    ]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [("THIEF is", "no class THIEF"), ("..4 !CROOK", "must be there")],
)
def test_a_rule_that_could_never_match_is_refused(rule: str, reason: str) -> None:
    read = {
        "classes": {"CROOK": "thief con_artist brib*"},
        "figures": "",
        "attributed": "",
        "attributed_in_facts": "",
        "signs": {},
        "rules": {"legal": rule},
    }
    with pytest.raises(ValueError, match=reason):
        language_of(read)


def test_a_beginning_that_is_too_short_to_look_up_is_refused() -> None:
    with pytest.raises(ValueError, match="more letters"):
        lexicon_of({"CROOK": "bri*"}, ())


@given(st.lists(st.text(max_size=200), max_size=3), st.lists(st.text(max_size=200), max_size=2))
def test_whatever_stands_in_a_text_a_finding_is_a_sentence_of_it(
    jokes: list[str], facts: list[str]
) -> None:
    every = "\n".join((*jokes, *facts))
    for found in unfair(jokes, facts):
        assert found.kind in KINDS
        assert found.sentence in every
        assert found.words


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


@pytest.mark.parametrize("digits", ["1" * 5000, "\N{ARABIC-INDIC DIGIT THREE}" * 5000])
def test_a_number_that_python_does_not_read_is_a_number(digits: str) -> None:
    assert unfair([f"He is fat, and {digits} years old."])
    assert not unfair([f"The company lost {digits} dollars."])


def test_a_sentence_is_coded_once_however_often_a_rule_matches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    coded: list[object] = []
    code = tagging._code
    monkeypatch.setattr(tagging, "_code", lambda classes: coded.append(classes) or code(classes))
    unfair(["He is fat " * 300])
    assert len(coded) <= 3 * 900
