"""The connection under LiteLLM, made safe: no redirect is followed, no answer is endless.

LiteLLM takes an aiohttp session of the caller's for both of its ways to a provider. A redirect
would carry keys in headers such as `x-api-key` to another host, and an answer is held in memory
whole. Imported only where LiteLLM, which brings aiohttp, is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.request import getproxies

import aiohttp

from roaster.roasts.writers.classify import RefusedAnswerError
from roaster.roasts.writers.exchange import Kind

MAX_ANSWER_BYTES = 2_000_000  # ten times what a reply may be: some providers add long metadata


@dataclass(slots=True)
class Hearing:
    """What the heads of a call's answers said, names in lower case. LiteLLM loses some of it.

    `status` is that of the last answer; None: there was none, or it came another way.
    """

    headers: dict[str, str] = field(default_factory=dict)
    status: int | None = None


# The call that a request belongs to: LiteLLM hands nothing of ours through to the session.
hearing: ContextVar[Hearing | None] = ContextVar("hearing", default=None)


class RedirectedError(aiohttp.ClientError, RefusedAnswerError):
    """The server answered with a redirect."""

    kind = Kind.REDIRECT


class OverlongAnswerError(aiohttp.ClientError, RefusedAnswerError):
    """The answer is larger than any reply, or compressed although plain was asked for."""

    kind = Kind.TOO_LARGE


class _Counted:
    """An answer's body that ends in an error once it is too long; else as aiohttp's own."""

    def __init__(self, content: aiohttp.StreamReader) -> None:
        self._content = content
        self._seen = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._content, name)

    async def iter_chunked(self, size: int) -> AsyncIterator[bytes]:
        async for chunk in self._content.iter_chunked(size):
            yield self._counted(chunk)

    async def iter_any(self) -> AsyncIterator[bytes]:
        async for chunk in self._content.iter_any():
            yield self._counted(chunk)

    async def readany(self) -> bytes:
        return self._counted(await self._content.readany())

    async def read(self, size: int = -1) -> bytes:
        if size >= 0:
            return self._counted(await self._content.read(size))
        return b"".join([chunk async for chunk in self.iter_any()])

    def _counted(self, chunk: bytes) -> bytes:
        self._seen += len(chunk)
        if self._seen > MAX_ANSWER_BYTES:
            raise OverlongAnswerError(f"it is longer than {MAX_ANSWER_BYTES} bytes")
        return chunk


class _CountedResponse(aiohttp.ClientResponse):
    async def start(self, connection: Any) -> aiohttp.ClientResponse:
        await super().start(connection)
        self.content = _Counted(self.content)  # type: ignore[assignment]
        return self


def guarded_session() -> aiohttp.ClientSession:
    """A session for LiteLLM; to be made, used and closed on one event loop."""
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_ask_for_plain)
    trace.on_request_end.append(_refuse)
    return aiohttp.ClientSession(
        trace_configs=[trace],
        response_class=_CountedResponse,
        cookie_jar=aiohttp.DummyCookieJar(),
        # With it, each request reads all of the environment and ~/.netrc.
        trust_env=bool(getproxies()),
    )


async def _ask_for_plain(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    params: aiohttp.TraceRequestStartParams,
) -> None:
    # What is compressed cannot be measured before it is unpacked.
    params.headers["Accept-Encoding"] = "identity"


async def _refuse(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    params: aiohttp.TraceRequestEndParams,
) -> None:
    response = params.response
    heard = hearing.get()
    if heard is not None:
        heard.status = response.status
        heard.headers = {name.lower(): value for name, value in response.headers.items()}
    if 300 <= response.status < 400:
        raise RedirectedError(f"the server redirects (HTTP {response.status}); not followed")
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise OverlongAnswerError("it is compressed, although plain text was asked for")
