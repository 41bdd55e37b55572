"""Search indexes made by Pagefind, where it is installed (`roaster[search]`).

Pagefind is a program that comes in a wheel and works offline. It is given a folder of documents
and writes a folder of files, the same bytes for the same documents.
"""

from __future__ import annotations

import importlib.util
import subprocess
import tempfile
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from roaster.errors import RoasterError
from roaster.site.outputs import FileOutput
from roaster.site.search_plan import SearchTool, SearchYear, search_document
from roaster.state.search_bundles import BundleFile, SearchBundles

if TYPE_CHECKING:
    from roaster.site.markdown import Prose
    from roaster.site.plan import Plan
    from roaster.site.rebuild import Kiln

_TIMEOUT = 600  # seconds for one year; a thousand roasts take three
# What Pagefind's own pages need, and ours does not.
_LEFT_OUT = ("pagefind-*ui*", "pagefind-highlight.js")


@dataclass(frozen=True, slots=True)
class Indexer:
    """Pagefind, and where indexes are kept. Where it `makes` none, those that are there serve."""

    program: Path
    version: str
    bundles: SearchBundles
    makes: bool = True

    def tool(self, made: str) -> SearchTool:
        """What a plan is told of it. Raises DiskError."""
        script = Path(__file__).with_name("search.js").read_bytes()
        name = f"pagefind {self.version}"
        ready = frozenset[str]() if self.makes else self.bundles.keys()
        return SearchTool(name, script, made, ready, self.makes)


def find_indexer(folder: Path, *, makes: bool = True) -> Indexer | None:
    """Pagefind with the indexes in `folder`; None where it is not installed."""
    if importlib.util.find_spec("pagefind_bin") is None:
        return None
    from pagefind_bin import get_executable

    program = get_executable()
    if program is None:
        return None
    return Indexer(Path(program), version("pagefind_bin"), SearchBundles(folder), makes)


def index_outputs(
    planned: Plan,
    indexer: Indexer | None,
    made: str,
    kiln: Kiln | None,
    others: Set[str] = frozenset(),
) -> list[FileOutput]:
    """The files of all indexes of a plan; those that are not there yet are made.

    `others` are the keys of indexes that the site has and the plan has not.
    Raises RoasterError where Pagefind fails, and DiskError.
    """
    if indexer is None:
        return []
    years = planned.searched
    found = {year.path: indexer.bundles.files(year.key) for year in years}
    missing = [year for year in years if not found[year.path]]
    if missing:
        found |= dict(_made(missing, planned, indexer, made, kiln))
    if indexer.makes:
        indexer.bundles.keep_only({year.key for year in years} | others)
    return [
        FileOutput(
            f"{year.path}{file.path}", f"the search index of /{year.path}", file.digest, file.source
        )
        for year in years
        for file in found[year.path]
    ]


def _made(
    years: Sequence[SearchYear], planned: Plan, indexer: Indexer, made: str, kiln: Kiln | None
) -> Iterator[tuple[str, tuple[BundleFile, ...]]]:
    from roaster.site.bodies import Bodies, workers_here
    from roaster.site.markdown import Prose

    frame = planned.frame
    addresses = frame.addresses
    if kiln is None:
        yield from _indexed(years, Prose(addresses), indexer, frame.site.language)
        return
    bodies = Bodies(Prose(addresses), kiln.memory, made, addresses.absolute(""))
    roasts = [one.held for year in years for one in year.members]
    workers = workers_here() if kiln.workers is None else kiln.workers
    with bodies.working_ahead(roasts, workers):
        yield from _indexed(years, Prose(addresses, bodies.body), indexer, frame.site.language)


def _indexed(
    years: Sequence[SearchYear], prose: Prose, indexer: Indexer, language: str
) -> Iterator[tuple[str, tuple[BundleFile, ...]]]:
    for year in years:
        documents = (search_document(one, language, prose) for one in year.members)

        def fill(folder: Path, documents: Iterator[str] = documents) -> None:
            run_pagefind(indexer.program, documents, folder)

        yield year.path, indexer.bundles.make(year.key, fill)


def run_pagefind(program: Path, documents: Iterator[str], folder: Path) -> None:
    """Have an index of these documents made into `folder`. Raises RoasterError and OSError."""
    with tempfile.TemporaryDirectory(prefix="roaster-search-") as place:
        for number, document in enumerate(documents):
            file = Path(place, f"{number:06}.html")
            file.write_bytes(document.encode("utf-8", "replace"))
        target = str(folder.absolute())  # Pagefind runs elsewhere
        command = [str(program), "--site", place, "--output-path", target, "--quiet"]
        try:
            done = subprocess.run(  # noqa: S603 — the program that came in the wheel
                command, capture_output=True, timeout=_TIMEOUT, check=False, cwd=place
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _failed(program, str(error)) from error
    if done.returncode or not (folder / "pagefind.js").is_file():
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise _failed(program, said or f"it ended with {done.returncode}")
    for pattern in _LEFT_OUT:
        for file in folder.glob(pattern):
            file.unlink()


def _failed(program: Path, said: str) -> RoasterError:
    remedy = "reinstall roaster[search], or set site.search: off"
    return RoasterError(f"Pagefind made no index: {said}", where=str(program), remedy=remedy)
