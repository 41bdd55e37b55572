"""The rubric: five sub-scores of 0–5 whose weights sum to 20, so that the total is exact tenths.

A holistic 0–10 number from a model drifts three times as much as five anchored sub-scores, so the
total is always computed here and never written by a model. Rubrics are data, one file for each
version (`roaster/model/rubrics/`, `roaster.config.rubrics`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

WEIGHT_SUM = 20
TOP = 5
ANCHORS = (0, 3, 5)  # the values that have words
CRITERIA = 5
LONGEST_REASON = 160  # characters of the line that says why a sub-score is what it is

Version = int | str
"""A rubric's name: a number for news, `pitch-1` for what is not news."""


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

    version: Version
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


@dataclass(frozen=True, slots=True)
class Rubrics:
    """All rubrics that a site has, by version."""

    by_version: Mapping[Version, Rubric] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Rubric]:
        return iter(self.by_version.values())

    @property
    def versions(self) -> tuple[Version, ...]:
        """What there is, in order: numbers first."""
        return tuple(sorted(self.by_version, key=version_order))

    def get(self, version: object) -> Rubric | None:
        """The rubric of that version, whatever a person may have written there."""
        if isinstance(version, int | str) and not isinstance(version, bool):
            return self.by_version.get(version)
        return None

    def of_roast(self, roasted: Mapping[str, object]) -> Rubric | None:
        """The rubric that a roast was scored with, by the `roasted` of its front matter."""
        return self.get(roasted.get("rubric", 1))

    def newest(self, family: str) -> Rubric:
        """The newest of `family`, `pitch` for instance. Raises ValueError when there is none."""
        members = [version for version in self.versions if family_of(version) == family]
        if not members:
            raise ValueError(f"there is no rubric {family}-…")
        return self.by_version[members[-1]]


def family_of(version: Version) -> str:
    """`pitch` of `pitch-1`; empty for a number."""
    return version.rpartition("-")[0] if isinstance(version, str) else ""


def version_order(version: Version) -> tuple[str, int]:
    """Versions in the order of family and number."""
    number = version if isinstance(version, int) else int(version.rpartition("-")[2])
    return family_of(version), number
