"""Slugs: the part of an address that a title becomes."""

from __future__ import annotations

import re

from slugify import slugify

from roaster.text.digests import digest

MAX_LENGTH = 70  # a file name of date and slug stays readable in a listing of 80 columns
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug_of(title: str) -> str:
    """An ASCII slug of any title in any script: `[a-z0-9]` and single hyphens, 1–70 characters.

    A title without a letter or digit gets a hash of itself. Transliteration by python-slugify.
    """
    slug = slugify(title[:500], max_length=MAX_LENGTH, word_boundary=True, save_order=True)
    return slug or f"untitled-{digest(title, 8)}"


def is_slug(text: str) -> bool:
    """Whether `text` could have come out of `slug_of` (of any length)."""
    return SLUG.fullmatch(text) is not None
