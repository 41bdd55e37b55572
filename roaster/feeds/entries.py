"""Drafts into entries: clean text, an identity, an absolute address, a right date or none. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from roaster.feeds.dates import date_of
from roaster.feeds.draft import Draft, DraftFeed
from roaster.feeds.html_text import plain_line, plain_text
from roaster.feeds.redirects import direct_link
from roaster.model.news import Entry
from roaster.text.addresses import absolute, clean_address
from roaster.text.clean import clean_line, cut
from roaster.text.digests import digest

MAX_MARKUP = 400_000  # characters of HTML read of one item; a long read has 100,000
MAX_CONTENT = 150_000  # characters of text kept of one item
MAX_SUMMARY = 2000
MAX_TITLE = 400
MAX_ID = 1000  # a longer id is kept as its hash
MAX_ADDRESS = 4000
MAX_NAMES = 30  # authors or categories of one item
MAX_NAME = 200
_CAPTION_WORDS = 50  # a shorter "content" beside a summary is no full text
_FULL_WORDS = 200  # a description with so many words in paragraphs is the text, not a summary

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SCHEMELESS = re.compile(r"www\.[\w.-]{1,200}\.[a-z]{2,20}(?:[/?#]|$)", re.IGNORECASE)
_MAIL = re.compile(r"(?:mailto:)?[^\s@<>()]{1,64}@[^\s@<>()]{1,255}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def entry_of(draft: Draft, feed: DraftFeed, url: str, now: datetime | None) -> Entry:
    """One item as the rest of roaster sees it."""
    title = cut(plain_line(draft.title[:MAX_MARKUP]), MAX_TITLE)
    summary, content = _texts(draft)
    link = _link(draft, feed.base)
    date = date_of(draft.published, draft.updated, now)
    return Entry(
        feed_url=url,
        id=_identity(draft, link, title, content or summary),
        url=link,
        title=title,
        summary=summary,
        content=content,
        published=date.time,
        date_note=date.note,
        authors=_people(draft.authors),
        categories=_names(draft.categories),
        outlet=name_of(draft.outlet),
        language=language_of(draft.language),
    )


def name_of(markup: str) -> str:
    """The name of a feed, an outlet or a person as one short line."""
    return cut(plain_line(markup[:MAX_ADDRESS]), MAX_NAME)


def language_of(tag: str) -> str:
    """A language tag (BCP 47), or nothing where it is none."""
    tag = tag.strip()[:36]
    return tag.replace("_", "-") if _LANGUAGE.fullmatch(tag) else ""


def _texts(draft: Draft) -> tuple[str, str]:
    """Summary and full text; the latter empty where the feed has a summary only."""
    summary = plain_text(draft.summary[:MAX_MARKUP])
    content = plain_text(draft.content[:MAX_MARKUP]) if draft.content else ""
    if summary and len(content.split()) < _CAPTION_WORDS:  # a picture's caption, an abstract
        content = ""
    if not content and _is_full(summary):
        content = summary
    first = summary if summary and summary != content else content.partition("\n\n")[0]
    return cut(first, MAX_SUMMARY), cut(content, MAX_CONTENT)


def _is_full(text: str) -> bool:
    return "\n\n" in text and len(text.split()) >= _FULL_WORDS


def _link(draft: Draft, base: str) -> str:
    if len(draft.link) > MAX_ADDRESS:
        return ""
    # An RSS guid counts as a permalink unless it says no; often it is just a number.
    if draft.id_is_link and draft.link == draft.id and not _ADDRESS.match(draft.link):
        return ""
    href = draft.link.strip()
    href = f"https://{href}" if _SCHEMELESS.match(href) else href
    link = direct_link(absolute(base, href), draft.id) if href else ""
    return clean_address(link) if link else ""


def _identity(draft: Draft, link: str, title: str, text: str) -> str:
    own = clean_line(draft.id)
    if own:
        return own if len(own) <= MAX_ID else digest(own)
    return link or digest(f"{title}\n{text}")


def _people(names: Iterable[str]) -> tuple[str, ...]:
    """Names alone, out of `mail (Name)` as RSS has it, `Name <mail>`, or a bare mail address."""
    return _names(_MAIL.sub(" ", name).strip(' ()<>"') if "@" in name else name for name in names)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    clean = (name_of(name) for name in tuple(names)[:MAX_NAMES])
    return tuple(dict.fromkeys(name for name in clean if name))
