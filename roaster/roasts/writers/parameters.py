"""A model's entry of config.yaml, resolved: what LiteLLM gets, what is secret, what it costs. Pure.

`api_key: os.environ/X` is sent literally by LiteLLM outside its Router, so references are resolved
here. Nothing secret enters the key of a call, a message or a file.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from roaster.config.schema import ModelSettings
from roaster.config.variables import resolve, variables_in
from roaster.roasts.writers.prices import Price, is_local, own_price
from roaster.text.clean import clean_line, cut

SHORTEST_SECRET = 6  # a shorter value is no key, and hiding it would garble messages
SHORTEST_KEY = 16  # a shorter value may be a word of an answer
MASK = "[key]"

# What we decide ourselves: retries and deadlines at two levels make one fault nine requests;
# fallbacks are the order of `models:`; callbacks and caches of LiteLLM's own get lost.
_NOT_HANDED_ON = frozenset(
    """
    model messages max_tokens max_completion_tokens timeout request_timeout num_retries max_retries
    stream n response_format input_cost_per_token output_cost_per_token rpm tpm fallbacks
    context_window_fallbacks mock_response client shared_session drop_params cache caching
    model_info model_list weight order callbacks success_callback failure_callback
    """.split()  # noqa: SIM905
)
_SECRET_NAME = re.compile(r"key|token|secret|passw|credential|auth|cookie|cert", re.IGNORECASE)
_NOT_SECRET_NAME = re.compile(r"\Amax_|_cost_per_|\Atokeni", re.IGNORECASE)
_ACCOUNT_NAME = re.compile(
    r"\A(?:api_|aws_|azure_|vertex_|base_url|organi[sz]ation|project|region|extra_headers)"
)
_KEY_SHAPE = re.compile(r"\b(?:sk|pk|rk|gsk|xai|hf|AIza)[-_]?[A-Za-z0-9_-]{12,}|\bBearer\s+\S+")


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model ready to be asked, or the variables that are missing."""

    model: str
    settings: ModelSettings = field(repr=False)  # as configured: it can travel, it holds no key
    parameters: Mapping[str, Any] = field(repr=False)
    identity: str = field(repr=False)  # of the entry, without secrets: enters the key of a call
    price: Price | None
    local: bool
    max_tokens: int
    deadline_s: float
    missing: tuple[str, ...] = ()
    rpm: int | None = None
    tpm: int | None = None
    key_variables: tuple[str, ...] = ()
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def account(self) -> tuple[str, ...]:
        """Whose limits a call counts against: model, server, key. Holds the key: not for show."""
        whose = sorted(name for name in self.parameters if _ACCOUNT_NAME.search(name))
        return (self.model, *(f"{name}={self.parameters[name]}" for name in whose))

    def shown(self) -> dict[str, Any]:
        """The parameters for a person's eyes: without any key."""
        return {name: self._shown(name, value) for name, value in self.parameters.items()}

    def _shown(self, name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {str(key): self._shown(str(key), inner) for key, inner in value.items()}
        if _is_secret(name):
            return MASK
        if not isinstance(value, str):
            return value
        for secret in self.secrets:
            value = value.replace(secret, MASK)
        return _KEY_SHAPE.sub(MASK, value)

    def masked(self, text: str) -> str:
        """A whole answer without any key of this entry's; a word such as `ollama` is none."""
        for secret in self.secrets:
            if len(secret) >= SHORTEST_KEY:
                text = text.replace(secret, MASK)
        return text

    def scrub(self, text: str) -> str:
        """One line of `text`, at most 300 characters, without any key."""
        for secret in self.secrets:
            text = text.replace(secret, MASK)
        return cut(clean_line(_KEY_SHAPE.sub(MASK, text)), 300)


def make_entry(
    settings: ModelSettings, environ: Mapping[str, str], *, max_tokens: int, deadline_s: float
) -> ModelEntry:
    """Resolve an entry. `max_tokens` and `deadline_s` hold where the entry names none."""
    raw = settings.parameters
    missing: list[str] = []
    model = _resolved(settings.model, environ, missing)
    parameters = _resolved(raw, environ, missing)
    if not parameters.get("api_key"):
        missing += _unset_key(model, parameters, environ)
    api_base = str(parameters.get("api_base") or parameters.get("base_url") or "")
    local = is_local(model, api_base)
    handed_on = {name: value for name, value in parameters.items() if name not in _NOT_HANDED_ON}
    if local and model.startswith("openai/"):
        # The OpenAI client insists on a key; a real one from the environment must not go there.
        handed_on.setdefault("api_key", "none")
    return ModelEntry(
        model=model,
        settings=settings,
        parameters=handed_on,
        identity=_identity(settings.model, raw),
        price=own_price(parameters),
        local=local,
        max_tokens=_first_whole(parameters, "max_tokens", "max_completion_tokens") or max_tokens,
        deadline_s=_seconds(parameters.get("timeout")) or deadline_s,
        missing=tuple(dict.fromkeys(missing)),
        rpm=_first_whole(parameters, "rpm"),
        tpm=_first_whole(parameters, "tpm"),
        key_variables=variables_in(str(raw.get("api_key", ""))),
        secrets=_secrets(raw, parameters, environ),
    )


# Where LiteLLM looks for a key that the entry does not name; only providers where it is needed for
# sure. Others are told by their own answer to the first call.
_KEYS = {
    "anthropic": ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    "deepseek": ("DEEPSEEK_API_KEY",),
    "gemini": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    "groq": ("GROQ_API_KEY",),
    "mistral": ("MISTRAL_API_KEY",),
    "openai": ("OPENAI_API_KEY",),
    "openrouter": ("OPENROUTER_API_KEY", "OR_API_KEY"),
    "xai": ("XAI_API_KEY",),
}


def _unset_key(
    model: str, parameters: Mapping[str, Any], environ: Mapping[str, str]
) -> tuple[str, ...]:
    """The variable that must hold the key of an entry without one, where it is not set."""
    elsewhere = parameters.get("api_base") or parameters.get("base_url")
    names = () if elsewhere else _KEYS.get(model.partition("/")[0], ())
    return names[:1] if not any(environ.get(name) for name in names) else ()


def _resolved(value: Any, environ: Mapping[str, str], missing: list[str]) -> Any:
    if isinstance(value, str):
        try:
            return resolve(value, environ)
        except KeyError as error:
            missing.append(str(error.args[0]))
            return value
    if isinstance(value, Mapping):
        return {key: _resolved(inner, environ, missing) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_resolved(inner, environ, missing) for inner in value]
    return value


def _is_secret(name: str) -> bool:
    return bool(_SECRET_NAME.search(name)) and not _NOT_SECRET_NAME.search(name)


def _identity(model: str, raw: Mapping[str, Any]) -> str:
    """What of an entry decides the answer: pace, price and patience do not, and may change."""
    passed_over = _NOT_HANDED_ON - {"max_tokens", "max_completion_tokens"}
    asked = {name: value for name, value in raw.items() if name not in passed_over}
    return json.dumps([model, _without_secrets(asked)], sort_keys=True, default=str)


def _without_secrets(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            str(key): _without_secrets(inner)
            for key, inner in value.items()
            if not _is_secret(str(key))
        }
    return value


def _secrets(raw: Any, resolved: Any, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Values to hide: under a telling name, out of a variable, or a key of the environment's."""
    found = set(_secret_values(raw, resolved, secret=False))
    found |= {value for name, value in environ.items() if re.search(r"_(KEY|TOKEN|SECRET)\Z", name)}
    long_enough = (value for value in found if len(value) >= SHORTEST_SECRET)
    return tuple(sorted(long_enough, key=len, reverse=True))


def _secret_values(raw: Any, resolved: Any, *, secret: bool) -> Sequence[str]:
    if isinstance(resolved, Mapping):
        return [
            value
            for name, inner in resolved.items()
            for value in _secret_values(raw[name], inner, secret=secret or _is_secret(str(name)))
        ]
    if isinstance(resolved, str) and secret:
        return [resolved]
    return []


def _first_whole(parameters: Mapping[str, Any], *names: str) -> int | None:
    """The first whole number above 0 under one of the names; a variable's value is text."""
    for name in names:
        value = parameters.get(name)
        if isinstance(value, str) and value.isdecimal() and len(value) <= 12:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
    return None


def _seconds(value: Any) -> float | None:
    """A time above 0; a variable's value is text."""
    try:
        number = 0.0 if value is None or isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None
    return number if 0 < number < math.inf else None
