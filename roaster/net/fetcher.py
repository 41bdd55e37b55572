"""The fetcher: every request of roaster's own to the net goes through here."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from math import ceil
from types import TracebackType
from typing import Self

import httpx

from roaster.net.backend import GuardedBackend
from roaster.net.decoding import ACCEPTED
from roaster.net.exchange import Answer, exchange
from roaster.net.guard import make_guard, plain_host, read_address
from roaster.net.judging import (
    IMPATIENT,
    LASTING,
    REDIRECTS,
    Landing,
    barred,
    broken,
    impatience,
    judge,
    lost,
    no_address,
    nowhere,
    refused,
    sendable,
)
from roaster.net.messages import Fetched, FetchFailure, FetchRequest
from roaster.net.politeness import Patience, Slots, retry_after_s
from roaster.net.resolving import Resolver, system_addresses
from roaster.net.robots import EVERYTHING, MAX_ROBOTS_BYTES, NOTHING, Robots, parse_robots
from roaster.net.transport import Transport

MAX_REDIRECTS = 5
MAX_WAIT_S = 5  # a Retry-After up to this is waited for, once; a longer one is for a later run.
# A robots.txt that wants longer gaps between requests gets gaps of this length.


class Fetcher:
    """Asks for addresses. A context: hangs up at its end. Safe to use from many threads.

    `user_agent`   what roaster calls itself; its first word is its name in robots.txt
    `concurrency`  requests at once, `per_host` of them to one host
    `timeout_s`    for one whole answer, from the resolving of the name to the last byte; each
                   redirect is an answer of its own
    `allow_hosts`  `host` or `host:port` that may be asked although private or on an odd port
    `connect_to`   host → (address, port): connections for that host go there, unchecked, as with
                   curl's --connect-to; address, Host header and certificate's name stay
    `clock`        the time, for what is fetched and for dates in Retry-After
    `sleep`, `timer`, `resolver`, `ssl_context`  for tests and special machines

    Raises UsageError for an entry of `allow_hosts` that names no host.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        concurrency: int,
        per_host: int,
        timeout_s: float,
        clock: Callable[[], datetime],
        allow_hosts: Iterable[str] = (),
        connect_to: Mapping[str, tuple[str, int]] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        timer: Callable[[], float] = time.monotonic,
        resolver: Resolver = system_addresses,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        detours = {name.rstrip(".").lower(): to for name, to in (connect_to or {}).items()}
        self._guard = make_guard(allow_hosts, detours)
        self._user_agent = _header_text(user_agent)
        self._timeout_s = timeout_s
        self._clock = clock
        self._sleep = sleep
        self._slots = Slots(concurrency, per_host)
        self._patience = Patience(timer)
        self._robots = _RobotsBook(self._fetch_robots)
        context = ssl_context or httpx.create_ssl_context(trust_env=False)
        backend = GuardedBackend(self._guard, resolver, detours)
        self._transport = Transport(backend, context, kept=concurrency)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    def fetch(self, request: FetchRequest) -> Fetched | FetchFailure:
        """Ask for an address, following its redirects. Never raises for what a server does."""
        landing = self._follow(request)
        if isinstance(landing, FetchFailure):
            return landing
        return judge(request, landing, self._clock())

    def _follow(self, request: FetchRequest) -> Landing | FetchFailure:
        """Every hop is checked like the first one."""
        url = read_address(request.url)
        if url is None:
            return no_address(request.url)
        seen = {url}
        lasting = True
        while True:
            answer = self._hop(url, request)
            if isinstance(answer, FetchFailure):
                return _told_with_way(answer, url, redirected=len(seen) > 1)
            if answer.status not in REDIRECTS:
                return Landing(url, answer, lasting and len(seen) > 1)
            lasting = lasting and answer.status in LASTING
            target = _target(url, answer)
            if target is None:
                return nowhere(request.url, answer.status)
            if target in seen or len(seen) > MAX_REDIRECTS:
                return lost(request.url, answer.status, MAX_REDIRECTS)
            seen.add(target)
            url = target

    def _hop(self, url: httpx.URL, request: FetchRequest) -> Answer | FetchFailure:
        if reason := self._guard.refusal(url):
            return refused(request.url, reason)
        if request.obey_robots:
            robots = self._robots.of(url)
            if not robots.allows(url.raw_path.decode("ascii")):
                return barred(request.url, plain_host(url))
            gap_s = min(robots.gap_s, MAX_WAIT_S)
            if gap_s and (wait_s := self._patience.turn(plain_host(url), gap_s)):
                self._sleep(wait_s)
        return self._politely(url, request)

    def _politely(self, url: httpx.URL, request: FetchRequest) -> Answer | FetchFailure:
        """One request, or two where the host asks for a short wait in between."""
        host = plain_host(url)
        left_s = ceil(self._patience.left_s(host))
        if left_s > MAX_WAIT_S:
            return impatience(request.url, host, left_s)
        if left_s:
            self._sleep(left_s)
        answer = self._ask(host, url, request)
        wait_s = self._wanted_wait(host, answer)
        if not 0 < wait_s <= MAX_WAIT_S:
            return answer
        self._sleep(wait_s)
        answer = self._ask(host, url, request)
        self._wanted_wait(host, answer)
        return answer

    def _wanted_wait(self, host: str, answer: Answer | FetchFailure) -> int:
        """How long the host asks us to wait, in seconds; the others that want to ask it hear so."""
        if isinstance(answer, FetchFailure) or answer.status not in IMPATIENT:
            return 0
        wait_s = retry_after_s(answer.headers.get("Retry-After", ""), self._clock()) or 0
        self._patience.ask_for(host, wait_s)
        return wait_s

    def _ask(self, host: str, url: httpx.URL, request: FetchRequest) -> Answer | FetchFailure:
        headers = {
            "User-Agent": self._user_agent,
            "Accept": request.accept,
            "Accept-Encoding": ACCEPTED,
        }
        if etag := sendable(request.etag):
            headers["If-None-Match"] = etag
        if since := sendable(request.last_modified):
            headers["If-Modified-Since"] = since
        try:
            with self._slots.slot(host):
                return exchange(
                    self._transport,
                    url,
                    headers,
                    max_bytes=request.max_bytes,
                    timeout_s=self._timeout_s,
                )
        except httpx.RequestError as error:
            return broken(request.url, error, host, self._timeout_s)

    def _fetch_robots(self, url: httpx.URL) -> Robots:
        """The rules at an address of a robots.txt (RFC 9309, 2.3.1).

        A server at fault forbids all, for as long as this run lasts. One that cannot be reached
        forbids nothing: the fetch of the page then tells why it failed, and better.
        """
        landing = self._follow(
            FetchRequest(str(url), accept="text/plain, */*;q=0.1", max_bytes=MAX_ROBOTS_BYTES)
        )
        if isinstance(landing, FetchFailure):
            return EVERYTHING
        answer = landing.answer
        if answer.status >= 500:
            return NOTHING
        return parse_robots(answer.body, self._user_agent) if answer.status < 300 else EVERYTHING


class _RobotsBook:
    """The rules of each site, fetched when first needed, once. Thread-safe."""

    def __init__(self, fetch: Callable[[httpx.URL], Robots]) -> None:
        self._fetch = fetch
        self._lock = threading.Lock()
        self._locks: dict[httpx.URL, threading.Lock] = {}
        self._known: dict[httpx.URL, Robots] = {}

    def of(self, url: httpx.URL) -> Robots:
        """The rules for an address; whoever asks for the same site meanwhile waits for them."""
        place = url.copy_with(raw_path=b"/robots.txt")
        with self._lock:
            lock = self._locks.setdefault(place, threading.Lock())
        with lock:
            if place not in self._known:
                self._known[place] = self._fetch(place)
            return self._known[place]


def _target(url: httpx.URL, answer: Answer) -> httpx.URL | None:
    """Where a redirect leads; None when it does not say, or not in a way that can be read."""
    location = answer.headers.get("Location", "").strip()
    return read_address(location, url) if location else None


def _told_with_way(failure: FetchFailure, url: httpx.URL, *, redirected: bool) -> FetchFailure:
    """A failure behind a redirect, with the address at which it came about."""
    if not redirected:
        return failure
    return replace(failure, reason=f"{failure.reason} (redirected to {str(url)[:200]})")


def _header_text(text: str) -> str:
    """What can stand in a header: printable ASCII on one line."""
    plain = text.encode("ascii", "ignore").decode("ascii")
    return " ".join("".join(char if char.isprintable() else " " for char in plain).split())
