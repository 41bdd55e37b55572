"""Why a sub-score is what it is: a writer's one line, held against the sources. Pure.

A reason is an opinion, so it need not be proven; but its numbers, names and quoted words must
stand in a source, or it is dropped. Where the words that it rests on can be found, they are its
receipt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    kept = {key: reason for key, reason in reasons.items() if _is_backed(reason, sources)}
    receipts = {key: _receipt(reason, sources) for key, reason in kept.items()}
    return Backed(kept, {key: receipt for key, receipt in receipts.items() if receipt})


class _Source:
    """A source with what reasons are held against."""

    def __init__(self, article: Article, ground: Ground) -> None:
        self.url = article.url
        self.ground = ground
        self.words = words_in(ground.text) | ground.aside
        self.numbers = quantities(ground.text)
        spans = (ground.text[start:end] for start, end in ground.bounds)
        self.sentences = [(" ".join(span.split()), words_in(span)) for span in spans]
        self.told = folded_text("\n".join((article.title, article.summary, article.text)))


def _is_backed(reason: str, sources: Sequence[_Source]) -> bool:
    return bool(
        reason
        and all(any(_has(one, source.numbers) for source in sources) for one in quantities(reason))
        and all(any(_names(name, source.words) for source in sources) for name in _of(reason))
        and all(any(words in source.told for source in sources) for words in _quoted(reason))
    )


def _has(quantity: Quantity, numbers: Sequence[Quantity]) -> bool:
    return any(quantity.is_backed_by(other) for other in numbers)


def _of(reason: str) -> list[str]:
    """The names of a reason; its first word is one only where its spelling tells."""
    return names_in(reason)


def _names(name: str, words: frozenset[str]) -> bool:
    folded = name.casefold()
    return folded in words or folded.removesuffix("s") in words


def _quoted(reason: str) -> list[str]:
    """The words in quotation marks, folded."""
    matches = (next(filter(None, match.groups())) for match in QUOTED.finditer(reason))
    return [folded_text(words.strip().rstrip(".,;:!?…")) for words in matches]


def _receipt(reason: str, sources: Sequence[_Source]) -> str:
    """The address of the sentence that the reason rests on; empty where none can be named."""
    for source in sources:
        if source.url and (span := _span(reason, source)):
            return text_fragment(source.url, span)
    return ""


def _span(reason: str, source: _Source) -> str:
    """The sentence with all numbers and names of a reason and most of its words.

    Of a reason without numbers and names, most of the words must stand there.
    """
    names, numbers, told = _of(reason), quantities(reason), words_in(reason)
    least = 1 if names or numbers else max(LEAST_ALIKE, int(ALIKE * len(told)))
    best, most = "", least - 1
    for sentence, words in source.sentences:
        shared = len(told & words)
        if shared <= most or not all(_names(name, words) for name in names):
            continue
        there = quantities(sentence) if numbers else []
        if all(_has(one, there) for one in numbers):
            best, most = sentence, shared
    return best
