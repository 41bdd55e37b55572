"""The name that somebody meant who wrote another. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_ALIKE = 0.5  # of 1: `titel` and `title` have 0.8


def meant(name: str, known: Iterable[str]) -> str:
    """``did you mean `title`?``, or nothing where no known name is like it."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=_ALIKE)
    return f"did you mean `{near[0]}`?" if near else ""
