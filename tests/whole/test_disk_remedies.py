"""What stands in the way of a site's folders is told with the remedy for just that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from roaster.jobs.init import init_site

Roaster = Callable[..., Any]
FILE = "a file stands where a folder should be: move it away"


@pytest.mark.parametrize("name", [".roaster", ".public-spare"])
def test_a_file_in_the_place_of_a_folder(roaster: Roaster, tmp_path: Path, name: str) -> None:
    init_site(tmp_path)
    (tmp_path / name).write_text("mine")
    told = roaster("-C", tmp_path, "build", "--json")
    assert told.code == 1
    assert told.json["error"]["where"].endswith(name)
    assert told.json["error"]["remedy"].startswith(FILE)
    assert (tmp_path / name).read_text() == "mine"


def test_looking_needs_the_folder_too(roaster: Roaster, tmp_path: Path) -> None:
    init_site(tmp_path)
    (tmp_path / ".roaster").write_text("mine")
    told = roaster("-C", tmp_path, "stats", "--json")
    assert (told.code, told.json["error"]["remedy"]) == (1, FILE)
