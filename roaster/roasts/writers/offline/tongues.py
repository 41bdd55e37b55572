"""The languages that the offline writer knows. Pure.

A language is a folder of `stock/` and what reads its prose: a `Tongue`. One without a folder is
written in English, and the roast waits for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from roaster.roasts.writers.offline.extracts import Extracts, read_extracts
from roaster.roasts.writers.offline.facts import ENGLISH_FACTS, FactWords
from roaster.roasts.writers.offline.figures import Figure, figures
from roaster.roasts.writers.offline.german import (
    FREQUENT_GERMAN,
    GERMAN_FACTS,
    german_speaker,
    read_german_extracts,
)
from roaster.roasts.writers.offline.german_figures import (
    GERMAN_SUMS,
    german_figures,
    reckoned_in_german,
)
from roaster.roasts.writers.offline.german_names import read_german_names
from roaster.roasts.writers.offline.names import Names, read_names
from roaster.roasts.writers.offline.reckoning import ENGLISH_SUMS, Sums, reckoned
from roaster.roasts.writers.offline.speakers import speaker_of
from roaster.roasts.writers.offline.stock import Role
from roaster.roasts.writers.offline.story import Extract, Frequent, Line, Story
from roaster.text.languages import primary_tag


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: `tag` names its folder of the stock, `name` is for people."""

    tag: str
    name: str
    frequent: Frequent
    fact_words: FactWords
    read_extracts: Callable[[Story], Extracts]
    figures: Callable[[Sequence[Line]], tuple[Figure, ...]]
    reckoned: Callable[[Figure], Mapping[str, str]]
    sums: Sums
    read_names: Callable[[Story], Names]
    speaker_of: Callable[[Extract, Sequence[Role], Names], str]


# English prose has 0.3 and more of these, German 0.04.
_FREQUENT_ENGLISH = (
    "the of to a in and is for that on with it as was by at from its has have said will be an are"
)

ENGLISH = Tongue(
    "en",
    "English",
    Frequent(frozenset(_FREQUENT_ENGLISH.split()), 0.14),
    ENGLISH_FACTS,
    read_extracts,
    figures,
    reckoned,
    ENGLISH_SUMS,
    read_names,
    speaker_of,
)
GERMAN = Tongue(
    "de",
    "German",
    FREQUENT_GERMAN,
    GERMAN_FACTS,
    read_german_extracts,
    german_figures,
    reckoned_in_german,
    GERMAN_SUMS,
    read_german_names,
    german_speaker,
)
TONGUES: Mapping[str, Tongue] = {tongue.tag: tongue for tongue in (ENGLISH, GERMAN)}


def tongue_of(language: str) -> Tongue:
    """The tongue of a language tag; English where there is none of it."""
    return TONGUES.get(primary_tag(language), ENGLISH)
