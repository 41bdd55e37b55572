"""The command line where stdin, stdout or stderr are closed, cut off, full or not of UTF-8."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from roaster.jobs.init import init_site

ROAST = "---\ntitle: A “B” 😀 日本\ndate: 2026-04-01\nstatus: published\n---\n\nText → text.\n"
Done = subprocess.CompletedProcess[bytes]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    init_site(root)
    path = root / "content/roasts/2026/2026-04-01-a.md"
    path.parent.mkdir(parents=True)
    path.write_text(ROAST, encoding="utf-8")
    return root


def shell(redirected: str, site: Path, *args: str, **environ: str) -> Done:
    """`roaster -C SITE ARGS… REDIRECTED`, by a shell."""
    line = ["sh", "-c", f'"$@" {redirected}', "sh", sys.executable, "-m", "roaster", "-C", site]
    environ = {**os.environ, **environ}
    return subprocess.run([*line, *args], capture_output=True, check=False, env=environ)


def cut_off(site: Path, *args: str) -> int:
    """The exit code where nobody reads what it writes."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        line = [sys.executable, "-m", "roaster", "-C", str(site), *args]
        return subprocess.run(line, stdout=writing, stderr=writing, check=False).returncode
    finally:
        os.close(writing)


@pytest.mark.parametrize("args", [["roast", "-"], ["extract", "-"], ["feeds", "import", "-"]])
def test_a_closed_stdin_is_an_empty_one(site: Path, args: list[str]) -> None:
    done = shell("<&-", site, *args)
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("redirected", ["2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_site_is_built_where_nobody_can_be_told(site: Path, redirected: str) -> None:
    assert shell(redirected, site, "build").returncode == 0
    assert (site / "public" / "index.html").is_file()


def test_a_job_whose_listener_has_left_goes_on(site: Path) -> None:
    assert cut_off(site, "build") == 0
    assert (site / "public" / "index.html").is_file()


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_fault_has_its_exit_code_though_nobody_listens(site: Path, more: list[str]) -> None:
    assert cut_off(site, "show", "nothing", *more) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_an_answer_that_finds_no_room_is_told(site: Path, more: list[str]) -> None:
    done = shell(">/dev/full", site, "list", *more)
    assert done.returncode == 1
    assert done.stderr.startswith(b"roaster: stdout: the answer cannot be written")
    assert shell(">/dev/full", site, "show", "nothing", *more).returncode == 2


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "utf-8:strict"])
def test_what_a_terminal_cannot_show_ends_no_command(site: Path, encoding: str) -> None:
    theirs = {"PYTHONIOENCODING": encoding}
    assert shell("", site, "list", **theirs).returncode == 0
    assert shell("", site, "show", "a", **theirs).returncode == 0
    told = shell("", site, "list", "--json", **theirs).stdout
    assert json.loads(told.decode(encoding.partition(":")[0]))[0]["title"] == "A “B” 😀 日本"


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    nowhere = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    done = shell("", nowhere, "list", "--json", PYTHONIOENCODING="utf-8:strict")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["where"].endswith("\udcff")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("args", [["--help"], ["run", "--help"], ["--version"]])
def test_help_that_cannot_be_written_is_told(site: Path, args: list[str]) -> None:
    done = shell(">/dev/full", site, *args)
    assert done.returncode == 1
    assert b"the answer cannot be written: No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr
