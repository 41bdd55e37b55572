"""Who does it to whom, and who says it: the order of names around the words they share. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.gate.synonyms import alike
from roaster.roasts.gate.words import stem
from roaster.roasts.names import names_in

REACH = 12  # words between a name and a word that may belong to it
SPEECH_REACH = 14
OWNED = 3  # words behind “Brenk’s” in which what is hers stands
ROLE_REACH = 3  # words from “Romania’s” to “minister”

_TOKEN = re.compile(r"[^\W_][\w.&]*(?:[-’'][^\W_]+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?\Z")
_AGENT = frozenset(("by", "von", "durch"))
_SPEAKS_WORDS = """
said says say told claims claimed reported reports found finds argues argued wrote writes warns
warned noted notes added believes thinks sagt sagte erklärte meint meinte
"""
_SPEAKS = frozenset(_SPEAKS_WORDS.split())
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
_AND = frozenset(("and", "und", "&"))
_ARTICLES = frozenset(("the", "a", "an", "der", "die", "das", "dem", "den", "des"))
_PREPOSITIONS = frozenset(
    ("in", "at", "from", "to", "of", "on", "near", "for", "with", "by", "aus")
)
_PRONOUN_WORDS = """
he she they it we i er sie es wir
"""
_PRONOUN = frozenset(_PRONOUN_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Token:
    """A word's stem, or a whole name as the set of its words in lower case."""

    word: str
    stem: str
    name: frozenset[str]
    owns: bool = False  # with a genitive ending


def swapped(fact: str, own: str, known: frozenset[str]) -> str:
    """The name that a fact lets do what its source lets be done to it; empty when none."""
    mine = _tokens(fact, known)
    if sum(bool(token.name) for token in mine) < 2:
        return ""
    theirs = _tokens(own, known)
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


def misplaced(fact: str, own: str, known: frozenset[str]) -> str:
    """The name, month or weekday of a fact where its source has another between the same words."""
    mine = _tokens(fact, known, calendar=True)
    if not any(token.name for token in mine[1:]):
        return ""
    theirs = _tokens(own, known, calendar=True)
    mentioned = frozenset[str]().union(*(token.name for token in mine))
    slots = {
        (theirs[at - 1].word, theirs[at + 1].word): theirs[at]
        for at in range(1, len(theirs) - 1)
        if theirs[at].name
    }
    if moved := _moved(mine, theirs, mentioned) or _owner(mine, theirs, mentioned):
        return moved
    for at in range(1, len(mine) - 1):
        other = slots.get((mine[at - 1].word, mine[at + 1].word))
        if not mine[at].name or other is None or (other.name - mine[at].name) & mentioned:
            continue
        if other.name <= mentioned or _one(mine[at], other):
            continue
        if _calendar(mine[at]) is not _calendar(other) and not _numbered(mine, at):
            continue
        telling = mine[at - 1].stem and mine[at + 1].stem
        odd = mine[at].name - other.name
        if odd and (telling or not any(odd & token.name for token in theirs)):
            return mine[at].word
    return ""


def _moved(mine: Sequence[_Token], theirs: Sequence[_Token], mentioned: frozenset[str]) -> str:
    """The name of a fact behind “landed in”, where its source has another that the fact lacks."""
    places: dict[tuple[str, str], list[_Token]] = {}
    for before, small, token in zip(theirs, theirs[1:], theirs[2:], strict=False):
        if token.name and small.word in _PREPOSITIONS and before.stem:
            places.setdefault((before.stem, small.word), []).append(token)
        if token.name and before.name and small.word in _AND:
            places.setdefault((token.word, "and"), []).append(before)
            places.setdefault((before.word, "and"), []).append(token)
    everybody = frozenset[str]().union(*(token.name for token in theirs))
    for before, small, token in zip(mine, mine[1:], mine[2:], strict=False):
        told = [(token, (before.stem, small.word))]
        if before.name and small.word in _AND:
            told = [(token, (before.word, "and")), (before, (token.word, "and"))]
        for name, place in told:
            others = places.get(place, []) if name.name else []
            if not others or not name.name.isdisjoint(everybody) or _calendar(name):
                continue
            if not any(_one(name, other) or other.name & mentioned for other in others):
                return name.word
    return ""


def _owner(mine: Sequence[_Token], theirs: Sequence[_Token], mentioned: frozenset[str]) -> str:
    """The name whose “tip” or “policy” is told of, where in the source it is another's."""
    owned: dict[str, list[_Token]] = {}
    for thing, owner in _owned(theirs):
        owned.setdefault(thing, []).append(owner)
    everybody = frozenset[str]().union(*(token.name for token in theirs))
    for thing, owner in _owned(mine):
        others = owned.get(thing, [])
        if not others or not owner.name.isdisjoint(everybody):
            continue
        if not any(_one(owner, other) or other.name & mentioned for other in others):
            return owner.word
    return ""


def _owned(tokens: Sequence[_Token]) -> Iterator[tuple[str, _Token]]:
    """What belongs to a name: “Brenk’s new ferry”, “the ferry of the Brenk”."""
    for place, token in enumerate(tokens):
        if not token.name or _calendar(token):
            continue
        if token.owns:
            told = [other for other in tokens[place + 1 : place + 1 + OWNED] if other.stem]
            yield from ((other.stem, token) for other in told)
        before = tokens[max(0, place - 3) : place]
        words = [other.word for other in before]
        at = next((at for at in range(len(words)) if words[at] in ("of", "von")), 0)
        if at and all(word in _ARTICLES for word in words[at + 1 :]) and before[at - 1].stem:
            yield before[at - 1].stem, token


def _calendar(token: _Token) -> bool:
    return not token.name.isdisjoint(CALENDAR_WORDS)


def _one(mine: _Token, other: _Token) -> bool:
    """Whether two names may be one: an acronym, an adjective, a part of the other."""
    if _named_after(mine, other):
        return False
    if any(a[:3] == b[:3] for a in mine.name for b in other.name):
        return True
    if any(alike(a, b) for a in mine.name for b in other.name):
        return True
    return bool(_initials(mine) & other.name or _initials(other) & mine.name)


def _named_after(mine: _Token, other: _Token) -> bool:
    """Whether two names share their first word only, or their last: “President” X and Y."""
    (*_, last), (*_, last_other) = mine.word.casefold().split(), other.word.casefold().split()
    first, first_other = mine.word.split()[0], other.word.split()[0]
    ones, others = mine.word.split(), other.word.split()
    if len(ones) == len(others) > 1 and ones[-1] == others[-1]:
        # “Tongass National Forest” and “Sitka National Forest”
        return first.casefold()[:3] != first_other.casefold()[:3] and not alike(
            first.casefold(), first_other.casefold()
        )
    two = len(ones) > 1 and len(others) > 1 and first == first_other
    return two and last[:3] != last_other[:3] and not alike(last, last_other)


def _numbered(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a day stands behind a name, as behind a month."""
    return any(token.word.isdigit() for token in tokens[at + 1 : at + 3])


def _initials(token: _Token) -> frozenset[str]:
    words = token.word.split()
    return frozenset(("".join(word[0] for word in words).casefold(),)) if words[1:] else frozenset()


def _slots(tokens: Sequence[_Token], name: _Token) -> Iterator[tuple[_Token, _Token]]:
    """The words to both sides of a name."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].name & name.name:
            yield tokens[at - 1], tokens[at + 1]


def _same_slot(
    mine: Sequence[_Token], theirs: Sequence[_Token], one: _Token, other: _Token
) -> bool:
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
    told = _tokens(fact, known)
    speakers = list(_speakers(told))
    if not speakers:
        return ""
    theirs = _tokens(near, known)
    here = _tokens(own, known)
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
        if _pronoun_speaks(here) and (
            speaker.name & around.told_before or any(speaker.name & token.name for token in theirs)
        ):
            continue
        return speaker.word
    return ""


def _belongs_to(speaker: _Token, tokens: Sequence[_Token]) -> bool:
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
        if told := list(_tellers(_tokens(sentence, known))):
            return told[-1].name
    return frozenset()


def first_speaker(text: str, known: frozenset[str]) -> frozenset[str]:
    """The name of whoever speaks first in a text, as words; empty when nobody does."""
    return next((token.name for token in _tellers(_tokens(text, known))), frozenset())


def _tellers(tokens: Sequence[_Token]) -> Iterator[_Token]:
    for place, token in enumerate(tokens):
        beside = (*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2])
        if token.name and (any(other.word in _SPEAKS for other in beside) or _wrote(tokens, place)):
            yield token


def _wrote(tokens: Sequence[_Token], place: int) -> bool:
    """Whether something said comes from a name: “a reply from Corvex”."""
    words = [token.word for token in tokens[max(0, place - 4) : place]]
    return "from" in words and any(word in _MESSAGES for word in words[: words.index("from")])


_EDGE = _Token("", "", frozenset())


@lru_cache(maxsize=64)  # one bullet asks for the same few passages nine times
def _tokens(text: str, known: frozenset[str], *, calendar: bool = False) -> Sequence[_Token]:
    every = _names(text, known)
    names = every if calendar else every - _in_calendar(every)
    if not calendar and len(names) == len(every):
        return _tokens(text, known, calendar=True)
    found: list[_Token] = []
    end = -2
    for match in _TOKEN.finditer(text):
        bare = _POSSESSIVE.sub("", match.group()).rstrip(".")
        if bare in names:
            joined = found and found[-1].name and text[end : match.start()] == " "
            folded = _folded(bare)
            owns = _POSSESSIVE.search(match.group()) is not None
            if joined:
                last = found.pop()
                found.append(_Token(f"{last.word} {bare}", "", last.name | folded, owns))
            else:
                found.append(_Token(bare, "", folded, owns))
            end = match.end() if match.group() == bare else -2
        else:
            word = bare.lower()
            found.append(_Token(word, stem(word) if word[:1].isalnum() else "", frozenset()))
            end = -2
    return found


@lru_cache(maxsize=64)
def _names(text: str, known: frozenset[str]) -> frozenset[str]:
    return frozenset(names_in(text, known))


def _in_calendar(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if name.casefold() in CALENDAR_WORDS)


def _folded(name: str) -> frozenset[str]:
    folded = name.casefold().replace(".", "")
    return frozenset((folded, folded.removesuffix("s")))


def _beside(tokens: Sequence[_Token], place: int) -> tuple[_Token | None, _Token | None]:
    """The nearest name before a word, and behind it."""
    before = next((t for t in reversed(tokens[max(0, place - REACH) : place]) if t.name), None)
    after = next((t for t in tokens[place + 1 : place + 1 + REACH] if t.name), None)
    return before, after


def _verdict(
    mine: tuple[_Token, _Token], theirs: tuple[_Token | None, _Token | None]
) -> bool | None:
    """True: the same side; False: turned round; None: the source does not tell."""
    before, after = theirs
    if (before and before.name & mine[0].name) or (after and after.name & mine[1].name):
        return True
    if before and after and before.name & mine[1].name and after.name & mine[0].name:
        return False
    return None


def _place_of(tokens: Sequence[_Token], wanted: str) -> int:
    return next(place for place, token in enumerate(tokens) if token.stem == wanted)


def _agents(tokens: Sequence[_Token], place: int) -> bool:
    """Whether the name behind a word is the one who does it: “bought by”."""
    for token in tokens[place : place + REACH]:
        if token.name:
            return False
        if token.word in _AGENT:
            return True
    return False


def _speakers(tokens: Sequence[_Token]) -> Iterator[_Token]:
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


def _speaks(speaker: _Token, tokens: Sequence[_Token]) -> bool:
    """Whether a name stands near a word of speech."""
    places = [place for place, token in enumerate(tokens) if token.name & speaker.name]
    return any(
        _SPEECH.match(token.word)
        for place in places
        for token in tokens[max(0, place - SPEECH_REACH) : place + SPEECH_REACH]
        if not token.name
    )


def _pronoun_speaks(tokens: Sequence[_Token]) -> bool:
    return any(
        token.word in _PRONOUN and any(_SPEECH.match(t.word) for t in tokens[at + 1 : at + 3])
        for at, token in enumerate(tokens)
    )


def _voiceless(tokens: Sequence[_Token]) -> bool:
    """Whether a sentence has no speaker of its own: it only quotes, or says “he said”."""
    for place, token in enumerate(tokens):
        beside = tokens[max(0, place - 2) : place + 3]
        if token.word in _SPEAKS and not any(other.word in _PRONOUN for other in beside):
            return False
    return True
