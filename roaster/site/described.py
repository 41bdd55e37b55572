"""What a theme offers those who change it: templates, blocks, typed variables, texts, settings.

All of it is read from the code: the blocks and names from the templates' syntax trees, the types
from the views that pages are given. Only imported by `roaster theme show`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_type_hints

import jinja2
from jinja2 import nodes
from jinja2.visitor import NodeVisitor

from roaster.errors import ThemeError
from roaster.site.theme import Template, Theme
from roaster.site.views import GIVEN, SHARED


@dataclass(frozen=True, slots=True)
class DescribedTemplate:
    """A template: where it stands, what it extends, its blocks with their lines, what it is given.

    `variables` are the paths it uses (`roast.title`) with their types, as far as they are known;
    `texts` are the keys of the words it says.
    """

    name: str
    theme: str
    file: str
    extends: str
    blocks: Mapping[str, int]
    given: Mapping[str, str]
    variables: Mapping[str, str]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DescribedTheme:
    """A theme. `views` are the types that templates are given, by name, with their fields."""

    name: str
    layers: tuple[str, ...]
    templates: tuple[DescribedTemplate, ...]
    settings: tuple[dict[str, Any], ...]
    views: Mapping[str, Mapping[str, str]]
    texts: tuple[str, ...]


def described(theme: Theme, texts: tuple[str, ...]) -> DescribedTheme:
    """All that there is to change. Raises ThemeError for a template that cannot be parsed."""
    return DescribedTheme(
        theme.name,
        theme.layers,
        tuple(
            _template(name, template)
            for name, template in sorted(theme.templates.items())
            if not name.startswith(tuple(f"{layer}/" for layer in theme.layers))
        ),
        tuple(
            {
                "name": setting.name,
                "type": setting.type,
                "default": setting.default,
                "value": theme.values[setting.name],
                "about": setting.about,
            }
            for setting in theme.settings.values()
        ),
        {view.__name__: fields_of(view) for view in _views()},
        texts,
    )


def fields_of(view: type) -> dict[str, str]:
    """A view's fields with their types, as they are written."""
    return {field.name: str(field.type) for field in fields(view)}


def _views() -> Iterator[type]:
    """Every type that templates can meet, each once, from the outermost inwards."""
    waiting = [*SHARED.values(), *(view for given in GIVEN.values() for view in given.values())]
    seen: set[type] = set()
    while waiting:
        view = waiting.pop(0)
        if view not in seen:
            seen.add(view)
            yield view
            waiting += [one for hint in get_type_hints(view).values() for one in _inner(hint)]


def _inner(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for argument in get_args(hint):
        yield from _inner(argument)


def _template(name: str, template: Template) -> DescribedTemplate:
    try:
        tree = jinja2.Environment(autoescape=True).parse(template.source, name)
    except jinja2.TemplateSyntaxError as error:
        where = f"{template.file}:{error.lineno}"
        raise ThemeError(error.message or "is no template", where=where) from error
    given = {**SHARED, **GIVEN.get(name, {})}
    found = _Names()
    found.visit(tree)
    parent = tree.find(nodes.Extends)
    return DescribedTemplate(
        name,
        template.theme,
        template.file,
        str(getattr(parent.template, "value", "")) if parent else "",
        {block.name: block.lineno for block in tree.find_all(nodes.Block)},
        {key: view.__name__ for key, view in given.items()} if name in GIVEN else {},
        {path: _type_of(path, given) for path in sorted(found.paths)},
        tuple(sorted(found.texts)),
    )


class _Names(NodeVisitor):
    """The paths that begin with a view's name, `roast.score.text`, and the keys given to `t`."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        self.texts: set[str] = set()

    def visit_Getattr(self, node: nodes.Getattr) -> None:  # noqa: N802 — Jinja2 calls it so
        """Note the longest path; what stands before a call is looked at too."""
        path = _path(node)
        if path.partition(".")[0] in _ROOTS:
            self.paths.add(path)
        else:
            self.generic_visit(node)

    def visit_Call(self, node: nodes.Call) -> None:  # noqa: N802
        """Note a text's key."""
        if isinstance(node.node, nodes.Name) and node.node.name == "t" and node.args:
            self.texts.add(str(getattr(node.args[0], "value", "…")))
        self.generic_visit(node)


_ROOTS = frozenset((*SHARED, *(name for given in GIVEN.values() for name in given)))


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        before = _path(node.node)
        return f"{before}.{node.attr}" if before else ""
    return node.name if isinstance(node, nodes.Name) else ""


def _type_of(path: str, given: Mapping[str, type]) -> str:
    """The type at the end of a path, as the view has it; empty where it leads out of the views."""
    root, *steps = path.split(".")
    view: type | None = given.get(root)
    said = view.__name__ if view else ""
    for step in steps:
        known = fields_of(view) if view is not None and is_dataclass(view) else {}
        if step not in known:
            return ""
        said = known[step]
        view = next(_inner(get_type_hints(view)[step]), None)
    return said
