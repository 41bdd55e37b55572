"""What runs on a worker of a Dask cluster: the same functions, with tools of the worker's own.

Imported on workers, and by `cluster`; it alone imports distributed at its head.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from typing import Any

from distributed import Event, Worker, WorkerPlugin, get_client, get_worker

from roaster.config.schema import ModelSettings
from roaster.jobs.executors.children import Children
from roaster.jobs.executors.rounds import Tools
from roaster.net.fetcher import Fetcher
from roaster.roasts.writers.exchange import Failure, Kind
from roaster.roasts.writers.line import Line
from roaster.roasts.writers.parameters import make_entry
from roaster.roasts.writers.prices import Price
from roaster.roasts.writers.question import Question
from roaster.state.journal import JournaledReply


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a worker makes its tools: the settings of the coordinator's fetcher, and its clock."""

    user_agent: str
    concurrency: int
    per_host: int
    timeout_s: float
    allow_hosts: tuple[str, ...]
    connect_to: Mapping[str, tuple[str, int]]
    clock: Callable[[], datetime]
    version: str


class ToolsPlugin(WorkerPlugin):
    """Tools on each worker, also on those that join later; put away when the run ends."""

    def __init__(self, recipe: Recipe, name: str) -> None:
        """`name` is the run's own: runs of several sites may share a cluster."""
        self.name = name
        self._recipe = recipe

    def setup(self, worker: Worker) -> None:
        """Raises RuntimeError on a worker that cannot do the work, with what to do."""
        here = version("roaster")
        if here != self._recipe.version:
            raise RuntimeError(
                f"worker {worker.address} has roaster {here}, this is {self._recipe.version}: "
                "install the same version there"
            )
        if multiprocessing.current_process().daemon:
            raise RuntimeError(
                f"worker {worker.address} may not start the child processes that read pages: "
                "start it with DASK_DISTRIBUTED__WORKER__DAEMON=False"
            )
        self._exits = ExitStack()
        self._lock = threading.Lock()
        self._tools: Tools | None = None
        self._line: Line | None = None
        self._threads = worker.state.nthreads

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002  the interface has it
        """Hang up and end the children."""
        with self._lock:
            self._exits.close()
            self._tools = self._line = None

    @property
    def per_host(self) -> int:
        """Requests at once to one host."""
        return self._recipe.per_host

    def tools(self) -> Tools:
        """The worker's tools, made when first needed."""
        with self._lock:
            if self._tools is None:
                recipe = self._recipe
                fetcher = Fetcher(
                    user_agent=recipe.user_agent,
                    concurrency=recipe.concurrency,
                    per_host=recipe.per_host,
                    timeout_s=recipe.timeout_s,
                    allow_hosts=recipe.allow_hosts,
                    connect_to=recipe.connect_to,
                    clock=recipe.clock,
                )
                self._exits.callback(fetcher.close)
                children = Children(max(1, min(self._threads, os.cpu_count() or 1)))
                self._exits.callback(children.close)
                self._tools = Tools(fetcher, children.parse_feed, children.extract)
            return self._tools

    def line(self) -> Line:
        """The worker's line to the models."""
        with self._lock:
            if self._line is None:
                self._line = Line()
                self._exits.callback(self._line.close)
            return self._line


def work_through(work: Callable[[Any, Tools], Any], asked: Sequence[Any], plugin: str) -> list[Any]:
    """All that is asked of one host, a few at a time; the answers in order."""
    tools_of = _plugin(plugin)
    tools = tools_of.tools()
    with ThreadPoolExecutor(min(tools_of.per_host, len(asked))) as pool:
        return list(pool.map(lambda one: work(one, tools), asked))


def ask_model(
    question: Question, settings: ModelSettings, now: datetime, call: str, plugin: str
) -> JournaledReply | Failure:
    """One attempt from this worker, with the keys of its own environment.

    A task whose worker died is begun again by Dask. That call may have been charged, so nobody
    asks again here: the coordinator counts it and decides.
    """
    begun = Event(call, client=get_client())
    if begun.is_set():
        return Failure(Kind.LOST, "the worker that asked has died")
    begun.set()
    entry = make_entry(
        settings, os.environ, max_tokens=question.max_tokens, deadline_s=question.deadline_s
    )
    if entry.missing:
        names, where = " and ".join(entry.missing), get_worker().address
        return Failure(Kind.KEY, f"{names} not set on the worker {where}")
    whole = replace(question, parameters=entry.parameters)
    return _plugin(plugin).line().ask(whole, entry, now)


def price_of(model: str, plugin: str) -> Price | None:
    """What the worker's LiteLLM knows. Raises NoLiteLLMError."""
    return _plugin(plugin).line().price(model)


def _plugin(name: str) -> ToolsPlugin:
    found = get_worker().plugins[name]
    if not isinstance(found, ToolsPlugin):
        raise TypeError(f"{name} is no ToolsPlugin")
    return found
