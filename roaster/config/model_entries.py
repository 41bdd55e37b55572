"""What an entry of `models:` must and must not say. Pure; LiteLLM itself is not asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from roaster.config.variables import variables_in

Path = tuple[str | int, ...]

_SECRET = re.compile(
    r"api_?key|secret|passw|authorization|cookie|(?:access|auth|session|ad|bearer)[-_]?token"
    r"|\A(?:token|x-api-key|key)\Z",
    re.IGNORECASE,
)
# Servers of one's own want any word for a key: `none`, `EMPTY`, `lm-studio`, `sk-no-key-required`.
_WORD = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+)*")
_LONGEST_WORD = 20
_CREDENTIALS = re.compile(r"\w+://[^/@\s]*:[^/@\s]+@")

# How the makers' best-known models begin, for a remedy that can be copied.
_MAKERS = (
    (re.compile(r"(?:gpt|chatgpt|o\d)\b", re.IGNORECASE), "openai"),
    (re.compile(r"claude", re.IGNORECASE), "anthropic"),
    (re.compile(r"gemini", re.IGNORECASE), "gemini"),
    (re.compile(r"grok", re.IGNORECASE), "xai"),
    (re.compile(r"deepseek-(?:chat|reasoner)", re.IGNORECASE), "deepseek"),
    (re.compile(r"magistral|codestral|mistral-(?:large|medium|small)", re.IGNORECASE), "mistral"),
)
_OWN_SERVER = "ollama_chat"


def key_in_the_open(entry: Mapping[str, Any]) -> Path | None:
    """Where an entry holds a key itself instead of the name of a variable."""
    return next(_keys(entry, ()), None)


def _keys(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _keys(inner, (*path, str(name)))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _keys(inner, (*path, place))
    elif isinstance(value, str) and not variables_in(value):
        named = any(isinstance(step, str) and _SECRET.search(step) for step in path)
        if _CREDENTIALS.match(value) or (named and not _is_word(value)):
            yield path


def _is_word(value: str) -> bool:
    return not value or (len(value) <= _LONGEST_WORD and bool(_WORD.fullmatch(value)))


@dataclass(frozen=True, slots=True)
class OddNumber:
    """A number of an entry that would be passed over or is missing, and so no limit to anything."""

    name: str
    expected: str
    remedy: str


_PRICES = ("input_cost_per_token", "output_cost_per_token")
_COUNTS = ("rpm", "tpm", "max_tokens", "max_completion_tokens")


def no_number(entry: Mapping[str, Any]) -> OddNumber | None:
    """The first price, pace, length or time that is none, or half of a price.

    A variable's value is not known yet.
    """
    known = {
        name: value
        for name, value in entry.items()
        if value is not None and not (isinstance(value, str) and variables_in(value))
    }
    for name in _PRICES:
        if name in known and not _is_amount(known[name]):
            return OddNumber(name, "expected dollars, 0 or more", "such as 0.000003")
    for name in _COUNTS:
        if name in known and not _is_count(known[name]):
            return OddNumber(name, "expected a whole number above 0", "correct it or leave it out")
    if "timeout" in known and not (_is_amount(known["timeout"]) and float(known["timeout"])):
        return OddNumber("timeout", "expected seconds above 0", "or leave it to roast.deadline")
    return _half_a_price(entry)


def _half_a_price(entry: Mapping[str, Any]) -> OddNumber | None:
    there = [name for name in _PRICES if entry.get(name) is not None]
    if len(there) != 1:
        return None
    missing = next(name for name in _PRICES if name not in there)
    remedy = "write both, in dollars: 0 where it costs nothing"
    return OddNumber(missing, f"is missing beside `{there[0]}`", remedy)


def _is_amount(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return False
    return amount.is_finite() and amount >= 0


def _is_count(value: Any) -> bool:
    if isinstance(value, str):
        return value.isascii() and value.isdecimal() and len(value) <= 12 and int(value) > 0
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


# What may stand beside `litellm_params`, or in `model_info`, and is of use here.
_BESIDE_PARAMS = ("rpm", "tpm", "input_cost_per_token", "output_cost_per_token")


def from_model_list(value: Any) -> Any:
    """An entry as a mapping: a bare name, or one of LiteLLM's own `model_list`, too."""
    if isinstance(value, str):
        return {"model": value}
    if isinstance(value, Mapping) and isinstance(value.get("litellm_params"), Mapping):
        info = value.get("model_info")
        beside = {**(info if isinstance(info, Mapping) else {}), **value}
        taken = {name: beside[name] for name in _BESIDE_PARAMS if name in beside}
        return {**taken, **value["litellm_params"]}
    return value


def lacks_provider(model: str, further: Mapping[str, Any]) -> bool:
    """Whether nobody can tell whose model this is: LiteLLM would guess, or fail late."""
    return "/" not in model and not variables_in(model) and not further.get("custom_llm_provider")


def with_provider(model: str) -> str:
    """A name as it may have been meant."""
    maker = next((name for form, name in _MAKERS if form.match(model)), _OWN_SERVER)
    return f"{maker}/{model}"
