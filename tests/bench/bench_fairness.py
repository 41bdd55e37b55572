"""How well the fairness gate tells sentences: `python tests/bench/bench_fairness.py [-v]`.

Prints recall and false alarms on the labelled sentences of tests/roasts/fairness/. drafted_hold
and drafted_pass.yaml were written as a model writes takes, before the detector was reworked, and
split at random with a fixed seed: one half to work with, one whose errors were never looked at.
Both are by the hand that wrote the rules, in the same sitting, so even the second flatters. Each
list from third to ninth was measured before anything was changed for it, then worked with, but for
eighth.yaml and unseen.yaml (plain, short): read the figures of those two. The first lists are from
the word lists before. `-v` names the errors, but not those of parts that are not looked at.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from roaster.roasts.fairness import Unfair, unfair

SEED = 20261127
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
        Case("", language, text, label == "hold", name in ("eighth", "unseen"))
        for label, languages in listed.items()
        for language, texts in languages.items()
        for text in texts
    ]


def drafted() -> list[Case]:
    """The sentences as a model writes them; half of each kind and language is `held`."""
    hold = yaml.safe_load((FOLDER / "drafted_hold.yaml").read_text(encoding="utf-8"))
    fine = yaml.safe_load((FOLDER / "drafted_pass.yaml").read_text(encoding="utf-8"))
    found: list[Case] = []
    for kind, languages in {**hold, "": fine}.items():
        for language, texts in languages.items():
            shuffled = list(texts)
            random.Random(f"{SEED} {kind} {language}").shuffle(shuffled)
            half = (len(shuffled) + 1) // 2
            found += [
                Case(kind, language, text, bool(kind), number >= half)
                for number, text in enumerate(shuffled)
            ]
    return found


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
    first, model_like = cases(), drafted()
    parts = {
        "development": [case for case in model_like if not case.held],
        "held back": [case for case in model_like if case.held],
        "first": first,
        "second": later("second"),
        "third": later("third"),
        "fourth": later("fourth"),
        "fifth": later("fifth"),
        "sixth": later("sixth"),
        "seventh": later("seventh"),
        "eighth": later("eighth"),
        "ninth": later("ninth"),
        "unseen": later("unseen"),
    }
    print(f"{'part':<13}{'language':<10}{'hold':>5}{'pass':>6}{'recall':>9}{'false alarms':>14}")
    for name, every in parts.items():
        for language in ("en", "de", ""):
            part = [case for case in every if language in ("", case.language)]
            found = figures(part)
            bad = sum(case.bad for case in part)
            print(
                f"{name:<13}{language or 'all':<10}{bad:>5}{len(part) - bad:>6}"
                f"{found.recall:>9.3f}{found.false_alarms:>14.3f}"
            )
    _by_kind(model_like)
    print(f"held as the kind it is: {figures([*first, *model_like]).named:.3f}")
    print(f"{_milliseconds(model_like):.2f} ms of CPU for a roast of thirty sentences")
    if "-v" in sys.argv:
        for case in (*parts["development"], *first, *parts["second"]):
            if bool(case.found) is not case.bad:
                print(f"  {case.kind or 'pass'} {case.language}: {case.text} {case.found}")
    return 0


def _by_kind(of: Sequence[Case]) -> None:
    print(f"\n{'recall by kind':<16}{'development':>13}{'held back':>13}")
    for kind in dict.fromkeys(case.kind for case in of if case.bad):
        print(f"{kind:<16}", end="")
        for held in (False, True):
            part = [case for case in of if case.kind == kind and case.held is held]
            caught = Counter(bool(case.found) for case in part)[True]
            print(f"{f'{caught} of {len(part)}':>13}", end="")
        print()
    print()


def _milliseconds(of: Sequence[Case], size: int = 30) -> float:
    texts = [case.text for case in of]
    unfair(texts)  # the patterns are read and compiled once
    started = time.process_time()
    for at in range(0, len(texts), size):
        unfair(texts[at : at + size])
    return (time.process_time() - started) * 1_000 / (len(texts) / size)


if __name__ == "__main__":
    sys.exit(main())
