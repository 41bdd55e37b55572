"""Where a site's things lie. Imports nothing heavy: the build without a change starts here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from roaster.errors import UsageError
from roaster.text.digests import digest

CONFIG_NAME = "config.yaml"
STATE_DIR = ".roaster"
PUBLIC_DIR = "public"
BUILD_CACHE_NAME = "build.sqlite3"
SEARCH_DIR = "search-1"  # the number changes with the files


def compiled_folder(root: Path, environ: Mapping[str, str]) -> Path | None:
    """Where the code of a site's templates is kept; None where the account has no such place.

    XDG Base Directory Specification, `XDG_CACHE_HOME`.
    """
    home = environ.get("HOME", "")
    cache = environ.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home else "")
    if not Path(cache).is_absolute():
        return None
    return Path(cache, "roaster", "templates", digest(os.fsencode(root.absolute())))


def find_site(start: Path) -> Path:
    """The nearest folder upwards from `start` that holds a config.yaml.

    Raises UsageError when there is none.
    """
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    raise UsageError(
        "there is no config.yaml here or in a folder above",
        where=str(start),
        remedy="make a site with `roaster init DIR`, or name one with `roaster -C DIR`",
    )
