from __future__ import annotations

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
def test_a_link_out_of_a_folder_is_refused(site: Any, sites: ModuleType, where: str) -> None:
    (site.root / "secret.txt").write_text("secret")
    folder = site.root / where
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "link.txt").symlink_to(site.root / "secret.txt")
    with pytest.raises(UsageError, match="leads out"):
        site.build(sites.many(1))
