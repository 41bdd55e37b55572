"""Choosing the article's text among trafilatura, JSON-LD and the feed by how they agree. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from roaster.articles.reading import Alternative
from roaster.articles.words import contained, count_words, is_cut, shingles
from roaster.text.clean import clean_text
from roaster.text.sentences import sentences

_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d|/blockquote)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_PARAGRAPH_SENTENCES = 4
# One reading must have this share more than another to be taken for the fuller one: below it the
# difference is a caption or a byline.
_FULLER = 1.3
_FOUND = 0.6  # share of a paragraph's shingles that makes it the same paragraph
_FURNITURE_WORDS = 120  # more than this at an end of the text is article, whatever the outline says
_PROSE_WORDS = 20
_PARAGRAPHS = 3
_SAME_ARTICLE = 0.5  # share of the shorter text found in the longer


@dataclass(frozen=True, slots=True)
class Text:
    """One reading of the article's text."""

    origin: str
    text: str
    words: int

    @property
    def cut(self) -> bool:
        """Whether it ends as a teaser does."""
        return is_cut(self.text)


def as_text(origin: str, raw: str) -> Text:
    """A clean text with paragraphs from plain text, in which markup is only characters."""
    text = clean_text(raw)
    if "\n" not in text and len(text) > 1500:
        text = _in_paragraphs(text)
    elif "\n\n" not in text:
        text = text.replace("\n", "\n\n")
    return Text(origin, text, count_words(text))


def from_markup(origin: str, raw: str) -> Text:
    """As `as_text`, from a string that may carry HTML (as JSON-LD's articleBody often does)."""
    if "<" in raw or "&" in raw:
        raw = _TAG.sub(" ", _BREAK.sub("\n\n", html.unescape(raw)))
    return as_text(origin, html.unescape(raw))


def refereed(main: Text, outline: Sequence[str]) -> Text:
    """A main text checked against the page's outline.

    Furniture at its ends is taken off; where it stopped half-way the outline's remaining
    paragraphs follow.
    """
    known = [shingles(paragraph) for paragraph in outline]
    everything = frozenset().union(*known)
    paragraphs = main.text.split("\n\n")
    if len(paragraphs) < _PARAGRAPHS <= len(outline) and _share(everything, shingles(main.text)) > (
        _FOUND
    ):  # the right text with its paragraphs run together, as out of a table
        text = "\n\n".join(outline)
        return Text(main.origin, text, count_words(text))
    inside = [_share(shingles(paragraph), everything) >= _FOUND for paragraph in paragraphs]
    if inside.count(True) < 3 or _share(everything, shingles(main.text)) < _SAME_ARTICLE / 2:
        return main
    first, end = inside.index(True), len(inside) - inside[::-1].index(True)
    start = first if _few_words(paragraphs[:first]) else 0
    stop = end if _few_words(paragraphs[end:]) else len(paragraphs)
    rest = _continuation(shingles(main.text), outline, known) if stop == end else []
    text = "\n\n".join((*paragraphs[start:stop], *rest))
    return Text(main.origin, text, count_words(text)) if text != main.text else main


def _few_words(paragraphs: Sequence[str]) -> bool:
    return count_words(" ".join(paragraphs)) <= _FURNITURE_WORDS


def _share(part: frozenset[tuple[str, ...]], whole: frozenset[tuple[str, ...]]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _continuation(
    read: frozenset[tuple[str, ...]],
    outline: Sequence[str],
    known: Sequence[frozenset[tuple[str, ...]]],
) -> list[str]:
    """The outline's paragraphs after the last one read, where a good part of the article is left.

    None where the outline holds paragraphs before that one which were not read: then it differs
    from the main text in captions or teasers, not in where it stops.
    """
    held = [_share(one, read) >= _FOUND for one in known]
    if True not in held:
        return []
    last = len(held) - held[::-1].index(True)
    prose = [text for text in outline[last:] if count_words(text) >= _PROSE_WORDS]
    skipped = [text for text, kept in zip(outline[:last], held, strict=False) if not kept]
    rest_words, skipped_words = count_words(" ".join(prose)), count_words(" ".join(skipped))
    read_words = count_words(" ".join(outline[:last]))
    if rest_words < read_words * (_FULLER - 1) or skipped_words > 0.1 * read_words:
        return []
    # An article broken off goes on with prose; what begins with a label is something else. Of nine
    # pages in 580 that this concerns, it tells the three broken off from the six that were whole.
    return list(outline[last:]) if count_words(outline[last]) >= _PROSE_WORDS else []


def agreement(text: str, outline: Sequence[str]) -> float:
    """How alike a main text and the page's outline are, 0–1; 1 where there is no outline."""
    ours, theirs = shingles(text), shingles("\n\n".join(outline))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if outline else 1.0


def choose_text(readings: Sequence[Text]) -> tuple[Text, tuple[Alternative, ...]]:
    """The fullest reading of one and the same article; the first wins where they are alike.

    A later reading replaces an earlier one when it is clearly longer and is the same article, or
    when the earlier one is cut or a stub and the later is not.
    """
    best = readings[0]
    for other in readings[1:]:
        if _is_fuller(other, best):
            best = other
    alternatives = tuple(
        Alternative("text", one.origin, f"{one.words} words", one is best)
        for one in readings
        if one.words
    )
    return best, alternatives


def _is_fuller(other: Text, best: Text) -> bool:
    if not other.words:
        return False
    if not best.words:
        return True
    if best.cut and not other.cut and other.words >= best.words:
        return True
    if other.cut or other.words < best.words * _FULLER:
        return False
    # A stub of a few words has little to share with the article that it stands for.
    return other.words > 5 * best.words or contained(best.text, other.text) >= _SAME_ARTICLE


def _in_paragraphs(text: str) -> str:
    """Paragraphs for a text that came as one line: receipts and briefs need places to stop."""
    found = sentences(text)
    groups = range(0, len(found), _PARAGRAPH_SENTENCES)
    return "\n\n".join(" ".join(found[i : i + _PARAGRAPH_SENTENCES]) for i in groups)
