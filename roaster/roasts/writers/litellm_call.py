"""The one module that touches LiteLLM. Importing it costs nothing; `load` costs 3 to 4 seconds.

One attempt per call: LiteLLM's retries and caches are off, and its timeout, which is per read,
lies behind our own deadline. What it reports as success (no choices, no content, a refusal) is
looked through here.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import math
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies

from roaster.roasts.writers.classify import classify
from roaster.roasts.writers.exchange import Failure, FreshReply, Kind
from roaster.roasts.writers.headroom import Headroom, headroom
from roaster.roasts.writers.question import Question
from roaster.state.journal import JournaledReply

if TYPE_CHECKING:
    import aiohttp

# Else it downloads its price list, reads the folder's .env into our environment, and prints.
_ENVIRONMENT = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_MODE": "PRODUCTION",
    "LITELLM_SUPPRESS_STARTUP_OUTPUT": "True",
}
_MOST_TOKENS = 1_000_000_000  # of one call; more is nonsense, and from 2**63 on no database's
_GRACE_S = 5.0  # LiteLLM's own timeout lies this much behind our deadline


def load() -> ModuleType:
    """LiteLLM itself, silent and offline. Raises ImportError when it cannot be loaded."""
    os.environ.update(_ENVIRONMENT)
    with _for_good():
        import litellm  # type: ignore[import-untyped, unused-ignore]

    # It says what an odd answer has in the wrong place, which is looked through here anyway.
    warnings.filterwarnings("ignore", "Pydantic serializer warnings", UserWarning)
    litellm.suppress_debug_info = True  # a banner on stdout with every error
    litellm.telemetry = False
    if not getproxies():  # else it reads all of the environment twice for each request
        litellm.disable_aiohttp_trust_env = True
    for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return litellm  # type: ignore[no-any-return, unused-ignore]


@contextmanager
def _for_good() -> Iterator[None]:
    """For loading what stays to the end: the collector is off, and passes over it ever after.

    Else it takes a third of the time that LiteLLM takes to load, and a quarter of a second each
    time it looks through all of it again.
    """
    was_on, is_new = gc.isenabled(), "litellm" not in sys.modules
    gc.disable()
    try:
        yield
    finally:
        if is_new:
            gc.freeze()
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call: the question, who hides the keys in its errors, and the time of day."""

    question: Question
    scrub: Callable[[str], str]
    now: datetime


async def attempt(
    litellm: ModuleType, session: aiohttp.ClientSession, call: Attempt
) -> JournaledReply | Failure:
    """Ask once. Every failure is a value; a cancelled call raises asyncio.CancelledError."""
    from roaster.roasts.writers.guard import Hearing, hearing

    heard = Hearing()
    hearing.set(heard)  # of this task only; the one below inherits it
    start = time.perf_counter()
    task = asyncio.ensure_future(_complete(litellm, session, call.question))
    try:
        # Not wait_for: it would wait for the broken-off call to tidy up after itself.
        await asyncio.wait({task}, timeout=call.question.deadline_s)
    finally:
        if not task.done():
            task.add_done_callback(_forget)
            task.cancel()
    ms = round((time.perf_counter() - start) * 1000)
    if not task.done():
        return Failure(Kind.TIMEOUT, f"{call.question.deadline_s:g} s are over", ms=ms)
    error = task.exception()
    if isinstance(error, Exception):
        sent = _sent(litellm, call.question)
        failure = classify(
            error, call.scrub, call.now, sent=sent, heard=heard.headers, answered=heard.status
        )
        return replace(failure, ms=ms)
    return _answer(task.result(), ms, headroom(heard.headers, call.now))


def _forget(task: asyncio.Future[Any]) -> None:
    """Take note of how a broken-off call ended, else the loop complains that nobody did."""
    if not task.cancelled():
        task.exception()


async def _complete(litellm: ModuleType, session: aiohttp.ClientSession, question: Question) -> Any:
    return await litellm.acompletion(
        **payload(litellm, question),
        **_own_client(session, question.model),
        timeout=question.deadline_s + _GRACE_S,
        num_retries=0,
        max_retries=0,
        stream=False,
        drop_params=True,
        shared_session=session,
    )


def payload(litellm: ModuleType, question: Question) -> dict[str, Any]:
    """What is asked, as LiteLLM is told it, without what the server has refused."""
    room = "max_completion_tokens" if "max_tokens" in question.without else "max_tokens"
    whole = {
        "model": question.model,
        "messages": question.sealed(),
        room: question.max_tokens,
        **_answer_form(litellm, question),
        **question.parameters,
    }
    return {name: value for name, value in whole.items() if name not in question.without}


def _sent(litellm: ModuleType, question: Question) -> frozenset[str]:
    """The parameters that the call can do without."""
    needed = {"model", "messages", "max_completion_tokens"}
    return frozenset(payload(litellm, question)) - needed


def _own_client(session: aiohttp.ClientSession, model: str) -> dict[str, object]:
    # LiteLLM's Anthropic handler is the one that knows no shared session.
    if model.partition("/")[0] != "anthropic":
        return {}
    from litellm.llms.custom_httpx.http_handler import AsyncHTTPHandler

    return {"client": AsyncHTTPHandler(shared_session=session)}


def _answer_form(litellm: ModuleType, question: Question) -> dict[str, object]:
    """The strictest form of JSON answer that LiteLLM says the model can give."""
    kind = _strictest(litellm, question.model)
    if kind == "json_schema":
        schema = {"name": "roast", "schema": dict(question.json_schema), "strict": True}
        return {"response_format": {"type": kind, "json_schema": schema}}
    return {"response_format": {"type": kind}} if kind else {}


@lru_cache(maxsize=32)  # LiteLLM looks through its lists for half a millisecond each time
def _strictest(litellm: ModuleType, model: str) -> str:
    try:
        if litellm.supports_response_schema(model=model):
            return "json_schema"
        supported = litellm.get_supported_openai_params(model=model) or ()
    except Exception:  # noqa: BLE001  a model it does not know: it raises a bare Exception
        return ""
    return "json_object" if "response_format" in supported else ""


def _answer(response: Any, ms: int, said: Headroom) -> JournaledReply | Failure:
    usage = getattr(response, "usage", None)
    details = getattr(usage, "prompt_tokens_details", None)
    cached = _tokens(details, "cached_tokens")
    tokens_in = _tokens(usage, "prompt_tokens")
    tokens_out = _tokens(usage, "completion_tokens")
    cost = _cost(response) if tokens_in else None
    choices = getattr(response, "choices", None) or []
    message = getattr(choices[0], "message", None) if choices else None
    finish = str(getattr(choices[0], "finish_reason", "") or "") if choices else ""
    refusal = getattr(message, "refusal", None) or _beside(message).get("refusal")
    text = getattr(message, "content", None)
    if isinstance(refusal, str) and refusal and not text:
        finish, text = "refusal", refusal
    if not text and finish in ("length", "content_filter"):
        text = ""
    elif not isinstance(text, str) or not text.strip():
        what = "there is no choice in it" if not choices else "its content is empty"
        return Failure(
            Kind.EMPTY,
            what,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            cost=cost,
            ms=ms,
            tokens_cached=cached,
            headroom=said,
        )
    text, finish = _encodable(text), _encodable(finish)
    return FreshReply(text, finish, tokens_in, tokens_out, cost, ms, cached, said)


def _tokens(usage: Any, name: str) -> int:
    """A count that a server tells; one that cannot be is no more than it can be."""
    return min(max(int(getattr(usage, name, 0) or 0), 0), _MOST_TOKENS)


def _encodable(text: str) -> str:
    """The text with `?` for half surrogate pairs, which JSON can hold and no file."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _beside(message: Any) -> dict[str, Any]:
    """What LiteLLM 1.91 takes for the provider's own: there a refusal is among it."""
    fields = getattr(message, "provider_specific_fields", None)
    return fields if isinstance(fields, dict) else {}


def _cost(response: Any) -> Decimal | None:
    """What LiteLLM has reckoned, caching discounts included; None when it knows no price."""
    hidden = getattr(response, "_hidden_params", None)
    cost = hidden.get("response_cost") if isinstance(hidden, dict) else None
    if not isinstance(cost, int | float) or not 0 <= cost < math.inf:
        return None
    return Decimal(repr(float(cost)))
