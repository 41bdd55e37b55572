"""A site on which nobody can complain is warned of, and works all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Roaster = Callable[..., Any]


@pytest.mark.parametrize(
    ("contact", "said"),
    [("", "is empty"), ("whoever reads this", "is neither a mail nor a web address")],
)
def test_without_a_contact_check_warns_at_its_line_and_ends_well(
    contact: str, said: str, roaster: Roaster, news: ModuleType, newsroom: Any, tmp_path: Path
) -> None:
    settings = {"site": {"contact": contact}, "drop": {"to": "none"}}
    site = news.write_site(tmp_path / "site", newsroom, **settings)
    told = roaster("-C", site, "check", "--json")
    assert told.code == 0
    (fault,) = told.json
    assert fault["level"] == "warning"
    assert fault["message"] == f"`site.contact` {said}: no page has a place to complain"
    assert "contact: " in fault["remedy"]
    lines = (site / "config.yaml").read_text("utf-8").splitlines()
    assert fault["path"] == "config.yaml"
    assert "contact" in lines[fault["line"] - 1]


@pytest.mark.parametrize("contact", ["desk@roast.example", "https://desk.example/complain"])
def test_with_one_there_is_nothing_to_say(
    contact: str, roaster: Roaster, news: ModuleType, newsroom: Any, tmp_path: Path
) -> None:
    site = news.write_site(tmp_path / "site", newsroom, site={"contact": contact})
    assert roaster("-C", site, "check").out.strip() == "no faults"


def test_a_new_site_is_told_where_to_put_it(roaster: Roaster, tmp_path: Path) -> None:
    assert roaster("init", tmp_path / "new").code == 0
    told = roaster("-C", tmp_path / "new", "check", "--json")
    assert told.code == 0
    (fault,) = [one for one in told.json if "site.contact" in one["message"]]
    assert fault["line"] > 0
