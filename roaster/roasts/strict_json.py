"""A model's answer as one JSON object, or what is wrong with it. Pure, in time linear in the text.

Nothing is repaired: a repaired answer is a plausible half of one, and repairing hostile text took
minutes. RFC 8259 without its liberties: a key twice, NaN and deep nesting are faults.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, Never

MAX_BYTES = 200_000  # a roast is about 5,000
MAX_DEPTH = 12  # a roast needs 3, an envelope 4

_FENCE = re.compile(r"\A```[A-Za-z0-9]{0,12}[ \t]*\n(.*)\n[ \t]*```\Z", re.DOTALL)
# The closing quote is optional so that an unterminated string is passed over in one step.
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class NotStrictError(ValueError):
    """Why a text is not one JSON object."""


def read_object(text: str) -> dict[str, Any]:
    """The JSON object of an answer: bare, in one code fence, or after a block of thinking.

    Raises NotStrictError with what is wrong, in words that a model can act on.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise NotStrictError(f"the answer is longer than {MAX_BYTES} bytes")
    text = _without_fence(_without_thinking(text.strip().lstrip("\ufeff")))
    if not text.startswith("{"):
        raise NotStrictError("the answer must be one JSON object and begin with {")
    _check_depth(text)
    value = _decode(text)
    if not isinstance(value, dict):
        raise NotStrictError("the answer must be one JSON object")
    return value


def _without_thinking(text: str) -> str:
    """What stands after `<think>…</think>`; some servers leave the opening tag out."""
    before, closing, after = text.partition("</think>")
    if not closing:
        if text.startswith("<think>"):
            raise NotStrictError("the answer ends within <think>")
        return text
    return after.strip() if before.startswith("<think>") or "{" not in before else text


def _without_fence(text: str) -> str:
    match = _FENCE.match(text)
    return match.group(1).strip() if match else text


def _check_depth(text: str) -> None:
    # Before decoding: the decoder recurses, and a thousand brackets end in a RecursionError.
    depth = 0
    for match in _STRUCTURE.finditer(text):
        first = text[match.start()]
        depth += (first in "[{") - (first in "]}")
        if depth > MAX_DEPTH:
            raise NotStrictError(f"the JSON is nested more than {MAX_DEPTH} levels deep")


def _decode(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            raise NotStrictError("there is text after the JSON object") from error
        where = f"line {error.lineno} column {error.colno}"
        cut_off = error.pos >= len(text) or error.msg.startswith("Unterminated string")
        why = "the JSON is cut off" if cut_off else f"not valid JSON: {error.msg}"
        raise NotStrictError(f"{why}, {where}") from error
    except NotStrictError:
        raise
    except ValueError as error:  # an integer of more than 4,300 digits
        raise NotStrictError("a number is too long") from error


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise NotStrictError(f"the key {twice[:40]!r} stands twice in one object")
    return found


def _no_constant(name: str) -> Never:
    raise NotStrictError(f"{name} is not a JSON number")
