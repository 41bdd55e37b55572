"""Catalogues of words laid over each other: English, the site's language, its region. Pure.

Within a language the theme stands over what it extends, and that over roaster's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from roaster.errors import ThemeError
from roaster.site.words import Entry, Words, gaps_in

_NAME = re.compile(r"words\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.yaml")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_LENGTHS = {"months": 12, "weekdays": 7, "verdicts": 5}


@dataclass(frozen=True, slots=True)
class WordsFile:
    """A catalogue as it was read: `language` is that of its name, `file` where it stands."""

    language: str
    file: str
    text: str


def language_of(name: str) -> str:
    """The language of a file `words.de.yaml`; empty for a file of another name."""
    match = _NAME.fullmatch(name)
    return match[1] if match else ""


def words_of(files: Sequence[WordsFile], language: str) -> Words:
    """The words of `language`; what it has no word for is English. `files`: the nearest last.

    Raises ThemeError with file and line.
    """
    entries: dict[str, Entry] = {}
    for tongue in _fallbacks(language):
        for file in files:
            if file.language == tongue:
                for key, entry, line in _entries(file):
                    _check(key, entry, entries.get(key), f"{file.file}:{line}")
                    entries[key] = entry
    return Words(language, entries)


def _fallbacks(language: str) -> Iterator[str]:
    """`de-AT`: en, de, de-AT."""
    yield from dict.fromkeys(("en", language.partition("-")[0], language))


def _entries(file: WordsFile) -> Iterator[tuple[str, Entry, int]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(file.text)
    try:
        node = loader.get_single_node()
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            raise ThemeError("holds no words", where=file.file, remedy="write `key: text` lines")
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            where = f"{file.file}:{line}"
            key = loader.construct_object(key_node, deep=True)
            yield (
                _key(key, where),
                _entry(loader.construct_object(value_node, deep=True), where),
                line,
            )
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file.file}:{mark.line + 1}" if mark else file.file
        raise ThemeError("is not YAML", where=where) from error
    finally:
        loader.dispose()


def _key(key: Any, where: str) -> str:
    if isinstance(key, str) and _KEY.fullmatch(key):
        return key
    raise ThemeError(f"{key!r} is no key: small letters, digits and _", where=where)


def _entry(value: Any, where: str) -> Entry:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    if (
        isinstance(value, dict)
        and set(value) == {"one", "other"}
        and all(isinstance(part, str) for part in value.values())
    ):
        return dict(value)
    remedy = "write a text in quotes, a list of texts, or {one: …, other: …}"
    raise ThemeError("is no text", where=where, remedy=remedy)


def _check(key: str, entry: Entry, known: Entry | None, where: str) -> None:
    """Hold a text against the one that it replaces."""
    if key in _LENGTHS and (not isinstance(entry, tuple) or len(entry) != _LENGTHS[key]):
        raise ThemeError(f"`{key}` is a list of {_LENGTHS[key]} texts", where=where)
    if known is None:
        return
    if not _same_shape(entry, known):
        remedy = "write it as the catalogue that it replaces has it"
        raise ThemeError(f"`{key}` has another shape", where=where, remedy=remedy)
    surplus = sorted(gaps_in(entry) - gaps_in(known)) if isinstance(known, str | Mapping) else []
    if surplus:
        there = ", ".join(f"{{{name}}}" for name in sorted(gaps_in(known))) or "nothing"
        message = f"`{key}` asks for {{{surplus[0]}}}, which nothing fills in"
        raise ThemeError(message, where=where, remedy=f"it gets {there}")


def _same_shape(entry: Entry, known: Entry) -> bool:
    return isinstance(entry, tuple) == isinstance(known, tuple)
