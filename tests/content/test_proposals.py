"""Proposals read back as they were written, whatever their texts are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.content.proposals import (
    PARTS,
    Proposals,
    compose_proposals,
    load_proposals,
    merged,
    read_proposals,
    save_proposals,
)
from roaster.content.sections import bare, quiet
from roaster.errors import FrontMatterError, UsageError

MADE = Proposals("2026-04-10-x", "offline/sally", "2026-04-11T18:00:00Z", {"take": "Dry."})
LINE = st.sampled_from(["a", "## take", "##", "```", "~~~", "---", "- b", "", "    c", "# d"])
TEXTS = st.dictionaries(st.sampled_from(PARTS), st.lists(LINE, min_size=1).map("\n".join))


@given(TEXTS, st.lists(st.text(st.characters(codec="utf-8"), max_size=20), max_size=2))
def test_a_file_reads_back(texts: dict[str, str], attention: list[str]) -> None:
    kept = {part: text for part in PARTS if (text := quiet(bare(texts.get(part, ""))))}
    reasons = tuple(text for reason in attention if (text := reason.strip()))
    made = replace(MADE, texts=kept, attention=reasons)
    assert read_proposals("x.md", compose_proposals(made)) == made


def test_new_proposals_stand_over_old_ones_of_the_same_part(tmp_path: Path) -> None:
    save_proposals(tmp_path, MADE)
    old = load_proposals(tmp_path, MADE.roast)
    new = replace(MADE, texts={"take": "Drier.", "quip": "Short."})
    save_proposals(tmp_path, merged(old, new))
    found = load_proposals(tmp_path, MADE.roast)
    assert found is not None
    assert found.texts == {"quip": "Short.", "take": "Drier."}


def test_a_file_that_a_person_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    save_proposals(tmp_path, MADE)
    old = load_proposals(tmp_path, MADE.roast)
    (tmp_path / "content/proposals/2026-04-10-x.md").write_bytes(b"mine")
    with pytest.raises(UsageError, match="changed meanwhile"):
        save_proposals(tmp_path, merged(old, MADE))
    with pytest.raises(FrontMatterError):
        load_proposals(tmp_path, MADE.roast)
