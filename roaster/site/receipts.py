"""Receipts: links from a fact to the words of a source that prove it. Pure.

In a roast's file each is `[receipt](…#:~:text=…)` whatever the language; readers get the word of
theirs, and who hears the links one by one is told whose receipt it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from markupsafe import Markup, escape

from roaster.site.words import Words
from roaster.text.addresses import address_key

_WRITTEN = re.compile(
    r'<a (?P<before>[^<>]*?)href="(?P<href>[^"]*:~:text=[^"]*)"(?P<after>[^>]*)>receipt</a>',
    re.IGNORECASE,
)
_NAMED = re.compile(
    r'<a class="receipt"(?: aria-label="receipt from (?P<outlet>[^"]*)")?(?P<rest> [^>]*)>'
    r"receipt</a>"
)


def with_receipts(html: str, outlets: Mapping[str, str]) -> str:
    """Cleaned HTML with its receipts named by their outlet; `outlets` by key of the address."""

    def named(match: re.Match[str]) -> str:
        outlet = outlets.get(address_key(unescape(match["href"])), "")
        name = f' aria-label="receipt from {escape(outlet)}"' if outlet else ""
        attributes = f'{match["before"]}href="{match["href"]}"{match["after"]}'
        return f'<a class="receipt"{name} {attributes}>receipt</a>'

    return _WRITTEN.sub(named, html)


def in_words(html: Markup, words: Words) -> Markup:
    """What `with_receipts` made, in the site's language."""
    if 'class="receipt"' not in html:
        return html
    text = words("receipt")
    if text == "receipt" and words("receipt_from", outlet="") == "receipt from ":
        return html

    def told(match: re.Match[str]) -> str:
        outlet = match["outlet"]
        whose = words("receipt_from", outlet=Markup(outlet)) if outlet else ""  # noqa: S704 — is
        name = f' aria-label="{whose}"' if whose else ""
        return f'<a class="receipt"{name}{match["rest"]}>{escape(text)}</a>'

    return Markup(_NAMED.sub(told, html))  # noqa: S704 — cleaned, and what is added is escaped
