"""The names of an event: who its title is about, and the other names that matter. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from roaster.roasts.writers.offline.bodies import MARK, kind_of, mark
from roaster.roasts.writers.offline.story import Story

MENTIONS = 3  # in the text, of a name that mostly begins its sentences

_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w&-]*(?:[’'][A-Z]\w+)?|[a-z]{1,2}[A-Z]\w+)"
_NAME = re.compile(
    rf"(?<![\w’'$€£-]){_CAPITAL}(?:\s(?:(?:of|for|and|&|de|van|von|del|la)\s(?:the\s)?)?{_CAPITAL})*"
)
_COMMON_WORDS = """
the a an in on at by for from to of and or but if as it its he she they we i you his her their our
my your this that these those there here when while where who what which why how after before since
because although though however yet still also even only just not no nor so then than with without
within under over about against between among through during until according asked one two three
four five six seven eight nine ten eleven twelve most many some few several all both each every
another other such more less last next first new now today yesterday tomorrow instead meanwhile
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december mr mrs ms dr prof sir president prime chief ceo
king queen prince princess pope minister senator governor judge justice general article page
american british french german chinese russian indian european canadian australian japanese english
spanish italian israeli ukrainian iranian democratic republican south north east west gmt utc am pm
exclusive live video watch opinion analysis review update updated breaking photos editorial
is are was were has have had do does did will would can could should may might must be been being
us uk eu
"""
_COMMON = frozenset(_COMMON_WORDS.split())
# A name in its place: patterns with the mark are compiled once, those with the name each time.
_WITH_THE = re.compile(rf"\b[Tt]he {MARK}(?!\w|[’']s?\b)")
_ALONE = re.compile(rf"(?<![Tt]he ){MARK}(?!\w)")
_PLURAL = re.compile(rf"(?<!\w){MARK} (?:are|were|have)\b")
_SINGLE = re.compile(rf"(?<!\w){MARK} (?:is|was|has)\b")
_FOLLOWED = re.compile(rf"\b[Tt]he {MARK} [a-z]+")
_STANDING = re.compile(rf"(?<![.!?“\"] )(?<!\A){MARK}(?:[’']s|[,.]| [a-z])")
_NEW_PLACE = re.compile(r"New [A-Z]|(?:South|North|West|East) [A-Z]")


@dataclass(frozen=True, slots=True)
class Names:
    """Who an event is about. `subject` may begin with `the`; empty: nobody could be made out.

    `company` is whether it is surely an organisation, `person` whether it may be a human being.
    """

    subject: str
    company: bool
    person: bool

    @property
    def possessive(self) -> str:
        """`Flowstead’s`."""
        if not self.subject:
            return ""
        return self.subject + ("’" if self.subject.endswith("s") else "’s")


def read_names(story: Story) -> Names:
    """The names of an event; those that stand only at the beginning of sentences do not count."""
    counts = _counts(story)
    subject = _subject(story, counts)
    text = story.text
    if not subject:
        return Names("", company=False, person=False)
    company, person = kind_of(subject, text)
    spoken = _with_article(subject, text)
    return Names(spoken, company and bool(spoken), person)


def _counts(story: Story) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line in story.lines:
        if not line.safe:
            continue
        for match in _NAME.finditer(line.text):
            name = _trimmed(match.group())
            if not name or _starts_sentence(line.text, match.start(), match.group(), name):
                continue
            counts[name] += 1
    return counts


def _trimmed(name: str) -> str:
    """Without common words at its ends, which have a capital for other reasons."""
    if " " not in name:
        common = name.lower() in _COMMON or name == "&" or len(name) == 1
        return "" if common or name.isdigit() else name
    words = name.split()
    while words and not _NEW_PLACE.match(name) and (words[0].lower() in _COMMON or words[0] == "&"):
        words.pop(0)
    while words and words[-1].lower() in _COMMON:
        words.pop()
    joined = " ".join(words)
    return joined if len(joined) > 1 and not joined.isdigit() else ""


def _starts_sentence(text: str, start: int, whole: str, name: str) -> bool:
    """Whether its capital may be only that of a sentence: one word, and nothing before it."""
    if " " in name or whole != name:
        return False
    before = text[:start].rstrip()
    return not before or before[-1] in "“\"‘'(:—–.!?…"


def _subject(story: Story, counts: Counter[str]) -> str:
    """The earliest name of the title that the text knows too, in its form in the title."""
    known = set(counts)
    parts = {" ".join(name.split()[:n]) for name in known for n in range(1, 5)}
    for match in _NAME.finditer(story.title):
        name = _trimmed(match.group())
        words = name.split()
        # A title in Title Case runs names and verbs together: the longest beginning that the
        # text uses as a name is the name.
        for skip in range(min(len(words), 4)):
            for size in range(min(len(words) - skip, 5), 0, -1):
                candidate = " ".join(words[skip : skip + size])
                if _usable(candidate, counts, known, parts, story) or _often(
                    candidate, match.start(), story
                ):
                    return candidate
    return ""


def _often(name: str, start: int, story: Story) -> bool:
    """Whether a title in sentence case has it within, and the text again and again."""
    if not start or name.lower() in _COMMON or name in story.outlets or not 3 < len(name) <= 40:
        return False
    words = story.title.split()
    if sum(word[0].isupper() for word in words) > len(words) * 0.5:
        return False
    text = story.text
    return text.count(name) >= MENTIONS and mark(name, text).count(MARK) >= MENTIONS


def _usable(
    name: str, counts: Counter[str], known: set[str], parts: set[str], story: Story
) -> bool:
    if name in story.outlets or name.lower() in _COMMON or len(name) < 3 or len(name) > 40:
        return False
    if name in known:
        return counts[name] >= 2 or sum(counts[n] for n in known if n.startswith(name)) >= 2
    return name in parts and " " not in name and _stands_alone(name, story.text)


def _stands_alone(name: str, text: str) -> bool:
    """Whether a longer name is also called by this first word: `Brightwell` for its Systems."""
    return name in text and bool(_STANDING.search(mark(name, text)))


def _with_article(name: str, text: str) -> str:
    """`the Ministry of Records` where the text mostly says so; plural names are given up."""
    marked = mark(name, text)
    if len(_PLURAL.findall(marked)) > len(_SINGLE.findall(marked)):
        return ""
    with_the, followed = len(_WITH_THE.findall(marked)), len(_FOLLOWED.findall(marked))
    often = with_the > len(_ALONE.findall(marked)) and followed * 2 > with_the
    return f"the {name}" if often else name
