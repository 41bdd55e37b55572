"""Arguments that are nothing, and what a shell leaves of a variable that is not set."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from roaster.cli import main
from roaster.cli.app import app


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


def test_the_usage_puts_in_brackets_what_may_be_left_out() -> None:
    def arguments(command: click.Command) -> Iterator[click.Argument]:
        yield from (one for one in command.params if isinstance(one, click.Argument))
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                found = command.get_command(click.Context(command), name)
                assert found is not None
                yield from arguments(found)

    optional = [one.metavar for one in arguments(app) if not one.required]
    assert optional
    # Without a name of ours, click puts its own into brackets.
    assert [name for name in optional if name is not None and not name.startswith("[")] == []
