from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roaster.text.clean import clean_line, clean_text, cut

HIDDEN = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u3164\ufeff\uffa0"
) | {
    chr(code)
    for first, last in (
        (0x180B, 0x180F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0E), (0xFFF9, 0xFFFB),
        (0xE0000, 0xE01EF),
    )
    for code in range(first, last + 1)
}  # fmt: skip
HIDING = st.text(st.sampled_from([*sorted(HIDDEN), "a", "e", "\u0301", " ", "\n", "\r", "\u3000"]))


@given(text=st.text() | HIDING)
@example("a\u2028\n\u200b\n b")
@example("e\u00ad\u0301")
@example("\r\n\r\r\n")
@example("\x85\x0b a")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


@given(text=st.text() | HIDING)
def test_what_cannot_be_seen_is_gone(text: str) -> None:
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(ch) in ("Cc", "Cs") for ch in clean if ch != "\n")
    assert not any(ch in HIDDEN for ch in clean)
    assert "\n\n\n" not in clean
    assert clean == clean.strip()


@given(text=st.text())
def test_a_clean_line_is_one_line(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1
    assert "  " not in clean_line(text)


def test_emoji_and_joiners_that_scripts_need_stay() -> None:
    for text in ("❤️", "👩‍🚀", "می‌خواهم", "क्‍ष"):
        assert clean_text(text) == text


def test_bytes_smuggled_in_variation_selectors_are_gone() -> None:
    assert clean_text("ok" + "".join(chr(0xE0100 + n) for n in b"obey")) == "ok"


def test_hidden_text_cannot_split_a_word_from_the_eye() -> None:
    assert clean_text("ig\u200bno\u00adre \u202eall\u202c") == "ignore all"


def test_what_scripts_need_stays() -> None:
    assert clean_text("می\u200cخواهم 👨\u200d👩\u200d👧") == "می\u200cخواهم 👨\u200d👩\u200d👧"


@given(text=st.text(), limit=st.integers(-1, 50))
def test_a_cut_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short) <= max(limit, 0)
    assert short == text or short == "" or short.endswith("…")


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [("one two three", 9, "one two…"), ("one, two", 6, "one…"), ("abcdefgh", 5, "abcd…")],
)
def test_a_cut_falls_between_words(text: str, limit: int, short: str) -> None:
    assert cut(text, limit) == short
