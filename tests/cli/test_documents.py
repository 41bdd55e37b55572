"""What a user reads about the command line is what it does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from roaster.cli.app import COMMANDS, app

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def help_of(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "roaster", *command, "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_stands_in_the_readme(name: str) -> None:
    assert f"roaster {name}" in README or f"`{name}`" in README or f" {name} " in README


def test_help_lists_every_command_with_a_line() -> None:
    text = help_of()
    for name, (_, line) in COMMANDS.items():
        assert name in text
        assert line.split()[0] in text


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_there_and_says_what_it_does(name: str) -> None:
    command = app.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.name == name
    assert command.help
    assert {"-C", "--json", "--now", "--strict"} <= {o for p in command.params for o in p.opts}


def test_the_two_commands_stand_in_the_first_screen_of_the_readme() -> None:
    screen = "\n".join(README.splitlines()[:25])
    install = "python3 -m venv .venv && .venv/bin/pip install"
    assert f"{install} . && .venv/bin/roaster run --sample" in screen
    assert f"{install} '.[test]' && .venv/bin/pytest" in screen


def test_version_is_the_package_s_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "roaster", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("roaster 0.")
