"""`roaster run --sample`: the same job on a site of its own, over the embedded wire.

Only three things differ from a real run: where connections go, the clock, and the writer that the
sample's config names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from roaster.errors import RoasterError, UsageError
from roaster.jobs.init import init_site
from roaster.jobs.places import CONFIG_NAME
from roaster.jobs.reporter import Reporter
from roaster.jobs.workshop import Workshop
from roaster.sample import SAMPLE_NOW, SampleWire, sample_config

DEFAULT_DIR = "sample-site"
_PARTS = ("config.yaml", "content/pages/about.md", "content/pages/drop.md", ".gitignore")


@contextmanager
def sample_workshop(
    folder: Path, *, environ: Mapping[str, str], reporter: Reporter, edition: int = 1
) -> Iterator[Workshop]:
    """A workshop on the sample site in `folder`, made where it is not there, with the wire on air.

    Raises UsageError when another site is in `folder`, DiskError when it cannot be written.
    """
    make_sample_site(folder)
    with ExitStack() as exits:
        wire = exits.enter_context(_on_air(SampleWire(edition)))
        workshop = Workshop.open(
            folder,
            clock=lambda: SAMPLE_NOW,
            environ=environ,
            reporter=reporter,
            connect_to=wire.connect_to(),
        )
        yield exits.enter_context(workshop)


@contextmanager
def _on_air(wire: SampleWire) -> Iterator[SampleWire]:
    try:
        wire.__enter__()
    except OSError as error:
        raise RoasterError(
            f"the sample wire cannot be served on loopback: {error}",
            remedy="does this machine have a loopback interface?",
        ) from error
    try:
        yield wire
    finally:
        wire.__exit__(None, None, None)


def make_sample_site(folder: Path) -> None:
    """The sample site's own files; what is there stays. Raises UsageError or DiskError."""
    config = folder / CONFIG_NAME
    if config.exists() and _first_line(config) != sample_config().partition("\n")[0]:
        raise UsageError(
            "another site is in this folder",
            where=str(folder),
            remedy="name an empty folder: `roaster run --sample DIR`",
        )
    init_site(folder, parts=_PARTS, config=sample_config())


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        return ""
