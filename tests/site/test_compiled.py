"""The code of templates is kept in the account's cache folder, and never trusted blindly."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.errors import ThemeError
from roaster.jobs.places import compiled_folder
from roaster.site.rebuild import Kiln


class _Nothing:
    """A memory that keeps nothing."""

    def get(self, mark: bytes) -> None:
        return None

    def known(self, marks: Any) -> set[bytes]:
        return set()

    def add(self, new: Any) -> None:
        pass

    def count(self) -> int:
        return 0

    def prune(self, kept: Any) -> None:
        pass


def build(site: Any, sites: ModuleType, folder: Path, **options: Any) -> dict[str, bytes]:
    kiln = Kiln(_Nothing(), workers=0, compiled=folder)
    site.build(sites.many(3), clean=True, kiln=kiln, **options)
    files: dict[str, bytes] = site.files()
    return files


def test_kept_code_gives_the_same_pages(site: Any, sites: ModuleType, tmp_path: Path) -> None:
    site.build(sites.many(3))
    without, folder = site.files(), tmp_path / "cache"
    assert build(site, sites, folder) == without
    kept = {file: file.read_bytes() for file in folder.iterdir()}
    assert kept
    assert folder.stat().st_mode & 0o077 == 0
    assert build(site, sites, folder) == without
    assert {file: file.read_bytes() for file in folder.iterdir()} == kept


def test_other_settings_and_other_templates_are_compiled_anew(
    site: Any, sites: ModuleType, tmp_path: Path
) -> None:
    folder = tmp_path / "cache"
    build(site, sites, folder)
    changed = sites.config(site={"tagline": "Burnt to a crisp"})
    pages = build(site, sites, folder, config=changed)
    site.build(sites.many(3), clean=True, config=changed)
    assert pages == site.files()


@pytest.mark.parametrize("harm", [b"", b"\0\0\0\0", b"harmed" * 9])
def test_harmed_code_is_not_run(site: Any, sites: ModuleType, tmp_path: Path, harm: bytes) -> None:
    folder = tmp_path / "cache"
    before = build(site, sites, folder)
    for file in folder.iterdir():
        file.write_bytes(harm + file.read_bytes()[len(harm) :] if harm else b"")
    assert build(site, sites, folder) == before


def test_a_folder_that_cannot_be_used_is_not_used(
    site: Any, sites: ModuleType, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert build(site, sites, file / "cache")


def test_a_fault_is_told_though_code_was_kept(site: Any, sites: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    build(site, sites, folder)
    template = next(site.root.glob("themes/*/templates/roast.html"))
    template.write_text("{{ nothing.here }}")
    with pytest.raises(ThemeError, match="nothing"):
        build(site, sites, folder)


def test_code_lies_outside_of_the_site(tmp_path: Path) -> None:
    found = compiled_folder(tmp_path, {"HOME": "/home/ann"})
    assert found is not None
    assert found.is_relative_to("/home/ann/.cache/roaster/templates")
    other = compiled_folder(tmp_path, {"HOME": "/home/ann", "XDG_CACHE_HOME": "/var/cache/ann"})
    assert other is not None
    assert other.is_relative_to("/var/cache/ann/roaster")
    assert compiled_folder(tmp_path, {}) is None
    assert compiled_folder(tmp_path, {"XDG_CACHE_HOME": "cache"}) is None
