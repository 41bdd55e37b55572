"""How much is asked of a host at once, and when it wants to be left alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from math import ceil

from roaster.net.freshness import http_date

MAX_RETRY_AFTER_S = 30 * 86_400  # more is a mistake, and numbers of any length are sent


def retry_after_s(header: str, now: datetime) -> int | None:
    """The seconds that a Retry-After header asks for (RFC 9110, 10.2.3); None where it is none."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        # int() refuses very long numbers, and these mean the same as long ones.
        return min(int(text[:10]), MAX_RETRY_AFTER_S)
    date = http_date(text)
    if date is None:
        return None
    try:
        seconds = ceil((date - now).total_seconds())
    except OverflowError:
        return None
    return max(0, min(seconds, MAX_RETRY_AFTER_S))


class Slots:
    """At most `total` requests at once, and `per_host` to one host. Thread-safe."""

    def __init__(self, total: int, per_host: int) -> None:
        self._total = threading.Semaphore(total)
        self._per_host = per_host
        self._hosts: dict[str, threading.Semaphore] = {}
        self._lock = threading.Lock()

    @contextmanager
    def slot(self, host: str) -> Iterator[None]:
        """Wait for a turn. Whoever waits for one host keeps no other from going on."""
        with self._lock:
            of_host = self._hosts.setdefault(host, threading.Semaphore(self._per_host))
        with of_host, self._total:
            yield


class Patience:
    """Which hosts asked not to be asked for a while, in this run. Thread-safe."""

    def __init__(self, timer: Callable[[], float]) -> None:
        """`timer` counts seconds from anywhere, like time.monotonic."""
        self._timer = timer
        self._until: dict[str, float] = {}
        self._turns: dict[str, float] = {}
        self._lock = threading.Lock()

    def ask_for(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long from now; an earlier, longer wish stays."""
        until = self._timer() + seconds
        with self._lock:
            self._until[host] = max(until, self._until.get(host, until))

    def turn(self, host: str, gap_s: float) -> float:
        """Take the next turn at a host that wants such gaps; how many seconds from now it is."""
        now = self._timer()
        with self._lock:
            at = max(now, self._turns.get(host, now))
            self._turns[host] = at + gap_s
        return at - now

    def left_s(self, host: str) -> float:
        """How long a host still wants to be left alone; 0 when it may be asked."""
        with self._lock:
            until = self._until.get(host)
        return 0.0 if until is None else max(0.0, until - self._timer())
