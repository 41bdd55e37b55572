"""What a source lets a name be: a person, or a place, a party or a thing. Pure."""

from __future__ import annotations

import re

from roaster.roasts.gate.same_name import TITLES
from roaster.roasts.gate.synonyms import is_people

_BEFORE_PERSONS = "|".join(
    (
        *sorted(TITLES),
        "Representative",
        "Congress(?:wo)?man",
        "Reverend",
        "Captain",
        "Sir",
        "Justice",
    )
)
_BEFORE_PLACES = "in|across|throughout|inside|within|into"
# What stands behind a name that is no part of a longer one: not “the Brenk campaign”.
_ENDED = (
    r"(?=[,.;:?!)”\"]|\s(?:and|or|of|is|was|has|had|will|would|may|can|said|says|in|on|to|for|that"
    r"|which|from|with|by|at|as|\w+ed)\b)"
)


def no_person(name: str, fact: str, text: str, known: frozenset[str]) -> bool:
    """Whether a name is none of a person: an acronym, a people, a place, “the” something.

    `text` is the source that has the name, `known` its names. Where the fact itself gives it as a
    place (“at a London show”), it stands for nobody.
    """
    folded = name.casefold()
    if is_people(folded) or (folded.endswith("s") and folded[:-1] in known):
        return True
    if name.isupper() and len(name) > 1:
        return True
    written = re.escape(name)
    if re.search(
        rf"\b(?:{_BEFORE_PERSONS})\.? (?:[A-Z][\w.]+ )?{written}\b|\b{written},? (?:who|whose)\b",
        text,
    ):
        return False
    if re.search(rf"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Aa]n?|[Tt]he) {written}\b", fact):
        return False
    thing = rf"\b(?:[Tt]he|(?:{_BEFORE_PLACES})(?: the)?) {written}\b{_ENDED}"
    return re.search(thing, text) is not None
