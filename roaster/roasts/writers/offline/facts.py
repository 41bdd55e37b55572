"""The sentences that stand under *What Actually Happened*: verbatim, and chosen by weight. Pure.

Weights, each per sentence: figures (2 for the first, 1 for two more), names (0.7 each, at most 3),
the share of the title's words (4) and of the other articles' words (3), nearness to the top
(3, falling, and 2.5 for the first sentence), a signal that turns or gives away something (1),
money or per cent (0.7).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from roaster.roasts.writers.offline.story import Line, Story
from roaster.roasts.writers.offline.terms import folded_words

SHORTEST, LONGEST = 40, 260  # characters
MOST, LEAST = 5, 3
ALIKE = 0.42  # share of common words from which two sentences tell the same
GOOD_ENOUGH = 0.36  # of the best weight, for a fourth and a fifth fact

_BAD_START = re.compile(
    r"\A(?:(?:He|She|It|They|This|That|These|Those|But|And|Or|So|Yet|However|Still|Then|His|Her|"
    r"Their|Its|Such|Instead|Meanwhile|Also|Moreover|Nor|Here|There|We|I|You|Our|My|Your|Both|"
    r"Neither|Another|Others|Some|Asked|That[’']s|It[’']s|Furthermore|Additionally|Besides|Thus|"
    r"Therefore|Hence|Perhaps|Maybe|Because|Which|Who|One|Similarly|Likewise|Otherwise|Nevertheless|"
    r"Nonetheless|Afterwards|Later|Earlier|Again|Either|Only|Even|Not|No wonder|Of that|Of those|"
    r"Of these|In it|For that|With that|After that|Since then|By then|At that|In such|Twenty|"
    r"The (?:first|second|third|fourth|last|latter|former|other|same|rest|result|reason|others)|"
    r"As nobody|To that|From there|Now|Well|Yes|No,)\b|[“\"'‘«„(\[–—…-]|[a-z])"
)
BOILERPLATE = re.compile(
    r"subscrib|newsletter|read more|read also|sign up|click here|cookies?\b|all rights reserved|"
    r"copyright|^advertisement|\bphoto(?:graph)?s?\s*(?::|by\b)|image (?:credit|source)|getty|"
    r"follow us|share this|terms of (?:use|service)|privacy policy|log ?in\b|editor[’']s note|"
    r"this (?:article|story|post) (?:was|is|has|originally|first)|contributed to this|"
    r"reporting by|edited by|related:|watch:|source:|continue reading|whatsapp|e-?mail us|"
    r"instructions|system prompt",
)
_QUOTES = re.compile(r"[“”\"„«»]")
_CAPITALS = re.compile(r"(?<=[a-z,’'] )[A-Z][\w&]+")
_NUMBER = re.compile(r"\d[\d.,]*")
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|us|my|me)\b")
_REFERRING = re.compile(
    r"\b(?:this|these|those|such a|the latter|the former|the same|of it|of them|the other|"
    r"(?:show|say|do|did|does|call)s? (?:it|so))\b"
)
_EMPTY_WORDS = """
the a an and or but of in on at to for from by with as is are was were be been being has have had do
does did will would can could may might its it their they them he she his her that this these those
which who than then there into over after before about more most also said says say according not
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True, slots=True)
class FactWords:
    """What a language's sentences are judged by.

    bad_start: a sentence beginning so leans on the one before. boilerplate: no news, looked for in
    lower case. first_person, referring: weigh against it. empty: words that tell nothing.
    balanced: whether its quotation marks come in pairs.
    """

    bad_start: re.Pattern[str]
    boilerplate: re.Pattern[str]
    first_person: re.Pattern[str]
    referring: re.Pattern[str]
    empty: frozenset[str]
    balanced: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence that may stand as a fact, with its weight and its telling words."""

    line: Line
    weight: float
    stems: frozenset[str]
    numbers: frozenset[str]


def choose_facts(story: Story, words: FactWords) -> tuple[Line, ...]:
    """Three to five sentences in reading order; fewer where the sources have no more."""
    weighed = sorted(
        _weighed(story, words), key=lambda each: (-each.weight, each.line.source, each.line.place)
    )
    chosen: list[Weighed] = []
    told: Counter[int] = Counter()
    while weighed and len(chosen) < MOST:
        # A source already heard counts less: several outlets telling it should all be heard.
        best = max(weighed, key=lambda each: each.weight - 0.9 * told[each.line.source])
        weighed.remove(best)
        if any(_repeats(best, other) for other in chosen):
            continue
        if len(chosen) >= LEAST and best.weight < GOOD_ENOUGH * chosen[0].weight:
            break
        chosen.append(best)
        told[best.line.source] += 1
    return tuple(each.line for each in sorted(chosen, key=_reading_order))


def _reading_order(each: Weighed) -> tuple[float, int]:
    return (round(each.line.depth, 1), each.line.source)


def is_usable(line: Line, words: FactWords) -> bool:
    """Whether a sentence can stand on its own: whole, plain, and no boilerplate."""
    text = line.text
    return (
        SHORTEST <= len(text) <= LONGEST
        and text.endswith((".", "。", ".”", '."', "”.", '".', ".“", "“.", "«."))
        and not text.endswith(("...", ".."))
        and line.safe
        and not words.bad_start.search(text)
        and not words.boilerplate.search(text.lower())
        and "?" not in text
        and "!" not in text
        and words.balanced(text)
        and not text.isupper()
        and (len(line.words) >= 6 or not text.isascii())
    )


def _balanced(text: str) -> bool:
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and text.count("„") + text.count("«") == 0
    )


def _weighed(story: Story, words: FactWords) -> Iterator[Weighed]:
    usable = [line for line in story.lines if is_usable(line, words)]
    stems = {id(line): _stems(line.words, words) for line in usable}
    in_title = _stems(folded_words(" ".join((story.title, *story.headlines))), words)
    by_source: dict[int, set[str]] = {}
    if len({line.source for line in story.lines}) > 1:
        for line in story.lines:
            by_source.setdefault(line.source, set()).update(_stems(line.words, words))
    for line in usable:
        own = stems[id(line)]
        others = [told for source, told in by_source.items() if source != line.source]
        yield Weighed(
            line,
            _weight(line, own, in_title, others, words),
            own,
            frozenset(number.rstrip(".,") for number in _NUMBER.findall(line.text)),
        )


def _weight(
    line: Line,
    own: frozenset[str],
    in_title: frozenset[str],
    others: Sequence[set[str]],
    words: FactWords,
) -> float:
    numbers = len(set(_NUMBER.findall(line.text)))
    weight = min(numbers, 1) * 2.0 + min(max(numbers - 1, 0), 2) * 1.0
    weight += 0.7 * min(len(set(_CAPITALS.findall(line.text))), 3)
    weight += 4.0 * len(own & in_title) / max(len(in_title), 4)
    if others:
        weight += 3.0 * sum(len(own & other) for other in others) / len(others) / max(len(own), 6)
    weight += 3.0 * max(0.0, 1 - line.place / 12) + 2.5 * (line.place == 0)
    weight += 1.0 * any(line.has(label) for label in ("reversal", "climbdown", "declined", "gap"))
    weight += 0.7 * any(mark in line.text for mark in "$€£%")
    weight -= 1.5 * bool(words.first_person.search(line.text))
    weight -= 0.8 * bool(words.referring.search(line.text))
    weight -= 0.5 * bool(_QUOTES.search(line.text))
    weight -= 0.8 * (len(line.text) > 210) + 0.6 * (len(line.text) < 60)
    return weight


def _repeats(one: Weighed, other: Weighed) -> bool:
    shared = len(one.stems & other.stems) / max(min(len(one.stems), len(other.stems)), 1)
    same_numbers = bool(one.numbers) and one.numbers == other.numbers
    if one.line.source == other.line.source:
        return shared >= (ALIKE if same_numbers else 0.6)
    return shared >= (0.3 if one.numbers & other.numbers else ALIKE)


def _stems(found: Iterable[str], words: FactWords) -> frozenset[str]:
    return frozenset(word[:5] for word in found if word not in words.empty and len(word) > 1)


ENGLISH_FACTS = FactWords(_BAD_START, BOILERPLATE, _FIRST_PERSON, _REFERRING, _EMPTY, _balanced)
