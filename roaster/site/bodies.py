"""Roasts' Markdown turned once: remembered between builds, and by worker processes if it is much.

python-markdown is four fifths of a cold build. What it makes of a roast depends on the text, the
site's sub-path and the code alone, so a new theme, title or neighbour needs none of it.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence, Set
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from markupsafe import Markup

from roaster.model.roast import Roast
from roaster.site.addresses import Addresses
from roaster.site.markdown import Body, Prose
from roaster.site.slips import HeldRoast
from roaster.site.views import SectionView
from roaster.text.digests import digest

CHUNK = 64  # roasts for one task of a worker: 0.1 s of its time, 400 KB of ours
WORTH_WORKERS = 400  # with fewer, starting a worker takes longer than the work
MOST_WORKERS = 8  # one process lays out what so many turn
SLACK = 1000  # bodies kept beyond those in use: an edit that is taken back is found again
_AHEAD = 3  # chunks for each worker in the making or waiting, so that memory stays small


class BodyMemory(Protocol):
    """Values by mark, both bytes. Losing any of them costs time."""

    def get(self, mark: bytes) -> bytes | None:
        """The value that was kept; None where there is none."""

    def known(self, marks: Iterable[bytes]) -> set[bytes]:
        """Those of the marks that have a value."""

    def add(self, new: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep these values."""

    def count(self) -> int:
        """How many values there are."""

    def prune(self, kept: Set[bytes]) -> None:
        """Forget what is not among `kept`."""


@dataclass(slots=True)
class Bodies:
    """Where the bodies of one build come from. `made` is a hash of all that turns them."""

    prose: Prose
    memory: BodyMemory
    made: str
    base: str
    _new: list[tuple[bytes, bytes]] = field(default_factory=list)
    _ahead: _Ahead | None = None

    def body(self, roast: Roast) -> Body:
        """A roast's texts: remembered, or from a worker, or turned now."""
        mark = self.mark(roast.digest or digest(repr(roast)))
        value = self._ahead.take(mark) if self._ahead else None
        if value is None:
            value = self.memory.get(mark)
            if value is not None:
                return decoded(value)
            body = self.prose.turned(roast)
            value = encoded(body)
        else:
            body = decoded(value)
        self._remember(mark, value)
        return body

    def mark(self, roast: str) -> bytes:
        """A hash of all that a body depends on; `roast` is one of all that the roast says."""
        told = (self.made, self.base, roast)
        return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).digest()

    def _remember(self, mark: bytes, value: bytes) -> None:
        self._new.append((mark, value))
        if len(self._new) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Keep what is new. Raises DiskError."""
        if self._new:
            self.memory.add(self._new)
            self._new = []

    def forget_others(self, roasts: Sequence[HeldRoast]) -> None:
        """Forget what none of these roasts shows, once that is much. Raises DiskError."""
        if self.memory.count() > len(roasts) + SLACK:
            self.memory.prune({self.mark(one.slip.digest) for one in roasts})

    @contextmanager
    def working_ahead(self, roasts: Sequence[HeldRoast], workers: int) -> Iterator[None]:
        """Have workers turn these roasts, in this order, where that is worth it."""
        marks = {self.mark(one.slip.digest): one for one in roasts}
        known = self.memory.known(marks)
        todo = [(mark, one) for mark, one in marks.items() if mark not in known]
        if workers < 1 or len(todo) < WORTH_WORKERS:
            yield
        else:
            with _Ahead(todo, self.base, workers) as self._ahead:
                yield
            self._ahead = None
        self.flush()


class _Ahead:
    """Chunks of roasts in the hands of worker processes, a few at a time."""

    def __init__(self, todo: Sequence[tuple[bytes, HeldRoast]], base: str, workers: int) -> None:
        # Not fork: a child would have the parent's memory, and its threads' locks.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(workers, context)
        self._base = base
        self._chunks = iter([todo[n : n + CHUNK] for n in range(0, len(todo), CHUNK)])
        self._limit = workers * _AHEAD
        self._running: deque[tuple[list[bytes], Future[list[bytes]]]] = deque()
        self._pending = {mark for mark, _ in todo}
        self._done: dict[bytes, bytes] = {}
        self._fill()

    def __enter__(self) -> _Ahead:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def take(self, mark: bytes) -> bytes | None:
        """What a worker made of it, waited for; None where none has it in hands.

        A feed may ask for a roast far behind: all between would have to be kept until its turn.
        """
        in_hands = mark in self._done or any(mark in marks for marks, _ in self._running)
        if mark not in self._pending or not in_hands:
            return None
        while mark not in self._done:
            if not self._collect():
                return None
        self._pending.discard(mark)
        return self._done.pop(mark)

    def _collect(self) -> bool:
        """Take in the oldest chunk. A worker that died (out of memory) leaves the work to us."""
        if not self._running:
            return False
        marks, future = self._running.popleft()
        try:
            self._done.update(zip(marks, future.result(), strict=True))
        except BrokenProcessPool:
            self._give_up()
            return False
        self._fill()
        return True

    def _give_up(self) -> None:
        self._running.clear()
        self._pending.clear()

    def _fill(self) -> None:
        while len(self._running) < self._limit and (chunk := next(self._chunks, None)):
            try:
                future = self._pool.submit(_turn, self._base, [one.load() for _, one in chunk])
            except BrokenProcessPool:
                self._give_up()
                return
            self._running.append(([mark for mark, _ in chunk], future))


def workers_here() -> int:
    """How many workers this machine has room for, beside the process that lays out the pages."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min((usable or 1) - 1, MOST_WORKERS)


def _turn(base: str, roasts: Sequence[Roast]) -> list[bytes]:
    """The task of a worker."""
    prose = Prose(Addresses(base))
    return [encoded(prose.turned(roast)) for roast in roasts]


def encoded(body: Body) -> bytes:
    """A body as JSON."""
    sections = [(one.key, one.id, one.heading, one.html) for one in body.sections]
    return json.dumps((body.quip, body.preamble, sections)).encode()


def decoded(value: bytes) -> Body:
    """The body again. Everything that is HTML in it has been cleaned before it was kept."""
    quip, preamble, sections = json.loads(value)
    return Body(
        Markup(quip),  # noqa: S704 — cleaned
        Markup(preamble),  # noqa: S704 — cleaned
        tuple(SectionView(key, id_, text, Markup(html)) for key, id_, text, html in sections),  # noqa: S704 — cleaned
    )
