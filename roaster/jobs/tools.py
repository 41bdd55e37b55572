"""The tools of a workshop that cost something to make, put together from the config."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from importlib.metadata import version

from roaster.config import Config
from roaster.net.fetcher import Fetcher
from roaster.roasts.chain import WriterChain
from roaster.roasts.lineup import writers_from
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse
from roaster.text.dates import day_in


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


def make_purse(config: Config, ledger: Ledger, now: datetime) -> Purse:
    """What may be spent, counting what was spent today."""
    zone = config.site.zone
    return Purse(
        _dollars(config.roast.budget_usd),
        _dollars(config.roast.budget_usd_per_day),
        ledger.spent_on(day_in(now, zone), zone),
    )


def _dollars(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def make_writers(
    config: Config,
    environ: Mapping[str, str],
    journal: Journal,
    ledger: Ledger,
    purse: Purse,
    clock: Callable[[], datetime],
) -> WriterChain:
    """The writers of `models:`, in its order."""
    return writers_from(
        config.models,
        environ,
        journal,
        ledger,
        purse,
        clock=clock,
        deadline_s=config.roast.deadline.total_seconds(),
        max_tokens=config.roast.max_tokens,
    )
