"""Rubrics as files: what roaster ships, what a site writes itself, and what is wrong with one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.config import load_config, parse_config
from roaster.config.rubrics import load_rubrics, parse_rubric, rubric_versions, rubrics_digest
from roaster.errors import ConfigError
from roaster.model.rubric import ANCHORS, WEIGHT_SUM, Rubrics

SHIPPED = load_rubrics()
SHIPPED_TEXT = Path(__file__).parents[2] / "roaster" / "model" / "rubrics" / "1.yaml"


def own(root: Path, name: str = "2.yaml", old: str = "weight: 5", new: str = "weight: 5") -> Path:
    (root / "rubrics").mkdir(exist_ok=True)
    path = root / "rubrics" / name
    path.write_text(SHIPPED_TEXT.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def test_each_rubric_has_five_anchored_criteria_whose_weights_make_exact_tenths() -> None:
    assert SHIPPED.versions == (1, "pitch-1")
    for rubric in SHIPPED:
        assert len(set(rubric.keys)) == 5
        assert sum(one.weight for one in rubric.criteria) == WEIGHT_SUM
        for one in rubric.criteria:
            assert tuple(value for value, _ in one.anchors) == ANCHORS
            assert one.name
            assert one.question.endswith("?")


@given(st.lists(st.integers(0, 5), min_size=5, max_size=5))
def test_every_total_is_exact_tenths_between_0_and_10(values: list[int]) -> None:
    for rubric in SHIPPED:
        total = rubric.total(dict(zip(rubric.keys, values, strict=True)))
        assert 0 <= total <= 10
        assert total == round(total, 1)


def test_german_has_words_of_its_own_and_an_unknown_language_the_english_ones() -> None:
    german, finnish = load_rubrics(language="de-AT"), load_rubrics(language="fi")
    for rubric in SHIPPED:
        other = german.by_version[rubric.version]
        assert other.keys == rubric.keys
        for one, two in zip(rubric.criteria, other.criteria, strict=True):
            assert one.weight == two.weight
            assert one.question != two.question
            assert all(a != b for (_, a), (_, b) in zip(one.anchors, two.anchors, strict=True))
    assert finnish == SHIPPED


def test_a_site_writes_a_rubric_of_its_own_and_names_it(tmp_path: Path) -> None:
    own(tmp_path, old="Stakes", new="Reach")
    (tmp_path / "config.yaml").write_text("roast: {rubric: 2}\n", encoding="utf-8")
    config = load_config(tmp_path / "config.yaml", {})
    rubric = load_rubrics(tmp_path).get(config.roast.rubric)
    assert rubric is not None
    assert [one.name for one in rubric.criteria][3] == "Reach"
    assert rubric_versions(tmp_path) == (1, 2, "pitch-1")
    assert rubrics_digest(tmp_path) != rubrics_digest()


def test_the_newest_of_a_family_is_taken(tmp_path: Path) -> None:
    for name in ("pitch-2.yaml", "pitch-10.yaml"):
        own(tmp_path, name)
    assert load_rubrics(tmp_path).newest("pitch").version == "pitch-10"
    with pytest.raises(ValueError, match="poem"):
        SHIPPED.newest("poem")


def test_an_unknown_rubric_is_a_fault_of_the_config_that_names_what_there_is() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config("site: {title: X}\nroast:\n  rubric: 7\n", {})
    (fault,) = caught.value.faults
    assert (fault.line, fault.message) == (3, "`roast.rubric`: there is no rubric 7")
    assert "there is 1;" in fault.remedy
    assert "rubrics/7.yaml" in fault.remedy


def test_a_version_that_roaster_ships_is_not_written_over(tmp_path: Path) -> None:
    own(tmp_path, "1.yaml")
    with pytest.raises(ConfigError) as caught:
        load_rubrics(tmp_path)
    (fault,) = caught.value.faults
    assert fault.path == "rubrics/1.yaml"
    assert "2.yaml" in fault.remedy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("weight: 5", "weight: 6", "sum to 21"),
        ("weight: 5", "weight: 0", "weight"),
        ("key: irony", "key: stakes", "keys of their own"),
        ("key: irony", "key: Irony!", "key"),
        ("      3:\n", "      2:\n", "anchors 0, 3, 5"),
        ("en: Irony, ", "", "no English"),
        ("criteria:", "criterions:", "criteria"),
        ("criteria:", "criteria: [", "broken YAML"),
    ],
)
def test_each_fault_of_a_rubrics_file_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    own(tmp_path, old=old, new=new)
    with pytest.raises(ConfigError) as caught:
        load_rubrics(tmp_path)
    assert any(said in fault.message for fault in caught.value.faults)
    assert all(fault.path == "rubrics/2.yaml" for fault in caught.value.faults)
    assert all(fault.remedy for fault in caught.value.faults)


@given(st.text(max_size=300))
def test_any_text_is_a_rubric_or_faults(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_rubric(text, 9, "en", "rubrics/9.yaml")


def test_what_a_person_wrote_as_a_roasts_rubric_is_looked_up_safely() -> None:
    assert SHIPPED.get(1) is not None
    assert SHIPPED.of_roast({}) is SHIPPED.get(1)
    for value in (True, None, [1], {"a": 1}, 1.0, "1", "x"):
        assert SHIPPED.get(value) is None
    assert Rubrics().versions == ()
    assert SHIPPED.by_version[1].total(dict.fromkeys(SHIPPED.by_version[1].keys, 5)) == Decimal(10)
