"""What a call may cost at worst, and what it did cost. Pure; all amounts in USD."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from roaster.text.addresses import host_of

# A tokeniser would have to be downloaded for many models. Prose has 3 to 4 bytes a token in every
# script, figures and code about 2.5: half the bytes is more than any of them needs.
BYTES_PER_TOKEN_AT_LEAST = 2
OVERHEAD_TOKENS = 300  # chat template, and the schema of a structured answer

# Servers that run on one's own machine where no address is given.
_LOCAL_PROVIDERS = frozenset(
    ("ollama", "ollama_chat", "llamafile", "lm_studio", "docker_model_runner", "hosted_vllm")
)


@dataclass(frozen=True, slots=True)
class Price:
    """USD for one token in and one token out.

    A provider may take more for some of them, such as those that it writes into its cache or
    those of a model's thinking: `dearest_in`, `dearest_out`; and something for each call.
    """

    tokens_in: Decimal
    tokens_out: Decimal
    dearest_in: Decimal = Decimal(0)
    dearest_out: Decimal = Decimal(0)
    per_call: Decimal = Decimal(0)

    def of(self, tokens_in: int, tokens_out: int) -> Decimal:
        """What so many tokens cost."""
        return self.tokens_in * tokens_in + self.tokens_out * tokens_out + self.per_call

    def worst_case(self, prompt_bytes: int, max_tokens: int) -> Decimal:
        """The most that one call can cost."""
        most_in = prompt_bytes // BYTES_PER_TOKEN_AT_LEAST + OVERHEAD_TOKENS
        dear_in, dear_out = (
            max(self.tokens_in, self.dearest_in),
            max(self.tokens_out, self.dearest_out),
        )
        return dear_in * most_in + dear_out * max_tokens + self.per_call


FREE = Price(Decimal(0), Decimal(0))


def own_price(parameters: Mapping[str, Any]) -> Price | None:
    """The price that the entry itself names, LiteLLM's way; half of one is none."""
    tokens_in = _amount(parameters.get("input_cost_per_token"))
    tokens_out = _amount(parameters.get("output_cost_per_token"))
    if tokens_in is None or tokens_out is None:
        return None
    return Price(tokens_in, tokens_out)


def price_from(entry: Mapping[str, Any]) -> Price | None:
    """The price in an entry of LiteLLM's own map; None when it has none per token."""
    tokens_in = _amount(entry.get("input_cost_per_token"))
    tokens_out = _amount(entry.get("output_cost_per_token"))
    if tokens_in is None or tokens_out is None:
        return None
    return Price(
        tokens_in,
        tokens_out,
        _amount(entry.get("cache_creation_input_token_cost")) or Decimal(0),
        _amount(entry.get("output_cost_per_reasoning_token")) or Decimal(0),
        _amount(entry.get("input_cost_per_request")) or _search(entry),
    )


def _search(entry: Mapping[str, Any]) -> Decimal:
    """What a search costs that comes with every call: Perplexity's models cannot but search."""
    costs = entry.get("search_context_cost_per_query")
    if entry.get("litellm_provider") != "perplexity" or not isinstance(costs, Mapping):
        return Decimal(0)
    return max((_amount(cost) or Decimal(0) for cost in costs.values()), default=Decimal(0))


def _amount(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


def is_local(model: str, api_base: str) -> bool:
    """Whether a model runs on this machine or in the local net, where a call costs nothing."""
    if not api_base:
        return model.partition("/")[0] in _LOCAL_PROVIDERS
    host = host_of(api_base)
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host and bool(host)  # a bare name, as in a compose file
    return address.is_private or address.is_loopback
