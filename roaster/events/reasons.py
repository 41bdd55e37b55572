"""Why articles were joined or kept apart, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from roaster.events.constraints import BY_RULING, Constraints
from roaster.events.documents import WORD, article_words, compared_text, stem, story_words
from roaster.events.result import By, Join, KeptApart
from roaster.events.signals import Signals, article_signals, contradiction, story_signals
from roaster.model.news import Article, Story
from roaster.text.addresses import address_key

if TYPE_CHECKING:
    from roaster.events.similarity import Pairs, Space

_SHOWN = 5  # telling words
_ROWS = 256  # articles of one event compared at once


class Contradictions:
    """Pairs of documents that are alike but tell different events, with the reason in words."""

    def __init__(self, articles: Sequence[Article], stories: Sequence[Story], pairs: Pairs) -> None:
        self._articles = articles
        self._stories = stories
        self._signals: dict[int, Signals] = {}
        self.reasons: dict[tuple[int, int], str] = {}
        for left, right, _ in pairs:
            if reason := contradiction(self._of(left), self._of(right)):
                self.reasons[left, right] = reason
        self._signals.clear()

    def reason(self, one: int, other: int) -> str:
        """What speaks against the two, the lower index first; empty for nothing."""
        return self.reasons.get((one, other), "")

    def _of(self, index: int) -> Signals:
        if index not in self._signals:
            told = index - len(self._articles)
            self._signals[index] = (
                article_signals(self._articles[index])
                if told < 0
                else story_signals(self._stories[told])
            )
        return self._signals[index]


class Explained:
    """Gathers where each article ended, and tells why."""

    def __init__(
        self,
        articles: Sequence[Article],
        stories: Sequence[Story],
        space: Space,
        against: Contradictions,
        constraints: Constraints,
    ) -> None:
        self._articles = articles
        self._stories = stories
        self._space = space
        self._against = against
        self._constraints = constraints
        self._together = frozenset(constraints.together)
        self._place = {len(articles) + n: story.slug for n, story in enumerate(stories)}
        self._joins: list[Join] = []
        self._words: dict[int, list[str]] = {}

    def placed(self, indices: Sequence[int], places: Sequence[str]) -> None:
        """Note where documents ended: the event's id or the story's slug."""
        self._place |= dict(zip(indices, places, strict=True))

    def event(
        self, name: str, originals: Sequence[int], copies: Mapping[int, Sequence[int]]
    ) -> None:
        """Note an event, and why each of its articles but the first is in it."""
        for index in originals:
            everyone = [index, *copies[index]]
            self.placed(everyone, [name] * len(everyone))
            for copy in copies[index]:
                value = float(self._space.between([copy], [index])[0, 0])
                self._joins.append(self._join(copy, index, value, By.COPY))
        for start in range(1, len(originals), _ROWS):
            self._members(originals[start : start + _ROWS], originals)

    def _members(self, rows: Sequence[int], originals: Sequence[int]) -> None:
        values = self._space.between(rows, originals).tolist()
        for index, row in zip(rows, values, strict=True):
            best = max(
                (k for k, other in enumerate(originals) if other != index),
                key=lambda k: (*self._rank(index, originals[k]), row[k], -originals[k]),
            )
            ruled = self._pair(index, originals[best]) in self._together
            by = By.RULING if ruled else By.SIMILARITY
            self._joins.append(self._join(index, originals[best], row[best], by))

    def _rank(self, index: int, other: int) -> tuple[bool, bool]:
        """A ruling explains more than likeness does, and a contradicted pair explains nothing."""
        pair = self._pair(index, other)
        return pair in self._together, pair not in self._against.reasons

    def _pair(self, one: int, other: int) -> tuple[int, int]:
        return (min(one, other), max(one, other))

    def _join(self, index: int, to: int, value: float, by: By) -> Join:
        return Join(self._key(index), self._key(to), round(value, 4), self.shared(index, to), by)

    def joins(self) -> tuple[Join, ...]:
        """Every join, by the articles' keys."""
        return tuple(sorted(self._joins, key=lambda join: (join.article_key, join.to_key, join.by)))

    def kept_apart(self, pairs: Pairs) -> tuple[KeptApart, ...]:
        """Of each two places that alike articles were kept apart in, the most alike pair."""
        best: dict[tuple[str, str], KeptApart] = {}
        for left, right, value in pairs:
            reason = self._reason(left, right)
            places = sorted((self._place[left], self._place[right]))
            if not reason or places[0] == places[1]:
                continue
            kept = KeptApart(self._key(left), self._key(right), round(value, 4), reason)
            held = best.get((places[0], places[1]))
            if held is None or kept.similarity > held.similarity:
                best[places[0], places[1]] = kept
        return tuple(sorted(best.values(), key=lambda kept: (-kept.similarity, kept.article_key)))

    def _reason(self, left: int, right: int) -> str:
        return (
            BY_RULING if self._constraints.apart(left, right) else self._against.reason(left, right)
        )

    def _key(self, index: int) -> str:
        """An article's address key, a story's slug."""
        told = index - len(self._articles)
        return address_key(self._articles[index].url) if told < 0 else self._stories[told].slug

    def shared(self, one: int, other: int) -> tuple[str, ...]:
        """Up to five words that both have, the rarest first, as the first one writes them."""
        theirs = set(map(stem, self._words_of(other)))
        words: dict[str, str] = {}
        for word in self._words_of(one):
            if stem(word) in theirs:
                words.setdefault(stem(word), word)
        rarest = sorted(words, key=lambda part: (self._space.frequency(part), part))[:_SHOWN]
        written = self._written(one)
        return tuple(written.get(words[part], words[part]) for part in rarest)

    def _words_of(self, index: int) -> list[str]:
        if index not in self._words:
            told = index - len(self._articles)
            self._words[index] = (
                article_words(self._articles[index])
                if told < 0
                else story_words(self._stories[told])
            )
        return self._words[index]

    def _written(self, index: int) -> dict[str, str]:
        """Words as an article first writes them, so that names look like names."""
        text = " ".join(compared_text(self._articles[index]))
        written: dict[str, str] = {}
        for match in WORD.finditer(text):
            written.setdefault(match.group().casefold(), match.group())
        return written
