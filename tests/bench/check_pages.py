"""What independent checks say of the sample site under a sub-path, as one table.

    .venv/bin/python tests/bench/check_pages.py [--site DIR] [CHECK…]

CHECK is `lighthouse`, `axe`, `vnu`, `size`, `console`, `links`; all of them when none is named.
Exits with 1 when a bar is missed. Needs node, npm, java and Chromium. The packages of
tests/bench/pages/package.json are put in a cache folder. The site is built in English, in German
and with the theme `plain`, and served gzipped, as GitHub Pages does.
"""

from __future__ import annotations

import argparse
import gzip
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin, urlsplit

from pages import tools

sys.path.append(str(Path(__file__).parents[1] / "site"))
import browser as chromium

SUB_PATH = "some/path"
ROASTER = [sys.executable, "-m", "roaster"]
SMALL_BYTES, FEW_REQUESTS = 8192, 3
TOLD = 10
TRIES = 3  # a busy machine only ever makes a page look slower than it is
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHECKS = ("links", "size", "vnu", "axe", "console", "lighthouse")
# Width, and what the reader prefers. `none` is no colour scheme: Chromium's default.
VIEWS: dict[str, tuple[int, dict[str, str]]] = {
    "light": (1280, {"prefers_color_scheme": "light"}),
    "dark": (1280, {"prefers_color_scheme": "dark"}),
    "360 px": (360, {"prefers_color_scheme": "light"}),
    "360 px dark": (360, {"prefers_color_scheme": "dark"}),
    "forced colours": (1280, {"forced_colors": "active"}),
}


# By name, with language and theme.
SITES = {"en": ("en", "sally"), "de": ("de", "sally"), "plain": ("en", "plain")}
# Of a site with a name here, only these views: the others have the same styles.
FEWER_VIEWS = {"de": ("light", "360 px"), "plain": ("light", "dark", "360 px")}


@dataclass(frozen=True)
class Row:
    """One line of the table. `faults` are told below it."""

    check: str
    what: str
    figure: str
    bar: str
    faults: Sequence[str] = ()
    missed: bool = False

    @property
    def bad(self) -> bool:
        """Whether the bar is missed."""
        return self.missed or bool(self.faults)


@dataclass(frozen=True)
class Site:
    """A built site, and where it is served."""

    name: str
    folder: Path
    public: Path
    address: str

    def pages(self) -> list[str]:
        """Every page, as a path below the site's address."""
        files = sorted(self.public.rglob("*.html"))
        return [str(file.relative_to(self.public)).removesuffix("index.html") for file in files]

    def roasts(self) -> list[str]:
        """The pages of roasts."""
        return [page for page in self.pages() if re.fullmatch(r"\d{4}/\d\d/\d\d/[^/]+/", page)]

    def kinds(self) -> dict[str, str]:
        """One page of each kind; of roasts the longest and the shortest."""
        by_size = sorted(self.roasts(), key=lambda page: len(self.text(page)))
        kinds = {"front page": "", "roast": by_size[-1], "short roast": by_size[0]}
        patterns = {
            "numbered": r"page/\d+/", "year": r"\d{4}/", "month": r"\d{4}/\d\d/",
            "category": r"category/.*", "tag": r"tag/.*", "source": r"source/.*",
            "archive": "search/", "scores": "scores/", "feeds": "feeds/", "about": "about/",
            "drop": "drop/", "404": r"404\.html",
        }  # fmt: skip
        for kind, pattern in patterns.items():
            found = next((page for page in self.pages() if re.fullmatch(pattern, page)), None)
            if found is not None:
                kinds[kind] = found
        return kinds

    def text(self, page: str) -> str:
        """A page's HTML."""
        return self.file(page).read_text("utf-8")

    def file(self, page: str) -> Path:
        """Where a page lies."""
        return self.public / (page if page.endswith(".html") else f"{page}index.html")


class _Pages(SimpleHTTPRequestHandler):
    """Files as GitHub Pages serves them: text gzipped, kept for ten minutes, 404.html."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        if not found:
            path = Path(self.directory) / SUB_PATH / "404.html"
        body = path.read_bytes()
        packed = path.suffix in (".html", ".css", ".svg", ".xml", ".json", ".js")
        body = gzip.compress(body, 6, mtime=0) if packed else body
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(path)) + "; charset=utf-8" * packed)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(root: Path) -> Iterator[str]:
    """`root` on a free port of loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(root))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def _roaster(*arguments: str) -> None:
    done = subprocess.run([*ROASTER, "-q", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"roaster {' '.join(arguments)}: {done.stderr}")


@contextmanager
def built(name: str, folder: Path) -> Iterator[Site]:
    """The site in `folder`, built for the address at which it is served while this lasts."""
    with tempfile.TemporaryDirectory() as root, served(Path(root)) as host:
        address = f"{host}{SUB_PATH}/"
        # In config.yaml and not by --base-url, so that `roaster check --site` knows it too.
        _set(folder / "config.yaml", "base_url", address)
        _roaster("-C", str(folder), "build")
        place = Path(root) / SUB_PATH
        place.parent.mkdir(parents=True)
        place.symlink_to((folder / "public").resolve())
        yield Site(name, folder, (folder / "public").resolve(), address)


def sample(folder: Path, language: str, theme: str) -> Path:
    """The sample site in `language`, with `theme`."""
    _roaster("run", "--sample", str(folder))
    _set(folder / "config.yaml", "language", f"{language}\n  theme: {theme}")
    return folder


def _set(config: Path, key: str, value: str) -> None:
    """Set one setting of `site:` that stands in the file."""
    text, found = re.subn(
        rf"(?m)^(  {key}:) .*$", rf"\1 {value}", config.read_text("utf-8"), count=1
    )
    if not found:
        raise SystemExit(f"{config}: no line `{key}:` below `site:`")
    config.write_text(text, encoding="utf-8")


def links(site: Site) -> Iterator[Row]:
    """What `roaster check --site` finds."""
    command = [*ROASTER, "-C", str(site.folder), "check", "--site", "--strict"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    faults = done.stdout.splitlines() + done.stderr.splitlines() if done.returncode else []
    yield Row("links", f"{site.name}, all pages", f"{len(faults)} faults", "0", faults)


_LOADED = re.compile(
    r'<link rel="(?:stylesheet|icon|preload)"[^>]*?href="([^"]+)"'
    r'|<(?:img|script)[^>]* src="([^"]+)"'
)


def loaded(site: Site, page: str) -> list[Path]:
    """The files that a page makes a browser load, itself first, each once."""
    here = urljoin(site.address, page)
    base = urlsplit(site.address).path
    files = [site.file(page)]
    for found in _LOADED.finditer(site.text(page)):
        path = urlsplit(urljoin(here, found[1] or found[2])).path.removeprefix(base)
        files.append(site.public / path)
    return list(dict.fromkeys(files))


def size(site: Site) -> Iterator[Row]:
    """Bytes and requests of the front page and of the heaviest roast, with nothing cached."""
    weights = {page: _weight(site, page) for page in ("", *site.roasts())}
    heaviest = max(site.roasts(), key=lambda page: weights[page][0])
    for name, page in (("front page", ""), ("heaviest roast", heaviest)):
        weight, requests = weights[page]
        yield Row(
            "size",
            f"{site.name}, {name}",
            f"{weight} bytes, {requests} requests",
            f"≤ {SMALL_BYTES}, ≤ {FEW_REQUESTS}",
            missed=weight > SMALL_BYTES or requests > FEW_REQUESTS,
        )


def _weight(site: Site, page: str) -> tuple[int, int]:
    files = loaded(site, page)
    return sum(len(gzip.compress(file.read_bytes(), 6, mtime=0)) for file in files), len(files)


def vnu(site: Site) -> Iterator[Row]:
    """Errors and warnings of the Nu HTML checker on all pages."""
    pages = site.pages()
    said = tools.vnu(tools.installed(), [urljoin(site.address, page) for page in pages])
    # The sample's newswire is English in any language of the site: true, and no fault of a page.
    own = "appears to be written in English" if site.name == "de" else None
    faults = [one for one in said if not (own and own in one)]
    yield Row("vnu", f"{site.name}, {len(pages)} pages", f"{len(faults)} messages", "0", faults)


@contextmanager
def browsing() -> Iterator[Any]:
    """Chromium with an empty profile."""
    with tempfile.TemporaryDirectory() as profile, chromium.browsing(Path(profile)) as running:
        yield running


def axe(site: Site) -> Iterator[Row]:
    """Violations that axe finds, on one page of each kind."""
    script = tools.axe(tools.installed())
    kinds = site.kinds()
    with browsing() as browser:
        for view in FEWER_VIEWS.get(site.name, VIEWS):
            width, preferred = VIEWS[view]
            browser.resize(width)
            browser.prefer(**preferred)
            faults = []
            for kind, page in kinds.items():
                # Another address each time: chromedriver does not load one that is there already.
                browser.open(f"{urljoin(site.address, page)}?{view.replace(' ', '-')}")
                faults += [f"{kind}: {told}" for told in browser.run(script)]
            what = f"{site.name}, {len(kinds)} kinds, {view}"
            yield Row("axe", what, f"{len(faults)} violations", "0", faults)


def console(site: Site) -> Iterator[Row]:
    """What the browser's console says of every page."""
    faults = []
    with browsing() as browser:
        for page in site.pages():
            browser.open(urljoin(site.address, page))
            faults += browser.complaints()
    yield Row("console", f"{site.name}, all pages", f"{len(faults)} messages", "0", faults)


def lighthouse(site: Site) -> Iterator[Row]:
    """Lighthouse's four figures for four pages, the best of three tries."""
    for kind in ("front page", "roast", "archive", "scores"):
        best: dict[str, int] = {}
        short: dict[str, str] = {}
        for _ in range(TRIES):
            tools.settled()
            report = tools.lighthouse(tools.installed(), urljoin(site.address, site.kinds()[kind]))
            got = {key: round(report["categories"][key]["score"] * 100) for key in CATEGORIES}
            if sum(got.values()) > sum(best.values()):
                best, short = got, _short_of(report)
            if min(best.values()) == 100:
                break
        figure = " / ".join(str(best[key]) for key in CATEGORIES)
        faults = [f"{key}: {why}" for key, why in short.items()] if min(best.values()) < 100 else []
        yield Row("lighthouse", f"{site.name}, {kind}", figure, "100 / 100 / 100 / 100", faults)


def _short_of(report: dict[str, Any]) -> dict[str, str]:
    """The audits that cost points."""
    counted = {
        one["id"]
        for key in CATEGORIES
        for one in report["categories"][key]["auditRefs"]
        if one["weight"]
    }
    return {
        key: f"{audit['title']} ({audit.get('displayValue', audit['score'])})"
        for key, audit in report["audits"].items()
        if key in counted and audit["score"] is not None and audit["score"] < 1
    }


RUN: dict[str, Callable[[Site], Iterator[Row]]] = {
    "links": links,
    "size": size,
    "vnu": vnu,
    "axe": axe,
    "console": console,
    "lighthouse": lighthouse,
}
ONCE = ("lighthouse",)  # for the English site alone


def checked(sites: Sequence[Site], checks: Sequence[str]) -> Iterator[Row]:
    """All rows, as they come."""
    for check in checks:
        for site in sites[:1] if check in ONCE else sites:
            yield from RUN[check](site)


def main() -> int:
    """Print the table. 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checks", nargs="*", metavar="CHECK", choices=[*CHECKS, []])
    help_ = "a site of your own instead; its base_url is changed, and it is built"
    parser.add_argument("--site", type=Path, help=help_)
    given = parser.parse_args()
    if lacking := tools.missing():
        print(f"NOT CHECKED: this machine has no {', '.join(lacking)}")
        return 0
    bad: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as open_:
        sources = (
            {"site": given.site}
            if given.site
            else {name: sample(Path(scratch) / name, *made) for name, made in SITES.items()}
        )
        sites = [open_.enter_context(built(name, folder)) for name, folder in sources.items()]
        for row in checked(sites, given.checks or CHECKS):
            mark = "MISSED" if row.bad else "ok"
            print(
                f"{mark:<7} {row.check:<11} {row.what:<34} {row.figure:<28} {row.bar}", flush=True
            )
            bad += [row] if row.bad else []
    for row in bad:
        print(f"\n{row.check}: {row.what}: {row.figure}")
        for fault in row.faults[:TOLD]:
            print(f"  {fault}")
        if len(row.faults) > TOLD:
            print(f"  and {len(row.faults) - TOLD} more")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
