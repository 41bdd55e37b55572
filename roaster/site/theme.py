"""A theme read from its folders: templates, words, static files under names that change with them.

`themes/<name>/` holds `theme.yaml` (`name`, `extends`, `settings`), `templates/`, `static/` and
catalogues of words (`words.de.yaml`). A theme stands before the one it extends, file by file;
`{% extends "sally/roast.html" %}` names the other's. All is read at once, so nothing outside these
folders can be reached while a page is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from roaster.config.document import Document, read_document
from roaster.config.load import CONFIG_NAME
from roaster.config.plain_files import read_plain
from roaster.errors import ConfigError, ThemeError
from roaster.site.addresses import ASSETS
from roaster.site.catalogue import WordsFile, language_of
from roaster.site.look import looks
from roaster.site.statics import files_below, files_in
from roaster.site.stylesheets import properties, slim, with_addresses, with_imports
from roaster.site.theme_settings import Setting, Value, chosen, declared
from roaster.text.digests import digest
from roaster.text.near import meant

_LANGUAGES = Path(__file__).parent / "languages"
_MOST_IMPORTS = 8
# The last four are for people alone.
_KNOWN = frozenset(
    ("name", "extends", "parent", "settings", "about", "author", "license", "version")
)
_ICONS = ("icon.svg", "favicon.svg", "icon.png", "favicon.png", "favicon.ico")


@dataclass(frozen=True, slots=True)
class Template:
    """A template's source; `file` is where it stands, `theme` whose it is."""

    file: str
    source: str
    theme: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file of the theme under its site path, `assets/sally.0a1b2c3d.css`."""

    path: str
    file: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything of a theme. `stylesheet` and `icon` are site paths, or empty.

    `layers` are the names of what it consists of, its own first; `words` has the nearest last.
    `digest` is a hash of all of it, `rest` of all but the templates, and `looks` has one for each
    template and those that it can reach.
    """

    name: str
    templates: Mapping[str, Template]
    assets: Mapping[str, Asset]
    stylesheet: str
    icon: str
    digest: str
    layers: tuple[str, ...] = ()
    words: tuple[WordsFile, ...] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    rest: str = ""
    looks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One folder of a theme with what its theme.yaml declares."""

    name: str
    folder: Path
    extends: str
    settings: Mapping[str, Setting]


def theme_folders(root: Path) -> tuple[Path, ...]:
    """Where themes are looked for: the site's own folder, then those that come with roaster."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent / "themes"  # an editable install; the wheel has them in the package
    beside = (checkout,) if (package.parent / "pyproject.toml").is_file() else ()
    return (root / "themes", package / "themes", *beside)


def load_theme(
    name: str,
    folders: Sequence[Path],
    given: Mapping[str, Any] | None = None,
    config_file: Path | None = None,
) -> Theme:
    """The theme `name` with what it extends. Raises ThemeError.

    `given` are the values of its settings; `config_file` is where they stand, for messages.
    """
    layers = list(_layers(name, folders))
    templates: dict[str, Template] = {}
    raw: dict[str, tuple[str, bytes]] = {}
    words = list(_words(_LANGUAGES))
    settings: dict[str, Setting] = {}
    for layer in reversed(layers):
        for path, file in files_below(layer.folder / "templates"):
            template = Template(str(file), _read_text(file), layer.name)
            templates[path] = templates[f"{layer.name}/{path}"] = template
        for path, file in files_below(layer.folder / "static"):
            raw[path] = str(file), _read(file)
        words += _words(layer.folder)
        settings |= layer.settings
    values = chosen(settings, given or {}, _place_in(config_file))
    sheet = _stylesheet([layer.name for layer in layers], raw)
    styled = {key: str(value) for key, value in values.items() if settings[key].styled}
    assets = _fingerprinted(raw, properties(styled))
    shape = sorted((path, template.source) for path, template in templates.items())
    paths = sorted((path, asset.path) for path, asset in assets.items())
    said = [(one.language, one.text) for one in words]
    return Theme(
        name,
        templates,
        assets,
        assets[sheet].path if sheet else "",
        next((assets[icon].path for icon in _ICONS if icon in assets), ""),
        digest(repr((shape, paths, said, values))),
        tuple(layer.name for layer in layers),
        tuple(words),
        settings,
        values,
        digest(repr((paths, said, values))),
        looks(templates),
    )


def _layers(name: str, folders: Sequence[Path]) -> Iterator[_Layer]:
    """The theme's folder, then those it extends; one may extend another of its own name."""
    seen: set[Path] = set()
    wanted, asked_by = name, ""
    while wanted:
        folder = next((f / wanted for f in folders if _is_theme(f / wanted, seen)), None)
        if folder is None:
            raise _not_found(wanted, asked_by, folders)
        seen.add(folder.resolve())
        layer = _layer(wanted, folder)
        yield layer
        asked_by = str(folder / "theme.yaml")
        wanted = layer.extends


def _layer(name: str, folder: Path) -> _Layer:
    file = folder / "theme.yaml"
    document = _document(file)
    if not isinstance(document.value, dict):
        raise ThemeError("holds no settings", where=str(file), remedy="write `name: …` at least")
    for key in sorted(document.value.keys() - _KNOWN):
        remedy = meant(key, _KNOWN) or f"known here: {', '.join(sorted(_KNOWN))}"
        where = f"{file}:{document.place((key,))[0]}"
        raise ThemeError(f"unknown key `{key}`", where=where, remedy=remedy)
    extends = document.value.get("extends", document.value.get("parent", ""))
    if not isinstance(extends, str) or PurePosixPath(extends or "x").name != (extends or "x"):
        raise ThemeError("extends must be a theme's name", where=str(file))

    def place(setting: str) -> str:
        return _where(document, file, ("settings", *((setting,) if setting else ())))

    return _Layer(name, folder, extends, declared(document.value.get("settings"), place))


def _document(file: Path) -> Document:
    try:
        document = read_document(_read_text(file), str(file))
    except ConfigError as error:
        raise _as_theme_error(error) from error
    if document.faults:
        raise _as_theme_error(ConfigError(tuple(document.faults)))
    return document


def _as_theme_error(error: ConfigError) -> ThemeError:
    first = error.faults[0]
    return ThemeError(first.message, where=first.where, remedy=first.remedy)


def _where(document: Document, file: Path, path: tuple[str, ...]) -> str:
    line, column = document.place(path)
    return f"{file}:{line}:{column}"


def _place_in(config_file: Path | None) -> Callable[[str], str]:
    """Where a value of `site.theme_settings` stands; read again only for a message."""

    def place(name: str) -> str:
        if config_file is None or not config_file.is_file():
            return CONFIG_NAME
        return _where(_document(config_file), Path(CONFIG_NAME), ("site", "theme_settings", name))

    return place


def own_words() -> tuple[WordsFile, ...]:
    """The catalogues that roaster itself has, under those of every theme."""
    return tuple(_words(_LANGUAGES))


def _words(folder: Path) -> Iterator[WordsFile]:
    """A folder's catalogues. Raises UsageError for a link that leads out of it."""
    for path, file in files_in(folder):
        if language_of(path):
            yield WordsFile(language_of(path), str(file), _read_text(file))


def _is_theme(folder: Path, seen: set[Path]) -> bool:
    return folder.is_dir() and folder.resolve() not in seen


def _not_found(name: str, asked_by: str, folders: Sequence[Path]) -> ThemeError:
    known = sorted(
        {path.name for f in folders if f.is_dir() for path in f.iterdir() if path.is_dir()}
    )
    remedy = f"there is {', '.join(known)}" if known else "make themes/NAME/theme.yaml"
    what = "extends" if asked_by else "site.theme names"
    return ThemeError(
        f"{what} the theme {name!r}, which is not there", where=asked_by, remedy=remedy
    )


def _fingerprinted(raw: Mapping[str, tuple[str, bytes]], settings: str) -> dict[str, Asset]:
    """Assets under names with a hash; stylesheets last, for they name the others.

    Each stylesheet begins with `settings`, as custom properties. Files `_name` are parts of others.
    """
    assets: dict[str, Asset] = {}
    shown = [path for path in raw if not PurePosixPath(path).name.startswith("_")]
    for path in sorted(shown, key=lambda path: (path.endswith(".css"), path)):
        file, content = raw[path]
        if path.endswith(".css"):
            css = _with_asset_names(path, settings + _with_imports(path, raw), assets)
            content = slim(css).encode("utf-8", "surrogateescape")
        assets[path] = Asset(_asset_path(path, content), file, content)
    return assets


def _asset_path(path: str, content: bytes) -> str:
    pure = PurePosixPath(path)
    return f"{ASSETS}{pure.with_name(f'{pure.stem}.{digest(content, 8)}{pure.suffix}')}"


def _with_imports(path: str, raw: Mapping[str, tuple[str, bytes]], depth: int = 0) -> str:
    """A stylesheet with each `@import "file.css";` of the theme's own files in its place."""
    file, content = raw[path]
    if depth > _MOST_IMPORTS:
        raise ThemeError("imports itself", where=file)

    def part(name: str) -> str:
        named = str(PurePosixPath(path).parent / name)
        return _with_imports(named, raw, depth + 1) if named in raw else ""

    return with_imports(content.decode("utf-8", "surrogateescape"), part)


def _with_asset_names(path: str, css: str, assets: Mapping[str, Asset]) -> str:
    """A stylesheet whose `url(…)` of the theme's own files follow them to their new names."""

    def address(name: str) -> str:
        asset = assets.get(str(PurePosixPath(path).parent / name))
        return "../" * path.count("/") + asset.path.removeprefix(ASSETS) if asset else ""

    return with_addresses(css, address)


def _stylesheet(names: Sequence[str], paths: Iterable[str]) -> str:
    """The theme's own `<name>.css`, that of what it extends, `style.css`, else the first."""
    sheets = [path for path in sorted(paths) if path.endswith(".css")]
    wanted = (*(f"{name}.css" for name in names), "style.css", *sheets)
    return next((path for path in wanted if path in sheets), "")


def _read(file: Path) -> bytes:
    try:
        return read_plain(file)
    except OSError as error:
        raise ThemeError(f"cannot be read: {error.strerror}", where=str(file)) from error


def _read_text(file: Path) -> str:
    try:
        return _read(file).decode("utf-8-sig")  # a byte order mark is none of its text
    except UnicodeDecodeError as error:
        raise ThemeError("is not UTF-8", where=str(file), remedy="save it as UTF-8") from error
