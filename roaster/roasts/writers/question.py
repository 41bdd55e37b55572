"""What goes to a model. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """One call: everything that LiteLLM needs, and everything that decides the answer.

    `without` are names of parameters that this server has refused; `response_format` and
    `max_tokens` may stand there too.
    """

    model: str
    messages: Sequence[Mapping[str, str]]
    max_tokens: int
    deadline_s: float
    parameters: Mapping[str, Any] = field(default_factory=dict, repr=False)  # holds keys
    json_schema: Mapping[str, Any] = field(default_factory=dict, repr=False)
    without: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """Bytes of the messages as UTF-8."""
        return sum(len(message["content"].encode("utf-8", "replace")) for message in self.messages)
