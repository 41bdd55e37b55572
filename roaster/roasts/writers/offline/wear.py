"""What a roast may not say again, as the deck asks for it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from roaster.roasts.phrases.index import Said, hashed_runs
from roaster.roasts.phrases.passages import Passage
from roaster.roasts.phrases.runs import (
    RUN,
    closing_of,
    comparisons_in,
    opening_of,
    own_parts,
    run_hashes,
)

WornRuns = Callable[[Sequence[int]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Wear:
    """Runs of words that any roast has; openings, closings and comparisons of the newest."""

    runs: WornRuns
    newest: tuple[Said, ...] = ()
    gone: frozenset[int] | None = None  # runs of the stock that stand in roasts; None: not known

    def on(self, text: str, kind: str, before: str, *, opens: bool) -> bool:
        """Whether a text of this kind, after these words, repeats what another roast has."""
        if opens and self._opens(opening_of(text)):
            return True
        if kind == "close" and self._closes(closing_of(text)):
            return True
        if _may_compare(text) and any(map(self._compares, comparisons_in(text))):
            return True
        runs = run_hashes(f"{_tail(before)} {text}")
        return bool(runs and self.runs(runs))

    def used(self, fixed: Sequence[int]) -> frozenset[int]:
        """Those of these runs, one of each pattern, that stand in any roast; or more of a stock."""
        return self.runs(fixed) if self.gone is None else self.gone

    def on_all(self, passages: tuple[Passage, ...]) -> int:
        """How many runs, openings, closings and comparisons of these texts another roast has."""
        said = Said("", passages)
        edges = (
            *filter(self._opens, said.openings),
            *filter(self._closes, said.closings),
            *filter(self._compares, said.comparisons),
        )
        return len(edges) + len(self.runs(list(hashed_runs(passages))))

    # Few texts are asked for, so the newest are looked through rather than joined beforehand.

    def _opens(self, opening: str) -> bool:
        return any(opening in said.openings for said in self.newest)

    def _closes(self, closing: str) -> bool:
        return any(closing in said.closings for said in self.newest)

    def _compares(self, comparison: str) -> bool:
        return any(comparison in said.comparisons for said in self.newest)


def wear_of(runs: WornRuns, newest: Iterable[Said], gone: frozenset[int] | None = None) -> Wear:
    """The wear of a site. `gone` are the runs of the stock that stand in any of its roasts."""
    return Wear(runs, tuple(newest), gone)


def _may_compare(text: str) -> bool:
    """Whether it may hold a comparison: looked for at length only then."""
    lowered = text.lower()
    return "like a" in lowered or "as a" in lowered or "wie ein" in lowered


def _tail(before: str) -> str:
    """The last own words before a text: those that a run can begin in."""
    return " ".join(own_parts(before)[-1].split()[1 - RUN :])
