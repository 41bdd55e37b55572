from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.model.roast import Section, Source
from roaster.site.addresses import Addresses
from roaster.site.markdown import Prose

ATTACKS = (
    "<script>pwned()</script>",
    "</script><script>pwned()</script>",
    "</title><img src=x onerror=pwned()>",
    '"><svg onload=pwned()>',
    "' onmouseover='pwned()",
    "[x](javascript:pwned())",
    "[x](JaVa&#115;cript:pwned())",
    "[x](data:text/html,<script>pwned()</script>)",
    "![x](javascript:pwned())",
    "<a href='vbscript:pwned()'>x</a>",
    "<iframe srcdoc='<script>pwned()</script>'></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=pwned()>",
    "<form action=https://evil.example><input name=id></form>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<base href=https://evil.example><meta http-equiv=refresh content=0>",
    "{{ 7 * 7 }}{% raw %}",
    "<!--><script>pwned()</script>-->",
    "\u2028</script>\u2029<script>pwned()</script>",
    "```js onload=pwned()\nx\n```",
    "[r]: javascript:pwned()\n\n[x][r]",
    "<javascript:pwned()>",
)
ACTIVE = {"script", "iframe", "object", "embed", "form", "input", "style", "base", "svg", "math"}
ADDRESSES = {"href", "src", "cite", "action", "formaction", "srcdoc", "poster", "data"}


def active(html: bytes, *, own: bool = False) -> list[str]:
    """What a browser would run or follow of a page; `own`: the theme draws in SVG itself."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rsplit("}", 1)[-1].lower()
        if tag == "script" and element.get("type") == "application/ld+json":
            json.loads(element.text or "")
        elif (tag in ACTIVE and not (own and tag == "svg")) or (
            tag == "meta" and element.get("http-equiv") == "refresh"
        ):
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            scheme = re.sub(r"[\s\x00-\x20]", "", value).lower().partition(":")[0]
            if (
                name.lower().startswith("on")
                or name == "style"
                or (name in ADDRESSES and scheme in ("javascript", "vbscript", "data"))
            ):
                found.append(f"{tag} {name}={value}")
    return found


def hostile_day(sites: ModuleType) -> datetime:
    """A day on which the hostile roast is news, and among the most burned of the week."""
    return datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("theme", ["mine", "sally", "plain"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_inert_wherever_it_stands(
    site: Any, sites: ModuleType, attack: str, theme: str
) -> None:
    (site.root / "themes" / "plain").rename(site.root / "themes" / "mine")
    hostile = sites.roast(
        1,
        title=attack,
        category=attack,
        tags=(attack,),
        quip=attack,
        preamble=attack,
        sections=(
            Section("take", attack, attack),
            Section("", attack, f"- {attack}\n\n> {attack}"),
        ),
        sources=(Source(attack, attack, attack), Source(attack, attack, "javascript:pwned()")),
        roasted={"model": attack, "at": attack, "rubric": attack},
        meta={
            attack: attack,
            "title": attack,
            "corrections": [attack, {"date": attack, "text": attack}],
            "updates": [{"date": "2026-04-11", "text": attack}],
            "score_reasons": {"irony": attack},
        },
        id=attack,
    )
    about = sites.page("about", attack, attack)
    parts = {"theme": theme, "news_sitemap": True, "llms_txt": True}
    site.config = sites.config(site=parts)
    site.build([hostile, sites.roast(2)], pages=[about], now=hostile_day(sites))
    for path, content in site.files().items():
        if path.endswith(".html"):
            assert active(content, own=theme != "mine") == [], path
        if path.endswith(".xml"):
            assert ET.fromstring(content) is not None
        if path.endswith("feed.json"):
            for item in json.loads(content)["items"]:
                assert active(f"<!doctype html>{item['content_html']}".encode()) == []
    assert re.search(r"\b49\b", words_of(site.text("2026/01/01/roast-1/index.html"))) is None


def words_of(page: str) -> str:
    """What a reader sees of the page's main part."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return " ".join("".join(tree.find(".//main").itertext()).split())


def test_a_pages_own_html_is_kept_where_the_site_allows_it_and_a_roasts_never(
    site: Any, sites: ModuleType
) -> None:
    video = '<video controls src="/talk.mp4"></video>'
    page, one = sites.page("about", "About", video), sites.roast(1, preamble=video)
    site.build([one], pages=[page])
    assert "<video" not in site.text("about/index.html")
    site.config = sites.config(site={"raw_html": True})
    site.build([one], pages=[page])
    assert video in site.text("about/index.html")
    assert "<video" not in site.text("2026/01/01/roast-1/index.html")


@given(st.text(alphabet=st.sampled_from("<>/\"'=&;:#[]()!`*_~\\ \n-aonscriptjv1"), max_size=60))
def test_markdown_of_any_kind_comes_out_inert(text: str) -> None:
    prose = Prose(Addresses("https://a.example/"))
    html = f"<!doctype html>{prose.block(text, prefix='x', top=3)}{prose.inline(text)}"
    assert active(html.encode("utf-8", "replace")) == []


def test_nested_without_end_is_shown_as_text_not_an_error() -> None:
    prose = Prose(Addresses("https://a.example/"))
    assert "&gt;" in prose.block(">" * 5000, prefix="x", top=3)


@pytest.mark.parametrize("text", ["[", "![](", "<a ", "[a](", "((", "[a]", "|a", "&", "*a ", "`"])
def test_no_text_holds_the_build_up(text: str) -> None:
    prose = Prose(Addresses("https://a.example/"))
    began = time.process_time()
    prose.block(text * (20_000 // len(text)), prefix="x", top=3)
    assert time.process_time() - began < 5


def test_markup_in_settings_is_text(site: Any, sites: ModuleType) -> None:
    attack = "</title><script>pwned()</script>"
    parts = {"title": attack, "tagline": attack, "description": attack, "author": attack}
    site.config = sites.config(site=parts, persona={"name": attack, "sign_off": attack})
    site.build(sites.many(2))
    for path, content in site.files().items():
        if path.endswith(".html"):
            assert active(content) == [], path
