"""Bytes of a content file to a `Roast` or a `StandingPage`, or to all of its faults. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from roaster.content.envelope import open_envelope
from roaster.content.fields import Fields, wrote_of
from roaster.content.nodes import Table, plain, read_front
from roaster.content.sections import bare, edited_parts, one_line, part_texts, split_body
from roaster.errors import Fault, FrontMatterError
from roaster.model.roast import Roast, Section, StandingPage
from roaster.text.dates import day_in
from roaster.text.digests import digest
from roaster.text.slugs import is_slug, slug_of

PAGES = "content/pages/"
_NAME = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})-(?P<slug>.+)\.md")


def read_roast(path: str, data: bytes, zone: ZoneInfo, headings: Mapping[str, str]) -> Roast:
    """A roast's file. `path` is relative to the site's root; its last part gives the slug.

    Titles and times are read as typed: `title: 2026-04-10` and `title: yes` stay text, a time
    without offset is in `zone`. A file without `status` is a draft. Raises FrontMatterError with
    every fault of the file.
    """
    envelope = open_envelope(path, data)
    table = read_front(path, envelope)
    faults: list[Fault] = []
    slug = _slug(path, faults)
    fields = Fields(path, table, faults)
    title = one_line(fields.text_of(fields.required("title", "add a line `title: …`")))
    when = fields.time_of(fields.required("date", "add a line `date: 2026-04-10`"), zone)
    preamble, sections = split_body(envelope.body_text, headings)
    quip, score, scores = fields.text("quip"), fields.score(), fields.scores()
    roasted = fields.table("roasted")
    roast = Roast(
        slug=slug,
        path=path,
        title=title,
        day=day_in(when, zone) if when else date.min,
        status=fields.status(),
        sections=sections,
        preamble=preamble,
        id=fields.text("id"),
        publish_at=fields.time("publish_at", zone),
        category=fields.text("category"),
        tags=fields.texts("tags"),
        score=score,
        scores=scores,
        quip=quip,
        sources=fields.sources(zone),
        attention=fields.texts("attention"),
        roasted=_roasted(roasted),
        edited=_edited(roasted, title, quip, score, scores, sections),
        meta=plain(table),
        digest=digest(data),
        score_reasons=fields.lines("score_reasons"),
        score_receipts=fields.lines("score_receipts"),
    )
    _raise_sorted(faults)
    return roast


def read_page(path: str, data: bytes) -> StandingPage:
    """A page of `content/pages/`; its slug is its path below that folder. Raises FrontMatterError.

    Only `title` is required.
    """
    envelope = open_envelope(path, data)
    table = read_front(path, envelope)
    faults: list[Fault] = []
    fields = Fields(path, table, faults)
    title = one_line(fields.text_of(fields.required("title", "add a line `title: …`")))
    slug = path.rpartition(PAGES)[2].removesuffix(".md")
    if not all(map(is_slug, slug.split("/"))):
        wanted = "/".join(map(slug_of, slug.split("/")))
        what = "a page's name becomes its address: a–z, 0–9 and single hyphens"
        faults.append(Fault(path, 0, 0, what, f"rename it to `{wanted}.md`"))
    _raise_sorted(faults)
    return StandingPage(slug, path, title, bare(envelope.body_text), plain(table), digest(data))


def named_day(path: str) -> date | None:
    """The day in a roast's file name, which is the day of its address."""
    match = _NAME.fullmatch(path.rpartition("/")[2])
    return _day(match["day"]) if match else None


def place_of(path: str, data: bytes, key: str) -> tuple[int, int]:
    """Line and column of a key in a file that can be read."""
    entry = read_front(path, open_envelope(path, data)).entry(key)
    return (entry.key.place.line, entry.key.place.column) if entry else (1, 1)


def _slug(path: str, faults: list[Fault]) -> str:
    name = path.rpartition("/")[2]
    match = _NAME.fullmatch(name)
    if match is None:
        what = "the file's name is the address: expected `2026-04-10-some-slug.md`"
        faults.append(Fault(path, 0, 0, what, "rename it"))
        return name.removesuffix(".md")
    if _day(match["day"]) is None:
        what = f"the file's name has a day that does not exist, {match['day']}"
        faults.append(Fault(path, 0, 0, what, "rename it"))
    if not is_slug(match["slug"]):
        what = "the slug in the file's name may have a–z, 0–9 and single hyphens"
        remedy = f"rename it to `{match['day']}-{slug_of(match['slug'])}.md`"
        faults.append(Fault(path, 0, 0, what, remedy))
    return match["slug"]


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _roasted(table: Table | None) -> dict[str, Any]:
    if table is None:
        return {}
    values: dict[str, Any] = plain(table)
    return values | {"wrote": dict(wrote_of(table))}


def _edited(
    roasted: Table | None,
    title: str,
    quip: str,
    score: Decimal | None,
    scores: Mapping[str, int],
    sections: tuple[Section, ...],
) -> frozenset[str]:
    texts = {section.key: section.text for section in sections if section.key}
    return edited_parts(part_texts(title, quip, score, scores, texts), dict(wrote_of(roasted)))


def _raise_sorted(faults: list[Fault]) -> None:
    if faults:
        raise FrontMatterError(tuple(sorted(faults, key=lambda fault: (fault.line, fault.column))))
