"""An event taken apart: its sentences in their places, with what was found in each. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from roaster.model.news import Article, Event
from roaster.roasts.writers.offline.terms import Found, TermIndex, folded_words
from roaster.text.clean import clean_line
from roaster.text.sentences import sentences

MAX_ARTICLES = 6  # an event told by forty outlets is read in its first six
MAX_CHARS = 12_000  # of one article: the news stands in its first pages
MAX_SENTENCES = 90  # of one article
# What an event is about stands in its title, its first sentence, or so many of all.
LEAST_SENTENCES = 3
LEAST_SHARE = 0.1

# Markup, addresses and chat markers: a sentence with one of them is never quoted in a joke.
_UNSAFE = re.compile(r"[<>\[\]{}|`\\*_~^#=]|://|\bwww\.|@\w|\bjavascript:|&\w+;")
# What speaks to a machine that reads the text instead of to a person.
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,40}\b(?:instruct|prompt|rules?\b|guideline)"
    r"|\b(?:system|developer) (?:prompt|message)|\b(?:previous|above|your|new) instructions\b"
    r"|\bas an? (?:ai|assistant|large language model)\b"
    r"|\byou are (?:now )?an? (?:ai|assistant|chatbot|large language model|language model)\b"
    r"|\b(?:ignorier|vergiss|missacht)\w*\b[^.]{0,40}\b(?:anweisung|vorgabe|regeln\b|prompt)"
    r"|\bdu bist (?:jetzt |nun )?(?:ein|eine) (?:ki|assistent|chatbot|sprachmodell)"
    r"|\bals (?:ki|sprachmodell)\b"
)
# One of these stands in every order to a machine: the long pattern is for articles that have one.
_ORDERS = (
    *("instruct", "prompt", "rule", "guideline", "assistant", "language model", " ai", "chatbot"),
    *("anweisung", "vorgabe", "regeln", "sprachmodell", " ki"),
)
_SPEAKER = re.compile(r"\A\W*(?:system|assistant|user|human|developer|tool)\s*:")
_DATELINE = re.compile(
    r"\A(?:[A-ZÀ-Ý][A-ZÀ-Ý.,’' -]{2,40}(?:\([\w .,/-]{2,30}\))?|\([\w .,/-]{2,30}\))"
    r"\s*[—–.-]+\s+(?=[A-Z“\"])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in its place. `found` are the terms in it."""

    text: str
    source: int
    place: int  # counts from 0 within its article
    of: int
    words: tuple[str, ...]  # folded
    found: tuple[Found, ...]
    safe: bool  # plain prose that may be quoted
    labels: frozenset[str]  # of what was found

    @property
    def depth(self) -> float:
        """How far down its article it stands: 0.0 first, below 1.0 last."""
        return self.place / max(self.of, 1)

    def has(self, label: str) -> bool:
        """Whether a term of that list is in it."""
        return label in self.labels


@dataclass(frozen=True, slots=True)
class Frequent:
    """The commonest words of a language, and the least share of them in its prose."""

    words: frozenset[str]
    least: float

    def speaks(self, lines: Sequence[Line]) -> bool:
        """Whether these sentences are in the language."""
        number = sum(len(line.words) for line in lines)
        known = sum(sum(map(self.words.__contains__, line.words)) for line in lines)
        return bool(number) and known >= self.least * number


@dataclass(frozen=True, slots=True)
class Extract:
    """Words of the source, and the sentence they stand in."""

    words: str
    line: Line


def is_about(story: Story, label: str) -> bool:
    """Whether the event is about what a list names: a court that is mentioned once is not."""
    if not story.counts[label] or label in story.title_found:
        return label in story.title_found
    sentences = [line for line in story.lines if line.has(label)]
    first = any(not line.place for line in sentences)
    return first or len(sentences) >= max(LEAST_SENTENCES, len(story.lines) * LEAST_SHARE)


def is_safe(text: str) -> bool:
    """Whether it is plain prose: no markup, no address, no orders to a machine, nothing hidden."""
    lowered = text.lower()
    return _is_plain(text, lowered) and not _INSTRUCTION.search(lowered)


def _is_plain(text: str, lowered: str) -> bool:
    return text.isprintable() and not _UNSAFE.search(lowered) and not _SPEAKER.match(lowered)


def _fitness(article: str) -> Callable[[str], bool]:
    """`is_safe` for sentences of an article in small letters: only what it may be needed for."""
    if any(order in article for order in _ORDERS):
        return is_safe
    return _is_harmless if _UNSAFE.search(article) else _is_whole


def _is_harmless(text: str) -> bool:
    return _is_plain(text, text.lower())


def _is_whole(text: str) -> bool:
    return text.isprintable() and not _SPEAKER.match(text.lower())


@dataclass(frozen=True, slots=True)
class Story:
    """All that the writer knows of an event. `counts` of terms: text once, title three times.

    `foreign` are the outlets whose articles are in another language: nothing of them is in `lines`.
    """

    event: Event
    title: str
    headlines: tuple[str, ...]  # of each article, cleaned
    outlets: tuple[str, ...]
    lines: tuple[Line, ...]
    counts: Counter[str]
    title_found: frozenset[str]
    lead_found: frozenset[str]
    foreign: tuple[str, ...]

    @property
    def text(self) -> str:
        """Every sentence, in order."""
        return " ".join(line.text for line in self.lines)


def read_story(event: Event, index: TermIndex, frequent: Frequent) -> Story:
    """Take an event apart."""
    articles = event.articles[:MAX_ARTICLES]
    read = [tuple(_lines(article, n, index)) for n, article in enumerate(articles)]
    spoken = [frequent.speaks(told) for told in read]
    lines = tuple(line for told, known in zip(read, spoken, strict=True) if known for line in told)
    headlines = tuple(clean_headline(each.title, each.outlet) for each in articles)
    title = clean_headline(event.title, articles[0].outlet if articles else "")
    in_titles = [
        found.label
        for each in {title, *headlines}
        for found in index.find(each, folded_words(each))
    ]
    in_lead = [found.label for line in lines if line.place < 3 for found in line.found]
    counts = Counter(found.label for line in lines for found in line.found)
    for label in set(in_titles):
        counts[label] += 3
    return Story(
        event=event,
        title=title,
        headlines=headlines,
        outlets=tuple(_spoken_name(each.outlet) for each in articles),
        lines=lines,
        counts=counts,
        title_found=frozenset(in_titles),
        lead_found=frozenset(in_lead),
        foreign=tuple(
            clean_line(article.outlet) or article.url
            for article, told, known in zip(articles, read, spoken, strict=True)
            if told and not known
        ),
    )


def _lines(article: Article, source: int, index: TermIndex) -> Iterator[Line]:
    texts = sentences(article.text[:MAX_CHARS])
    if len(article.text) > MAX_CHARS:
        texts = texts[:-1]  # its end was cut off
    texts = texts[:MAX_SENTENCES]
    is_fit = _fitness(article.text.lower())
    for place, text in enumerate(texts):
        bare = _DATELINE.sub("", text)
        words = tuple(folded_words(bare))
        found = tuple(index.find(bare, words))
        labels = frozenset([each.label for each in found])
        yield Line(bare, source, place, len(texts), words, found, is_fit(bare), labels)


def clean_headline(title: str, outlet: str) -> str:
    """A title on one line, without the outlet's name or a full stop at its end."""
    title = clean_line(title)
    head, mark, tail = _last_split(title)
    if mark and head and outlet and tail.casefold() in outlet.casefold():
        title = head
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _spoken_name(outlet: str) -> str:
    """An outlet as one says it: a site's address without what browsers add."""
    return re.sub(r"\Ahttps?://(?:www\.)?|/\Z", "", clean_line(outlet))


def _last_split(title: str) -> tuple[str, str, str]:
    match = re.search(r"\A(.{12,}) (?:[|–—-]|::) ([^|–—]{2,40})\Z", title)
    return (match.group(1).strip(), "|", match.group(2).strip()) if match else (title, "", "")
