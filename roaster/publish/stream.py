"""One commit in the language of `git fast-import` (git-fast-import(1), "Input Format"). Pure."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from roaster.publish.trees import PLAIN, Changes

_UNFIT = re.compile(r"[<>\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs the commit."""

    name: str
    email: str

    def stamp(self, time: datetime) -> str:
        """`Name <mail> seconds +0000`, with what git forbids taken out."""
        name, email = (_UNFIT.sub("", text).strip() for text in (self.name, self.email))
        return f"{name} <{email}> {int(time.timestamp())} +0000"


def commit_stream(
    ref: str,
    parent: str,
    changes: Changes,
    read: Callable[[str], bytes],
    *,
    person: Person,
    time: datetime,
    message: str,
) -> Iterator[bytes]:
    """A commit on `ref` that puts `changes` on top of `parent` (empty: no parent)."""
    stamp = person.stamp(time)
    yield f"feature done\ncommit {ref}\nauthor {stamp}\ncommitter {stamp}\n".encode()
    yield _data(message.encode("utf-8", "replace"))
    if parent:
        yield f"from {parent}\n".encode()
    # Removals first: a folder may stand where a file stood.
    for path in changes.removed:
        yield b"D " + _quoted(path) + b"\n"
    for path in (*changes.added, *changes.changed):
        yield f"M {PLAIN} inline ".encode() + _quoted(path) + b"\n"
        yield _data(read(path))
    yield b"done\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n" % len(content) + content + b"\n"


def _quoted(path: str) -> bytes:
    raw = os.fsencode(path).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"' + raw + b'"'
