"""What is never joked about, found by words in their context. Pure.

Deaths, disasters, violence, suicide, illness, minors, private persons, unproven accusations.
The gate leans to stopping: an event held back by mistake is listed and can be roasted by hand, a
joke about the dead cannot be taken back. Figures of speech ("killed the feature", "dead simple")
are taken out first; then a hit in the title or the first paragraph is enough, a single one deep
in the text is not. The words are data: `sober_words`, `sober_german`, `figures_of_speech`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from roaster.text import figures_of_speech, sober_german, sober_words
from roaster.text.clean import clean_line, clean_text, cut
from roaster.text.patterns import lowered, pattern_of
from roaster.text.sentences import sentences
from roaster.text.spotting import Spotter, spotter_of

_LISTS = {
    "HURT": figures_of_speech.HURT,
    "BOSS": figures_of_speech.BOSS,
    "THING": figures_of_speech.THING,
    "COUNT": figures_of_speech.COUNT,
    "PERSON": figures_of_speech.PERSON,
    "METAPHOR": figures_of_speech.METAPHOR,
    "YOUNG": sober_words.YOUNG,
    "AGE": sober_words.AGE,
    "CRIME": sober_words.CRIME,
    "PLAIN": sober_words.PLAIN,
    "HEIGHT": sober_words.HEIGHT,
    "DRUG": sober_words.DRUG,
}

SUBJECTS = tuple(sober_words.WORDS)
"""The subjects known by name."""

# What a sentence with a hit weighs by where it stands; _ENOUGH stops the event.
_TITLE, _FIRST, _LEAD, _DEEPER, _ENOUGH = 3.0, 3.0, 1.5, 0.5, 3.0
_FIGURES = ""  # among the subjects: no subject has this name
_LEAD_PARAGRAPHS = 3
_MAX_CHARS = 40_000  # of the text; what matters stands before


@dataclass(frozen=True, slots=True)
class SoberMatch:
    """What stops an event: the subject, the words found, the first sentence with one of them."""

    subject: str
    words: tuple[str, ...]
    sentence: str


def sober_subject(
    title: str, text: str, subjects: Sequence[str], categories: Sequence[str] = ()
) -> SoberMatch | None:
    """The first of `subjects` that an article is about; None when it may be joked about.

    `subjects` are names of `SUBJECTS` or further words to look for, as whole words. Title and
    first paragraph weigh most, the next two less, a mention deep in the text hardly. A feed's
    category such as "obituaries" says enough alone.
    """
    if filed := _filed(categories, subjects):
        subject, category = filed
        return SoberMatch(subject, (category,), cut(clean_line(title), 300))
    asked = tuple(dict.fromkeys(subjects))
    places = list(_places(title, text))
    met = _met(asked, places)
    if _FIGURES in met:
        places = [(worth, sentence, _plain(low)) for worth, sentence, low in places]
        met = _met(asked, places)
    found = (_match(subject, places) for subject in asked if subject in met)
    return next((match for match in found if match), None)


def without_figures(sentence: str) -> str:
    """A sentence as patterns expect it, with the figures of speech that sound grim taken out."""
    return _plain(lowered(sentence))


def _plain(low: str) -> str:
    return _figurative().sub(" · ", low)


def word_lists(subject: str) -> tuple[str, dict[str, str]]:
    """The lines of a subject in both languages, and the lists their capitals stand for.

    Without that subject, no lines.
    """
    if subject not in sober_words.WORDS:
        return "", dict(_LISTS)
    both = f"{sober_words.WORDS[subject].strip()}\n{sober_german.WORDS[subject].strip()}"
    return both, dict(_LISTS)


def _met(asked: tuple[str, ...], places: Sequence[tuple[float, str, str]]) -> frozenset[str]:
    """Of which subjects there are words in any of the sentences, and whether of figures."""
    names = (_FIGURES, *asked)
    whole = "\n".join(low for _, _, low in places)
    return frozenset(names[number] for number in _spotter(asked).found_in(whole))


def _match(subject: str, places: Sequence[tuple[float, str, str]]) -> SoberMatch | None:
    pattern = _pattern_of(subject)
    weight = 0.0
    words: list[str] = []
    first = ""
    for worth, sentence, plain in places:
        hits = [hit.group() for hit in pattern.finditer(plain)]
        if hits:
            weight += worth
            words += hits
            first = first or sentence
    if weight < _ENOUGH:
        return None
    return SoberMatch(subject, tuple(dict.fromkeys(words))[:5], cut(first, 300))


def _places(title: str, text: str) -> Iterator[tuple[float, str, str]]:
    """Each sentence with its weight, as it stands and as patterns expect it."""
    line = clean_line(title)
    yield _TITLE, line, lowered(line)
    paragraphs = re.split(r"\n\s*\n|\n", clean_text(text[:_MAX_CHARS]))
    for number, paragraph in enumerate(paragraphs):
        worth = _FIRST if number == 0 else _LEAD if number < _LEAD_PARAGRAPHS else _DEEPER
        for sentence in sentences(paragraph):
            yield worth, sentence, lowered(sentence)


def _filed(categories: Sequence[str], subjects: Sequence[str]) -> tuple[str, str] | None:
    """The subject that a category stands for, and that category."""
    for subject in subjects:
        names = sober_words.CATEGORIES.get(subject, "")
        for category in categories:
            slug = re.sub(r"[\s_&/]+", "-", lowered(category))
            if names and re.fullmatch("|".join(names.split()), slug):
                return subject, clean_line(category)
    return None


@lru_cache(maxsize=1)  # as `re` keeps patterns, but before the lists are spelled out
def _figurative() -> re.Pattern[str]:
    both = f"{figures_of_speech.FIGURATIVE.strip()}\n{sober_german.FIGURATIVE.strip()}"
    return pattern_of(both, _LISTS)


@lru_cache(maxsize=16)  # a site has one list of subjects
def _spotter(subjects: tuple[str, ...]) -> Spotter:
    return spotter_of((_figurative(), *map(_pattern_of, subjects)))


@lru_cache(maxsize=256)
def _pattern_of(subject: str) -> re.Pattern[str]:
    lines, lists = word_lists(subject)
    if lines:
        return pattern_of(lines, lists)
    words = r"\s+".join(re.escape(word) for word in subject.lower().split())
    return re.compile(rf"(?<!\w){words}(?!\w)" if words else r"(?!)")
