"""A round of work over many items: what is done here, and what may be done anywhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from roaster.articles.fetch import Extractor
from roaster.feeds.answers import Parser
from roaster.net.fetcher import Fetcher

Item = TypeVar("Item")
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Settled = TypeVar("Settled")


@dataclass(frozen=True, slots=True)
class Tools:
    """What work needs, wherever it is done: the way to the net, and readers that are contained."""

    fetcher: Fetcher
    parse_feed: Parser
    extract: Extractor


@dataclass(frozen=True, slots=True)
class Round(Generic[Item, Asked, Answer, Settled]):
    """One kind of work.

    `prepare` and `settle` are done by the coordinator, which has the caches; they are called from
    several threads. `work` is done anywhere: a function of a module, of values that can be sent.
    `host` tells which host an item asks, so that each is asked a few at a time, by one worker.
    """

    host: Callable[[Item], str]
    prepare: Callable[[Item], Asked]
    work: Callable[[Asked, Tools], Answer]
    settle: Callable[[Asked, Answer], Settled]


class Executor(Protocol):
    """Does rounds. A context: lets go of what it holds at its end."""

    def each(
        self, work: Round[Item, Asked, Answer, Settled], items: Sequence[Item]
    ) -> Iterator[tuple[int, Settled]]:
        """Each item's place and result, as it is done, in the caller's thread.

        What `prepare`, `work` or `settle` raises is raised here, after what is under way has
        ended; what waits is dropped.
        """

    def close(self) -> None:
        """Let go of threads, children, connections."""


def in_order(
    executor: Executor,
    work: Round[Item, Asked, Answer, Settled],
    items: Sequence[Item],
    advance: Callable[[Item], None],
) -> list[Settled]:
    """The results in the order of `items`; `advance` is told each item as it is done."""
    results: dict[int, Settled] = {}
    for place, result in executor.each(work, items):
        results[place] = result
        advance(items[place])
    return [results[place] for place in range(len(items))]


class Queue:
    """Items that wait, by host: a host that is busy keeps no other from being asked."""

    def __init__(self, hosts: Sequence[str], per_host: int) -> None:
        """`hosts` of the items by place; at most `per_host` of one host are out at once."""
        self._hosts = hosts
        self._per_host = per_host
        self._waiting: dict[str, deque[int]] = {}
        for place, host in enumerate(hosts):
            self._waiting.setdefault(host, deque()).append(place)
        self._ready = deque(self._waiting)
        self._out: dict[str, int] = dict.fromkeys(self._waiting, 0)

    def take(self) -> int | None:
        """The place of the next item that may go out; None while there is none."""
        if not self._ready:
            return None
        host = self._ready.popleft()
        place = self._waiting[host].popleft()
        self._out[host] += 1
        if self._waiting[host] and self._out[host] < self._per_host:
            self._ready.append(host)
        return place

    def back(self, place: int) -> None:
        """An item is done: its host may be asked the next."""
        host = self._hosts[place]
        full = self._out[host] == self._per_host
        self._out[host] -= 1
        if full and self._waiting[host]:
            self._ready.append(host)
