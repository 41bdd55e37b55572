"""A page's bytes in, a reading out: every source heard, the best chosen, the gates passed or not.

Pure; nothing here raises for what a page contains.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from roaster.articles.body import agreement, choose_text
from roaster.articles.decoding import decode_page
from roaster.articles.document import TooComplexError, parse_page
from roaster.articles.forms import form_of
from roaster.articles.gates import refusal
from roaster.articles.json_ld import describe
from roaster.articles.kinds import looks_like_html, media_type, not_an_article
from roaster.articles.metadata import read_metadata
from roaster.articles.outline import read_outline
from roaster.articles.plain import extract_text
from roaster.articles.reading import Alternative, Reading, failed
from roaster.articles.shape import shape_of
from roaster.articles.sight import Sight
from roaster.articles.sources import Assembled, Sources, assemble
from roaster.articles.words import count_words
from roaster.model.news import Entry, Page
from roaster.model.outcome import ItemOutcome

MAX_BODY_BYTES = 5_000_000
# Where text and outline differ, trafilatura's stricter reading is tried too, and taken where it is
# clearly closer: over 580 pages F1 rises by 0.003, and pages with a second story lose it.
_AGREED, _CLOSER, _ALIKE = 0.9, 0.05, 0.6


def extract(
    page: Page, entry: Entry | None = None, *, min_words: int, now: datetime | None = None
) -> Reading:
    """Read one page; with its feed's `entry` the feed's own text and data are considered too.

    Never raises: what cannot be read is a Reading with outcome, reason and remedy. Publication
    times after `now` are passed over where `now` is given.
    """
    url = page.final_url or page.url
    if reason := not_an_article(page, MAX_BODY_BYTES):
        return or_feed(failed(url, reason), entry, min_words=min_words, now=now)
    if media_type(page.content_type) == "text/plain" and not looks_like_html(page.body):
        return extract_text(decode_page(page.body, page.content_type), url, min_words=min_words)
    return or_feed(_read(page, url, entry, min_words, now), entry, min_words=min_words, now=now)


def or_feed(
    reading: Reading, entry: Entry | None, *, min_words: int, now: datetime | None = None
) -> Reading:
    """The same reading, or one of the feed's own text where only that is fit to roast."""
    if reading.outcome is ItemOutcome.NEW or entry is None:
        return reading
    sources = Sources(entry.url or reading.url, entry=entry)
    text = sources.feed_text()
    if text.words < min_words or text.cut:
        return reading
    told = assemble(sources, text, now)
    note = f"the feed's own text was taken, for the page was not to be had: {reading.reason}"
    return _fit(told, (), (*reading.notes, note))


def from_feed(entry: Entry, *, min_words: int, now: datetime | None = None) -> Reading:
    """The item's own text as the article, where the feed carries all of it. Never raises.

    The owner of the site says that it does: so a short item's description counts as its text.
    """
    sources = Sources(entry.url, entry=replace(entry, content=entry.content or entry.summary))
    text = sources.feed_text()
    if text.words >= min_words and not text.cut:
        return _fit(assemble(sources, text, now), (), ())
    found = f"its feed carries {text.words} words of it, of at least {min_words}"
    reason = "its feed carries only the beginning of it" if text.cut else found
    return Reading(entry.url, ItemOutcome.THIN, reason, "set this feed's `full_text: page`")


def _read(
    page: Page, url: str, entry: Entry | None, min_words: int, now: datetime | None
) -> Reading:
    try:
        tree = parse_page(decode_page(page.body, page.content_type))
    except TooComplexError as error:
        return failed(url, f"the page is too complex to be read: {error}")
    if tree is None:
        return failed(url, "not HTML: the page has no markup")
    # trafilatura takes half a second to import: only where there is a page to read.
    from roaster.articles.main_text import read_main_text

    meta, outline = read_metadata(tree), read_outline(tree)
    main = read_main_text(tree, url)
    if (agreed := agreement(main.text, outline)) < _AGREED:
        precise = read_main_text(tree, url, precise=True)
        closer = agreement(precise.text, outline) > max(agreed + _CLOSER, _ALIKE)
        if closer and count_words(precise.text) >= min_words:
            main = replace(main, text=precise.text)
    sources = Sources(url, meta, describe(meta.json_ld, url), main, outline, entry)
    text, readings = choose_text(sources.page_texts())
    sight = Sight(url, meta, sources.described, shape_of(tree), text, min_words, sources.outline)
    refused = refusal(sight)
    if refused is None:
        text, readings = choose_text((*sources.page_texts(), sources.feed_text()))
    told = assemble(sources, text, now)
    if refused is None:
        form = form_of(sight)
        return _fit(told, readings, (f"{form}, read for its text",) if form else ())
    return Reading(
        told.article.url, refused.outcome, refused.reason, refused.remedy, told.article,
        (*told.alternatives, *readings), told.notes,
    )  # fmt: skip


def _fit(told: Assembled, readings: tuple[Alternative, ...], notes: tuple[str, ...]) -> Reading:
    return Reading(
        told.article.url,
        ItemOutcome.NEW,
        found=told.article,
        alternatives=(*told.alternatives, *readings),
        notes=(*told.notes, *notes),
    )
