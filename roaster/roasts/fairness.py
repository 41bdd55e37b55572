"""Who must not be hit by a joke, and what must not be claimed in one. Pure.

Asked of a roast after it was written, sentence by sentence, whatever `roast.never_roast` says:
private persons, minors, victims, protected traits, slurs, sexual content, and accusations of
illness or crime. A fact may carry an accusation when it says who makes it. Figures of speech are
taken out first. The words are data: `fairness_words`, `fairness_german`. It finds words, not
meanings: it holds a roast for a person, it never changes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from roaster.roasts import fairness_german, fairness_words
from roaster.text.patterns import lowered, pattern_of
from roaster.text.sentences import sentences
from roaster.text.sober import without_figures, word_lists

KINDS = tuple(fairness_words.WORDS)
"""What is looked for, by name."""

_IN_FACTS = ("slur", "medical", "legal")  # victims and minors are part of the news
_ACCUSING = ("medical", "legal")
# Subjects of the never-roast list whose words are no matter for a joke. A fact may have them.
_SHARED = {
    "private-person": "private-persons",
    "minor": "minors",
    "victim": "death",
    "medical": "illness",
    "legal": "accusations",
}


@dataclass(frozen=True, slots=True)
class Unfair:
    """A sentence that a person must look at: what kind of thing is in it, and the words."""

    kind: str
    sentence: str
    words: tuple[str, ...]


def unfair(jokes: Iterable[str], facts: Iterable[str] = ()) -> tuple[Unfair, ...]:
    """What is wrong with a roast, at most once for each sentence, in reading order."""
    return (*_found(jokes, KINDS), *_found(facts, _IN_FACTS, attributed=True))


def _found(
    texts: Iterable[str], kinds: Sequence[str], *, attributed: bool = False
) -> Iterator[Unfair]:
    for text in texts:
        for sentence in sentences(text):
            plain = _figures().sub(" · ", without_figures(sentence))
            said = attributed and _attribution().search(lowered(sentence))
            for kind in kinds:
                if said and kind in _ACCUSING:
                    continue
                words = [match.group() for match in _pattern_of(kind, attributed).finditer(plain)]
                if words:
                    yield Unfair(kind, sentence, tuple(dict.fromkeys(words))[:3])
                    break


@lru_cache(maxsize=1)
def _figures() -> re.Pattern[str]:
    return pattern_of(f"{fairness_words.FIGURES.strip()}\n{fairness_german.FIGURES.strip()}")


@lru_cache(maxsize=1)
def _attribution() -> re.Pattern[str]:
    both = f"{fairness_words.ATTRIBUTION.strip()}\n{fairness_german.ATTRIBUTION.strip()}"
    return pattern_of(both)


@lru_cache(maxsize=16)
def _pattern_of(kind: str, bare: bool) -> re.Pattern[str]:
    own = f"{fairness_words.WORDS[kind].strip()}\n{fairness_german.WORDS[kind].strip()}"
    shared, lists = word_lists("" if bare else _SHARED.get(kind, ""))
    return pattern_of(f"{own}\n{shared}" if shared else own, {**lists, **fairness_words.LISTS})
