"""Web addresses: made absolute, cleaned of tracking, compared, and pointed at a span of text.

Only http and https pass. Addresses follow RFC 3986; text fragments follow the WICG draft
"URL Fragment Text Directives".
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_plus, urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from, never which page is meant. Kept as data: each
# prefix or name is one that publishers' own canonical links leave out.
_TRACKING_PREFIXES = ("utm_", "at_", "mc_", "pk_", "mtm_", "hsa_", "_hs", "vero_", "oly_")
# fmt: off
_TRACKING_NAMES = frozenset((
    "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "gbraid", "wbraid", "twclid",
    "ttclid", "cmpid", "ocid", "ito", "smid", "smtyp", "ref_src", "ref_url", "feedtype",
    "feedname", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "xtor", "spm", "srnd",
    "guccounter", "guce_referrer", "guce_referrer_sig",
))
# fmt: on
_ARCHIVES = re.compile(
    r"https?://(?:web\.archive\.org/web/[\w*]+"
    r"|archive\.(?:is|ph|today|li|md|fo|vn)(?:/(?:newest|oldest|\d{4,14}|o/\w+))?)/"
    r"(?=https?://)"
)
_WWW = re.compile(r"^(?:www\.)+(?=[^.])")
_SPACE = re.compile(r"\s")
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def absolute(base: str, href: str) -> str:
    """`href` made absolute against `base`; empty when that is not a usable http(s) address."""
    try:
        joined = urljoin(base, href.strip())
        parts = urlsplit(joined)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or port == 0:
        return ""
    if parts.username is not None or parts.password is not None:
        return ""
    return _UNSAFE.sub(lambda match: quote(match.group()), joined)


def host_of(url: str) -> str:
    """The host of an address in lower case without a trailing dot; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def clean_address(url: str) -> str:
    """The address without archive prefix, tracking parameters and fragment; still fetchable.

    Other parameters stay as they are, in their order: on some sites they alone tell two items
    apart.
    """
    url = _ARCHIVES.sub("", url, count=1)
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    pairs = parts.query.split("&")
    query = "&".join(pair for pair in pairs if not _is_tracking(pair))
    return urlunsplit(parts._replace(query=query, fragment=""))


def _is_tracking(pair: str) -> bool:
    name = unquote_plus(pair.partition("=")[0]).lower()
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)


def address_key(url: str) -> str:
    """What two addresses of one page have in common: compare these, never fetch them.

    Ignores the scheme, `www.`, the default port, a trailing slash, tracking and the fragment.
    Idempotent over its own result read as an address. What is no address is its own key.
    """
    url = _SPACE.sub("%20", url.strip())
    try:
        parts = urlsplit(clean_address(url))
        port = parts.port
    except ValueError:
        return url
    host = _WWW.sub("", (parts.hostname or "").rstrip(".").lower())
    if not host:
        return url
    suffix = f":{port}" if port and port != _DEFAULT_PORTS.get(parts.scheme) else ""
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    host = f"[{host}]" if ":" in host else host
    return f"//{host}{suffix}{parts.path.rstrip('/')}{query}"


def text_fragment(url: str, span: str) -> str:
    """The address with a text fragment that makes a browser scroll to `span` and mark it.

    A long span is given by its first and last five words.
    """
    words = span.split()
    if not words:
        return url
    base = url.split("#", 1)[0]
    if len(words) <= 10:
        return f"{base}#:~:text={_fragment_part(words)}"
    return f"{base}#:~:text={_fragment_part(words[:5])},{_fragment_part(words[-5:])}"


def _fragment_part(words: list[str]) -> str:
    # `-`, `,` and `&` separate the parts of a text directive, so they are percent-encoded too.
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
