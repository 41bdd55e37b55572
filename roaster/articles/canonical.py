"""The address by which a page wants to be known, believed only where it is plausible. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from roaster.text.addresses import absolute, address_key, clean_address, host_of

# Addresses of the AMP caches hold the publisher's own; `s/` says that it is https
# (developers.google.com/amp/cache/overview#amp-cache-url-format).
_AMP_CACHE = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org|[\w-]+\.bing-amp\.com"
    r"|(?:www\.)?google\.[a-z.]{2,6}/amp|(?:www\.)?bing\.com/amp)"
    r"/(?:[civ]/)?(?P<secure>s/)?(?P<own>[\w.-]+\.[a-z]{2,}(?:[/?].*)?)",
    re.IGNORECASE,
)
_SLUG_WORDS = 3  # fewer name a section or an id
_HOMES = frozenset(("", "/", "/index.html", "/index.php", "/home", "/home/"))


def choose_address(
    final_url: str, said: Sequence[tuple[str, str]]
) -> tuple[str, str, tuple[str, ...]]:
    """The page's address, its origin, and notes on claims that were not believed."""
    own = clean_address(out_of_cache(final_url))
    notes: list[str] = []
    for origin, href in said:
        claimed = clean_address(out_of_cache(absolute(own, href))) if href else ""
        doubt = _doubt(own, claimed) if claimed else ""
        if claimed and not doubt:
            return _as_secure_as(own, claimed), origin, tuple(notes)
        if doubt:
            notes.append(f"{origin} names {claimed}, which {doubt}: not believed")
    return own, "address asked for", tuple(dict.fromkeys(notes))


def out_of_cache(url: str) -> str:
    """The publisher's own address of a page in an AMP cache; any other address as it is."""
    match = _AMP_CACHE.match(url)
    return f"{'https' if match['secure'] else 'http'}://{match['own']}" if match else url


def _as_secure_as(own: str, claimed: str) -> str:
    """A claim of one's own page over http, made where it was had over https, is an old template."""
    same = address_key(own) == address_key(claimed)
    return own if same and own.startswith("https:") and claimed.startswith("http:") else claimed


def is_home(url: str) -> bool:
    """Whether an address is a site's front door (also `/en/` and the like)."""
    parts = urlsplit(url)
    if parts.query:
        return False
    path = parts.path.lower()
    return path in _HOMES or (len(path.strip("/")) == 2 and path.strip("/").isalpha())


def _doubt(own: str, claimed: str) -> str:
    """Why a claimed address cannot be this page's; empty when it can."""
    if address_key(own) == address_key(claimed):
        return ""
    if not own:
        return ""
    if not _related(host_of(own), host_of(claimed)):
        return "is another site's"
    if is_home(claimed) and not is_home(own):
        return "is the home page"
    if _is_section_above(own, claimed):
        return "is the section above it"
    if _is_another_article(own, claimed):
        return "is another article's"
    return ""


def _related(one: str, other: str) -> bool:
    """Whether two hosts are one owner's as far as names tell (`amp.x.co.uk`, `www.x.co.uk`)."""
    return bool(one) and bool(other) and _owner(one) == _owner(other)


def _owner(host: str) -> str:
    labels = host.split(".")
    # `co.uk`, `com.au`, `or.jp`: a short label before a country's is part of the public suffix.
    deep = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if deep else -2 :])


def _is_section_above(own: str, claimed: str) -> bool:
    ours = [part for part in urlsplit(own).path.split("/") if part]
    theirs = [part for part in urlsplit(claimed).path.split("/") if part]
    above = len(theirs) < len(ours) and ours[: len(theirs)] == theirs
    return above and ours[-1].count("-") >= 3 and bool(theirs) and theirs[-1].count("-") < 3


def _is_another_article(own: str, claimed: str) -> bool:
    """Whether both addresses tell their story in words, and share none of them."""
    ours, theirs = _slug_words(own), _slug_words(claimed)
    return min(len(ours), len(theirs)) >= _SLUG_WORDS and ours.isdisjoint(theirs)


def _slug_words(url: str) -> frozenset[str]:
    parts = urlsplit(url)
    words = re.findall(r"[^\W_]{3,}", f"{parts.path.rstrip('/').rsplit('/', 1)[-1]} {parts.query}")
    return frozenset(word.lower() for word in words) - {"html", "htm", "php", "amp"}
