"""Whether a fact denies what its source says, or says what its source denies. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roaster.roasts.gate.words import Passage

REACH = 5  # words behind a “not” that it may deny
BEFORE = 3  # words before a “refused”

_NO_WORDS = """
not no never without none nobody nothing neither nor cannot hardly barely
nicht kein keine keinen keinem keiner nie niemals ohne niemand kaum weder
"""
_NO = frozenset(_NO_WORDS.split())
_ADVERBS_WORDS = """
longe einzi breit singl even yet ever reall immed compl direc quite alway neces curre anymo
"""
_ADVERBS = frozenset(_ADVERBS_WORDS.split())
# Verbs and adjectives that deny: enough to back a “not” of the fact, but no denial of what stands
# beside them.
_DENYING = re.compile(
    r"\A(?:refus\w*|declin\w*|den(?:y|ie[sd]|ying)|fail\w*|reject\w*|lack\w*|unable|unclear|unlikely"
    r"|unwilling|unknown|exclud\w*|prohibit\w*|ban(?:s|ned|ning)?|barr(?:ed|ing)|block\w*|prevent\w*"
    r"|instead|few|stop\w*|weiger\w*|verweiger\w*|abgelehnt|lehnt"
    r"|selten|unmöglich|shelv\w*|withdr\w*|dropp\w*|abandon\w*|cancel\w*|scrap\w*"
    r"|forbid\w*|impossible|avoid\w*|miss(?:es|ed|ing)?|rather|outdated)\Z"
)
# What a fact may say for a “no longer” of its source.
_ENDING = re.compile(
    r"\A(?:lost|loses?|losing|end(?:s|ed|ing)?|terminat\w+|former\w*|g[ai]ve|quit)\Z"
)
_DOUBLE = re.compile(
    r"(?:\bnot|n['’]t|\bnicht) (?:only|just|merely|the only|nur|bloß)(?! as)\b|\bnot (?:un|dis)\w+"
    r"|\bno (?:less|fewer|more) than\b|\bno\. ?\d|\bNo\. ?\d",
    re.IGNORECASE,
)


def turned_round(fact: Passage, own: Passage, near: Passage) -> str:
    """Why one denies what the other says; empty when they agree."""
    backing = frozenset[str]().union(*_denied(own), *_refused(own, _DENYING))
    in_fact = list(_denied(fact))
    for denied in in_fact:
        told = [stem for stem in denied if stem in own.telling]
        if told and told[0] not in backing:
            return "it denies what its source says"
        if not told and not any(_denied(own)) and not any(_denied(near)):
            return "it denies what its source says"
    given_up = _refused(fact, _DENYING, _ENDING)
    said = fact.telling - frozenset[str]().union(*in_fact, *given_up)
    if not said.isdisjoint(_first_denied(own)):
        return "its source denies it"
    return ""


def _places(text: Passage) -> Iterator[int]:
    """Where a word denies; in “not only” it does not."""
    harmless = [match.span() for match in _DOUBLE.finditer(text.text)]
    for place, (word, start) in enumerate(zip(text.words, text.starts, strict=True)):
        denies = word in _NO or word.endswith("n't")
        if denies and not any(at < start + len(word) and start < end for at, end in harmless):
            yield place


def _denied(text: Passage) -> Iterator[tuple[str, ...]]:
    """For each denial the stems in its reach, in order."""
    for place in _places(text):
        reach = text.stems[place + 1 : place + 1 + REACH]
        yield tuple(stem for stem in reach if stem and stem not in _ADVERBS)


def _refused(text: Passage, *verbs: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    """For each “refused” or “unable” the stems around it."""
    for place, word in enumerate(text.words):
        if any(verb.match(word) for verb in verbs):
            reach = text.stems[max(0, place - BEFORE) : place + 1 + REACH]
            yield tuple(stem for stem in reach if stem)


def _first_denied(text: Passage) -> Iterator[str]:
    """For each denial the first telling word behind it: the one it surely denies."""
    for denied in _denied(text):
        yield from denied[:1]
