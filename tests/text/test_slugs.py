from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roaster.text.slugs import MAX_LENGTH, is_slug, slug_of


@given(title=st.text())
@example("&#99999999999999999999999;")
@example("&#xd800;")
@example("\ud800")
@example("x" * 1000)
@example("../../etc/passwd")
@example("-- --")
def test_any_title_gives_a_valid_slug_and_always_the_same(title: str) -> None:
    slug = slug_of(title)
    assert is_slug(slug)
    assert 1 <= len(slug) <= MAX_LENGTH
    assert slug_of(title) == slug


@given(title=st.text())
def test_the_slug_of_a_slug_is_itself(title: str) -> None:
    slug = slug_of(title)
    assert slug_of(slug) == slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        (
            "OpenAI, Anthropic, and Google Form Joint Defense",
            "openai-anthropic-and-google-form-joint-defense",
        ),
        ("Über 1,000 Gründe", "uber-1000-grunde"),
        ("日本語のニュース", "ri-ben-yu-noniyusu"),
        ("AT&amp;T raises prices", "at-t-raises-prices"),
    ],
)
def test_titles_become_readable(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_long_title_is_cut_at_a_word() -> None:
    assert slug_of("word " * 50) == "-".join(["word"] * 14)


def test_titles_without_a_letter_differ_all_the_same() -> None:
    assert slug_of("!!!") != slug_of("???")


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "a b", "ä", "a/b", "a\n"])
def test_what_no_slug_is_is_told(text: str) -> None:
    assert not is_slug(text)
