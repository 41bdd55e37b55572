"""Templates with constants worked out beforehand say what they said without."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from roaster.errors import ThemeError
from roaster.site.folding import renamed, shown


@given(
    st.text()
    | st.text(alphabet="&<>\"'ab").map(Markup)
    | st.text(alphabet="&<>\"'ab")
    | st.integers()
    | st.none()
)
def test_what_is_shown_is_escaped_as_ever(value: object) -> None:
    assert shown(value) == escape(value)


def test_what_is_not_there_is_not_shown() -> None:
    with pytest.raises(jinja2.UndefinedError):
        shown(jinja2.StrictUndefined(name="x"))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("{% set t = 1 %}", {"t"}),
        ("{%- set a, site = 1, t('t') -%}", {"a", "site"}),
        ('{% for t in site.categories %}{{ t("x") }}{% endfor %}', {"t", "in"}),
        ('{% from "a.html" import b as t %}', {"b", "as", "t", "import"}),
        ("{% macro t(settings, asset=1) %}{% endmacro %}", {"t", "settings", "asset"}),
        ("{% call(site) shown() %}{% endcall %}", {"site", "shown"}),
        ("{{ t('set t = 1') }}{% if site.t %}{% endif %}", set()),
    ],
)
def test_names_that_templates_give_are_found(source: str, names: set[str]) -> None:
    assert renamed([source]) == names


def test_a_theme_may_use_the_names_for_values_of_its_own(site: Any, sites: ModuleType) -> None:
    base = "<title>{{ page.title }}</title><p>{{ t }}</p>{{ site.title }}"
    child = '{% extends "about.html" %}{% set t = "mine <b>" %}'
    own = sites.make_site(site.root / "own", about=base, page=child)
    own.build(sites.many(1))
    assert "<p>mine &lt;b&gt;</p>Cynical Sally" in own.text("about/index.html")


def test_a_fault_in_what_is_the_same_everywhere_is_told_where_it_is_shown(
    site: Any, sites: ModuleType
) -> None:
    own = sites.make_site(site.root / "own", page='\n{{ t("nothing") }}')
    with pytest.raises(ThemeError, match="'nothing' is in no catalogue") as told:
        own.build(sites.many(1))
    assert told.value.where.endswith("page.html:2")
