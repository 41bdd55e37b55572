"""Who does it to whom, and who says it: the order of names around the words they share. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from roaster.roasts.gate.tokens import Token, tokens_of

REACH = 12  # words between a name and a word that may belong to it
SPEECH_REACH = 14
LEAST_TOLD = 12  # characters of a passage around its quotations that tell who speaks
ROLE_REACH = 3  # words from “Romania’s” to “minister”

_AGENT = frozenset(("by", "von", "durch"))
_SPEAKS_WORDS = """
said says say told claims claimed reported reports found finds argues argued wrote writes warns
warned noted notes added believes thinks sagt sagte erklärte meint meinte
"""
_SPEAKS = frozenset(_SPEAKS_WORDS.split())
# Verbs that tell who speaks, although a fact that uses them of somebody need not quote.
_ALSO_SPEAKS_WORDS = """
explained explains insisted insists continued replied responded recalled conceded acknowledged
stressed emphasized joked quipped remarked observed commented complained testified tweeted posted
declared concluded asked asks vowed pledged lamented admitted
erklärt betonte ergänzte fügte betont
"""
_TELLS = _SPEAKS | frozenset(_ALSO_SPEAKS_WORDS.split())
_INVERTED = frozenset(("said", "says", "sagt", "sagte"))
_SPEECH = re.compile(
    r"\A(?:sa(?:id|ys?|ying)|told|tell\w*|wr(?:ote|ites?)|add(?:s|ed)|ask(?:s|ed)|claim\w*|report\w*|"
    r"announc\w*|f(?:ound|inds?)|accord\w*|estimat\w*|call(?:s|ed)?|statement|tweet\w*|promis\w*|"
    r"confirm\w*|argu\w*|not(?:es?|ed|ing)|warn\w*|believ\w*|predict\w*|expect\w*|show\w*|reveal\w*|"
    r"stat(?:es?|ed)|explain\w*|survey\w*|study|paper|research\w*|data|declin\w*|comment\w*|emphas\w*|"
    r"stress\w*|insist\w*|describ\w*|label\w*|think\w*|sees?|email|letter|post|memo|interview|poll|"
    r"laut|sagt\w*|sagen|erklär\w*|mein\w*|zufolge|find\w*|vermut\w*|review\w*|analys\w*|book|notice|"
    r"joked|marveled|pledged|responded|disputes?d?|agreed|admitted|vowed|anticipates?|remember\w*|"
    r"posted|suggest\w*|conclud\w*|attention|concern\w*|speak\w*|spoke\w*|weigh\w*|observ\w*)\Z"
)
_OFFICE = re.compile(
    r"\A(?:minist(?:er|ry)|spokes\w+|officials?|government|police|president|chief|boss|lawyers?|"
    r"attorneys?|prosecutors?|office|commissioner|leaders?|head|governor|mayor|founder|director|"
    r"researchers?|scientists?|economists?|analysts?|department|agency|regulator|bank|"
    r"minister\w*|sprecher\w*|regierung|polizei|präsident\w*|behörde\w*)\Z"
)
_MESSAGES_WORDS = """
reply email statement letter message answer response note memo post
"""
_MESSAGES = frozenset(_MESSAGES_WORDS.split())
_QUOTED = re.compile(r"[“„\"«][^“”„\"«»]*(?:[”\"»]|\Z)")
_PRONOUN_WORDS = """
he she they it we i er sie es wir
"""
_PRONOUN = frozenset(_PRONOUN_WORDS.split())


def swapped(fact: str, own: str, known: frozenset[str]) -> str:
    """The name that a fact lets do what its source lets be done to it; empty when none."""
    mine = tokens_of(fact, known)
    if sum(bool(token.name) for token in mine) < 2:
        return ""
    theirs = tokens_of(own, known)
    speakers = frozenset[str]().union(*(token.name for token in _speakers(mine)))
    for place, token in enumerate(mine):
        if not token.stem or token.name:
            continue
        before, after = _beside(mine, place)
        if not before or not after or before.name & after.name:
            continue
        if (before.name | after.name) & speakers:  # “…, X said” may stand first or last
            continue
        verdicts = [
            _verdict((before, after), _beside(theirs, there))
            for there, other in enumerate(theirs)
            if other.stem == token.stem and not other.name
        ]
        turned = bool(verdicts) and all(verdict is False for verdict in verdicts)
        if not turned or _agents(mine, place) != _agents(theirs, _place_of(theirs, token.stem)):
            continue
        if _same_slot(mine, theirs, before, after) or _same_slot(mine, theirs, after, before):
            return before.word
    return ""


def _slots(tokens: Sequence[Token], name: Token) -> Iterator[tuple[Token, Token]]:
    """The words to both sides of a name."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].name & name.name:
            yield tokens[at - 1], tokens[at + 1]


def _same_slot(mine: Sequence[Token], theirs: Sequence[Token], one: Token, other: Token) -> bool:
    """Whether one name stands beside the word in the fact beside which the source has the other."""
    padded = (_EDGE, *mine, _EDGE), (_EDGE, *theirs, _EDGE)
    here, there = list(_slots(padded[0], one)), list(_slots(padded[1], other))
    return any(
        (a.word == c.word and a is not _EDGE) or (b.word == d.word and b is not _EDGE)
        for a, b in here
        for c, d in there
    )


class Voices(Protocol):
    """Who speaks around a passage."""

    @property
    def credited(self) -> frozenset[str]:
        """The words of the heading above and the credit below."""

    @property
    def told_before(self) -> frozenset[str]:
        """Whom a “he said” means."""


def misattributed(
    fact: str,
    own: str,
    near: str,
    *,
    outlet: frozenset[str],
    known: frozenset[str],
    around: Voices,
) -> str:
    """The name that a fact gives as its speaker and its source does not; empty when none.

    `outlet` may be named as the speaker of all, and so may who is credited.
    """
    told = tokens_of(fact, known)
    speakers = list(_speakers(told))
    if not speakers:
        return ""
    theirs = tokens_of(near, known)
    here = tokens_of(own, known)
    outside = here if _bare(own) else tokens_of(_QUOTED.sub(" ", own), known)
    for speaker in speakers:
        if speaker.name & outlet or speaker.name & around.credited:
            continue
        if _belongs_to(speaker, told) and not _voiceless(here):
            continue
        named = any(speaker.name & token.name for token in here)
        if named and not any(not speaker.name & teller.name for teller in _tellers(here)):
            continue
        if _speaks(speaker, here) or (_voiceless(here) and _speaks(speaker, theirs)):
            continue
        if _pronoun_speaks(outside) and (
            speaker.name & around.told_before or any(speaker.name & token.name for token in theirs)
        ):
            continue
        return speaker.word
    return ""


def _bare(own: str) -> bool:
    """Whether a passage is but a piece of what is said, whose marks tell nothing."""
    return len(_QUOTED.sub("", own)) < LEAST_TOLD


def _belongs_to(speaker: Token, tokens: Sequence[Token]) -> bool:
    """Whether it is not the name that speaks, but one of its own: “Romania’s defence minister”."""
    place = next(at for at, token in enumerate(tokens) if token is speaker)
    for token in tokens[place + 1 : place + 1 + ROLE_REACH]:
        if token.name or not token.word[:1].isalpha():
            return False
        if _OFFICE.match(token.word):
            return True
    return False


def last_speaker(sentences: Sequence[str], known: frozenset[str]) -> frozenset[str]:
    """The name of whoever spoke last in some sentences, as words; empty when nobody did."""
    for sentence in reversed(sentences):
        if told := list(_tellers(tokens_of(sentence, known))):
            return told[-1].name
    return frozenset()


def first_speaker(text: str, known: frozenset[str]) -> frozenset[str]:
    """The name of whoever speaks first in a text, as words; empty when nobody does."""
    return next((token.name for token in _tellers(tokens_of(text, known))), frozenset())


def _tellers(tokens: Sequence[Token]) -> Iterator[Token]:
    for place, token in enumerate(tokens):
        beside = (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2])
        if token.name and (any(other.word in _TELLS for other in beside) or _wrote(tokens, place)):
            yield token


def _wrote(tokens: Sequence[Token], place: int) -> bool:
    """Whether something said comes from a name: “a reply from Corvex”."""
    words = [token.word for token in tokens[max(0, place - 4) : place]]
    return "from" in words and any(word in _MESSAGES for word in words[: words.index("from")])


_EDGE = Token("", "", frozenset())


def _beside(tokens: Sequence[Token], place: int) -> tuple[Token | None, Token | None]:
    """The nearest name before a word, and behind it."""
    before = next((t for t in reversed(tokens[max(0, place - REACH) : place]) if t.name), None)
    after = next((t for t in tokens[place + 1 : place + 1 + REACH] if t.name), None)
    return before, after


def _verdict(mine: tuple[Token, Token], theirs: tuple[Token | None, Token | None]) -> bool | None:
    """True: the same side; False: turned round; None: the source does not tell."""
    before, after = theirs
    if (before and before.name & mine[0].name) or (after and after.name & mine[1].name):
        return True
    if before and after and before.name & mine[1].name and after.name & mine[0].name:
        return False
    return None


def _place_of(tokens: Sequence[Token], wanted: str) -> int:
    return next(place for place, token in enumerate(tokens) if token.stem == wanted)


def _agents(tokens: Sequence[Token], place: int) -> bool:
    """Whether the name behind a word is the one who does it: “bought by”."""
    for token in tokens[place : place + REACH]:
        if token.name:
            return False
        if token.word in _AGENT:
            return True
    return False


def _speakers(tokens: Sequence[Token]) -> Iterator[Token]:
    words = [token.word for token in tokens]
    for place, token in enumerate(tokens):
        if not token.name:
            continue
        before = words[max(0, place - 3) : place]
        told_by = before[-2:] == ["according", "to"] or before[-3:] == ["according", "to", "the"]
        says = place + 1 < len(words) and words[place + 1] in _SPEAKS
        said = before[-1:] == ["laut"] or (
            # “…, said Brenk”, but not “Hask said Brenk was wrong”
            len(before) > 1 and before[-1] in _INVERTED and not before[-2][-1].isalnum()
        )
        if told_by or says or said:
            yield token


def _speaks(speaker: Token, tokens: Sequence[Token]) -> bool:
    """Whether a name stands near a word of speech."""
    places = [place for place, token in enumerate(tokens) if token.name & speaker.name]
    return any(
        _SPEECH.match(token.word)
        for place in places
        for token in tokens[max(0, place - SPEECH_REACH) : place + SPEECH_REACH]
        if not token.name
    )


def _pronoun_speaks(tokens: Sequence[Token]) -> bool:
    return any(
        token.word in _PRONOUN and any(_SPEECH.match(t.word) for t in tokens[at + 1 : at + 3])
        for at, token in enumerate(tokens)
    )


def _voiceless(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has no speaker of its own: it only quotes, or says “he said”."""
    for place, token in enumerate(tokens):
        beside = tokens[max(0, place - 2) : place + 3]
        if token.word in _SPEAKS and not any(other.word in _PRONOUN for other in beside):
            return False
    return True
