"""Share cards drawn, in worker processes where there are many."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from roaster.site.outputs import CardOutput

CHUNK = 16  # cards for one task of a worker: 0.3 s of its time, 300 KB of ours
WORTH_WORKERS = 64  # with fewer, starting workers takes longer than the work
_AHEAD = 2  # chunks for each worker in the making or waiting, so that memory stays small


def drawn(cards: Sequence[CardOutput], workers: int) -> Iterator[tuple[CardOutput, bytes]]:
    """Each card with its PNG, in order. `workers` 0: all are drawn here."""
    done = 0
    if workers > 0 and len(cards) >= WORTH_WORKERS:
        for card, png in _by_workers(cards, workers):
            done += 1
            yield card, png
    if done < len(cards):
        from roaster.site.card_drawing import Drawing

        drawing = Drawing()
        for card in cards[done:]:
            yield card, drawing.png(card.face)


def _by_workers(cards: Sequence[CardOutput], workers: int) -> Iterator[tuple[CardOutput, bytes]]:
    """As many as workers draw: it ends early where one of them dies, as for want of memory."""
    chunks = deque(cards[n : n + CHUNK] for n in range(0, len(cards), CHUNK))
    running: deque[tuple[Sequence[CardOutput], Future[list[bytes]]]] = deque()
    # Not fork: a child would have the parent's memory, and its threads' locks.
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))
    try:
        while chunks or running:
            while chunks and len(running) < workers * _AHEAD:
                chunk = chunks.popleft()
                running.append((chunk, pool.submit(_draw, chunk)))
            chunk, future = running.popleft()
            yield from zip(chunk, future.result(), strict=True)
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _draw(cards: Sequence[CardOutput]) -> list[bytes]:
    """The task of a worker."""
    from roaster.site.card_drawing import Drawing

    drawing = Drawing()
    return [drawing.png(card.face) for card in cards]
