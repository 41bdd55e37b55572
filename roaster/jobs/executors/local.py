"""Rounds done on this machine: threads that ask, child processes that read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from roaster.jobs.executors.rounds import Answer, Asked, Item, Queue, Round, Settled, Tools

# For each request at once, threads: while one's answer is read by a child, the other asks. How
# much is asked at once is the fetcher's to hold.
_THREADS = 2


class LocalExecutor:
    """Does items at once, so that `concurrency` requests are out, `per_host` of them to a host."""

    def __init__(self, tools: Tools, *, concurrency: int, per_host: int) -> None:
        """The tools stay the caller's to close."""
        self._tools = tools
        self._threads = _THREADS * concurrency
        self._per_host = _THREADS * per_host

    def each(
        self, work: Round[Item, Asked, Answer, Settled], items: Sequence[Item]
    ) -> Iterator[tuple[int, Settled]]:
        """Each item's place and result, as it is done, in the caller's thread."""

        def one(item: Item) -> Settled:
            asked = work.prepare(item)
            return work.settle(asked, work.work(asked, self._tools))

        queue = Queue([work.host(item) for item in items], self._per_host)
        pool = ThreadPoolExecutor(self._threads, thread_name_prefix="round")
        places: dict[Future[Settled], int] = {}
        try:
            while True:
                while len(places) < self._threads and (place := queue.take()) is not None:
                    places[pool.submit(one, items[place])] = place
                if not places:
                    return
                done, _ = wait(places, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=places.__getitem__):
                    place = places.pop(future)
                    queue.back(place)
                    yield place, future.result()
        finally:
            # After Ctrl-C, or when a cache fails, only what is under way is waited for.
            pool.shutdown(cancel_futures=True)

    def close(self) -> None:
        """Nothing is held between rounds."""
