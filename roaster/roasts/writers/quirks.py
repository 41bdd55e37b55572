"""What a model's server has turned out not to take: left out from then on, in later runs too."""

from __future__ import annotations

import threading

from roaster.roasts.writers.exchange import Failure, Kind
from roaster.roasts.writers.parameters import ModelEntry
from roaster.roasts.writers.question import Question
from roaster.state.journal import Journal


class Quirks:
    """The parameters that one model's server has refused by name. Safe for several threads."""

    def __init__(self, entry: ModelEntry, journal: Journal) -> None:
        self._entry = entry
        self._journal = journal
        self._lock = threading.Lock()
        self._refused: frozenset[str] | None = None

    @property
    def refused(self) -> frozenset[str]:
        """Their names. Raises StateError when the journal cannot be read."""
        with self._lock:
            return self._known()

    def learn(self, failure: Failure, question: Question) -> bool:
        """Remember what a failure says; whether the question may be asked again without it.

        Raises DiskError.
        """
        if failure.kind is not Kind.PARAMETER or failure.parameter in question.without:
            return False
        with self._lock:
            known = self._known()
            if failure.parameter not in known:
                self._journal.refuse_parameter(self._entry.identity, failure.parameter)
                self._refused = known | {failure.parameter}
        return True

    def note(self) -> str:
        """One line for the run's report; empty when there is nothing to tell."""
        with self._lock:
            names = ", ".join(sorted(self._refused or ()))
        if not names:
            return ""
        remedy = "take it out of its entry" if self._in_entry() else "nothing to do"
        return f"{self._entry.model}: does not take {names}; asked without it ({remedy})"

    def _known(self) -> frozenset[str]:
        if self._refused is None:
            self._refused = self._journal.refused_parameters(self._entry.identity)
        return self._refused

    def _in_entry(self) -> bool:
        return any(name in self._entry.parameters for name in self._refused or ())
