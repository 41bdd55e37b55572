"""Who wrote an article: bylines found on the page, and names read out of what sources say. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from roaster.text.clean import clean_line

_LONGEST = 160  # characters of a byline; more is a biography
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,300}>")
_BY = re.compile(
    r"^(?:(?:written|posted|story|text|words|report(?:ed|ing)?|published|article|reviewed|autor(?:in)?"
    r"|author)\s*:?\s+)?(?:by|von|par|por|di|door|av|af|przez|yazan)[:\s]\s*"
    r"|^(?:author|autor(?:in)?|auteur|autore|text|byline|written by)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
# An agency's initials, a picture's credit; other brackets belong to the name.
_BESIDE = re.compile(
    r"\((?:[a-z]{2,4}|(?:image|photo|picture|bild|foto)\b[^()]{0,80})\)", re.IGNORECASE
)
# What stands behind a name: a role, a place, a day.
_BEHIND = re.compile(
    r"(?:,|\s[-–—|•·(/])\s*(?:staff|senior|chief|editor|reporter|correspondent|contributor|writer"
    r"|special to|for |the |in |updated|published|cnn|bbc|reuters|ap\b|md$|ma$|phd|m\.d).*$"
    rf"|\s+(?:on\s+)?(?:{_MONTH})\.?(?:\s+\d.*)?$|\s+(?:edited|updated|published|posted)\s.*$"
    r"|\s+\d{1,2}[./ ].*$",
    re.IGNORECASE,
)
_TITLES_BEHIND = re.compile(r"\s*(?:기자|특파원|記者|특별취재팀)$")
_MANY = re.compile(
    r"\s*(?:;|,|、|\band\b|\bund\b|\bet\b|\bog\b|\boch\b|\boraz\b|&|\||\s/\s)\s*", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|[{}<>\\]|^(?:admin|author|editor|staff|unknown|null|none|user ?name"
    r"|by|desk|guest|anonymous|redaktion|facebook|twitter|share|follow|contributor|n/a"
    r"|last|(?:last )?updated.*|published.*|image.*|photo.*|getty.*|webmaster|root|test)$"
    rf"|^(?:{_MONTH})$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|de|fr|co|uk|it|es|ch|at|nl|info|tv)\b",
                     re.IGNORECASE)  # fmt: skip
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author)(?:$|[\s_-](?:name|names|link|text)?)", re.IGNORECASE
)
_NOT_OURS = re.compile(
    r"comment|related|recirc|sidebar|footer|promo|teaser|card|recommend", re.IGNORECASE
)


def read_bylines(tree: HtmlElement) -> tuple[str, ...]:
    """The names that the page marks as its author's, as they stand; the surest kind of mark."""
    for find in (_of_microdata, _of_links, _of_classes):
        if found := tuple(dict.fromkeys(text for text in find(tree) if 1 < len(text) <= _LONGEST)):
            return found[:6]
    return ()


def _of_microdata(tree: HtmlElement) -> list[str]:
    found: list[str] = []
    for element in tree.iter("a", "span", "div", "p", "li", "address", "strong"):
        if "author" in (element.get("itemprop") or "").lower().split() and _is_ours(element):
            names = [one for one in element.iter() if one.get("itemprop") == "name"]
            found += [(one.get("content") or _text(one)) for one in names[:4] or [element]]
    return found


def _of_links(tree: HtmlElement) -> list[str]:
    links = (a for a in tree.iter("a") if "author" in (a.get("rel") or "").lower().split())
    return [_text(link) for link in links if _is_ours(link)]


def _of_classes(tree: HtmlElement) -> list[str]:
    marked = (one for one in tree.iter("p", "span", "div", "address", "h4", "li")
              if _CLASS.search((one.get("class") or "")[:300]))  # fmt: skip
    said = (_text(one) for one in marked if _is_ours(one))
    return [text for text in said if _BY.match(text) and len(text.split()) <= 15][:1]


def _is_ours(element: HtmlElement) -> bool:
    above = [element, *(one for _, one in zip(range(12), element.iterancestors(), strict=False))]
    marks = " ".join(f"{one.get('class') or ''} {one.get('id') or ''}" for one in above)
    return not _NOT_OURS.search(marks[:3000]) and all(one.tag != "aside" for one in above)


def _text(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def names_of(values: Sequence[str]) -> tuple[str, ...]:
    """Names only: `By`, roles, days, addresses and numbers are taken off."""
    names: list[str] = []
    for value in values[:20]:
        line = clean_line(_TAG.sub(" ", html.unescape(html.unescape(value[:2_000]))))
        line = _BEHIND.sub("", _BY.sub("", " ".join(_BESIDE.sub(" ", line).split())))
        parts = _MANY.split(line) if len(line.split()) > 3 or ";" in line else [line]
        names += [_TITLES_BEHIND.sub("", part.strip(" .,-–—|•·:")) for part in parts]
    fitting = (name for name in names if 2 <= len(name) <= 80 and not _NO_NAME.search(name))
    return tuple(dict.fromkeys(fitting))[:12]


def is_address(name: str) -> bool:
    """Whether a name is a site's (`mdr.de`) and nobody's."""
    return bool(_DOMAIN.match(name))
