"""Why a sub-score is what it is: a writer's one line, held against the sources. Pure.

A reason is an opinion, so it need not be proven; but its numbers, names and quoted words must
stand in a source, or it is dropped. Where the words that it rests on can be found, they are its
receipt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from roaster.model.news import Article
from roaster.roasts.evidence import Ground
from roaster.roasts.folding import folded_text
from roaster.roasts.names import names_in, words_in
from roaster.text.addresses import text_fragment
from roaster.text.quantities import Quantity, quantities

ALIKE = 0.7  # of a reason's words that its receipt must have
LEAST_ALIKE = 4

QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]")


@dataclass(frozen=True, slots=True)
class Backed:
    """The reasons that may be shown, and the receipts of those that have one; both by key."""

    reasons: Mapping[str, str]
    receipts: Mapping[str, str]


def backed(
    reasons: Mapping[str, str], articles: Sequence[Article], grounds: Sequence[Ground]
) -> Backed:
    """Reasons whose numbers, names and quoted words stand in a source; `grounds` of `articles`."""
    sources = [_Source(*pair) for pair in zip(articles, grounds, strict=True)]
    read = {key: _Reason(reason) for key, reason in reasons.items()}
    kept = {key: reason for key, reason in read.items() if _is_backed(reason, sources)}
    receipts = {key: _receipt(reason, sources) for key, reason in kept.items()}
    return Backed(
        {key: reason.text for key, reason in kept.items()},
        {key: receipt for key, receipt in receipts.items() if receipt},
    )


class _Reason:
    """A reason taken apart. Its first word is a name only where its spelling tells."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names = names_in(text)
        self.numbers = quantities(text)
        self.words = words_in(text)


class _Source:
    """A source with what reasons are held against, each part made when it is first asked for."""

    def __init__(self, article: Article, ground: Ground) -> None:
        self.url = article.url
        self._article = article
        self._ground = ground
        self._numbers: dict[int, Sequence[Quantity]] = {}

    @cached_property
    def words(self) -> frozenset[str]:
        """Of the text, the title and the outlet."""
        return words_in(self._ground.text) | self._ground.aside

    @cached_property
    def numbers(self) -> Sequence[Quantity]:
        """Of the whole text."""
        return quantities(self._ground.text)

    @cached_property
    def sentences(self) -> Sequence[tuple[str, frozenset[str]]]:
        """Each with its words."""
        spans = (self._ground.text[start:end] for start, end in self._ground.bounds)
        return [(" ".join(span.split()), words_in(span)) for span in spans]

    @cached_property
    def told(self) -> str:
        """All of it, folded."""
        article = self._article
        return folded_text("\n".join((article.title, article.summary, article.text)))

    def numbers_of(self, place: int) -> Sequence[Quantity]:
        """Of one of the sentences."""
        if place not in self._numbers:
            self._numbers[place] = quantities(self.sentences[place][0])
        return self._numbers[place]


def _is_backed(reason: _Reason, sources: Sequence[_Source]) -> bool:
    return bool(
        reason.text
        and all(any(_has(one, source.numbers) for source in sources) for one in reason.numbers)
        and all(any(_names(name, source.words) for source in sources) for name in reason.names)
        and all(any(words in source.told for source in sources) for words in _quoted(reason.text))
    )


def _has(quantity: Quantity, numbers: Sequence[Quantity]) -> bool:
    return any(quantity.is_backed_by(other) for other in numbers)


def _names(name: str, words: frozenset[str]) -> bool:
    folded = name.casefold()
    return folded in words or folded.removesuffix("s") in words


def _quoted(reason: str) -> list[str]:
    """The words in quotation marks, folded."""
    matches = (next(filter(None, match.groups())) for match in QUOTED.finditer(reason))
    return [folded_text(words.strip().rstrip(".,;:!?…")) for words in matches]


def _receipt(reason: _Reason, sources: Sequence[_Source]) -> str:
    """The address of the sentence that the reason rests on; empty where none can be named."""
    for source in sources:
        if source.url and (span := _span(reason, source)):
            return text_fragment(source.url, span)
    return ""


def _span(reason: _Reason, source: _Source) -> str:
    """The sentence with all numbers and names of a reason and most of its words.

    Of a reason without numbers and names, most of the words must stand there; of one with quoted
    words, the longest quotation is enough.
    """
    if quoted := _quoted(reason.text):
        longest = max(quoted, key=len)
        for sentence, _ in source.sentences:
            if longest in folded_text(sentence):
                return sentence
    named = reason.names or reason.numbers
    least = 1 if named else max(LEAST_ALIKE, int(ALIKE * len(reason.words)))
    best, most = "", least - 1
    for place, (sentence, words) in enumerate(source.sentences):
        shared = len(reason.words & words)
        if shared <= most or not all(_names(name, words) for name in reason.names):
            continue
        there = source.numbers_of(place) if reason.numbers else ()
        if all(_has(one, there) for one in reason.numbers):
            best, most = sentence, shared
    return best
