"""The rubric: five sub-scores of 0–5 whose weights sum to 20, so that the total is exact tenths.

A holistic 0–10 number from a model drifts three times as much as five anchored sub-scores, so the
total is always computed here and never written by a model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

WEIGHT_SUM = 20
TOP = 5


@dataclass(frozen=True, slots=True)
class Criterion:
    """One sub-score: its key in front matter, its name on the page, what 0, 3 and 5 mean."""

    key: str
    name: str
    weight: int
    question: str
    anchors: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A versioned list of criteria. Old roasts keep the version they were scored with."""

    version: int
    criteria: tuple[Criterion, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The criteria's keys in order."""
        return tuple(criterion.key for criterion in self.criteria)

    def total(self, scores: Mapping[str, object]) -> Decimal:
        """The overall score, 0.0–10.0 in exact tenths.

        Raises ValueError when a criterion is missing, unknown or outside 0–5.
        """
        if set(scores) != set(self.keys):
            raise ValueError(f"scores must have exactly the keys {', '.join(self.keys)}")
        for key, value in scores.items():
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= TOP:
                raise ValueError(f"{key} must be a whole number from 0 to {TOP}, not {value!r}")
        whole = {key: value for key, value in scores.items() if isinstance(value, int)}
        tenths = sum(criterion.weight * whole[criterion.key] for criterion in self.criteria)
        return Decimal(tenths) / 10


RUBRIC_1 = Rubric(
    version=1,
    criteria=(
        Criterion(
            "hype_gap",
            "Hype gap",
            5,
            "How far do the claims run ahead of what is shown?",
            (
                (0, "every claim comes with its proof"),
                (3, "the headline claim outruns the evidence given"),
                (5, "the claim is contradicted by the figures beside it"),
            ),
        ),
        Criterion(
            "self_own",
            "Self-own",
            4,
            "How much of the damage did the subject do to itself?",
            (
                (0, "it happened to them"),
                (3, "their own decision made it worse"),
                (5, "nobody else was needed"),
            ),
        ),
        Criterion(
            "irony",
            "Irony",
            4,
            "How far apart are what was preached and what was done?",
            (
                (0, "words and deeds agree"),
                (3, "the deed sits badly with the slogan"),
                (5, "the deed is the slogan's exact opposite"),
            ),
        ),
        Criterion(
            "stakes",
            "Stakes",
            4,
            "How many people or how much money does it touch?",
            (
                (0, "nobody outside the room will notice"),
                (3, "many customers, or a sum that shows in the accounts"),
                (5, "the public at large, or a sum that needs a parliament"),
            ),
        ),
        Criterion(
            "missing_remedy",
            "Missing remedy",
            3,
            "How little is being done about it?",
            (
                (0, "fixed, with compensation and a date"),
                (3, "a review is promised"),
                (5, "nothing at all, and they are proud of it"),
            ),
        ),
    ),
)

RUBRICS: Mapping[int, Rubric] = {1: RUBRIC_1}
