"""The feeds that a web page names in its `<link rel="alternate">`, to help with a wrong address."""

from __future__ import annotations

import re
from html import unescape

from roaster.text.addresses import absolute

_REACH = 200_000  # characters; these links stand in a page's head
_LINK = re.compile(r"<link\s([^<>]{1,2000})>", re.IGNORECASE)
_FEED_TYPE = re.compile(
    r"type\s*=\s*[\"']?application/(?:rss|atom|feed)\+(?:xml|json)", re.IGNORECASE
)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s<>]{1,1000})", re.IGNORECASE)


def feeds_named_in(page: str, url: str) -> tuple[str, ...]:
    """Addresses of the feeds that the page at `url` names, in its order. Pure."""
    links = (match.group(1) for match in _LINK.finditer(page[:_REACH]))
    hrefs = (_HREF.search(link) for link in links if _FEED_TYPE.search(link))
    found = (absolute(url, unescape(match.group(1))) for match in hrefs if match)
    return tuple(dict.fromkeys(address for address in found if address))
