"""Looking at words first finds what the patterns alone would find."""

from __future__ import annotations

import re
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from roaster.roasts.gate.number_words import COUNTS, HEDGE, PARTS, SPECIAL, hedge_before, specials

IN_PATTERNS = re.findall(r"[^\W_]+", f"{SPECIAL.pattern} {HEDGE.pattern}")
MADE = "Q1 Q3 3x 7 20 fivefold fünfmal zweifache doubled tripled verdoppelte topped exceeded beiden"
WORDS = sorted({*IN_PATTERNS, *COUNTS, *PARTS, *MADE.split()})
ANY = st.one_of(
    st.sampled_from(WORDS), st.integers(0, 120).map(str), st.text("ab1.,$%-’", min_size=1)
)
SPACES = st.sampled_from([" ", "-", " and a half ", " of a ", " in ", ", ", "\n", "x "])
TEXTS = st.lists(st.tuples(ANY, SPACES), max_size=9).map(
    lambda parts: "".join(word + space for word, space in parts)
)


def as_the_patterns_alone(text: str) -> bool:
    hedge, there = hedge_before(text), HEDGE.search(text)
    return [match.span() for match in specials(text)] == [
        match.span() for match in SPECIAL.finditer(text)
    ] and (hedge and hedge.span()) == (there and there.span())


def test_every_pair_of_words_is_read_as_by_the_patterns_alone() -> None:
    pairs = (f"{one}{space}{other} " for one, other in product(WORDS, WORDS) for space in " -")
    assert [text for text in pairs if not as_the_patterns_alone(text)] == []


@given(TEXTS)
def test_longer_texts_are_too(text: str) -> None:
    assert as_the_patterns_alone(text)
