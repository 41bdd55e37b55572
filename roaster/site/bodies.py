"""Roasts' Markdown turned once: remembered between builds, and by worker processes if it is much.

python-markdown is four fifths of a cold build. What it makes of a roast depends on the text, the
site's sub-path and the code alone, so a new theme, title or neighbour needs none of it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from roaster.model.roast import Roast
from roaster.site.markdown import Body, Prose, decoded, encoded
from roaster.site.slips import HeldRoast
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.body_workers import Ahead

CHUNK = 64  # bodies that are kept in one go
WORTH_WORKERS = 400  # with fewer, starting a worker takes longer than the work
MOST_WORKERS = 8  # one process lays out what so many turn
SLACK = 1000  # bodies kept beyond those in use: an edit that is taken back is found again


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
    _ahead: Ahead | None = None

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
            from roaster.site.body_workers import Ahead

            with Ahead(todo, self.base, workers) as self._ahead:
                yield
            self._ahead = None
        self.flush()


def workers_here() -> int:
    """How many workers this machine has room for, beside the process that lays out the pages."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min((usable or 1) - 1, MOST_WORKERS)
