"""Content codings (RFC 9110, 8.4.1) undone a piece at a time, so that no bomb goes off. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import httpx

ACCEPTED = "gzip, deflate, br"  # what is told to servers
PIECE = 65_536  # bytes given out at once, about: what is held beyond a limit

_GZIP_WINDOW = zlib.MAX_WBITS | 16
_GZIP_MAGIC = b"\x1f\x8b"
# The last three are no codings, but servers are seen to say so of a body that is sent as it is.
_NO_CODINGS = frozenset(("", "identity", "none", "utf-8", "binary"))


class Decoder(Protocol):
    """Undoes one coding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What `data` adds, in pieces. Raises httpx.DecodingError."""

    def finish(self) -> None:
        """Raise httpx.DecodingError when the end has not come."""


def decoder_for(content_encoding: str) -> Decoder:
    """The decoder for a Content-Encoding header.

    Raises httpx.DecodingError for one that was not asked for, and for several on top of each
    other, which no server needs and bombs are made of.
    """
    codings = [name.strip().lower() for name in content_encoding.split(",")]
    applied = [name for name in codings if name not in _NO_CODINGS]
    if not applied:
        return _Plain()
    if len(applied) > 1:
        raise httpx.DecodingError(f"compressed {len(applied)} times over")
    if applied[0] in ("gzip", "x-gzip"):
        return _Gzip()
    if applied[0] == "deflate":
        return _Deflate()
    if applied[0] == "br":
        return _Brotli()
    raise httpx.DecodingError("compressed in a way that was not asked for")


class _Plain:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def finish(self) -> None:
        """A plain body may end anywhere."""


class _Gzip:
    """RFC 1952: one member, or several; what follows the last is padding."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        while data:
            if self._member.eof:
                if not data.startswith(_GZIP_MAGIC):
                    return
                self._member = zlib.decompressobj(_GZIP_WINDOW)
            yield _inflate(self._member, data)
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail

    def finish(self) -> None:
        if self._begun and not self._member.eof:
            raise httpx.DecodingError("the gzip data is cut off")


class _Deflate:
    """RFC 1950 as the standard says, or the bare RFC 1951 that some servers send."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj()
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        if data and not self._begun:
            self._begun = True
            # RFC 1950, 2.2: the first byte's low bits name the method, and no method but 8 is.
            if data[0] & 0x0F != zlib.DEFLATED:
                self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while data and not self._inflater.eof:
            yield _inflate(self._inflater, data)
            data = self._inflater.unconsumed_tail

    def finish(self) -> None:
        if self._begun and not self._inflater.eof:
            raise httpx.DecodingError("the deflate data is cut off")


def _inflate(inflater: zlib._Decompress, data: bytes) -> bytes:
    try:
        return inflater.decompress(data, PIECE)
    except zlib.error as error:
        raise httpx.DecodingError("the compressed data is damaged") from error


class _Brotli:
    """RFC 7932."""

    def __init__(self) -> None:
        import brotli

        self._error: type[Exception] = brotli.error
        self._inflater = brotli.Decompressor()
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        if not data or self._inflater.is_finished():
            return
        yield self._inflate(data)
        while not (self._inflater.can_accept_more_data() or self._inflater.is_finished()):
            yield self._inflate(b"")

    def finish(self) -> None:
        if self._begun and not self._inflater.is_finished():
            raise httpx.DecodingError("the brotli data is cut off")

    def _inflate(self, data: bytes) -> bytes:
        try:
            return bytes(self._inflater.process(data, output_buffer_limit=PIECE))
        except self._error as error:
            raise httpx.DecodingError("the compressed data is damaged") from error
