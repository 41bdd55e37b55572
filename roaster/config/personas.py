"""Who roasts, as a folder of data: read, checked, and put together piece by piece.

`<id>/` holds `persona.yaml`, its texts in another language (`persona.de.yaml`), examples of the
voice (`examples.yaml`, `examples.de.yaml`), and sentences of its own for the offline writer
(`offline.yaml`, `offline.de.yaml`), of which only the places go on from here. A site's own
`personas/<id>/` stands before the one that comes with roaster; with `extends: sally` it holds only
what differs. What is found wrong is a fault at its file and line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel, ValidationError

from roaster.config.document import Document, read_document
from roaster.config.faults import fault_of
from roaster.config.offline_pieces import OfflineFile, OfflineSource, OfflineSources
from roaster.config.persona_files import (
    ID_PATTERN,
    ExamplesFile,
    PersonaFile,
    SectionsPart,
    TextsFile,
)
from roaster.config.plain_files import read_plain
from roaster.errors import ConfigError, Fault
from roaster.text.languages import primary_tag

DEFAULT_PERSONA = "sally"
PERSONAS_DIR = "personas"
PERSONA_NAME = "persona"
EXAMPLES_NAME = "examples"
OFFLINE_NAME = "offline"
OFFLINE_LANGUAGE = "en"  # of the file that names none
# Data only: nothing is imported from there. Pages need headings as writers need a voice.
SHIPPED = FilePath(__file__).resolve().parents[1] / "roasts" / PERSONAS_DIR

_NEEDED = tuple(TextsFile.model_fields)
_SECTIONS = tuple(SectionsPart.model_fields)


@dataclass(slots=True)
class Read:
    """A persona's values as config.yaml would have them, and what is wrong with its files."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@cache
def default_values() -> Mapping[str, Any]:
    """The values of the persona that roasts where none is named, in English. Not to be changed."""
    read = read_persona(DEFAULT_PERSONA, "en", None)
    if read.faults:
        raise ConfigError(tuple(read.faults))
    return read.values


def known_personas(site: FilePath | None) -> tuple[str, ...]:
    """The ids of the personas in a site's folder and of those that come with roaster."""
    folders = (*((site / PERSONAS_DIR,) if site else ()), SHIPPED)
    found = {
        folder.name
        for above in folders
        if above.is_dir()
        for folder in above.iterdir()
        if folder.is_dir() and not folder.name.startswith((".", "_"))
    }
    return tuple(sorted(found))


def is_id(text: str) -> bool:
    """Whether a text may be a persona's id, and so a folder's name."""
    return re.fullmatch(ID_PATTERN, text) is not None


def near_persona(wanted: str, site: FilePath | None) -> str:
    """A remedy for an id that is no persona's: the nearest one, or all there are."""
    known = known_personas(site)
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(known)}"


def read_persona(wanted: str, language: str, site: FilePath | None) -> Read:
    """The persona `wanted` (one of `known_personas`) in a language, with what it extends.

    `site` is the site's folder. Every fault of its files is in the result; nothing is raised.
    """
    read = Read()
    layers = list(_layers(_Folder.find(wanted, site), site, read.faults))
    offline: list[OfflineSource] = []
    for folder, document in reversed(layers):
        offline += folder.offline(language, read.faults)
        for piece in folder.pieces(document, language, read.faults):
            merge(read.values, piece.values)
            _headings_differ(read, piece)
    if not read.faults and layers:
        _complete(read, layers[-1][0])
    read.values["id"] = wanted
    read.values["offline"] = OfflineSources(offline)
    return read


def merge(values: dict[str, Any], over: Mapping[str, Any]) -> None:
    """Lay one mapping over another: section names one by one, everything else as it is."""
    for key, value in over.items():
        inner = values.get(key)
        if key == "sections" and isinstance(inner, Mapping) and isinstance(value, Mapping):
            values[key] = {**inner, **value}
        elif not (key == "sections" and value is None):
            values[key] = value


@dataclass(frozen=True, slots=True)
class _Folder:
    """One persona's folder; `shown` is its name in a fault."""

    id: str
    path: FilePath
    shown: str
    own: bool  # the site's own

    @classmethod
    def find(cls, wanted: str, site: FilePath | None, *, shipped: bool = False) -> _Folder | None:
        """The site's own folder of that id, else the one that comes with roaster."""
        if site and not shipped and (site / PERSONAS_DIR / wanted).is_dir():
            return cls(wanted, site / PERSONAS_DIR / wanted, f"{PERSONAS_DIR}/{wanted}", own=True)
        path = SHIPPED / wanted
        return cls(wanted, path, str(path), own=False) if path.is_dir() else None

    def file(self, stem: str, language: str = "") -> tuple[FilePath, str]:
        """A file's path, and its name in a fault."""
        name = f"{stem}.{language}.yaml" if language else f"{stem}.yaml"
        return self.path / name, f"{self.shown}/{name}"

    def pieces(
        self, document: Document, language: str, faults: list[Fault]
    ) -> Iterator[_PieceRead]:
        """What its files say, a language's after the general ones; `document` is persona.yaml."""
        shown = self.file(PERSONA_NAME)[1]
        yield _checked(document, shown, PersonaFile, faults)
        tag = primary_tag(language)
        files: list[tuple[str, str, type[BaseModel]]] = [(EXAMPLES_NAME, "", ExamplesFile)]
        if tag:
            files += ((PERSONA_NAME, tag, TextsFile), (EXAMPLES_NAME, tag, ExamplesFile))
        for stem, each, model in files:
            path, shown = self.file(stem, each)
            if path.is_file():
                yield _checked(_document(path, shown, faults), shown, model, faults)

    def offline(self, language: str, faults: list[Fault]) -> Iterator[OfflineSource]:
        """Where its sentences for the offline writer stand.

        A site's own are read for their faults. Those of the package are left to the writer, so
        that no command pays for reading them but the one that roasts.
        """
        tag = primary_tag(language)
        for each in dict.fromkeys((OFFLINE_LANGUAGE, tag or OFFLINE_LANGUAGE)):
            path, shown = self.file(OFFLINE_NAME, "" if each == OFFLINE_LANGUAGE else each)
            if path.is_file():
                if self.own:
                    _checked(_document(path, shown, faults), shown, OfflineFile, faults)
                yield OfflineSource(each, path, shown)


@dataclass(frozen=True, slots=True)
class _PieceRead:
    """The values of one file; none where it is wrong."""

    values: Mapping[str, Any]
    document: Document
    shown: str


def _layers(
    folder: _Folder | None, site: FilePath | None, faults: list[Fault]
) -> Iterator[tuple[_Folder, Document]]:
    """The persona's folder with its persona.yaml, then the one that it extends, and so on."""
    seen: set[FilePath] = set()
    while folder is not None:
        seen.add(folder.path)
        path, shown = folder.file(PERSONA_NAME)
        if not path.is_file():
            message = f"the persona `{folder.id}` has no {PERSONA_NAME}.yaml"
            faults.append(Fault(shown, 0, 0, message, f"write {shown}, or take the folder away"))
            return
        document = _document(path, shown, faults)
        yield folder, document
        value = document.value if isinstance(document.value, dict) else {}
        faults.extend(_wrong_id(value, document, folder, shown))
        wanted = value.get("extends")
        if not isinstance(wanted, str) or not is_id(wanted):
            return
        # A persona of the site's may extend the one of the same id that comes with roaster.
        below = _Folder.find(wanted, site, shipped=folder.own and wanted == folder.id)
        where = document.place(("extends",))
        if below is None:
            message = f"`extends`: there is no persona `{wanted}`"
            faults.append(Fault(shown, *where, message, near_persona(wanted, site)))
        elif below.path in seen:
            message = f"`extends`: `{wanted}` extends this persona itself"
            faults.append(Fault(shown, *where, message, "take one of the two `extends` out"))
            return
        folder = below


def _wrong_id(
    value: Mapping[str, Any], document: Document, folder: _Folder, shown: str
) -> Iterator[Fault]:
    said = value.get("id")
    if isinstance(said, str) and said != folder.id:
        message = f"`id`: `{said}` stands in the folder `{folder.id}`"
        yield Fault(shown, *document.place(("id",)), message, "name both alike, or leave `id` out")


def _document(path: FilePath, shown: str, faults: list[Fault]) -> Document:
    """A file of a persona's; an empty document where it cannot be read."""
    try:
        if path.is_relative_to(SHIPPED):
            return _shipped_document(path)
        return read_document(read_plain(path).decode("utf-8-sig"), shown)
    except UnicodeDecodeError:
        faults.append(Fault(shown, 1, 1, "not UTF-8 text", "save the file as UTF-8"))
    except OSError as error:
        faults.append(Fault(shown, 0, 0, f"cannot be read: {error.strerror}"))
    except ConfigError as error:
        faults.extend(error.faults)
    return Document()


@cache
def _shipped_document(path: FilePath) -> Document:
    """A file of the package, which is the same as long as this process lives."""
    return read_document(path.read_text(encoding="utf-8"), str(path))


def _checked(
    document: Document, shown: str, model: type[BaseModel], faults: list[Fault]
) -> _PieceRead:
    """What a file says; nothing, and faults, where it is wrong."""
    faults.extend(document.faults)
    value = {} if document.value is None else document.value
    try:
        said = model.model_validate(value)
    except ValidationError as error:
        faults.extend(fault_of(each, document, {}, shown, model) for each in error.errors())
        return _PieceRead({}, document, shown)
    values = said.model_dump(exclude_none=True, exclude={"extends", "id"})
    return _PieceRead(values, document, shown)


def _headings_differ(read: Read, piece: _PieceRead) -> None:
    """Two sections of one name could not be told apart in a roast's file."""
    said = piece.values.get("sections", {})
    known = read.values.get("sections", {})
    for key in said:
        for other in (other for other in known if other != key):
            if said[key].casefold() != known[other].casefold():
                continue
            message = f"`sections.{key}` has the name of `sections.{other}`: “{said[key]}”"
            place = piece.document.place(("sections", key))
            read.faults.append(Fault(piece.shown, *place, message, "give each its own"))
            return


def _complete(read: Read, root: _Folder) -> None:
    """What a persona that extends none must say itself."""
    shown = root.file(PERSONA_NAME)[1]
    remedy = "or let it extend another persona: `extends: sally`"
    for key in _NEEDED:
        if key not in read.values:
            message = f"`{key}` is missing"
            read.faults.append(Fault(shown, 1, 1, message, f"add `{key}:`, {remedy}"))
    said = read.values.get("sections", {})
    for key in _SECTIONS:
        if said and key not in said:
            message = f"`sections.{key}` is missing"
            read.faults.append(Fault(shown, 1, 1, message, f"add it, {remedy}"))
    read.values.setdefault("examples", ())
