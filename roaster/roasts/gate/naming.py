"""Whether the names of a fact stand in its source. Pure.

A name must stand in the sentence that proves the fact. In the sentences beside it, or in the
title, it may stand only where that sentence itself points back (“he”, “the company”). An acronym
and what it is short for are one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from roaster.roasts.gate.company import apposed, counted, out_of_list
from roaster.roasts.gate.compounds import coined
from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.gate.first_words import COMMON_FIRST, Source, first_name, stranger
from roaster.roasts.gate.forms import ill_formed
from roaster.roasts.gate.kinds import no_person
from roaster.roasts.gate.pointing import (
    displaced_in,
    owns_role,
    pointed_at,
    points_at_more,
    points_back,
    subject,
    tells,
)
from roaster.roasts.gate.same_name import (
    SHORT_TITLES,
    in_full,
    is_german,
    spelled_in,
    stands,
)
from roaster.roasts.gate.words import stem
from roaster.roasts.names import names_in, words_in

_PERSON = re.compile(r"\b(?:he|she|his|her|er|sie)\b", re.IGNORECASE)
# A sentence that a mark opens, with nothing but what is said.
_ONLY_QUOTED = re.compile(r'\A\W*[“„"«][^”"»]+[”"»]?\W*\Z')
_SINGLE = re.compile(r"\b(?:he|she|him|his|himself|herself)\b", re.IGNORECASE)
_DEFINITE = re.compile(
    r"\A\W*(?:the|this|that|these|those|its|their|der|die|das|dies\w*)\b", re.IGNORECASE
)
_DET = re.compile(
    r"(?:\d|\b(?:der|die|das|dem|den|des|ein\w*|kein\w*|mein\w*|sein\w*|ihr\w*|jede\w*|zwei|drei|"
    r"viele\w*|alle\w*|mehr|wenige\w*|zum|zur|im|am|beim|vom|\w+(?:e|en|er|es|em)))\Z"
)
_GERMAN_VERB = re.compile(
    r"(?:woll|soll|könn|konnt|müss|muss|dürf|durft|hab|hatt|werd|wurd|war|sag|melde|kauf)\w*\Z"
)
_NOUN = re.compile(
    r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|ismus|nis|nisse|stoff|"
    r"stoffe|zeit|jahr\w*|zahl\w*|fall|fälle\w*|monat\w*|woche\w*|tag\w*|million\w*|milliard\w*)\Z",
    re.IGNORECASE,
)
_GERMAN_PLAIN_WORDS = """
ende anfang mitte menschen leute prozent uhr hälfte grund teil kinder frauen männer
"""
_GERMAN_PLAIN = frozenset(_GERMAN_PLAIN_WORDS.split())
_PROPER_BEFORE = re.compile(
    r"\A\W*([A-Z]\w+)(?:[’']s?\s|,\s(?:the|an?)\s[^,]+,|\s(?:\d|is|was|has|said|says|will|had|would|did|does|added|told|"
    r"wrote|warned|argued|argues|called|calls|announced|believes|wants|thinks)\b)"
)
SHORT_MONTHS = frozenset(("May", "Mai", "June", "Juni", "July", "Juli", "März"))
_BARE_TITLE = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(SHORT_TITLES))})\b(?!\.?[\s,-]+[A-ZÀ-Þ(])")


class Mentions(Protocol):
    """Whom the text around a passage is about, and who speaks there."""

    @property
    def before(self) -> str:
        """The sentence before."""

    @property
    def credited(self) -> frozenset[str]:
        """The words of the heading above and the credit below, which speak of all between."""

    @property
    def speaker(self) -> frozenset[str]:
        """Who speaks before or behind: whom a “he” or a bare quotation stands for."""

    @property
    def earlier(self) -> frozenset[str]:
        """The parties that the sentences before were about."""


def missing_name(
    fact: str,
    own: str,
    near: str,
    *,
    around: Mentions,
    aside: frozenset[str],
    source: Source,
    whole: str,
) -> str:
    """The first name of a fact that its source does not give it; empty when all are there.

    `whole` is the folded text of the source, `aside` the words of its title.
    """
    known = source.names
    names = list(_names(fact, source, near, aside))
    odd = (
        coined(fact, known, source.text, whole)
        or _untitled(fact)
        or stranger(fact, own, source, whole)
        or ill_formed(fact, own, names, source)
    )
    if odd:
        return odd
    here = words_in(own) | counted(own, around.before)
    absent = [name for name in names if not stands(name, here)]
    if not absent:
        return ""
    own_names = _without_calendar(names_in(own, known))
    place = _Place(fact, own, near, here, own_names, around, aside, source, whole)
    return next((name for name in absent if not place.means(name)), "")


class _Place:
    """The passage that is to prove a fact, as far as it tells whom it means."""

    def __init__(
        self,
        fact: str,
        own: str,
        near: str,
        here: frozenset[str],
        own_names: Sequence[str],
        around: Mentions,
        aside: frozenset[str],
        source: Source,
        whole: str,
    ) -> None:
        self._fact, self._own, self._near, self._here = fact, own, near, here
        self._names, self._around, self._aside = own_names, around, aside
        self._source, self._whole = source, whole
        self._beside = words_in(near) | aside
        self._displaced = displaced_in(fact, own, own_names)
        self._quoted = any(mark in own for mark in '"“„«')
        self._person = bool(_PERSON.search(own)) or (self._quoted and not self._displaced)
        # Every noun of German has a capital, so none of its sentences tells who is left out.
        self._titled = _DEFINITE.match(own) is not None or is_german(own)
        self._alone = bool(_SINGLE.search(own)) and not points_at_more(own)

    def means(self, name: str) -> bool:
        """Whether the passage means a name that it does not have."""
        if self._told_otherwise(name):
            return True
        source, around = self._source, self._around
        if self._alone and no_person(name, self._fact, source.text, source.names):
            return False
        if out_of_list(name, self._fact, self._near):
            return False
        speaking = self._person or (_ONLY_QUOTED.match(self._own) and tells(name, self._fact))
        if (speaking and stands(name, around.speaker)) or (
            self._titled and stands(name, self._aside)
        ):
            return True
        if stands(name, self._beside | around.earlier) and owns_role(name, self._fact, self._own):
            return True
        return self._pointed_at(name)

    def _told_otherwise(self, name: str) -> bool:
        """Whether a name stands there as an acronym or in part, or in a heading or credit."""
        return (
            spelled_in(name, self._fact, self._own)
            or stands(name, self._here | self._around.credited)
            or in_full(name, self._fact, self._here, self._whole)
            or apposed(name, self._fact, self._source.text, self._here)
        )

    def _pointed_at(self, name: str) -> bool:
        fact, own, names, displaced = self._fact, self._own, self._names, self._displaced
        spelled = spelled_in(name, fact, self._near)
        if not stands(name, self._beside) and not spelled:
            earlier = stands(name, self._around.earlier)
            return earlier and points_back(name, fact, own, names, displaced)
        meant = self._aside | subject(self._around.before, self._source.names)
        found = pointed_at(name, own, names, meant=meant, aside=self._aside, displaced=displaced)
        return (found and (self._quoted or not tells(name, fact))) or (spelled and not displaced)


def _without_calendar(names: Sequence[str]) -> list[str]:
    return [name for name in names if name.casefold() not in CALENDAR_WORDS]


def _names(fact: str, source: Source, near: str, aside: frozenset[str]) -> Iterator[str]:
    known = source.names
    german = is_german(fact)
    for name in names_in(fact, known):
        folded = name.casefold()
        dated = folded.rstrip(".") in CALENDAR_WORDS and _dated(name, fact)
        if dated or (german and _common_noun(name, fact)):
            continue
        yield name
    if not german and (acting := first_name(fact, source)):
        yield acting
    # A first word that is no word of the source, and acts like a name.
    match = _PROPER_BEFORE.match(fact)
    first = match[1].casefold() if match else ""
    if match and not german and first not in COMMON_FIRST and first not in known:
        beside = words_in(near) | aside
        stems = {stem(word) for word in beside}
        plural = first.endswith("s") and fact[match.end(1) : match.end(1) + 2] not in ("’s", "'s")
        if first not in beside and stem(first) not in stems and not plural:
            yield match[1]


def _dated(name: str, fact: str) -> bool:
    """Whether a month or weekday is meant: of the short forms only with a dot or a day."""
    return (
        len(name) > 4
        or name in SHORT_MONTHS
        or re.search(rf"(?:\d(?:\.|st|nd|rd|th)? {name}|{name}(?:\.| \d))", fact) is not None
    )


def _common_noun(name: str, fact: str) -> bool:
    if name.casefold() in _GERMAN_PLAIN or _NOUN.search(name):
        return True
    before = fact[: fact.find(name)].rstrip().rsplit(" ", 1)[-1]
    named = before[:1].islower() and _DET.search(before) and not _GERMAN_VERB.match(before)
    return bool(named) or before.isdigit()


def _untitled(fact: str) -> str:
    """The first “Rep” or “Mr” of a fact that has no name behind it; empty when there is none."""
    match = _BARE_TITLE.search(fact)
    return match.group() if match else ""
