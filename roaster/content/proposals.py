"""New texts for sections that a person wrote: `content/proposals/<roast>.md`, beside the roasts.

They stand in `content/`, so that git and a fresh clone have them: a text that was paid for is not
lost with a cache. The file is Markdown to be read as it is: front matter, then each new text below
a heading with the section's key. Pure but for `load_proposals` and `save_proposals`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from roaster.config.plain_files import read_plain
from roaster.content.emission import emit
from roaster.content.envelope import open_envelope
from roaster.content.fields import Fields
from roaster.content.files import replace, write_new
from roaster.content.nodes import read_front
from roaster.content.sections import bare, quiet, split_body
from roaster.errors import DiskError, Fault, FrontMatterError
from roaster.model.roast import SECTION_KEYS
from roaster.text.digests import digest

FOLDER = "content/proposals"
PARTS = ("quip", *SECTION_KEYS)
_KEYS = {part: part for part in PARTS}


@dataclass(frozen=True, slots=True)
class Proposals:
    """The new texts for one roast, by part; `attention` is why a person should look at them."""

    roast: str  # the roast's name, `2026-04-10-some-slug`
    model: str
    at: str  # when they were written, as the file has it
    texts: Mapping[str, str]
    attention: tuple[str, ...] = ()
    digest: str = field(default="", compare=False)  # of the file; empty where there is none yet


def proposals_path(name: str) -> str:
    """Where the proposals for the roast of that name stand, relative to the site."""
    return f"{FOLDER}/{name}.md"


def compose_proposals(proposals: Proposals) -> bytes:
    """The file. Reading it gives the same again."""
    lines = [
        "---",
        "# New texts for what you wrote. Look at them with `roaster proposals show`, put them in",
        "# with `roaster proposals take`, or delete this file (`roaster proposals drop`).",
        f"roast: {emit(proposals.roast)}",
        f"model: {emit(proposals.model)}",
        f"at: {emit(proposals.at)}",
        f"attention: {emit(list(proposals.attention))}",
        "---",
    ]
    for part, text in proposals.texts.items():
        lines += ["", f"## {part}", "", quiet(bare(text))]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def read_proposals(path: str, data: bytes) -> Proposals:
    """A file of proposals. Raises FrontMatterError with what is wrong with it."""
    envelope = open_envelope(path, data)
    faults: list[Fault] = []
    fields = Fields(path, read_front(path, envelope), faults)
    roast = fields.text_of(fields.required("roast", "add a line `roast: 2026-04-10-some-slug`"))
    model, at = fields.text("model"), fields.text("at")
    attention = fields.texts("attention")
    if faults:
        raise FrontMatterError(tuple(faults))
    _, sections = split_body(envelope.body_text, _KEYS)
    texts = {section.key: section.text for section in sections if section.key and section.text}
    ordered = {part: texts[part] for part in PARTS if part in texts}
    return Proposals(roast, model, at, ordered, attention, digest(data))


def merged(old: Proposals | None, new: Proposals) -> Proposals:
    """Old proposals with the new ones over them."""
    if old is None:
        return new
    texts = {**old.texts, **new.texts}
    attention = tuple(dict.fromkeys((*old.attention, *new.attention)))
    ordered = {part: texts[part] for part in PARTS if part in texts}
    return Proposals(new.roast, new.model, new.at, ordered, attention, old.digest)


def load_proposals(root: Path, name: str) -> Proposals | None:
    """The proposals for a roast; None where there are none. Raises FrontMatterError, DiskError."""
    path = proposals_path(name)
    try:
        data = read_plain(root / path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DiskError(f"cannot be read: {error.strerror}", where=path) from error
    return read_proposals(path, data)


def all_proposals(root: Path) -> Iterator[Proposals]:
    """Every file of proposals, by name. Raises FrontMatterError, DiskError."""
    for file in sorted((root / FOLDER).glob("[!.]*.md")):
        found = load_proposals(root, file.stem)
        if found is not None and found.texts:
            yield found


def save_proposals(root: Path, proposals: Proposals) -> None:
    """Put proposals into their file; without texts the file goes.

    Raises UsageError when the file was changed since it was read, DiskError.
    """
    path = root / proposals_path(proposals.roast)
    data = compose_proposals(proposals)
    if proposals.texts and not proposals.digest:
        write_new(path, data)
    elif proposals.texts:
        replace(path, proposals.digest, data)
    elif proposals.digest:
        # First emptied under the guard that nobody changed it meanwhile, then taken away.
        replace(path, proposals.digest, data)
        path.unlink(missing_ok=True)


def stamp(at: datetime) -> str:
    """A time as `at` has it."""
    return emit(at)
