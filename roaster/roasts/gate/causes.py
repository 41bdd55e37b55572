"""Whether a fact gives a cause that its source does not give. Pure."""

from __future__ import annotations

import re

from roaster.roasts.gate.words import shared, stems_of

MIN_SHARED = 0.5  # of the words of a cause: fewer are not what its source speaks of

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


def uncaused(fact: str, own: str, near: str) -> str:
    """The fact's word of cause when its source has none, or not for these words; else empty."""
    match = _CAUSE.search(fact)
    if match is None:
        return ""
    if not _TOLD.search(own) and not _CAUSE.search(near):
        return match.group()
    # Both sides of it must be what the passage speaks of.
    for side in (fact[: match.start()], fact[match.end() :]):
        stems = stems_of(side)
        if len(stems) > 1 and shared(stems, stems_of(near)) < MIN_SHARED:
            return match.group()
    return ""
