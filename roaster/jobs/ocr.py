"""The text of a picture by tesseract, where it is installed: a program of its own, kept short."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Mapping

from roaster.articles.pictures import Picture
from roaster.errors import NothingDoneError
from roaster.text.clean import clean_line

PROGRAM = "tesseract"
TIMEOUT_S = 60.0
MAX_MEMORY = 2_000_000_000  # bytes of address space
MAX_OUTPUT = 1_000_000  # bytes; a page full of text is a hundredth of it


def find_tesseract(environ: Mapping[str, str]) -> str:
    """Where it is installed; empty where it is not."""
    return shutil.which(PROGRAM, path=environ.get("PATH", os.defpath)) or ""


def ocr(picture: Picture, program: str, environ: Mapping[str, str]) -> str:
    """The text that it makes out. Raises NothingDoneError when it fails or takes too long."""
    # Of the environment only what it needs: keys are none of its business.
    needed = {name: environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in environ}
    try:
        done = subprocess.Popen(  # noqa: S603  no shell, no word of the picture in the arguments
            [program, "stdin", "stdout"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**needed, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
        )
    except OSError as error:
        raise _failed(f"cannot be started: {error.strerror}") from error
    with done:
        _bound(done.pid)
        try:
            out, told = done.communicate(picture.data, timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired as error:
            raise _failed(f"took longer than {TIMEOUT_S:g} s") from error
        finally:
            done.kill()
    if done.returncode != 0:
        said = clean_line(told[-2_000:].decode("utf-8", "replace"))[-160:]
        raise _failed(f"ended with {done.returncode}: {said}")
    return out[:MAX_OUTPUT].decode("utf-8", "replace")


def _bound(pid: int) -> None:
    """Limit its memory, where the system lets a parent do that."""
    if hasattr(resource, "prlimit"):
        try:
            resource.prlimit(pid, resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        except OSError:
            return  # it has ended already


def _failed(what: str) -> NothingDoneError:
    return NothingDoneError(
        f"{PROGRAM} {what}", remedy="name a model that sees: `models: [{model: …, vision: true}]`"
    )
