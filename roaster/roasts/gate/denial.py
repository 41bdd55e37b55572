"""Whether a fact denies what its source says, or says what its source denies. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roaster.roasts.gate.denying import (
    BARELY,
    DENYING,
    ENDING,
    LEANING,
    NOBODY,
    PRIVATIVE,
    WITHOUT,
    Denial,
    denials,
    deniers,
    refused,
    refused_to,
)
from roaster.roasts.gate.privatives import bases
from roaster.roasts.gate.words import Passage, antonyms_of, passage, shared, stems_of

FEW, HALF = 3, 0.5  # telling words of a denied clause, and their share: a fact with them tells it
PAIR = 2  # telling words that two denied clauses must share to be one
NEARLY_ALL = 0.65  # of a passage that denies: a fact that has so much of it must deny too
_NOT_UN = re.compile(r"\bnot (un\w+|im(?:possible|probable)|in(?:evitable|significant))\b")
_ONLY = re.compile(r"\b(?:the only|der einzige|die einzige|das einzige)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(
    r"(?:\bnot|n['’]t|\bnicht) (?:the only|der einzige|die einzige|das einzige)\b", re.IGNORECASE
)
# “Unexpectedly” is enough for “without warning”.
_UNLIKE = re.compile(
    r"\bun(?!der|til|less|i|cover|earth|seat|pack|wrap|furl|wind|load|lock|veil|dergo)\w{4,}"
)
# Verbs that say little: with “not want to sell” it is the sale that is denied.
_LIGHT = stems_of("want wants able plan go going need seem appear get make take come give")
# These deny what stands before them too: “26 cameras, none of them there”.
_NONE = frozenset(("none", "neither", "keiner", "keine", "weder"))
_HEDGES = frozenset(("about", "aroun", "rough", "rund", "etwa", "nearl", "almos", "knapp"))
_OTHERS = re.compile(
    r"\b(?:as|than|other|others|else|before|ever|except|besides|no \w+ but|more|less|better|worse"
    r"|(?!after|under|over|never|either|neither|rather)\w{3,}er(?= than\b|[.,;!?]|\Z)"
    r"|andere\w*|sonst|außer|zuvor|als|mehr|besser|größer|länger|höher|älter)\b",
    re.IGNORECASE,
)
# What “hardly any” may be told of.
_LITTLE = re.compile(
    r"\b(?:only|just|merely?|little|few|small|tiny|low|limited|rare(?:ly)?|minimal|slim|scarce\w*"
    r"|almost no\w*|next to no\w*|short of|kaum|wenig\w*|nur|gering\w*)\b",
    re.IGNORECASE,
)
_FOREMOST = re.compile(
    r"\b(?:than any|only|first|sole|solely|lone|unique|most|alone|record|unprecedented|\w{3,}est"
    r"|nur|erste\w?|einzig\w*|\w{3,}ste[nrs]?)\b",
    re.IGNORECASE,
)
# “Not limited to” is told as “not only in”.
_BOUND = re.compile(r"(?:limit|confi|restr|just|simpl|merel)")
_MORE = re.compile(
    r"(?:\bnot|n['’]t|\bnicht) (?:only|just|merely|limited|nur|bloß)\b"
    r"|\b(?:beyond|also|everywhere|worldwide|globally|too|as well|elsewhere|auch)\b",
    re.IGNORECASE,
)
# Somebody says why, or does not.
_SAYS = (
    r"(?:sa(?:y|ys|id)|t(?:ell|ells|old)|know\w*|expla\w+|reveal\w*|disclos\w*|releas\w*|clear|"
    r"giv\w+|gave|nam\w+|comment\w*|sag\w+|erklär\w*|weiß|wissen|bekannt)"
)
_TOLD = re.compile(
    rf"\b{_SAYS} (?:why|how|what|when|whether|who|where|warum|wie|was|wann|ob|wer)\b"
)
_UNTOLD = re.compile(
    rf"(?:\b(?:not|never|impossible|declin\w+|refus\w+|unable|cannot|nicht|nie)|n['’]t)"
    rf" (?:\w+ ){{0,2}}?{_SAYS}\b|\bun(?:clear|known|klar)\b"
)
_NO = frozenset(("no", "none", "nobody", "nothing", "kein", "keine", "keinen", "keinem"))


def turned_round(fact: Passage, own: Passage, near: str) -> str:
    """Why one denies what the other says; empty when they agree. `own` is part of `near`."""
    if _ONLY.search(fact.text) and _NOT_ONLY.search(own.text) and not _NOT_ONLY.search(fact.text):
        return "its source denies that it is the only one"
    if any(_twice_denied(match[1], own.text) for match in _NOT_UN.finditer(fact.text)):
        return "it denies what its source says"
    mine, theirs = list(denials(fact)), list(denials(own))
    firm = [denial for denial in theirs if denial.word not in BARELY]
    # A “ban” that both speak of denies nothing of the one that the other does not deny.
    alike = deniers(fact)
    alike = alike and alike & deniers(own)
    given_up = list(refused(own, alike, DENYING, LEANING, PRIVATIVE))
    if any(denial.both for denial in mine) and not any(denial.both for denial in theirs):
        return "it denies what its source says"
    if not (mine or firm) and (_sided(fact, own) or _sided(own, fact)):
        return "it denies what its source says"
    if _by_prefix(fact, own, mine, theirs):
        return "it denies what its source says"
    if mine and _denied_alone(fact, own, near, (mine, theirs), firm, alike, given_up):
        return "it denies what its source says"
    said = _by_prefix(own, fact, theirs, mine) or _said_although_denied(
        fact, own, mine, firm, alike
    )
    return "its source denies it" if said else ""


def _sided(one: Passage, other: Passage) -> bool:
    """Whether one text has a “voted against” where the other has a “vote for”."""
    if "against" not in one.words or "against" in other.words:
        return False
    against = {one.stems[at - 1] for at, word in enumerate(one.words) if at and word == "against"}
    favour = {other.stems[at - 1] for at, word in enumerate(other.words) if at and word == "for"}
    return not (against & favour) <= {""}


def _by_prefix(
    one: Passage, other: Passage, mine: Sequence[Denial], theirs: Sequence[Denial]
) -> bool:
    """Whether one text calls “unpaid” what the other, without a denial, calls paid."""
    denied = frozenset[str]().union(*(denial.ahead for denial in (*mine, *theirs)))
    return not (bases(one, but=other) - one.telling - denied).isdisjoint(other.telling)


def _denied_alone(
    fact: Passage,
    own: Passage,
    near: str,
    denied_in: tuple[Sequence[Denial], Sequence[Denial]],
    firm: Sequence[Denial],
    alike: frozenset[str],
    given_up: Sequence[tuple[str, ...]],
) -> bool:
    """Whether the fact denies what its source does not; `denied_in`: fact and source."""
    mine, theirs = denied_in
    backing = frozenset[str]().union(*(d.ahead for d in theirs), *given_up)
    if any(denial.word in _NONE for denial in theirs):  # “in peace and stability, … is neither”
        backing |= own.telling
    around = (d.ahead for d in denials(passage(near)) if d.word not in BARELY)
    denied = frozenset[str]().union(*around)
    refusing = list(refused(fact, alike, DENYING, ENDING, PRIVATIVE))
    few = len(mine) + len(refusing) <= len(theirs) + len(given_up)
    without = bases(own, but=fact)
    for denial in mine:
        if denial.word in BARELY and _LITTLE.search(own.text):
            continue
        if _BOUND.match(denial.things[0] if denial.things else "") and _MORE.search(own.text):
            continue
        if _by_opposite(denial, own) or not without.isdisjoint(denial.things[:1]):
            continue
        if denial.twice and not (alike or any(other.twice for other in theirs)):
            return True
        if _denied_there(denial, fact, own, backing) or _in_other_words(
            denial, fact, own, theirs, given_up, few=few
        ):
            continue
        told = not own.telling.isdisjoint(denial.ahead)
        if told or (not firm and denied.isdisjoint(fact.telling)):
            return True
    return False


def _twice_denied(word: str, own: str) -> bool:
    """Whether “not unlikely” is told of what the source calls unlikely."""
    return word in own and f"not {word}" not in own


def _denied_there(denial: Denial, fact: Passage, own: Passage, backing: frozenset[str]) -> bool:
    """Whether the source denies the very word, says its opposite, or denies what is before."""
    told = [stem for stem in denial.ahead if stem in own.telling]
    if len(told) > 1 and told[0] in _LIGHT:  # “not come as a surprise”
        told = told[1:]
    if not told and denial.word in WITHOUT and _UNLIKE.search(own.text):
        return True
    if denial.word in _NONE and not backing.isdisjoint(denial.before):
        return True
    if _unmatched(denial, fact, own):
        return True
    return bool(told) and told[0] in backing


def _by_opposite(denial: Denial, own: Passage) -> bool:
    """Whether the source says the opposite of what is denied: “safe” for “without danger”."""
    things = (stem for stem in _things(denial) if stem not in own.telling)
    return any(not antonyms_of(stem).isdisjoint(own.telling) for stem in things)


def _unmatched(denial: Denial, fact: Passage, own: Passage) -> bool:
    """Whether “nobody else”, “none as good” or “never before” is told as a first or a best."""
    if denial.word not in _NO and denial.word not in NOBODY | {"never", "nie"}:
        return False
    return bool(_OTHERS.search(fact.text) and _FOREMOST.search(own.text))


def _in_other_words(
    denial: Denial,
    fact: Passage,
    own: Passage,
    theirs: Sequence[Denial],
    given_up: Sequence[tuple[str, ...]],
    *,
    few: bool,
) -> bool:
    """Whether the source denies the same in words that the fact does not use.

    Their clauses are one, and the fact has no more denials than the source (`few`). Or what the
    fact denies first is no word of the source, and the source has a denial whose own first word
    the fact does not use, in a clause that speaks of the same things.
    """
    clause = denial.clause
    if few and any(_one_clause(denial, other) for other in theirs):
        return True
    if few and denial.word in NOBODY and any(len(clause & o.clause) >= PAIR for o in theirs):
        return True
    first = next((stem for stem in denial.things if stem not in _HEDGES), "")
    if not first or first in own.telling:
        return False
    unused = (d for d in theirs if d.things and d.things[0] not in fact.telling)
    ahead = frozenset(denial.ahead)
    return any(
        len(clause & other.clause) >= PAIR or not ahead.isdisjoint(other.clause)
        for other in unused
        if not (denial.over and other.under)
    ) or (
        len(ahead & own.telling) < PAIR and any(not clause.isdisjoint(reach) for reach in given_up)
    )


def _one_clause(mine: Denial, theirs: Denial) -> bool:
    """Whether two denied clauses are one in other words, and both have what the source denies."""
    both = len(mine.clause & theirs.clause)
    if both < FEW or both < HALF * min(len(mine.clause), len(theirs.clause)):
        return False
    ahead = frozenset(theirs.ahead)
    return not ahead or not ahead.isdisjoint(mine.clause)


def _said_although_denied(
    fact: Passage,
    own: Passage,
    mine: Sequence[Denial],
    theirs: Sequence[Denial],
    alike: frozenset[str],
) -> bool:
    given_up = list(refused(fact, alike, DENYING, LEANING, ENDING))
    denied = (d.ahead + d.before if d.word in _NONE else d.ahead for d in mine)
    said = fact.telling - frozenset[str]().union(*denied, *given_up)
    # “No bank can” may be told as “banks cannot”.
    turned = frozenset[str]().union(*(d.before for d in mine if d.word not in _NO))
    for denial in theirs:
        things = _things(denial)
        if denial.named or said.isdisjoint(things):
            continue
        if denial.word not in _NO or turned.isdisjoint(things):
            return True
    if not mine and not said.isdisjoint(refused_to(own, alike)):
        return True
    flat = all(denial.word in WITHOUT for denial in mine)
    if flat and "ever" in fact.words and "never" in own.words:
        return True
    if flat and not given_up and any(d.final and said.issuperset(d.before) for d in theirs):
        return True  # “…, which the other did not.”
    if flat and _TOLD.search(fact.text) and _UNTOLD.search(own.text):
        return True
    if mine or given_up:
        return False
    if any(_retold(denial, said) for denial in theirs):
        return True
    denied_too = any(not said.isdisjoint(denial.ahead) for denial in theirs)
    return denied_too and shared(own.telling, fact.telling) >= NEARLY_ALL


def _retold(denial: Denial, said: frozenset[str]) -> bool:
    """Whether a fact tells the clause that a “not” stands in, in words of its own for some."""
    told = denial.clause & said
    behind = not said.isdisjoint(denial.ahead)
    return behind and len(told) >= FEW and len(told) >= HALF * len(denial.clause)


def _things(denial: Denial) -> tuple[str, ...]:
    """What a “not” surely denies: the first telling word, or the one behind “want” or “initial”."""
    light = denial.word in _NO or (denial.things and denial.things[0] in _LIGHT)
    return denial.things[: 2 if light else 1]
