"""Why a person should look before a roast goes out. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from roaster.roasts.writers.offline.names import Names
from roaster.roasts.writers.offline.story import Story

GRIM_MENTIONS = 3  # below, and outside the titles, a story only mentions something grim
_MOST_NAMED = 4


def doubts(story: Story, names: Names, language: str) -> Iterator[str]:
    """The writer's own doubts, in words for the editor."""
    if story.counts["grim"] >= GRIM_MENTIONS:
        yield f"it speaks of {_listed(_grim_words(story))}: is it fit for jokes?"
    if names.person:
        yield f"{names.subject} may be a person: no joke says the name, but the facts do"
    if story.foreign:
        yield f"not in {language}, so not read: {_listed(story.foreign)}"


def _grim_words(story: Story) -> tuple[str, ...]:
    words = (
        line.text[found.start : found.end].lower()
        for line in story.lines
        for found in line.found
        if found.label == "grim"
    )
    return tuple(dict.fromkeys(words)) or ("something grim in its title",)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words[:_MOST_NAMED])
