"""No address but the public web's is ever connected to, however it is written or resolved."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.errors import UsageError
from roaster.net.guard import is_public, make_guard, plain_host, read_address
from roaster.net.messages import FailureKind, Fetched, FetchFailure, FetchRequest
from roaster.net.resolving import system_addresses

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.9 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1
198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 224.0.1.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::10.0.0.1
64:ff9b:1::1 100::1 2001::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:808:808::1
3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 ff0e::1
2606:4700::5efe:127.0.0.1 2606:4700::200:5efe:10.0.0.1
""".split()  # noqa: SIM905
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.215.14 2606:4700::1111 2a00:1450:4001::200e 64:ff9b::8.8.8.8
::ffff:8.8.8.8
""".split()  # noqa: SIM905


@pytest.mark.parametrize("text", PRIVATE)
def test_no_address_but_of_one_public_host_is_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_public(text: str) -> None:
    assert is_public(ip_address(text))


@given(st.ip_addresses(v=6))
def test_what_is_embedded_is_never_more_public_than_it_is(address: IPv6Address) -> None:
    inner = address.ipv4_mapped or address.sixtofour
    if inner is not None:
        assert not is_public(address) or is_public(inner)


@given(st.ip_addresses(v=4))
def test_no_mapping_makes_an_address_public(address: IPv4Address) -> None:
    for prefix in ("::ffff:", "64:ff9b::"):
        assert is_public(ip_address(f"{prefix}{address}")) == is_public(address)
    assert not is_public(ip_address(f"::{address}"))


def _octets(address: IPv4Address, form: Callable[[int], str]) -> str:
    return ".".join(map(form, address.packed))


SPELLINGS: dict[str, Callable[[IPv4Address], str]] = {
    "plain": str,
    "decimal": lambda address: str(int(address)),
    "hex": lambda address: hex(int(address)),
    "octal": lambda address: f"0{int(address):o}",
    "hex octets": lambda address: _octets(address, hex),
    "octal octets": lambda address: _octets(address, lambda octet: f"0{octet:o}"),
    "two parts": lambda address: f"{address.packed[0]}.{int(address) & 0xFFFFFF}",
    "three parts": lambda address: (
        f"{address.packed[0]}.{address.packed[1]}.{int(address) & 0xFFFF}"
    ),
    "trailing dot": lambda address: f"{address}.",
    "mapped": lambda address: f"[::ffff:{address}]",
}


@given(
    st.one_of(
        *(st.ip_addresses(v=4, network=net) for net in ("127.0.0.0/8", "10.0.0.0/8",
          "169.254.0.0/16", "192.168.0.0/16", "172.16.0.0/12", "100.64.0.0/10", "0.0.0.0/8"))
    ),
    st.sampled_from(sorted(SPELLINGS)),
)  # fmt: skip
def test_no_spelling_of_a_private_address_gets_through(address: IPv4Address, kind: str) -> None:
    url = read_address(f"http://{SPELLINGS[kind](address)}/")
    if url is None:
        return  # not read as an address at all
    host = plain_host(url)
    try:
        found = system_addresses(host, 80)
    except OSError:
        return  # a system that does not read this spelling connects nowhere
    assert make_guard().closed(host, 80, found)


@pytest.mark.parametrize("spelling", ["127.1", "0x7f000001", "017700000001", "127.0.0.1.", "0"])
def test_a_private_address_is_refused_before_anything_is_sent(
    server: Any, kit: Any, spelling: str
) -> None:
    for url in (f"http://{spelling}/", f"http://{spelling}:{server.port}/"):
        result = kit().fetch(FetchRequest(url))
        assert isinstance(result, FetchFailure)
        assert result.kind is FailureKind.REFUSED
        assert "allow_hosts" in result.remedy
    assert not server.asked


@pytest.mark.parametrize(
    "url",
    ["ftp://x.example/", "http://x.example:8080/", "http://x.example:0/", "https://x.example:22/",
     "http://u@x.example/", "http://u:p@x.example/", "//x.example/", "data:text/html,x"],
)  # fmt: skip
def test_only_plain_addresses_of_the_web_are_asked(kit: Any, url: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(host)

    result = kit(resolver=never).fetch(FetchRequest(url))
    assert isinstance(result, FetchFailure)
    assert result.kind is FailureKind.REFUSED


def test_one_private_address_among_public_ones_is_enough(kit: Any) -> None:
    fetcher = kit(resolver=lambda *_: ["93.184.215.14", "10.0.0.1"])
    result = fetcher.fetch(FetchRequest("http://mixed.example/"))
    assert isinstance(result, FetchFailure)
    assert result.kind is FailureKind.REFUSED
    assert "mixed.example is 10.0.0.1" in result.reason


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_checked(
    server: Any, kit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]]
    asked: list[str] = []
    connected: list[str] = []
    real = socket.create_connection

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers.pop(0)

    def connect(address: tuple[str, int], *more: Any, **most: Any) -> socket.socket:
        connected.append(address[0])
        if address[0] == "127.0.0.1":
            return real(address, *more, **most)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    fetcher = kit(resolver=resolver)
    first = fetcher.fetch(FetchRequest("http://rebinding.example/"))
    second = fetcher.fetch(FetchRequest("http://rebinding.example/"))
    assert isinstance(first, FetchFailure)
    assert isinstance(second, FetchFailure)
    assert (first.kind, second.kind) == (FailureKind.UNREACHABLE, FailureKind.REFUSED)
    assert connected == ["93.184.215.14"]
    assert asked == ["rebinding.example"] * 2


def test_a_host_is_opened_with_the_port_that_was_named_only(
    server: Any, other: Any, kit: Any, say: Any
) -> None:
    fetcher = kit(allow_hosts=[f"localhost:{server.port}"])
    server.put("/", say(b"page"))
    other.put("/", say(b"page"))
    assert isinstance(fetcher.fetch(FetchRequest(f"http://localhost:{server.port}/")), Fetched)
    assert isinstance(fetcher.fetch(FetchRequest(f"http://LOCALHOST.:{server.port}/")), Fetched)
    for closed in (f"http://localhost:{other.port}/", f"http://127.0.0.1:{server.port}/"):
        assert isinstance(fetcher.fetch(FetchRequest(closed)), FetchFailure)
    assert not other.asked


@pytest.mark.parametrize(
    ("entry", "url", "open_"),
    [
        ("intra.example", "http://intra.example/", True),
        ("intra.example", "https://intra.example/", True),
        ("intra.example", "http://intra.example:8080/", False),
        ("intra.example:8080", "http://intra.example:8080/", True),
        ("intra.example:8080", "http://intra.example/", True),
        ("Bücher.example:8080", "http://xn--bcher-kva.example:8080/", True),
        ("[::1]:8080", "http://[::1]:8080/", True),
        ("::1", "http://[::1]:8080/", False),
    ],
)
def test_what_allow_hosts_opens(entry: str, url: str, open_: bool) -> None:
    assert (make_guard([entry]).refusal(httpx.URL(url)) == "") is open_


def test_a_port_that_was_named_opens_no_other_to_private_addresses() -> None:
    guard = make_guard(["intra.example:8080"])
    assert not guard.closed("intra.example", 8080, ["10.0.0.1"])
    assert guard.closed("intra.example", 80, ["10.0.0.1"])


@pytest.mark.parametrize("entry", ["", "http://x.example", "x.example/path", "u@x.example", "a b"])
def test_an_entry_that_names_no_host_is_told(entry: str) -> None:
    with pytest.raises(UsageError, match="names no host"):
        make_guard([entry])


def test_connections_go_where_they_are_sent_and_the_name_stays(
    server: Any, kit: Any, say: Any
) -> None:
    server.put("/story", say(b"page"))
    fetcher = kit(connect_to={"Paper.example": ("127.0.0.1", server.port)})
    result = fetcher.fetch(FetchRequest("http://paper.example/story"))
    assert isinstance(result, Fetched)
    assert (result.final_url, result.body) == ("http://paper.example/story", b"page")
    assert server.heads[0]["host"] == "paper.example"


def test_only_the_hosts_that_are_sent_elsewhere_are_unchecked(
    server: Any, kit: Any, say: Any
) -> None:
    server.put("/", say(b"", 302, Location="http://10.0.0.1/"))
    fetcher = kit(connect_to={"paper.example": ("127.0.0.1", server.port)})
    result = fetcher.fetch(FetchRequest("http://paper.example/"))
    assert isinstance(result, FetchFailure)
    assert result.kind is FailureKind.REFUSED


def test_the_next_address_is_tried_when_one_is_dead(server: Any, kit: Any, say: Any) -> None:
    server.put("/", say(b"page"))
    host = f"two.example:{server.port}"
    fetcher = kit(allow_hosts=[host], resolver=lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert isinstance(fetcher.fetch(FetchRequest(f"http://{host}/")), Fetched)
