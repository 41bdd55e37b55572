"""From the models of config.yaml to the writers of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from roaster.config.schema import OFFLINE_MODEL, ModelSettings
from roaster.roasts.chain import WriterChain
from roaster.roasts.writer import Judge, Writer
from roaster.roasts.writers.calls import Books
from roaster.roasts.writers.judge import ModelJudge
from roaster.roasts.writers.line import Line, ModelLine
from roaster.roasts.writers.model import ModelWriter
from roaster.roasts.writers.parameters import make_entry
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse

if TYPE_CHECKING:
    from roaster.roasts.writers.offline import OfflineWriter


def writers_from(
    models: Sequence[ModelSettings],
    environ: Mapping[str, str],
    journal: Journal,
    ledger: Ledger,
    purse: Purse,
    *,
    clock: Callable[[], datetime],
    deadline_s: float,
    max_tokens: int,
    sleep: Callable[[float], None] | None = None,
    line: ModelLine | None = None,
    offline_model: str = OFFLINE_MODEL,
) -> WriterChain:
    """The writers that `models:` names, in its order; none named: the offline writer.

    `offline_model` is what the offline writer is called then.

    Nothing heavy is imported and nothing asked until the first `write`. Journal and ledger stay
    the caller's to close, after the chain. `line` asks the models; by default from this process.
    """
    line = line or Line()
    books = Books(journal, ledger, purse, clock)

    def writer(settings: ModelSettings) -> Writer:
        if settings.offline:
            return _offline(settings.model)
        entry = make_entry(settings, environ, max_tokens=max_tokens, deadline_s=deadline_s)
        return ModelWriter(entry, line, books, sleep)

    settings = models or (ModelSettings(model=offline_model),)
    return WriterChain([writer(each) for each in settings], line.close)


def judges_from(
    models: Sequence[ModelSettings],
    environ: Mapping[str, str],
    books: Books,
    *,
    deadline_s: float,
    max_tokens: int,
    line: ModelLine,
) -> list[Judge]:
    """Each of `models:` as a judge, in its order. `line` stays the caller's to close."""

    def judge(settings: ModelSettings) -> Judge:
        if settings.offline:
            return _offline(settings.model)
        entry = make_entry(settings, environ, max_tokens=max_tokens, deadline_s=deadline_s)
        return ModelJudge(entry, line, books)

    return [judge(each) for each in models or (ModelSettings(model=OFFLINE_MODEL),)]


def _offline(model: str) -> OfflineWriter:
    from roaster.roasts.writers.offline import OfflineWriter

    return OfflineWriter(model)
