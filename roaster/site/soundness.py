"""Whether a theme has what pages need, as far as that can be told without rendering one.

A name that no view has, or a filter that there is not, is told by the build alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import jinja2
from jinja2 import meta, nodes

from roaster.errors import ThemeError
from roaster.site.frame import FEEDS_TEMPLATE
from roaster.site.theme import Template, Theme
from roaster.site.views import GIVEN
from roaster.text.near import meant


def check_templates(theme: Theme) -> None:
    """Raises ThemeError for a page's template that is not there or cannot be parsed.

    The same goes for what it extends, and for what it includes and imports where that is there.
    """
    pages = sorted(GIVEN.keys() - {FEEDS_TEMPLATE})  # without that one there is no page of feeds
    todo = [_found(theme, name, "") for name in pages]
    if FEEDS_TEMPLATE in theme.templates:
        todo.append(theme.templates[FEEDS_TEMPLATE])
    seen: set[str] = set()
    while todo:
        template = todo.pop()
        if template.file not in seen:
            seen.add(template.file)
            todo += _named_in(theme, template)


def _named_in(theme: Theme, template: Template) -> Iterator[Template]:
    tree = _parsed(template)
    for parent in tree.find_all(nodes.Extends):
        if isinstance(parent.template, nodes.Const) and tree.body[:1] == [parent]:
            _found(theme, str(parent.template.value), f"{template.file}:{parent.lineno}")
    for name in meta.find_referenced_templates(tree):
        if name is not None and name in theme.templates:  # None: only rendering tells
            yield theme.templates[name]


def _parsed(template: Template) -> nodes.Template:
    try:
        return jinja2.Environment(autoescape=True).parse(template.source)
    except jinja2.TemplateSyntaxError as error:
        where = f"{template.file}:{error.lineno}"
        raise ThemeError(error.message or "is no template", where=where) from error


def _found(theme: Theme, name: str, where: str) -> Template:
    if name in theme.templates:
        return theme.templates[name]
    remedy = f"add templates/{name}, or `extends: sally` to theme.yaml"
    if where:  # the name stands in a template
        remedy = meant(name, theme.templates)
    what = f"the template {name} is not in the theme {theme.name!r}"
    raise ThemeError(what, where=where, remedy=remedy)
