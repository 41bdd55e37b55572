"""The site before the last one, kept beside `public` so that the next needs few new links.

A new site is swapped in whole, so each needs a folder of its own; nearly all that is in it are
links to files that stay. Making 10,000 folders and links costs a second, and removing them
another. So the folder that was swapped out is kept, and brought up to date by what differs: a file
that is the same inode in both is the same file, whatever anybody did to either.

Losable. It lies in a wrapping folder that git ignores by itself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from roaster.site.swap import told_on_disk

SPARE = ".public-spare"
_SITE = "site"

Files = Mapping[str, tuple[int, int, int]]
"""Size in bytes, time in nanoseconds and inode of files by their relative path."""


@contextmanager
def spare_folder(public: Path, there: Files, paths: Iterable[str]) -> Iterator[Path]:
    """A folder beside `public` with the same files in it (`there`), to be changed and swapped in.

    It has the folders that `paths` need, and no others.
    Where the block fails, or the process is killed, it is brought up to date by the next build.
    """
    place = public.parent / SPARE / _SITE
    with told_on_disk(place):
        _make_wrapper(place.parent)
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            place.unlink()
        place.mkdir(exist_ok=True)
        place.chmod(0o755)  # a web server reads it
        match_links(place, public, there, paths)
    yield place


def match_links(place: Path, public: Path, there: Files, paths: Iterable[str]) -> None:
    """Make a folder hold links to just these files of `public`. Raises OSError."""
    found, folders = files_and_folders(place)
    wanted = _folders_of(paths)
    for path in found.keys() - there.keys():
        (place / path).unlink()
    for path in sorted(folders - wanted, key=len, reverse=True):
        (place / path).rmdir()
    for path in sorted(wanted - folders, key=len):
        (place / path).mkdir()
    for path, (_size, _time, inode) in there.items():
        known = found.get(path)
        if known is None or known[2] != inode:
            put_link(public / path, place / path)


def put_link(old: Path, new: Path) -> None:
    """A hard link in the place of what is there; a copy with its times where there are no links."""
    new.unlink(missing_ok=True)
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def files_and_folders(folder: Path) -> tuple[dict[str, tuple[int, int, int]], set[str]]:
    """All files below a folder, links as they are, and all folders, by relative path."""
    files: dict[str, tuple[int, int, int]] = {}
    folders: set[str] = set()
    places = [(str(folder), "")] if folder.is_dir() else []
    with told_on_disk(folder):
        while places:
            place, prefix = places.pop()
            with os.scandir(place) as entries:
                for entry in entries:
                    path = prefix + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        folders.add(path)
                        places.append((entry.path, f"{path}/"))
                    else:
                        stat = entry.stat(follow_symlinks=False)
                        files[path] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    return files, folders


def folder_times(place: Path, paths: Iterable[str]) -> dict[str, int]:
    """When each folder that these files lie in was changed, in nanoseconds; `` is the place."""
    with told_on_disk(place):
        return {
            folder: os.lstat(f"{place}/{folder}").st_mtime_ns
            for folder in ("", *_folders_of(paths))
        }


def _folders_of(paths: Iterable[str]) -> set[str]:
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def _make_wrapper(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")
