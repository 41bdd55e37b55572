"""A template's look changes with what it reaches, and with nothing else."""

from __future__ import annotations

import pytest

from roaster.site.look import looks, names_in
from roaster.site.theme import Template


def theme(**sources: str) -> dict[str, Template]:
    return {f"{name}.html": Template(name, source, "mine") for name, source in sources.items()}


def test_a_template_depends_on_what_it_reaches_and_on_nothing_else() -> None:
    sources = {
        "base": "<p>",
        "parts": '{% include "far.html" ignore missing %}',
        "roast": '{% extends "base.html" %}{%- from "parts.html" import a, b as c with context -%}',
        "list": '{% extends "base.html" %}',
    }
    before = looks(theme(**sources))
    for changed, seen in {
        "parts": {"parts", "roast"},
        "base": {"base", "roast", "list"},
        "list": {"list"},
        "far": {"far", "parts", "roast"},
    }.items():
        after = looks(theme(**sources | {changed: f"{sources.get(changed, '')}!"}))
        assert {name[:-5] for name in after if after[name] != before.get(name)} == seen


@pytest.mark.parametrize(
    "source",
    [
        "{% extends name %}",
        '{% extends "a.html" if page else b %}',
        '{% include ["a.html", "b.html"] %}',
        '{% include "a" ~ "b.html" %}',
        '{% extends "a.html" if page else "b.html" %}',
        '{% import "a\\x2ehtml" as a %}',
        '{% include "a.html" %}{%+ include(name) %}',
    ],
)
def test_a_template_that_works_out_which_other_it_takes_depends_on_all(source: str) -> None:
    assert names_in(source) is None
    before = looks(theme(one=source, other="1"))
    after = looks(theme(one=source, other="2"))
    assert before["one.html"] != after["one.html"]
