"""Worker processes that turn roasts' Markdown ahead of who lays out their pages.

Only imported when there is enough to do: what processes need takes a hundredth of a second to load.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from roaster.model.roast import Roast
from roaster.site.addresses import Addresses
from roaster.site.markdown import Prose, encoded
from roaster.site.slips import HeldRoast

CHUNK = 64  # roasts for one task of a worker: 0.1 s of its time, 400 KB of ours
_AHEAD = 3  # chunks for each worker in the making or waiting, so that memory stays small


class Ahead:
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

    def __enter__(self) -> Ahead:
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


def _turn(base: str, roasts: Sequence[Roast]) -> list[bytes]:
    """The task of a worker."""
    prose = Prose(Addresses(base))
    return [encoded(prose.turned(roast)) for roast in roasts]
