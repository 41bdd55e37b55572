"""Changes to a few names in a folder, told as they happen, by watchfiles."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from roaster.errors import StateError

NextChanges = Callable[[float], tuple[str, ...]]

# Changes that come within this are one: an editor writes a file in several steps, a checkout many.
DEBOUNCE_MS = 100
_STEP_MS = 20
_WAKE_MS = 100  # how often a watch looks whether it is to end
_START_S = 10.0


@contextmanager
def watching(root: Path, names: tuple[str, ...]) -> Iterator[NextChanges]:
    """Watch files and folders directly in `root`; they may come and go.

    Gives a function that waits so many seconds for changes: paths relative to `root`, none when
    nothing changed. It raises StateError when the system cannot watch.
    """
    watcher = _Watcher(root, names)
    watcher.start()
    try:
        yield watcher.next_changes
    finally:
        watcher.end()


class _Watcher:
    """Two watches: of the root without its subfolders, and of the watched folders with theirs.

    A watch of the whole tree would watch `public/` and `.roaster/` too; a watch of a single file
    is lost when an editor replaces it.
    """

    def __init__(self, root: Path, names: tuple[str, ...]) -> None:
        self._root = root.resolve()
        self._names = frozenset(names)
        self._changes: queue.SimpleQueue[frozenset[str] | Exception] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._renew = threading.Event()  # a watched folder came or went
        self._started = threading.Semaphore(0)
        self._threads = tuple(
            threading.Thread(target=self._guarded, args=(job,), name="watch", daemon=True)
            for job in (self._watch_root, self._watch_folders)
        )

    def start(self) -> None:
        for thread in self._threads:
            thread.start()
        for _ in self._threads:
            self._started.acquire(timeout=_START_S)

    def end(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def next_changes(self, timeout_s: float) -> tuple[str, ...]:
        found: set[str] = set()
        try:
            item = self._changes.get(timeout=timeout_s)
            while True:
                if isinstance(item, Exception):
                    raise _cannot_watch(item)
                found |= item
                item = self._changes.get_nowait()
        except queue.Empty:
            return tuple(sorted(found))

    def _guarded(self, job: Callable[[], None]) -> None:
        try:
            job()
        except (OSError, RuntimeError) as error:  # watchfiles' own error is a RuntimeError
            self._changes.put(error)
            self._started.release()

    def _watch_root(self) -> None:
        for changes in self._watch((self._root,), (self._ended,), recursive=False):
            ours = {(kind, path) for kind, path in changes if path in self._names}
            if any(kind != "modified" and path in self._folders() for kind, path in ours):
                self._renew.set()
            self._tell(path for _kind, path in ours)

    def _watch_folders(self) -> None:
        while not self._ended.is_set():
            renewed = self._renew.is_set()
            self._renew.clear()
            folders = self._folders()
            paths = tuple(self._root / name for name in folders)
            with suppress(FileNotFoundError):  # gone again: the root's watch tells when it is back
                for changes in self._watch(paths, (self._ended, self._renew), recursive=True):
                    self._tell(path for _kind, path in changes)
                    # What came between two watches was seen by neither.
                    self._tell(folders if renewed else ())
                    renewed = False

    def _tell(self, paths: Iterable[str]) -> None:
        changed = frozenset(paths)
        if changed:
            self._changes.put(changed)

    def _folders(self) -> tuple[str, ...]:
        return tuple(name for name in self._names if (self._root / name).is_dir())

    def _watch(
        self, paths: tuple[Path, ...], stop: tuple[threading.Event, ...], *, recursive: bool
    ) -> Iterator[set[tuple[str, str]]]:
        """Kind and relative path of each change; also nothing, several times a second."""
        from watchfiles import watch

        for changes in watch(
            *paths,
            debounce=DEBOUNCE_MS,
            step=_STEP_MS,
            rust_timeout=_WAKE_MS,
            yield_on_timeout=True,
            stop_event=_AnyOf(stop),
            recursive=recursive,
            raise_interrupt=False,
        ):
            self._started.release()
            yield {(kind.raw_str(), self._relative(path)) for kind, path in changes}

    def _relative(self, path: str) -> str:
        return Path(path).relative_to(self._root).as_posix()


class _AnyOf:
    """Set when one of the events is; what watchfiles asks whether to stop."""

    def __init__(self, events: tuple[threading.Event, ...]) -> None:
        self._events = events

    def is_set(self) -> bool:
        return any(event.is_set() for event in self._events)


def _cannot_watch(error: Exception) -> StateError:
    return StateError(
        f"changes cannot be watched: {error}",
        remedy="set WATCHFILES_FORCE_POLLING=true, or raise fs.inotify.max_user_watches",
    )
