"""Search indexes that were made, each in a folder under the hash of what it was made from.

Losable: without it the next build makes them again. A folder is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from roaster.errors import DiskError, disk_remedy

_NEW = ".new-"
_LIST = "files.json"


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A file of an index: its path in it, where it lies, a hash of its bytes."""

    path: str
    source: Path
    digest: str


class SearchBundles:
    """Indexes by their keys, which are names of folders. One process at a time writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keys(self) -> frozenset[str]:
        """What there is. Raises DiskError."""
        try:
            places = list(self._folder.iterdir()) if self._folder.is_dir() else []
        except OSError as error:
            raise _unusable(error, self._folder) from error
        return frozenset(one.name for one in places if not one.name.startswith(_NEW))

    def files(self, key: str) -> tuple[BundleFile, ...]:
        """An index's files, sorted; none where it is not there, or not as it was made."""
        place = self._folder / key
        try:
            listed = json.loads((place / _LIST).read_bytes())
            found = {path: (place / path).stat().st_size for path in listed}
        except (OSError, ValueError):
            return ()  # losable: it is made again
        if any(size != listed[path][0] for path, size in found.items()):
            return ()
        return tuple(BundleFile(path, place / path, mark) for path, (_, mark) in listed.items())

    def make(self, key: str, fill: Callable[[Path], None]) -> tuple[BundleFile, ...]:
        """Have `fill` write an index into a folder, and keep it. Raises DiskError, and its faults.

        Killed or failed on the way, it leaves what was kept before as it is.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            new = Path(tempfile.mkdtemp(prefix=_NEW, dir=self._folder))
            try:
                fill(new)
                listed = dict(sorted(_listed(new)))
                (new / _LIST).write_text(json.dumps(listed), encoding="utf-8")
                self.forget((key,))
                new.rename(self._folder / key)
            finally:
                shutil.rmtree(new, ignore_errors=True)
        except OSError as error:
            raise _unusable(error, self._folder) from error
        return self.files(key)

    def forget(self, keys: Collection[str]) -> None:
        """Remove these."""
        for key in keys:
            shutil.rmtree(self._folder / key, ignore_errors=True)

    def keep_only(self, keys: Collection[str]) -> None:
        """Remove all others. Raises DiskError."""
        self.forget(self.keys() - set(keys))

    def _sweep(self) -> None:
        for path in self._folder.glob(f"{_NEW}*"):
            shutil.rmtree(path, ignore_errors=True)


def _listed(folder: Path) -> list[tuple[str, tuple[int, str]]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), _told(path.read_bytes())) for path in files]


def _told(content: bytes) -> tuple[int, str]:
    return len(content), hashlib.sha256(content).hexdigest()[:32]


def _unusable(error: OSError, folder: Path) -> DiskError:
    where = str(error.filename or folder)
    return DiskError(f"cannot be written: {error.strerror}", where=where, remedy=disk_remedy(error))
