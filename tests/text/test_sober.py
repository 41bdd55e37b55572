from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.config.schema import DEFAULT_NEVER_ROAST
from roaster.text.sober import SUBJECTS, SoberMatch, sober_subject

ALARMS = [
    ("death", "Veteran newsreader dies after a short illness"),
    ("death", "Football star dead at 17"),
    ("death", "Record rains kill eight and strand thousands"),
    ("death", "Two workers killed at the new plant"),
    ("death", "Blast at the office killed three people"),
    ("death", "The death of the company founder shakes the town"),
    ("death", "Der Gründer ist gestorben"),
    ("disaster", "Strong earthquake strikes the islands"),
    ("disaster", "Wildfire forces evacuation of two valleys"),
    ("disaster", "Train derailment closes the line"),
    ("violence", "Man stabbed outside a station"),
    ("violence", "Mass shooting at a mall"),
    ("violence", "Gunman opened fire at a concert"),
    ("violence", "Missionary kidnapped on the road"),
    ("violence", "Drone strikes continue in the war in Sudan"),
    ("suicide", "Coroner: the manager took his own life"),
    ("suicide", "A suicide at the barracks"),
    ("illness", "Presenter diagnosed with a rare condition"),
    ("illness", "Ebola outbreak spreads to a new province"),
    ("illness", "Senator treated for cancer"),
    ("minors", "12-year-old boy found after three days"),
    ("minors", "Teenager arrested over a prank"),
    ("minors", "Child abuse inquiry opens"),
    ("private-persons", "Local woman complains about her parcel"),
    ("private-persons", "A father of three and his lawn"),
    ("accusations", "Mayor accused of taking bribes"),
    ("accusations", "Coach faces sexual assault allegations"),
    ("accusations", "Director denies charges, pleads not guilty"),
]

FALSE_ALARMS = [
    "They killed the feature nobody asked for",
    "The company killed off its beloved reader app",
    "Killed by Google: the next entry in the list",
    "A killer feature for spreadsheets",
    "The kill switch did not switch",
    "War on spam enters its third decade",
    "Trade war: both sides win, both sides say",
    "Setup is dead simple, says the maker",
    "A dead end for the merger",
    "The password is dead, long live the password",
    "Bug crashes the app on launch day",
    "Stock market crash simulator crashes",
    "Fatal error: the licence has expired",
    "Shooting for the stars, landing on the carpet",
    "New phone shoots video in the dark",
    "The film starts shooting in May",
    "A long shot at the title",
    "Attack on inflation: ministers meet again",
    "Ransomware attack hits the archive",
    "Child process exits before its parent",
    "A post goes viral for the wrong reasons",
    "Antivirus vendor flags itself",
    "Suicide Squad game loses its players",
    "Career suicide by press release",
    "Landslide victory for the only candidate",
    "An avalanche of apologies",
    "The blue screen of death turns black",
    "Fans are dying to know",
    "Chip maker shrinks the die size",
    "Startup promises to disrupt breakfast",
    "The death of the cookie is postponed again",
    "A bombshell report about staplers",
    "Minor update breaks major things",
    "A stroke of genius, says its owner",
    "Explosive growth of meetings",
    "The three-year-old company is profitable",
    "Murder mystery dinner for shareholders",
    "Coronavirus loans went to a maker of paddling pools",
    "New Quake mission pack is older than its players",
    "Model beats hurricane forecasts, and the weather",
]


@pytest.mark.parametrize(("subject", "title"), ALARMS)
def test_a_title_about_a_sober_subject_stops_the_event(subject: str, title: str) -> None:
    assert sober_subject(title, "", [subject]) is not None, title


@pytest.mark.parametrize("title", FALSE_ALARMS)
def test_figures_of_speech_stop_nothing(title: str) -> None:
    assert sober_subject(title, f"{title}.", SUBJECTS) is None, title


def test_the_subjects_of_the_default_config_are_all_known() -> None:
    assert set(DEFAULT_NEVER_ROAST) == set(SUBJECTS)


def test_one_mention_deep_in_the_text_does_not_stop_an_event() -> None:
    quiet = ["The vendor presented a new folding ladder with a subscription."] * 8
    deep = "The inventor of the ladder died in 1911."
    text = "\n\n".join((*quiet, deep, *quiet))
    assert sober_subject("A ladder that wants a subscription", text, SUBJECTS) is None


def test_a_text_that_keeps_returning_to_it_stops_the_event() -> None:
    quiet = "The vendor presented a new folding ladder with a subscription."
    deep = "Another worker died on the site."
    text = "\n\n".join((quiet, quiet, quiet, *[deep] * 6))
    assert sober_subject("A ladder that wants a subscription", text, SUBJECTS) is not None


def test_the_first_paragraph_is_enough() -> None:
    text = "Three people were killed when the bridge gave way.\n\nThe builder had won a prize."
    found = sober_subject("A prize-winning bridge", text, ["death"])
    assert found == SoberMatch(
        "death", ("killed",), "Three people were killed when the bridge gave way."
    )


def test_only_the_subjects_asked_for_are_looked_for() -> None:
    assert sober_subject("Senator treated for cancer", "", ["death", "violence"]) is None
    assert sober_subject("Senator treated for cancer", "", []) is None


@pytest.mark.parametrize(
    ("subject", "category"),
    [
        ("death", "Obituaries"),
        ("death", "deaths"),
        ("death", "Todesanzeigen"),
        ("violence", "Crime"),
        ("violence", "True  Crime"),
    ],
)
def test_a_category_that_says_enough_stops_the_event(subject: str, category: str) -> None:
    found = sober_subject("A life with trams", "He loved them.", SUBJECTS, ("news", category))
    assert found == SoberMatch(subject, (category.replace("  ", " "),), "A life with trams")
    assert sober_subject("A life with trams", "", ["illness"], (category,)) is None
    assert sober_subject("A life with trams", "", SUBJECTS, ("life", f"{category} fiction")) is None


def test_a_further_word_is_looked_for_as_a_whole_word() -> None:
    assert sober_subject("The Church of the Algorithm", "", ["church"]) is not None
    assert sober_subject("Churchill and the algorithm", "", ["church"]) is None
    assert sober_subject("A new royal  family name", "", ["Royal Family"]) is not None
    assert sober_subject("Price (in $) and c++ (really)", "", ["c++"]) is not None


def test_curly_quotes_and_hidden_characters_hide_nothing() -> None:
    assert sober_subject("Founder di\u200bes at 80", "", ["death"]) is not None
    assert sober_subject("He lost his life’s work", "", ["death"]) is not None
    assert sober_subject("He lost his sense of humour", "", ["death"]) is None


@given(st.text(max_size=400), st.text(max_size=2000), st.lists(st.text(max_size=20), max_size=4))
def test_any_text_and_any_word_are_taken(title: str, text: str, words: list[str]) -> None:
    found = sober_subject(title, text, [*words, *SUBJECTS])
    assert found is None or found.words


def test_long_hostile_text_is_searched_in_bounded_time() -> None:
    hostile = "killed " * 20_000 + "the feature " + "dead dead " * 20_000
    assert sober_subject(hostile, hostile, SUBJECTS) is not None
