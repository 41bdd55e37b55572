"""What a build finds of the last one: in its memory, and in the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from roaster.site.spare import Files, files_and_folders, files_as_left, files_in_spare
from roaster.state.build_cache import BuildCache, BuiltFile, Trail


@dataclass(frozen=True, slots=True)
class Before:
    """What the last build made, what is there of it, and its trail if nobody has left another."""

    built: Mapping[str, BuiltFile]
    there: Files
    trail: Trail | None = None
    is_spare_as_left: bool = False

    @property
    def is_as_built(self) -> bool:
        """Whether every file is as the last build left it, and there is no other."""
        built, there = self.built, self.there
        return (
            bool(built)
            and len(built) == len(there)
            and all(
                path in there and there[path][:2] == (file.size, file.mtime_ns)
                for path, file in built.items()
            )
        )


def look_before(public: Path, cache: BuildCache, *, clean: bool, stays: bool = True) -> Before:
    """What a build finds. Raises StateError, DiskError.

    `clean`: nothing counts that was built before. `stays`: the site may be let stand, so that
    everything in it counts.
    """
    built, trail = cache.load(), cache.trail()
    if trail and not stays:
        ready = files_in_spare(public, built, trail)
        if ready is not None:
            return Before(built, ready, trail, is_spare_as_left=True)
    there = files_as_left(public, built, trail.public) if trail else None
    if clean or there is None:
        return Before({} if clean else built, files_and_folders(public)[0])
    return Before(built, there, trail)
