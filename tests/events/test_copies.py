"""Copies are told by the runs of words that texts share, in little memory."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from roaster.events.copies import copy_groups
from roaster.model.news import Article

WORDS = st.lists(st.sampled_from(["ash", "elm", "fir", "oak"]), max_size=40)


def article(number: int, text: str) -> Article:
    return Article(url=f"https://a.example/{number}", title="", outlet="A", text=text)


def never(_one: int, _other: int) -> bool:
    return False


def runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + 5]) for start in range(len(words) - 4)}


@given(st.lists(WORDS, min_size=2, max_size=4), st.integers(0, 40))
def test_four_fifths_of_the_shorter_ones_runs_make_a_copy(texts: list[list[str]], cut: int) -> None:
    texts.append(texts[0][:cut])
    articles = [article(number, " ".join(words)) for number, words in enumerate(texts)]
    for one in range(len(texts)):
        for other in range(one):
            short, long = sorted((texts[one], texts[other]), key=len)
            if len(short) < 20:
                same = bool(short) and short == long
            else:
                same = len(runs(short) & runs(long)) >= 0.8 * len(runs(short))
            groups = copy_groups([articles[other], articles[one]], [(0, 1)], never)
            assert (len(groups) == 1) == same


def test_comparing_many_long_texts_takes_a_few_kilobytes_each() -> None:
    texts = [" ".join(f"w{(n * 7 + k) % 997}x{k}" for k in range(400)) for n in range(300)]
    articles = [article(number, text) for number, text in enumerate(texts)]
    alike = [(n, m) for n in range(len(articles)) for m in range(n + 1, min(n + 3, len(articles)))]
    tracemalloc.start()
    try:
        copy_groups(articles, alike, never)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak / len(articles) < 8_000
