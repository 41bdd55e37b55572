"""Arguments that are nothing, and what a shell leaves of a variable that is not set."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from roaster.cli import main


@pytest.mark.parametrize(
    "args", [["init", ""], ["-C", "", "list"], ["-C", "", "build"], ["run", "--sample", ""]]
)
def test_a_folder_without_a_name_is_not_this_folder(
    args: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["roaster", *args])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "the folder has no name" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
