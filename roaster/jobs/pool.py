"""Work done a few at a time, with results as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def as_done(
    work: Callable[[_In], _Out],
    values: Sequence[_In],
    *,
    workers: int,
    hang_up: Callable[[], None] = lambda: None,
) -> Iterator[tuple[int, _Out]]:
    """Each value's place and result as it is done, in the caller's thread.

    When it is broken off (Ctrl-C, a failure), what waits is dropped, and `hang_up` is called so
    that what is under way need not be waited for.
    """
    pool = ThreadPoolExecutor(max_workers=max(1, min(workers, len(values) or 1)))
    # Not `concurrent.futures.wait`: it takes the locks of all that are waited for, each time anew.
    done: SimpleQueue[Future[_Out]] = SimpleQueue()
    places: dict[Future[_Out], int] = {}
    try:
        for place, value in enumerate(values):
            future = pool.submit(work, value)
            places[future] = place
            future.add_done_callback(done.put)
        while places:
            together = [done.get(), *_at_hand(done)]
            for future in sorted(together, key=places.__getitem__):
                yield places.pop(future), future.result()
    except BaseException:
        hang_up()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _at_hand(done: SimpleQueue[_Out]) -> Iterator[_Out]:
    while True:
        try:
            yield done.get_nowait()
        except Empty:
            return
