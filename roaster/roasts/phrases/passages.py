"""The texts of a roast in which it jokes: quip, take, burned, lining. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from roaster.model.roast import Burn, Roast

_BLANK = re.compile(r"\n\s*\n")
_PARTY = re.compile(r"^\s*[-*+]\s+(?:\*\*[^*\n]*\*\*:?\s*)?")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text and its place: `quip`, `take[0]`, `burned[1]`, `lining`."""

    place: str
    text: str


class Jokes(Protocol):
    """What a reply and a draft have in common."""

    @property
    def quip(self) -> str:
        """The standfirst."""

    @property
    def take(self) -> tuple[str, ...]:
        """Paragraphs."""

    @property
    def burned(self) -> tuple[Burn, ...]:
        """Parties and reasons."""

    @property
    def lining(self) -> str:
        """The kind word at the end."""


def passages_of(jokes: Jokes) -> tuple[Passage, ...]:
    """The texts of a reply or a draft, in the order of the page."""
    return (
        Passage("quip", jokes.quip),
        *(Passage(f"take[{n}]", text) for n, text in enumerate(jokes.take)),
        *(Passage(f"burned[{n}]", burn.why) for n, burn in enumerate(jokes.burned)),
        Passage("lining", jokes.lining),
    )


def passages_in(roast: Roast) -> tuple[Passage, ...]:
    """The same texts as they stand in a file, whoever wrote them."""
    sections = {section.key: section.text for section in roast.sections}
    return tuple(
        passage
        for passage in (
            Passage("quip", roast.quip),
            *_numbered("take", _BLANK.split(sections.get("take", ""))),
            *_numbered("burned", _reasons(sections.get("burned", ""))),
            Passage("lining", sections.get("lining", "")),
        )
        if passage.text.strip()
    )


def _numbered(key: str, texts: Sequence[str]) -> Iterator[Passage]:
    return (Passage(f"{key}[{n}]", text) for n, text in enumerate(texts))


def _reasons(markdown: str) -> list[str]:
    return [_PARTY.sub("", line) for line in markdown.split("\n") if line.strip()]
