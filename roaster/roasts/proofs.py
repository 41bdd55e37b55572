"""What the sources of one event prove: asked by the writer, the second model and the last gate.

Each bullet is held against the sources once. Pure but for that memory, which is a roast's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from roaster.model.news import Event
from roaster.model.roast import Fact
from roaster.roasts.evidence import Ground
from roaster.roasts.hearing import Hearing
from roaster.roasts.proving import Refused, grounds_of, prove_facts
from roaster.roasts.writer import ProposedFact, Written


class Proofs:
    """The sources of one event, and what they prove of the bullets asked so far."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self._known: dict[ProposedFact, Fact | Refused] = {}

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """The articles, prepared for many questions."""
        return grounds_of(self.event)

    def of(self, proposed: Sequence[ProposedFact]) -> tuple[tuple[Fact, ...], tuple[Refused, ...]]:
        """As `prove_facts`: the bullets that stand, and those that do not."""
        facts: list[Fact] = []
        refused: list[Refused] = []
        for place, fact in enumerate(proposed):
            found = self._known.get(fact) or self._tried(fact)
            if isinstance(found, Fact):
                facts.append(found)
            else:
                refused.append(replace(found, place=place))
        return tuple(facts), tuple(refused)

    def _tried(self, fact: ProposedFact) -> Fact | Refused:
        facts, refused = prove_facts(self.event, (fact,), self.grounds)
        found = facts[0] if facts else refused[0]
        self._known[fact] = found
        return found


@dataclass(frozen=True, slots=True)
class Tried(Written):
    """What was written, with what its writer has asked of it already.

    `fit` are the texts that were looked through for what must not reach a page, and may;
    `hearing` knows their language.
    """

    proofs: Proofs = field(kw_only=True, compare=False, repr=False)
    fit: frozenset[str] = field(default=frozenset(), kw_only=True, compare=False, repr=False)
    hearing: Hearing | None = field(default=None, kw_only=True, compare=False, repr=False)


def fit_of(event: Event, written: Written) -> frozenset[str]:
    """The texts that were looked through when it was written about an event."""
    if isinstance(written, Tried) and written.proofs.event == event:
        return written.fit
    return frozenset()


def proofs_of(event: Event, written: Written) -> Proofs:
    """The proofs that come with what was written about an event, else new ones."""
    if isinstance(written, Tried) and written.proofs.event == event:
        return written.proofs
    return Proofs(event)
