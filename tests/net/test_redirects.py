from __future__ import annotations

from typing import Any

import pytest

from roaster.net.messages import FailureKind, Fetched, FetchFailure, FetchRequest


def fetch(fetcher: Any, url: str, **more: Any) -> Any:
    return fetcher.fetch(FetchRequest(url, **more))


def test_redirects_are_followed_to_the_page(server: Any, kit: Any, say: Any) -> None:
    server.put("/a", say(b"", 302, Location="/b?x=1#there"))
    end = server.put("/b?x=1", say(b"page"))
    result = fetch(kit(server), f"http://{server.host}/a#here")
    assert isinstance(result, Fetched)
    assert (result.final_url, result.body) == (end, b"page")
    assert result.url == f"http://{server.host}/a#here"
    assert result.permanent_url == ""


@pytest.mark.parametrize(
    ("statuses", "lasting"),
    [((301,), True), ((308, 301), True), ((301, 302), False), ((307,), False), ((303, 301), False)],
)
def test_a_move_is_for_good_when_every_step_is(
    server: Any, kit: Any, say: Any, statuses: tuple[int, ...], lasting: bool
) -> None:
    for place, status in enumerate(statuses):
        server.put(f"/{place}", say(b"", status, Location=f"/{place + 1}"))
    end = server.put(f"/{len(statuses)}", say(b"page"))
    result = fetch(kit(server), f"http://{server.host}/0")
    assert isinstance(result, Fetched)
    assert result.permanent_url == (end if lasting else "")


def test_validators_go_along(server: Any, kit: Any, say: Any) -> None:
    server.put("/b", say(b"", 304))
    result = fetch(
        kit(server), server.put("/a", say(b"", 301, Location="/b")), etag='"1"'
    )  # fmt: skip
    assert isinstance(result, Fetched)
    assert result.not_modified
    assert server.heads[1]["if-none-match"] == '"1"'


def test_a_circle_is_left(server: Any, kit: Any, say: Any) -> None:
    server.put("/a", say(b"", 302, Location="/b"))
    server.put("/b", say(b"", 302, Location="/a"))
    result = fetch(kit(server), f"http://{server.host}/a")
    assert result.kind is FailureKind.REDIRECTS
    assert server.asked == ["/a", "/b"]


def test_five_redirects_are_followed_and_no_more(server: Any, kit: Any, say: Any) -> None:
    for place in range(7):
        server.put(f"/{place}", say(b"", 302, Location=f"/{place + 1}"))
    server.put("/7", say(b"page"))
    assert isinstance(fetch(kit(server), f"http://{server.host}/2"), Fetched)
    result = fetch(kit(server), f"http://{server.host}/1")
    assert isinstance(result, FetchFailure)
    assert result.kind is FailureKind.REDIRECTS


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("http://127.0.0.1/", FailureKind.REFUSED),
        ("http://169.254.169.254/latest/meta-data/", FailureKind.REFUSED),
        ("http://[::ffff:127.0.0.1]/", FailureKind.REFUSED),
        ("http://2130706433/", FailureKind.REFUSED),
        ("http://localhost:22/", FailureKind.REFUSED),
        ("file:///etc/passwd", FailureKind.REFUSED),
        ("gopher://x.example/", FailureKind.REFUSED),
        ("http://user:pass@x.example/", FailureKind.REFUSED),
        ("javascript:alert(1)", FailureKind.REFUSED),
        ("http://[", FailureKind.REFUSED),
        ("http://[::1", FailureKind.BAD_ANSWER),
        ("", FailureKind.BAD_ANSWER),
        ("http://a\xffb c/", FailureKind.BAD_ANSWER),
    ],
)
def test_a_redirect_leads_nowhere_that_may_not_be_asked(
    server: Any, kit: Any, say: Any, target: str, kind: FailureKind
) -> None:
    url = server.put("/", say(b"", 302, Location=target))
    result = fetch(kit(server), url)
    assert isinstance(result, FetchFailure)
    assert result.kind is kind
    assert result.url == url
    assert result.reason
    assert result.remedy
    assert server.asked == ["/"]


def test_a_redirect_to_a_server_that_was_not_opened_is_refused(
    server: Any, other: Any, kit: Any, say: Any
) -> None:
    url = server.put("/", say(b"", 302, Location=other.put("/", say(b"secret"))))
    result = fetch(kit(server), url)
    assert result.kind is FailureKind.REFUSED
    assert "redirected to" in result.reason
    assert not other.asked


def test_a_failure_behind_a_redirect_says_where(server: Any, kit: Any, say: Any) -> None:
    url = server.put("/", say(b"", 302, Location="/gone"))
    result = fetch(kit(server), url)
    assert result.kind is FailureKind.NOT_FOUND
    assert result.url == url
