"""Sentences of an event's sources that may stand as its facts, word for word."""

from __future__ import annotations

from roaster.model.news import Event
from roaster.roasts.writer import ProposedFact
from roaster.roasts.writers.offline.facts import choose_facts
from roaster.roasts.writers.offline.stock import load_stock
from roaster.roasts.writers.offline.story import read_story


def verbatim_facts(event: Event) -> tuple[ProposedFact, ...]:
    """Up to five sentences, the weightiest first in reading order; none from foreign sources."""
    story = read_story(event, load_stock().index)
    return tuple(ProposedFact(line.text, line.text, line.source) for line in choose_facts(story))
