"""Addresses in a writer's text, however they are dressed up. Pure.

A text is read as a browser, a mail program or a person would read it: with entities, percent
signs and full-width letters undone, `hxxp` and `[.]` put right. What then looks like an address
and is none of the event's own is foreign.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from roaster.text.addresses import address_key

_SCHEME = re.compile(
    r"(?<![A-Za-z0-9])[a-z][a-z0-9+.-]{1,20}:/{1,3}(?=\S)[^\s<>\"')\]]*"
    r"|\b(?:mailto|tel|sms|magnet|javascript|vbscript|data|blob|intent|whatsapp|skype|callto|view-source)"
    r":(?=\S)[^\s<>\"')\]]*",
    re.IGNORECASE,
)
# Top-level domains that are in common use; with any, “plan.In” and “Node.js” would be addresses.
_TOP = (
    "com|net|org|info|biz|io|ai|app|dev|co|me|tv|xyz|online|site|shop|store|club|live|news|blog|"
    "cloud|tech|link|click|page|web|wiki|gov|edu|mil|int|eu|us|uk|de|fr|it|es|nl|be|ch|at|se|no|dk|"
    "fi|pl|cz|ru|ua|cn|jp|kr|in|br|ar|mx|ca|au|nz|za|tr|ir|il|gr|pt|ie|hu|ro|to|ly|gg|sh|cc|ws|su|"
    "top|icu|pro|vip|win|bid|loan|work|world|today|fun|space|website|host|press|media|agency|zone|"
    "example|test|invalid|localhost|local|onion|eth|xn--[a-z0-9-]+"
)
_HOST = re.compile(
    rf"(?<![\w@.-])(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?\.)+(?:{_TOP})(?![\w-])(?!\.\w)"
    r"(?::\d{1,5})?(?:[/?#][^\s<>\"')\]]*)?",
)
_NUMERIC = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)(?::\d+)?(?:/\S*)?|\[[0-9a-f:]*::[0-9a-f:]*\]",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[^\s@<>(),;:\"]{1,64}@(?:[\w-]+\.)+\w{2,24}")
_WWW = re.compile(r"(?<![\w.])www\d?\.[^\s<>\"')\]]+", re.IGNORECASE)
_PLAIN_DOTS = re.compile(r"\s?[\[({<]\s?(?:\.|dot|punkt)\s?[\])}>]\s?|[。．｡]", re.IGNORECASE)
_SPOKEN_DOT = re.compile(rf"(?<=\w) (?:dot|punkt) (?=(?:{_TOP})\b)", re.IGNORECASE)
_HXXP = re.compile(r"\bh(?:xx|\*\*|tt_)p(s?)(?=\W)", re.IGNORECASE)
_MASKED_SCHEME = re.compile(r"\b(https?|ftp)\s?[\[(]?\s?:\s?[\])]?\s?//\s?", re.IGNORECASE)
_JOINERS = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u180e\u034f]")
_ROUNDS = 3  # of undoing: what is dressed up more often is no address in any program
# What a text must have for a step of the undoing to change it; plain prose has none of these.
_DRESS = ("&", "%", "[", "(", "{", "<", "//", "hxxp", "h**p", "htt_p", " dot ", " punkt ")
_INNER_DOT = re.compile(r"\.\w")


def foreign_address(text: str, own: Iterable[str], told: str = "") -> str:
    """The first address in a text that is none of `own`; empty when there is none.

    A bare host (`booking.com`) that stands in `told`, the folded words of the sources, is a name.
    """
    keys: set[str] | None = None  # most texts have no address at all
    for reading in _readings(text):
        for found in _addresses(reading):
            if keys is None:
                keys = {address_key(address) for address in own}
            address = found if "//" in found else f"https://{found}"
            if address_key(address) in keys:
                continue
            if not _is_name(found, told):
                return found
    return ""


def _readings(text: str) -> Iterator[str]:
    """The text as it stands, and with what hides an address undone."""
    yield text
    if not _may_hide(text):
        return
    reading = text
    for _ in range(_ROUNDS):
        opened = unicodedata.normalize("NFKC", _JOINERS.sub("", unquote(html.unescape(reading))))
        opened = _HXXP.sub(r"http\1", _PLAIN_DOTS.sub(".", opened))
        opened = _SPOKEN_DOT.sub(".", _MASKED_SCHEME.sub(r"\1://", opened))
        if opened == reading:
            return
        reading = opened
        yield reading


def _may_hide(text: str) -> bool:
    """Whether undoing could change a text at all: a look that spares most texts all of it."""
    lower = text.lower()
    if any(mark in lower for mark in _DRESS):
        return True
    if text.isascii():
        return False
    plain = unicodedata.is_normalized("NFKC", text)
    return not plain or "。" in text or _JOINERS.search(text) is not None


def _addresses(text: str) -> Iterator[str]:
    for pattern in _patterns_for(text):
        for match in pattern.finditer(text):
            yield match.group().rstrip(".,;:!?…")


def _patterns_for(text: str) -> Iterator[re.Pattern[str]]:
    """Those that a text has the marks for: each search of them all takes its time."""
    colon, dotted = ":" in text, _INNER_DOT.search(text) is not None
    if colon:
        yield _SCHEME
    if "www" in text.lower():
        yield _WWW
    if "@" in text:
        yield _MAIL
    if dotted:
        yield _HOST
    if dotted or colon:
        yield _NUMERIC


def _is_name(found: str, told: str) -> bool:
    """Whether it is what the sources call somebody: letters and dots, and nothing behind."""
    bare = re.fullmatch(r"(?:[\w-]+\.)+\w+", found) is not None and not _WWW.match(found)
    folded = found.casefold()
    return bare and re.search(rf"(?<![\w./@-]){re.escape(folded)}(?![\w/])", told) is not None
