"""The built-in theme: what its pages promise a reader, an editor and a browser."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import html5lib
import pytest
from jinja2.compiler import CodeGenerator
from pypdf import PdfReader

from roaster.model.roast import Roast, Section, Status
from roaster.site.addresses import Addresses
from roaster.site.render import Renderer
from roaster.site.theme import load_theme

THEME = Path(__file__).parents[2] / "themes" / "sally"


def _load(name: str) -> ModuleType:
    """A helper module beside this file, under a name that nothing else has."""
    full = f"site_tests_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


chromium = _load("browser")
views = _load("theme_views")
SAMPLES = {sample.name: sample for sample in views.samples()}
ROASTS = ("roast", "worst", "posting")
every_page = pytest.mark.parametrize("name", SAMPLES)


BUILT_IN = ("sally", "plain")
LOADED = {name: load_theme(name, [THEME.parent]) for name in BUILT_IN}


def render(name: str, theme: str = "sally") -> str:
    sample, loaded = SAMPLES[name], LOADED[theme]
    site = replace(
        sample.views["site"],
        stylesheet=f"{views.ROOT}{loaded.stylesheet}",
        icon=f"{views.ROOT}{loaded.icon}",
    )
    renderer = Renderer(loaded, site, Addresses(f"https://example.org{views.ROOT}"))
    return renderer.text(sample.template, {**sample.views, "site": site})


def parse(text: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def tree(name: str) -> Any:
    return parse(render(name))


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def order_of(page: str, *parts: str) -> list[int]:
    return [page.index(part) for part in parts]


@every_page
@pytest.mark.parametrize("theme", BUILT_IN)
def test_a_page_is_what_it_is_without_constants_worked_out_before(
    name: str, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded = render(name, theme)
    monkeypatch.setattr("roaster.site.render.folded", lambda template, *_: template)
    monkeypatch.setattr("roaster.site.render._Environment.code_generator_class", CodeGenerator)
    assert render(name, theme) == folded


@every_page
def test_a_page_is_valid_html_and_has_one_title_one_h1_and_one_main(name: str) -> None:
    page = tree(name)
    for one in ("title", "h1", "main", "header[@class='mast']", "footer"):
        assert len(page.findall(f".//{one}")) == 1, one
    assert words(page.find(".//h1"))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@every_page
def test_headings_step_down_one_level_at_a_time(name: str) -> None:
    levels = [int(it.tag[1]) for it in tree(name).iter() if re.fullmatch("h[1-6]", str(it.tag))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_page
def test_a_page_needs_no_script_no_style_attribute_and_no_other_host(name: str) -> None:
    page = tree(name)
    assert not [it for it in page.iter() if it.get("style") or it.tag == "style"]
    assert {it.get("type") for it in page.iter("script")} <= {"application/ld+json"}
    assert not [it.get("src") for it in page.iter() if it.get("src")]
    loaded = [it.get("href") for it in page.iter("link") if it.get("rel") in ("stylesheet", "icon")]
    ours = {f"{views.ROOT}{asset.path}" for asset in LOADED["sally"].assets.values()}
    assert len(loaded) == 2
    assert set(loaded) <= ours


def test_a_roast_loads_more_styles_only_when_it_has_more_than_most() -> None:
    usual, more = (LOADED["sally"].assets[name].path for name in ("sally.css", "more.css"))
    used = {name: more if more in render(name) else usual for name in (*ROASTS, "bare")}
    assert used == {"roast": more, "worst": more, "posting": more, "bare": usual}
    assert all(f"{views.ROOT}{path}" in render(name) for name, path in used.items())


@every_page
def test_a_page_tells_machines_what_it_is(name: str) -> None:
    page = tree(name)
    rels = [it.get("rel") for it in page.iter("link")]
    assert rels.count("alternate") >= 1
    assert ("canonical" in rels) is (name != "404")
    named = {it.get("name") or it.get("property") for it in page.iter("meta")}
    assert {"description", "viewport", "og:title", "og:description"} <= named
    assert page.get("lang") == "en"


def test_titles_from_outside_are_text_and_nothing_else() -> None:
    for name in ("worst", "home", "list", "scores"):
        assert "<script>alert" not in render(name)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in render(name)


def test_a_roast_reads_from_top_to_bottom_as_promised() -> None:
    page = render("roast")
    first, second, third = views.INVITATIONS
    parts = (
        *("<h1>", 'class="where"', 'class="stamp"', 'class="byline"', 'class="quip"', first),
        *("Sally&#39;s Take", "— Sally", "What Actually Happened", second, "Who Got Burned"),
        *("Silver Lining", "By the Numbers", "Read the original source", "taken apart"),
        *(">Sources<", "How this was made", third, "Older", "Newer", "#toasters"[1:] + "/"),
    )
    found = order_of(page, *parts)
    assert found == sorted(found)


@pytest.mark.parametrize("name", ROASTS)
def test_a_roast_invites_three_times(name: str) -> None:
    page = render(name)
    assert page.count('class="coupon') == 3
    assert all(page.count(invitation) == 1 for invitation in views.INVITATIONS)


def test_where_nothing_can_be_dropped_nobody_is_invited() -> None:
    assert "coupon" not in render("bare")


def test_an_endpoint_gets_one_form_and_the_other_invitations_lead_up_to_it() -> None:
    page = tree("posting")
    (form,) = page.iter("form")
    assert form.get("action") == "https://drop.example/in"
    assert len([it for it in page.iter("a") if it.get("href") == "#drop"]) == 2


@pytest.mark.parametrize(
    ("name", "promise"),
    [
        ("roast", "Written without a model"),
        ("worst", "Drafted by a language model"),
        ("bare", "Written by a person"),
    ],
)
def test_a_roast_says_how_it_was_made(name: str, promise: str) -> None:
    page = words(tree(name))
    assert promise in page
    assert "Satire on top, checkable facts below." in page


def test_only_a_draft_says_draft() -> None:
    assert 'class="draft"' in render("worst")
    assert 'class="draft"' not in render("roast")


def test_subscores_can_be_read_without_seeing_the_matches() -> None:
    page = tree("roast")
    assert all(it.get("aria-hidden") == "true" for it in page.iter("svg"))
    rows = page.findall(".//table[@class='parts']/tbody/tr")
    assert words(rows[0]) == "Hype gap Two sides were promised.5/5"
    assert words(rows[1]).startswith("Self-own")
    assert words(rows[1]).endswith("3/5")


def test_the_site_builder_makes_valid_pages_with_the_theme(site: Any) -> None:
    day, text = (
        date(2026, 4, 10),
        "- It was **sold**. [receipt](https://paper.example/#:~:text=sold)",
    )
    told = Roast(
        "toaster", "", views.HOSTILE, day, Status.PUBLISHED, (Section("facts", "Facts", text),)
    )
    named = site.config.site.model_copy(update={"theme": "sally"})
    site.build([told], config=site.config.model_copy(update={"site": named}))
    pages = sorted(site.public.rglob("*.html"))
    titles = [words(parse(page.read_text("utf-8")).find(".//title")) for page in pages]
    assert "index.html" in {page.name for page in pages}
    assert len(titles) == len(set(titles))
    assert list(site.public.glob("assets/sally.*.css"))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    root = folder / views.ROOT.strip("/")
    for asset in LOADED["sally"].assets.values():
        (root / asset.path).parent.mkdir(parents=True, exist_ok=True)
        (root / asset.path).write_bytes(asset.content)
    for name in SAMPLES:
        (root / f"{name}.html").write_text(render(name), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(rendered: Path) -> Iterator[str]:
    with chromium.serving(rendered) as host:
        yield f"{host}{views.ROOT}"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if chromium.missing():
        pytest.skip(chromium.REMEDY)
    with chromium.browsing(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture
def browser(session: Any) -> Any:
    session.resize(1280)
    session.prefer()
    session.complaints()
    return session


TOO_WIDE = """
const seen = document.documentElement.clientWidth;
const wide = document.documentElement.scrollWidth > seen ? ['the page itself'] : [];
for (const it of document.querySelectorAll('body *')) {
  if (it.closest('pre, table, svg, .skip, .vh')) continue;
  const {left, right, width} = it.getBoundingClientRect();
  if (width && (right > seen + 1 || left < -1)) wide.push(`${it.tagName} ${it.className}`);
}
return wide;
"""
TOO_SMALL = """
return [...document.querySelectorAll('a, button, input, summary')].filter(it => {
  const {width, height} = it.getBoundingClientRect();
  const least = it.matches('.coupon a, .press') ? 44 : 24;
  return getComputedStyle(it).display !== 'inline' && (height < least || width < least);
}).map(it => it.outerHTML);
"""
FOCUSED = """
const it = document.activeElement, style = getComputedStyle(it);
return {tag: it.tagName, text: it.textContent.trim(), top: it.getBoundingClientRect().bottom,
        outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)};
"""
CONTRASTS = """
const rgb = text => text.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .04045 ? v / 12.92
  : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const paper = getComputedStyle(document.documentElement).backgroundColor;
const below = it => {
  for (; it; it = it.parentElement) {
    const [r, g, b, a = 1] = rgb(getComputedStyle(it).backgroundColor);
    if (a === 1) return [r, g, b];
  }
  return rgb(paper);
};
const faint = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node; node = walk.nextNode();) {
  const it = node.parentElement;
  if (!node.data.trim() || it.closest('script, svg')) continue;
  const pair = [light(rgb(getComputedStyle(it).color)), light(below(it))];
  const ratio = (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
  if (ratio < 7) faint.push(`${ratio.toFixed(2)} ${it.tagName} ${node.data.trim().slice(0, 30)}`);
}
return faint;
"""

FORCED = """
const root = getComputedStyle(document.documentElement).backgroundColor;
return [...document.querySelectorAll('main *')].filter(it => {
  const {color, fill, stroke, backgroundColor: below} = getComputedStyle(it);
  if (it.matches('rect.bar')) return fill === root;
  if (it.matches('path.over')) return stroke === root;
  const words = [...it.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  return words && !it.closest('svg') && color === (below === 'rgba(0, 0, 0, 0)' ? root : below);
}).map(it => it.outerHTML);
"""
MOVING = """
return [document.documentElement, ...document.querySelectorAll('*')].filter(it => {
  const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(it);
  return transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior === 'smooth';
}).map(it => it.outerHTML);
"""
REACHED = """
const all = [...document.querySelectorAll('a[href], button, input, summary')]
  .filter(it => it.checkVisibility());
"""


@pytest.mark.browser
@every_page
def test_a_page_fits_any_width_and_the_console_is_silent(
    name: str, browser: Any, address: str
) -> None:
    for width in (320, 360, 1280, 3840):
        browser.resize(width)
        # Each time another address: chromedriver does not wait for one that is there already.
        browser.open(f"{address}{name}.html?{width}")
        assert browser.run(TOO_WIDE) == [], width
        assert browser.run(TOO_SMALL) == [], width
    assert browser.complaints() == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_seven_times_the_light_of_its_paper(
    scheme: str, browser: Any, address: str
) -> None:
    browser.prefer(prefers_color_scheme=scheme)
    for name in SAMPLES:
        browser.open(f"{address}{name}.html")
        assert browser.run(CONTRASTS) == [], name


@pytest.mark.browser
def test_the_night_edition_is_dark(browser: Any, address: str) -> None:
    papers = []
    for scheme in ("light", "dark"):
        browser.prefer(prefers_color_scheme=scheme)
        browser.open(f"{address}roast.html")
        asked = "return getComputedStyle(document.documentElement).backgroundColor"
        papers.append([int(part) for part in re.findall(r"\d+", browser.run(asked))])
    day, night = papers
    assert min(day) > 200
    assert max(night) < 50


@pytest.mark.browser
def test_the_keyboard_goes_from_the_skip_link_to_the_foot_and_always_shows_where(
    browser: Any, address: str
) -> None:
    browser.open(f"{address}roast.html")
    browser.run("document.documentElement.style.scrollBehavior = 'auto'")
    stops = browser.run("return document.querySelectorAll('a, button, input, summary').length")
    seen = []
    for _ in range(stops):
        browser.press_tab()
        seen.append(browser.run(FOCUSED))
    assert seen[0]["text"] == "Skip to the news"
    assert seen[-1]["text"] == "Contact"
    assert [stop["text"] for stop in seen if stop["outline"] < 2 or stop["top"] < 0] == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_has_the_article_and_the_addresses_of_its_sources(
    scheme: str, browser: Any, address: str
) -> None:
    browser.prefer(prefers_color_scheme=scheme)
    browser.open(f"{address}roast.html")
    pages = PdfReader(BytesIO(browser.printed())).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    roast = views.ROAST
    # Letters that a drop cap sets apart come in an order of their own.
    shown = (roast.quip, *(section.html for section in roast.sections))
    pieces = (unescape(piece) for html in shown for piece in re.split("<[^>]+>", html))
    said = [piece[1:] for piece in pieces if piece.strip()]
    for part in (roast.title, roast.score.text, *said):
        assert "".join(part.split()) in text
    assert [it.url for it in roast.sources if it.url and f"<{it.url}>" not in text] == []
    for screen_only in (*views.INVITATIONS, "Skip to the news", "Hand it over", "By mail"):
        assert "".join(screen_only.split()) not in text


@pytest.mark.browser
def test_with_forced_colours_all_words_and_charts_can_be_seen(browser: Any, address: str) -> None:
    browser.prefer(forced_colors="active", prefers_color_scheme="dark")
    for name in SAMPLES:
        browser.open(f"{address}{name}.html")
        assert browser.run(FORCED) == [], name


@pytest.mark.browser
@pytest.mark.parametrize("name", SAMPLES)
def test_who_wants_no_motion_gets_none(name: str, browser: Any, address: str) -> None:
    browser.prefer(prefers_reduced_motion="reduce")
    browser.open(f"{address}{name}.html")
    assert browser.run(MOVING) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ["home", "month", "scores", "search", "feeds", "posting", "404"])
def test_the_keyboard_reaches_everything(name: str, browser: Any, address: str) -> None:
    browser.open(f"{address}{name}.html")
    wanted = browser.run(REACHED + "return all.length")
    for _ in range(wanted):
        browser.press_tab()
        browser.run("document.activeElement.dataset.reached = ''")
    assert browser.run(REACHED + "return all.filter(it => !('reached' in it.dataset))") == []


def test_bars_of_mean_scores_stand_on_the_whole_scale_and_counts_against_the_longest(
    site: Any, sites: ModuleType
) -> None:
    scores = (("ai", "2.0"), ("ai", "5.0"), ("law", "9.1"))
    roasts = [
        sites.roast(number, category=category, score=Decimal(score))
        for number, (category, score) in enumerate(scores, 1)
    ]
    site.build(roasts, config=sites.config(site={"theme": "sally"}))
    charts = {
        words(chart.find("caption")): [
            (words(row.find("th")), row.find(".//*[@class='bar']").get("width"))
            for row in chart.find("tbody")
        ]
        for chart in parse(site.text("scores/index.html")).iter("table")
    }
    assert charts["Mean score by category"] == [("Law", "91%"), ("AI", "35%")]
    assert charts["How the scores spread"][2] == ("2.0–2.9", "100%")


@pytest.mark.browser
@pytest.mark.parametrize("theme", BUILT_IN)
def test_a_title_that_runs_from_right_to_left_does_so(
    theme: str, site: Any, sites: ModuleType, browser: Any, tmp_path: Path
) -> None:
    (tmp_path / "themes" / "plain").rename(tmp_path / "themes" / "other")
    arabic = sites.roast(1, title="وزارة بلا أوراق.", quip="من الورق.")
    site.build([arabic], config=sites.config(site={"theme": theme}))
    starts = """return ['h1', '.quip'].map(name => {
      const it = document.querySelector(`article ${name}`), range = document.createRange();
      range.selectNodeContents(it);
      const box = it.getBoundingClientRect(), text = range.getBoundingClientRect();
      return text.left - box.left > 50 && box.right - text.right < 5;
    })"""
    with chromium.serving(site.public) as host:
        browser.resize(1280)
        browser.open(f"{host}/2026/01/01/roast-1/")
        assert browser.run(starts) == [True, True]
