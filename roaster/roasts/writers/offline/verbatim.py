"""Sentences of an event's sources that may stand as its facts, word for word."""

from __future__ import annotations

from roaster.model.news import Event
from roaster.roasts.writer import ProposedFact
from roaster.roasts.writers.offline.facts import choose_facts
from roaster.roasts.writers.offline.stock import load_stock
from roaster.roasts.writers.offline.story import read_story
from roaster.roasts.writers.offline.tongues import tongue_of


def verbatim_facts(event: Event, language: str = "en") -> tuple[ProposedFact, ...]:
    """Up to five sentences, the weightiest first in reading order; none from foreign sources."""
    tongue = tongue_of(language)
    story = read_story(event, load_stock(tongue.tag).index, tongue.frequent)
    chosen = choose_facts(story, tongue.fact_words)
    return tuple(ProposedFact(line.text, line.text, line.source) for line in chosen)
