"""Links that lead to an article by way of a counter, made into the article's own. Pure.

Only what the link itself says is used; where it says nothing, it stays and is followed as it is.
"""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from urllib.parse import parse_qs, urlsplit

from roaster.text.addresses import absolute, host_of

# Host and path of a redirect, with the parameters that can hold the target.
_PARAMETERS = (
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}/url$"), ("url", "q")),
    (re.compile(r"news\.google\.[a-z.]{2,6}/news/url$"), ("url",)),
    (re.compile(r"(?:www\.)?bing\.com/news/apiclick\.aspx$"), ("url",)),
    (re.compile(r"lm?\.facebook\.com/l\.php$"), ("u",)),
    (re.compile(r"out\.reddit\.com/"), ("url",)),
)
# A path of Google News before 2024: the address in a little binary wrapping, as base64.
_GOOGLE_NEWS = re.compile(r"/(?:rss/)?(?:articles|read)/(CBM[\w-]{10,3000}=*)$")
_WRAPPED = re.compile(rb"https?://[\x21-\x7e]{4,2000}")
_PROXIES = frozenset(
    ("feedproxy.google.com", "feeds.feedburner.com", "feeds2.feedburner.com", "rss.feedsportal.com",
     "feedproxy.feedly.com")
)  # fmt: skip


def direct_link(link: str, own_id: str) -> str:
    """Where a link leads in the end, as far as it or the item's id says so."""
    try:
        parts = urlsplit(link)
        target = _from_parameters(f"{parts.netloc.lower()}{parts.path}", parts.query)
    except ValueError:
        return link
    host = host_of(link)
    if not target and host == "news.google.com":
        target = _from_path(parts.path)
    if not target and host in _PROXIES and host_of(own_id) not in _PROXIES:
        target = absolute("", own_id)
    return target or link


def _from_parameters(place: str, query: str) -> str:
    names = next((names for place_of, names in _PARAMETERS if place_of.match(place)), ())
    values = parse_qs(query, max_num_fields=50) if names else {}
    return next((to for name in names for value in values.get(name, ())
                 if (to := absolute("", value))), "")  # fmt: skip


def _from_path(path: str) -> str:
    match = _GOOGLE_NEWS.search(path)
    if not match:
        return ""
    packed = match.group(1).rstrip("=")
    try:
        found = _WRAPPED.search(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except (binascii.Error, ValueError):
        return ""
    return absolute("", found.group().decode("ascii")) if found else ""
