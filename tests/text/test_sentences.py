from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.text.sentences import sentences

PROSE = st.lists(
    st.sampled_from(
        (
            "Mr. ",
            "U.S. ",
            "A. ",
            "word",
            " ",
            ". ",
            "! ",
            '." ',
            "\n",
            "\n\n",
            "3.5 ",
            "…",
            "。",
            ")",
        )
    )
).map("".join)


@given(text=st.text() | PROSE)
def test_every_sentence_is_a_span_of_the_text_in_order(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        assert sentence == sentence.strip()
        assert "\n" not in sentence
        found = text.find(sentence, at)
        assert found >= 0
        at = found + len(sentence)


@given(text=st.text() | PROSE)
def test_nothing_but_space_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        (
            "Dr. Nobody paid $3.5 million. Then left.",
            ["Dr. Nobody paid $3.5 million.", "Then left."],
        ),
        ("The U.S. Senate met. J. Doe did not.", ["The U.S. Senate met.", "J. Doe did not."]),
        ("It costs approx. nothing. So do I.", ["It costs approx. nothing.", "So do I."]),
        ('"Stop." She did.', ['"Stop."', "She did."]),
        ("Wait... what? Yes.", ["Wait... what?", "Yes."]),
        ("A headline\nA sentence.", ["A headline", "A sentence."]),
        ("彼は言った。終わり。", ["彼は言った。", "終わり。"]),
        ("Version 2.0.1 of example.com is out.", ["Version 2.0.1 of example.com is out."]),
        ("So did I. You too.", ["So did I.", "You too."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_says(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Word b. And Mr. X said it. " * 20_000,
        "." * 500_000 + "a",
        "a" * 500_000 + ". b",
        "a.b" * 200_000,
        '."' * 200_000 + "a",
        "x. " + " " * 500_000 + "y",
    ],
    ids=["prose", "dots", "long word", "dotted", "quotes", "spaces"],
)
def test_a_long_line_takes_no_longer_than_its_length_is_worth(text: str) -> None:
    start = time.process_time()
    sentences(text)
    assert time.process_time() - start < 5  # seconds; quadratic time would be minutes
