"""What a theme can be told, what it offers, and the small theme made for hacking on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.config.rubrics import load_rubrics
from roaster.errors import ThemeError
from roaster.jobs.init import init_site
from roaster.site.links import dead_links
from roaster.site.markdown import Prose
from roaster.site.outputs import PageOutput
from roaster.site.plan import plan
from roaster.site.stylesheets import slim
from roaster.site.theme import load_theme
from roaster.site.views import GIVEN

THEMES = Path(__file__).parents[2] / "themes"
SETTINGS = """name: plain
settings:
  accent: {type: color, default: "#980f05"}
  columns: {type: number, default: 2, min: 1, max: 4}
  burnt: {type: boolean, default: true}
  size: {type: choice, options: [small, large], default: small}
"""


def with_settings(site: Any, sites: ModuleType, text: str = SETTINGS, **values: Any) -> None:
    (site.root / "themes" / "plain" / "theme.yaml").write_text(text)
    page = site.root / "themes" / "plain" / "templates" / "page.html"
    page.write_text("{{ settings.size }} {{ settings.burnt }}")
    told = "".join(f"    {name}: {json.dumps(value)}\n" for name, value in values.items())
    (site.root / "config.yaml").write_text(f"site:\n  theme: plain\n  theme_settings:\n{told}")
    site.config = sites.config(site={"theme_settings": values})


def test_one_colour_by_config_reaches_the_stylesheet_and_every_template(
    site: Any, sites: ModuleType
) -> None:
    with_settings(site, sites)
    site.build(sites.many(1))
    (before,) = site.public.glob("assets/plain.*.css")
    assert ":root{--accent:#980f05;--columns:2}" in before.read_text()
    assert site.text("about/index.html") == "small True"
    with_settings(site, sites, accent="#0b5563", size="large", burnt=False)
    site.build(sites.many(1))
    (after,) = site.public.glob("assets/plain.*.css")
    assert "--accent:#0b5563" in after.read_text()
    assert after.name != before.name
    assert site.text("about/index.html") == "large False"


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("acent", "#000", "did you mean `accent`?"),
        ("accent", "red;}*{", "expected a colour"),
        ("columns", 9, "from 1 to 4"),
        ("columns", True, "expected a number"),
        ("burnt", "yes", "true or false"),
        ("size", "huge", "small, large"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(
    site: Any, sites: ModuleType, name: str, value: Any, what: str
) -> None:
    with_settings(site, sites, **{name: value})
    with pytest.raises(ThemeError, match=re.escape(what)) as caught:
        site.build(sites.many(1))
    assert "config.yaml:4" in str(caught.value)


@pytest.mark.parametrize(
    "line",
    ["a: 1", "a: {type: colour, default: x}", "a: {type: color}", "a: {type: color, default: x}",
     "A-b: {type: text, default: x}", "a: {type: text, default: x, deflt: y}"],
)  # fmt: skip
def test_a_wrong_declaration_is_told_with_its_line(site: Any, sites: ModuleType, line: str) -> None:
    (site.root / "themes" / "plain" / "theme.yaml").write_text(f"name: x\nsettings:\n  {line}\n")
    with pytest.raises(ThemeError, match=r"theme.yaml:3"):
        site.build(sites.many(1))


def test_a_site_replaces_one_block_of_the_built_in_theme(site: Any, sites: ModuleType) -> None:
    mine = site.root / "themes" / "mine" / "templates"
    mine.mkdir(parents=True)
    (mine.parent / "theme.yaml").write_text("name: mine\nextends: sally\n")
    (mine / "roast.html").write_text(
        '{% extends "sally/roast.html" %}{% block made %}<p>HANDMADE</p>{% endblock %}'
    )
    site.config = sites.config(site={"theme": "mine"})
    site.build(sites.many(1))
    page = site.text("2026/01/01/roast-1/index.html")
    assert "HANDMADE" in page
    assert "How this was made" not in page
    assert page.count('class="coupon') == 3
    assert list(site.public.glob("assets/sally.*.css"))


def test_plain_is_small_and_whole(site: Any, sites: ModuleType) -> None:
    (site.root / "themes" / "plain").rename(site.root / "themes" / "other")
    site.build(sites.many(9))
    (sheet,) = site.public.glob("assets/plain.*.css")
    assert sheet.stat().st_size < 2048
    assert list(dead_links(site.public, "https://roasts.example/")) == []
    page = site.text("2026/01/02/roast-2/index.html")
    assert page.count('class="drop"') == 3
    assert "default-src 'none'" in page


@pytest.mark.parametrize("theme", ["sally", "plain"])
def test_pages_are_given_what_views_say(sites: ModuleType, theme: str) -> None:
    config = sites.config(site={"theme": theme})
    loaded = load_theme(theme, [THEMES])
    rubrics = load_rubrics()
    planned = plan(sites.many(5), [sites.ABOUT], config, sites.NOW, loaded, rubrics=rubrics)
    prose, seen = Prose(planned.frame.addresses), set()
    for output in planned.outputs:
        if isinstance(output, PageOutput):
            values = dict(output.view(planned.heads[output.path], prose))
            values.pop("page")
            assert {name: type(value) for name, value in values.items()} == GIVEN[output.template]
            seen.add(output.template)
    assert seen == set(GIVEN)


def test_theme_show_lists_templates_blocks_variables_and_settings(tmp_path: Path) -> None:
    init_site(tmp_path)
    command = [sys.executable, "-m", "roaster", "-C", str(tmp_path), "theme", "show"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "accent: color = #980f05" in shown
    told = json.loads(subprocess.run([*command, "--json"], capture_output=True, check=True).stdout)
    (roast,) = [one for one in told["templates"] if one["name"] == "roast.html"]
    assert roast["extends"] == "base.html"
    assert {"top", "section", "made", "neighbours"} <= roast["blocks"].keys()
    assert roast["variables"]["roast.score.verdict"] == "str"
    assert told["views"]["ScoreView"] == {"text": "str", "tenths": "int", "verdict": "str"}


@given(st.text(alphabet="a{}:;,>'\" \n/*\\()#-.@", max_size=40))
def test_a_stylesheet_loses_only_comments_blanks_and_last_semicolons(css: str) -> None:
    def bare(text: str) -> str:
        return re.sub(r";+(?=})", "", re.sub(r"\s", "", text))

    if "/*" not in css and "'" not in css and '"' not in css:
        assert bare(slim(css)) == bare(css)
    assert slim(f"'a  ;  b' {{}} {css}").startswith("'a  ;  b'{}")
