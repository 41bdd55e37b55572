"""Whether a name is given in a form that its place in the sentence does not take. Pure.

“In Queenslanders”, “Republicans's crisis”: who belongs to a place or a party, put where its source
has the place or one person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from roaster.roasts.gate.same_name import is_german
from roaster.roasts.gate.synonyms import is_people
from roaster.roasts.names import words_in

_ADJECTIVE = re.compile(r"\w{2,}(?:[^aeiou]an|ian|[^e]ese|ish|atic)\Z")
_MADE_OF = 4  # letters that an adjective of a nation shares with it


def ill_formed(fact: str, own: str, names: Sequence[str], known: frozenset[str]) -> str:
    """The first of a fact's names whose form does not fit; empty when all fit.

    `own` is the passage that is to prove the fact, `known` are its source's names.
    """
    if is_german(fact):
        return ""
    here = words_in(own)
    for name in names:
        folded = name.casefold()
        if folded in here:
            continue
        written = re.escape(name)
        people = _is_people(folded, known)
        if people and re.search(rf"\b{written}[’']s\b", fact):
            return name
        if people and re.search(rf"\b[Ii]n {written}(?=[,.]|\s*\Z|\s(?!is\b|are\b)[a-z])", fact):
            return name
    return ""


def _is_people(folded: str, known: frozenset[str]) -> bool:
    """Whether a name is the plural of a party's or a nation's, or of those who live in a place."""
    if not folded.endswith("s"):
        return False
    return (
        is_people(folded)
        or is_people(folded[:-1])
        or (bool(_ADJECTIVE.match(folded[:-1])) and _made_from(folded[:-1], known))
        or (folded.endswith("ers") and folded[:-3] in known)
    )


def _made_from(folded: str, known: frozenset[str]) -> bool:
    return is_people(folded) or any(
        len(other) < len(folded) and other[:_MADE_OF] == folded[:_MADE_OF] for other in known
    )
