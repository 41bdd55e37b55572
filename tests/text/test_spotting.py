"""A spotter of patterns finds those that a search for each of them finds."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.text import figures_of_speech, sober_german, sober_words
from roaster.text.patterns import pattern_of
from roaster.text.sober import word_lists
from roaster.text.spotting import Spotter, spotter_of

LINES = {
    **{subject: word_lists(subject)[0] for subject in sober_words.WORDS},
    "figures": f"{figures_of_speech.FIGURATIVE.strip()}\n{sober_german.FIGURATIVE.strip()}",
}
WORDS = sorted({word for lines in LINES.values() for word in re.findall(r"\w+", lines)})
PIECES = st.sampled_from((*WORDS, "17", "3,000", "two", "dead", "people", "of", "the", "a"))
GAPS = st.sampled_from((" ", "-", ", ", "\n", " - "))


@cache
def every() -> tuple[Spotter, list[re.Pattern[str]]]:
    patterns = [pattern_of(lines, word_lists(name)[1]) for name, lines in LINES.items()]
    return spotter_of(patterns), patterns


@given(st.lists(st.tuples(PIECES, GAPS), max_size=40))
def test_what_is_spotted_is_what_a_search_finds(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    spotter, patterns = every()
    found = {number for number, pattern in enumerate(patterns) if pattern.search(text)}
    assert set(spotter.found_in(text)) == found


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        ("(?:ab|b)+c\na?bc\nx{0,2}yz", ("ababc", "bc", "abc", "xxyz", "yz", "c", "bbb")),
        ("\\w+tote[rn]?\n\\w*glücks?fall", ("atoten", "toten", "unglückfall", "glück fall")),
        ("[1-9]|1[0-7] years", ("10 years", "17 years", "3", "0", "18 years", "1")),
        ("(?:the |a )?cat(?:s| flap)?\nin (?:the )?sea", ("a cat flap", "in sea", "in-the-sea")),
        ("(?:a|)b\nstart.?up\nd*e\n(?!ex)exit", ("ab", "b", "startup", "start-up", "dde", "exit")),
        ("m(?:ü|ue)nchen\nélan", ("münchen", "muenchen", "élan", "elan", "x-élan")),
    ],
)
def test_every_way_to_begin_is_known(lines: str, texts: tuple[str, ...]) -> None:
    pattern = pattern_of(lines)
    for text in texts:
        assert spotter_of([pattern]).is_in(text) is bool(pattern.search(text)), text


def test_another_pattern_is_searched_for_everywhere() -> None:
    spotter = spotter_of([re.compile("b+"), re.compile(r"(?<!\w)two\s+words(?!\w)")])
    assert set(spotter.found_in("abba: two\nwords")) == {0, 1}
    assert not spotter.is_in("two-words")
