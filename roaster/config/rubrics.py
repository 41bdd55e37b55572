"""Rubrics read from their files: roaster's own, and a site's in `rubrics/`.

`2.yaml` is version 2 for news, `pitch-2.yaml` one for what is not news. A version that roaster
ships cannot be written over: roasts that carry its number were scored with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from roaster.config.document import Document, read_document
from roaster.config.plain_files import read_plain
from roaster.errors import ConfigError, Fault
from roaster.model.rubric import (
    ANCHORS,
    CRITERIA,
    WEIGHT_SUM,
    Criterion,
    Rubric,
    Rubrics,
    Version,
    version_order,
)
from roaster.text.digests import digest

FOLDER = "rubrics"
_NAME = re.compile(r"(?P<family>[a-z]+-)?(?P<number>[1-9][0-9]{0,5})\.yaml")
_MOST_BYTES = 50_000
_REMEDY = "look at roaster/model/rubrics/1.yaml for the form"

_Texts = dict[str, Annotated[str, Field(min_length=1, max_length=200)]]


class _CriterionFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    weight: int = Field(ge=1, lt=WEIGHT_SUM)
    name: _Texts
    question: _Texts
    anchors: dict[str, _Texts]


class _RubricFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    criteria: tuple[_CriterionFile, ...]


def load_rubrics(root: Path | None = None, language: str = "en") -> Rubrics:
    """All rubrics, those of the site in `root` too, with their words in `language`.

    A language that a file lacks is replaced by English. Raises ConfigError with the faults of all
    files.
    """
    rubrics: dict[Version, Rubric] = {}
    faults: list[Fault] = []
    for version, name, file in _files(root):
        if version in rubrics:
            what = f"rubric {version} is roaster's own, and roasts were scored with it"
            newer = f"name it {_next(version)}.yaml, and set roast.rubric"
            faults.append(Fault(name, 0, 0, what, newer))
            continue
        try:
            rubrics[version] = parse_rubric(_text_of(file, name), version, language, name)
        except ConfigError as error:
            faults += error.faults
    if faults:
        raise ConfigError(tuple(faults))
    return Rubrics(rubrics)


def rubric_versions(root: Path | None = None) -> tuple[Version, ...]:
    """The versions that there are, by the names of their files; none is read."""
    found = {version for version, _, _ in _files(root)}
    return tuple(sorted(found, key=version_order))


def rubrics_digest(root: Path | None = None) -> str:
    """A hash of all rubric files, without understanding them. Raises ConfigError."""
    return digest(repr([(name, _text_of(file, name)) for _, name, file in _files(root)]))


def parse_rubric(text: str, version: Version, language: str, name: str) -> Rubric:
    """A rubric's file. Pure. Raises ConfigError with its faults."""
    document = read_document(text, name)
    value = document.value if isinstance(document.value, dict) else {}
    try:
        shape = _RubricFile.model_validate(_with_text_keys(value))
    except ValidationError as error:
        faults = (_fault(detail, document, name) for detail in error.errors())
        raise ConfigError((*document.faults, *faults)) from error
    wrong = (*document.faults, *_further_faults(shape, document, name))
    if wrong:
        raise ConfigError(wrong)
    return Rubric(version, tuple(_criterion(one, language) for one in shape.criteria))


def _files(root: Path | None) -> Iterator[tuple[Version, str, Traversable]]:
    """Version, name for messages, and file; roaster's own come first."""
    own = files("roaster.model").joinpath(FOLDER)
    yield from _in_folder(own, f"roaster/model/{FOLDER}")
    if root is not None and (root / FOLDER).is_dir():
        yield from _in_folder(root / FOLDER, FOLDER)


def _in_folder(folder: Traversable, name: str) -> Iterator[tuple[Version, str, Traversable]]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        match = _NAME.fullmatch(file.name)
        if match:
            stem = file.name.removesuffix(".yaml")
            yield stem if match["family"] else int(stem), f"{name}/{file.name}", file


def _next(version: Version) -> Version:
    if isinstance(version, int):
        return version + 1
    family, _, number = version.rpartition("-")
    return f"{family}-{int(number) + 1}"


def _text_of(file: Traversable, name: str) -> str:
    try:
        data = read_plain(file) if isinstance(file, Path) else file.read_bytes()
        if len(data) > _MOST_BYTES:
            raise ConfigError((Fault(name, 0, 0, "too large for a rubric", _REMEDY),))
        return data.decode("utf-8-sig")
    except OSError as error:
        fault = Fault(name, 0, 0, f"cannot be read: {error.strerror}", "check who may read it")
        raise ConfigError((fault,)) from error
    except UnicodeDecodeError as error:
        fault = Fault(name, 1, 1, "not UTF-8 text", "save the file as UTF-8")
        raise ConfigError((fault,)) from error


def _with_text_keys(value: Mapping[str, Any]) -> dict[str, Any]:
    """YAML reads `0:` as a number in some readers; names are text here."""
    return {str(key): item for key, item in value.items()}


def _fault(detail: Any, document: Document, name: str) -> Fault:
    path = tuple(detail["loc"])
    line, column = document.place(path)
    where = ".".join(str(step) for step in path) or "the file"
    return Fault(name, line, column, f"`{where}`: {str(detail['msg']).lower()}", _REMEDY)


def _further_faults(shape: _RubricFile, document: Document, name: str) -> Iterator[Fault]:
    line, column = document.place(("criteria",))
    keys = [one.key for one in shape.criteria]
    if len(keys) != CRITERIA or len(set(keys)) != len(keys):
        what = f"expected {CRITERIA} criteria with keys of their own, there are {len(set(keys))}"
        yield Fault(name, line, column, what, _REMEDY)
    total = sum(one.weight for one in shape.criteria)
    if total != WEIGHT_SUM:
        what = f"the weights sum to {total}, not to {WEIGHT_SUM}"
        yield Fault(name, line, column, what, "then the total is exact tenths of 0 to 10")
    for index, one in enumerate(shape.criteria):
        line, column = document.place(("criteria", index))
        if set(one.anchors) != {str(anchor) for anchor in ANCHORS}:
            what = f"`{one.key}` needs the anchors {', '.join(map(str, ANCHORS))}"
            yield Fault(name, line, column, what, _REMEDY)
        for texts in (one.name, one.question, *one.anchors.values()):
            if "en" not in texts:
                what = f"`{one.key}` has no English (`en:`) for one of its texts"
                yield Fault(name, line, column, what, "write it; it stands in for other languages")


def _criterion(one: _CriterionFile, language: str) -> Criterion:
    primary = language.partition("-")[0].lower()

    def told(texts: Mapping[str, str]) -> str:
        return " ".join((texts.get(primary) or texts["en"]).split())

    anchors = tuple((value, told(one.anchors[str(value)])) for value in ANCHORS)
    return Criterion(one.key, told(one.name), one.weight, told(one.question), anchors)
