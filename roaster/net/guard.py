"""Which addresses may be asked: the public web, and what the site's owner opened. Pure.

Feeds and pages name the addresses that are fetched, and a feed may be anybody's: without this, one
could have the machine's own network read and published (server-side request forgery).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

import httpx

from roaster.errors import UsageError

WEB_PORTS = {"http": 80, "https": 443}

# Names with underscores exist; "%" would be an IPv6 zone, which only link-local addresses have.
_HOST = re.compile(r"[a-z0-9_.:-]+")

IPAddress = IPv4Address | IPv6Address

# What `ipaddress` calls global in some of the Pythons that we run on, and is nothing to visit.
_CLOSED_V4 = tuple(
    map(
        IPv4Network,
        (
            "192.0.0.0/24",  # IETF protocol assignments (RFC 6890); a cloud's metadata is there too
            "192.88.99.0/24",  # 6to4 relays (RFC 7526)
            "168.63.129.16/32",  # the host of each virtual machine on Azure
        ),
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # all that is allocated so far (RFC 4291, IANA)
_CLOSED_V6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # Teredo, ORCHID and other protocol assignments (RFC 2928)
            "2001:db8::/32",  # documentation (RFC 3849)
            "2002::/16",  # 6to4 (RFC 3056): leads to any IPv4 address
            "3fff::/20",  # documentation (RFC 9637)
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: how an IPv6-only network reaches IPv4
_ISATAP = frozenset((0x0000_5EFE, 0x0200_5EFE))  # RFC 5214, 6.1: then an IPv4 address


def is_public(address: IPAddress) -> bool:
    """Whether an address is one host of the public net, whatever it has embedded."""
    if isinstance(address, IPv4Address):
        return _is_public_v4(address)
    if (inner := address.ipv4_mapped) is not None:
        return _is_public_v4(inner)
    low = int(address) & 0xFFFF_FFFF
    if address in _NAT64:
        return _is_public_v4(IPv4Address(low))
    if (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP and not _is_public_v4(IPv4Address(low)):
        return False
    closed = any(address in network for network in _CLOSED_V6)
    return address in _GLOBAL_UNICAST and address.is_global and not closed


def _is_public_v4(address: IPv4Address) -> bool:
    closed = any(address in network for network in _CLOSED_V4)
    return address.is_global and not address.is_multicast and not closed


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be asked. Hosts are in lower case, in ASCII, without a trailing dot.

    `opened` are hosts whose addresses and port are not questioned; port None: 80 and 443.
    `detoured` are hosts whose connections go to a fixed place anyway.
    """

    opened: frozenset[tuple[str, int | None]] = frozenset()
    detoured: frozenset[str] = frozenset()

    def refusal(self, url: httpx.URL) -> str:
        """Why an address is not asked, as far as can be told without resolving it; or empty."""
        if url.scheme not in WEB_PORTS:
            return f"not an address of the web ({url.scheme or 'no scheme'})"
        if url.userinfo:
            return "the address carries a user name or password"
        host = plain_host(url)
        if not _HOST.fullmatch(host):
            return "the address names no host"
        port = url.port if url.port is not None else WEB_PORTS[url.scheme]
        if port not in WEB_PORTS.values() and not self._is_trusted(host, port):
            return f"port {port} is not one of the web (80, 443)"
        return ""

    def closed(self, host: str, port: int, addresses: Sequence[str]) -> str:
        """Why a host is not connected to, given all addresses that it has; or empty.

        One bad address is enough: a name that mixes them is made to be asked until the right one
        comes.
        """
        if self._is_trusted(host, port):
            return ""
        bad = next((text for text in addresses if not _is_public_text(text)), None)
        return "" if bad is None else f"{host} is {bad}, no address of the public net"

    def _is_trusted(self, host: str, port: int) -> bool:
        if host in self.detoured or (host, port) in self.opened:
            return True
        return port in WEB_PORTS.values() and (host, None) in self.opened


def _is_public_text(text: str) -> bool:
    try:
        return is_public(ip_address(text))
    except ValueError:
        return False


def make_guard(allow_hosts: Iterable[str] = (), detoured: Iterable[str] = ()) -> Guard:
    """A guard that opens exactly the `host` and `host:port` named.

    Raises UsageError for an entry that names no host.
    """
    return Guard(
        frozenset(map(_opening, allow_hosts)), frozenset(_opening(name)[0] for name in detoured)
    )


def _opening(entry: str) -> tuple[str, int | None]:
    # No known scheme: httpx would take the port away where it is the scheme's usual one.
    url = read_address(f"any://{_bracketed(entry.strip())}")
    if url is None or not _HOST.fullmatch(plain_host(url)) or url.userinfo or url.path.strip("/"):
        remedy = "write it as host or host:port"
        raise UsageError(f"“{entry}” names no host", where="gather.allow_hosts", remedy=remedy)
    return plain_host(url), url.port


def _bracketed(entry: str) -> str:
    """A bare IPv6 address in the brackets that an address of the web needs."""
    return f"[{entry}]" if entry.count(":") > 1 and not entry.startswith("[") else entry


def read_address(text: str, base: httpx.URL | None = None) -> httpx.URL | None:
    """An address without its fragment, as it is asked; None for what cannot be one.

    httpx reads it here and connects by it: no second reading can find another host in it.
    """
    text = text.partition("#")[0]
    try:
        url = httpx.URL(text) if base is None else base.join(text)
        # Read once more: httpx gives out addresses and hosts that it cannot read itself.
        return httpx.URL(str(url)) if url.host or not url.is_absolute_url else url
    except (httpx.InvalidURL, ValueError):  # ValueError: half surrogates, labels that are no IDNA
        return None


def plain_host(url: httpx.URL) -> str:
    """The host of an address as it is resolved: ASCII, lower case, without a trailing dot."""
    return url.raw_host.decode("ascii").rstrip(".").lower()
