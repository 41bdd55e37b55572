"""A thousand different German events, for the bench and its tests.

The project's shared data has few German texts: one article and the items of two feeds. An event
takes its headline from an item or from `german_events.yaml`, most of its sentences from that file
with bodies, places, matters and numbers drawn for it, and some from the items. What the offline
writer quotes of them stands in quotation marks, so it is never itself a shared run.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from roaster.feeds.parse import parse_feed
from roaster.model.news import Article, Event
from roaster.text.digests import digest

FEEDS = Path(__file__).parents[2] / ".." / "shared" / "data" / "feeds"
GERMAN_FEEDS = ("heise-developer-2016.atom", "heise-rdf-nodates.rdf")
OUTLETS = [
    "Nordblatt",
    "Talpost",
    "Stadtanzeiger",
    "Wochenspiegel",
    "Hafenkurier",
    "Landbote",
    "Morgenruf",
]
LEAST_SUMMARY = 80  # characters
SENTENCES = (9, 17)
OF_ITEMS = 4  # every fourth event has its headline from the feeds


def items() -> list[tuple[str, str]]:
    """Titles and texts of the German feeds in the shared data; none where it is absent."""
    found = []
    for name in GERMAN_FEEDS:
        if (file := FEEDS / name).exists():
            entries = parse_feed(file.read_bytes(), "https://feed.example/").entries
            found += [(each.title, each.summary) for each in entries]
    return [(title, text) for title, text in found if len(text) >= LEAST_SUMMARY]


def german_events(number: int) -> list[Event]:
    """So many events, the same ones each time."""
    told = yaml.safe_load((Path(__file__).parent / "german_events.yaml").read_text("utf-8"))
    read = items()
    return [_event(n, told, read) for n in range(number)]


def _event(number: int, told: Mapping[str, Any], read: Sequence[tuple[str, str]]) -> Event:
    draw = random.Random(number)
    values = _values(draw, told)
    fill = _Fill(draw, told, values)
    title = fill(draw.choice(told["titles"]))
    body = [fill(draw.choice(told["openings"]))]
    body += [fill(each) for each in draw.sample(told["sentences"], draw.randint(*SENTENCES))]
    if read:
        own = draw.sample(read, 2)
        if number % OF_ITEMS == 0:
            title = own[0][0]
            body[0] = own[0][1]
        else:
            body.insert(draw.randint(2, len(body)), own[1][1])
    thirds = max(len(body) // 3, 1)
    text = "\n\n".join(" ".join(body[at : at + thirds]) for at in range(0, len(body), thirds))
    outlet = draw.choice(OUTLETS)
    article = Article(f"https://de{number}.example/", title, outlet, text, language="de")
    return Event(digest(f"de {number}"), title, "", date(2026, 4, 9), (article,))


def _values(draw: random.Random, told: Mapping[str, Any]) -> dict[str, str]:
    """What stays the same through an event: who, where, what."""
    if draw.random() < 0.6:
        name = draw.choice(told["heads"].split()) + draw.choice(told["ends"].split())
        first, second, third = (f"{kind} {name}" for kind in draw.choice(told["kinds"]))
        short = name
    else:
        first, second, third = draw.choice(told["offices"])
        short = first.partition(" ")[2]
    accusative, genitive, matter = draw.choice(told["matters"])
    values = {"wer": first, "des": second, "wem": third, "kurz": short}
    values |= {"akk": accusative, "gen": genitive, "sache": matter}
    return values | {"ort": draw.choice(told["places"].split())}


class _Fill:
    """Puts the values of an event into a sentence, and draws a new number for each place."""

    def __init__(
        self, draw: random.Random, told: Mapping[str, Any], values: Mapping[str, str]
    ) -> None:
        self.draw, self.values = draw, values
        self.lines = {
            key: told[name].strip().split("\n")
            for key, name in (
                ("lob", "praise"),
                ("lob2", "speeches"),
                ("amt", "terms"),
                ("klage", "complaints"),
                ("klage2", "voices"),
            )
        }
        self.days = told["days"].split()

    def __call__(self, text: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda match: self._one(match[1]), text)

    def _one(self, slot: str) -> str:
        if slot in self.lines:
            return self.draw.choice(self.lines[slot])
        if slot.lower() in self.values:
            value = self.values[slot.lower()]
            return value[0].upper() + value[1:] if slot[0].isupper() else value
        return self._number(slot)

    def _number(self, slot: str) -> str:
        draw = self.draw
        if slot == "tag":
            return draw.choice(self.days)
        if slot in ("geld", "geld2"):
            scale = draw.choice(("Millionen", "Millionen", "Millionen", "Milliarden"))
            return f"{draw.randint(2, 99)},{draw.randint(1, 9)} {scale} Euro"
        most = {
            "p": (3, 93),
            "n": (13, 980),
            "m": (3, 12),
            "jahr": (2027, 2041),
            "seit": (1994, 2022),
            "vorjahr": (2023, 2025),
            "jahre": (3, 19),
            "wochen": (3, 40),
            "stunden": (5, 90),
            "euro": (13, 990),
            "n2": (1, 99),
        }[slot]
        number = draw.randint(*most)
        return f"{number}.{draw.randint(100, 999)}" if slot == "n2" else str(number)
