"""Looking at words first finds what the patterns alone would find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from roaster.roasts.gate.number_words import COUNTS, HEDGE, PARTS, SPECIAL, hedge_before, specials

WORDS = st.one_of(
    *(
        st.sampled_from(sorted(set(re.findall(r"[^\W\d_]+", pattern.pattern))))
        for pattern in (SPECIAL, HEDGE)
    ),
    st.sampled_from(
        [*COUNTS, *PARTS, "Q3", "3x", "fivefold", "fünfmal", "zweifache", "dreifacher"]
    ),
    st.sampled_from(["doubled", "tripled", "verdoppelte", "topped", "exceeded", "beiden", "10th"]),
    st.integers(0, 120).map(str),
    st.text("ab1.,$%-’", min_size=1, max_size=4),
)
SPACES = st.sampled_from([" ", "-", " and a half ", " of a ", " in ", ", ", "\n", "x "])
TEXTS = st.lists(st.tuples(WORDS, SPACES), max_size=9).map(
    lambda parts: "".join(word + space for word, space in parts)
)


@given(TEXTS)
def test_every_number_in_words_is_found(text: str) -> None:
    there = [(match.span(), match.lastgroup) for match in SPECIAL.finditer(text)]
    assert [(match.span(), match.lastgroup) for match in specials(text)] == there


@given(TEXTS)
def test_every_hedge_is_found(text: str) -> None:
    match, there = hedge_before(text), HEDGE.search(text)
    assert (match and match.span()) == (there and there.span())
