"""Rulings as which documents are together and which are apart; where they disagree, apart. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, permutations

from roaster.model.news import Article, Story
from roaster.model.rulings import Merge, Rulings, Split
from roaster.text.addresses import address_key

BY_RULING = "ruled apart in content/events.yaml"
Pair = tuple[int, int]


class Constraints:
    """Rulings on articles, which have the indices before those of the stories.

    `contradictions` tell which merges a split forbids, and which name no story there is.
    """

    def __init__(
        self, articles: Sequence[Article], stories: Sequence[Story], rulings: Rulings
    ) -> None:
        self._places: dict[str, list[int]] = {}
        for index, article in enumerate(articles):
            self._places.setdefault(address_key(article.url), []).append(index)
        self._slugs = {story.slug: len(articles) + n for n, story in enumerate(stories)}
        self._sources = _sources(stories, self._places)
        agreed, self.contradictions = _agreed(rulings)
        self.together = sorted(self._pairs_of(agreed, sources=False))
        splits = [_names(split) for split in rulings.split]
        group_of = {name: group for group in agreed for name in group}
        apart = {
            (mine, theirs)
            for names in splits
            for one, other in permutations(names, 2)
            for mine in group_of.get(one, {one})
            for theirs in group_of.get(other, {other})
        }
        self._alone = frozenset(
            index for names in splits if len(names) == 1 for index in self._of(next(iter(names)))
        )
        self._apart = frozenset(self._pairs_of(apart, sources=True))

    def apart(self, one: int, other: int) -> bool:
        """Whether two documents are ruled apart."""
        if not self._alone and not self._apart:
            return False
        if one in self._alone or other in self._alone:
            return not self._same_address(one, other)
        return (min(one, other), max(one, other)) in self._apart

    def ruled_apart(self, members: Sequence[int]) -> list[Pair]:
        """All pairs among members that are ruled apart."""
        pairs = set(self._apart)
        for alone in self._alone:
            others = (n for n in members if not self._same_address(alone, n))
            pairs |= {(min(alone, n), max(alone, n)) for n in others}
        return sorted(pairs)

    def _same_address(self, one: int, other: int) -> bool:
        return any(one in places and other in places for places in self._places.values())

    def _pairs_of(self, groups: Iterable[Iterable[str]], *, sources: bool) -> set[Pair]:
        """Pairs of documents of different names, where wanted with what a story rests on."""
        pairs: set[Pair] = set()
        for group in groups:
            documents = [self._of(name, sources=sources) for name in sorted(group)]
            documents = [places for places in documents if places]
            for one, other in combinations(documents, 2):
                pairs |= {(min(a, b), max(a, b)) for a in one for b in other if a != b}
        return pairs

    def _of(self, name: str, *, sources: bool = False) -> list[int]:
        """The documents of a name: of an address key, or of a slug."""
        if name in self._places:
            return self._places[name]
        if name not in self._slugs:
            return []
        return [self._slugs[name], *(self._sources.get(name, ()) if sources else ())]


def named_slugs(rulings: Rulings, keys: Iterable[str]) -> frozenset[str]:
    """The told stories that rulings on these articles name."""
    present = frozenset(keys)
    every: list[Merge | Split] = [*rulings.merge, *rulings.split]
    return frozenset(one.slug for one in every if one.slug and one.keys & present)


def unknown_slugs(rulings: Rulings, stories: Sequence[Story]) -> list[str]:
    """Told stories that rulings name and that are not there."""
    known = {story.slug for story in stories}
    every: list[Merge | Split] = [*rulings.merge, *rulings.split]
    missing = sorted({one.slug for one in every if one.slug} - known)
    return [f"there is no told story `{slug}` that a ruling names" for slug in missing]


def _names(ruling: Merge | Split) -> frozenset[str]:
    return ruling.keys | {ruling.slug} if ruling.slug else ruling.keys


def _sources(stories: Sequence[Story], places: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """The articles of this run that a story rests on: what is apart from it is apart from them."""
    return {
        story.slug: [index for key in sorted(story.keys) for index in places.get(key, ())]
        for story in stories
    }


def _agreed(rulings: Rulings) -> tuple[list[frozenset[str]], tuple[str, ...]]:
    """The merges as groups of names, as far as no split forbids them; and what was forbidden."""
    splits = [_names(split) for split in rulings.split]
    groups: dict[str, frozenset[str]] = {}
    told: list[str] = []
    for merge in rulings.merge:
        first, *others = sorted(_names(merge))
        for other in others:
            one, two = groups.get(first, frozenset({first})), groups.get(other, frozenset({other}))
            if one != two and _forbidden(one, two, splits):
                told.append(f"merge of {first} and {other}: a split keeps them apart, and it holds")
                continue
            groups |= dict.fromkeys(one | two, one | two)
    return sorted(set(groups.values()), key=sorted), tuple(told)


def _forbidden(
    one: frozenset[str], other: frozenset[str], splits: Sequence[frozenset[str]]
) -> bool:
    for split in splits:
        if len(split) == 1 and split & (one | other):
            return True
        if any(a != b for a in split & one for b in split & other):
            return True
    return False
