"""The site before the last one, kept beside `public` so that the next needs few new links.

A new site is swapped in whole, so each needs a folder of its own; nearly all that is in it are
links to files that stay. Making 10,000 folders and links costs a second, and removing them
another. So the folder that was swapped out is kept, and brought up to date by what differs: a file
that is the same inode in both is the same file, whatever anybody did to either.

What differs is known from the build that made it so, where nobody has been in either folder since:
whoever makes, removes or replaces a file changes its folder's time. Else both are walked through.

Losable. It lies in a wrapping folder that git ignores by itself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Set
from contextlib import suppress
from pathlib import Path

from roaster.site.swap import told_on_disk
from roaster.state.build_cache import Folders, Trail

SPARE = ".public-spare"
_SITE = "site"

Files = Mapping[str, tuple[int, int, int]]
"""Size in bytes, time in nanoseconds and inode of files by their relative path."""

_NO_FILE = (0, 0, 0)


class Spare:
    """The folder beside `public` while it is made the next site.

    Where that fails, or the process is killed, it is brought up to date by the next build.
    """

    def __init__(
        self, public: Path, trail: Trail | None = None, *, is_as_left: bool = False
    ) -> None:
        """`trail` is what the last build told, where `public` is as that left it.

        `is_as_left`: so is the folder beside it, as `files_in_spare` has seen.
        """
        self.place = place_of_spare(public)
        self._public = public
        self._trail = trail
        self._is_as_left = is_as_left
        self._known: Folders = {}  # whose times can have changed in `_touched` alone
        self._folders: frozenset[str] = frozenset()
        self._touched: set[str] = set()
        self._is_linked = True

    def match(self, there: Files, kept: Collection[str], paths: Collection[str]) -> None:
        """Make it hold `kept` of the files that are `there` in `public`, and no others.

        It has the folders that `paths` need. Raises DiskError.
        """
        with told_on_disk(self.place):
            _make_wrapper(self.place.parent)
            if self.place.is_symlink() or (self.place.exists() and not self.place.is_dir()):
                self.place.unlink()
            self.place.mkdir(exist_ok=True)
            self.place.chmod(0o755)  # a web server reads it
            wanted, folders, surplus, missing = self._compared(there, frozenset(kept), paths)
            for path in surplus - folders:
                # Of what differs, some is in `public` alone; and what is a file there can be a
                # folder here.
                with suppress(FileNotFoundError, NotADirectoryError):
                    (self.place / path).unlink()
            for path in sorted(folders - wanted, key=len, reverse=True):
                (self.place / path).rmdir()
            for path in sorted(wanted - folders, key=len):
                (self.place / path).mkdir()
                (self.place / path).chmod(0o755)
            for path in missing:
                self.link(path)
        self._folders = wanted
        self._touched.update(map(_folder_of, (*surplus, *(folders ^ wanted))))
        self._touched.update(folders ^ wanted)

    def _compared(
        self, there: Files, kept: frozenset[str], paths: Collection[str]
    ) -> tuple[frozenset[str], Set[str], Set[str], Set[str]]:
        """The folders wanted and those that are here; the files to be removed and to be linked."""
        wanted = self._wanted(there, paths)
        if self._trail is not None and (self._is_as_left or stands(self.place, self._trail.spare)):
            self._known, differs = self._trail.spare, self._trail.differs
            surplus = (differs | there.keys()) - kept
            return wanted, self._known.keys() - {""}, surplus, differs & kept
        found, folders = files_and_folders(self.place)
        missing = {path for path in kept if found.get(path, _NO_FILE)[2] != there[path][2]}
        return wanted, folders, found.keys() - kept, missing

    def _wanted(self, there: Files, paths: Collection[str]) -> frozenset[str]:
        if self._trail is not None and there.keys() == set(paths):
            return frozenset(self._trail.public) - {""}
        return frozenset(_folders_of(paths))

    def link(self, path: str) -> None:
        """Put a file of `public` here. Raises OSError."""
        self._is_linked &= put_link(self._public / path, self.place / path)
        self._touched.add(_folder_of(path))

    def folders(self, written: Iterable[str]) -> Folders:
        """All folders as they are now, when these files have been written. Raises DiskError."""
        touched = self._touched.union(map(_folder_of, written))
        with told_on_disk(self.place):
            return {
                path: self._known[path]
                if path in self._known and path not in touched
                else _mark_of(f"{self.place}/{path}")
                for path in ("", *self._folders)
            }

    def trail(self, public: Folders, changed: Iterable[str]) -> Trail:
        """What the next build is to know. `public` are the folders of what was swapped in.

        The files `changed` are not those that were there. What was swapped out is known if it was
        before, and if there are links on this disk: copies can be written to one by one.
        """
        spare = self._trail.public if self._trail and self._is_linked else {}
        return Trail(public, spare, frozenset(changed))

    def beside(self, public: Folders) -> Trail:
        """The same while it is not swapped in, and holds links to all that is in `public`."""
        return Trail(public, self.folders(()) if self._is_linked else {}, frozenset())


def put_link(old: Path, new: Path) -> bool:
    """A hard link in the place of what is there; a copy with its times where there are no links."""
    new.unlink(missing_ok=True)
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)
        return False
    return True


def stands(place: Path, folders: Folders) -> bool:
    """Whether nothing was made, removed or replaced in any of these folders since."""
    prefix, look = f"{place}/", os.lstat
    try:
        for path, at in folders.items():
            stat = look(prefix + path)
            if (stat.st_mtime_ns, stat.st_ino) != at:
                return False
    except OSError:
        return False
    return bool(folders)


def _stand(place: Path, folders: Folders) -> bool:
    return not folders or stands(place, folders)


def _mark_of(folder: str) -> tuple[int, int]:
    stat = os.lstat(folder)
    return stat.st_mtime_ns, stat.st_ino


def files_as_left(place: Path, paths: Iterable[str], folders: Folders) -> Files | None:
    """These files as they are, where `folders` stand and nothing else is in them; else None."""
    if not stands(place, folders):
        return None
    found: dict[str, tuple[int, int, int]] = {}
    prefix, look = f"{place}/", os.lstat
    try:
        for path in paths:
            stat = look(prefix + path)
            found[path] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    except OSError:
        return None
    return found


def files_in_spare(public: Path, paths: Collection[str], trail: Trail) -> Files | None:
    """These files of `public` by their links in the folder beside it, where that is as it was left.

    Where a new site is swapped in, nothing but what differs between the two is taken from `public`:
    whatever else was done to that goes with it. None where that cannot be said.
    """
    place = place_of_spare(public)
    changed = {_folder_of(path) for path in paths if path in trail.differs}
    folders = {path: trail.public[path] for path in changed if path in trail.public}
    if len(folders) < len(changed) or not (stands(place, trail.spare) and _stand(public, folders)):
        return None
    found: dict[str, tuple[int, int, int]] = {}
    here, there, look = f"{place}/", f"{public}/", os.lstat
    try:
        for path in paths:
            stat = look((there if path in trail.differs else here) + path)
            found[path] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    except OSError:
        return None
    return found


def place_of_spare(public: Path) -> Path:
    """The folder beside a site; where `public` was a link, those of others may lie there too."""
    own = "" if public.name == "public" else f"-{public.name}"
    return public.parent / SPARE / f"{_SITE}{own}"


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


def _folders_of(paths: Iterable[str]) -> set[str]:
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _make_wrapper(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")
