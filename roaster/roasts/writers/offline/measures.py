"""What can be counted of a text itself: how often, how long, how far down, how many years. Pure.

echo      a thing's name or a big word that comes again, how often, and a word that never comes
length    how many words the sources have, rounded
deadline  a year to come or gone by, and how many years that is from the event's day
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

from roaster.roasts.writers.offline.extracts import Extracts
from roaster.roasts.writers.offline.story import MAX_CHARS, MAX_SENTENCES, Extract, Line, Story
from roaster.roasts.writers.offline.things import may_be_human

LEAST_ECHO = 3  # times that a word must come before it is worth counting
LEAST_LETTERS = 5  # of such a word
_LEAST_BIG = 6  # letters of a big word: `first` is none
_LEAST_SENTENCES = 8  # of an article that has a top and an end
_EARLY, _MIDDLE, _LATE = 0.2, (0.4, 0.6), 0.8  # how far down that is
_CENTURIES = re.compile("19|20")
_YEAR = re.compile(r"(?<![\d.,$€£])((?:19|20)\d\d)(?![\d%]|[.,]\d|-)")
_PAST = re.compile(r"\b(?:was|were|had|did|has been|have been|wurden?|waren?|hatten?)\b")
_FARTHEST = 150  # years
_ROUND = 50  # words
BIG_WORDS = ("hype", "pomp")


@dataclass(frozen=True, slots=True)
class Words:
    """How a language says it; `{n}` stands for the number. `unsaid`: words that may be missing."""

    words: str
    times: str
    years: str
    sentences: str
    long: str
    early: str
    middle: str
    late: str
    until: re.Pattern[str]
    since: re.Pattern[str]
    thousands: str
    numbers: Mapping[int, str]
    unsaid: tuple[str, ...]

    def say(self, pattern: str, number: int) -> str:
        """`nine years`."""
        if number in self.numbers:  # `dreimal`, but `14-mal`
            return pattern.replace("{n}-", "{n}").replace("{n}", self.numbers[number])
        return pattern.replace("{n}", str(number))


def read_words(table: Mapping[str, str | Mapping[str, str]]) -> Words:
    """The words of a `measures.yaml`."""
    told = {key: text for key, text in table.items() if isinstance(text, str)}
    year = r") (?P<year>(?:19|20)\d\d)\b(?!-|–)"
    return Words(
        **{key: told[key] for key in ("words", "times", "years", "sentences", "long")},
        **{key: told[key] for key in ("early", "middle", "late")},
        until=re.compile(rf"\b(?:{told['until']}{year}"),
        since=re.compile(rf"\b(?:{told['since']}{year}"),
        thousands=told["thousands"],
        numbers=dict(enumerate(told["numbers"].split(), 2)),
        unsaid=tuple(table["unsaid"]),
    )


def echoes(story: Story, extracts: Extracts, words: Words) -> Iterator[Mapping[str, str]]:
    """Words that come again and again, the most frequent first."""
    counts = Counter(word for line in story.lines for word in line.words)
    told = {
        folded: word
        for word in _echoing(story, extracts)
        if counts[folded := word.lower()] >= LEAST_ECHO
    }
    silent = _unsaid(story, words)
    for n, folded in enumerate(sorted(told, key=lambda each: (-counts[each], each))):
        values = {"echo": told[folded], "echo_times": words.say(words.times, counts[folded])}
        if silent:
            start = crc32(f"{story.title}{n}".encode())
            values["unsaid"] = silent[start % len(silent)]
        yield values


def _echoing(story: Story, extracts: Extracts) -> Iterator[str]:
    """The heads of things, which are no human beings, and big words."""
    for thing in extracts.things:
        head = thing.words.split()[-1]
        if len(head) >= LEAST_LETTERS and head.isalpha():
            yield head
    for line in story.lines:
        if line.safe and not line.has("grim"):
            for found in line.found:
                word = line.text[found.start : found.end]
                big = len(word) >= _LEAST_BIG and word.isalpha() and word.islower()
                if found.label in BIG_WORDS and big and not may_be_human(word):
                    yield word


def _unsaid(story: Story, words: Words) -> list[str]:
    """Words that no source has; none where a source was not read to its end."""
    if not _is_read_whole(story):
        return []
    return [word for word in words.unsaid if not story.counts[f"unsaid:{word}"]]


def _is_read_whole(story: Story) -> bool:
    longest = max((len(article.text) for article in story.event.articles), default=0)
    most = max((line.of for line in story.lines), default=0)
    every = len(story.event.articles) == len(story.headlines)
    return longest <= MAX_CHARS and most < MAX_SENTENCES and every and not story.foreign


def length(story: Story, words: Words) -> Mapping[str, str]:
    """How long the sources are together: `some 450 words`."""
    number = sum(len(line.words) for line in story.lines) // _ROUND * _ROUND
    return (
        {"length": words.words.replace("{n}", f"{number:,}".replace(",", words.thousands))}
        if number
        else {}
    )


def deadlines(story: Story, words: Words) -> Iterator[tuple[str, Mapping[str, str], Line]]:
    """Years to come (`until`) and gone by (`since`), each with the years between."""
    this_year = story.event.day.year
    if _is_dated_too_early(story, this_year):
        return
    for line in story.lines:
        if not _CENTURIES.search(line.text) or not line.safe or line.has("grim"):
            continue
        for kind, pattern, sign in (("until", words.until, 1), ("since", words.since, -1)):
            match = pattern.search(line.text)
            years = (int(match["year"]) - this_year) * sign if match else 0
            if match and 2 <= years <= _FARTHEST:
                between = words.say(words.years, years)
                yield kind, {kind: match.group(), f"{kind}_years": between}, line


def _is_dated_too_early(story: Story, this_year: int) -> bool:
    """Whether a source tells the past of a later year: explainers keep their first day."""
    return any(
        int(year) > this_year
        for line in story.lines
        if _CENTURIES.search(line.text) and _PAST.search(line.text)
        for year in _YEAR.findall(line.text)
    )


def about_words(extract: Extract, slot: str, words: Words) -> Mapping[str, str]:
    """How many words an extract has, and where it stands."""
    values = {slot: extract.words}
    number = len(extract.words.split())
    if number > 1:
        values[f"{slot}_words"] = words.say(words.long, number)
    if where := _where(extract.line, words):
        values[f"{slot}_where"] = where
    return values


def _where(line: Line, words: Words) -> str:
    if line.of < _LEAST_SENTENCES:
        return ""
    if line.depth < _EARLY:
        return words.early
    if line.depth >= _LATE:
        return words.late
    return words.middle if _MIDDLE[0] <= line.depth < _MIDDLE[1] else ""


def between(one: Line, other: Line, words: Words) -> str:
    """How many sentences one stands after the other in one article; empty where that is dull."""
    number = abs(other.place - one.place)
    if one.source != other.source or number < LEAST_ECHO:
        return ""
    return words.say(words.sentences, number)
