"""What a page says of itself outside JSON-LD: `<meta>`, `<title>`, headings, links. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from roaster.articles.bylines import read_bylines

MAX_VALUE = 20_000  # characters of one meta value

_DATE_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "date.published",
    "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article.published", "published-date", "publish-date", "publishdate", "publish_date",
    "pubdate", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "dc.date.created",
    "publication_date", "originalpublicationdate", "article_date_original", "bt:pubdate",
    "dcterms.issued", "citation_publication_date", "article:create_time", "date",
)  # fmt: skip
_AUTHOR_META = (
    "author", "parsely-author", "sailthru.author", "byl", "article:author", "og:article:author",
    "dc.creator", "dcterms.creator", "cxenseparse:author", "citation_author", "article.author",
)  # fmt: skip
_REFRESH = re.compile(r"\s*([\d.]+)\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"'\s]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The page's own words about itself; empty where it says nothing."""

    og_title: str = ""
    title_tag: str = ""
    headings: tuple[str, ...] = ()  # <h1>
    description: str = ""
    site_name: str = ""
    og_type: str = ""
    published: str = ""
    published_from: str = ""  # the name of the meta element, or "time element"
    authors: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()  # names that elements are marked with: rel=author, itemprop …
    section: str = ""
    language: str = ""
    canonical: str = ""
    og_url: str = ""
    amp_of: str = ""  # the address of the page this is the AMP version of
    refresh: str = ""  # where a <meta http-equiv=refresh> leads
    refresh_after_s: float = -1.0
    content_tier: str = ""  # article:content_tier of Open Graph: free, metered, locked
    json_ld: tuple[str, ...] = ()


def read_metadata(tree: HtmlElement) -> Metadata:
    """Everything of `Metadata` that the page carries."""
    metas = _metas(tree)
    published_from = next((name for name in _DATE_META if metas.get(name)), "")
    published = metas.get(published_from, [""])[0]
    if not published:
        published, published_from = _time_element(tree)
    after_s, refresh = _refresh(tree)
    return Metadata(
        og_title=_first(metas, "og:title", "twitter:title"),
        title_tag=_joined(tree.find(".//title")),
        headings=tuple(filter(None, (_joined(h1) for h1 in tree.iterfind(".//h1")))),
        description=_first(metas, "og:description", "description", "twitter:description"),
        site_name=_first(metas, "og:site_name", "application-name"),
        og_type=_first(metas, "og:type").lower(),
        published=published,
        published_from=published_from,
        authors=_authors(metas),
        bylines=read_bylines(tree),
        section=_first(metas, "article:section", "parsely-section", "section"),
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[
            :35
        ],
        canonical=_link(tree, "canonical"),
        og_url=_first(metas, "og:url"),
        refresh=refresh,
        refresh_after_s=after_s,
        content_tier=_first(metas, "article:content_tier").lower(),
        json_ld=_json_ld(tree),
    )


def _metas(tree: HtmlElement) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()[:MAX_VALUE]
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found


def _first(metas: Mapping[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _authors(metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    for name in _AUTHOR_META:
        values = [
            value for value in metas.get(name, ()) if not value.startswith(("http", "@", "/"))
        ]
        if values:
            return tuple(dict.fromkeys(values[:20]))
    return ()


def _joined(element: HtmlElement | None) -> str:
    return " ".join("".join(element.itertext()).split())[:MAX_VALUE] if element is not None else ""


def _link(tree: HtmlElement, rel: str) -> str:
    for element in tree.iter("link"):
        if rel in (element.get("rel") or "").lower().split() and element.get("href"):
            return str(element.get("href")).strip()
    return ""


def _time_element(tree: HtmlElement) -> tuple[str, str]:
    """The first `<time>` that says it is the publication date."""
    for element in tree.iter("time"):
        said = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        when = (element.get("datetime") or "").strip()
        if when and (element.get("pubdate") is not None or "publish" in said):
            return when[:MAX_VALUE], "time element"
    return "", ""


def _refresh(tree: HtmlElement) -> tuple[float, str]:
    for element in tree.iter("meta"):
        if (element.get("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.match(element.get("content") or "")
            if match and match.group(1).count(".") <= 1 and match.group(1) != ".":
                return float(match.group(1)), match.group(2)
    return -1.0, ""


def _json_ld(tree: HtmlElement) -> tuple[str, ...]:
    scripts = tree.iter("script")
    blocks = (s.text for s in scripts if "ld+json" in (s.get("type") or "").lower())
    return tuple(block for block in blocks if block)[:50]
