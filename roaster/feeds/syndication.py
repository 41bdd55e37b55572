"""RSS, Atom and RDF through feedparser, which is handed safe bytes and never an address. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from roaster.feeds.draft import Draft, DraftFeed, NotAFeed
from roaster.feeds.markup import Markup
from roaster.feeds.rhythm import rhythm_of
from roaster.text.addresses import absolute

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
# What feedparser's handlers let through on documents that no feed looks like.
_FAULTS = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError,
)  # fmt: skip


def read_syndication(markup: Markup, url: str) -> DraftFeed | NotAFeed:
    """The feed in tidied markup that came from `url`."""
    parsed = _parse(markup.text.encode("utf-8"))
    if parsed is None:
        return NotAFeed(f"its <{markup.root}> cannot be read")
    channel = parsed["feed"]
    home = absolute(url, _text(channel, "link"))
    # RSS has no word on relative links: its own home is a better base than a feed service's host.
    base = url if markup.root == "feed" or not home else home
    return DraftFeed(
        kind=parsed.get("version") or markup.root,
        base=base,
        items=tuple(_item(entry) for entry in parsed["entries"]),
        title=_text(channel, "title"),
        home=home,
        language=_text(channel, "language"),
        rhythm=rhythm_of(
            markup.text,
            _text(channel, "ttl"),
            _text(channel, "sy_updateperiod"),
            _text(channel, "sy_updatefrequency"),
        ),
    )


def _parse(data: bytes) -> Any:
    # Imported here: a run without feeds to read, and every other command, does without it.
    import feedparser

    try:
        return feedparser.parse(
            io.BytesIO(data),
            response_headers=_HEADERS,
            resolve_relative_uris=False,  # no link inside of HTML is kept
            sanitize_html=False,  # only the text of HTML is kept
        )
    except _FAULTS:
        return None


def _item(entry: dict[str, Any]) -> Draft:
    summary, content = _text(entry, "summary"), _content(entry)
    return Draft(
        id=_text(entry, "id"),
        id_is_link=bool(dict.get(entry, "guidislink")),
        link=_text(entry, "feedburner_origlink")
        or _text(entry, "pheedo_origlink")
        or _text(entry, "link"),
        title=_text(entry, "title"),
        summary="" if summary == content else summary,  # feedparser copies one to the other
        content=content,
        published=_text(entry, "published"),
        updated=_text(entry, "updated") or _text(entry, "created"),
        authors=_authors(entry),
        categories=tuple(_text(tag, "label") or _text(tag, "term") for tag in _maps(entry, "tags")),
        outlet=_text(dict.get(entry, "source"), "title"),
    )


def _content(entry: dict[str, Any]) -> str:
    """The longest text among an entry's contents (an entry may carry several)."""
    return max((_text(part, "value") for part in _maps(entry, "content")), key=len, default="")


def _authors(entry: dict[str, Any]) -> tuple[str, ...]:
    names = tuple(name for author in _maps(entry, "authors") if (name := _text(author, "name")))
    # feedparser cuts mail addresses at four letters of their last label: the field is read whole.
    whole = _text(entry, "author")
    return (whole,) if "@" in whole or not names else names


def _maps(entry: dict[str, Any], key: str) -> Iterable[dict[str, Any]]:
    found = dict.get(entry, key)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def _text(mapping: object, key: str) -> str:
    # `dict.get`, for feedparser's own `get` answers for one key with the value of another.
    found = dict.get(mapping, key) if isinstance(mapping, dict) else None
    return found if isinstance(found, str) else ""
