"""LiteLLM's list of prices, read from its installation without importing it (3 to 4 seconds)."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from roaster.roasts.writers.prices import Price, price_from

_FILE = "model_prices_and_context_window_backup.json"  # the list that the wheel brings


def read_price_list() -> Mapping[str, Any]:
    """Model to what is known of it. Raises ImportError, OSError or ValueError without LiteLLM."""
    spec = importlib.util.find_spec("litellm")
    if spec is None:
        raise ModuleNotFoundError("No module named 'litellm'")
    for folder in spec.submodule_search_locations or ():
        found = json.loads((Path(folder) / _FILE).read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    raise ImportError(f"there is no list of prices at {spec.origin}")


def known_price(prices: Mapping[str, Any], model: str) -> Price | None:
    """The price of a model in the list; None when it has none per token."""
    entry = _known(prices, model)
    return price_from(entry) if entry is not None else None


def known_to_see(prices: Mapping[str, Any], model: str) -> bool:
    """Whether the list says that a model reads pictures."""
    entry = _known(prices, model)
    return entry is not None and entry.get("supports_vision") is True


def _known(prices: Mapping[str, Any], model: str) -> Mapping[str, Any] | None:
    provider, _, bare = model.partition("/")
    entry = prices.get(model)
    if entry is None and bare:
        plain = prices.get(bare)
        if plain is not None and str(plain.get("litellm_provider", "")).startswith(provider):
            entry = plain
    return entry if isinstance(entry, Mapping) else None
