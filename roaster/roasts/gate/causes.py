"""Whether a fact gives a cause that its source does not give. Pure."""

from __future__ import annotations

import re

from roaster.roasts.gate.words import shared, stems_of

TOGETHER = 0.6  # of the words of cause and effect, that one sentence must have
MIN_SHARED = 0.4  # of the words of a cause: fewer are not what its source speaks of

_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result|resulted? (?:in|from)|led to|leads? to|"
    r"caus(?:ed?|es|ing)|therefore|consequently|which is why|in response to|triggered|prompted|"
    r"weil|wegen|aufgrund|deshalb|daher|dadurch|führte? (?:dazu|zu)|infolge)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:because|due to|owing|thanks to|result\w*|le(?:d|ads?|ading) to|caus\w*|therefore|"
    r"consequen\w*|reasons?|why|driven|drove|response|trigger\w*|prompt\w*|after|amid|in part|"
    r"blame\w*|attribut\w*|fear\w*|since|given|so that|forc(?:ed|ing)|stems?|weil|wegen|aufgrund|"
    r"deshalb|daher|dadurch|denn|führte?|infolge|grund|gründe|verursach\w*|verantwortlich|lösten|"
    r"auslös\w*|ausgelöst|as)\b",
    re.IGNORECASE,
)


def gives_cause(fact: str) -> bool:
    """Whether a fact says that one thing came of another."""
    return _CAUSE.search(fact) is not None


def uncaused(fact: str, own: str, near: str) -> str:
    """The fact's word of cause when its source has none, or not for these words; else empty."""
    match = _CAUSE.search(fact)
    if match is None:
        return ""
    sides = [stems_of(fact[: match.start()]), stems_of(fact[match.end() :])]
    if not _TOLD.search(own) and not _CAUSE.search(near):
        # Told in one breath: “found a fault and called it off”.
        together = stems_of(own)
        return "" if all(shared(side, together) >= TOGETHER for side in sides) else match.group()
    # Both sides of it must be what the passage speaks of.
    spoken = stems_of(near)
    if any(len(side) > 2 and shared(side, spoken) < MIN_SHARED for side in sides):
        return match.group()
    return ""
