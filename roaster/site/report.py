"""What a build did, as a value. Apart from `build`, so that telling it imports nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `pages` counts HTML pages, `bytes` is the whole site's size.

    `written` are files whose bytes are new; `removed` are files that are gone from the site.
    """

    pages: int
    written: int
    unchanged: int
    removed: int
    seconds: float
    bytes: int
