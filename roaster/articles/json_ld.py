"""What a page says of itself in JSON-LD (schema.org): found in arrays, @graph and broken JSON.

Pure; nothing here fails: a block that cannot be read gives what can be salvaged from it.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from roaster.text.addresses import address_key

MAX_BLOCK = 2_000_000  # characters; a larger block is not a description
MAX_NODES = 5_000  # objects looked at in one page

# https://schema.org/Article and the subtypes that news sites use; not AdvertiserContentArticle.
ARTICLE_TYPES = frozenset((
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "blogposting",
    "liveblogposting", "techarticle", "scholarlyarticle", "medicalscholarlyarticle", "report",
    "socialmediaposting", "discussionforumposting", "satiricalarticle", "review",
))  # fmt: skip
PAGE_TYPES = frozenset(("webpage", "itempage"))
LIST_TYPES = frozenset(("collectionpage", "itemlist", "searchresultspage"))
_LINKED = ("mainEntity", "mainEntityOfPage", "@graph", "itemListElement", "item", "hasPart")
_SALVAGED = ("headline", "datePublished", "articleBody", "description", "isAccessibleForFree")


@dataclass(frozen=True, slots=True)
class Described:
    """The article as its JSON-LD describes it; empty where it says nothing.

    `free` is None where the page does not say whether it can be read without paying.
    `kinds` are the types in lower case of everything described on the page.
    """

    headline: str = ""
    body: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    section: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    free: bool | None = None
    word_count: int = 0
    is_article: bool = False
    kinds: frozenset[str] = frozenset()


def describe(blocks: Iterable[str], url: str = "") -> Described:
    """What the JSON-LD blocks of the page at `url` say of its article."""
    nodes = _with_limit(blocks)
    kinds = frozenset(kind for node in nodes for kind in _kinds(node))
    article = _main(nodes, ARTICLE_TYPES, url)
    page = _main(nodes, PAGE_TYPES, url)
    node = article or page
    if node is None:
        return Described(kinds=kinds)
    free = _free(node)
    return Described(
        headline=_text(node.get("headline")) or (_text(node.get("name")) if article else ""),
        body=_text(node.get("articleBody")) or _text(node.get("text")) or _updates(node),
        description=_text(node.get("description")),
        authors=_names(node.get("author"), nodes) or _names(node.get("creator"), nodes),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        section=_first(node.get("articleSection")),
        publisher=next(iter(_names(node.get("publisher"), nodes)), ""),
        language=_first(node.get("inLanguage")),
        url=_address(node),
        free=free if free is not None or page is None else _free(page),
        word_count=_number(node.get("wordCount")),
        is_article=article is not None,
        kinds=kinds,
    )


def _with_limit(blocks: Iterable[str]) -> list[Mapping[str, Any]]:
    nodes: list[Mapping[str, Any]] = []
    for block in blocks:
        for node in _walk(_load(block)):
            nodes.append(node)
            if len(nodes) >= MAX_NODES:
                return nodes
    return nodes


def _load(block: str) -> Any:
    """The block's value; None when nothing helps and nothing can be salvaged.

    Blocks in comments, with line breaks in strings or a comma too many are read as meant.
    """
    if len(block) > MAX_BLOCK:
        return None
    block = block.strip().removeprefix("\ufeff")
    block = re.sub(r"\A(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)", "", block)
    block = re.sub(r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*\Z", "", block).strip("; \r\n\t")
    for attempt in (block, re.sub(r",(\s*[}\]])", r"\1", block), html.unescape(block)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(block)


def _salvage(block: str) -> dict[str, Any] | None:
    """The plain fields of an article whose JSON is beyond repair."""
    found: dict[str, Any] = {}
    for key in _SALVAGED:
        match = re.search(rf'"{key}"\s*:\s*(?:"((?:[^"\\]|\\.)*+)"|(true|false)\b)', block)
        if match and match.group(1) is not None:
            found[key] = _unescaped(match.group(1))
        elif match:
            found[key] = match.group(2) == "true"
    kind = re.search(r'"@type"\s*:\s*\[?\s*"(\w+)"', block)
    return {"@type": kind.group(1), **found} if found and kind else None


def _unescaped(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except ValueError:
        return raw


def _walk(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object that may describe the page, outermost first, without recursion."""
    waiting = deque([value])
    while waiting:
        current = waiting.popleft()
        if isinstance(current, list):
            waiting.extendleft(reversed(current[:MAX_NODES]))
        elif isinstance(current, dict):
            yield current
            waiting += [
                current[key] for key in _LINKED if isinstance(current.get(key), dict | list)
            ]


def _kinds(node: Mapping[str, Any]) -> list[str]:
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    names = (re.split(r"[/#:]", one)[-1] for one in values[:20] if isinstance(one, str))
    return [name.lower() for name in names]


def _main(
    nodes: Sequence[Mapping[str, Any]], types: frozenset[str], url: str
) -> Mapping[str, Any] | None:
    """The node of one of `types` that is the page itself: its address, else the fullest one."""
    fitting = [node for node in nodes if types.intersection(_kinds(node))]
    if not fitting:
        return None
    key = address_key(url) if url else ""
    return max(
        fitting, key=lambda node: (bool(key) and address_key(_address(node)) == key, _weight(node))
    )


def _weight(node: Mapping[str, Any]) -> int:
    fields = ("headline", "datePublished", "author", "articleBody", "publisher")
    return sum(1 for name in fields if node.get(name))


def _address(node: Mapping[str, Any]) -> str:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
    return ""


def _free(node: Mapping[str, Any]) -> bool | None:
    """`isAccessibleForFree` of the article or of a part (Google's markup for paywalls)."""
    parts = node.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    said = [_truth(node.get("isAccessibleForFree"))]
    said += [
        _truth(part.get("isAccessibleForFree")) for part in parts[:50] if isinstance(part, dict)
    ]
    if False in said:
        return False
    return True if True in said else None


def _truth(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"false": False, "true": True}.get(value.strip().rsplit("/", 1)[-1].lower())
    return value if isinstance(value, bool) else None


def _number(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 8:
        return int(value)
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**7 else 0
    )


def _updates(node: Mapping[str, Any]) -> str:
    updates = node.get("liveBlogUpdate")
    if not isinstance(updates, list):
        return ""
    texts = (_text(one.get("articleBody")) for one in updates[:200] if isinstance(one, dict))
    return "\n\n".join(text for text in texts if text)


def _text(value: Any) -> str:
    if isinstance(value, list):
        strings = [one for one in value if isinstance(one, str)]
        return "\n\n".join(strings)
    if isinstance(value, dict):
        value = value.get("@value")
    return value if isinstance(value, str) else ""


def _first(value: Any) -> str:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str | dict)), "")
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""


def _names(value: Any, nodes: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Names of persons or organisations given as strings, objects or references by `@id`."""
    values = value if isinstance(value, list) else [value]
    names: list[str] = []
    for one in values[:50]:
        if isinstance(one, dict) and not one.get("name") and one.get("@id"):
            one = next((n for n in nodes if n.get("@id") == one["@id"] and n.get("name")), one)
        name = one.get("name") if isinstance(one, dict) else one
        names += [
            part for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)
        ]
    return tuple(dict.fromkeys(names))
