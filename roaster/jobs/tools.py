"""The tools of a workshop that cost something to make, put together from the config."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from roaster.articles.keeping import Shelf
from roaster.config import Config
from roaster.errors import UsageError
from roaster.jobs.executors.children import Children
from roaster.jobs.executors.local import LocalExecutor
from roaster.jobs.executors.rounds import Executor, Tools
from roaster.model.roast import Roast
from roaster.net.fetcher import Fetcher
from roaster.roasts.chain import WriterChain
from roaster.roasts.lineup import judges_from, writers_from
from roaster.roasts.phrases.index import EDITION, PhraseIndex
from roaster.roasts.phrases.stock import stock_phrases
from roaster.roasts.writer import Judge
from roaster.roasts.writers.calls import Books
from roaster.roasts.writers.line import Line, ModelLine
from roaster.roasts.writers.parameters import ModelEntry, make_entry
from roaster.roasts.writers.queues import Queues
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse
from roaster.state.phrase_cache import PhraseCache
from roaster.state.text_cache import TextCache
from roaster.text.dates import day_in
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.jobs.executors.cluster import ClusterExecutor


def user_agent(config: Config) -> str:
    """What roaster calls itself: the site's own words, or name, version and the site's address."""
    own = config.gather.user_agent
    return own or f"roaster/{version('roaster')} (+{config.site.base_url})"


def make_fetcher(
    config: Config,
    connect_to: Mapping[str, tuple[str, int]],
    clock: Callable[[], datetime],
) -> AbstractContextManager[Fetcher]:
    """The one way to the net, as `gather:` says."""
    return Fetcher(
        user_agent=user_agent(config),
        concurrency=config.gather.concurrency,
        per_host=config.gather.per_host,
        timeout_s=config.gather.timeout.total_seconds(),
        allow_hosts=config.gather.allow_hosts,
        connect_to=connect_to,
        clock=clock,
    )


def make_tools(fetcher: Fetcher) -> tuple[Tools, Callable[[], None]]:
    """Tools on this machine, and how to put them away."""
    children = Children(os.cpu_count() or 2)
    children.begin()
    return Tools(fetcher, children.parse_feed, children.extract), children.close


def make_executor(config: Config, tools: Tools) -> Executor:
    """Who does the asking and reading."""
    gather = config.gather
    return LocalExecutor(tools, concurrency=gather.concurrency, per_host=gather.per_host)


def make_cluster(
    address: str,
    config: Config,
    connect_to: Mapping[str, tuple[str, int]],
    clock: Callable[[], datetime],
) -> ClusterExecutor:
    """The workers of a Dask scheduler. Raises UsageError when they cannot be had."""
    try:
        from roaster.jobs.executors.cluster import ClusterExecutor
        from roaster.jobs.executors.cluster_worker import Recipe
    except ImportError as error:
        remedy = "pip install 'roaster[cluster]'"
        raise UsageError(f"--cluster needs Dask: {error}", remedy=remedy) from error
    gather = config.gather
    recipe = Recipe(
        user_agent(config),
        gather.concurrency,
        gather.per_host,
        gather.timeout.total_seconds(),
        gather.allow_hosts,
        dict(connect_to),
        clock,
        version("roaster"),
    )
    return ClusterExecutor(address, recipe)


def make_shelf(path: Path, now: datetime | None) -> tuple[Shelf, Callable[[], None]]:
    """The readings of earlier runs, and how to put them away. Raises StateError, DiskError.

    With `now`, those that are too old by then are forgotten.
    """
    texts = TextCache(path, _edition())
    if now is not None:
        texts.prune(now)
    return Shelf(texts), texts.close


def make_phrases(
    path: Path, roasts: Sequence[Roast], language: str
) -> tuple[PhraseIndex, Callable[[], None]]:
    """What the roasts have said, and how to put it away. Raises StateError, DiskError."""
    cache = PhraseCache(path, EDITION)
    return PhraseIndex(roasts, cache, stock_phrases(language)), cache.close


def _edition() -> str:
    """A name for the code that reads pages: what another version read is read again."""
    versions = [version(name) for name in ("roaster", "trafilatura", "lxml", "py3langid")]
    sources = (
        file.read_bytes()
        for package in ("articles", "text", "model")
        for file in sorted(files(f"roaster.{package}").iterdir(), key=lambda file: file.name)
        if file.name.endswith(".py")
    )
    return digest("\n".join((*versions, *map(digest, sources))))


def make_purse(config: Config, ledger: Ledger, now: datetime) -> Purse:
    """What may be spent, counting what was spent today."""
    zone = config.site.zone
    return Purse(
        _dollars(config.roast.budget_usd),
        _dollars(config.roast.budget_usd_per_day),
        ledger.spent_on(day_in(now, zone), zone),
    )


@dataclass(frozen=True, slots=True)
class AskingModels:
    """What is needed to ask `models:` for other things than roasts."""

    config: Config
    environ: Mapping[str, str]
    line: Line
    books: Books

    def entries(self) -> list[ModelEntry]:
        """The models, in their order, without the offline writer."""
        limits = self.config.roast
        return [
            make_entry(
                settings,
                self.environ,
                max_tokens=limits.max_tokens,
                deadline_s=limits.deadline.total_seconds(),
            )
            for settings in self.config.models
            if not settings.offline
        ]

    def judges(self) -> list[Judge]:
        """Each of them as a judge, the offline writer too."""
        limits = self.config.roast
        return judges_from(
            self.config.models,
            self.environ,
            self.books,
            deadline_s=limits.deadline.total_seconds(),
            max_tokens=limits.max_tokens,
            line=self.line,
        )


@contextmanager
def make_asking(
    config: Config,
    environ: Mapping[str, str],
    paid: tuple[Journal, Ledger, Purse],
    clock: Callable[[], datetime],
    queues: Queues,
) -> Iterator[AskingModels]:
    """Models to be asked from this machine; hung up at the end."""
    with closing(Line()) as line:
        yield AskingModels(config, environ, line, Books(*paid, clock, queues))


def _dollars(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def make_writers(
    config: Config,
    environ: Mapping[str, str],
    journal: Journal,
    ledger: Ledger,
    purse: Purse,
    clock: Callable[[], datetime],
    line: ModelLine | None = None,
    queues: Queues | None = None,
) -> WriterChain:
    """The writers of `models:` and the vote of `verify:`; `line` asks models from elsewhere."""
    return writers_from(
        config.models,
        environ,
        journal,
        ledger,
        purse,
        clock=clock,
        deadline_s=config.roast.deadline.total_seconds(),
        max_tokens=config.roast.max_tokens,
        line=line,
        offline_model=config.offline_model,
        verify=config.verify,
        queues=queues,
    )
