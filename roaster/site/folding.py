"""What is the same on every page is worked out when a template is compiled, not on each page.

A page asks for some sixty words of its language, and for the site's own values as often. `t("…")`,
`asset("…")`, `settings.…` and `site.…` are the same wherever they stand, and so become part of the
template's text. What fails is left to fail where it is shown. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, has_safe_repr
from jinja2.nodes import EvalContext
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

_SPECIAL = re.compile("[&<>\"']")
# Tags that give names to values, here and in what is included, imported or extended.
_NAMING = re.compile(r"\{%[-+]?\s*(set|for|with|macro|call|import|from)\b(.*?)%\}", re.DOTALL)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*\b(?!\s*[.(\[])")
_ANY_NAME = re.compile(r"[^\W\d]\w*")


def renamed(sources: Iterable[str]) -> set[str]:
    """Names that some template may give to a value of its own; rather one too many."""
    found: set[str] = set()
    for source in sources:
        for tag, text in _NAMING.findall(source):
            names = _ANY_NAME if tag in ("macro", "call") else _NAME
            found.update(names.findall(_QUOTED.sub("", text)))
    return found


def folded(
    template: nodes.Template, environment: jinja2.Environment, same: Mapping[str, Any]
) -> nodes.Template:
    """The template with what depends on `same` alone as constants."""
    made: nodes.Template = _Folding(environment, same).visit(template)
    return made


class _Folding(NodeTransformer):
    def __init__(self, environment: jinja2.Environment, known: Mapping[str, Any]) -> None:
        self._environment = environment
        self._known = known

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:  # noqa: N802 - Jinja2's name
        """A macro of another file does not see `site`."""
        inner = _Folding(self._environment, {k: v for k, v in self._known.items() if k != "site"})
        node.body = [inner.visit(one) for one in node.body]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        """`t("sources")`."""
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        function = self._value(node.node) if isinstance(node.node, nodes.Name) else None
        if plain and callable(function):
            try:
                given = [argument.as_const() for argument in node.args]
                return self._constant(function(*given), node)
            except (nodes.Impossible, jinja2.TemplateRuntimeError):
                return node
        return self.generic_visit(node)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802
        """`site.persona.name`."""
        value = self._value(node)
        return self.generic_visit(node) if value is None else self._constant(value, node)

    def _value(self, node: nodes.Node) -> Any:
        """What a name, or a field of what it names, stands for; None where that is not known."""
        if isinstance(node, nodes.Name):
            return self._known.get(node.name)
        if isinstance(node, nodes.Getattr):
            value = self._value(node.node)
            found = None if value is None else self._environment.getattr(value, node.attr)
            return None if isinstance(found, jinja2.Undefined) else found
        return None

    def _constant(self, value: Any, node: nodes.Node) -> nodes.Node:
        if not has_safe_repr(value):
            return node
        return nodes.Const(value, lineno=node.lineno, environment=self._environment)


class Generator(CodeGenerator):
    """Writes templates that escape with `environment.shown`, which is the faster."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        context: EvalContext = frame.eval_ctx
        if context.volatile or not context.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


def shown(value: object) -> str:
    """A value as it stands in a page: as `markupsafe.escape`, which takes thrice as long."""
    if type(value) is Markup or (type(value) is str and not _SPECIAL.search(value)):
        return value
    return escape(value)
