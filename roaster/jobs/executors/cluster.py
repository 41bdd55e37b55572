"""Rounds done on a Dask cluster: the same work, by workers; caches, journal and files stay here.

All that is asked of one host at a time goes to one worker as one task, so that hosts are treated
as politely as from one machine. Import this only where a cluster is asked for.
"""

from __future__ import annotations

import logging
import os
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import dask
from distributed import Client, Event, Future, LocalCluster, as_completed
from distributed.client import FutureCancelledError
from distributed.scheduler import KilledWorker

from roaster.errors import StateError, UsageError
from roaster.jobs.executors.cluster_worker import (
    Recipe,
    ToolsPlugin,
    ask_model,
    price_of,
    work_through,
)
from roaster.jobs.executors.rounds import Answer, Asked, Item, Queue, Round, Settled
from roaster.roasts.writers.exchange import Failure, Kind
from roaster.roasts.writers.parameters import ModelEntry
from roaster.roasts.writers.prices import Price
from roaster.roasts.writers.question import Question
from roaster.state.journal import JournaledReply

LOCAL = "local"
CONNECT_S = 5
BATCH = 16  # items of one host in one task: so many are lost with a worker, and done again
_PER_THREAD = 2  # tasks out for each thread of the cluster, so that none waits for the next
_SLACK_S = 30.0  # for a task to reach its worker and come back
_Value = TypeVar("_Value")


class ClusterExecutor:
    """Does rounds on the workers of a scheduler; `line` asks models from there."""

    def __init__(self, address: str, recipe: Recipe) -> None:
        """Connect to a scheduler, or start workers on this machine for `local`.

        Raises UsageError when there is no scheduler, or a worker cannot do the work.
        """
        self._exits = ExitStack()
        self._plugin = f"roaster-{uuid.uuid4().hex}"
        self._per_host = recipe.per_host
        try:
            self._client = self._connected(address, recipe)
            self._exits.callback(self._client.close)
            self._equip(address, recipe)
        except BaseException:
            self._exits.close()
            raise

    def _equip(self, address: str, recipe: Recipe) -> None:
        """Give each worker its tools."""
        if not self._client.nthreads():
            remedy = "start one: dask worker ADDRESS"
            raise UsageError("the cluster has no worker", where=address, remedy=remedy)
        try:
            self._client.register_plugin(ToolsPlugin(recipe, self._plugin), name=self._plugin)
        except RuntimeError as error:
            raise UsageError(str(error), where=f"--cluster {address}") from error
        self._exits.callback(self._client.unregister_worker_plugin, self._plugin)

    def _connected(self, address: str, recipe: Recipe) -> Client:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        if address == LOCAL:
            # Workers that may have children; and no dashboard, which would be open to the net.
            settings = {"distributed.worker.daemon": False}
            self._exits.enter_context(dask.config.set(settings))
            count = max(2, os.cpu_count() or 2)
            address = self._exits.enter_context(
                LocalCluster(
                    n_workers=count,
                    threads_per_worker=max(2, -(-recipe.concurrency // count)),
                    dashboard_address=None,
                    worker_dashboard_address=None,
                    host="127.0.0.1",
                    silence_logs=logging.CRITICAL,
                )
            )
        try:
            return Client(address, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"no Dask scheduler answers: {error}",
                where=f"--cluster {address}",
                remedy="start one with `dask scheduler`, or use --cluster local",
            ) from error

    def each(
        self, work: Round[Item, Asked, Answer, Settled], items: Sequence[Item]
    ) -> Iterator[tuple[int, Settled]]:
        """Each item's place and result, as it is done, in the caller's thread.

        Raises StateError when the cluster is lost, or a task took worker after worker with it.
        """
        batches = _batches([work.host(item) for item in items])
        queue = Queue([host for host, _ in batches], per_host=1)
        out: dict[str, tuple[int, list[Asked], Future[list[Answer]]]] = {}
        done: Any = as_completed(loop=self._client.loop)
        try:
            while True:
                window = self._window()  # workers come and go
                while len(out) < window and (number := queue.take()) is not None:
                    asked = [work.prepare(items[place]) for place in batches[number][1]]
                    future = self._submit(work_through, work.work, asked, self._plugin)
                    out[str(future.key)] = number, asked, future
                    done.add(future)
                if not out:
                    return
                number, asked, future = out.pop(str(next(done).key))
                answers = self._result(future)
                queue.back(number)
                for place, one, answer in zip(batches[number][1], asked, answers, strict=True):
                    yield place, work.settle(one, answer)
        finally:
            for _, _, future in out.values():
                future.cancel()

    def _window(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return max(1, _PER_THREAD * sum(threads.values()))

    def _submit(self, work: Any, *values: Any) -> Future[Any]:
        key = f"roaster-{uuid.uuid4().hex}"  # its own: nothing is taken from another run
        return self._client.submit(work, *values, key=key, pure=False)

    def _result(self, future: Future[_Value]) -> _Value:
        try:
            return future.result()
        except KilledWorker as error:
            raise StateError(
                "workers died again and again over one task",
                where="--cluster",
                remedy="look into the workers' logs; nothing is lost, and the next run goes on",
            ) from error
        except (FutureCancelledError, OSError) as error:
            raise StateError(
                f"the cluster was lost: {error}",
                where="--cluster",
                remedy="start its scheduler again; nothing is lost, and the next run goes on",
            ) from error

    def line(self) -> ClusterLine:
        """A line to the models that is asked from the workers."""
        return ClusterLine(self._client, self._plugin)

    def close(self) -> None:
        """Leave the cluster, or end it where it was started for this run."""
        self._exits.close()


class ClusterLine:
    """Asks models from the workers of a cluster, one attempt a call. Safe for several threads.

    A key never travels: each worker takes it from its own environment.
    """

    def __init__(self, client: Client, plugin: str) -> None:
        self._client = client
        self._plugin = plugin
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._out: dict[str, Future[Any]] = {}
        self._prices: dict[str, Price | None] = {}

    def ask(self, question: Question, entry: ModelEntry, now: datetime) -> JournaledReply | Failure:
        """One attempt, on any worker. Waits at most the question's deadline and a little more."""
        if self._closed.is_set():
            return Failure(Kind.STOPPED, "the run is ending")
        call = f"roaster-call-{uuid.uuid4().hex}"
        bare = replace(question, parameters={})
        task = self._client.submit(
            ask_model, bare, entry.settings, now, call, self._plugin, key=call, pure=False
        )
        with self._lock:
            self._out[call] = task
        try:
            return task.result(timeout=question.deadline_s + _SLACK_S)
        except TimeoutError:
            return Failure(Kind.TIMEOUT, f"no worker answered in {question.deadline_s:g} s")
        except FutureCancelledError:
            return Failure(Kind.STOPPED, "the run is ending")
        except (KilledWorker, OSError) as error:
            return Failure(Kind.LOST, entry.scrub(f"the worker that asked is lost: {error}"))
        finally:
            with self._lock:
                self._out.pop(call, None)
            if not self._closed.is_set():
                task.cancel()
                Event(call, client=self._client).clear()

    def warm(self) -> None:
        """Nothing: each worker gets ready by itself."""

    def price(self, model: str) -> Price | None:
        """The price that LiteLLM knows for a model. Raises NoLiteLLMError."""
        with self._lock:
            if model not in self._prices:
                asked = self._client.submit(price_of, model, self._plugin, pure=False)
                self._prices[model] = asked.result()
            return self._prices[model]

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than until `close`."""
        self._closed.wait(seconds)

    def close(self) -> None:
        """Break off what is under way."""
        self._closed.set()
        with self._lock:
            out = tuple(self._out.values())
        for task in out:
            task.cancel()


def _batches(hosts: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Places by host, at most `BATCH` together, in the order in which the hosts come first."""
    by_host: dict[str, list[int]] = {}
    for place, host in enumerate(hosts):
        by_host.setdefault(host, []).append(place)
    return [
        (host, places[start : start + BATCH])
        for host, places in by_host.items()
        for start in range(0, len(places), BATCH)
    ]
