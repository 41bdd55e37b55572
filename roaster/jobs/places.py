"""Where a site's things lie. Imports nothing heavy: the build without a change starts here."""

from __future__ import annotations

from pathlib import Path

from roaster.errors import UsageError

CONFIG_NAME = "config.yaml"
STATE_DIR = ".roaster"
PUBLIC_DIR = "public"
BUILD_CACHE_NAME = "build.sqlite3"
SEARCH_DIR = "search-1"  # the number changes with the files


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
