"""What can be searched: one index a year, so that a new roast touches this year's alone. Pure.

An index is made of documents, not of pages: title, score, names, texts. A new theme, neighbour or
address of the site therefore leaves it as it is. Only what is public has a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from roaster.site import addresses as at
from roaster.site.frame import Frame
from roaster.site.lists import years_of
from roaster.site.outputs import DataOutput
from roaster.site.shelf import Shelf, Shown
from roaster.site.views import SearchView
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.markdown import Prose

EDITION = 1
"""Of the documents: another number makes every index anew."""

_SCRIPT_NAME = "search"
_RECEIPT = re.compile(r'<a class="receipt"[^<>]*>receipt</a>')


@dataclass(frozen=True, slots=True)
class SearchTool:
    """What indexes: its name with its version, and the script that asks indexes.

    `made` is a hash of all that turns texts into HTML. `ready` are the keys of indexes that are
    there; where it `makes` none, a site can be searched when all of its indexes are ready.
    """

    name: str
    script: bytes
    made: str
    ready: frozenset[str] = frozenset()
    makes: bool = True


@dataclass(frozen=True, slots=True)
class SearchYear:
    """One index: the folder that it is served from, the hash of what it is made from."""

    path: str
    key: str
    members: tuple[Shown, ...]


def search_years(
    shelf: Shelf, frame: Frame, tool: SearchTool | None, known: Mapping[str, str] | None = None
) -> tuple[SearchYear, ...]:
    """The site's indexes, the newest year first; none where there is nothing to search with.

    `known` are keys of indexes that cannot have changed, by the folders that they are served from.
    """
    if tool is None or frame.config.site.search == "off":
        return ()
    public = [one for one in shelf.shown if not one.draft]
    keys = known or {}
    years = tuple(
        SearchYear(place, keys[place], tuple(members))
        if (place := search_path(path)) in keys
        else _year(path, members, frame, tool)
        for path, members in years_of(public)
    )
    whole = tool.makes or all(year.key in tool.ready for year in years)
    return years if whole else ()


def _year(path: str, members: Sequence[Shown], frame: Frame, tool: SearchTool) -> SearchYear:
    told = [(one.slip.digest, _texts(one)) for one in members]
    key = digest(repr((EDITION, tool.name, tool.made, frame.site.language, told)))
    return SearchYear(search_path(path), key, tuple(members))


def search_path(year: str) -> str:
    """Where the index of a year is served from, by that year's site path."""
    return f"{at.SEARCH}{year}"


def search_view(
    years: Sequence[SearchYear], frame: Frame, tool: SearchTool | None
) -> SearchView | None:
    """What the search page needs; None where there is nothing to search."""
    if tool is None or not years:
        return None
    url = frame.addresses.url
    return SearchView(url(_script_path(tool)), tuple(url(year.path) for year in years))


def script_outputs(years: Sequence[SearchYear], tool: SearchTool | None) -> Iterator[DataOutput]:
    """The script of the search page."""
    if tool is not None and years:
        script = tool.script
        path = _script_path(tool)
        yield DataOutput(path, "the script of the search page", digest(script), lambda _: script)


def _script_path(tool: SearchTool) -> str:
    return f"{at.ASSETS}{_SCRIPT_NAME}.{digest(tool.script, 8)}.js"


def search_document(one: Shown, language: str, prose: Prose) -> str:
    """A roast as the indexer reads it. `at` is its site path, without the sub-path."""
    body = prose.body(one.roast)
    path, title, day, score, names = _texts(one)
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{body.quip}</p>", str(body.preamble)]
    for section in body.sections:
        parts += [f"<h2>{escape(section.heading)}</h2>", str(section.html)]
    parts.append(f"<p>{escape(names)}</p>")
    told = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">'
        for name, text in (("at", path), ("day", day), ("score", score))
        if text
    )
    text = _RECEIPT.sub("", "\n".join(parts))
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n<body data-pagefind-body>{told}\n{text}\n"
        "</body></html>\n"
    )


def _texts(one: Shown) -> tuple[str, str, str, str, str]:
    """A roast's path, title, day, score, and all names that it can be found by."""
    card = one.card
    names = [link.text for link in (card.category, *one.tags, *one.outlets) if link]
    score = f"{card.score.text}/10 {card.score.verdict}" if card.score else ""
    return one.path, card.title, card.day, score, " · ".join(dict.fromkeys(names))
