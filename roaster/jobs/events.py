"""`roaster events`: a person rules which articles are one event, and which are never roasted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roaster.config.plain_files import read_plain
from roaster.content.files import replace, write_new
from roaster.content.rulings import PATH, RulingKind, append_ruling
from roaster.errors import UsageError
from roaster.jobs.workshop import Workshop
from roaster.text.clean import clean_line
from roaster.text.dates import day_in
from roaster.text.digests import digest
from roaster.text.slugs import is_slug


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling in its file. Not `written`: it stood there already."""

    kind: RulingKind
    members: tuple[str, ...]
    written: bool
    path: str = PATH


def rule(workshop: Workshop, kind: RulingKind, members: Sequence[str], why: str = "") -> Ruled:
    """Add a ruling to the file; every other byte of it stays.

    Raises UsageError for what is neither an address nor a roast, and for a file that a line cannot
    be added to; FrontMatterError for a file with faults; DiskError.
    """
    with workshop.locked():
        for member in members:
            if is_slug(member):
                workshop.library().find(member)
        path = workshop.root / PATH
        try:
            before = read_plain(path) if path.exists() else None
        except OSError as error:
            raise UsageError(f"{error.strerror}", where=PATH, remedy="make it readable") from error
        day = day_in(workshop.now(), workshop.config.site.zone).isoformat()
        remark = f"{day}: {clean_line(why)}" if clean_line(why) else day
        after = append_ruling(before or b"", kind, members, remark)
        if before is None:
            write_new(path, after)
        elif after != before:
            replace(path, digest(before), after)
        return Ruled(kind, tuple(members), after != before)
