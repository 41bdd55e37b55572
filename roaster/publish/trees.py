"""What is to stand on the branch, and how it differs from what stands there. Pure but for reading.

A tree is a mapping from path to blob: git's own hash of a file's bytes, so that what has changed
is known without writing a single object.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from roaster.errors import DiskError, PublishError

Tree = Mapping[str, str]
PLAIN = "100644"


@dataclass(frozen=True, slots=True)
class Site:
    """The files of a built site by path with their blobs; `left_out` are links and the like."""

    folder: Path
    blobs: Tree
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """How the branch must change: paths, each sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def blob_of(data: bytes) -> str:
    """The name git gives to these bytes (SHA-1 repositories)."""
    head = b"blob %d\0" % len(data)
    return hashlib.sha1(head + data, usedforsecurity=False).hexdigest()


def read_site(folder: Path) -> Site:
    """The regular files below `folder`. Links are left out, never followed.

    Raises PublishError when there is no site in it, DiskError when a file cannot be read.
    """
    blobs: dict[str, str] = {}
    left_out: list[str] = []
    try:
        for path, regular in _entries(folder, ""):
            if regular:
                blobs[path] = blob_of(read_file(folder / path))
            else:
                left_out.append(path)
    except OSError as error:
        if not folder.is_dir():
            raise _no_site(folder, "there is no built site") from error
        raise _unreadable(folder, error) from error
    if "index.html" not in blobs:
        problem = "the built site has no index.html" if blobs else "the built site is empty"
        raise _no_site(folder, problem)
    return Site(folder, blobs, tuple(sorted(left_out)))


def read_file(path: Path) -> bytes:
    """A file's bytes. Raises DiskError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> DiskError:
    return DiskError(f"cannot be read: {error.strerror}", where=str(error.filename or path))


def _no_site(folder: Path, problem: str) -> PublishError:
    return PublishError(
        f"{problem}; publishing it would take the site down",
        where=str(folder),
        remedy="run `roaster build` first",
    )


def _entries(folder: Path, prefix: str) -> Iterator[tuple[str, bool]]:
    """Each path below a folder, and whether it is a regular file. `.git` is never entered."""
    with os.scandir(folder / prefix) as found:
        for entry in sorted(found, key=lambda entry: entry.name):
            path = prefix + entry.name
            if entry.name.lower() == ".git":
                yield path, False
            elif entry.is_dir(follow_symlinks=False):
                yield from _entries(folder, f"{path}/")
            else:
                yield path, entry.is_file(follow_symlinks=False)


def parse_tree(listing: bytes) -> dict[str, str]:
    """The output of `git ls-tree -r -z`. What is no plain file gets a name that nothing equals."""
    tree: dict[str, str] = {}
    for line in listing.split(b"\0"):
        if line:
            head, path = line.split(b"\t", 1)
            mode, _kind, blob = head.decode("ascii").split(" ")
            tree[os.fsdecode(path)] = blob if mode == PLAIN else f"{mode} {blob}"
    return tree


def changes_between(old: Tree, new: Tree) -> Changes:
    """What must be done to `old` to make it `new`."""
    return Changes(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(path for path in new.keys() & old.keys() if new[path] != old[path])),
        removed=tuple(sorted(old.keys() - new.keys())),
    )
