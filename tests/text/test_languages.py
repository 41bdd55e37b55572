from __future__ import annotations

import pytest

from roaster.text.languages import language_name, primary_tag, same_language


@pytest.mark.parametrize(
    ("tag", "primary"),
    [
        ("en", "en"), ("EN-gb", "en"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"), (" de ", "de"),
        ("nb-NO", "no"), ("iw", "he"), ("fil", "tl"), ("und", ""), ("", ""), ("english", ""),
        ("<b>", ""), ("x-klingon", ""),
    ],
)  # fmt: skip
def test_the_primary_tag_is_found_or_nothing(tag: str, primary: str) -> None:
    assert primary_tag(tag) == primary


def test_languages_are_the_same_whatever_their_regions() -> None:
    assert same_language("en-GB", "en-US")
    assert same_language("", "en")
    assert same_language("nn", "nb")
    assert not same_language("de", "nl")


def test_languages_have_names_for_people() -> None:
    assert language_name("de-CH") == "German (de)"
    assert language_name("gsw") == "gsw"
