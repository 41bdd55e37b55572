"""Word lists as one pattern: it matches what its lines say, however they are sorted within it."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.text import figures_of_speech, sober_german, sober_words
from roaster.text.patterns import pattern_of
from roaster.text.sober import word_lists

LISTS = word_lists("death")[1]
LINES = {
    **{subject: word_lists(subject)[0] for subject in sober_words.WORDS},
    "figures": f"{figures_of_speech.FIGURATIVE.strip()}\n{sober_german.FIGURATIVE.strip()}",
}
WORDS = sorted({word for lines in LINES.values() for word in re.findall(r"[^\W\d_]+", lines)})


def as_written(lines: str) -> re.Pattern[str]:
    """The lines one after the other, as `pattern_of` describes them."""
    joined = "|".join(line.strip() for line in lines.strip().splitlines())
    for name, words in LISTS.items():
        joined = joined.replace(name, f"(?:{'|'.join(words.split())})")
    spaced = re.sub(r" (\??)", lambda gap: "[ -]?" if gap[1] else "[ -]+", joined)
    return re.compile(rf"(?<![\w-])(?:{spaced})(?![\w])")


@cache
def both(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return pattern_of(LINES[name], LISTS), as_written(LINES[name])


@pytest.mark.parametrize("name", LINES)
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from((" ", "-", ", ", " 12 ")))
def test_a_sorted_pattern_finds_what_its_lines_say(name: str, words: list[str], gap: str) -> None:
    text = gap.join(words)
    made, written = both(name)
    found = [match.span() for match in made.finditer(text)]
    assert found == [match.span() for match in written.finditer(text)]


@pytest.mark.parametrize(
    ("lines", "text", "found"),
    [
        ("(?:ab|b)+c\na?bc", "abbc abc bc c", ["abbc", "abc", "bc"]),
        ("x{0,1}yz\nyzz", "yzz xyz", ["yzz", "xyz"]),
        ("\\w+ing\nsing(?:er)?s?", "singer sing", ["singer", "sing"]),
        ("a(?:\\||[(|)])b\nac", "a|b a(b ac", ["a|b", "a(b", "ac"]),
        ("(?:the )?(?:cat|dog)s?\ncat flap", "the cat flap, dogs", ["the cat", "dogs"]),
    ],
)
def test_of_alternatives_at_one_place_the_first_wins(
    lines: str, text: str, found: list[str]
) -> None:
    assert pattern_of(lines).findall(text) == found
