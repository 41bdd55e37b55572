"""Whether the names of a fact stand in its source. Pure.

A name must stand in the sentence that proves the fact. In the sentences beside it, or in the
title, it may stand only where that sentence itself points back (“he”, “the company”). An acronym
and what it is short for are one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.gate.opposites import DIRECTIONS
from roaster.roasts.gate.pointing import (
    displaced_in,
    owns_role,
    pointed_at,
    points,
    points_at_more,
    points_back,
    subject,
    tells,
)
from roaster.roasts.gate.same_name import (
    DOUBLE_NAME,
    SHORT_TITLES,
    SMALL,
    TITLES,
    in_full,
    is_german,
    spelled_in,
    stands,
)
from roaster.roasts.gate.synonyms import is_people
from roaster.roasts.gate.words import stem, stems_of
from roaster.roasts.names import names_in, words_in

_PERSON = re.compile(r"\b(?:he|she|his|her|er|sie)\b", re.IGNORECASE)
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
_FIRST = re.compile(r"\A\W*([A-ZÀ-Þ]\w+)(?![\w-])")
_OPENING = re.compile(r"(?:ly|ing|[^s’']s)\Z")
_BEHIND = re.compile(r"((?:[’']s)?,? )(\w+)\b")
_FOLLOWING = re.compile(r"(?:[’']s)?,? \w+\b")
_NO_VERBS = frozenset(
    ("and", "or", "of", "in", "on", "at", "for", "from", "to", "with", "by", "who")
)
_COMMON_FIRST_WORDS = """
it he she they there this that what who nobody everyone nothing one another anyone here its nor
each all both some many most few half however meanwhile instead still later today yesterday also
then now so yet thus hence besides moreover furthermore overall elsewhere afterwards previously
indeed together again first second finally once almost among about above across after against along
although amid apart around as at because before behind below beside besides between beyond both by
despite down during either enough even ever every except far few fewer for from given good if into
just last late least less like little long more much near nearly neither never next no none not of
off on only onto other out over own past per plus quite rather roughly same several shortly since so
some soon sooner such than thanks though through throughout till to too toward towards two three
four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty
ninety hundred thousand million billion dozen double twice half third quarter under unless unlike
until up upon via well whatever whenever where whereas wherever whether which whichever while
whoever whom whose why with within without worse worst best better according back down when how
yesterday tomorrow tonight people these those his her hers their theirs our ours your yours my mine
we you i them him us whoever everything something someone somebody anybody anything whole total
new old early later latest earlier former
"""
_COMMON_FIRST = frozenset(_COMMON_FIRST_WORDS.split())
_COMPARED = frozenset(word for word in DIRECTIONS if word.endswith(("er", "est")))
_NO_STRANGERS = _COMMON_FIRST | SMALL | CALENDAR_WORDS | _COMPARED


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
    known: frozenset[str],
    whole: str,
) -> str:
    """The first name of a fact that its source does not give it; empty when all are there.

    `whole` is the folded text of the source, `aside` the words of its title.
    """
    odd = _coined(fact, known, whole) or _untitled(fact) or _stranger(fact, own, known, whole)
    if odd:
        return odd
    here = words_in(own)
    absent = [name for name in _names(fact, known, near, aside) if not stands(name, here)]
    if not absent:
        return ""
    beside = words_in(near) | aside
    meant = aside | subject(around.before, known)
    own_names = _without_calendar(names_in(own, known))
    displaced = displaced_in(fact, own, own_names)
    quoted = any(mark in own for mark in '"“„«')
    person = bool(_PERSON.search(own)) or (quoted and not displaced)
    # Every noun of German has a capital, so none of its sentences tells who is left out.
    titled = _DEFINITE.match(own) is not None or is_german(own)
    alone = _means_one(own)
    for name in absent:
        if _told_otherwise(name, fact, own, here, around, whole):
            continue
        if alone and _nobody(name, known):
            return name
        if (person and stands(name, around.speaker)) or (titled and stands(name, aside)):
            continue
        earlier = around.earlier
        if stands(name, beside | earlier) and owns_role(name, fact, own):
            continue
        spelled = spelled_in(name, fact, near)
        if stands(name, beside) or spelled:
            found = pointed_at(name, own, own_names, meant=meant, aside=aside, displaced=displaced)
            found = (found and (quoted or not tells(name, fact))) or (spelled and not displaced)
        else:
            found = stands(name, earlier) and points_back(name, fact, own, own_names, displaced)
        if not found:
            return name
    return ""


def _means_one(own: str) -> bool:
    """Whether a passage points at one man or woman, and at nothing else."""
    return bool(_SINGLE.search(own)) and not points_at_more(own)


def _nobody(name: str, known: frozenset[str]) -> bool:
    """Whether a name is none of a person: an acronym, a people, an adjective of a nation."""
    folded = name.casefold()
    plural = folded.endswith("s") and folded[:-1] in known
    return plural or (name.isupper() and len(name) > 1) or is_people(folded)


def _told_otherwise(
    name: str, fact: str, own: str, here: frozenset[str], around: Mentions, whole: str
) -> bool:
    """Whether a name stands in a sentence as an acronym or in part, or in a heading or credit."""
    return (
        spelled_in(name, fact, own)
        or stands(name, here | around.credited)
        or in_full(name, fact, here, whole)
    )


def _without_calendar(names: Sequence[str]) -> list[str]:
    return [name for name in names if name.casefold() not in CALENDAR_WORDS]


def _names(fact: str, known: frozenset[str], near: str, aside: frozenset[str]) -> Iterator[str]:
    german = is_german(fact)
    for name in names_in(fact, known):
        folded = name.casefold()
        dated = folded.rstrip(".") in CALENDAR_WORDS and _dated(name, fact)
        if dated or (german and _common_noun(name, fact)):
            continue
        yield name
    # A first word that is no word of the source, and acts like a name.
    match = _PROPER_BEFORE.match(fact)
    first = match[1].casefold() if match else ""
    if match and not german and first not in _COMMON_FIRST and first not in known:
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


def _stranger(fact: str, own: str, known: frozenset[str], whole: str) -> str:
    """A first word that stands where its source has a name; empty when there is none.

    Its capital tells nothing. But a true fact seldom begins with a word that is neither one of the
    source's own nor a plural, a number or one of the small words that begin any sentence.
    """
    first = _FIRST.match(fact)
    if first is None or first[1].casefold() in _NO_STRANGERS or is_german(fact):
        return ""
    word, behind = first[1], fact[first.end(1) :]
    if word in TITLES:
        return ""
    mine = words_in(fact)
    own_names = _without_calendar(names_in(own, known))
    gone = [name for name in own_names if not stands(name, mine)]
    here = words_in(own)
    if stands(word, here):
        return ""
    if not word.endswith(("ly", "ing")) and any(_same_verb(name, behind, own) for name in gone):
        return word
    owner = behind.startswith(("’s ", "'s "))
    if stem(word.casefold()) in stems_of(own) or (not owner and _OPENING.search(word)):
        return ""
    unheard = re.search(rf"\b{re.escape(word.casefold()[:5])}", whole) is None
    return word if unheard and (gone or points(own)) else ""


def _same_verb(name: str, behind: str, own: str) -> bool:
    """Whether the word behind a fact's first one stands behind a name of its source."""
    following = _FOLLOWING.match(behind)
    if following is None:
        return False
    verb = following.group().split()[-1]
    if verb in _NO_VERBS:
        return False
    if not verb[0].islower():
        return f"{name}{following.group()}" in own
    told = _BEHIND.match(own, own.find(name) + len(name)) if name in own else None
    if told is None or (told[1][:1] in "’'") is not (following.group()[:1] in "’'"):
        return False
    return told[2] == verb or (bool(stem(verb)) and stem(told[2].lower()) == stem(verb))


def _untitled(fact: str) -> str:
    """The first “Rep” or “Mr” of a fact that has no name behind it; empty when there is none."""
    match = _BARE_TITLE.search(fact)
    return match.group() if match else ""


def _coined(fact: str, known: frozenset[str], whole: str) -> str:
    """The first half of a double name that stands nowhere in the source like that."""
    doubled = list(DOUBLE_NAME.finditer(fact))
    names = set(names_in(fact, known)) if doubled else set()
    for match in doubled:
        one, two = match[1], match[2]
        if not {one, two} <= names or one in TITLES or one.isupper() or two.isupper():
            continue
        if {one.casefold(), two.casefold()} & CALENDAR_WORDS:
            continue
        # “gives Harris North Carolina”: two names side by side.
        behind = re.match(r"\s[A-Z][\w-]+", fact[match.end(2) :])
        if behind and f"{two}{behind.group()}".casefold() in whole:
            continue
        if f"{one} {two}".casefold().removesuffix("s") not in whole and two.casefold() in known:
            return f"{one} {two}"
    return ""
