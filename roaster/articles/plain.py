"""Plain text as an article: a file or stdin handed to `roaster roast`. Pure."""

from __future__ import annotations

import re

from roaster.articles.body import as_text
from roaster.articles.language import language_of
from roaster.articles.reading import Reading
from roaster.articles.words import count_words
from roaster.model.news import Article
from roaster.model.outcome import ItemOutcome
from roaster.text.addresses import host_of
from roaster.text.clean import clean_line, clean_text, cut

MAX_TITLE = 200  # characters; a longer first line is a paragraph
_HEADING = re.compile(r"\A#{1,6}\s+|\A(?:title|headline):\s*", re.IGNORECASE)
_RULE = re.compile(r"\A[=\-*_~#]{3,}[ \t]*(?:\n+|\Z)")


def extract_text(text: str, url: str, title: str = "", *, min_words: int = 1) -> Reading:
    """A plain text as a reading; markup in it stays characters.

    Without `title` the first line is the title, where it is short enough to be one; else the
    beginning of the text is.
    """
    clean = clean_text(text)
    origin = "given"
    if not title:
        title, clean, origin = _title_of(clean)
    body = as_text("text", clean)
    article = Article(
        url=url,
        title=cut(clean_line(title), MAX_TITLE),
        outlet=host_of(url).removeprefix("www."),
        text=body.text,
        language=language_of(body.text),
        origins={"title": origin, "text": "text"},
    )
    if not body.words:
        return Reading(url, ItemOutcome.FAILED, "the text is empty")
    if body.words < min_words:
        there = "1 word" if body.words == 1 else f"{body.words} words"
        reason = f"{there}, at least {min_words} are needed"
        return Reading(url, ItemOutcome.THIN, reason, found=article)
    return Reading(url, ItemOutcome.NEW, found=article)


def _title_of(text: str) -> tuple[str, str, str]:
    """Title, the text that follows it, and where the title was taken from."""
    first, _, rest = text.partition("\n")
    rest = _RULE.sub("", rest.strip()).strip()
    if count_words(rest) and len(first) <= MAX_TITLE:
        return _HEADING.sub("", first), rest, "first line"
    return cut(first, 80), text, "beginning of the text"
