"""Whether a fact's first word is a name, although every first word has a capital. Pure.

One that its source never writes in small letters, and that does something (“X won”, “X's vote”),
is a name; so is one that its source does not know at all.
"""

from __future__ import annotations

import re
from typing import Protocol

from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.gate.opposites import DIRECTIONS
from roaster.roasts.gate.pointing import points
from roaster.roasts.gate.same_name import SMALL, TITLES, is_german, stands
from roaster.roasts.gate.synonyms import alike_in
from roaster.roasts.gate.words import has_synonyms, stem, stems_of
from roaster.roasts.names import names_in, words_in

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
COMMON_FIRST = frozenset(_COMMON_FIRST_WORDS.split())
_COMPARED = frozenset(word for word in DIRECTIONS if word.endswith(("er", "est")))
_NO_STRANGERS = COMMON_FIRST | SMALL | CALENDAR_WORDS | _COMPARED

_AUXILIARY = (
    "is|was|are|were|has|had|have|will|would|can|could|may|might|must|should|did|does|do|wo|ca"
    "|isn|wasn"
)
_PASTS = (
    "said|told|wrote|won|lost|gave|got|put|spread|took|made|led|held|ran|fell|rose|found|left|kept"
    "|came|went|saw|beat|met|sold|bought|paid|sent|built|began|broke|chose|drew|grew|knew|spoke"
    "|stood|thought|cut|set|hit|let|shut|brought|sought|fought|taught|caught|threw|flew|wore|meant"
)
# A word that does something: with a genitive, or before a verb.
_ACTING = re.compile(
    r"\A\W*([A-ZÀ-Þ][\w]+)(?:[’']s?\s|,\s(?:the|an?)\s[^,]+,|\s(?:\d"
    r"|(?:(?:\w+ly|last|later|again|now|also|first|still|never|once|twice)\s)?"
    rf"(?:(?:{_AUXILIARY}|{_PASTS})\b|(?!\w+eed\b)\w{{2,}}ed\b"
    rf"|(?![\w-]*(?:ss|ous|us|ics)\b)\w{{2,}}s\b(?!\s(?:{_AUXILIARY}|and|or)\b)(?!,))))"
)
_QUALITY = re.compile(r"(?:ly|ing|er|est|ous|ful|less|able|ible|ive|al|ic|ish|ary|ant|ent|ed)\Z")
_SINGULAR = re.compile(r"(?:[^s]|[suioa]s)\Z")


class Source(Protocol):
    """A source as far as it tells which words are names."""

    @property
    def text(self) -> str:
        """All of it."""

    @property
    def names(self) -> frozenset[str]:
        """Its names, folded."""

    @property
    def proper(self) -> frozenset[str]:
        """Its words, folded, that never stand in small letters."""

    @property
    def heard(self) -> frozenset[str]:
        """The stems of all its words."""


def first_name(fact: str, source: Source) -> str:
    """A fact's first word where it acts like a name and its source knows it as one only."""
    acting = _ACTING.match(fact)
    if acting is None or acting[1].casefold() in source.names:
        return ""
    return acting[1] if _may_name(acting[1]) and acting[1].casefold() in source.proper else ""


def stranger(fact: str, own: str, source: Source, whole: str) -> str:
    """A first word that stands where its source has a name; empty when there is none.

    Its capital tells nothing. But a true fact seldom begins with a word that is neither one of the
    source's own nor a plural, a number or one of the small words that begin any sentence.
    """
    first = _FIRST.match(fact)
    if first is None or not _may_name(first[1]) or is_german(fact):
        return ""
    word, behind = first[1], fact[first.end(1) :]
    if stands(word, words_in(own)) or alike_in(word.casefold(), source.proper):
        return ""
    mine = words_in(fact)
    own_names = [n for n in names_in(own, source.names) if n.casefold() not in CALENDAR_WORDS]
    gone = [name for name in own_names if not stands(name, mine)]
    if not word.endswith(("ly", "ing")) and any(_same_verb(name, behind, own) for name in gone):
        return word
    if stem(word.casefold()) in stems_of(own):
        return ""
    if re.search(rf"\b{re.escape(word.casefold()[:5])}", whole) is not None:
        return ""
    owner = behind.startswith(("’s ", "'s "))
    if (owner or not _OPENING.search(word)) and (gone or points(own)):
        return word
    return word if _ACTING.match(fact) and _unheard(word, source) else ""


def _may_name(word: str) -> bool:
    return word.casefold() not in _NO_STRANGERS and word not in TITLES


def _unheard(word: str, source: Source) -> bool:
    """Whether a singular word is none that a source, or any text of the news, has for a thing."""
    folded = word.casefold()
    if _QUALITY.search(folded) or not _SINGULAR.search(folded) or has_synonyms(folded):
        return False
    return stem(folded) not in source.heard


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
