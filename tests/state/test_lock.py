from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from roaster.errors import LockHeldError, StateError
from roaster.state.lock import RunLock

HOLDER = """
import sys, pathlib
from roaster.state.lock import RunLock
with RunLock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_told_who_is_at_work_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / ".roaster"
    with hold(folder) as process:
        with pytest.raises(LockHeldError) as caught, RunLock(folder):
            pass
        assert f"process {process.pid}, since 20" in caught.value.message
        assert caught.value.exit_code == 5
        assert caught.value.remedy
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    with RunLock(folder):
        assert (folder / "lock.pid").read_text() == f"{os.getpid()}\n"


def test_one_process_does_not_let_itself_in_twice(tmp_path: Path) -> None:
    with RunLock(tmp_path / "a"), pytest.raises(LockHeldError), RunLock(tmp_path / "a"):
        pass
    with RunLock(tmp_path / "a"), RunLock(tmp_path / "b"):
        pass


def test_the_lock_ends_with_the_block_also_by_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), RunLock(tmp_path):
        raise ZeroDivisionError
    with RunLock(tmp_path):
        pass


def test_the_folder_is_ignored_by_git(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / ".roaster"
    with RunLock(folder):
        assert (folder / ".gitignore").read_text() == "*\n"
    (folder / ".gitignore").write_text("mine\n")
    with RunLock(folder):
        assert (folder / ".gitignore").read_text() == "mine\n"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".roaster").write_text("a file")
    with pytest.raises(StateError) as caught, RunLock(tmp_path / ".roaster"):
        pass
    assert caught.value.remedy


def test_a_lock_file_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(StateError), RunLock(tmp_path):
        pass


def test_a_holder_without_a_name_still_holds(tmp_path: Path) -> None:
    with RunLock(tmp_path):
        (tmp_path / "lock.pid").write_text("")
        with pytest.raises(LockHeldError, match="another run"), RunLock(tmp_path):
            pass
