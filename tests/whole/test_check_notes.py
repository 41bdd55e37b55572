"""A correction that was written by hand in another form than pages can show is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from roaster.jobs.init import init_site

Roaster = Callable[..., Any]
GOOD = "{at: 2026-04-11T12:00:00Z, text: It was a goat.}"


def told(roaster: Roaster, site: Path, corrections: str) -> list[str]:
    file = site / "content/roasts/2026-04-10-goat.md"
    head = f"title: A Goat\ndate: 2026-04-10\nstatus: published\ncorrections: {corrections}"
    file.write_text(f"---\n{head}\n---\n")
    faults = roaster("-C", site, "check", "--json").json
    return [fault["message"] for fault in faults if fault["path"].endswith("goat.md")]


@pytest.mark.parametrize(
    ("corrections", "lost"),
    [
        ("It was a goat.", 1),
        ("[It was a goat., It was two.]", 2),
        ("[{text: It was a goat.}]", 1),
        ("[{at: lately, text: It was a goat.}]", 1),
        (f"[{GOOD}, {{at: 2026-04-12}}]", 1),
    ],
)
def test_a_note_that_no_page_shows_is_told(
    roaster: Roaster, tmp_path: Path, corrections: str, lost: int
) -> None:
    init_site(tmp_path)
    (message,) = told(roaster, tmp_path, corrections)
    assert message.startswith(f"`corrections` has {lost} note")


@pytest.mark.parametrize("corrections", ["", "[]", f"[{GOOD}]"])
def test_notes_that_are_shown_are_no_fault(
    roaster: Roaster, tmp_path: Path, corrections: str
) -> None:
    init_site(tmp_path)
    assert told(roaster, tmp_path, corrections) == []
