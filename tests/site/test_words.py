"""Fixed words come from catalogues: in the site's language, and each of them can be changed."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from roaster.errors import ThemeError
from roaster.site.catalogue import WordsFile, words_of
from roaster.site.theme import load_theme
from roaster.site.words import gaps_in

ROOT = Path(__file__).parents[2]
FOLDERS = ("roaster/site/languages", "themes/sally", "themes/plain")


def german(site: Any, sites: ModuleType, theme: str = "sally") -> None:
    (site.root / "themes" / "plain").rename(site.root / "themes" / "other")
    site.config = sites.config(site={"language": "de", "theme": theme})


@pytest.mark.parametrize("folder", FOLDERS)
def test_german_has_every_text_that_english_has_with_the_same_gaps(folder: str) -> None:
    english, german = (
        yaml.safe_load((ROOT / folder / f"words.{language}.yaml").read_text("utf-8"))
        for language in ("en", "de")
    )
    assert english.keys() == german.keys()
    differing = [
        key
        for key, entry in english.items()
        if gaps_in(_frozen(entry)) != gaps_in(_frozen(german[key]))
    ]
    assert differing == []


def _frozen(entry: Any) -> Any:
    return tuple(entry) if isinstance(entry, list) else entry


@pytest.mark.parametrize("theme", ["sally", "plain"])
def test_a_german_site_says_days_scores_and_counts_as_germans_do(
    site: Any, sites: ModuleType, theme: str
) -> None:
    german(site, sites, theme)
    one = sites.roast(1, day=datetime(2026, 4, 10, tzinfo=UTC).date(), score=Decimal("6.4"))
    site.build([one], pages=[])
    page = site.text("2026/04/10/roast-1/index.html")
    assert '<html lang="de">' in page
    assert "10. April 2026" in page
    assert "6,4" in page
    assert "Verbrannt" in page
    assert "Übertreibung" in page
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert linked is not None
    assert json.loads(linked[1])["review"]["reviewRating"]["ratingValue"] == "6.4"
    assert "Verrisse vom April 2026" in site.text("2026/04/index.html")
    assert "Her damit" in site.text("drop/index.html")
    assert "Noten" in site.text("scores/index.html")


def test_what_a_language_has_no_word_for_is_english() -> None:
    words = words_of(load_theme("sally", [ROOT / "themes"]).words, "de-AT")
    assert words("scores_title") == "Noten"
    words = words_of(load_theme("sally", [ROOT / "themes"]).words, "pt-BR")
    assert words("scores_title") == "Scores"
    assert words.roasts(1) == "1 roast"


def test_a_site_changes_one_word_in_a_theme_of_its_own(site: Any, sites: ModuleType) -> None:
    german(site, sites, "mine")
    mine = site.root / "themes" / "mine"
    mine.mkdir()
    (mine / "theme.yaml").write_text("name: mine\nextends: sally\n")
    (mine / "words.de.yaml").write_text("late_edition: Frühausgabe\n")
    site.build(sites.many(1))
    assert "Frühausgabe" in site.text("index.html")
    (mine / "words.de.yaml").write_text("late_edition: Mittagsausgabe\n")
    assert site.build(sites.many(1)).written > 0
    assert "Mittagsausgabe" in site.text("index.html")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("\nmonths: [Jan, Feb]", "list of 12"),
        ("\nroasts: '{cuont} roasts'", "{cuont}"),
        ("\nscores_title: 3", "no text"),
        ("\nscores_title: {few: a}", "no text"),
        ("\nscores_title: [a]", "another shape"),
        ("\nA Key: x", "no key"),
        ("\na: [", "not YAML"),
        ("\n- a", "no words"),
    ],
)
def test_a_fault_in_a_catalogue_is_told_with_file_and_line(
    site: Any, sites: ModuleType, text: str, what: str
) -> None:
    (site.root / "themes" / "plain" / "words.en.yaml").write_text(f"# mine{text}\n")
    with pytest.raises(ThemeError, match=re.escape(what)) as caught:
        site.build(sites.many(1))
    assert "words.en.yaml" in str(caught.value)
    assert ":2" in str(caught.value) or what in ("not YAML", "no words")


def test_a_text_that_is_not_there_is_told_with_the_templates_line(
    sites: ModuleType, tmp_path: Path
) -> None:
    site = sites.make_site(tmp_path, page="a\n{{ t('nothing_such') }}")
    with pytest.raises(ThemeError, match="nothing_such") as caught:
        site.build(sites.many(1))
    assert "templates/page.html:2" in str(caught.value)


@given(st.text(), st.text(alphabet="{}<>&ab_", max_size=20))
def test_values_fill_gaps_and_are_never_read_as_texts(value: str, text: str) -> None:
    files = [
        WordsFile("en", "words.en.yaml", json.dumps({"said": f"{text.replace('{', '')}{{x}}"}))
    ]
    assert words_of(files, "en")("said", x=value).endswith(value)
