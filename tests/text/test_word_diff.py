from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roaster.text.word_diff import MOST, Kind, marked, word_diff

TEXT = st.lists(st.sampled_from(["a", "b", "don't", "ä", ",", " ", "\n\n", "12"])).map("".join)


def test_words_that_go_and_come_are_marked_as_git_marks_them() -> None:
    runs = word_diff("They kept 12 slides.", "They kept no slides.")
    assert marked(runs) == "They kept [-12-]{+no+} slides."


@given(TEXT, TEXT)
def test_what_stays_and_goes_is_the_old_text_and_what_stays_and_comes_the_new(
    old: str, new: str
) -> None:
    runs = word_diff(old, new)
    assert "".join(text for kind, text in runs if kind is not Kind.NEW) == old
    assert "".join(text for kind, text in runs if kind is not Kind.GONE) == new


def test_long_texts_are_told_as_one_that_goes_and_one_that_comes() -> None:
    old, new = "a " * MOST, "b " * MOST
    assert word_diff(old, new) == ((Kind.GONE, old), (Kind.NEW, new))
