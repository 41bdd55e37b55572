"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1), read leniently where it is harmless. Pure."""

from __future__ import annotations

import json
from typing import Any

from roaster.feeds.draft import Draft, DraftFeed, NotAFeed
from roaster.feeds.markup import MAX_ITEMS
from roaster.text.addresses import absolute

_VERSION = "jsonfeed.org/version/"
_KINDS = {"1": "json10", "1.0": "json10", "1.1": "json11"}


def read_json(text: str, url: str) -> DraftFeed | NotAFeed:
    """The feed in a JSON text that came from `url`, or why it is none."""
    try:
        document = json.loads(text, strict=False)  # raw line ends in strings do no harm
    except RecursionError:
        return NotAFeed("JSON that is nested too deep")
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError) and _cut_off(error, text):
            return NotAFeed("JSON that is cut off in the middle", "it may be whole the next time")
        return NotAFeed("JSON that cannot be read", "tell the outlet, or remove the feed")
    if not isinstance(document, dict) or _VERSION not in _text(document, "version"):
        return NotAFeed("JSON, but not a JSON Feed: its `version` is missing")
    if not isinstance(document.get("items"), list):
        return NotAFeed("a JSON Feed without its list of items")
    return _feed(document, url)


def _cut_off(error: json.JSONDecodeError, text: str) -> bool:
    return error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string")


def _feed(document: dict[str, Any], url: str) -> DraftFeed:
    version = _text(document, "version").rpartition("/")[2]
    items = _maps(document, "items")[:MAX_ITEMS]
    return DraftFeed(
        kind=_KINDS.get(version, "json"),
        base=url,
        items=tuple(_item(item) for item in items),
        title=_text(document, "title"),
        home=absolute(url, _text(document, "home_page_url")),
        language=_text(document, "language"),
    )


def _item(item: dict[str, Any]) -> Draft:
    return Draft(
        id=_identity(item.get("id")),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        content=_text(item, "content_html") or _text(item, "content_text"),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        authors=_authors(item),
        categories=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        language=_text(item, "language"),
    )


def _identity(value: object) -> str:
    """An id as text: the standard asks to coerce a number."""
    if isinstance(value, str):
        return value
    whole = isinstance(value, int | float) and not isinstance(value, bool)
    return json.dumps(value) if whole else ""


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    one = item.get("author")  # 1.0 has one
    people = _maps(item, "authors") or ([one] if isinstance(one, dict) else [])
    return tuple(_text(person, "name") for person in people)


def _list(mapping: dict[str, Any], key: str) -> list[Any]:
    found = mapping.get(key)
    return found if isinstance(found, list) else []


def _maps(mapping: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [part for part in _list(mapping, key) if isinstance(part, dict)]


def _text(mapping: dict[str, Any], key: str) -> str:
    found = mapping.get(key)
    return found if isinstance(found, str) else ""
