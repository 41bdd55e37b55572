from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.events.changes import Change, ChangeKind, material_change, retitled
from roaster.model.news import Article

TOLD = """Harbour authority spends $40 million on a bridge that ends in the water
The harbour authority of Port Averil spent $40 million on the new bridge.
The bridge ends 60 metres before the other shore. Ferries carry the cars for 9 crowns.
An inquiry was announced for next year."""


def change(title: str, text: str = "") -> Change | None:
    article = Article("https://courier.example/1", title, "Courier", text or f"{title}.")
    return material_change(article, TOLD)


def kind(title: str, text: str = "") -> ChangeKind | None:
    found = change(title, text)
    return found.kind if found else None


@pytest.mark.parametrize(
    "title",
    [
        "Correction: Harbour bridge reaches the shore",
        "Corrected: the bridge of Port Averil",
        "UPDATE: Harbour authority explains its bridge",
        "Retraction of our report on the harbour bridge",
        "Korrektur: Die Brücke von Port Averil",
        "Berichtigung zur Brücke",
    ],
)
def test_a_correction_in_the_title_is_told(title: str) -> None:
    assert kind(title) is ChangeKind.CORRECTION


@pytest.mark.parametrize(
    "last",
    [
        "An earlier version of this article gave a wrong length of the bridge.",
        "In einer früheren Version hieß es, die Brücke sei kürzer.",
        "This story has been corrected to give the length of the river.",
    ],
)
def test_a_correction_at_the_end_is_told_with_its_sentence(last: str) -> None:
    found = change("Bridge of Port Averil ends in the water", f"The bridge is short.\n\n{last}")
    assert found == Change(ChangeKind.CORRECTION, last, "the source corrects itself")


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        (ChangeKind.REVERSAL, "Harbour authority cancels the bridge"),
        (ChangeKind.REVERSAL, "Port Averil drops plan for a second half"),
        (ChangeKind.REVERSAL, "Director reverses course on the ferries"),
        (ChangeKind.REVERSAL, "Hafenbehörde rudert zurück"),
        (ChangeKind.REVERSAL, "Stadt zieht die Brücke von Averil zurück"),
        (ChangeKind.DECISION, "Court rules that the bridge is a pier"),
        (ChangeKind.DECISION, "Council votes to extend the bridge"),
        (ChangeKind.DECISION, "Verdict in the case of the short bridge"),
        (ChangeKind.DECISION, "Gericht untersagt den Weiterbau der Brücke"),
        (ChangeKind.DECISION, "Director of the harbour authority resigns"),
    ],
)
def test_reversals_and_decisions_are_told(wanted: ChangeKind, title: str) -> None:
    found = change(title)
    assert found is not None
    assert (found.kind, found.evidence) == (wanted, title)


def test_another_sum_for_the_same_thing_is_told_with_both() -> None:
    now = "The harbour authority of Port Averil spent $52 million on the new bridge, it said."
    found = change("More about the bridge of Port Averil", now)
    assert found == Change(ChangeKind.NUMBERS, now, "$52 million now, $40 million before")


@pytest.mark.parametrize(
    "text",
    [
        "The harbour authority of Port Averil spent $40 million on the new bridge.",
        "The harbour authority of Port Averil spent 40 million dollars on the new bridge.",
        "Tickets to the museum of glass raised $2 million last summer.",  # of something else
        "The harbour authority of Port Averil spent three years on the new bridge.",
    ],
)
def test_the_same_sum_and_sums_of_other_things_change_nothing(text: str) -> None:
    assert change("More about the bridge of Port Averil", text) is None


def test_another_article_that_says_the_same_changes_nothing() -> None:
    assert change("Bridge of Port Averil ends in the water", "It ends before the shore.") is None


def test_what_the_roast_tells_already_is_no_change() -> None:
    article = Article("https://c.example/1", "Maker scraps fee", "Courier", "It scraps the fee.")
    assert material_change(article, "Maker scraps its fee after eleven days.") is None


def test_an_event_that_has_become_grim_is_told_before_all_else() -> None:
    found = change("Correction: two workers killed at the bridge of Port Averil")
    assert found is not None
    assert found.kind is ChangeKind.SOBER
    assert "death" in found.words


def test_only_subjects_that_the_site_keeps_from_end_a_joke() -> None:
    article = Article("https://c.example/1", "Director of the bridge treated for cancer", "C", "")
    assert material_change(article, TOLD, ("death",)) is None
    assert material_change(article, TOLD, ("death", "illness")) is not None


def test_a_roast_of_something_grim_hears_no_more_of_it() -> None:
    article = Article("https://c.example/1", "Two workers killed at the bridge", "C", "")
    assert material_change(article, "Director of the bridge dies at 80.") is None


def test_numbers_of_the_dead_are_never_weighed_against_each_other() -> None:
    told = "Floods: 50 people died in the valley of Averil on Monday, officials said."
    text = "Floods: 70 people died in the valley of Averil on Monday, officials said."
    article = Article("https://c.example/1", "The valley of Averil", "Courier", text)
    found = material_change(article, told)
    assert found is None or found.kind is not ChangeKind.NUMBERS


def test_a_source_with_a_new_title_is_told_only_when_the_title_brings_something() -> None:
    old = "Harbour authority spends $40 million on a bridge that ends in the water"
    assert retitled(old.upper(), old, TOLD) is None
    assert retitled("The bridge that ends in the water", old, TOLD) is None
    sums = retitled(old.replace("40", "52"), old, TOLD)
    assert sums is not None
    assert sums.kind is ChangeKind.NUMBERS
    gone = retitled("Harbour authority scraps its bridge", old, TOLD)
    assert gone is not None
    assert gone.kind is ChangeKind.REVERSAL


@given(st.text(max_size=200), st.text(max_size=2000), st.text(max_size=1000))
def test_any_text_is_taken_and_evidence_is_bounded(title: str, text: str, told: str) -> None:
    found = material_change(Article("https://c.example/1", title, "C", text), told)
    assert found is None or len(found.evidence) <= 300


def test_a_text_never_changes_itself() -> None:
    article = Article("https://c.example/1", TOLD.split("\n")[0], "C", TOLD)
    assert material_change(article, TOLD) is None
