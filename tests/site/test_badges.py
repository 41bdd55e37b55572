"""Badges: the score as a small picture, and the code that shows it elsewhere."""

from __future__ import annotations

from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.site.badges import badge_svg

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>[x](javascript:1)&'
PATH = "2026/03/05/roast-64/"


@pytest.fixture
def built(site: Any, sites: ModuleType) -> Any:
    title = {"title": f"Sally {HOSTILE}", "theme": "sally", "badges": True}
    site.config = sites.config(site=title)
    site.build([sites.roast(64)])
    return site


def test_a_badge_tells_its_score_to_eyes_and_ears(site: Any, sites: ModuleType) -> None:
    site.build([sites.roast(64)], config=sites.config(site={"badges": True}))
    root = ET.fromstring(site.files()[f"{PATH}badge.svg"])
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "t")
    assert root.findtext(f"{SVG}title") == "Cynical Sally: 6.4/10 Scorched"
    assert [one.text for one in root.iter(f"{SVG}text")] == ["Cynical Sally", "6.4/10 Scorched"]


def test_what_has_no_score_says_so(site: Any, sites: ModuleType) -> None:
    straight = sites.roast(2, meta={"straight": True})
    site.build([sites.roast(1, score=None), straight], config=sites.config(site={"badges": True}))
    said = [site.text(f"2026/01/0{n}/roast-{n}/badge.svg") for n in (1, 2)]
    assert "Cynical Sally: roasted</title>" in said[0]
    assert "Cynical Sally: facts only</title>" in said[1]


@given(site=st.text(), said=st.text())
def test_any_text_is_text(site: str, said: str) -> None:
    root = ET.fromstring(badge_svg(site, said))
    assert {one.tag for one in root.iter()} == {
        f"{SVG}{n}" for n in ("svg", "title", "path", "text")
    }


def test_the_code_to_embed_shows_the_badge_and_nothing_else(built: Any) -> None:
    page = html5lib.parse(built.text(f"{PATH}index.html"), namespaceHTMLElements=False)
    details = page.find(".//details")
    assert details.find("summary").text
    for code in ("".join(one.itertext()) for one in details.iter("code")):
        shown = html5lib.parseFragment(code, namespaceHTMLElements=False)
        assert {one.tag for one in shown.iter()} <= {"DOCUMENT_FRAGMENT", "p", "a", "img"}
        (link,), (image,) = shown.iter("a"), shown.iter("img")
        assert link.get("href") == f"https://roasts.example/{PATH}"
        assert image.get("src") == f"https://roasts.example/{PATH}badge.svg"
        assert image.get("alt") == f"Sally {HOSTILE}: 6.4/10 Scorched"
        assert set(image.attrib) <= {"src", "alt", "width", "height"}
