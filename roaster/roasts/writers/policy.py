"""What to do after a failure: wait and ask again, give this event up, or the model. Pure.

LiteLLM's own retries differ by provider and by what is installed, so they are off and this is the
one place that decides.
"""

from __future__ import annotations

from roaster.roasts.writer import Unwritten
from roaster.roasts.writers.exchange import Failure, Kind
from roaster.roasts.writers.parameters import ModelEntry
from roaster.state.ledger import IN_FLIGHT

LONGEST_WAIT_S = 30.0  # a server that asks for more has a quota, not a queue
BACK_OFF_S = (1.0, 2.0)
EVENTS_IN_A_ROW = 2  # that fail for the same model before it is given up

_RETRIES = {
    Kind.RATE_LIMIT: 2,
    Kind.SERVER: 2,
    Kind.LOST: 2,
    Kind.EMPTY: 2,
    Kind.UNREACHABLE: 2,
    Kind.TIMEOUT: 1,  # each costs a whole deadline
}
_ENDS_MODEL = frozenset(
    (Kind.KEY, Kind.NOT_FOUND, Kind.QUOTA, Kind.REDIRECT, Kind.NO_LITELLM, Kind.NO_PRICE)
)
# Failures that say something of the server, not of the event.
_ENDS_MODEL_IN_A_ROW = frozenset((*_RETRIES, Kind.BAD_REQUEST, Kind.PARAMETER))

_MAY_BE_CHARGED = frozenset((Kind.TIMEOUT, Kind.TOO_LARGE, Kind.STOPPED, Kind.EMPTY, Kind.LOST))

MAY_COST = frozenset((*(kind.value for kind in _MAY_BE_CHARGED), "reply", IN_FLIGHT))
"""The outcomes in the ledger of calls that may have cost something."""

# One question is asked so often at most with the provider charging for it.
MOST_CHARGED = 1 + max(_RETRIES.get(kind, 0) for kind in _MAY_BE_CHARGED)


def no_price() -> Failure:
    """What a call is told whose worst case nobody can reckon."""
    return Failure(Kind.NO_PRICE, "its price is not known, and a budget is set")


def wait_before_retry(failure: Failure, retries: int) -> float | None:
    """Seconds to wait before the same is asked again, after `retries` retries; None: don't."""
    if retries >= _RETRIES.get(failure.kind, 0):
        return None
    if failure.retry_after_s is None:
        return BACK_OFF_S[min(retries, len(BACK_OFF_S) - 1)]
    return failure.retry_after_s if failure.retry_after_s <= LONGEST_WAIT_S else None


def ends_model(failure: Failure) -> bool:
    """Whether asking this model again in this run is no use."""
    too_long = failure.retry_after_s is not None and failure.retry_after_s > LONGEST_WAIT_S
    return failure.kind in _ENDS_MODEL or (failure.kind is Kind.RATE_LIMIT and too_long)


def counts_towards_end(failure: Failure) -> bool:
    """Whether a second event in a row that ends like this ends the model."""
    return failure.kind in _ENDS_MODEL_IN_A_ROW


def may_be_charged(failure: Failure) -> bool:
    """Whether the provider may charge a call that ended like this."""
    return failure.kind in _MAY_BE_CHARGED


def unwritten(failure: Failure, entry: ModelEntry, *, off: bool) -> Unwritten:
    """A failure as the run reports it, with its remedy."""
    return Unwritten(
        entry.model,
        _reason(failure),
        _key_remedy(entry) if failure.kind is Kind.KEY else _REMEDIES.get(failure.kind, ""),
        model_off=off,
        out_of_budget=failure.kind is Kind.BUDGET,
        refused=failure.kind is Kind.FILTERED,
    )


def without_variables(entry: ModelEntry) -> Unwritten:
    """A model whose key, or another variable of its entry, is not set."""
    names = " and ".join(entry.missing)
    verb = "is" if len(entry.missing) == 1 else "are"
    remedy = f"set {names}, or take this model out of `models:`"
    return Unwritten(entry.model, f"{names} {verb} not set", remedy, model_off=True)


def without_provider(entry: ModelEntry) -> Unwritten:
    """A model whose name, out of a variable, does not say whose it is."""
    remedy = "name it as LiteLLM does: provider/name"
    return Unwritten(entry.model, "the provider is missing in its name", remedy, model_off=True)


def without_price(entry: ModelEntry) -> Unwritten:
    """A model that nobody knows the price of, although there is a budget."""
    return unwritten(no_price(), entry, off=True)


def _reason(failure: Failure) -> str:
    if failure.kind in (Kind.BUDGET, Kind.NO_PRICE, Kind.NO_LITELLM, Kind.REDIRECT):
        return failure.message
    status = f" (HTTP {failure.status})" if failure.status else ""
    return f"{_WORDS[failure.kind]}{status}: {failure.message}"


_WORDS = {
    Kind.RATE_LIMIT: "too many requests",
    Kind.QUOTA: "the quota is used up",
    Kind.SERVER: "the server failed",
    Kind.LOST: "its answer was lost or cannot be read",
    Kind.TIMEOUT: "no answer in time",
    Kind.UNREACHABLE: "cannot be reached",
    Kind.KEY: "the key is refused",
    Kind.NOT_FOUND: "there is no such model",
    Kind.CONTEXT: "the sources are too long for its context",
    Kind.FILTERED: "the provider's filter refused the event",
    Kind.BAD_REQUEST: "the request was refused",
    Kind.PARAMETER: "the request was refused",
    Kind.TOO_LARGE: "the answer was refused",
    Kind.EMPTY: "the answer was empty",
    Kind.STOPPED: "stopped",
}


_REMEDIES = {
    Kind.NOT_FOUND: "check the model's name and api_base under `models:`",
    Kind.QUOTA: "top up the account, or add another model under `models:`",
    Kind.RATE_LIMIT: "lower roast.concurrency, or add another model under `models:`",
    Kind.UNREACHABLE: "is the server running, and api_base right?",
    Kind.TIMEOUT: "raise roast.deadline",
    Kind.REDIRECT: "set api_base to the address that it leads to",
    Kind.BAD_REQUEST: "remove the setting that it names from this model's entry",
    Kind.PARAMETER: "remove the setting that it names from this model's entry",
    Kind.CONTEXT: "use a model with a larger context (num_ctx for Ollama)",
    Kind.BUDGET: "raise the budget, or lower roast.max_tokens",
    Kind.NO_PRICE: "set input_cost_per_token and output_cost_per_token in this model's entry",
    Kind.NO_LITELLM: "install roaster again (pip install roaster)",
}


def _key_remedy(entry: ModelEntry) -> str:
    if entry.key_variables:
        return f"check the environment variable {' and '.join(entry.key_variables)}"
    if entry.settings.parameters.get("api_key"):
        return "check api_key in this model's entry"
    return "set api_key: ${NAME} in this model's entry, and that environment variable"
