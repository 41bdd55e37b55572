from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.errors import ThemeError, UsageError
from roaster.site.theme import load_theme


def refused(site: Any, sites: ModuleType) -> str:
    with pytest.raises(ThemeError) as caught:
        site.build(sites.many(1))
    return str(caught.value)


def test_an_undefined_name_is_told_with_file_line_and_page(
    sites: ModuleType, tmp_path: Path
) -> None:
    site = sites.make_site(tmp_path, page="<p>\n{{ standing.titel }}")
    told = refused(site, sites)
    assert "templates/page.html:2" in told
    assert "titel" in told
    assert "/about/index.html" in told or "/404.html" in told


def test_a_byte_order_mark_before_a_template_is_not_its_text(
    sites: ModuleType, tmp_path: Path
) -> None:
    site = sites.make_site(tmp_path, roast="\ufeff<p>{{ roast.title }}</p>")
    site.build(sites.many(1))
    pages = list(site.public.rglob("*.html"))
    assert pages
    assert [page for page in pages if "\ufeff" in page.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("template", "line", "what"),
    [
        ("a\n\n{% if %}", 3, "Expected an expression"),
        ("a\n{% endblock %}", 2, "endblock"),
        ("a\n{{ roast.title + 1 }}", 2, "str"),
        ("a\n{{ 1 // 0 }}", 2, "zero"),
        ('a\n{% include "nothing.html" %}', 2, "nothing.html"),
        ('a\n{% include "../../../config.yaml" %}', 2, "config.yaml"),
        ("a\n{{ roast.__class__.__mro__ }}", 2, "__class__"),
        ("a\n{{ roast.title.__init__.__globals__ }}", 2, "__init__"),
        ("a\n{{ asset('nothing.png') }}", 2, "nothing.png"),
        ("a\n{{ roast.meta.update({}) }}", 2, "update"),
    ],
)
def test_a_templates_fault_is_told_with_its_line(
    sites: ModuleType, tmp_path: Path, template: str, line: int, what: str
) -> None:
    told = refused(sites.make_site(tmp_path, roast=template), sites)
    assert f"templates/roast.html:{line}" in told
    assert what in told


@pytest.mark.parametrize(
    ("template", "line", "what"),
    [
        ("a\n{{ roast.titel }}", 2, "did you mean `title`?"),
        ("a\n{{ rost.title }}", 2, "did you mean `roast`?"),
        ("a\n{{ scors }}", 2, "`roaster theme show`"),  # another template's
        ("{% set crown = 1 %}\n{{ cron }}", 2, "did you mean `crown`?"),
        ("a\n{% if not roast.draft and roast.scor %}{% endif %}", 2, "did you mean `score`?"),
        ("a\n{{ site.persona.sing_off }}", 2, "did you mean `sign_off`?"),
        ("a\n{{ roast.meta.mod }}", 2, "did you mean `mood`?"),
        ("a\n{{ roast.next.title }}", 2, "ask for it first"),
        ("a\n{{ settings.burn }}", 2, "known here: accent"),
        ("a\n{{ settings.acent }}", 2, "did you mean `accent`?"),
        ("a\n{{ t('draf') }}", 2, "did you mean `draft`?"),
        ("a\n{{ asset('plan.css') }}", 2, "did you mean `plain.css`?"),
        ("a\n{{ roast.title | uper }}", 2, "did you mean `upper`?"),
        ("a\n{% if roast is defind %}{% endif %}", 2, "did you mean `defined`?"),
        ('a\n{% include "card.html" %}', 2, "did you mean `cards.html`?"),
        ('{% extends "base.html" %}\n{% block mian %}x{% endblock %}', 2, "did you mean `main`?"),
        ('{% extends "base.html" %}\n\n{% block x %}{% endblock %}', 3, "there is main"),
    ],
)
def test_what_a_template_asks_for_in_vain_names_what_was_meant(
    sites: ModuleType, tmp_path: Path, template: str, line: int, what: str
) -> None:
    site = sites.make_site(tmp_path, roast=template)
    settings = "name: plain\nsettings:\n  accent: {type: text, default: a}\n"
    (tmp_path / "themes" / "plain" / "theme.yaml").write_text(settings)
    told = refused(site, sites)
    assert f"templates/roast.html:{line}: " in told
    assert what in told
    assert "(for /2026/01/01/roast-1/index.html)" in told


def test_a_macro_that_is_not_given_the_site_says_how_it_gets_it(
    sites: ModuleType, tmp_path: Path
) -> None:
    page = '{% from "bits.html" import bit %}{{ bit() }}'
    bits = "{% macro bit() %}\n{{ standing.title }}{% endmacro %}"
    told = refused(sites.make_site(tmp_path, page=page, bits=bits), sites)
    assert "templates/bits.html:2: " in told
    assert "with context" in told


def test_blocks_shown_by_name_or_below_another_block_are_no_faults(
    sites: ModuleType, tmp_path: Path
) -> None:
    page = """{% extends "base.html" %}{% block side %}SIDE{% endblock %}
{% block main %}{{ self.side() }}{% block inner %}INNER{% endblock %}{% endblock %}"""
    site = sites.make_site(tmp_path, page=page)
    site.build(sites.many(1))
    assert "SIDE" in site.text("about/index.html")


def test_a_fault_in_what_a_page_extends_is_told_with_that_file(
    sites: ModuleType, tmp_path: Path
) -> None:
    base = sites.TEMPLATES["base.html"] + "{% block main %}"
    assert "templates/base.html:" in refused(sites.make_site(tmp_path, base=base), sites)


def test_a_fault_leaves_the_old_site_whole(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(3))
    before = site.files()
    sites.write_theme(site.root / "themes" / "plain", scores="{{ nothing }}")
    refused(site, sites)
    assert site.files() == before
    left = {path.name for path in site.root.glob(".public-*")}
    assert left <= {".public-spare"}


def test_a_theme_may_replace_one_template_of_another(
    site: Any, sites: ModuleType, tmp_path: Path
) -> None:
    mine = tmp_path / "themes" / "mine"
    (mine / "templates").mkdir(parents=True)
    (mine / "theme.yaml").write_text("name: mine\nextends: plain\n")
    (mine / "templates" / "page.html").write_text(
        '{% extends "plain/page.html" %}{% block main %}MINE {{ super() }}{% endblock %}'
    )
    site.config = sites.config(site={"theme": "mine"})
    site.build(sites.many(1))
    assert "MINE" in site.text("about/index.html")
    assert "Some <em>text</em>." in site.text("about/index.html")
    assert list(site.public.glob("assets/plain.*.css"))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("extend: sally", "did you mean `extends`?"),
        ("setings: {}", "did you mean `settings`?"),
        ("colour: red", "known here: about, author, extends"),
        ("settings: {a: {type: colour, default: '#000'}}", "did you mean `color`?"),
        ("settings: {a: {type: text, defalt: x, default: x}}", "did you mean `default`?"),
    ],
)
def test_an_unknown_key_of_theme_yaml_names_what_was_meant(
    site: Any, sites: ModuleType, line: str, what: str
) -> None:
    file = site.root / "themes" / "plain" / "theme.yaml"
    file.write_text(f"name: plain\nabout: mine\n{line}\n")
    told = refused(site, sites)
    assert "theme.yaml:3" in told
    assert what in told


@pytest.mark.parametrize(
    "settings", ["extends: nowhere", "extends: ../plain", "extends: [a]", "a: [", "x", "name: \xff"]
)
def test_a_broken_theme_yaml_is_told(site: Any, sites: ModuleType, settings: str) -> None:
    file = site.root / "themes" / "plain" / "theme.yaml"
    file.write_bytes(settings.encode("latin-1"))
    assert "theme.yaml" in refused(site, sites)


def test_themes_that_extend_each_other_end(site: Any, sites: ModuleType) -> None:
    sites.write_theme(site.root / "themes" / "mine")
    (site.root / "themes" / "plain" / "theme.yaml").write_text("extends: mine\n")
    (site.root / "themes" / "mine" / "theme.yaml").write_text("extends: plain\n")
    site.config = sites.config(site={"theme": "mine"})
    assert "'mine'" in refused(site, sites)


def test_a_theme_that_is_not_there_is_told_with_those_that_are(
    site: Any, sites: ModuleType
) -> None:
    site.config = sites.config(site={"theme": "nowhere"})
    assert "plain" in refused(site, sites)


def test_a_stylesheets_files_follow_their_new_names(sites: ModuleType, tmp_path: Path) -> None:
    folder = sites.write_theme(tmp_path / "plain")
    (folder / "static" / "fonts").mkdir()
    (folder / "static" / "fonts" / "a.woff2").write_bytes(b"font")
    css = folder / "static" / "plain.css"
    css.write_text("@font-face{src:url(fonts/a.woff2)} b{background:url('data:x')}")
    theme = load_theme("plain", [tmp_path])
    font, sheet = theme.assets["fonts/a.woff2"], theme.assets["plain.css"]
    assert f'url("{font.path.removeprefix("assets/")}")' in sheet.content.decode()
    assert "url('data:x')" in sheet.content.decode()
    (folder / "static" / "fonts" / "a.woff2").write_bytes(b"another")
    assert load_theme("plain", [tmp_path]).assets["plain.css"].path != sheet.path


@pytest.mark.parametrize(
    "where", ["content/static", "themes/plain/static", "themes/plain/templates"]
)
def test_a_file_whose_name_is_not_utf_8_is_refused(
    site: Any, sites: ModuleType, where: str
) -> None:
    folder = site.root / where
    folder.mkdir(parents=True, exist_ok=True)
    Path(os.fsdecode(os.fsencode(folder) + b"/a\xff.txt")).write_text("x")
    with pytest.raises(UsageError, match="its name is not UTF-8") as caught:
        site.build(sites.many(1))
    assert caught.value.remedy == "rename it"


@pytest.mark.parametrize(
    "where", ["content/static", "themes/plain/static", "themes/plain/templates"]
)
def test_a_link_out_of_a_folder_is_refused(site: Any, sites: ModuleType, where: str) -> None:
    (site.root / "secret.txt").write_text("secret")
    folder = site.root / where
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "link.txt").symlink_to(site.root / "secret.txt")
    with pytest.raises(UsageError, match="leads out"):
        site.build(sites.many(1))
