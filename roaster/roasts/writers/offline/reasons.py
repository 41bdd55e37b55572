"""Why the offline writer gave a sub-score: one line for each, from what it counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml

from roaster.model.rubric import LONGEST_REASON
from roaster.roasts.writers.offline.figures import Figure, Kind
from roaster.roasts.writers.offline.scoring import Signals
from roaster.text.clean import cut

Lines = Mapping[str, Sequence[Mapping[str, str]]]
"""Of each criterion, what may be said and when."""


def load_reasons(language: str) -> Lines:
    """The lines of `stock/reasons.yaml` in a language; English where there are none."""
    text = files(__package__).joinpath("stock", "reasons.yaml").read_text("utf-8")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    told: dict[str, Lines] = yaml.load(text, Loader=loader)  # noqa: S506  a safe loader, our file
    return told.get(language.partition("-")[0].lower(), told["en"])


def give_reasons(
    lines: Lines, signals: Signals, figures: Sequence[Figure], keys: Sequence[str]
) -> dict[str, str]:
    """A reason for each criterion that there are lines for."""
    largest = {
        "money": _largest(figures, (Kind.MONEY,)),
        "people": _largest(figures, (Kind.PEOPLE,)),
    }
    reasons = {}
    for key in keys:
        for line in lines.get(key, ()):
            when = line.get("when", "")
            if not when or (getattr(signals, when) and largest.get(when, "-")):
                reasons[key] = cut(line["say"].format(**largest), LONGEST_REASON)
                break
    return reasons


def _largest(figures: Sequence[Figure], kinds: Sequence[Kind]) -> str:
    """The largest figure of these kinds, in the source's own words; empty without any."""
    found = [figure for figure in figures if figure.kind in kinds and figure.tells_all]
    return max(found, key=lambda figure: figure.value).text if found else ""
