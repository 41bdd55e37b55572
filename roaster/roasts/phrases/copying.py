"""How many words in a row a joke has from a source without saying so. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roaster.model.news import Article
from roaster.roasts.phrases.found import Kind, Repeat
from roaster.roasts.phrases.passages import Passage
from roaster.roasts.phrases.runs import own_parts, run_in_text, words_of

MOST_COPIED = 12  # words in a row outside quotation marks


def copied(passages: Sequence[Passage], articles: Sequence[Article]) -> Iterator[Repeat]:
    """The first run of each passage that is longer than `MOST_COPIED` and stands in a source."""
    told = [words_of(_told(article)) for article in articles]
    known = frozenset[str]().union(*told)
    sources = [
        (article, f" {' '.join(words)} ") for article, words in zip(articles, told, strict=True)
    ]
    for passage in passages:
        for run in _likely(passage, known):
            article = next((each for each, text in sources if f" {run} " in text), None)
            if article is not None:
                yield Repeat(Kind.COPIED, passage.place, _spelt(passage, run), article.outlet)
                break


def _likely(passage: Passage, known: frozenset[str]) -> Iterator[str]:
    """The runs of a passage that have only words of the sources; in most there is none."""
    for part in own_parts(passage.text):
        words = words_of(part)
        strange = 0  # behind the last word that no source has
        for end, word in enumerate(words, 1):
            if word not in known:
                strange = end
            elif end - strange > MOST_COPIED:
                yield " ".join(words[end - MOST_COPIED - 1 : end])


def _told(article: Article) -> str:
    return "\n".join((article.title, article.summary, article.text))


def _spelt(passage: Passage, run: str) -> str:
    words = run.split(" ")
    spelt = (run_in_text(part, words) for part in own_parts(passage.text))
    return next((text for text in spelt if text != run), run)
