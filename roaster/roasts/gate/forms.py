"""Whether a name is given in a form that its place in the sentence does not take. Pure.

“In Queenslanders”, “Republicans's crisis”: who belongs to a place or a party, put where its source
has the place or one person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from roaster.roasts.gate.first_words import Source
from roaster.roasts.gate.kinds import no_person
from roaster.roasts.gate.same_name import is_german
from roaster.roasts.gate.synonyms import is_people
from roaster.roasts.names import words_in

_ADJECTIVE = re.compile(r"\w{2,}(?:[^aeiou]an|ian|[^e]ese|ish|atic)\Z")
_SINGULAR = (
    r"(?:also |still |again |\w+ly )?(?:is|was|has|does|(?!\w+ss\b)\w{2,}s"
    r"(?= (?:the|an?|that|to|in|on|at|for|out|up|his|her|its|no|not|[A-Z]))\b)\b"
)
_OWN = re.compile(r"\b(?:his|himself|herself|its|itself)\b")
_IN = r"\b[Ii]n"
_ALONE = r"(?=[,.]|\s*\Z|\s(?!is\b|are\b)[a-z])"
_ROLE = re.compile(
    r"\b(?:\w+(?:man|woman|person|er|or|ist|ant|ent)|chief|boss|head|judge|[Mm]r|he|she|who)\b"
)
_MADE_OF = 4  # letters that an adjective of a nation shares with it


def ill_formed(fact: str, own: str, names: Sequence[str], source: Source) -> str:
    """The first of a fact's names whose form does not fit; empty when all fit.

    `own` is the passage that is to prove the fact, `names` are those of the fact.
    """
    if is_german(fact):
        return ""
    here = words_in(own)
    for name in names:
        folded, written = name.casefold(), re.escape(name)
        people = _is_people(folded, source.names)
        if people and re.search(rf"\b{written} {_SINGULAR}", fact):
            return name
        if _of_somebody(name, people, fact, names, source):
            return name
        if (
            people
            and folded not in here
            and re.search(rf"\b{written}[’']s\b|{_IN} {written}{_ALONE}", fact)
        ):
            return name
    return ""


def _of_somebody(name: str, people: bool, fact: str, names: Sequence[str], source: Source) -> bool:
    """Whether “his” or “himself” would mean a fact's first name, which is no person's."""
    pronoun = _OWN.search(fact)
    if pronoun is None or not fact.startswith(f"{name} "):
        return False
    between = fact[len(name) : pronoun.start()]
    if _ROLE.search(between) or any(other in between for other in names):
        return False
    its = pronoun.group().startswith("its")
    return people or (not its and no_person(name, fact, source.text, source.names))


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
