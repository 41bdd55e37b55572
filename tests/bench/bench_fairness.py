"""How well the fairness gate tells sentences: `python tests/bench/bench_fairness.py [-v]`.

Prints recall and false alarms on the labelled sentences of tests/roasts/fairness/, apart for those
that the word lists may be tuned on and the third that is held back; `-v` names the errors on the
first part only.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from roaster.roasts.fairness import Unfair, unfair

FOLDER = Path(__file__).parents[1] / "roasts" / "fairness"


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled sentence. `bad`: it must be held; `held`: not to be looked at while tuning."""

    kind: str
    language: str
    text: str
    bad: bool
    held: bool

    @property
    def found(self) -> tuple[Unfair, ...]:
        """What the gate says."""
        if self.kind.startswith("fact"):
            return unfair((), [self.text])
        return unfair([self.text])


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1; `named`: of what is held, how much is held as the kind it is."""

    recall: float
    false_alarms: float
    named: float


def cases() -> list[Case]:
    """All labelled sentences."""
    return [*_cases("held.yaml", bad=True), *_cases("passing.yaml", bad=False)]


def _cases(name: str, *, bad: bool) -> Iterator[Case]:
    listed = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    for kind, languages in listed.items():
        for language, texts in languages.items():
            for number, text in enumerate(texts, 1):
                yield Case(kind, language, text, bad, number % 3 == 0)


def figures(of: Sequence[Case]) -> Figures:
    """Recall over what must be held, false alarms over what must pass."""
    bad = [case for case in of if case.bad]
    caught = [case for case in bad if case.found]
    named = [c for c in caught if c.found[0].kind == c.kind.removeprefix("fact-")]
    alarms = [case for case in of if not case.bad and case.found]
    good = sum(not case.bad for case in of)
    return Figures(
        len(caught) / max(1, len(bad)), len(alarms) / max(1, good), len(named) / max(1, len(caught))
    )


def main() -> int:
    every = cases()
    print(
        f"{'part':<11}{'language':<10}{'hold':>5}{'pass':>6}{'recall':>9}{'false alarms':>14}",
        end="",
    )
    print(f"{'right kind':>12}")
    for name, held in (("tuned on", False), ("held back", True)):
        for language in ("en", "de", ""):
            part = [c for c in every if c.held is held and language in ("", c.language)]
            found = figures(part)
            bad = sum(case.bad for case in part)
            print(
                f"{name:<11}{language or 'all':<10}{bad:>5}{len(part) - bad:>6}"
                f"{found.recall:>9.3f}{found.false_alarms:>14.3f}{found.named:>12.3f}"
            )
    if "-v" in sys.argv:
        for case in every:
            if not case.held and bool(case.found) is not case.bad:
                print(f"  {case.kind}: {case.text} {case.found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
