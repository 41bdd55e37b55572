"""git by subprocess: no shell, no questions, no foreign repository by accident, no endless wait."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from roaster.errors import PublishError
from roaster.publish.reasons import refusal

LOCAL_TIMEOUT_S = 120.0
NETWORK_TIMEOUT_S = 1800.0  # the first push of a large site over a slow line
# A connection that moves less than 1000 bytes a second for a minute is dead.
_STALLED = (("http.lowSpeedLimit", "1000"), ("http.lowSpeedTime", "60"))

# Set when roaster is called from a git hook or alias: they would send us to that repository.
# Traces would drown git's own words, and print headers.
_LEADS_ASTRAY = re.compile(
    "GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|NAMESPACE|PREFIX|OBJECT_DIRECTORY|SHALLOW_FILE"
    "|ALTERNATE_OBJECT_DIRECTORIES|QUARANTINE_PATH|TRACE.*|CURL_VERBOSE)"
)


@dataclass(frozen=True, slots=True)
class Result:
    """What a git command gave back."""

    code: int
    stdout: bytes
    stderr: str

    @property
    def text(self) -> str:
        """Standard output as text without its last line end."""
        return os.fsdecode(self.stdout).rstrip("\n")


@dataclass(frozen=True, slots=True)
class Git:
    """git in one folder. `settings` are configuration that stands for this process only.

    They travel in the environment, not in the arguments: another user can read those.
    """

    folder: Path
    environ: Mapping[str, str]
    settings: tuple[tuple[str, str], ...] = ()
    bare: bool = False

    def run(
        self, *args: str, feed: Iterable[bytes] | None = None, timeout_s: float = LOCAL_TIMEOUT_S
    ) -> Result:
        """Run a command to its end, whatever its exit code.

        Raises PublishError when git is missing or does not end in time.
        """
        with TemporaryFile() as given:
            given.writelines(feed or ())
            given.seek(0)
            return _finish(self._start(args, given), args[0], timeout_s)

    def _start(self, args: tuple[str, ...], given: IO[bytes]) -> subprocess.Popen[bytes]:
        where = ("--git-dir=.",) if self.bare else ()
        try:
            return subprocess.Popen(  # noqa: S603 - no shell; callers check the arguments
                ["git", *where, *args],  # noqa: S607 - the user's git, found on the user's PATH
                cwd=self.folder,
                env=self._environment(),
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # no terminal to ask on, and one group to end
            )
        except FileNotFoundError as error:
            if not self.folder.is_dir():
                raise PublishError("there is no such folder", where=str(self.folder)) from error
            raise PublishError(
                "git is not installed, and publishing needs it",
                remedy="install git (`apt install git`, `brew install git`)",
            ) from error

    def ask(self, *args: str) -> Result:
        """Run a command that talks to a remote."""
        return self.run(*args, timeout_s=NETWORK_TIMEOUT_S)

    def must(self, doing: str, *args: str, feed: Iterable[bytes] | None = None) -> Result:
        """Run a command that has to succeed. Raises PublishError in git's own words."""
        result = self.run(*args, feed=feed)
        if result.code:
            raise refusal(doing, result.stderr, str(self.folder))
        return result

    def _environment(self) -> dict[str, str]:
        given = self.environ.items()
        kept = {key: value for key, value in given if not _LEADS_ASTRAY.fullmatch(key)}
        count = int(kept.get("GIT_CONFIG_COUNT") or 0)
        for number, (key, value) in enumerate((*_STALLED, *self.settings), start=count):
            kept[f"GIT_CONFIG_KEY_{number}"] = key
            kept[f"GIT_CONFIG_VALUE_{number}"] = value
            kept["GIT_CONFIG_COUNT"] = str(number + 1)
        return kept | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "LANGUAGE": "C"}


def _finish(process: subprocess.Popen[bytes], name: str, timeout_s: float) -> Result:
    try:
        stdout, stderr = process.communicate(timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        raise PublishError(
            f"`git {name}` did not end within {timeout_s:.0f} seconds",
            remedy="check the network and run again: what is already there is not pushed twice",
        ) from error
    finally:
        if process.returncode is None:
            _end(process)
    return Result(process.returncode, stdout, os.fsdecode(stderr))


def _end(process: subprocess.Popen[bytes]) -> None:
    # The whole group: git's helpers (ssh, git-remote-https) hold the pipes open.
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
