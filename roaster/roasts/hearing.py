"""Which parts of a reply are in another language than the site's. Pure but for its memory.

Who tells languages apart is handed in with the brief. Words in quotation marks are the sources',
and left out. The beginning of each text is enough: all of them would take three times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roaster.roasts.phrases.runs import QUOTED
from roaster.roasts.writer import Brief, Reply
from roaster.text.languages import language_name

_OF_PROSE = 70  # characters of each text that are looked at
_OF_FACT = 60


@dataclass(frozen=True, slots=True)
class Foreign:
    """A part of a reply in the wrong language; both as tags."""

    place: str
    found: str
    wanted: str

    @property
    def fault(self) -> str:
        """In words for whoever wrote it."""
        wanted = language_name(self.wanted)
        return f"{self.place}: written in {language_name(self.found)}; write in {wanted}"

    @property
    def doubt(self) -> str:
        """In words for the editor."""
        found, wanted = language_name(self.found), language_name(self.wanted)
        return f"{self.place}: written in {found}, the site is in {wanted}"


class Hearing:
    """The language of what is written about one brief; each text is judged once."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._heard: dict[str, str] = {}

    def of(self, reply: Reply) -> tuple[Foreign, ...]:
        """The parts of a reply that are in another language."""
        return (*self.of_prose(reply), *self.of_facts(reply))

    def of_prose(self, reply: Reply) -> tuple[Foreign, ...]:
        """The same of quip and take."""
        return tuple(self._foreign("quip and take", (reply.quip, *reply.take), _OF_PROSE))

    def of_facts(self, reply: Reply) -> tuple[Foreign, ...]:
        """The same of the bullets."""
        return tuple(self._foreign("facts", [fact.text for fact in reply.facts], _OF_FACT))

    def _foreign(self, place: str, texts: Sequence[str], most: int) -> Iterator[Foreign]:
        if self._brief.foreign is None:
            return
        wanted = self._brief.language
        sample = " ".join(_beginning(QUOTED.sub(" ", text), most) for text in texts)
        if sample not in self._heard:
            self._heard[sample] = self._brief.foreign(sample, wanted)
        if found := self._heard[sample]:
            yield Foreign(place, found, wanted)


def _beginning(text: str, most: int) -> str:
    """The first words of a text."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] or text[:most]
