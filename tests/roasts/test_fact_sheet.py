"""The fact sheet sorts what sources say, in their own words, and stays small whatever they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.roasts.attribution import is_claim, speaker_in, tells_of_the_unknown
from roaster.roasts.fact_sheet import LONGEST, FactSheet, make_fact_sheet
from roaster.roasts.source_text import tokens_in
from roaster.text.clean import clean_line, clean_text

GOLD = Path("../shared/data/articles/gold.json")
FIRST = """\
The city of Lune sold its tram depot for $40 million on 3 March. About 120 drivers work at the \
depot in Harbour Street. The council had promised to keep the depot for ten years.

The mayor's office said that the sale was “a gift to the future”. The council did not say where \
the trams will sleep."""
SECOND = """\
Lune's tram depot was sold to a hotel chain for $46 million. Some 120 drivers are employed at the \
depot in Harbour Street, on the edge of town. According to the drivers' union, nobody was told.

It is unclear where the trams will go. Dates such as 14 May 2026 came up at the meeting."""


@pytest.fixture
def sheet() -> FactSheet:
    return make_fact_sheet([FIRST, SECOND])


def test_what_several_sources_report_is_known_and_names_them(sheet: FactSheet) -> None:
    (known,) = sheet.known
    assert known.text == "About 120 drivers work at the depot in Harbour Street."
    assert known.sources == (0, 1)


def test_what_is_only_said_is_claimed_with_its_speaker(sheet: FactSheet) -> None:
    assert [(claim.speaker, claim.sources) for claim in sheet.claimed] == [
        ("The council", (0,)),
        ("the drivers' union", (1,)),
        ("The mayor's office", (0,)),
    ]
    claimed = {claim.text for claim in sheet.claimed}
    assert not claimed & {each.text for each in (*sheet.known, *sheet.shown)}


def test_figures_that_differ_are_a_contradiction_and_never_known(sheet: FactSheet) -> None:
    (pair,) = sheet.contradictions
    assert "$40 million" in pair.one.text
    assert "$46 million" in pair.other.text
    assert (pair.one.sources, pair.other.sources) == ((0,), (1,))
    assert not any("million" in each.text for each in (*sheet.known, *sheet.shown))


def test_what_is_not_known_is_told(sheet: FactSheet) -> None:
    assert [(each.text, each.sources) for each in sheet.unknown] == [
        ("The council did not say where the trams will sleep.", (0,)),
        ("It is unclear where the trams will go.", (1,)),
    ]


def test_figures_and_dates_come_with_their_sources(sheet: FactSheet) -> None:
    assert [(each.text, each.sources) for each in sheet.figures] == [
        ("120 drivers", (0, 1)),
        ("$40 million", (0,)),
        ("ten years", (0,)),
        ("$46 million", (1,)),
    ]
    assert [each.text for each in sheet.dates] == ["3 March", "14 May 2026"]


def test_one_source_alone_is_said_to_be_one() -> None:
    assert next(make_fact_sheet([FIRST]).lines()) == "all of it rests on one source"
    assert not make_fact_sheet([FIRST]).known


def test_the_sheet_as_text_names_each_source(sheet: FactSheet) -> None:
    lines = list(sheet.lines())
    assert "- About 120 drivers work at the depot in Harbour Street. [0, 1]" in lines
    assert any(line.startswith("- The mayor's office: ") and line.endswith("[0]") for line in lines)
    assert any(" <> " in line for line in lines)
    assert "dates: 3 March [0]; 14 May 2026 [1]" in lines


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("According to the ministry, 38 printers were ordered.", "the ministry"),
        ("The firm's spokeswoman said on Monday that all is well.", "The firm's spokeswoman"),
        ("“We care,” said the airline.", "the airline"),
        ("“We are investing in people,” the chief executive said.", "the chief executive"),
        ("It closed, a week after its owner told staff to stay.", "its owner"),
        ("Officials say the plan, which cost $4m, is sound.", "Officials"),
        ("Laut dem Ministerium wurden 38 Drucker bestellt.", "dem Ministerium"),
        ("Der Konzern erklärte, alles sei gut.", "Der Konzern"),
        ("„Wir prüfen das“, sagte eine Sprecherin der Bahn am Montag.", "eine Sprecherin der Bahn"),
        ("He said it was fine.", ""),
    ],
)
def test_who_says_it(sentence: str, speaker: str) -> None:
    assert is_claim(sentence)
    assert speaker_in(sentence) == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "The bank declined to comment.",
        "It has not yet named a date.",
        "The reason is unclear.",
        "Die Ursache ist nicht bekannt.",
        "Das Unternehmen wollte sich nicht äußern.",
    ],
)
def test_what_a_sentence_does_not_know(sentence: str) -> None:
    assert tells_of_the_unknown(sentence)


@pytest.mark.parametrize("sentence", ["Shares fell 3 percent.", "Der Kurs fiel um 3 Prozent."])
def test_a_plain_report_is_neither(sentence: str) -> None:
    assert not is_claim(sentence)
    assert not tells_of_the_unknown(sentence)


@given(st.lists(st.text(max_size=600), max_size=4))
def test_every_sentence_of_a_sheet_stands_in_its_source(texts: list[str]) -> None:
    cleaned = [clean_text(text) for text in texts]
    sheet = make_fact_sheet(cleaned)
    for each in (*sheet.known, *sheet.shown, *sheet.claimed, *sheet.unknown):
        assert each.text.rstrip("…") in clean_line(cleaned[each.sources[0]])
        assert len(each.text) <= LONGEST


def test_a_sheet_stays_small_for_many_long_sources() -> None:
    line = "The council of Lune said on {} May that {} drivers of Harbour Street left. "
    texts = ["".join(line.format(n % 28 + 1, n + k) for n in range(400)) for k in range(12)]
    assert tokens_in("\n".join(make_fact_sheet(texts).lines())) < 2_500


@pytest.mark.skipif(
    not GOLD.exists(), reason=f"needs {GOLD}: put the shared test data beside the checkout"
)
def test_real_articles_get_a_sheet_each_that_is_true_to_them() -> None:
    records = json.loads(GOLD.read_text(encoding="utf-8"))
    texts = [clean_text(record["body"]) for record in records if record.get("body")]
    sheets = [make_fact_sheet([text]) for text in texts]
    assert all(sheet.shown or sheet.claimed for sheet in sheets)
    claims = [
        (claim, text) for sheet, text in zip(sheets, texts, strict=True) for claim in sheet.claimed
    ]
    assert len(claims) > 50
    assert all(claim.speaker in clean_line(text) for claim, text in claims)
    assert sum(bool(claim.speaker) for claim, _ in claims) > len(claims) / 2
