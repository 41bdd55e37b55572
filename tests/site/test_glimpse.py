"""The page of an edited roast, seen before the site is built, is the one that is built."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from roaster.model.roast import Roast, Section, Status
from roaster.site.glimpse import Glimpses
from roaster.text.digests import digest

BURNED = (Section("burned", "Burned", "- **Ashworth Bank**: it."),)
EDITS = {
    "text": {"preamble": "Edited *text*."},
    "title": {"title": "Another & <title>"},
    "quip": {"quip": "Another **quip**."},
    "score": {"score": Decimal("9.9")},
    "no score": {"score": None},
    "who": {"sections": BURNED},
    "correction": {"meta": {"corrections": [{"at": "2026-03-01T08:00:00Z", "text": "It."}]}},
    "straight": {"meta": {"straight": True}},
}
MOVES = {
    "category": {"category": "science"},
    "tags": {"tags": ("layoffs",)},
    "sources": {"sources": ()},
    "status": {"status": Status.DRAFT},
    "path": {"path": "content/roasts/2026/2026-01-03-moved.md"},
}


def edited(roast: Roast, **changes: Any) -> Roast:
    made = replace(roast, **changes, digest="")
    return replace(made, digest=digest(repr(made)))


def built(site: Any, roasts: list[Roast]) -> Glimpses:
    kept: list[Glimpses] = []
    site.build(roasts, laid=lambda planned, theme: kept.append(Glimpses.after(planned, theme)))
    return kept[0]


@pytest.mark.parametrize("what", EDITS)
@pytest.mark.parametrize("number", [1, 4, 8])
def test_a_glimpse_of_an_edit_is_the_page_that_is_built(
    what: str, number: int, site: Any, sites: ModuleType
) -> None:
    roasts = sites.many(8)
    roasts[1] = edited(roasts[1], sections=BURNED)
    glimpses = built(site, roasts)
    roasts[number - 1] = edited(roasts[number - 1], **EDITS[what])
    page = glimpses.page(roasts[number - 1])
    assert page is not None
    file, data = page
    assert (site.public / file).read_bytes() != data
    site.build(roasts)
    assert (site.public / file).read_bytes() == data


@pytest.mark.parametrize("what", MOVES)
def test_there_is_no_glimpse_of_what_moves_a_roast(what: str, site: Any, sites: ModuleType) -> None:
    glimpses = built(site, sites.many(4))
    assert glimpses.page(edited(sites.roast(3), **MOVES[what])) is None


def test_a_site_that_is_as_it_was_is_laid_out_for_glimpses_too(
    site: Any, sites: ModuleType
) -> None:
    site.build(sites.many(4))
    before = site.files()
    assert built(site, sites.many(4)).page(sites.roast(3)) is not None
    assert site.files() == before
