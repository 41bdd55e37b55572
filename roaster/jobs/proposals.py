"""`roaster proposals`: new texts for what a person wrote, looked at, taken or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from roaster.content.edits import replace_section, set_key, set_written_text
from roaster.content.proposals import (
    PARTS,
    Proposals,
    all_proposals,
    load_proposals,
    merged,
    proposals_path,
    save_proposals,
    stamp,
)
from roaster.errors import UsageError
from roaster.jobs.editing import Changed, rewrite
from roaster.jobs.workshop import DROPPED_NAME, Workshop
from roaster.model.roast import Roast
from roaster.state.dropped import load_dropped, save_dropped
from roaster.text.word_diff import Kind, word_diff


@dataclass(frozen=True, slots=True)
class Compared:
    """One proposal beside what stands in the roast."""

    part: str
    old: str
    new: str

    @property
    def runs(self) -> tuple[tuple[Kind, str], ...]:
        """Word by word."""
        return word_diff(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The proposals for one roast."""

    roast: Roast
    path: str
    compared: tuple[Compared, ...]
    model: str
    at: str
    attention: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A roast before and after, and the parts that were taken or dropped."""

    changed: Changed
    parts: tuple[str, ...]


def keep_proposals(
    workshop: Workshop, roast: Roast, texts: Mapping[str, str], model: str, attention: Sequence[str]
) -> str:
    """Keep new texts beside a roast; the path of their file. The lock is the caller's."""
    new = Proposals(
        roast.name,
        model,
        stamp(workshop.now().replace(microsecond=0)),
        dict(texts),
        tuple(attention),
    )
    save_proposals(workshop.root, merged(load_proposals(workshop.root, roast.name), new))
    return proposals_path(roast.name)


def waiting_proposals(workshop: Workshop) -> list[Waiting]:
    """All of them. Raises FrontMatterError for a file that is broken."""
    library = workshop.library()
    roasts = {roast.name: roast for roast in library.roasts}
    found = ((roasts.get(one.roast), one) for one in all_proposals(workshop.root))
    return [_waiting(roast, one) for roast, one in found if roast is not None]


def proposals_for(workshop: Workshop, name: str) -> Waiting:
    """The proposals for one roast. Raises UsageError when there are none."""
    roast = workshop.library().find(name)
    return _waiting(roast, _found(workshop, roast))


def take(workshop: Workshop, name: str, part: str | None = None) -> Taken:
    """Put proposals in the place of what stands there, and out of their file.

    The roast is written first: killed between the two, the proposal stands once more, and says
    what the roast says.
    """
    with workshop.locked():
        roast = workshop.library().find(name)
        found = _found(workshop, roast)
        parts = _parts(found, part)
        changed = rewrite(workshop, roast, lambda data: _taken(workshop, roast, found, parts, data))
        _without(workshop, found, parts)
        return Taken(changed, parts)


def drop(workshop: Workshop, name: str, part: str | None = None) -> Taken:
    """Forget proposals; the roast stays as it is, and the next `reroast` asks for others."""
    with workshop.locked():
        roast = workshop.library().find(name)
        found = _found(workshop, roast)
        parts = _parts(found, part)
        _without(workshop, found, parts)
        path = workshop.state_dir / DROPPED_NAME
        times = load_dropped(path)
        save_dropped(path, times | {roast.name: times.get(roast.name, 0) + 1})
        return Taken(Changed(roast, roast), parts)


def _taken(
    workshop: Workshop, roast: Roast, found: Proposals, parts: Sequence[str], data: bytes
) -> bytes:
    for part in parts:
        if part == "quip":
            data = set_written_text(data, part, found.texts[part])
        else:
            data = replace_section(data, part, workshop.headings, found.texts[part])
    attention = [*dict.fromkeys((*roast.attention, *found.attention))]
    return set_key(data, "attention", attention) if found.attention else data


def _without(workshop: Workshop, found: Proposals, parts: Sequence[str]) -> None:
    texts = {part: text for part, text in found.texts.items() if part not in parts}
    save_proposals(workshop.root, replace(found, texts=texts))


def _found(workshop: Workshop, roast: Roast) -> Proposals:
    found = load_proposals(workshop.root, roast.name)
    if found is None or not found.texts:
        raise UsageError(
            "there are no proposals for it",
            where=roast.path,
            remedy=f"`roaster reroast {roast.slug}` makes them for what you wrote",
        )
    return found


def _parts(found: Proposals, part: str | None) -> tuple[str, ...]:
    if part is None:
        return tuple(found.texts)
    if part not in found.texts:
        known = f"one of {', '.join(found.texts)}"
        what = f"no section `{part}`" if part not in PARTS else f"no proposal for `{part}`"
        raise UsageError(f"there is {what}", where=proposals_path(found.roast), remedy=known)
    return (part,)


def _waiting(roast: Roast, found: Proposals) -> Waiting:
    texts = {section.key: section.text for section in roast.sections} | {"quip": roast.quip}
    compared = (Compared(part, texts.get(part, ""), new) for part, new in found.texts.items())
    path = proposals_path(found.roast)
    return Waiting(roast, path, tuple(compared), found.model, found.at, found.attention)
