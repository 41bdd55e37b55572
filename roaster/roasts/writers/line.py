"""The line to the models: one event loop in a thread of its own, from the first call to `close`.

LiteLLM keeps connections per event loop, so all calls share one. It is loaded with the first call.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from roaster.roasts.writers.exchange import Failure, Kind
from roaster.roasts.writers.parameters import ModelEntry
from roaster.roasts.writers.prices import Price
from roaster.roasts.writers.question import Question
from roaster.state.journal import JournaledReply

if TYPE_CHECKING:
    import aiohttp

_T = TypeVar("_T")
_JOIN_TIMEOUT_S = 5.0


class NoLiteLLMError(Exception):
    """LiteLLM cannot be imported."""


class ModelLine(Protocol):
    """Whoever asks models, one attempt a call: here, or on another machine."""

    def ask(self, question: Question, entry: ModelEntry, now: datetime) -> JournaledReply | Failure:
        """One attempt. Waits at most the question's deadline."""

    def warm(self) -> None:
        """Do beforehand what takes long the first time. Raises NoLiteLLMError."""

    def price(self, model: str) -> Price | None:
        """The price that LiteLLM knows for a model. Raises NoLiteLLMError."""

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than until `close`."""

    def close(self) -> None:
        """Break off what is under way."""


class Line:
    """Asks models, one attempt a call. Safe to use from several threads; close it at the end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._prices: dict[str, Price | None] = {}
        self._litellm: ModuleType | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._session: aiohttp.ClientSession | None = None

    def ask(self, question: Question, entry: ModelEntry, now: datetime) -> JournaledReply | Failure:
        """One attempt. Waits at most the question's deadline."""
        try:
            litellm, loop, session = self._open()
        except NoLiteLLMError as error:
            return Failure(Kind.NO_LITELLM, entry.scrub(str(error)))
        if loop is None or session is None:
            return Failure(Kind.STOPPED, "the run is ending")
        from roaster.roasts.writers.litellm_call import Attempt, attempt

        coroutine = attempt(litellm, session, Attempt(question, entry.scrub, now))
        try:
            result = _run(coroutine, loop)
        except concurrent.futures.CancelledError:
            return Failure(Kind.STOPPED, "the run is ending")
        # A server that is asked with a key can say it: it is not to stand in the journal, or on a
        # page.
        if isinstance(result, JournaledReply):
            return replace(result, text=entry.masked(result.text))
        return result

    def warm(self) -> None:
        """Load LiteLLM, which takes seconds. Raises NoLiteLLMError."""
        self._open()

    def price(self, model: str) -> Price | None:
        """The price that LiteLLM knows for a model. Raises NoLiteLLMError."""
        with self._lock:
            if model not in self._prices:
                self._prices[model] = price_on_file(model)
            return self._prices[model]

    def sees(self, model: str) -> bool:
        """Whether LiteLLM knows that a model reads pictures. Raises NoLiteLLMError."""
        from roaster.roasts.writers.price_list import known_to_see

        return known_to_see(_list_on_file(), model)

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than until `close`."""
        self._closed.wait(seconds)

    def close(self) -> None:
        """Break off what is under way and end the thread."""
        self._closed.set()
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        _run(self._hang_up(), loop)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_JOIN_TIMEOUT_S)
        if not thread.is_alive():
            loop.close()

    def _open(
        self,
    ) -> tuple[ModuleType, asyncio.AbstractEventLoop | None, aiohttp.ClientSession | None]:
        with self._lock:
            if self._litellm is None:
                self._litellm = _load()
            if self._loop is None and not self._closed.is_set():
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="roaster-models", daemon=True
                )
                self._thread.start()
                self._session = _run(_session(), self._loop)
            return self._litellm, self._loop, self._session

    async def _hang_up(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        if others:
            await asyncio.wait(others, timeout=1.0)
        if self._session is not None:
            await self._session.close()
        await asyncio.get_running_loop().shutdown_default_executor()


def payload_of(question: Question) -> dict[str, Any]:
    """What LiteLLM would be told, in full. Loads LiteLLM. Raises NoLiteLLMError."""
    from roaster.roasts.writers.litellm_call import payload

    return payload(_load(), question)


def price_on_file(model: str) -> Price | None:
    """The price in LiteLLM's list, a file that is read without loading LiteLLM.

    Raises NoLiteLLMError.
    """
    from roaster.roasts.writers.price_list import known_price

    return known_price(_list_on_file(), model)


def _list_on_file() -> Mapping[str, Any]:
    from roaster.roasts.writers.price_list import read_price_list

    try:
        return read_price_list()
    except (ImportError, OSError, ValueError) as error:
        raise NoLiteLLMError(_why(error)) from error


def _load() -> ModuleType:
    from roaster.roasts.writers.litellm_call import load

    try:
        return load()
    except Exception as error:  # a broken installation fails in any way it likes
        raise NoLiteLLMError(_why(error)) from error


def _why(error: Exception) -> str:
    return f"LiteLLM cannot be loaded: {type(error).__name__}: {error}"


async def _session() -> aiohttp.ClientSession:
    from roaster.roasts.writers.guard import guarded_session

    return guarded_session()


def _run(coroutine: Coroutine[Any, Any, _T], loop: asyncio.AbstractEventLoop) -> _T:
    future = asyncio.run_coroutine_threadsafe(coroutine, loop)
    try:
        return future.result()
    except BaseException:
        future.cancel()
        raise
