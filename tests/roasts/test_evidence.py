"""A fact is proven by the source's own words, or it is not proven."""

from __future__ import annotations

from decimal import Decimal
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.roasts.evidence import Proof, Unproven, make_ground, prove
from roaster.roasts.folding import find_all, fold, folded_text
from roaster.roasts.names import names_in
from roaster.text.quantities import quantities


def proof(samples: ModuleType, fact: str, quote: str = "", source: int = 0) -> Proof | Unproven:
    article = samples.article(source)
    ground = make_ground(article.text, f"{article.title}\n{article.outlet}")
    return prove(fact, quote or fact, ground)


@pytest.mark.parametrize(
    ("kept", "cut"),
    [("12", " billion"), ("3", ".5 percent"), ("1", ",200"), ("12", "-million")],
)
def test_a_number_that_is_cut_short_is_another_number(kept: str, cut: str) -> None:
    said = "Brightwell said on Tuesday that its offer for the shares of its rival came to"
    ground = make_ground(f"{said} {kept}{cut}. It said no more.", "Brightwell bids")
    fact = f"{said} {kept}."
    found = prove(fact, fact, ground)
    assert isinstance(found, Unproven)
    assert kept in found.reason
    assert isinstance(prove(f"{said} {kept}{cut}.", fact, ground), Proof)


@pytest.mark.parametrize(
    ("fact", "quote", "source"),
    [
        ("Brightwell Systems cut 1,200 jobs.", "Brightwell Systems cut 1,200 jobs", 0),
        ("Some 1200 jobs were cut.", "cut 1,200 jobs on Tuesday", 0),
        ("The cuts affect 14% of the workforce.", "the cuts affect 14 percent of the WORKFORCE", 0),
        (
            "It will spend 40 million dollars on a visitor centre.",
            "would spend $40 million on a",
            0,
        ),
        ("Shares rose 3.5 percent to €18.20.", "Shares rose 3.5% to €18.20 before lunch", 0),
        (
            '"We are investing in people," the chief executive said.',
            '"We are investing in people',
            0,
        ),
        ("It did not name a date for severance payments.", "did not name a date for severance", 0),
        ("No executive bonus was reduced.", "No executive bonus was reduced.", 1),
        (
            "Brightwell's profit was $310 million last year.",
            "a profit of $310 million last year",
            1,
        ),
        ("Regulators in Lisbon opened an inquiry.", "a quote that the model made up entirely", 0),
    ],
)
def test_true_facts_are_proven_with_the_sources_own_words(
    samples: ModuleType, fact: str, quote: str, source: int
) -> None:
    result = proof(samples, fact, quote, source)
    assert isinstance(result, Proof), result
    assert result.span in " ".join(samples.article(source).text.split())


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        ("Brightwell Systems cut 1,300 jobs.", "Brightwell Systems cut 1,200 jobs"),
        ("Brightwell Systems cut 1.2 million jobs.", "Brightwell Systems cut 1,200 jobs"),
        ("The cuts affect 41 percent of the workforce.", "The cuts affect 14 percent"),
        ("The centre costs $40 billion.", "spend $40 million on a new visitor centre"),
        ("The centre costs €40 million.", "spend $40 million on a new visitor centre"),
        ("The cuts affect half of the workforce.", "The cuts affect 14 percent of the workforce"),
        ("Shares rose 3.5 percent to €18.30.", "Shares rose 3.5% to €18.20"),
        (
            "The cuts affect the workforce in Lisbon and Berlin.",
            "the workforce in Lisbon and Dublin",
        ),
        ("Regulators in Lisbon opened an inquiry on 9 April.", "opened an inquiry on 8 April"),
        ("Regulators in Lisbon opened an inquiry on 8 May.", "opened an inquiry on 8 April"),
        ("It named a date for severance payments.", "name a date for severance payments"),
        ("Brightwell did not cut 1,200 jobs on Tuesday.", "cut 1,200 jobs on Tuesday"),
        ("Dolphins were involved in the matter.", "Brightwell Systems cut 1,200 jobs"),
        ("The Fooberger company sold a yacht.", "The company said it would"),
        ("The moon is made of cheese.", "the moon is made of cheese"),
    ],
)
def test_changed_or_invented_facts_are_not(samples: ModuleType, fact: str, quote: str) -> None:
    result = proof(samples, fact, quote)
    assert isinstance(result, Unproven), result
    assert result.reason


def test_a_denial_beside_the_fact_is_none_of_it() -> None:
    ground = make_ground("Regulators did not object, and the merger closed on 3 May in Porto.")
    quote = "the merger closed on 3 May"
    assert isinstance(prove("The merger closed on 3 May.", quote, ground), Proof)


def test_the_span_is_the_sources_copy_not_the_models(samples: ModuleType) -> None:
    result = proof(samples, "Rain fell on the harbour.", '"people are our  ONLY product"')
    assert isinstance(result, Unproven)  # the words are there, but they say something else
    fact = "Its chief executive told staff that people are its only product."
    assert proof(samples, fact, '"PEOPLE are our only product"') == Proof(
        "people are our only product"
    )


def test_a_number_is_not_found_inside_a_longer_one() -> None:
    assert find_all(fold("it rose 11.5 points"), "1.5 points") == []
    assert find_all(fold("it rose 1.5 points"), "1.5 points") == [(8, 18)]
    assert find_all(fold("the partly art"), "art") == [(11, 14)]


@given(st.text(max_size=200), st.integers(0, 100), st.integers(1, 100))
def test_what_stands_in_a_text_is_found_and_leads_back_to_itself(
    text: str, start: int, length: int
) -> None:
    phrase = text[start : start + length]
    for begin, end in find_all(fold(text), phrase):
        assert fold(text[begin:end]).text == fold(phrase).text


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("1,200 jobs", {1200}, ""),
        ("1.200 Stellen", {1200, Decimal("1.2")}, ""),
        ("1’200", {1200}, ""),
        ("1,234.56", {Decimal("1234.56")}, ""),
        ("1.234,56", {Decimal("1234.56")}, ""),
        ("3,5 Prozent", {Decimal("3.5")}, "%"),
        ("$4bn", {4_000_000_000}, "$"),
        ("4 billion dollars", {4_000_000_000}, "$"),
        ("US$4,000 million", {4_000_000_000}, "$"),
        ("four billion dollars", {4_000_000_000}, "$"),
        ("a 4-billion-dollar deal", {4_000_000_000}, "$"),
        ("two hundred and five", {205}, ""),
        ("forty-two percent", {42}, "%"),
        ("a hundred", {100}, ""),
        ("three-month delay", {3}, "month"),
        ("GPT-4", {4}, ""),
        ("Q3", {3}, ""),
        ("5k", {5000}, ""),
        ("12 km", {12}, "km"),
        ("10 Millionen Euro", {10_000_000}, "€"),
    ],
)
def test_numbers_are_read_however_they_are_written(text: str, values: set[int], unit: str) -> None:
    (quantity,) = quantities(text)
    assert quantity.values == values
    assert quantity.unit == unit


def test_several_numbers_stay_several() -> None:
    assert [min(q.values) for q in quantities("between two and three of 10.4.2026")] == [
        2,
        3,
        10,
        4,
        2026,
    ]
    assert quantities("no one knew, one by one") == []


def test_the_unit_of_a_range_belongs_to_both_ends() -> None:
    first, second = quantities("from 40 to 30 percent")
    assert (first.unit, second.unit) == ("%", "%")
    low, _ = quantities("two to three million")
    assert low.values == {2, 2_000_000}


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    quantities(text)
    names_in(text, frozenset(name.casefold() for name in names_in(text)))
    prove(text, text, make_ground(text))


def test_names_are_capital_words_that_do_not_only_begin_a_sentence() -> None:
    text = "Yesterday the Board of OpenAI’s rival met. OpenAI said nothing. “We” is no name: None."
    assert names_in(text) == ["Board", "OpenAI", "OpenAI"]
    assert names_in("Brightwell cut jobs.", frozenset(("brightwell",))) == ["Brightwell"]


@given(st.text() | st.text(alphabet="aZ \t\n\x1c\x85\xa0…“’İßΣςꭰ¨\u2028.-"))
def test_a_text_is_folded_alike_with_and_without_the_way_back(text: str) -> None:
    assert folded_text(text) == fold(text).text
