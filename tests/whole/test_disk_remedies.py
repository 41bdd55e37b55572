"""What stands in the way of a site's folders is told with the remedy for just that."""

from __future__ import annotations

import os
import shutil
import subprocess
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


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount")
@pytest.mark.parametrize(
    ("place", "remedy"),
    [("public", "a disk is mounted just there"), (".public-spare", "put both on one")],
)
def test_a_disk_mounted_in_the_place_of_a_folder_is_told(
    roaster: Roaster, tmp_path: Path, place: str, remedy: str
) -> None:
    init_site(tmp_path)
    assert roaster("-C", tmp_path, "build").code == 0
    shutil.rmtree(tmp_path / place)
    (tmp_path / place).mkdir()
    mount = ["mount", "-t", "tmpfs", "tmpfs", str(tmp_path / place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        (tmp_path / "content/pages/about.md").write_text("---\ntitle: About\n---\nme\n")
        told = roaster("-C", tmp_path, "build", "--json")
        assert told.code == 1
        assert remedy in told.json["error"]["remedy"]
    finally:
        subprocess.run(["umount", str(tmp_path / place)], check=True)
