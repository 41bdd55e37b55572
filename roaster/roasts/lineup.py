"""From the models of config.yaml to the writers of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from roaster.config.model_entries import lacks_provider
from roaster.config.schema import OFFLINE_MODEL, ModelSettings
from roaster.roasts.chain import WriterChain
from roaster.roasts.writer import Judge, Unwritten, Writer
from roaster.roasts.writers import policy
from roaster.roasts.writers.calls import Books
from roaster.roasts.writers.judge import ModelJudge
from roaster.roasts.writers.line import Line, ModelLine, NoLiteLLMError, price_on_file
from roaster.roasts.writers.model import ModelWriter
from roaster.roasts.writers.parameters import make_entry
from roaster.roasts.writers.queues import Queues
from roaster.roasts.writers.verdicts import SecondReader
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
    verify: ModelSettings | None = None,
    queues: Queues | None = None,
) -> WriterChain:
    """The writers that `models:` names, in its order; none named: the offline writer.

    `offline_model` is what the offline writer is called then, and where it writes what all models
    refused.

    Nothing heavy is imported and nothing asked until the first `write`. Journal and ledger stay
    the caller's to close, after the chain. `line` asks the models; by default from this process.
    `verify` votes on what the others write. `queues` are shared with whatever else asks models.
    """
    line = line or Line()
    books = Books(journal, ledger, purse, clock, queues or Queues())
    settings = models or (ModelSettings(model=offline_model),)
    writers = [
        _offline(each.model)
        if each.offline
        else ModelWriter(
            make_entry(each, environ, max_tokens=max_tokens, deadline_s=deadline_s),
            line,
            books,
            sleep,
        )
        for each in settings
    ]
    second = None
    if verify is not None and not verify.offline:
        entry = make_entry(verify, environ, max_tokens=max_tokens, deadline_s=deadline_s)
        second = SecondReader(entry, line, books, sleep)
    return WriterChain(
        writers,
        line.close,
        second=second,
        second_usd=second.worst_usd if second else None,
        last_resort=None if any(each.offline for each in settings) else _offline(offline_model),
        remarks=lambda: _remarks(writers),
    )


def _remarks(writers: Sequence[Writer]) -> Iterator[str]:
    notes = (writer.note() for writer in writers if isinstance(writer, ModelWriter))
    return (note for note in notes if note)


def troubles(
    models: Sequence[ModelSettings], environ: Mapping[str, str], *, limited: bool
) -> tuple[tuple[int, Unwritten], ...]:
    """The models that cannot be asked as they stand in config.yaml: place and reason. Asks nobody.

    `limited`: there is a budget, so that a price must be known. LiteLLM is not loaded: its list
    of prices is a file.
    """
    found = ((place, _trouble(one, environ, limited=limited)) for place, one in enumerate(models))
    return tuple((place, trouble) for place, trouble in found if trouble is not None)


def _trouble(
    settings: ModelSettings, environ: Mapping[str, str], *, limited: bool
) -> Unwritten | None:
    if settings.offline:
        return None
    entry = make_entry(settings, environ, max_tokens=1, deadline_s=1.0)
    if entry.missing:
        return policy.without_variables(entry)
    if lacks_provider(entry.model, entry.parameters):
        return policy.without_provider(entry)
    if not limited or entry.price is not None or entry.local:
        return None
    try:
        return None if price_on_file(entry.model) else policy.without_price(entry)
    except NoLiteLLMError:
        return None  # told with the first call, whose models are then off


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
