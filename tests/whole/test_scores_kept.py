"""A roast keeps the rubric it was scored with: on its page, in its total, and before `check`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW = "2026-04-10T18:00:00Z"
RUBRIC_1 = Path(__file__).parents[2] / "roaster" / "model" / "rubrics" / "1.yaml"
Roaster = Callable[..., Any]


def write(root: Path, slug: str, score: str, rubric: str, **more: str) -> None:
    further = "".join(f"{key}: {value}\n" for key, value in more.items())
    text = f"""---
title: The {slug} of Port Averil
date: 2026-04-09
status: published
score: {score}
scores: {{hype_gap: 5, self_own: 2, irony: 4, stakes: 2, missing_remedy: 4}}
{further}roasted: {{model: m, rubric: {rubric}}}
---

## Sally's Take

It was told.
"""
    path = root / "content" / "roasts" / "2026" / f"2026-04-09-{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def site(news: ModuleType, newsroom: Any, tmp_path: Path) -> Path:
    made = news.write_site(tmp_path / "site", newsroom, roast={"rubric": 2})
    (made / "rubrics").mkdir()
    second = RUBRIC_1.read_text(encoding="utf-8")
    second = second.replace("weight: 5", "weight: 3").replace(
        "weight: 3\n    name: {en: Miss", "weight: 5\n    name: {en: Miss"
    )
    second = second.replace("Hype gap", "Bluster")
    (made / "rubrics" / "2.yaml").write_text(second, encoding="utf-8")
    write(made, "old", "6.9", "1")
    write(made, "new", "6.7", "2")
    assert isinstance(made, Path)
    return made


def page(root: Path, slug: str) -> str:
    return (root / "public" / "2026" / "04" / "09" / slug / "index.html").read_text("utf-8")


def test_old_and_new_roasts_stand_beside_each_other_with_their_own_rubrics(
    roaster: Roaster, site: Path
) -> None:
    assert roaster("-C", site, "--now", NOW, "check").out.strip().endswith("no faults")
    assert roaster("-C", site, "--now", NOW, "build").code == 0
    assert "Hype gap" in page(site, "old")
    assert "Bluster" not in page(site, "old")
    assert "Bluster" in page(site, "new")
    scores = (site / "public" / "scores" / "index.html").read_text("utf-8")
    assert "Bluster" in scores


def test_a_changed_rubric_builds_again_and_an_unchanged_one_does_not(
    roaster: Roaster, site: Path
) -> None:
    roaster("-C", site, "--now", NOW, "build")
    again = roaster("-C", site, "--now", NOW, "build", "--json").json
    assert again["written"] == 0
    path = site / "rubrics" / "2.yaml"
    path.write_text(path.read_text("utf-8").replace("Bluster", "Bombast"), encoding="utf-8")
    assert roaster("-C", site, "--now", NOW, "build", "--json").json["written"] > 0
    assert "Bombast" in page(site, "new")


def test_check_names_a_total_that_does_not_fit_and_a_rubric_that_is_not_there(
    roaster: Roaster, site: Path
) -> None:
    write(site, "old", "6.7", "1")
    write(site, "lost", "6.7", "9")
    result = roaster("-C", site, "--now", NOW, "check", "--json")
    told = {fault["path"].rpartition("-")[2]: fault for fault in result.json}
    assert told["old.md"]["message"] == "`score` is 6.7, but by rubric 1 its parts make 6.9"
    assert "6.9" in told["old.md"]["remedy"]
    assert "no rubric 9" in told["lost.md"]["message"]
    assert "1, 2, pitch-1" in told["lost.md"]["remedy"]
    assert result.code == 0  # what a person wrote is theirs: a warning, no fault


def test_a_broken_rubric_is_a_fault_of_the_site(roaster: Roaster, site: Path) -> None:
    (site / "rubrics" / "2.yaml").write_text("criteria: []\n", encoding="utf-8")
    result = roaster("-C", site, "--now", NOW, "check")
    assert result.code == 2
    assert "rubrics/2.yaml" in result.out
    assert roaster("-C", site, "--now", NOW, "build").code == 2


def test_a_reason_stands_with_its_receipt_beside_its_sub_score(
    roaster: Roaster, site: Path
) -> None:
    write(
        site,
        "why",
        "6.9",
        "1",
        score_reasons='{irony: "Words & <deeds> differ", hype_gap: ""}',
        score_receipts='{irony: "https://outlet.example/a#:~:text=b", stakes: "javascript:x()"}',
    )
    assert roaster("-C", site, "--now", NOW, "build").code == 0
    html = page(site, "why")
    assert "Words &amp; &lt;deeds&gt; differ" in html
    assert "https://outlet.example/a#:~:text=b" in html
    assert 'href="javascript' not in html
