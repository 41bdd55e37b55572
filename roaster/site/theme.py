"""A theme read from its folders: templates, static files under names that change with them.

`themes/<name>/` holds `theme.yaml` (`name`, `extends`), `templates/` and `static/`. A theme stands
before the one it extends, file by file; `{% extends "sally/roast.html" %}` names the other's. All
is read at once, so nothing outside these folders can be reached while a page is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from roaster.errors import ThemeError
from roaster.site.addresses import ASSETS
from roaster.site.statics import files_below
from roaster.text.digests import digest

_CSS_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_ICONS = ("icon.svg", "favicon.svg", "icon.png", "favicon.png", "favicon.ico")


@dataclass(frozen=True, slots=True)
class Template:
    """A template's source; `file` is where it stands."""

    file: str
    source: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file of the theme under its site path, `assets/sally.0a1b2c3d.css`."""

    path: str
    file: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything of a theme. `stylesheet` and `icon` are site paths, or empty."""

    name: str
    templates: Mapping[str, Template]
    assets: Mapping[str, Asset]
    stylesheet: str
    icon: str
    digest: str


def theme_folders(root: Path) -> tuple[Path, ...]:
    """Where themes are looked for: the site's own folder, then those that come with roaster."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent / "themes"  # an editable install; the wheel has them in the package
    beside = (checkout,) if (package.parent / "pyproject.toml").is_file() else ()
    return (root / "themes", package / "themes", *beside)


def load_theme(name: str, folders: Sequence[Path]) -> Theme:
    """The theme `name` with what it extends. Raises ThemeError."""
    layers = list(_layers(name, folders))
    templates: dict[str, Template] = {}
    raw: dict[str, tuple[str, bytes]] = {}
    for layer_name, folder in reversed(layers):
        for path, file in files_below(folder / "templates"):
            template = Template(str(file), _read_text(file))
            templates[path] = templates[f"{layer_name}/{path}"] = template
        for path, file in files_below(folder / "static"):
            raw[path] = str(file), _read(file)
    assets = _fingerprinted(raw)
    shape = sorted((path, template.source) for path, template in templates.items())
    paths = sorted((path, asset.path) for path, asset in assets.items())
    return Theme(
        name,
        templates,
        assets,
        _stylesheet(name, assets),
        next((assets[icon].path for icon in _ICONS if icon in assets), ""),
        digest(repr((shape, paths))),
    )


def _layers(name: str, folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """The theme's folder, then those it extends; one may extend another of its own name."""
    seen: set[Path] = set()
    wanted, asked_by = name, ""
    while wanted:
        folder = next((f / wanted for f in folders if _is_theme(f / wanted, seen)), None)
        if folder is None:
            raise _not_found(wanted, asked_by, folders)
        seen.add(folder.resolve())
        yield wanted, folder
        asked_by = str(folder / "theme.yaml")
        wanted = _extends(folder / "theme.yaml")


def _is_theme(folder: Path, seen: set[Path]) -> bool:
    return folder.is_dir() and folder.resolve() not in seen


def _not_found(name: str, asked_by: str, folders: Sequence[Path]) -> ThemeError:
    known = sorted({path.name for f in folders if f.is_dir() for path in f.iterdir()})
    remedy = f"there is {', '.join(known)}" if known else "make themes/NAME/theme.yaml"
    what = "extends" if asked_by else "site.theme names"
    return ThemeError(
        f"{what} the theme {name!r}, which is not there", where=asked_by, remedy=remedy
    )


def _extends(file: Path) -> str:
    try:
        settings = yaml.safe_load(_read_text(file))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 1}" if mark else str(file)
        raise ThemeError("is not YAML", where=where) from error
    if not isinstance(settings, dict):
        raise ThemeError("holds no settings", where=str(file), remedy="write `name: …` at least")
    extends = settings.get("extends", "")
    if not isinstance(extends, str) or PurePosixPath(extends or "x").name != (extends or "x"):
        raise ThemeError("extends must be a theme's name", where=str(file))
    return extends


def _fingerprinted(raw: Mapping[str, tuple[str, bytes]]) -> dict[str, Asset]:
    """Assets under names with a hash; stylesheets last, for they name the others."""
    assets: dict[str, Asset] = {}
    for path in sorted(raw, key=lambda path: (path.endswith(".css"), path)):
        file, content = raw[path]
        if path.endswith(".css"):
            content = _with_asset_names(path, content, assets)
        assets[path] = Asset(_asset_path(path, content), file, content)
    return assets


def _asset_path(path: str, content: bytes) -> str:
    pure = PurePosixPath(path)
    return f"{ASSETS}{pure.with_name(f'{pure.stem}.{digest(content, 8)}{pure.suffix}')}"


def _with_asset_names(path: str, content: bytes, assets: Mapping[str, Asset]) -> bytes:
    """A stylesheet whose `url(…)` of the theme's own files follow them to their new names."""

    def renamed(match: re.Match[str]) -> str:
        asset = assets.get(str(PurePosixPath(path).parent / match[2].strip()))
        if asset is None:
            return match[0]
        up = "../" * path.count("/")
        return f'url("{up}{asset.path.removeprefix(ASSETS)}")'

    return _CSS_URL.sub(renamed, content.decode("utf-8", "surrogateescape")).encode(
        "utf-8", "surrogateescape"
    )


def _stylesheet(name: str, assets: Mapping[str, Asset]) -> str:
    """The theme's own `<name>.css`, `style.css`, else the first there is."""
    sheets = [path for path in sorted(assets) if path.endswith(".css")]
    best = next((path for path in (f"{name}.css", "style.css", *sheets) if path in assets), "")
    return assets[best].path if best else ""


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ThemeError(f"cannot be read: {error.strerror}", where=str(file)) from error


def _read_text(file: Path) -> str:
    try:
        return _read(file).decode()
    except UnicodeDecodeError as error:
        raise ThemeError("is not UTF-8", where=str(file), remedy="save it as UTF-8") from error
