"""What a roast may not say again, as the deck asks for it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from roaster.roasts.phrases.index import Said, hashed_runs
from roaster.roasts.phrases.passages import Passage
from roaster.roasts.phrases.runs import (
    RUN,
    closing_of,
    comparisons_in,
    opening_of,
    own_parts,
    own_runs,
    run_hash,
)

WornRuns = Callable[[Sequence[int]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Wear:
    """Runs of words that any roast has; openings, closings and comparisons of the newest."""

    runs: WornRuns
    openings: frozenset[str] = frozenset()
    closings: frozenset[str] = frozenset()
    comparisons: frozenset[str] = frozenset()
    gone: set[int] = field(default_factory=set)  # runs that stand in a roast: they stay there

    def on(self, text: str, kind: str, before: str, *, opens: bool) -> bool:
        """Whether a text of this kind, after these words, repeats what another roast has."""
        if opens and opening_of(text) in self.openings:
            return True
        if kind == "close" and closing_of(text) in self.closings:
            return True
        if _compares(text) and not self.comparisons.isdisjoint(comparisons_in(text)):
            return True
        runs = [run_hash(run) for run in own_runs(f"{_tail(before)} {text}")]
        return bool(runs and self.runs(runs))

    def used(self, fixed: Sequence[int]) -> frozenset[int]:
        """Those of these runs, one of each pattern, that stand in any roast."""
        asked = [run for run in fixed if run not in self.gone]
        if asked:
            self.gone.update(self.runs(asked))
        return frozenset(run for run in fixed if run in self.gone)

    def on_all(self, passages: tuple[Passage, ...]) -> int:
        """How many runs, openings, closings and comparisons of these texts another roast has."""
        said = Said("", passages)
        edges = (
            *(said.openings & self.openings),
            *(said.closings & self.closings),
            *(said.comparisons & self.comparisons),
        )
        return len(edges) + len(self.runs(list(hashed_runs(passages))))


def wear_of(runs: WornRuns, newest: Iterable[Said], gone: set[int] | None = None) -> Wear:
    """The wear of a site. `gone` is what was found worn for it before; it grows."""
    said = tuple(newest)
    return Wear(
        runs,
        openings=frozenset().union(*(each.openings for each in said)),
        closings=frozenset().union(*(each.closings for each in said)),
        comparisons=frozenset().union(*(each.comparisons for each in said)),
        gone=set() if gone is None else gone,
    )


def _compares(text: str) -> bool:
    """Whether it may hold a comparison: looked for at length only then."""
    lowered = text.lower()
    return "like a" in lowered or "as a" in lowered or "wie ein" in lowered


def _tail(before: str) -> str:
    """The last own words before a text: those that a run can begin in."""
    return " ".join(own_parts(before)[-1].split()[1 - RUN :])
