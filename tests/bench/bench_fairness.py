"""How well the fairness gate tells sentences: `python tests/bench/bench_fairness.py [-v]`.

Prints recall and false alarms on the labelled sentences of tests/roasts/fairness/. held.yaml and
passing.yaml were written with the word lists: the third that is held back says little more than
the rest. second.yaml came after, and the lists were widened on it. unseen.yaml came last and is
never tuned on: it tells what the gate does with new words. `-v` names the errors, but not there.
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


def later(name: str) -> list[Case]:
    """The sentences of `second` or `unseen`, without kinds."""
    listed = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return [
        Case("", language, text, label == "hold", name == "unseen")
        for label, languages in listed.items()
        for language, texts in languages.items()
        for text in texts
    ]


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
    first = cases()
    parts = {
        "tuned on": [case for case in first if not case.held],
        "held back": [case for case in first if case.held],
        "second": later("second"),
        "unseen": later("unseen"),
    }
    print(f"{'part':<11}{'language':<10}{'hold':>5}{'pass':>6}{'recall':>9}{'false alarms':>14}")
    for name, every in parts.items():
        for language in ("en", "de", ""):
            part = [case for case in every if language in ("", case.language)]
            found = figures(part)
            bad = sum(case.bad for case in part)
            print(
                f"{name:<11}{language or 'all':<10}{bad:>5}{len(part) - bad:>6}"
                f"{found.recall:>9.3f}{found.false_alarms:>14.3f}"
            )
    print(f"held as the kind it is: {figures(first).named:.3f}")
    if "-v" in sys.argv:
        for case in (*parts["tuned on"], *parts["second"]):
            if bool(case.found) is not case.bad:
                print(f"  {case.kind}: {case.text} {case.found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
