"""The new folder of a site: links to what stays, new files for what does not, then swapped in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from roaster.site.before import Before
from roaster.site.collecting import settled
from roaster.site.outputs import CardOutput, DataOutput, FileOutput, Output, PageOutput
from roaster.site.plan import Plan
from roaster.site.slips import HeldRoast
from roaster.site.spare import Spare
from roaster.site.swap import swap_in, told_on_disk
from roaster.site.theme import Theme
from roaster.state.build_cache import BuiltFile, Trail
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.bodies import Bodies, BodyMemory
    from roaster.site.compiled import CompiledTemplates
    from roaster.site.render import Renderer

Track = Callable[[str, int], AbstractContextManager[Callable[[str], None]]]


@dataclass(frozen=True, slots=True)
class Kiln:
    """What helps with rendering: a memory of Markdown that was turned, and worker processes.

    `workers` None: as many as this machine has room for; 0: none. `compiled` is the folder where
    templates' code is kept, if anywhere.
    """

    memory: BodyMemory
    workers: int | None = None
    compiled: Path | None = None


class Site:
    """The plan held against what lies in `public`."""

    def __init__(
        self,
        public: Path,
        planned: Plan,
        fingerprints: Mapping[str, str],
        before: Before,
    ) -> None:
        self.public = public
        self.before = before
        self.planned = planned
        self.fingerprints = fingerprints
        built, there = before.built, before.there
        self.built = {path: built[path] for path in fingerprints if path in built}
        fresh = {
            path
            for path, known in self.built.items()
            if known.fingerprint == fingerprints[path]
            and path in there
            and there[path][:2] == known[1:]  # size and time
        }
        self.stale = fingerprints.keys() - fresh
        self.stray = there.keys() - fingerprints.keys()


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many files are new, all that are there now, and what the next build is to know.

    Without a `trail` the site was let stand.
    """

    written: int
    files: Mapping[str, BuiltFile]
    trail: Trail | None = None


def rebuild(
    site: Site,
    theme: Theme,
    roasts: Sequence[HeldRoast],
    made: str,
    kiln: Kiln | None,
    track: Track,
    *,
    spare: bool = False,
    whole: bool = True,
) -> Rebuilt:
    """Make the new folder and swap it in.

    `made` is a hash of all that renders. `spare`: after a first build, make ready for the next.
    `roasts` have all whose pages are to be made; unless they are the `whole`, nothing is forgotten.
    Raises ThemeError and DiskError; the old site stands.
    """
    is_first = not site.public.is_dir()
    with settled():
        rebuilt = _rebuilt(site, theme, roasts, made, kiln, track, whole=whole)
    return _with_spare(site.public, rebuilt) if spare and is_first else rebuilt


def _rebuilt(
    site: Site,
    theme: Theme,
    roasts: Sequence[HeldRoast],
    made: str,
    kiln: Kiln | None,
    track: Track,
    *,
    whole: bool,
) -> Rebuilt:
    changed = site.stale | site.stray
    files = {path: site.built[path] for path in site.before.there if path not in changed}
    written: set[str] = set()
    spare = Spare(site.public, site.before.trail, is_as_left=site.before.is_spare_as_left)
    spare.match(site.before.there, files, site.fingerprints)
    writer = _Writer(site, theme, spare, roasts if whole else None, made, kiln)
    track_it = track("building", len(site.stale))
    with writer.supplied(_stale(roasts, site)), track_it as advance:
        for output, content in writer.contents():
            is_new, files[output.path] = writer.make(output, content)
            if is_new:
                written.add(output.path)
            advance(output.path)
    folders = spare.folders(site.stale)  # before anybody else can write there
    swap_in(spare.place, site.public)
    return Rebuilt(len(written), files, spare.trail(folders, written | site.stray))


def _stale(roasts: Sequence[HeldRoast], site: Site) -> list[HeldRoast]:
    """The roasts whose pages are to be made, in the order of the pages."""
    by_origin = {one.slip.path or one.slip.name: one for one in roasts}
    outputs = (one for one in site.planned.outputs if one.path in site.stale)
    return [by_origin[one.origin] for one in outputs if one.origin in by_origin]


class _Writer:
    """Fills the new folder with what is to be made."""

    def __init__(
        self,
        site: Site,
        theme: Theme,
        spare: Spare,
        everything: Sequence[HeldRoast] | None,
        made: str,
        kiln: Kiln | None,
    ) -> None:
        """`everything` that the site shows; without it, nothing that is remembered is forgotten."""
        self._site = site
        self._all = everything
        self._theme = theme
        self._spare = spare
        self._made = made
        self._kiln = kiln
        self._renderer: Renderer | None = None
        self._bodies: Bodies | None = None

    @contextmanager
    def supplied(self, roasts: Sequence[HeldRoast]) -> Iterator[None]:
        """With the kiln's help for these roasts' Markdown. Raises DiskError."""
        kiln, made = self._kiln, self._made
        if kiln is None or not self._renders:
            yield
            return
        from roaster.site.bodies import Bodies, workers_here
        from roaster.site.markdown import Prose

        addresses = self._site.planned.frame.addresses
        self._bodies = Bodies(Prose(addresses), kiln.memory, made, addresses.absolute(""))
        workers = workers_here() if kiln.workers is None else kiln.workers
        with self._bodies.working_ahead(roasts, workers):
            yield
        if self._all is not None:
            self._bodies.forget_others(self._all)

    @property
    def _renders(self) -> bool:
        """Whether anything is to be made but copies."""
        outputs = (one for one in self._site.planned.outputs if one.path in self._site.stale)
        return any(not isinstance(one, FileOutput | CardOutput) for one in outputs)

    def contents(self) -> Iterator[tuple[Output, bytes]]:
        """What is to be made, one after the other; share cards come last, by more processes."""
        stale = [one for one in self._site.planned.outputs if one.path in self._site.stale]
        cards = [one for one in stale if isinstance(one, CardOutput)]
        for output in stale:
            if not isinstance(output, CardOutput):
                yield output, self._content(output)
        if cards:
            from roaster.site.bodies import workers_here
            from roaster.site.card_workers import drawn

            given = 0 if self._kiln is None else self._kiln.workers
            yield from drawn(cards, workers_here() + 1 if given is None else given)

    def make(self, output: Output, content: bytes) -> tuple[bool, BuiltFile]:
        """Write an output; one that comes out as it was before is linked, and is not new."""
        target = self._spare.place / output.path
        old = self._site.public / output.path
        with told_on_disk(target):
            same = self._is_same(output.path, old, content)
            if same:
                self._spare.link(output.path)
            else:
                target.write_bytes(content)
                target.chmod(0o644)  # whatever the umask: a web server reads it
            stat = target.stat()
        entry = BuiltFile(self._site.fingerprints[output.path], stat.st_size, stat.st_mtime_ns)
        return not same, entry

    def _is_same(self, path: str, old: Path, content: bytes) -> bool:
        found = self._site.before.there.get(path)
        if found is None or found[0] != len(content) or old.is_symlink() or not old.is_file():
            return False  # what is not there any more was found by its link in the spare
        return old.read_bytes() == content

    def _content(self, output: PageOutput | DataOutput | FileOutput) -> bytes:
        if isinstance(output, FileOutput):
            with told_on_disk(output.source):
                return output.source.read_bytes()
        renderer = self._rendering()
        if isinstance(output, DataOutput):
            return output.data(renderer.prose)
        return renderer.page(output, self._site.planned.heads[output.path])

    def _rendering(self) -> Renderer:
        if self._renderer is None:
            from roaster.site.render import Renderer

            frame = self._site.planned.frame
            supply = self._bodies.body if self._bodies else None
            self._renderer = Renderer(
                self._theme, frame.site, frame.addresses, supply, self._compiled()
            )
        return self._renderer

    def _compiled(self) -> CompiledTemplates | None:
        if self._kiln is None or self._kiln.compiled is None:
            return None
        from roaster.site.compiled import CompiledTemplates

        told = (self._made, self._site.planned.shared, self._theme.digest)
        return CompiledTemplates(self._kiln.compiled, digest(repr(told)))


def untracked(_label: str, _total: int) -> AbstractContextManager[Callable[[str], None]]:
    """Progress that nobody follows."""
    return nullcontext(lambda _what: None)


def _with_spare(public: Path, rebuilt: Rebuilt) -> Rebuilt:
    """After a cold build: a second folder of links, so that the next change finds it made."""
    there = {path: (file.size, file.mtime_ns, -1) for path, file in rebuilt.files.items()}
    spare = Spare(public)
    spare.match(there, there, there)
    folders = rebuilt.trail.public if rebuilt.trail else {}
    return replace(rebuilt, trail=spare.beside(folders))
