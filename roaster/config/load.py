"""From the text of config.yaml to a `Config`, or to all of its faults at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from roaster.config.document import Document, Path, read_document
from roaster.config.faults import below, dotted, fault_of
from roaster.config.personas import (
    DEFAULT_PERSONA,
    is_id,
    known_personas,
    merge,
    near_persona,
    read_persona,
)
from roaster.config.plain_files import read_plain
from roaster.config.rubrics import rubric_versions
from roaster.config.schema import OFFLINE_MODEL, Config, is_offline
from roaster.config.variables import resolve, variables_in
from roaster.errors import ConfigError, Fault, UsageError
from roaster.model.rubric import Version, family_of

CONFIG_NAME = "config.yaml"


def load_config(path: FilePath, environ: Mapping[str, str]) -> Config:
    """Read and validate a config file.

    Raises ConfigError with every fault found, UsageError when the file cannot be read.
    """
    try:
        text = read_plain(path).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(
            "there is no config.yaml here",
            where=str(path.parent),
            remedy="make a site with `roaster init DIR`, or name one with `roaster -C DIR`",
        ) from error
    except UnicodeDecodeError as error:
        fault = Fault(CONFIG_NAME, 1, 1, "not UTF-8 text", "save the file as UTF-8")
        raise ConfigError((fault,)) from error
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=str(path)) from error
    return parse_config(text, environ, site=path.parent, rubrics=rubric_versions(path.parent))


def parse_config(
    text: str,
    environ: Mapping[str, str],
    name: str = CONFIG_NAME,
    *,
    site: FilePath | None = None,
    rubrics: Sequence[Version] | None = None,
) -> Config:
    """Validate the text of a config file. Raises ConfigError with every fault found.

    `site` is the folder whose `personas/` may hold the persona; without it, only those that come
    with roaster are known. `rubrics` are the versions that the site has; by default those that
    roaster ships.
    """
    document = read_document(text, name)
    faults = list(document.faults)
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        fault = Fault(name, 1, 1, "expected settings such as `site:` and `feeds:`", "see README")
        raise ConfigError((fault,))
    filled = _fill_in_variables(document, environ)
    faults.extend(_missing(path, names, document, name) for path, names in filled.missing.items())
    faults.extend(_fill_in_persona(value, document, name, site))
    try:
        config = Config.model_validate(value)
    except ValidationError as error:
        wrong = [detail for detail in error.errors() if not below(detail["loc"], filled.missing)]
        faults.extend(fault_of(detail, document, filled.found, name, Config) for detail in wrong)
        config = None
    if config is not None:
        faults.extend(_other_offline_writers(config, document, name))
        known = rubric_versions() if rubrics is None else rubrics
        faults.extend(_unknown_rubric(config.roast.rubric, known, document, name))
    if faults or config is None:
        raise ConfigError(tuple(sorted(set(faults), key=lambda fault: _order(fault, name))))
    return config


def _order(fault: Fault, name: str) -> tuple[bool, str, int, int, str]:
    """The config's own faults first, then file by file."""
    return fault.path != name, fault.path, fault.line, fault.column, fault.message


def _fill_in_persona(
    value: dict[str, Any], document: Document, name: str, site: FilePath | None
) -> list[Fault]:
    """Lay what `persona:` says over the values of that persona's folder, in the site's language.

    A mapping whose id no folder has describes a critic of its own, made from the default one.
    """
    said = value.get("persona")
    own = {"id": said} if isinstance(said, str) else {} if said is None else said
    wanted = own.get("id", DEFAULT_PERSONA) if isinstance(own, dict) else None
    if not isinstance(wanted, str) or not is_id(wanted):
        return []  # a fault that the validation names
    known = known_personas(site)
    if wanted not in known and (isinstance(said, str) or not own.keys() - {"id"}):
        where = document.place(("persona", "id"))
        remedy = near_persona(wanted, site)
        value["persona"] = {}
        return [Fault(name, *where, f"`persona`: there is no persona `{wanted}`", remedy)]
    section = value.get("site")
    language = section.get("language") if isinstance(section, dict) else None
    language = language if isinstance(language, str) else "en"
    read = read_persona(wanted if wanted in known else DEFAULT_PERSONA, language, site)
    merge(read.values, own)
    value["persona"] = read.values
    if section is None or isinstance(section, dict):
        named = {"title": read.values.get("name"), "tagline": read.values.get("tagline")}
        lines = {key: text for key, text in named.items() if isinstance(text, str)}
        value["site"] = {**lines, **(section or {})}
    return read.faults


def _other_offline_writers(config: Config, document: Document, name: str) -> Iterator[Fault]:
    """The embedded writer writes as the site's persona, so it bears that name or its usual one."""
    allowed = (OFFLINE_MODEL, config.offline_model)
    for place, model in enumerate(config.models):
        if is_offline(model.model) and model.model not in allowed:
            where = document.place(("models", place))
            message = (
                f"`models[{place}]`: `{model.model}`, but the persona is `{config.persona.id}`"
            )
            yield Fault(name, *where, message, f"write `{config.offline_model}`")


def _unknown_rubric(
    version: int, known: Sequence[Version], document: Document, name: str
) -> Iterator[Fault]:
    if version not in known:
        line, column = document.place(("roast", "rubric"))
        for_news = [str(one) for one in known if not family_of(one)]
        remedy = f"there is {', '.join(for_news)}; a rubric of your own is rubrics/{version}.yaml"
        message = f"`roast.rubric`: there is no rubric {version}"
        yield Fault(name, line, column, message, remedy)


@dataclass(slots=True)
class _Filled:
    """The settings that refer to the environment, with the names they refer to."""

    found: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    missing: dict[Path, tuple[str, ...]] = field(default_factory=dict)


def _fill_in_variables(document: Document, environ: Mapping[str, str]) -> _Filled:
    """Replace references in place, but not below `models` and `verify`.

    Their keys are resolved when one is called: a laptop without the key can still build the site.
    """
    filled = _Filled()
    for path, text in list(document.strings()):
        names = variables_in(text)
        if not path or path[0] in ("models", "verify") or not names:
            continue
        missing = tuple(name for name in dict.fromkeys(names) if not environ.get(name))
        if missing:
            filled.missing[path] = missing
        else:
            filled.found[path] = names
            _assign(document.value, path, resolve(text, environ))
    return filled


def _assign(value: Any, path: Path, text: str) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = text


def _missing(path: Path, names: tuple[str, ...], document: Document, name: str) -> Fault:
    line, column = document.place(path)
    listed = " and ".join(names)
    message = f"`{dotted(path)}` needs the environment variable {listed}, not set"
    return Fault(name, line, column, message, f"set {listed}, or write the value")
