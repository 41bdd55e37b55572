"""What is wrong with a template, in words: what it asks for in vain, and what was meant.

Only imported when something is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.utils import missing

from roaster.site.folding import renamed
from roaster.site.theme import Template
from roaster.site.views import GIVEN, SHARED
from roaster.text.near import meant

_LIST = "`roaster theme show` lists what each template is given"
_BLOCK = re.compile(r"\{%[-+]?\s*block\s+(\w+)")
_EXTENDS = re.compile(r"\{%[-+]?\s*extends\b\s*(?:([\"'])([^\"']+)\1\s*[-+]?%\})?")
_NO_SUCH = re.compile(r"No (filter|test) named '([^']*)'")


class VainError(jinja2.TemplateRuntimeError):
    """A template asks for something that is not there; `remedy` says what it may have meant."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class UnknownNameError(jinja2.UndefinedError):
    """A template asks for `name`: of `owner`, or of all that it is given."""

    def __init__(self, owner: Any, name: Any, _said: str) -> None:
        self.owner, self.name = owner, name
        super().__init__(_unknown(owner, name))

    def remedy(self, source: str, template: str, shared: Iterable[str]) -> str:
        """What may have been meant in `source`, while a page of `template` is made."""
        if self.owner is None:
            return f"ask for it first: {{% if … %}}…{self.name}…{{% endif %}}"
        if self.owner is not missing:
            return meant(str(self.name), _names_of(self.owner)) or _known(self.owner) or _LIST
        given = {*SHARED, *GIVEN.get(template, {})}
        if self.name in given:
            return "a macro sees what it is called with: give it that, or import it `with context`"
        return meant(self.name, {*given, *shared, *renamed([source])}) or _LIST


class Missing(jinja2.StrictUndefined):
    """What is not there. To show it is an error that knows who was asked for what."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: Callable[[str], jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        if hint is None and exc is jinja2.UndefinedError:
            exc = partial(UnknownNameError, obj, name)
        super().__init__(hint, obj, name, exc)  # type: ignore[arg-type]  # it is only called


def _unknown(owner: Any, name: Any) -> str:
    if owner is missing:
        return f"there is no `{name}` here"
    if owner is None:
        return f"`{name}` is asked of a value that this page does not have"
    if isinstance(owner, Mapping):
        return f"there is no `{name}` among the keys"
    return f"{type(owner).__name__} has no `{name}`"


def _names_of(owner: Any) -> Iterable[str]:
    if isinstance(owner, Mapping):
        return map(str, owner)
    if is_dataclass(owner):
        return (field.name for field in fields(owner))
    return (name for name in dir(owner) if not name.startswith("_"))


def _known(owner: Any) -> str:
    """The names of a small mapping, such as the theme's settings."""
    names = sorted(map(str, owner)) if isinstance(owner, Mapping) else []
    return f"known here: {', '.join(names)}" if 0 < len(names) <= 20 else ""


def other_filter(message: str, environment: jinja2.Environment) -> str:
    """The filter or test that may have been meant; empty where the message is not of that."""
    found = _NO_SUCH.match(message)
    if not found:
        return ""
    return meant(found[2], environment.filters if found[1] == "filter" else environment.tests)


def check_blocks(
    tree: nodes.Template, source: str, name: str | None, templates: Mapping[str, Template]
) -> None:
    """Raise TemplateAssertionError for a block that no template above has a place for.

    Jinja2 passes over it without a word.
    """
    above = list(_above(source, templates))
    if not above or None in above:
        return
    theirs = {block for text in above for block in _BLOCK.findall(text or "")}
    everything = "\n".join((source, *filter(None, above)))
    for node in tree.body:
        if not isinstance(node, nodes.Block) or node.name in theirs:
            continue
        if not re.search(rf"\bself\.{node.name}\b", everything):  # shown by its name
            remedy = meant(node.name, theirs) or f"there is {', '.join(sorted(theirs))}"
            message = f"no template above has the block `{node.name}`: it would show nowhere"
            raise UnknownBlockError(message, remedy, node.lineno, name)


class UnknownBlockError(jinja2.TemplateAssertionError):
    """A block that nothing shows."""

    def __init__(self, message: str, remedy: str, lineno: int, name: str | None) -> None:
        super().__init__(message, lineno, name)
        self.remedy = remedy


def _above(source: str, templates: Mapping[str, Template]) -> Iterator[str | None]:
    """The sources of what a template extends, up to the last; None where only rendering tells."""
    seen: set[str] = set()
    while extends := _EXTENDS.search(source):
        parent = extends[2]
        if parent is None or parent not in templates or parent in seen:
            yield None
            return
        seen.add(parent)
        source = templates[parent].source
        yield source
