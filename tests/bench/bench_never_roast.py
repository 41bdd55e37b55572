"""How well the never-roast gate tells subjects: `python tests/bench/bench_never_roast.py [-v]`.

Prints recall and false alarms on the labelled headlines of tests/text/never_roast.txt, apart for
those that patterns may be tuned on and the third that is held back; `-v` names the errors on the
first part only.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from roaster.text.sober import SUBJECTS, sober_subject

CASES = Path(__file__).parents[1] / "text" / "never_roast.txt"
HARMLESS = "harmless"


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled headline with its first sentence. `held`: not to be looked at while tuning."""

    subject: str
    language: str
    title: str
    text: str
    held: bool

    @property
    def stopped(self) -> bool:
        """Whether the gate stops it, whatever it takes it for."""
        return sober_subject(self.title, self.text, SUBJECTS) is not None


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1."""

    recall: float
    false_alarms: float


def cases() -> list[Case]:
    """All labelled headlines."""
    return list(_cases())


def _cases() -> Iterator[Case]:
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            subject, language, title, text = line.split(" | ")
            seen[subject, language] += 1
            yield Case(subject, language, title, text, seen[subject, language] % 3 == 0)


def figures(of: Sequence[Case]) -> Figures:
    """Recall over what must be stopped, false alarms over what must pass."""
    wanted = [case.stopped for case in of if case.subject != HARMLESS]
    harmless = [case.stopped for case in of if case.subject == HARMLESS]
    return Figures(sum(wanted) / max(1, len(wanted)), sum(harmless) / max(1, len(harmless)))


def main() -> int:
    every = cases()
    print(f"{'part':<10}{'language':<10}{'stop':>6}{'pass':>6}{'recall':>9}{'false alarms':>14}")
    for name, held in (("tuned on", False), ("held back", True)):
        for language in ("en", "de", ""):
            part = [c for c in every if c.held is held and language in ("", c.language)]
            found = figures(part)
            harmless = sum(case.subject == HARMLESS for case in part)
            print(
                f"{name:<10}{language or 'all':<10}{len(part) - harmless:>6}{harmless:>6}"
                f"{found.recall:>9.3f}{found.false_alarms:>14.3f}"
            )
    if "-v" in sys.argv:
        for case in every:
            if not case.held and case.stopped is (case.subject == HARMLESS):
                why = sober_subject(case.title, case.text, SUBJECTS)
                print(f"  {case.subject}: {case.title} | {case.text} {why.words if why else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
