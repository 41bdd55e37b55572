"""A bare repository of our own under `.roaster/`, where commits are made. Losable."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from roaster.errors import StateError
from roaster.publish.git import Git

_MARKER = "unfinished"
_MAX_PACKS = 64  # each publishing adds one or two; beyond that a fresh start is cheaper than a gc


@contextmanager
def scratch_repository(
    folder: Path, environ: Mapping[str, str], settings: tuple[tuple[str, str], ...]
) -> Iterator[Git]:
    """Give git in a bare repository at `folder`.

    Kept for next time only by a run that ended well: one that was killed may have left locks or
    half a pack, and starting afresh costs one shallow fetch. Raises StateError when the folder
    cannot be written, PublishError when git fails.
    """
    marker = folder / _MARKER
    try:
        if marker.exists() or len(list(folder.glob("objects/pack/*.pack"))) > _MAX_PACKS:
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        marker.touch()
    except OSError as error:
        raise StateError(
            f"cannot be written: {error.strerror}",
            where=str(folder),
            remedy="make it writable, or delete `.roaster/`: nothing of yours is in it",
        ) from error
    quiet = (("gc.auto", "0"), ("maintenance.auto", "false"), ("core.autocrlf", "false"))
    git = Git(folder, environ, (*settings, *quiet), bare=True)
    git.must(
        "making a scratch repository",
        "init",
        "--quiet",
        "--bare",
        "--template=",
        "--object-format=sha1",
        ".",
    )
    yield git
    marker.unlink(missing_ok=True)
