"""All of content/ at once: what is sound is there, what is not is named."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from roaster.content.compose import compose
from roaster.content.library import Library, load_library
from roaster.errors import UsageError
from roaster.model.roast import Draft, Status

Load = Callable[[Mapping[str, str | bytes]], Library]


def roast(title: str = "T", day: str = "2026-04-10", more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {day}\n{more}---\n"


def put(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


@pytest.fixture
def load(tmp_path: Path, zone: ZoneInfo, headings: dict[str, str]) -> Load:
    def loader(files: Mapping[str, str | bytes]) -> Library:
        return load_library(put(tmp_path, files), zone, headings)

    return loader


def test_a_site_without_content_is_empty(load: Load) -> None:
    assert load({}) == Library()


def test_newest_day_first_then_by_slug(load: Load) -> None:
    library = load(
        {
            "roasts/2026/2026-04-10-b.md": roast(),
            "roasts/2026/2026-04-10-a.md": roast(),
            "roasts/2025/2025-12-31-z.md": roast(day="2025-12-31"),
            "roasts/2026-04-11-c.md": roast(day="2026-04-11"),
            "pages/drop.md": "---\ntitle: Drop\n---\n",
            "pages/about.md": "---\ntitle: About\n---\n",
        }
    )
    assert [r.slug for r in library.roasts] == ["c", "a", "b", "z"]
    assert library.roasts[0].path == "content/roasts/2026-04-11-c.md"
    assert [page.slug for page in library.pages] == ["about", "drop"]
    assert library.faults == ()


def test_a_page_that_may_be_meant_as_the_front_page_is_told(load: Load) -> None:
    library = load({"pages/index.md": "---\ntitle: Welcome\n---\n"})
    assert [page.slug for page in library.pages] == ["index"]
    (fault,) = library.faults
    assert (fault.level, fault.path) == ("warning", "content/pages/index.md")
    assert "/index/" in fault.message
    assert "home.html" in fault.remedy


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_a_device_is_no_file_and_waited_for_by_nobody(
    tmp_path: Path, zone: ZoneInfo, headings: dict[str, str]
) -> None:
    root = put(tmp_path, {"roasts/2026/2026-04-10-a.md": roast(), "pages/about.md": "---\n---\n"})
    pipe, device = "content/roasts/2026/2026-04-11-b.md", "content/pages/endless.md"
    os.mkfifo(root / pipe)
    (root / device).symlink_to("/dev/zero")
    library = load_library(root, zone, headings)
    assert [each.slug for each in library.roasts] == ["a"]
    told = {fault.path: fault for fault in library.faults if fault.level == "warning"}
    assert set(told) == {pipe, device}
    assert all("take it out" in fault.remedy for fault in told.values())


def test_a_broken_file_is_named_and_the_others_load(load: Load) -> None:
    library = load(
        {
            "roasts/2026/2026-04-10-a.md": roast(),
            "roasts/2026/2026-04-10-b.md": "---\ntitle: [\n---\n",
            "roasts/2026/2026-04-10-c.md": roast(day="2026-02-30", more="status: x\n"),
            "pages/about.md": b"---\ntitle: \xff\n---\n",
            "roasts/2026/.roaster-1.tmp": "half a",
            "roasts/2026/.hidden.md": "half a",
            "roasts/.git/2026-04-10-x.md": "half a",
            "roasts/2026/notes.txt": "mine",
        }
    )
    assert [r.slug for r in library.roasts] == ["a"]
    assert [(fault.where, fault.level) for fault in library.faults] == [
        ("content/pages/about.md:2:8", "error"),
        ("content/roasts/2026/2026-04-10-b.md:3:1", "error"),
        ("content/roasts/2026/2026-04-10-c.md:3:7", "error"),
        ("content/roasts/2026/2026-04-10-c.md:4:9", "error"),
    ]


def test_what_is_odd_but_readable_is_a_warning(load: Load) -> None:
    library = load(
        {
            "roasts/2026-04-10-a.md": roast(day="2026-04-09", more="id: one\n"),
            "roasts/2026-04-10-b.md": roast(more="id: one\n"),
            "roasts/2026-04-10-c.markdown": roast(),
        }
    )
    assert [(f.where.rpartition("/")[2], f.level) for f in library.faults] == [
        ("2026-04-10-a.md:3:1", "warning"),
        ("2026-04-10-b.md", "warning"),
        ("2026-04-10-c.markdown", "warning"),
    ]
    assert len(library.roasts) == 2


def test_two_files_of_one_address_are_an_error(load: Load) -> None:
    library = load({"roasts/2026-04-10-a.md": roast(), "roasts/x/2026-04-10-a.md": roast()})
    (fault,) = library.faults
    assert (fault.path, fault.level) == ("content/roasts/x/2026-04-10-a.md", "error")


@pytest.mark.parametrize(
    "name",
    ["one", "2026-04-10-one", "2026-04-10-one.md", "content/roasts/2026/2026-04-10-one.md",
     "/somewhere/site/content/roasts/2026/2026-04-10-one.md", "./2026-04-10-one.md"],
)  # fmt: skip
def test_a_roast_is_found_by_each_of_its_names(load: Load, name: str) -> None:
    library = load(
        {"roasts/2026/2026-04-10-one.md": roast(), "roasts/2026-04-10-one-2.md": roast()}
    )
    assert library.find(name).path == "content/roasts/2026/2026-04-10-one.md"


def test_a_name_that_fits_none_two_or_a_broken_one_is_told(load: Load) -> None:
    library = load(
        {
            "roasts/2026-04-10-cloudy.md": roast(),
            "roasts/2026-04-11-same.md": roast(day="2026-04-11"),
            "roasts/2026-04-12-same.md": roast(day="2026-04-12"),
            "roasts/2026-04-12-broken.md": "---\ntitle: [\n---\n",
        }
    )
    with pytest.raises(UsageError) as unknown:
        library.find("cluody")
    assert "did you mean cloudy" in unknown.value.remedy
    with pytest.raises(UsageError) as two:
        library.find("same")
    assert "2026-04-11-same.md" in two.value.message
    assert "2026-04-12-same.md" in two.value.message
    with pytest.raises(UsageError) as broken:
        library.find("broken")
    assert broken.value.where == "content/roasts/2026-04-12-broken.md:3:1"


def test_what_was_told_is_known_whatever_became_of_it(
    load: Load, draft: Draft, headings: dict[str, str]
) -> None:
    other = dataclasses.replace(draft, id="2", day=date(2026, 4, 11))
    library = load(
        {
            "roasts/2026-04-10-a.md": compose(draft, headings=headings, status=Status.KILLED),
            "roasts/2026-04-11-b.md": compose(other, headings=headings, status=Status.DRAFT),
        }
    )
    newest, killed = library.stories()
    assert (newest.slug, killed.slug) == ("b", "a")
    assert killed.keys == {"//wire.example/2026/cloud(1)", "//b.example"}
    assert killed.text.split("\n") == [
        "It remembers everything, except your files.",
        "Nimbus lost 40 files.",
        "It apologised twice.",
        "Nimbus, forgetful",
        "B: again",
    ]
    assert set(library.keys()) == killed.keys
    assert library.ids() == {"2": "b", draft.id: "a"}


def test_a_file_that_cannot_be_opened_is_named(load: Load, tmp_path: Path) -> None:
    put(tmp_path, {"roasts/2026-04-10-a.md": roast()})
    (tmp_path / "content" / "roasts" / "2026-04-10-b.md").symlink_to(tmp_path / "gone")
    library = load({})
    assert [r.slug for r in library.roasts] == ["a"]
    assert [fault.path for fault in library.faults] == ["content/roasts/2026-04-10-b.md"]
    assert "cannot be read" in library.faults[0].message
