from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest
from markupsafe import Markup

from roaster.site.addresses import Addresses
from roaster.site.markdown import Prose
from roaster.site.receipts import in_words, with_receipts
from roaster.site.words import Words, plain
from roaster.text.addresses import address_key


@pytest.fixture
def prose() -> Prose:
    return Prose(Addresses("https://name.example/roaster/"))


def test_what_people_write_works(prose: Prose) -> None:
    text = (
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\n```python\nx < 1\n```\n\nA note[^1].\n\n"
        "[^1]: The note.\n\n"
        "1. one\n2. two\n\n![A chart](/chart.png) <https://a.example/> **b** <kbd>K</kbd>"
    )
    html = prose.block(text, prefix="take", top=3)
    for part in (
        "<table>", '<td class="align-right">2</td>', "<pre><code>x &lt; 1", '<li id="take-fn-1">',
        'href="#take-fn-1"', "<ol>", 'src="/roaster/chart.png"', 'loading="lazy"', "<kbd>K</kbd>",
    ):  # fmt: skip
        assert part in html


@pytest.mark.parametrize(
    "text",
    [
        ">" * 3000 + " deep",
        "\n".join(" " * 4 * level + "- item" for level in range(400)),
        "> - " * 300 + "both",
        "1. > " * 300 + "both",
    ],
    ids=["quotes", "lists", "lists in quotes", "quotes in lists"],
)
def test_how_deep_texts_nest_does_not_depend_on_who_turns_them(prose: Prose, text: str) -> None:
    def below(frames: int) -> str:
        return below(frames - 1) if frames else prose.block(text, prefix="take", top=3)

    assert below(0) == below(60) == below(400)


def test_ids_cannot_clobber_the_pages_own(prose: Prose) -> None:
    html = prose.block('<p id="main">x</p>\n\n[a](#main) [b](#sources)', prefix="take", top=3)
    assert 'id="take-main"' in html
    assert 'href="#take-main"' in html
    assert 'href="#sources"' in html


def test_headings_stand_below_the_pages_and_skip_no_level(prose: Prose) -> None:
    html = prose.block("# a\n\n#### b\n\n## c\n\n<h1>d</h1>", prefix="x", top=3)
    assert [html[n + 1 : n + 3] for n in range(len(html)) if html[n : n + 2] == "<h"] == [
        "h3", "h4", "h4", "h3",
    ]  # fmt: skip


def test_receipts_keep_their_span_and_name_their_outlet(prose: Prose, sites: ModuleType) -> None:
    facts = prose.body(sites.roast(1)).sections[1].html
    assert f'href="{sites.RECEIPT}"' in facts
    assert 'class="receipt" aria-label="receipt from The Harbour Post"' in facts


def test_a_quip_stays_in_its_line(prose: Prose) -> None:
    assert prose.inline("1. *A* [b](https://b.example/) `c`\n# d").startswith(
        "1. <em>A</em> <a href"
    )
    assert "<h1>" not in prose.inline("# d")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Bold** and *thin*, `code`", "Bold and thin, code"),
        ("[a link](https://a.example/b_c_d) here", "a link here"),
        ("snake_case 2 * 3 \\*x\\*", "snake_case 2 3 *x*"),
        ("AT&amp;T <b>x</b> a < b", "AT&T x a < b"),
        ("> quoted\n- item", "quoted item"),
    ],
)
def test_plain_text_for_cards_has_no_marks(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_receipts_speak_the_sites_language_in_pages_and_feeds(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(1))
    page, feed = site.text("2026/01/01/roast-1/index.html"), site.text("feed.json")
    assert 'class="receipt" aria-label="receipt from The Harbour Post" ' in page
    assert ">receipt</a>" in page
    assert ">receipt</a>" in feed
    site.build(sites.many(1), config=sites.config(site={"language": "de"}))
    page, feed = site.text("2026/01/01/roast-1/index.html"), site.text("feed.json")
    assert 'class="receipt" aria-label="Beleg aus: The Harbour Post" ' in page
    assert ">Beleg</a>" in page
    assert ">Beleg</a>" in feed
    assert "receipt</a>" not in page + feed


def test_an_outlets_name_stays_text_in_any_language(sites: ModuleType) -> None:
    html = with_receipts(
        f'<a href="{sites.RECEIPT}">receipt</a>', {address_key(sites.URL): '"><b>{x}'}
    )
    words = Words("xx", {"receipt": "<i>", "receipt_from": '{outlet} "<u>'})
    told = in_words(Markup(html), words)
    assert re.sub(r"</?a[^<>]*>", "", told) == "&lt;i&gt;"
    assert 'aria-label="&#34;&gt;&lt;b&gt;{x} &#34;&lt;u&gt;"' in told
