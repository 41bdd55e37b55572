"""A feed's bytes in, its entries out; or why it is no feed. Pure, and raises for nothing sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from roaster.feeds.decoding import decode_feed
from roaster.feeds.discovery import feed_links
from roaster.feeds.draft import DraftFeed, NotAFeed
from roaster.feeds.entries import entry_of, language_of, name_of
from roaster.feeds.json_feed import read_json
from roaster.feeds.markup import Markup, tidy
from roaster.feeds.syndication import read_syndication
from roaster.model.news import Entry, ParsedFeed

_CHECK = "open its address in a browser and correct it in config.yaml, or remove the feed"


def parse_feed(
    data: bytes, url: str, content_type: str = "", now: datetime | None = None
) -> ParsedFeed | NotAFeed:
    """The feed in an answer from `url`: RSS, RDF, Atom or JSON Feed, told by its content alone.

    Entries stand in the feed's order, at most `markup.MAX_ITEMS`. A feed that is cut off gives its
    whole items, with a note. Dates later than a day after `now` are refused where `now` is given.
    `content_type` is only asked for an encoding.
    """
    decoded = decode_feed(data, content_type)
    text = decoded.text.strip("\ufeff\x00 \t\r\n")
    if not text:
        return NotAFeed("an empty answer", "the server may be at fault; if it lasts, remove it")
    draft, notes = _read(text, url)
    if isinstance(draft, NotAFeed):
        return _with_remedy(draft, text, url)
    entries = tuple(entry_of(item, draft, url, now) for item in draft.items)
    notes = tuple(note for note in (decoded.note, *notes) if note)
    return ParsedFeed(
        title=name_of(draft.title),
        home=draft.home,
        kind=draft.kind,
        entries=entries,
        language=language_of(draft.language),
        notes=(*notes, *_notes_on_dates(entries)),
        rhythm=draft.rhythm,
    )


def _read(text: str, url: str) -> tuple[DraftFeed | NotAFeed, Sequence[str]]:
    if text[0] in "{[":
        return read_json(text, url), ()
    markup = tidy(text)
    if not isinstance(markup, Markup):
        return markup, ()
    return read_syndication(markup, url), markup.notes


def _with_remedy(found: NotAFeed, text: str, url: str) -> NotAFeed:
    if found.remedy:
        return found
    named = feed_links(text, url)
    remedy = f"the page names its feed: put {named[0].url} in config.yaml" if named else _CHECK
    return replace(found, remedy=remedy)


def _notes_on_dates(entries: Sequence[Entry]) -> tuple[str, ...]:
    """One note where items have no date, with the commonest cause."""
    undated = [entry for entry in entries if entry.published is None]
    if not undated:
        return ()
    causes = Counter(entry.date_note for entry in undated if entry.date_note)
    cause = f", for instance {causes.most_common(1)[0][0]}" if causes else ""
    return (f"{len(undated)} of {len(entries)} items without a usable date{cause}",)
