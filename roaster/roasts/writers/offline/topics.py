"""What an event is about: the topics of the stock that it mentions most. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roaster.roasts.writers.offline.stock import Topic
from roaster.roasts.writers.offline.story import Story
from roaster.text.slugs import slug_of

MOST_THEMES = 4
LEAST_MENTIONS = 5  # below, a topic counts only where it stands in the title or the lead
LEAST_IN_LEAD = 2
LEAST_SHARE = 0.3  # of the first theme's weight: below, a topic is only touched

# How much more a pattern on the first theme is preferred than one on any subject, and so on down.
PREFERENCE = (7, 6, 5, 4)


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic of this event. `preference` is how much patterns on it are preferred."""

    topic: Topic
    preference: int


def themes(story: Story, topics: Sequence[Topic]) -> tuple[Theme, ...]:
    """The topics of an event, first the one it is most about; general ones last."""
    category = slug_of(story.event.category) if story.event.category else ""
    weighed = []
    for place, topic in enumerate(topics):
        weight = _weight(story, topic, category)
        if weight:
            weighed.append((bool(topic.categories), -weight, place, topic))
    weighed.sort(key=lambda each: each[:3])
    least = -LEAST_SHARE * min((weight for _, weight, *_ in weighed), default=0)
    chosen = [topic for _, weight, _, topic in weighed if -weight >= least][:MOST_THEMES]
    return tuple(map(Theme, chosen, PREFERENCE))


def _weight(story: Story, topic: Topic, category: str) -> float:
    label = f"topic:{topic.id}"
    count = story.counts[label]
    in_title, in_lead = label in story.title_found, label in story.lead_found
    if category in topic.categories:
        return 1 + count
    if in_title or count >= LEAST_MENTIONS or (in_lead and count >= LEAST_IN_LEAD):
        return count + 6 * in_title + 2 * in_lead
    return 0
