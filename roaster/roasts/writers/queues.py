"""What all calls of a command share: so many at once, and one queue before each model.

Roasts, votes, scores and pictures are asked for in different places, but a provider counts them
together, so a model's limits hold for all of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from roaster.roasts.writers.pace import Pace
from roaster.roasts.writers.parameters import ModelEntry
from roaster.roasts.writers.quirks import Quirks
from roaster.state.journal import Journal


@dataclass(slots=True)
class Queues:
    """The queues of one command. Safe to use from several threads. `at_once` None: no limit."""

    at_once: int | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _paces: dict[tuple[str, ...], Pace] = field(default_factory=dict, repr=False)
    _quirks: dict[str, Quirks] = field(default_factory=dict, repr=False)
    _slots: threading.Semaphore | None = field(init=False)

    def __post_init__(self) -> None:
        self._slots = None if self.at_once is None else threading.Semaphore(self.at_once)

    def pace(self, entry: ModelEntry) -> Pace:
        """The queue before a model; of entries that share it, the tightest limits hold."""
        with self._lock:
            pace = self._paces.setdefault(entry.account, Pace(None, None, time.sleep))
        pace.keep_to(entry.rpm, entry.tpm)
        return pace

    def quirks(self, entry: ModelEntry, journal: Journal) -> Quirks:
        """What a model's server does not take."""
        with self._lock:
            return self._quirks.setdefault(entry.identity, Quirks(entry, journal))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until fewer than `at_once` calls are under way, and be one of them."""
        if self._slots is None:
            yield
            return
        with self._slots:
            yield
