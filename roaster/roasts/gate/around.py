"""What stands around a passage: whom it means, and who speaks there.

Pure; each thing is worked out when it is first asked for, as most facts ask for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from roaster.roasts.gate.pointing import antecedents, subject
from roaster.roasts.gate.roles import first_speaker, last_speaker
from roaster.roasts.gate.surroundings import quotation_from, surroundings
from roaster.roasts.names import words_in

LOOK_BACK = 8  # sentences in which the speaker stands whom a later “he” means


class Around:
    """The sentences around a passage; `known` are the names of its source."""

    def __init__(
        self, lines: Sequence[str], first: int, last: int, after: str, known: frozenset[str]
    ) -> None:
        """The passage is `lines` from `first` to `last`; `after` its end with what follows."""
        self._lines = lines
        self._first = first
        self._last = last
        self._after = after
        self._known = known

    @cached_property
    def before(self) -> str:
        """The sentence before; empty where the passage is the first."""
        return self._lines[self._first - 1] if self._first else ""

    @cached_property
    def credited(self) -> frozenset[str]:
        """The words of the heading above and of the credit below, which speak of all between."""
        words = words_in("\n".join(surroundings(self._lines, self._first, self._last)))
        begun = quotation_from(self._lines, self._first)
        if begun is not None:
            words |= subject(self._lines[max(begun - 1, 0)], self._known)
        return words

    @cached_property
    def told_before(self) -> frozenset[str]:
        """Who spoke last before the passage: whom “he said” means."""
        start = max(self._first - LOOK_BACK, 0)
        return last_speaker(self._lines[start : max(self._first, 1)], self._known)

    @cached_property
    def speaker(self) -> frozenset[str]:
        """Who speaks before or behind: whom a “he” or a bare quotation stands for."""
        return self.told_before | first_speaker(self._after, self._known)

    @cached_property
    def earlier(self) -> frozenset[str]:
        """The parties that the sentences before were about."""
        return antecedents(self._lines[: self._first], self._known)
