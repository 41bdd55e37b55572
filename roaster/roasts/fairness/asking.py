"""What is unfair in a roast, sentence by sentence, whatever `roast.never_roast` says. Pure.

Private persons, minors, victims, protected traits, slurs, sexual content, and accusations of
illness or crime. It knows words and who stands beside them, not meanings: it holds a roast for a
person, it never changes one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from roaster.roasts.fairness.reading import Language, language
from roaster.roasts.fairness.tagging import Tagged, people_in, tagged, words_of
from roaster.roasts.reasons import QUOTED
from roaster.text.sentences import sentences

KINDS = (
    "slur", "sexual", "minor", "victim", "medical", "legal", "trait", "private-person",
)  # fmt: skip
"""What is looked for, by name; a sentence is of the first kind that fits."""

_IN_FACTS = ("slur", "medical", "legal")  # victims and minors are part of the news
_ACCUSING = ("medical", "legal")
_UMLAUTS = frozenset("äöüß")
_MOST_WORDS = 3  # matches that are named
# fmt: off
_GERMAN = frozenset((
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und",
    "ist", "sind", "hat", "haben", "mit", "von", "im", "auf", "für", "nicht", "sich", "als", "auch",
    "wie", "wer", "er", "sie", "es", "ihr", "ihre", "sein", "seine", "zu", "zur", "zum", "beim",
    "nach", "bei",
))
_ENGLISH = frozenset((
    "the", "a", "an", "and", "is", "are", "was", "were", "has", "have", "with", "of", "in", "on",
    "for", "not", "as", "it", "he", "she", "his", "her", "their", "to", "by", "at", "that", "which",
    "who", "from",
))
# fmt: on


@dataclass(frozen=True, slots=True)
class Unfair:
    """A sentence that a person must look at: what kind of thing is in it, and the words."""

    kind: str
    sentence: str
    words: tuple[str, ...]


def unfair(jokes: Iterable[str], facts: Iterable[str] = ()) -> tuple[Unfair, ...]:
    """What is wrong with a roast, at most once for each sentence, in reading order.

    A sentence may accuse where it says who does: in the facts, or in a joke if a fact does so, too
    (or where there are no facts). What a joke quotes is its sources', but for slurs.
    """
    told, stated = _read(jokes, quotes=False), _read(facts)
    people = frozenset(
        name for one in (*told, *stated) for name in people_in(one.words, one.language.lexicon)
    )

    def borne_out() -> bool:
        return not stated or any(_accuses_by_name(one, people) for one in stated)

    return (
        *_found(told, KINDS, people, borne_out),
        *_found(stated, _IN_FACTS, people),
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    words: list[str]
    language: Language
    quoted: list[str]
    """The words of what stands in quotation marks, where `words` has none of them."""


def _read(texts: Iterable[str], *, quotes: bool = True) -> list[_Sentence]:
    found = []
    for text in texts:
        for sentence in sentences(text):
            own = sentence if quotes else QUOTED.sub(" … ", sentence)
            words = words_of(own)
            quoted = words_of(sentence) if own != sentence else []
            if words:
                found.append(_Sentence(sentence, words, language(_spoken(words)), quoted))
    return found


def _spoken(words: Sequence[str]) -> str:
    lower = frozenset([word.lower() for word in words])
    german, english = len(lower & _GERMAN), len(lower & _ENGLISH)
    if german == english:
        return "en" if _UMLAUTS.isdisjoint("".join(lower)) else "de"
    return "de" if german > english else "en"


def _found(
    read: Iterable[_Sentence],
    kinds: Sequence[str],
    people: frozenset[str],
    borne_out: Callable[[], bool] | None = None,
) -> Iterator[Unfair]:
    """The findings in jokes, or in facts: these bear each other out."""
    for one in read:
        matches = _matches(one, kinds, people, borne_out)
        for kind in kinds:
            if kind in matches:
                yield Unfair(kind, one.text, tuple(matches[kind]))
                break


def _matches(
    one: _Sentence,
    kinds: Sequence[str],
    people: frozenset[str],
    borne_out: Callable[[], bool] | None,
) -> dict[str, list[str]]:
    """The words of a sentence that say what it must not, by kind."""
    found: dict[str, list[str]] = {}
    if one.quoted:
        _note(found, one.language, tagged(one.quoted, one.language.lexicon, people), ("slur",))
    whole = tagged(one.words, one.language.lexicon, people)
    if not any(True for _ in one.language.rules.matches(whole, kinds)):
        return found  # as most sentences: figures of speech are looked for only where they matter
    plain = _without_figures(whole, one.language)
    _note(found, one.language, plain, kinds)
    if found.keys().isdisjoint(_ACCUSING):
        return found
    attributed = _attributed(plain, one.language, fact=borne_out is None)
    if attributed and (borne_out is None or borne_out()):
        return {kind: words for kind, words in found.items() if kind not in _ACCUSING}
    return found


def _note(
    found: dict[str, list[str]], spoken: Language, plain: Tagged, kinds: Sequence[str]
) -> None:
    for kind, match in spoken.rules.matches(plain, kinds):
        named = found.setdefault(kind, [])
        if len(named) < _MOST_WORDS and (words := plain.words(*match.span())) not in named:
            named.append(words)


def _without_figures(whole: Tagged, spoken: Language) -> Tagged:
    """A sentence with blanks for what only sounds bad, and with the signs that are in it."""
    spans = [match.span() for _, match in spoken.figures.matches(whole)]
    plain = whole.without(spans) if spans else whole
    signs = frozenset(name for name, _ in spoken.signs.matches(plain))
    return replace(plain, classes=plain.classes | signs) if signs else plain


def _attributed(plain: Tagged, spoken: Language, *, fact: bool) -> bool:
    if any(True for _ in spoken.attributed.matches(plain)):
        return True
    return fact and any(True for _ in spoken.attributed_in_facts.matches(plain))


def _accuses_by_name(one: _Sentence, people: frozenset[str]) -> bool:
    """Whether a fact accuses and says who does."""
    plain = _without_figures(tagged(one.words, one.language.lexicon, people), one.language)
    accused = any(True for _ in one.language.rules.matches(plain, _ACCUSING))
    return accused and _attributed(plain, one.language, fact=True)
