from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from roaster.errors import DiskError
from roaster.state.waiting import load_waiting, save_waiting

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / ".roaster" / "waiting.json"
    since = {"gazette.example/ä": NOW, "courier.example/b": NOW.replace(day=8)}
    save_waiting(path, since)
    assert load_waiting(path, NOW) == since


def test_a_list_of_an_earlier_version_waits_since_now(tmp_path: Path) -> None:
    path = tmp_path / "waiting.json"
    path.write_text(json.dumps(["a.example/1", 7, "a.example/2"]))
    assert load_waiting(path, NOW) == {"a.example/1": NOW, "a.example/2": NOW}


@pytest.mark.parametrize("text", ["", "{", "7", "null", '{"a": 7, "b": "soon"}', "[" * 100_000])
def test_a_file_that_is_not_sound_is_no_memory(tmp_path: Path, text: str) -> None:
    path = tmp_path / "waiting.json"
    path.write_text(text)
    assert load_waiting(path, NOW) == {}
    assert load_waiting(tmp_path / "none.json", NOW) == {}


def test_a_place_that_cannot_be_written_is_told_with_a_remedy(tmp_path: Path) -> None:
    tmp_path.joinpath("file").write_text("")
    with pytest.raises(DiskError, match="cannot be written"):
        save_waiting(tmp_path / "file" / "waiting.json", {})
