"""Why articles were joined or kept apart, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from roaster.events.constraints import BY_RULING, Constraints
from roaster.events.documents import WORD, article_words, compared_text, stem, story_words
from roaster.events.result import By, Join, KeptApart
from roaster.events.signals import Signals, article_signals, contradiction, story_signals
from roaster.model.news import Article, Story

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
        self.similarity: dict[tuple[int, int], float] = {}
        for left, right, value in pairs:
            if reason := contradiction(self._of(left), self._of(right)):
                self.reasons[left, right] = reason
                self.similarity[left, right] = value
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
        keys: Sequence[str],
        space: Space,
        against: Contradictions,
        constraints: Constraints,
    ) -> None:
        self._articles = articles
        self._stories = stories
        self._keys = keys
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
        self._words.clear()
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

    def kept_apart(self, limit: float) -> tuple[KeptApart, ...]:
        """Of each two places that alike articles were kept apart in, the most alike pair."""
        reasons, values = dict(self._against.reasons), dict(self._against.similarity)
        for left, right in self._constraints.ruled_apart(sorted(self._place)):
            value = float(self._space.between([left], [right])[0, 0])
            if value >= limit:
                reasons[left, right], values[left, right] = BY_RULING, value
        best: dict[tuple[str, ...], KeptApart] = {}
        for (left, right), reason in sorted(reasons.items()):
            places = tuple(sorted((self._place[left], self._place[right])))
            value = round(values[left, right], 4)
            held = best.get(places)
            if places[0] != places[1] and (held is None or value > held.similarity):
                best[places] = KeptApart(self._key(left), self._key(right), value, reason)
        return tuple(sorted(best.values(), key=lambda one: (-one.similarity, one.article_key)))

    def _key(self, index: int) -> str:
        """An article's address key, a story's slug."""
        told = index - len(self._articles)
        return self._keys[index] if told < 0 else self._stories[told].slug

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
