"""The editor's desk: approve, correct, kill, edit, new. Each touches only the lines it must."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from roaster.content.compose import compose_new
from roaster.content.edits import append_item, set_key, set_status
from roaster.content.emission import Atom
from roaster.content.files import replace, write_new
from roaster.content.library import Library
from roaster.content.reading import read_roast
from roaster.errors import UsageError
from roaster.jobs.roast import free_path
from roaster.jobs.workshop import Workshop
from roaster.model.roast import Roast, Status
from roaster.text.clean import clean_line
from roaster.text.dates import day_in
from roaster.text.digests import digest


@dataclass(frozen=True, slots=True)
class Changed:
    """A roast before and after; the same where nothing had to be done."""

    before: Roast
    after: Roast

    @property
    def unchanged(self) -> bool:
        """Whether the file is as it was."""
        return self.before.digest == self.after.digest


def approve(workshop: Workshop, names: Sequence[str], by: str = "") -> list[Changed]:
    """Publish drafts. Raises UsageError, before anything is changed, for one that cannot be.

    `by`, else the site's editor, is who read them: it is put into `reviewed_by`.
    """
    reviewer = clean_line(by) or clean_line(workshop.config.site.editor)

    def published(data: bytes) -> bytes:
        data = set_status(data, Status.PUBLISHED)
        return set_key(data, "reviewed_by", reviewer, after=("status",)) if reviewer else data

    with workshop.locked():
        roasts = _find_all(workshop.library(), names)
        killed = next((roast for roast in roasts if roast.status is Status.KILLED), None)
        if killed is not None:
            raise UsageError(
                f"{killed.name} was killed",
                where=killed.path,
                remedy="write `status: draft` in its file first, if that was a mistake",
            )
        return [
            rewrite(workshop, roast, published)
            if roast.status is not Status.PUBLISHED or clean_line(by)
            else Changed(roast, roast)
            for roast in roasts
        ]


def correct(workshop: Workshop, name: str, what: str) -> Changed:
    """Add a dated note of what was wrong; the text itself is a person's to put right.

    Raises UsageError for an empty note, a killed roast, and a `corrections` that is no list.
    """
    text = clean_line(what)
    if not text:
        raise UsageError("the note is empty", remedy='roaster correct SLUG "what was wrong"')
    note: dict[str, Atom] = {"at": workshop.now().replace(microsecond=0), "text": text}
    with workshop.locked():
        roast = workshop.library().find(name)
        if roast.status is Status.KILLED:
            raise UsageError("it was killed", where=roast.path, remedy="nobody reads it any more")
        return rewrite(
            workshop,
            roast,
            lambda data: append_item(data, "corrections", note, after=("sources", "status")),
        )


def kill(workshop: Workshop, names: Sequence[str], why: str = "") -> list[Changed]:
    """Take roasts down for good; the files stay, so that their events are never roasted again."""
    reason = clean_line(why)
    with workshop.locked():
        roasts = _find_all(workshop.library(), names)
        return [
            rewrite(workshop, roast, lambda data: set_status(data, Status.KILLED, reason))
            if roast.status is not Status.KILLED or reason
            else Changed(roast, roast)
            for roast in roasts
        ]


def new(workshop: Workshop, title: str, category: str = "") -> Roast:
    """A roast to be written by hand, as a draft of today. Raises UsageError for an empty title."""
    line = clean_line(title)
    if not line:
        raise UsageError("the title is empty", remedy='roaster new "A title"')
    with workshop.locked():
        day = day_in(workshop.now(), workshop.config.site.zone)
        path = free_path(day, line, (roast.slug for roast in workshop.library().roasts))
        write_new(
            workshop.root / path,
            compose_new(line, day, category=category, headings=workshop.headings),
        )
    return _read(workshop, path)


def edit(workshop: Workshop, name: str, open_editor: Callable[[Path], None]) -> Changed:
    """Let a person change a roast's file, a broken one too, then check it.

    No lock is held meanwhile: a run never touches a file that stands. Raises FrontMatterError for
    what the person left broken; the file stays as the person left it.
    """
    library = workshop.library()
    try:
        path = library.find(name).path
    except UsageError:
        broken = library.broken(name)
        if broken is None:
            raise
        path = broken
    before = digest((workshop.root / path).read_bytes())
    open_editor(workshop.root / path)
    after = _read(workshop, path)
    return Changed(dataclasses.replace(after, digest=before), after)


def rewrite(workshop: Workshop, roast: Roast, change: Callable[[bytes], bytes]) -> Changed:
    """A roast's file changed by `change`, unless somebody changed it since it was read."""
    path = workshop.root / roast.path
    data = path.read_bytes()
    changed = change(data)
    if changed != data:
        replace(path, roast.digest, changed)
    return Changed(roast, _read(workshop, roast.path))


def _read(workshop: Workshop, path: str) -> Roast:
    data = (workshop.root / path).read_bytes()
    return read_roast(path, data, workshop.config.site.zone, workshop.headings)


def _find_all(library: Library, names: Sequence[str]) -> list[Roast]:
    found = {roast.path: roast for roast in map(library.find, names)}
    return list(found.values())
