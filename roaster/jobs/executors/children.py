"""Feeds and pages read in child processes: what hurts one of them hurts nothing else.

Each input has bounded time and memory; a child that exceeds them is killed, and that is a failure
of the input like any other. The children are made when first needed, and used again. Pebble does
the killing: concurrent.futures cannot end a task that runs.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from roaster.articles.reading import Reading, failed
from roaster.feeds.draft import NotAFeed
from roaster.model.news import Entry, Page, ParsedFeed

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from pebble import ProcessPool

TIMEOUT_S = 10.0  # the slowest real page takes 0.6 s, the slowest real feed 0.3 s
MAX_MEMORY = 800_000_000  # bytes beyond an idle child's 100 MB; the largest real page takes 90 MB
_POOLS = 3  # an input is tried with; children that die idle take their pool with them
_TASKS = 1_000  # a child is replaced after so many inputs: parsers leak
_REMEDY = "remove it, or ask its owner to repair it"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Hurt:
    """Why a child gave nothing."""

    reason: str
    remedy: str = _REMEDY


class Children:
    """Child processes that read feeds and pages. Safe to use from several threads."""

    def __init__(
        self, workers: int = 2, *, timeout_s: float = TIMEOUT_S, max_memory: int = MAX_MEMORY
    ) -> None:
        """Up to `workers` children, each input with so many seconds and bytes."""
        self._workers = workers
        self._timeout_s = timeout_s
        self._max_memory = max_memory
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._beginning: threading.Thread | None = None
        self._made: tuple[BaseProcess, ...] = ()  # those of `begin`

    def begin(self) -> None:
        """Have the children made while others do something else; they take a second.

        In a thread, for only the main one can be broken off: a child that is half made belongs to
        nobody.
        """
        self._beginning = threading.Thread(target=self._begin, name="children")
        self._beginning.start()

    def _begin(self) -> None:
        before, pool = multiprocessing.active_children(), self._open()
        with suppress(BrokenProcessPool, RuntimeError, OSError):  # who needs one tries it again
            # Ctrl-C is not for the server of the children: it inherits what is blocked here. The
            # tracker comes first, for starting it ends all blocking.
            resource_tracker.ensure_running()
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
            forkserver.ensure_running()
            pool.schedule(_nothing)
        found = multiprocessing.active_children()
        self._made = tuple(child for child in found if child not in before)

    def parse_feed(
        self, body: bytes, url: str, content_type: str, now: datetime
    ) -> ParsedFeed | NotAFeed:
        """As `roaster.feeds.parse.parse_feed`."""
        result = self._done(_parse_feed, body, url, content_type, now)
        return NotAFeed(result.reason, result.remedy) if isinstance(result, _Hurt) else result

    def extract(self, page: Page, entry: Entry, min_words: int, now: datetime) -> Reading:
        """As `roaster.articles.extract.extract`."""
        result = self._done(_extract, page, entry, min_words, now)
        url = page.final_url or page.url
        return failed(url, result.reason, result.remedy) if isinstance(result, _Hurt) else result

    def read_pdf(self, data: bytes, url: str, min_words: int) -> Reading:
        """As `roaster.articles.pdf.extract_pdf`."""
        result = self._done(_read_pdf, data, url, min_words)
        return failed(url, result.reason, result.remedy) if isinstance(result, _Hurt) else result

    def close(self) -> None:
        """End the children, also those at work."""
        if self._beginning is not None:
            self._beginning.join()
        with self._lock:
            pool, self._pool, made, self._made = self._pool, None, self._made, ()
        if pool is not None:
            pool.stop()
            # A child that is only being made would complain, with a traceback, of the locks that
            # the pool takes away first.
            for child in made:
                child.terminate()
            pool.join()

    def _done(self, work: Callable[..., _T], *values: Any) -> _T | _Hurt:
        for _ in range(_POOLS):
            pool = self._open()
            try:
                task = pool.schedule(
                    _contained, (self._max_memory, work, *values), timeout=self._timeout_s
                )
                return self._told(task.result)
            except (BrokenProcessPool, RuntimeError):
                # An idle child died, killed from outside: that is no fault of this input.
                self._discard(pool)
        return _Hurt("the processes that read it were killed", "look for what kills them")

    def _told(self, result: Callable[[], _T]) -> _T | _Hurt:
        from pebble import ProcessExpired

        try:
            return result()
        except TimeoutError:
            return _Hurt(f"reading it took longer than {self._timeout_s:g} s")
        except MemoryError:
            return _Hurt(f"reading it took more than {self._max_memory // 1_000_000} MB of memory")
        except (ProcessExpired, CancelledError):
            return _Hurt("reading it broke the process that read it")
        except RecursionError:
            return _Hurt("it is nested too deep to be read")
        except BrokenProcessPool:
            raise
        except Exception as error:  # noqa: BLE001  a fault of ours or a library's costs one input
            name = type(error).__name__
            return _Hurt(f"it could not be read: {name}: {str(error)[:200]}", "report this fault")

    def _discard(self, broken: ProcessPool) -> None:
        """Whoever comes next makes a new pool."""
        with self._lock:
            if self._pool is broken:
                self._pool = None
        broken.stop()

    def _open(self) -> ProcessPool:
        from pebble import ProcessPool

        with self._lock:
            if self._pool is None:
                # Not fork: this process has threads. One server has the parsers loaded, and each
                # child is its copy.
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(["roaster.jobs.executors.preloaded"])
                self._pool = ProcessPool(
                    max_workers=self._workers,
                    max_tasks=_TASKS,
                    initializer=_begin,
                    context=context,
                )
            return self._pool


def _begin() -> None:
    """In a new child: Ctrl-C is the parent's to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _nothing() -> None:
    """What a child that is being made has to do."""


def _contained(max_memory: int, work: Callable[..., _T], *values: Any) -> _T:
    """`work` done with at most so many bytes more than there are now. Raises MemoryError."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _address_space() + max_memory
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        return work(*values)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int:
    """Bytes of address space that this process has; a generous guess where nobody tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 1_000_000_000
    return pages * resource.getpagesize()


def _parse_feed(body: bytes, url: str, content_type: str, now: datetime) -> ParsedFeed | NotAFeed:
    from roaster.feeds.parse import parse_feed

    return parse_feed(body, url, content_type, now)


def _extract(page: Page, entry: Entry, min_words: int, now: datetime) -> Reading:
    from roaster.articles.extract import extract

    return extract(page, entry, min_words=min_words, now=now)


def _read_pdf(data: bytes, url: str, min_words: int) -> Reading:
    from roaster.articles.pdf import extract_pdf

    return extract_pdf(data, url, min_words=min_words)
