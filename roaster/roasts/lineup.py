"""From the models of config.yaml to the writers of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from roaster.config.schema import OFFLINE_MODEL, ModelSettings
from roaster.roasts.chain import WriterChain
from roaster.roasts.writer import Writer
from roaster.roasts.writers.calls import Books
from roaster.roasts.writers.line import Line, ModelLine
from roaster.roasts.writers.model import ModelWriter
from roaster.roasts.writers.parameters import make_entry
from roaster.roasts.writers.verdicts import SecondReader
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse


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
    verify: ModelSettings | None = None,
) -> WriterChain:
    """The writers that `models:` names, in its order; none named: the offline writer.

    Nothing heavy is imported and nothing asked until the first `write`. Journal and ledger stay
    the caller's to close, after the chain. `line` asks the models; by default from this process.
    `verify` votes on what the others write.
    """
    line = line or Line()
    books = Books(journal, ledger, purse, clock)

    def writer(settings: ModelSettings) -> Writer:
        if settings.offline:
            return _offline()
        entry = make_entry(settings, environ, max_tokens=max_tokens, deadline_s=deadline_s)
        return ModelWriter(entry, line, books, sleep)

    second = None
    if verify is not None and not verify.offline:
        entry = make_entry(verify, environ, max_tokens=max_tokens, deadline_s=deadline_s)
        second = SecondReader(entry, line, books, sleep)
    settings = models or (ModelSettings(model=OFFLINE_MODEL),)
    return WriterChain([writer(each) for each in settings], line.close, second)


def _offline() -> Writer:
    from roaster.roasts.writers.offline import OfflineWriter

    return OfflineWriter()
