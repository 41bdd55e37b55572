"""Search: indexes by year, made by the real Pagefind and asked by a real browser."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import html5lib
import pytest

from roaster.errors import RoasterError
from roaster.model.roast import Section, Status
from roaster.site.search_index import Indexer, find_indexer
from roaster.state.search_bundles import SearchBundles

needs_pagefind = pytest.mark.skipif(
    importlib.util.find_spec("pagefind_bin") is None,
    reason='needs Pagefind: pip install "roaster[search]"',
)
pytestmark = needs_pagefind
URL = "https://roasts.example/roaster/"
POLICY = (
    "default-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; script-src 'self' 'wasm-unsafe-eval'"
)


def _browser() -> ModuleType:
    full = "site_tests_browser"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).with_name("browser.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


chromium = _browser()


@pytest.fixture(params=["sally", "plain"])
def theme(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def searched(site: Any, sites: ModuleType, tmp_path: Path) -> Any:
    """A site with the theme sally, and what builds it with an index."""
    site.config = sites.config(site={"theme": "sally", "base_url": URL})
    (tmp_path / "themes" / "plain").rename(tmp_path / "themes" / "tiny")
    return site


@pytest.fixture
def indexer(tmp_path: Path) -> Indexer:
    found = find_indexer(tmp_path / ".roaster" / "search")
    assert found is not None
    return found


def roasts_of(sites: ModuleType) -> list[Any]:
    """Three of 2026, two of 2025; one word that all have, and one of each."""
    words = ("walrus", "badger", "ocelot", "heron", "newt")
    days = [*(date(2026, 4, n) for n in (1, 2, 3)), *(date(2025, 5, n) for n in (1, 2))]
    return [
        sites.roast(
            number,
            day=day,
            slug=f"about-{word}",
            title=f"The {word} <b>filed</b> & won",
            preamble=f"A {word} sued a <em>flamingo</em>.",
        )
        for number, (word, day) in enumerate(zip(words, days, strict=True), 1)
    ]


def bundle(site: Any, year: int) -> dict[str, bytes]:
    start = f"search/{year}/"
    return {path: data for path, data in site.files().items() if path.startswith(start)}


def search_page(site: Any) -> Any:
    return html5lib.parse(site.text("search/index.html"), namespaceHTMLElements=False)


def test_each_year_has_an_index_of_its_own(
    searched: Any, sites: ModuleType, indexer: Indexer
) -> None:
    searched.build(roasts_of(sites), indexer=indexer)
    form = search_page(searched).find(".//form[@role='search']")
    assert form.get("data-indexes") == "/roaster/search/2026/ /roaster/search/2025/"
    for year, count in ((2026, 3), (2025, 2)):
        files = bundle(searched, year)
        assert f"search/{year}/pagefind.js" in files
        assert sum("/fragment/" in path for path in files) == count
        assert not [path for path in files if "-ui" in path or "highlight" in path]


def test_the_index_is_made_in_a_site_named_from_the_folder_one_stands_in(
    searched: Any, sites: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    indexer = find_indexer(Path(".roaster", "search"))
    searched.build(roasts_of(sites), indexer=indexer)
    assert "search/2026/pagefind.js" in bundle(searched, 2026)


def test_only_the_search_page_runs_a_script(
    searched: Any, sites: ModuleType, indexer: Indexer, theme: str
) -> None:
    config = sites.config(site={"theme": theme, "base_url": URL})
    searched.build(roasts_of(sites), indexer=indexer, config=config)
    pages = [path for path in searched.files() if path.endswith(".html")]
    with_script = [path for path in pages if '<script type="module"' in searched.text(path)]
    assert with_script == ["search/index.html"]
    policies = {
        path: html5lib.parse(searched.text(path), namespaceHTMLElements=False)
        .find(".//meta[@http-equiv]")
        .get("content")
        for path in pages
    }
    assert policies["search/index.html"] == POLICY
    assert [path for path in pages if "script-src 'self'" in policies[path]] == with_script


def test_without_an_indexer_the_archive_has_its_lists_alone(
    searched: Any, sites: ModuleType, indexer: Indexer
) -> None:
    searched.build(roasts_of(sites))
    plain = searched.files()
    assert search_page(searched).find(".//form") is None
    assert "search/2026/index.html" not in plain
    off = sites.config(site={"theme": "sally", "base_url": URL, "search": "off"})
    searched.build(roasts_of(sites), indexer=indexer, config=off)
    assert searched.files().keys() == plain.keys()
    assert not bundle(searched, 2026)


def test_an_index_is_the_same_bytes_each_time(
    searched: Any, sites: ModuleType, indexer: Indexer, tmp_path: Path
) -> None:
    searched.build(roasts_of(sites), indexer=indexer)
    before = searched.files()
    again = replace(indexer, bundles=SearchBundles(tmp_path / "elsewhere"))
    searched.build(roasts_of(sites), indexer=again, clean=True)
    assert searched.files() == before


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents each run of Pagefind was given."""
    counts: list[int] = []
    run = importlib.import_module("roaster.site.search_index").run_pagefind

    def noted(program: Path, documents: Iterator[str], folder: Path) -> None:
        found = list(documents)
        counts.append(len(found))
        run(program, iter(found), folder)

    monkeypatch.setattr("roaster.site.search_index.run_pagefind", noted)
    return counts


def test_a_build_touches_the_years_that_changed(
    searched: Any, sites: ModuleType, indexer: Indexer, made: list[int]
) -> None:
    roasts = roasts_of(sites)
    searched.build(roasts, indexer=indexer)
    assert made == [3, 2]
    old = bundle(searched, 2025)
    more = sites.roast(9, day=date(2026, 4, 9), slug="late")
    searched.build([*roasts, more], indexer=indexer)
    assert made[2:] == [4]
    assert bundle(searched, 2025) == old
    edited = replace(roasts[4], preamble="A yak.", digest="2")
    searched.build([*roasts[:4], edited, more], indexer=indexer)
    assert made[3:] == [2]
    searched.build([*roasts[:4], edited, more], indexer=indexer)
    other = {"theme": "sally", "base_url": "https://else.example/", "tagline": "new", "per_page": 2}
    searched.build([*roasts[:4], edited, more], indexer=indexer, config=sites.config(site=other))
    assert made[4:] == []


def test_incremental_builds_give_the_bytes_of_clean_ones(
    searched: Any, sites: ModuleType, indexer: Indexer, tmp_path: Path
) -> None:
    roasts = roasts_of(sites)
    steps = [
        roasts[:2],
        roasts,
        [replace(roasts[0], title="Anew", digest="2"), *roasts[1:]],
        [replace(roasts[0], status=Status.KILLED, digest="3"), *roasts[1:]],
        roasts[1:3],
        [],
    ]
    clean = replace(searched, root=tmp_path / "clean")
    off = sites.config(site={"theme": "sally", "base_url": URL, "search": "off"})
    for number, step in enumerate(steps):
        # On, off, not installed, on again: each time what a clean build of that state gives.
        for config, tool in ((searched.config, indexer), (off, indexer), (searched.config, None)):
            searched.build(step, indexer=tool, config=config)
            fresh = replace(indexer, bundles=SearchBundles(tmp_path / f"fresh-{number}"))
            clean.build(step, indexer=fresh if tool else None, config=config, clean=True)
            assert clean.files() == searched.files()


def test_what_is_not_public_is_not_found(
    searched: Any, sites: ModuleType, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    run = importlib.import_module("roaster.site.search_index").run_pagefind

    def noted(program: Path, documents: Iterator[str], folder: Path) -> None:
        found = list(documents)
        seen.extend(found)
        run(program, iter(found), folder)

    monkeypatch.setattr("roaster.site.search_index.run_pagefind", noted)
    roasts = roasts_of(sites)
    roasts[0] = replace(roasts[0], status=Status.DRAFT)
    roasts[3] = replace(roasts[3], status=Status.KILLED)
    searched.build(roasts, indexer=indexer, drafts=True)
    assert "2026/04/01/about-walrus/index.html" in searched.files()
    assert len(seen) == 3
    assert not [text for text in seen if "walrus" in text or "heron" in text]


def test_an_index_that_fails_leaves_the_old_site(
    searched: Any, sites: ModuleType, indexer: Indexer, tmp_path: Path
) -> None:
    searched.build(roasts_of(sites)[:3], indexer=indexer)
    before = searched.files()
    broken = replace(indexer, program=tmp_path / "not-there", version="2")
    with pytest.raises(RoasterError, match="made no index") as caught:
        searched.build(roasts_of(sites), indexer=broken)
    assert "site.search: off" in caught.value.remedy
    assert searched.files() == before
    searched.build(roasts_of(sites), indexer=indexer)
    assert bundle(searched, 2025)


_BUILD = """
import importlib.util, pathlib, sys
from roaster.site.search_index import Indexer
from roaster.state.search_bundles import SearchBundles
spec = importlib.util.spec_from_file_location("sites", sys.argv[1])
sites = importlib.util.module_from_spec(spec)
sys.modules["sites"] = sites
spec.loader.exec_module(sites)
root = pathlib.Path(sys.argv[2])
config = sites.config(site={"theme": "sally"})
bundles = SearchBundles(root / ".roaster" / "search")
indexer = Indexer(root / "slow", sys.argv[3], bundles)
sites.Site(root, config).build(sites.many(3), indexer=indexer)
"""
_SLOW = """#!/bin/sh
mkdir -p "$4/fragment"
echo half > "$4/pagefind.js"
touch "$(dirname "$0")/started"
exec sleep 600
"""


def test_a_build_killed_while_indexing_leaves_the_old_index(
    searched: Any, sites: ModuleType, indexer: Indexer, tmp_path: Path
) -> None:
    searched.config = sites.config(site={"theme": "sally"})
    searched.build(sites.many(2), indexer=indexer)
    before = searched.files()
    slow = tmp_path / "slow"
    slow.write_text(_SLOW)
    slow.chmod(0o755)
    script = [sys.executable, "-c", _BUILD, str(sites.__file__), str(tmp_path), indexer.version]
    with subprocess.Popen(script, start_new_session=True) as process:
        while not (tmp_path / "started").exists():
            assert process.poll() is None
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
    assert searched.files() == before
    searched.build(sites.many(3), indexer=indexer)
    assert sum("/fragment/" in path for path in bundle(searched, 2026)) == 3
    assert len(list((tmp_path / ".roaster" / "search").iterdir())) == 1


def test_an_index_cut_short_is_made_again(
    searched: Any, sites: ModuleType, indexer: Indexer, tmp_path: Path
) -> None:
    folder = tmp_path / ".roaster" / "search"
    searched.build(roasts_of(sites), indexer=indexer)
    before = searched.files()
    next(folder.glob("*/pagefind.js")).write_text("cut")
    next(folder.glob("*/fragment/*")).unlink()
    (folder / ".new-killed").mkdir()
    searched.build(roasts_of(sites), indexer=indexer, clean=True)
    assert searched.files() == before
    assert not (folder / ".new-killed").exists()
    assert len(list(folder.iterdir())) == 2


def test_where_none_is_made_search_holds_while_the_old_ones_fit(
    searched: Any, sites: ModuleType, indexer: Indexer, made: list[int]
) -> None:
    roasts = roasts_of(sites)
    shown = replace(indexer, makes=False)
    searched.build(roasts, indexer=shown)
    assert search_page(searched).find(".//form") is None
    searched.build(roasts, indexer=indexer)
    whole = searched.files()
    searched.build(roasts, indexer=shown)
    assert searched.files() == whole
    searched.build(roasts[1:], indexer=shown)
    assert search_page(searched).find(".//form") is None
    assert not bundle(searched, 2026)
    searched.build(roasts, indexer=indexer)
    assert searched.files() == whole
    assert made == [3, 2]


# In a browser.


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if chromium.missing():
        pytest.skip(chromium.REMEDY)
    with chromium.browsing(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(
    sites: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """Sites of both themes below a sub-path, with twelve roasts that one word finds."""
    folder = tmp_path_factory.mktemp("served")
    many = [
        sites.roast(n, preamble="An aardvark.", sections=(Section("", "More", "Text."),))
        for n in range(1, 13)
    ]
    for theme in ("sally", "plain"):
        site = sites.make_site(folder / theme)
        (site.root / "themes" / "plain").rename(site.root / "themes" / "tiny")
        indexer = find_indexer(site.root / ".roaster" / "search")
        config = sites.config(site={"theme": theme, "base_url": f"https://x.example/{theme}/"})
        site.build([*roasts_of(sites), *many], indexer=indexer, config=config)
        (folder / "www").mkdir(exist_ok=True)
        (folder / "www" / theme).symlink_to(site.public)
    with chromium.serving(folder / "www") as host:
        yield lambda theme: f"{host}/{theme}/search/"


def wait_for(browser: Any, script: str) -> Any:
    """What the script returns once that is something."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if value := browser.run(f"return {script}"):
            return value
        time.sleep(0.05)
    raise AssertionError(f"never: {script}; {browser.complaints()}")


def type_in(browser: Any, text: str) -> None:
    browser.run(
        "const it = document.getElementById('query'); it.focus(); it.value = '"
        f"{text}'; it.dispatchEvent(new Event('input', {{bubbles: true}}))"
    )


STATUS = "document.getElementById('found').textContent"


@pytest.mark.browser
def test_words_of_both_years_are_found(browser: Any, address: Any, theme: str) -> None:
    browser.open(address(theme))
    wait_for(browser, "!document.getElementById('search').hidden")
    type_in(browser, "flamingo")
    assert wait_for(browser, STATUS) == "5 roasts found."
    links = browser.run("return [...document.querySelectorAll('#results a')].map(a => a.pathname)")
    assert sorted(links) == sorted(
        f"/{theme}/{year}/about-{word}/"
        for year, word in (
            ("2026/04/01", "walrus"),
            ("2026/04/02", "badger"),
            ("2026/04/03", "ocelot"),
            ("2025/05/01", "heron"),
            ("2025/05/02", "newt"),
        )
    )
    shown = browser.run("return document.querySelector('#results').innerHTML")
    assert "<mark>flamingo" in shown
    assert "&lt;b&gt;filed&lt;/b&gt; &amp; won" in shown
    assert "/10 Lukewarm" in shown
    assert browser.run("return location.search") == "?q=flamingo"
    assert browser.complaints() == []
    type_in(browser, "zzyzx")
    wait_for(browser, f"{STATUS} === 'Nothing found.'")
    assert browser.run("return document.querySelectorAll('#results li').length") == 0


@pytest.mark.browser
def test_nothing_jumps_when_the_box_is_shown(browser: Any, address: Any, theme: str) -> None:
    browser.open(address(theme))
    wait_for(browser, "!document.getElementById('search').hidden")
    below = "document.querySelector('#search ~ *:not(script)').getBoundingClientRect().top"
    shown = browser.run(f"return {below}")
    before = browser.run(f"document.getElementById('search').hidden = true; return {below}")
    assert before == shown > 0
    assert not browser.run(
        "const it = document.getElementById('query'); it.focus();"
        "return document.activeElement === it"
    ), "nobody gets into a box that is not there"


@pytest.mark.browser
def test_a_search_can_be_linked_to_and_goes_on_by_keyboard(browser: Any, address: Any) -> None:
    browser.open(f"{address('sally')}?q=aardvark")
    assert wait_for(browser, STATUS) == "12 roasts found."
    assert browser.run("return document.querySelectorAll('#results li').length") == 10
    browser.run("document.getElementById('more').click()")
    wait_for(browser, "document.querySelectorAll('#results li').length === 12")
    focused = "return [...document.querySelectorAll('#results a')].indexOf(document.activeElement)"
    assert browser.run(focused) == 10
    assert browser.run("return document.getElementById('more').hidden")
    assert browser.complaints() == []


@pytest.mark.browser
def test_the_box_is_named_and_its_answers_are_said(browser: Any, address: Any, theme: str) -> None:
    browser.open(address(theme))
    wait_for(browser, "!document.getElementById('search').hidden")
    assert browser.run(
        "const it = document.getElementById('query');"
        "return it.labels[0].textContent + document.getElementById('found').getAttribute('role')"
    ).endswith("status")
    assert browser.run("return document.querySelector('form').getAttribute('role')") == "search"


@pytest.mark.browser
def test_with_a_keyboard_alone_one_gets_from_the_page_to_what_was_found(
    browser: Any, address: Any, theme: str
) -> None:
    browser.open(address(theme))
    wait_for(browser, "!document.getElementById('search').hidden")
    for _ in range(40):
        browser.press_tab()
        if browser.run("return document.activeElement.id") == "query":
            break
    browser.type("walrus")
    assert wait_for(browser, STATUS) == "One roast found."
    browser.press_tab()
    assert browser.run("return document.activeElement.tagName") == "BUTTON"
    browser.type("\ue007")  # Enter on the button: the same again, and the focus stays
    assert wait_for(browser, STATUS) == "One roast found."
    browser.press_tab()
    assert browser.run("return document.activeElement.closest('#results') !== null")
    browser.type("\ue007")
    wait_for(browser, "document.title.startsWith('The walrus')")
    assert browser.complaints() == []


@pytest.mark.browser
def test_a_screen_reader_is_told_of_landmark_box_button_and_count(
    browser: Any, address: Any, theme: str
) -> None:
    browser.open(address(theme))
    wait_for(browser, "!document.getElementById('search').hidden")
    type_in(browser, "heron")
    wait_for(browser, STATUS)
    heard = browser.heard()
    assert ("search", "") in heard
    assert ("searchbox", "What are you looking for?") in heard
    assert ("button", "Search") in heard
    assert ("status", "") in heard
    assert ("StaticText", "One roast found.") in heard
    assert ("link", "The heron <b>filed</b> & won") in heard
    assert ("button", "Show more") not in heard


@pytest.mark.browser
def test_an_index_that_is_gone_is_told(browser: Any, address: Any, sites: ModuleType) -> None:
    browser.open(address("sally"))
    wait_for(browser, "!document.getElementById('search').hidden")
    browser.run("document.getElementById('search').dataset.indexes = '/nowhere/'")
    type_in(browser, "flamingo")
    assert "does not answer" in wait_for(browser, STATUS)
    browser.complaints()
