"""`roaster serve`: build, show, watch, build again. The order of it; HTTP is in `preview`."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from roaster.errors import LockHeldError, RoasterError
from roaster.jobs.preview import PreviewServer
from roaster.jobs.reporter import Reporter
from roaster.jobs.watching import watching

WATCHED = ("content", "themes", "personas", "rubrics", "config.yaml")


@dataclass(frozen=True, slots=True)
class Built:
    """A build that went well: the path of the site's base address, and one line to tell of it.

    `unsearched`: a `roaster build` would give it a search box, and this one could not.
    """

    base_path: str
    summary: str = ""
    unsearched: bool = False


def serve_site(
    build: Callable[[], Built],
    *,
    root: Path,
    public: Path,
    port: int,
    base_path: str,
    reporter: Reporter,
    watched: tuple[str, ...] = WATCHED,
    glimpse: Callable[[tuple[str, ...]], Mapping[str, bytes]] | None = None,
    stop: threading.Event | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Build and show the site until Ctrl-C, SIGTERM or `stop`; build again on each change.

    `build` reads everything anew; what it raises of RoasterError is shown in the browser until a
    later build goes well. While another run has the site's lock, it is tried again and again, for
    nothing else would bring up what changed meanwhile. `watched` are names in `root`. `glimpse`
    tells of changed paths which pages can be shown before they are built. `ready` gets the address
    once the first build has ended. Raises UsageError when the port cannot be had, StateError when
    changes cannot be watched.
    """
    stop = stop or threading.Event()
    server = PreviewServer(public, port=port, base_path=base_path)
    try:
        with _ending_on_sigterm(stop), server, watching(root, watched) as next_changes:
            held = _rebuild(build, server, reporter)
            reporter.note(f"serving {server.address} (Ctrl-C ends it)")
            if ready:
                ready(server.address)
            while not stop.is_set():
                changes = next_changes(0.2)
                if changes:
                    reporter.note(f"changed: {_shown(changes)}")
                    if glimpse and (pages := glimpse(changes)):
                        server.show_ahead(pages)
                if changes or held:
                    held = _rebuild(build, server, reporter, held=held)
    except KeyboardInterrupt:
        reporter.note("")
    reporter.note("stopped serving")


def _rebuild(
    build: Callable[[], Built], server: PreviewServer, reporter: Reporter, *, held: bool = False
) -> bool:
    """Build and show it. True while another run holds the lock, which is told once (`held`)."""
    try:
        built = build()
    except LockHeldError as error:
        if not held:
            reporter.warn(str(error))
            server.show_error(error)
        return True
    except RoasterError as error:
        reporter.warn(str(error))
        server.show_error(error)
    else:
        if built.summary:
            reporter.note(built.summary)
        server.show_site(built.base_path, unsearched=built.unsearched)
    return False


def _shown(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return ", ".join(paths[:3]) + more


@contextmanager
def _ending_on_sigterm(stop: threading.Event) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    before = signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
