"""Whom a sentence means that names nobody: by “the company”, “she”, “his lawyer”. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.gate.same_name import TITLES, stands
from roaster.roasts.names import names_in, words_in

_TELLING = "according to|laut|sa(?:ys|id)|sagte?"
# Who belongs to somebody.
_KIN = (
    "spokes\\w+|lawyers?|attorneys?|aides?|advisers?|wife|husband|son|daughter|mother|father|brother"
    "|sister|office|team|campaign|party|chief|boss|founder|director|minister|sprecher\\w*|anwalt"
)
_TELLS = re.compile(rf"\b(?:{_TELLING})\b")
_LAST_NAME = re.compile(r"([A-Z]\w+)\Z")
PARTIES = 2  # of the sentences before, whom “the company” or “she” may mean
SUBJECT_CHARS = 40  # from the first name of a sentence: the rest of it, and who it belongs to
PRONOUN = re.compile(
    r"\b(?:he|she|they|it|its|his|her|their|him|them|we|our|us|I|my|me|er|sie|ihr|ihre|ihren|"
    r"ihrer|sein|seine|seinen|es|wir|you|your|who|whose|also|auch)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:they|them|their|it|its|we|our|us|these|those|es|wir|ihnen)\b", re.IGNORECASE
)
_PERSONS = (
    r"president|minister|chief|boss|man|woman|analyst|economist|spokesman|spokeswoman|spokesperson"
    r"|republican|democrat|lawmaker|senator|congress(?:wo)?man|governor|mayor|prosecutor|founder"
    r"|billionaire|lawyer|judge|author"
)
_OTHERS = (
    r"company|firm|group|airline|retailer|giant|maker|team|carrier|agency|regulator|state|city|"
    r"country|government|couple|bank|platform|service|game|"
    r"moon|planet|plane|aircraft|mission|report|study|paper|spacecraft|startup|analysts|"
    r"scientists?|researchers?|project|software|device|app|site|tool|car|phone|rocket|"
    r"party|campaign|alliance|council|court|candidates?|users|customers|website|newspaper|network|"
    r"Unternehmen|Konzern|Firma|Hersteller|Behörde|Regierung|Partei|Forscher\w*|Institut"
)
_FOR_A_ROLE = (
    r"\b(?:the|this|that|these|those|a|an|both|der|die|das|dem|den|des)\s(?:[\w-]+\s){0,2}?"
)
_ROLE = re.compile(rf"{_FOR_A_ROLE}(?:{_PERSONS}|{_OTHERS})\b", re.IGNORECASE)
# Not of “the party line” or “the Republican Party”, where it is part of something else.
_NO_PERSON = re.compile(
    rf"(?:{_FOR_A_ROLE}|\b(?:his|her|my|our|their|its|ihre?|seine?)\s(?:[\w-]+\s)?)(?:{_OTHERS})\b"
    r"(?-i:(?! [A-Z]))",
    re.IGNORECASE,
)


def points(sentence: str) -> bool:
    """Whether a sentence speaks of somebody whom it does not name there: “she”, “the company”."""
    return bool(PRONOUN.search(sentence) or _ROLE.search(sentence))


def points_at_more(sentence: str) -> bool:
    """Whether a sentence speaks of several, or of a thing or party: “they”, “it”, “the company”."""
    return bool(_MORE.search(sentence) or _NO_PERSON.search(sentence))


def subject(sentence: str, known: frozenset[str]) -> frozenset[str]:
    """The names that a sentence begins with, as words: whom the next one most likely means."""
    names = [n for n in names_in(sentence, known) if n.casefold() not in CALENDAR_WORDS]
    if not names:
        return frozenset()
    begun = words_in(sentence[: sentence.find(names[0]) + SUBJECT_CHARS])
    return frozenset(name.casefold() for name in names) & begun


def displaced_in(fact: str, own: str, own_names: Sequence[str]) -> bool:
    """Whether the sentence has a name that the fact does not have: it may have been replaced."""
    mine = words_in(fact)
    groups: list[list[str]] = []
    for name in own_names:
        # “Jon Hask” and “European Union” are one name each.
        if groups and f"{groups[-1][-1]} {name}" in own:
            groups[-1].append(name)
        else:
            groups.append([name])
    return not all(any(_kept(name, group, fact, mine) for name in group) for group in groups)


def _kept(name: str, group: Sequence[str], fact: str, mine: frozenset[str]) -> bool:
    """Whether a fact has a part of a name, and not with another first name before it."""
    if name in TITLES:
        return True
    if not stands(name, mine):
        return False
    at = fact.find(f" {name}")
    before = _LAST_NAME.search(fact, 0, at) if at > 0 else None
    return before is None or before[1] in group or before[1] in TITLES


def pointed_at(
    name: str,
    own: str,
    own_names: Sequence[str],
    *,
    meant: frozenset[str],
    aside: frozenset[str],
    displaced: bool,
) -> bool:
    """Whether a sentence may mean a name that it does not have: by “the company”, by a first “he”.

    A sentence with a name that the fact lacks must point before it names anyone.
    """
    role, pronoun = _ROLE.search(own), PRONOUN.search(own)
    if stands(name, aside) and (role or not displaced):
        return True
    if not displaced:
        return bool(role or pronoun or stands(name, meant))
    return _points_first(own, own_names) and stands(name, meant)


def _points_first(own: str, own_names: Sequence[str]) -> bool:
    """Whether “the company” or “she” stands before any name."""
    first = own.find(own_names[0]) if own_names else len(own)
    pointing = (_ROLE.search(own), PRONOUN.search(own))
    return any(match is not None and match.start() < first for match in pointing)


def owns_role(name: str, fact: str, own: str) -> bool:
    """Whether “Hask’s spokesman” is told of whom the sentence calls a spokesman."""
    if f"{name}’" not in fact and f"{name}'" not in fact:
        return False
    match = re.search(rf"\b{re.escape(name)}[’']s?\s(?:\w+\s)?(?P<role>{_KIN})\b", fact)
    if match is None or re.search(rf"[’']s?\s(?:\w+\s){{0,2}}{match['role'][:6]}", own):
        return False  # it says whose
    return re.search(rf"\b{match['role'][:6]}", own, re.IGNORECASE) is not None


def tells(name: str, fact: str) -> bool:
    """Whether a fact gives a name as its speaker."""
    if not _TELLS.search(fact):
        return False
    name = re.escape(name)
    telling = rf"\b(?:{_TELLING}) (?:the )?{name}(?![\w’'])|\b{name} (?:{_TELLING})\b"
    return re.search(telling, fact) is not None


def points_back(name: str, fact: str, own: str, own_names: Sequence[str], displaced: bool) -> bool:
    """Whether a name of a fact may be whom a sentence begins with: “the company”, “she”.

    Where the sentence names others, whom the fact does not name, only for the fact's first name
    and the sentence's first words. Never for a speaker.
    """
    if tells(name, fact):
        return False
    if not displaced:
        return _points_first(own, own_names)
    begins = re.match(rf"\W*(?:\w+ )?{re.escape(name)}\b", fact)
    pointing = (_ROLE.match(own), PRONOUN.match(own))
    return begins is not None and any(match is not None for match in pointing)


def antecedents(sentences: Sequence[str], known: frozenset[str]) -> frozenset[str]:
    """Whom the last sentences of a text are about: the nearest two parties they begin with."""
    found: list[frozenset[str]] = []
    for sentence in reversed(sentences):
        names = subject(sentence, known)
        if names and not any(names & other for other in found):
            found.append(names)
        if len(found) == PARTIES:
            break
    return frozenset[str]().union(*found)
