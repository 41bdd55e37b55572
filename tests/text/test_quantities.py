"""Numbers of a text, whatever stands in it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.text.quantities import quantities

PIECES = ("six", "SİX", "ſix", "twenty-one", "million", "and", "to", "4", "$", "dollars", " ", "-")


def values(text: str) -> list[Decimal]:
    return [max(quantity.values) for quantity in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twenty-one of (six hundred) left.", [21, 600]),
        ("It has no number at all.", []),
        ("Einundzwanzig Tage, 1.200 Stellen", [21, 1200]),
    ],
)
def test_numbers_in_words_are_read_wherever_they_stand(text: str, expected: list[int]) -> None:
    assert values(text) == expected


def test_letters_that_only_look_like_a_number_word_are_none() -> None:
    # A pattern that ignores case takes both for letters of “six”.
    assert values("a sİx and a ſix") == []


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_no_text_makes_it_fail(text: str) -> None:
    for quantity in quantities(text):
        assert quantity.written in text
