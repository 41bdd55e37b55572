"""Bullets that no source proves, asked for once more: each is named with what is wrong. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from roaster.model.news import Event
from roaster.roasts.proving import Refused, prove_facts
from roaster.roasts.writer import ProposedFact, Reply
from roaster.text.clean import clean_text, cut, cut_to_bytes

MAX_ECHO_BYTES = 12_000  # of a reply that goes back with what is wrong with it
MAX_NAMED_BYTES = 6_000  # of what is wrong with it
ASKING_BYTES = MAX_ECHO_BYTES + MAX_NAMED_BYTES + 1_000  # that asking once more adds at most
MOST_FACTS = 5


def asking_for_facts(text: str, refused: Sequence[Refused]) -> list[dict[str, str]]:
    """What follows a reply whose bullets were refused."""
    named = "\n".join(
        f"- facts[{one.place}] “{cut(one.text, 200)}”: {cut(one.reason, 160)}" for one in refused
    )
    request = (
        f"The sources do not prove these bullets:\n{cut_to_bytes(named, MAX_NAMED_BYTES)}\n\n"
        "Write each of them again so that its quote alone proves it (same numbers, names, dates, "
        "negations), or another fact of the sources in its place. Answer with one JSON object and "
        'nothing else: {"facts": [{"text": …, "quote": …, "source": …}]}, with these bullets only.'
    )
    return [
        {"role": "assistant", "content": cut_to_bytes(text, MAX_ECHO_BYTES)},
        {"role": "user", "content": request},
    ]


def asking_again(text: str, faults: Sequence[str]) -> list[dict[str, str]]:
    """What follows a reply that is no roast, or one with faults."""
    named = "\n".join(f"- {fault}" for fault in faults)
    request = (
        f"That answer cannot be used:\n{cut_to_bytes(named, MAX_NAMED_BYTES)}\n\n"
        "Write the whole answer again with these faults mended: one JSON object, nothing else."
    )
    return [
        {"role": "assistant", "content": cut_to_bytes(clean_text(text), MAX_ECHO_BYTES)},
        {"role": "user", "content": request},
    ]


def mended(
    event: Event, reply: Reply, refused: Sequence[Refused], again: Sequence[ProposedFact]
) -> Reply:
    """The reply with the new bullets that are proven in place of the refused ones.

    A refused bullet that has no new one stays, so that it is told why it was dropped.
    """
    _, still_refused = prove_facts(event, again)
    unproven = {one.place for one in still_refused}
    said = {fact.text for fact in reply.facts}
    fresh = [
        fact for place, fact in enumerate(again) if place not in unproven and fact.text not in said
    ]
    places = [one.place for one in refused]
    facts = list(reply.facts)
    for place, fact in zip(places, fresh, strict=False):
        facts[place] = fact
    return replace(reply, facts=tuple(facts[:MOST_FACTS]))
