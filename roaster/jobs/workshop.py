"""All that a job works with: one run's memory. Made once per command, closed at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from roaster.config import Config, load_config
from roaster.content import parsed
from roaster.content.library import Library, load_library
from roaster.errors import Fault, FrontMatterError
from roaster.jobs.places import BUILD_CACHE_NAME, CONFIG_NAME, PUBLIC_DIR, STATE_DIR
from roaster.jobs.reporter import Reporter, Silent
from roaster.state.lock import RunLock
from roaster.text.dates import day_in

if TYPE_CHECKING:
    from roaster.articles.fetch import Asking
    from roaster.articles.keeping import Shelf
    from roaster.content.restock import Restock
    from roaster.content.stock import Known, Stock
    from roaster.jobs.executors.cluster import ClusterExecutor
    from roaster.jobs.executors.rounds import Executor, Tools
    from roaster.jobs.tools import AskingModels
    from roaster.model.roast import Roast
    from roaster.model.rubric import Rubrics
    from roaster.net.fetcher import Fetcher
    from roaster.roasts.chain import WriterChain
    from roaster.roasts.phrases.index import PhraseIndex
    from roaster.roasts.writers.queues import Queues
    from roaster.site.slips import Slip
    from roaster.state.body_cache import BodyCache
    from roaster.state.build_cache import BuildCache
    from roaster.state.http_cache import HttpCache
    from roaster.state.journal import Journal
    from roaster.state.ledger import Ledger, LedgerCall, Purse

JOURNAL_NAME = "replies.sqlite3"
LEDGER_NAME = "ledger.sqlite3"
WAITING_NAME = "waiting.json"
DROPPED_NAME = "dropped.json"
HTTP_CACHE_NAME = "http-2.sqlite3"  # the number changes with the tables
BODY_CACHE_NAME = "bodies-1.sqlite3"  # the number changes with the tables
TEXT_CACHE_NAME = "texts-1.sqlite3"
PHRASE_CACHE_NAME = "phrases-1.sqlite3"
CONTENT_CACHE_NAME = "content-2.sqlite3"  # the number changes with the tables

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time now, aware."""
    return datetime.now(UTC)


def _raise_errors(faults: Iterable[Fault]) -> None:
    errors = tuple(fault for fault in faults if fault.level == "error")
    if errors:
        raise FrontMatterError(errors)


@dataclass(slots=True)
class Workshop:
    """A site with the tools to work on it. The expensive ones are made when first asked for.

    `connect_to` sends the connections for a host elsewhere, as curl's --connect-to does: the
    sample wire uses it, and nothing else about a sample run differs from a real one.
    """

    root: Path
    config: Config
    clock: Clock = system_clock
    environ: Mapping[str, str] = field(default_factory=dict)
    reporter: Reporter = field(default_factory=Silent)
    connect_to: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    state: Path | None = None  # where losable state lies; None: in `.roaster/`
    cluster: str = ""  # a Dask scheduler's address, or "local"; empty: all is done in this process
    _exits: ExitStack = field(default_factory=ExitStack)
    _known: parsed.Known = field(default_factory=dict)
    _slips: dict[bytes, Known[Slip]] = field(default_factory=dict)
    _fetcher: Fetcher | None = None
    _http_cache: HttpCache | None = None
    _tools: Tools | None = None
    _executor: Executor | None = None
    _cluster: ClusterExecutor | None = None
    _shelf: Shelf | None = None
    _ledger: Ledger | None = None
    _writers: WriterChain | None = None
    _purse: Purse | None = None
    _rubrics: Rubrics | None = None
    _journal: Journal | None = None
    _queues: Queues | None = None
    _calls_before: int = 0

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        clock: Clock = system_clock,
        environ: Mapping[str, str] | None = None,
        reporter: Reporter | None = None,
        connect_to: Mapping[str, tuple[str, int]] | None = None,
        cluster: str = "",
    ) -> Workshop:
        """A workshop on the site in `root`. Raises ConfigError or UsageError."""
        environ = environ or {}
        config = load_config(root / CONFIG_NAME, environ)
        return cls(
            root,
            config,
            clock,
            environ,
            reporter or Silent(),
            connect_to or {},
            cluster=cluster,
        )

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Put all tools away; nothing more can be done with them."""
        self._exits.close()

    @property
    def state_dir(self) -> Path:
        """Losable state."""
        return self.state or self.root / STATE_DIR

    @property
    def public_dir(self) -> Path:
        """The built site."""
        return self.root / PUBLIC_DIR

    @property
    def headings(self) -> dict[str, str]:
        """Section key to heading, as the persona names them."""
        return self.config.persona.sections.by_key()

    def now(self) -> datetime:
        """The clock's time, aware."""
        return self.clock()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the site's lock. Raises LockHeldError when another run has it."""
        with RunLock(self.state_dir):
            yield

    def keep_slips(self, slips: dict[bytes, Known[Slip]]) -> None:
        """Share what is read with other workshops on this site, one after the other."""
        self._slips = slips

    def library(self) -> Library:
        """What `content/` holds now; files that cannot be read are its faults."""
        from roaster.state.content_cache import ContentCache

        with ContentCache(self.state_dir / CONTENT_CACHE_NAME) as cache:
            zone = self.config.site.zone
            return load_library(self.root, zone, self.headings, cache, self._known)

    def sound_library(self) -> Library:
        """What `content/` holds now. Raises FrontMatterError with the faults of all its files.

        A roast that cannot be read may tell the event of today, so nothing is roasted beside it.
        """
        library = self.library()
        _raise_errors(library.faults)
        return library

    @contextmanager
    def sound_stock(self, times: Mapping[str, bytes] | None = None) -> Iterator[Stock[Slip]]:
        """What `content/` holds now, with roasts as slips. Raises as `sound_library` does.

        Roasts can be read until the context ends. `times` are those of files by their path from
        the root: what is as it was is not read again.
        """
        from roaster.content.stock import load_stock
        from roaster.site.collecting import uncollected
        from roaster.site.slips import slips
        from roaster.state.content_cache import ContentCache

        site = self.config.site
        kind = slips(site.zone, site.language)
        with ContentCache(self.state_dir / CONTENT_CACHE_NAME) as cache:
            with uncollected():
                stock = load_stock(
                    self.root, site.zone, self.headings, cache, kind, self._slips, times
                )
            _raise_errors(stock.faults)
            yield stock

    @contextmanager
    def restocking(self) -> Iterator[Restock[Slip]]:
        """What reads single roasts again, beside what is known of all."""
        from roaster.content.restock import Restock
        from roaster.site.slips import slips
        from roaster.state.content_cache import ContentCache

        site = self.config.site
        kind = slips(site.zone, site.language)
        with ContentCache(self.state_dir / CONTENT_CACHE_NAME) as cache:
            yield Restock(self.root, site.zone, self.headings, cache, kind)

    def rubrics(self) -> Rubrics:
        """Roaster's rubrics and the site's own. Raises ConfigError with their files' faults."""
        if self._rubrics is None:
            from roaster.config.rubrics import load_rubrics

            self._rubrics = load_rubrics(self.root, self.config.site.language)
        return self._rubrics

    def fetcher(self) -> Fetcher:
        """The one way to the net."""
        if self._fetcher is None:
            from roaster.jobs.tools import make_fetcher

            made = make_fetcher(self.config, self.connect_to, self.clock)
            self._fetcher = self._exits.enter_context(made)
        return self._fetcher

    def tools(self) -> Tools:
        """What asking and reading need on this machine: the fetcher, and contained readers."""
        if self._tools is None:
            from roaster.jobs.tools import make_tools

            self._tools, close = make_tools(self.fetcher())
            self._exits.callback(close)
        return self._tools

    def executor(self) -> Executor:
        """Who asks the feeds and pages and reads them. Raises UsageError for no such cluster."""
        if self.cluster:
            return self._on_cluster()
        if self._executor is None:
            from roaster.jobs.tools import make_executor

            self._executor = make_executor(self.config, self.tools())
            self._exits.callback(self._executor.close)
        return self._executor

    def _on_cluster(self) -> ClusterExecutor:
        if self._cluster is None:
            from roaster.jobs.tools import make_cluster

            self._cluster = make_cluster(self.cluster, self.config, self.connect_to, self.clock)
            self._exits.callback(self._cluster.close)
        return self._cluster

    def shelf(self) -> Shelf:
        """The readings of earlier runs; losable."""
        if self._shelf is None:
            from roaster.jobs.tools import make_shelf

            self._shelf, close = make_shelf(self.state_dir / TEXT_CACHE_NAME, self.now())
            self._exits.callback(close)
        return self._shelf

    def phrases(self, roasts: Sequence[Roast]) -> PhraseIndex:
        """What these roasts, newest first, have said already. Raises StateError, DiskError."""
        from roaster.jobs.tools import make_phrases

        path = self.state_dir / PHRASE_CACHE_NAME
        index, close = make_phrases(path, roasts, self.config.site.language)
        self._exits.callback(close)
        return index

    @property
    def offline(self) -> bool:
        """Whether no model is configured: only the offline writer writes."""
        return all(model.offline for model in self.config.models)

    def ledger(self) -> Ledger:
        """Every call to a model, with its cost."""
        if self._ledger is None:
            from roaster.state.ledger import Ledger

            ledger = Ledger(self.state_dir / LEDGER_NAME)
            self._exits.callback(ledger.close)
            self._ledger = ledger
        return self._ledger

    def writers(self) -> WriterChain:
        """The writers of `models:`; to be entered as a context, which hangs up at its end."""
        if self._writers is None:
            from roaster.jobs.tools import make_writers

            journal, ledger, purse = self._paid()
            line = self._on_cluster().line() if self.cluster and not self.offline else None
            self._writers = make_writers(
                self.config,
                self.environ,
                journal,
                ledger,
                purse,
                self.clock,
                line,
                self._all_queues(),
            )
            self._exits.callback(self._writers.close)
        return self._writers

    @contextmanager
    def asking_models(self) -> Iterator[AskingModels]:
        """What asks `models:` for other things than roasts; hung up at the end.

        What its calls cost is counted with what the writers' cost, and they stand in the same
        queues.
        """
        from roaster.jobs.tools import make_asking

        paid, queues = self._paid(), self._all_queues()
        with make_asking(self.config, self.environ, paid, self.clock, queues) as asking:
            yield asking

    def _all_queues(self) -> Queues:
        """One of them for all calls of a command."""
        if self._queues is None:
            from roaster.roasts.writers.queues import Queues

            self._queues = Queues(self.config.roast.concurrency)
        return self._queues

    def _paid(self) -> tuple[Journal, Ledger, Purse]:
        """Journal, ledger and purse: one of each for all calls of a command."""
        from roaster.jobs.tools import make_purse
        from roaster.state.journal import Journal

        ledger = self.ledger()
        if self._journal is None:
            self._journal = Journal(self.state_dir / JOURNAL_NAME)
            self._exits.callback(self._journal.close)
        if self._purse is None:
            self._calls_before = ledger.last()
            self._purse = make_purse(self.config, ledger, self.now())
        return self._journal, ledger, self._purse

    @property
    def spent(self) -> Decimal:
        """What this workshop's calls to models have cost so far, in USD."""
        return self._purse.spent if self._purse is not None else Decimal(0)

    def spent_today(self) -> Decimal:
        """What the site's calls to models have cost today, in USD. Raises StateError."""
        zone = self.config.site.zone
        return self.ledger().spent_on(day_in(self.now(), zone), zone)

    def calls(self) -> tuple[LedgerCall, ...]:
        """This workshop's own calls to models. Raises StateError."""
        if self._purse is None:
            return ()
        return tuple(self.ledger().calls(after=self._calls_before))

    def build_cache(self) -> BuildCache:
        """What the site in `public/` was built from; a context."""
        from roaster.state.build_cache import BuildCache

        return BuildCache(self.state_dir / BUILD_CACHE_NAME)

    def body_cache(self) -> BodyCache:
        """Markdown that was turned before; a context."""
        from roaster.state.body_cache import BodyCache

        return BodyCache(self.state_dir / BODY_CACHE_NAME)

    def asking(self) -> Asking:
        """How article pages are asked for and judged."""
        from roaster.articles.fetch import Asking

        gather = self.config.gather
        return Asking(gather.min_words, self.now(), gather.max_page_bytes, gather.respect_robots)

    def http_cache(self) -> HttpCache:
        """What was fetched before; losable."""
        if self._http_cache is None:
            from roaster.state.http_cache import HttpCache

            cache = HttpCache(self.state_dir / HTTP_CACHE_NAME)
            self._exits.callback(cache.close)
            self._http_cache = cache
        return self._http_cache
