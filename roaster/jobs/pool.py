"""Work done a few at a time, with results as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
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
    places: dict[Future[_Out], int] = {}
    try:
        places.update((pool.submit(work, value), place) for place, value in enumerate(values))
        waiting = set(places)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=places.__getitem__):
                yield places.pop(future), future.result()
    except BaseException:
        hang_up()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
