"""`roaster init`: a new site from the skeleton beside this module. Nothing is ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from roaster.errors import DiskError, UsageError, disk_remedy

# Where each file of the skeleton goes. Names that begin with a dot stand without it there, so that
# no tool takes the skeleton's own files for its rules.
SKELETON = {
    "config.yaml": "config.yaml",
    "content/pages/about.md": "about.md",
    "content/pages/drop.md": "drop.md",
    ".gitignore": "gitignore",
    ".github/workflows/roast.yml": "roast.yml",
}
EMPTY_FILES = ("content/roasts/.gitkeep",)
FOLDERS = ("content/static", "themes")


@dataclass(frozen=True, slots=True)
class InitReport:
    """What was made and what was there already: paths in the site, folders with a slash."""

    created: tuple[str, ...]
    kept: tuple[str, ...]


def init_site(
    target: Path, *, parts: tuple[str, ...] = tuple(SKELETON), config: str = ""
) -> InitReport:
    """Make a site in `target`, which may exist and may hold files: those are kept.

    `parts` are the files of the skeleton that are wanted; `config` stands in for its config.yaml.
    Raises UsageError when `target` or a folder of it is a file, DiskError when it cannot be
    written.
    """
    created: list[str] = []
    kept: list[str] = []
    try:
        for path, content in _contents(parts, config).items():
            (created if _write_new(target / path, content) else kept).append(path)
        for folder in FOLDERS:
            existed = (target / folder).is_dir()
            (target / folder).mkdir(parents=True, exist_ok=True)
            (kept if existed else created).append(f"{folder}/")
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError(
            "a file stands where a folder is needed",
            where=str(error.filename or target),
            remedy="move it away, or name another folder",
        ) from error
    except OSError as error:
        why, where = f"cannot be written: {error.strerror}", str(error.filename or target)
        raise DiskError(why, where=where, remedy=disk_remedy(error)) from error
    return InitReport(tuple(created), tuple(kept))


def _contents(parts: tuple[str, ...], config: str) -> dict[str, bytes]:
    skeleton = files("roaster.jobs") / "skeleton"
    found = {path: (skeleton / SKELETON[path]).read_bytes() for path in parts}
    if config:
        found["config.yaml"] = config.encode()
    return found | dict.fromkeys(EMPTY_FILES, b"")


def _write_new(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet; False when it is, also as a link that leads nowhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = path.open("xb")
    except FileExistsError:
        return False
    try:
        with file:
            file.write(content)
    except OSError:
        path.unlink(missing_ok=True)  # half a file would be kept the next time
        raise
    return True
