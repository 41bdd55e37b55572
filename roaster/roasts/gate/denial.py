"""Whether a fact denies what its source says, or says what its source denies. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roaster.roasts.gate.words import Passage

REACH = 5  # words behind a “not” that it may deny

_NO_WORDS = """
not no never without none nobody nothing neither nor cannot hardly barely
nicht kein keine keinen keinem keiner nie niemals ohne niemand kaum weder
"""
_NO = frozenset(_NO_WORDS.split())
_ADVERBS = frozenset("even yet ever reall immed compl direc quite alway neces curre anymo".split())
# Verbs and adjectives that deny: enough to back a “not” of the fact, but no denial of what stands
# beside them.
_DENYING = re.compile(
    r"\b(?:refus|declin|den[iy]|fail|reject|lack|weiger|verweiger|ablehn|unable|unclear|unlikely|"
    r"exclud|prohibit|ban(?:s|ned)?\b|barr|block|free\b|lost\b|misses|missing|prevent|instead|"
    r"rather than|few\b|un\w{5,}|selten|unmöglich|shelv|withdr|dropp|abandon|cancel|scrap|stopp)\w*",
    re.IGNORECASE,
)
_DOUBLE = re.compile(
    r"(?:\bnot|n['’]t|\bnicht) (?:only|just|merely|the only|nur|bloß)\b|\bnot (?:un|dis)\w+"
    r"|\bno (?:less|fewer|more) than\b|\bno\. ?\d|\bNo\. ?\d",
    re.IGNORECASE,
)


def turned_round(fact: Passage, own: Passage, near: Passage) -> str:
    """Why one denies what the other says; empty when they agree."""
    in_fact, in_own = list(_denied(fact)), list(_denied(own))
    backing = set[str]().union(*in_own) if in_own else set()
    vague = _DENYING.search(own.text) is not None
    for denied in in_fact:
        shared = denied & own.telling
        if shared and not denied & backing and not vague:
            return "it denies what its source says"
        if not shared and not in_own and not vague and not list(_denied(near)):
            return "it denies what its source says"
    said = fact.telling - set[str]().union(*in_fact)
    soft = _DENYING.search(fact.text) is not None
    for denied in _first_denied(own):
        if denied in said and not soft:
            return "its source denies it"
    return ""


def _places(text: Passage) -> Iterator[int]:
    """Where a word denies; in “not only” it does not."""
    harmless = [match.span() for match in _DOUBLE.finditer(text.text)]
    for place, (word, start) in enumerate(zip(text.words, text.starts, strict=True)):
        denies = word in _NO or word.endswith("n't")
        if denies and not any(at < start + len(word) and start < end for at, end in harmless):
            yield place


def _denied(text: Passage) -> Iterator[frozenset[str]]:
    """For each denial the stems in its reach."""
    for place in _places(text):
        yield frozenset(text.stems[place + 1 : place + 1 + REACH]) - {""}


def _first_denied(text: Passage) -> Iterator[str]:
    """For each denial the first telling word behind it: the one it surely denies."""
    for place in _places(text):
        reach = text.stems[place + 1 : place + 1 + REACH]
        yield from [stem for stem in reach if stem and stem not in _ADVERBS][:1]
