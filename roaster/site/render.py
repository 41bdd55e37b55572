"""Templates to pages: Jinja2 in a sandbox, everything escaped, nothing undefined passed over.

Only imported when something is rendered.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from types import MappingProxyType, TracebackType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from roaster.errors import ThemeError
from roaster.model.roast import Roast
from roaster.site import views
from roaster.site.addresses import Addresses
from roaster.site.catalogue import words_of
from roaster.site.folding import Generator, folded, renamed, shown
from roaster.site.markdown import Body, Prose
from roaster.site.outputs import Head, PageOutput
from roaster.site.template_faults import (
    Missing,
    UnknownNameError,
    VainError,
    check_blocks,
    other_filter,
)
from roaster.site.theme import Template, Theme
from roaster.site.views import SiteView
from roaster.site.words import Words
from roaster.text.near import meant

# What an expression in a template can raise when a value is not what its author took it for.
_TEMPLATE_FAULTS = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, which asks no questions about our own values' fields.

    They are frozen and made to be shown; a million questions were half of a cold build.
    `same` are the values that are the same on every page, by name.
    """

    templates: Mapping[str, Template] = MappingProxyType({})

    code_generator_class = Generator
    shown = staticmethod(shown)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.same: dict[str, Any] = {}
        kinds = (kind for kind in vars(views).values() if isinstance(kind, type))
        self._shown = {
            kind: frozenset(field.name for field in fields(kind))
            for kind in kinds
            if is_dataclass(kind)
        }

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field at once, everything else by the sandbox's rules."""
        if attribute in self._shown.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        check_blocks(tree, source, name, self.templates)
        return folded(tree, self, self.same)


def _sha256(text: str) -> str:
    """The hash of an inline script's text, for a Content-Security-Policy: CSP 3, 6.7.2.3.

    A block of JSON-LD is data and needs none, but checkers take it for a script.
    """
    return b64encode(sha256(text.encode("utf-8", "replace")).digest()).decode()


class Renderer:
    """Renders the pages of one build."""

    def __init__(
        self,
        theme: Theme,
        site: SiteView,
        addresses: Addresses,
        supply: Callable[[Roast], Body] | None = None,
        compiled: jinja2.BytecodeCache | None = None,
    ) -> None:
        """`supply` gives roasts' bodies that were turned elsewhere, or before.

        `compiled` keeps templates' code.
        """
        self._theme = theme
        self._site = site
        self.prose = Prose(addresses, supply, raw_pages=site.raw_html)
        self._environment = _Environment(
            loader=jinja2.FunctionLoader(self._load),
            autoescape=True,
            undefined=Missing,
            auto_reload=False,
            cache_size=-1,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=compiled,
        )
        self._environment.templates = theme.templates
        self._environment.filters["sha256"] = _sha256
        known = {
            "asset": self._asset(addresses),
            "settings": theme.values,
            "t": self._texts(words_of(theme.words, site.language)),
        }
        self._environment.globals |= known
        own = renamed(template.source for template in theme.templates.values())
        same = known | {"site": site}
        self._environment.same |= {name: same[name] for name in same.keys() - own}

    def page(self, output: PageOutput, head: Head) -> bytes:
        """The page's bytes. Raises ThemeError with file, line and page."""
        values = output.view(head, self.prose)
        try:
            text = self.text(output.template, values)
        except _TEMPLATE_FAULTS as error:
            raise self._fault(error, output) from error
        return text.encode("utf-8", "replace")

    def text(self, template: str, values: Mapping[str, Any]) -> str:
        """What a template makes of `values`; Jinja2's own errors when it cannot."""
        return self._environment.get_template(template).render({**values, "site": self._site})

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        template = self._theme.templates.get(name)
        return (template.source, template.file, lambda: True) if template else None

    def _asset(self, addresses: Addresses) -> Callable[[str], str]:
        """`asset("logo.svg")`: the address of a static file of the theme."""

        def asset(name: str) -> str:
            found = self._theme.assets.get(name)
            if found is None:
                remedy = meant(name, self._theme.assets)
                raise VainError(f"static/{name} is not in the theme", remedy)
            return addresses.url(found.path)

        return asset

    def _texts(self, words: Words) -> Callable[..., str | tuple[str, ...]]:
        """`t("roasts", count=3)`: a text of the site's language; a list's texts as a tuple."""

        def text(key: str, **values: object) -> str | tuple[str, ...]:
            try:
                return words.texts(key) or words(key, **values)
            except ThemeError as error:
                raise VainError(error.message, error.remedy) from error

        return text

    def _fault(self, error: Exception, output: PageOutput) -> ThemeError:
        where = self._place(error.__traceback__)
        if isinstance(error, jinja2.TemplateSyntaxError):
            # The one that it extends, includes or imports may be the faulty one.
            file = self._theme.templates[error.name].file if error.name else output.template
            where = f"{file}:{error.lineno}"
        said = error.message if isinstance(error, jinja2.TemplateError) else str(error)
        if isinstance(error, jinja2.TemplateNotFound):
            said = f"the template {error.name} is not in the theme {self._theme.name!r}"
        remedy = self._remedy(error, output, where.rpartition(":")[0])
        return ThemeError(f"{said} (for /{output.path})", where=where, remedy=remedy)

    def _remedy(self, error: Exception, output: PageOutput, file: str) -> str:
        if isinstance(error, UnknownNameError):
            sources = (one.source for one in self._theme.templates.values() if one.file == file)
            return error.remedy(next(sources, ""), output.template, self._environment.globals)
        if isinstance(error, jinja2.TemplateNotFound):
            return meant(str(error.name), self._theme.templates)
        told = str(getattr(error, "remedy", "")) or other_filter(str(error), self._environment)
        return told or "`roaster theme show` lists what each template is given"

    def _place(self, trace: TracebackType | None) -> str:
        """The innermost line of a template; Jinja2 rewrites the traceback to template lines."""
        files: Mapping[str, Any] = {one.file: None for one in self._theme.templates.values()}
        where = ""
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if file in files:
                where = f"{file}:{trace.tb_lineno}"
            trace = trace.tb_next
        return where
