"""Words and expressions that items are chosen by: what they find, and that they end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.text.filters import pattern_fault, read_patterns


def finds(written: str, text: str) -> bool:
    (pattern,) = read_patterns((written,))
    return pattern.stands_in(text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("apple", "An APPLE a day"),
        ("Apple", "apple, again"),
        ("two words", "these two\n  words"),
        ("C++", "the C++ book"),
        ("straße", "IN DER STRASSE"),
        ("Ärger", "A\u0308RGER im Amt"),
        ("日本", "新日本銀行"),
        ("TCP/IP", "why TCP/IP won"),
        ("/sponsor(ed)?/", "Sponsored: a mattress"),
        ("/^live:/", "LIVE: the opening"),
        ("/(?-i:AI)/", "AI is tired"),
    ],
)
def test_it_is_found(written: str, text: str) -> None:
    assert finds(written, text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("apple", "pineapple"),
        ("art", "an article on smart carts"),
        ("two words", "twowords"),
        (".", "no such mark here"),
        ("/(?-i:AI)/", "he said ai"),
        ("/^live:/", "now live: the opening"),
    ],
)
def test_it_is_not_found(written: str, text: str) -> None:
    assert not finds(written, text)


@pytest.mark.parametrize("written", ["", "  ", "/(/", r"/(a)\1/", "/(?=a)/", "x" * 501])
def test_what_cannot_be_looked_for_is_told(written: str) -> None:
    assert pattern_fault(written)


@pytest.mark.parametrize(
    "written", ["/((a{99}){99}){99}/", "/(((x{999}){999}){999}){999}/", r"/(\p{L}{0,1000})+b/"]
)
def test_a_pattern_that_would_fill_the_memory_is_refused(written: str) -> None:
    assert pattern_fault(written)


@pytest.mark.parametrize("written", ["/(a+)+$/", "/(a|aa)+$/", "/(a|b?a)+$/", "/(.*)*(.*)*x/"])
def test_a_pattern_made_to_hang_answers(written: str) -> None:
    assert not finds(written, "a" * 19_000 + "!")


@given(st.text(max_size=40), st.text(max_size=60))
def test_what_has_no_fault_can_be_looked_for_in_anything(written: str, text: str) -> None:
    if not pattern_fault(written):
        finds(written, text)


@given(st.text(min_size=1, max_size=20).filter(lambda s: s.strip() and "/" not in s))
def test_a_word_is_found_where_it_stands_alone(word: str) -> None:
    assert finds(word, f"so … {word} … so")
