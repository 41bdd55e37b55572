"""The same text under another address: agency copy, syndication, one article in two feeds. Pure."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from roaster.model.news import Article
from roaster.text.addresses import address_key

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_SHINGLE = 5  # words
_SAME = 0.8  # share of the shorter text's shingles that stand in the longer one
_COMPARABLE = 20  # words; shorter texts must be equal
# Of copies only those with this share of the fullest one's words can be the original: the others
# are cut.
_FULL = 0.8

_LAST = datetime.max.replace(tzinfo=UTC)


def originality(article: Article) -> tuple[datetime, int, str, str]:
    """Sort key, the original source first: earliest, then longest, then by address."""
    return (article.published or _LAST, -len(article.text), article.url, article.title)


def copy_groups(
    articles: Sequence[Article],
    alike: Iterable[tuple[int, int]],
    apart: Callable[[int, int], bool],
) -> list[tuple[int, list[int]]]:
    """Each original's index with the indices of its copies, `alike` being pairs worth comparing.

    Articles of one address are always copies of each other; those that are `apart` never, not
    even by way of a third.
    """
    parent = list(range(len(articles)))
    by_key: dict[str, int] = {}
    for index, article in enumerate(articles):
        _join(parent, by_key.setdefault(address_key(article.url), index), index)
    groups: dict[int, list[int]] = {}
    for index in range(len(articles)):
        groups.setdefault(_root(parent, index), []).append(index)
    words = _Words(articles)
    for left, right in alike:
        one, other = sorted((_root(parent, left), _root(parent, right)))
        if one == other or not words.same(left, right):
            continue
        if any(apart(a, b) for a in groups[one] for b in groups[other]):
            continue
        _join(parent, one, other)
        groups[one] += groups.pop(other)
    return [_original_first(articles, group) for group in groups.values()]


def _original_first(articles: Sequence[Article], group: list[int]) -> tuple[int, list[int]]:
    full = max(len(articles[index].text) for index in group) * _FULL
    candidates = [index for index in group if len(articles[index].text) >= full]
    original = min(candidates, key=lambda index: originality(articles[index]))
    copies = sorted(
        (index for index in group if index != original),
        key=lambda index: originality(articles[index]),
    )
    return original, copies


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it is compared: its words where they are few, hashes of its runs of words else.

    Of 50,000 articles the runs themselves would take two gigabytes.
    """

    size: int  # in words
    few: tuple[str, ...]
    # Each once. That two of them are alike by chance is less likely than a fault of the memory.
    runs: array[int]

    @classmethod
    def of(cls, article: Article) -> _Text:
        text = article.text or f"{article.title} {article.summary}"
        words = _WORD.findall(text.casefold())
        starts = range(len(words) - _SHINGLE + 1)
        runs = {hash(tuple(words[start : start + _SHINGLE])) for start in starts}
        few = tuple(words) if len(words) < _COMPARABLE else ()
        return cls(len(words), few, array("q", runs))


class _Words:
    """The words of articles, taken apart when first asked for."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._texts: dict[int, _Text] = {}
        self._latest = -1
        self._runs: frozenset[int] = frozenset()  # of the latest: pairs come in the order of one

    def same(self, one: int, other: int) -> bool:
        """Whether two articles have the same text, or one a part of the other's."""
        short, long = sorted((self._text(one), self._text(other)), key=lambda text: text.size)
        if short.size < _COMPARABLE:
            return short.size == long.size > 0 and short.few == long.few
        shared = self._runs_of(one).intersection(self._text(other).runs)
        return len(shared) >= _SAME * len(short.runs)

    def _text(self, index: int) -> _Text:
        if index not in self._texts:
            self._texts[index] = _Text.of(self._articles[index])
        return self._texts[index]

    def _runs_of(self, index: int) -> frozenset[int]:
        if index != self._latest:
            self._latest, self._runs = index, frozenset(self._text(index).runs)
        return self._runs


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _join(parent: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(parent, one), _root(parent, other)))
    parent[high] = low
