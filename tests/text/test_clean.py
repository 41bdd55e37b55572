from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roaster.text.clean import clean_line, clean_text, cut


@given(text=st.text())
@example("a\u2028\n\u200b\n b")
@example("e\u00ad\u0301")
@example("\r\n\r\r\n")
@example("\x85\x0b a")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


@given(text=st.text())
def test_what_cannot_be_seen_is_gone(text: str) -> None:
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(ch) in ("Cc", "Cs") for ch in clean if ch != "\n")
    assert not set(clean) & set("\u00ad\u200b\u202e\u2066\ufeff\U000e0041")
    assert "\n\n\n" not in clean
    assert clean == clean.strip()


@given(text=st.text())
def test_a_clean_line_is_one_line(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1
    assert "  " not in clean_line(text)


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
