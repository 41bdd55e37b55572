from __future__ import annotations

import json
import re
import time
from types import ModuleType
from typing import Any

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


def active(html: bytes) -> list[str]:
    """What a browser would run or follow of a page, beyond the theme's own."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rsplit("}", 1)[-1].lower()
        if tag == "script" and element.get("type") == "application/ld+json":
            json.loads(element.text or "")
        elif tag in ACTIVE or (tag == "meta" and element.get("http-equiv") == "refresh"):
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


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_inert_wherever_it_stands(
    site: Any, sites: ModuleType, attack: str
) -> None:
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
        meta={attack: attack, "title": attack},
        id=attack,
    )
    site.build([hostile], pages=[sites.page("about", attack, attack)])
    for path, content in site.files().items():
        if path.endswith(".html"):
            assert active(content) == [], path
        if path.endswith("feed.json"):
            for item in json.loads(content)["items"]:
                assert active(f"<!doctype html>{item['content_html']}".encode()) == []
    assert "49" not in site.text("2026/01/01/roast-1/index.html").split("<main>")[1]


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
