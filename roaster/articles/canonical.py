"""The address by which a page wants to be known, believed only where it is plausible. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from roaster.text.addresses import absolute, address_key, clean_address, host_of

_HOMES = frozenset(("", "/", "/index.html", "/index.php", "/home", "/home/"))


def choose_address(
    final_url: str, said: Sequence[tuple[str, str]]
) -> tuple[str, str, tuple[str, ...]]:
    """The page's address, its origin, and notes on claims that were not believed."""
    own = clean_address(final_url)
    notes: list[str] = []
    for origin, href in said:
        claimed = clean_address(absolute(final_url, href)) if href else ""
        doubt = _doubt(own, claimed) if claimed else ""
        if claimed and not doubt:
            return claimed, origin, tuple(notes)
        if doubt:
            notes.append(f"{origin} names {claimed}, which {doubt}: not believed")
    return own, "address asked for", tuple(dict.fromkeys(notes))


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
