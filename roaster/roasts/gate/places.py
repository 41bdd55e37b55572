"""Whether a name of a fact stands in the place of another of its source. Pure.

Between the same words, behind the same “landed in”, beside the same “and”, before the same thing
that belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.gate.synonyms import alike
from roaster.roasts.gate.tokens import Token, tokens_of

OWNED = 3  # words behind “Brenk’s” in which what is hers stands

_ARTICLES = frozenset(("the", "a", "an", "der", "die", "das", "dem", "den", "des"))
_AND = frozenset(("and", "und", "&"))
_PREPOSITIONS = frozenset(
    ("in", "at", "from", "to", "of", "on", "near", "for", "with", "by", "aus")
)


def misplaced(fact: str, own: str, known: frozenset[str]) -> str:
    """The name, month or weekday of a fact where its source has another between the same words."""
    mine = tokens_of(fact, known, calendar=True)
    if not any(token.name for token in mine[1:]):
        return ""
    theirs = tokens_of(own, known, calendar=True)
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


def _moved(mine: Sequence[Token], theirs: Sequence[Token], mentioned: frozenset[str]) -> str:
    """The name of a fact behind “landed in”, where its source has another that the fact lacks."""
    places: dict[tuple[str, str], list[Token]] = {}
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


def _owner(mine: Sequence[Token], theirs: Sequence[Token], mentioned: frozenset[str]) -> str:
    """The name whose “tip” or “policy” is told of, where in the source it is another's."""
    owned: dict[str, list[Token]] = {}
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


def _owned(tokens: Sequence[Token]) -> Iterator[tuple[str, Token]]:
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


def _calendar(token: Token) -> bool:
    return not token.name.isdisjoint(CALENDAR_WORDS)


def _one(mine: Token, other: Token) -> bool:
    """Whether two names may be one: an acronym, an adjective, a part of the other."""
    if _named_after(mine, other):
        return False
    if any(a[:3] == b[:3] for a in mine.name for b in other.name):
        return True
    if any(alike(a, b) for a in mine.name for b in other.name):
        return True
    return bool(_initials(mine) & other.name or _initials(other) & mine.name)


def _named_after(mine: Token, other: Token) -> bool:
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


def _numbered(tokens: Sequence[Token], at: int) -> bool:
    """Whether a day stands behind a name, as behind a month."""
    return any(token.word.isdigit() for token in tokens[at + 1 : at + 3])


def _initials(token: Token) -> frozenset[str]:
    words = token.word.split()
    return frozenset(("".join(word[0] for word in words).casefold(),)) if words[1:] else frozenset()
