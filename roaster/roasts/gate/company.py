"""In whose company a name stands: in an enumeration, beside one that it tells more of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roaster.roasts.gate.same_name import stands
from roaster.roasts.names import words_in

BESIDE = 100  # characters between “the Danish fund” and “IFU”

_NAME = r"[A-ZÀ-Þ][\w&.’'-]*(?: [A-ZÀ-Þ][\w&’'-]*){0,3}"
# Not “Enel and Russian maker Rusnano”, whose second is another.
_ENDED = (
    r"(?![\w-])(?=[,.;:?!)”\"]|\s*\Z|\s(?:is|are|was|were|has|have|had|will|would|can|could|may|do|did|said"
    r"|say|want|to|in|on|at|for|from|of|as|by|with|who|which|that|all|both|during|after|\w+ed)\b)"
)
_LIST = re.compile(rf"{_NAME}(?:, {_NAME})*,? (?:and|or|und|oder|&) {_NAME}{_ENDED}")
_JOINT = re.compile(r", (?:and |or |und |oder )?| (?:and|or|und|oder|&) ")
_ALL = re.compile(
    r"\b(?:all (?P<all>two|three|four|five|six)|(?P<both>both|either|neither|the two|beide\w?)"
    r"|(?:the|these|those|alle) (?P<these>three|four|five|six|drei|vier|fünf))\b",
    re.IGNORECASE,
)
_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "drei": 3, "vier": 4, "fünf": 5,
}  # fmt: skip


def listed(text: str) -> Iterator[list[str]]:
    """The enumerations of names in a text: “Ada Brenk, Hask and Corvex”."""
    for match in _LIST.finditer(text):
        yield _JOINT.split(match.group())


def counted(own: str, before: str) -> frozenset[str]:
    """The words of the enumeration before that “all three” or “both” means; empty where none is."""
    match = _ALL.search(own)
    if match is None:
        return frozenset()
    number = 2 if match["both"] else _COUNTS[(match["all"] or match["these"]).lower()]
    for names in listed(before):
        if len(names) == number:
            return words_in(" ".join(names))
    return frozenset()


def out_of_list(name: str, fact: str, near: str) -> bool:
    """Whether a fact counts a name among others that its source counts up without it."""
    for names in listed(fact):
        others = [member for member in names if name not in member.split()]
        if len(others) != len(names) - 1:
            continue
        for theirs in listed(near):
            words = words_in(" ".join(theirs))
            same = all(stands(word, words) for member in others for word in member.split())
            if same and len(theirs) >= len(names) and not stands(name, words):
                return True
    return False


def apposed(name: str, fact: str, text: str, here: frozenset[str]) -> bool:
    """Whether a source tells elsewhere of whom a name is that the passage has: “Denmark's IFU”.

    `text` is the whole source, `here` the words of the passage.
    """
    match = re.search(rf"\b{re.escape(name)}[’']s? ([A-ZÀ-Þ][\w&-]+)", fact)
    if match is None or not stands(match[1], here):
        return False
    for found in re.finditer(rf"\b{re.escape(match[1])}\b", text):
        beside = text[max(0, found.start() - BESIDE) : found.end() + BESIDE]
        if stands(name, words_in(beside)):
            return True
    return False
