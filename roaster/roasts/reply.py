"""From a model's answer to a `Reply`, or to its faults in words that go back to the model. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from roaster.model.roast import Burn
from roaster.model.rubric import LONGEST_REASON, TOP, Rubric
from roaster.roasts.plain import Allowed, has_chat_marker, instructions_in, plain_line, unfit
from roaster.roasts.strict_json import NotStrictError, read_object
from roaster.roasts.writer import ProposedFact, Reply
from roaster.text.clean import clean_line, cut
from roaster.text.slugs import slug_of

MAX_FACTS = 12  # of an answer that has only them
MAX_FAULTS = 12  # a model that is told more at once mends none of them

_SLUG_LIKE = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reply is measured by: the rubric, how many sources there were, what may not leak."""

    rubric: Rubric
    sources: int
    instructions: str = ""
    delimiter: str = ""
    addresses: tuple[str, ...] = ()
    told: str = ""  # the folded words of the sources

    @property
    def allowed(self) -> Allowed:
        """What each text of the reply is measured by."""
        prompt = instructions_in(self.instructions)
        return Allowed(self.addresses, self.told, prompt, self.delimiter)


def _plain(value: Any) -> Any:
    if isinstance(value, str) and has_chat_marker(value):
        raise ValueError("contains a chat marker")
    return plain_line(value) if isinstance(value, str) else value


def _clean(value: Any) -> Any:
    return clean_line(value) if isinstance(value, str) else value


_Plain = Annotated[str, BeforeValidator(_plain)]


class _Shape(BaseModel):
    # Further keys are passed over: a total or a link that a model adds is never used.
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _Fact(_Shape):
    text: Annotated[_Plain, Field(min_length=10, max_length=300)]
    # A quote is not shown but looked for in its source: left as it is but for hidden characters.
    quote: Annotated[str, BeforeValidator(_clean), Field(min_length=10, max_length=400)]
    source: int = Field(ge=0)


class _Burned(_Shape):
    who: Annotated[_Plain, Field(min_length=1, max_length=120)]
    why: Annotated[_Plain, Field(min_length=3, max_length=400)]
    # The words of a source that name the party: a good idea, and found without it too.
    quote: Annotated[str, BeforeValidator(_clean), Field(max_length=400)] = ""
    source: int | None = None


_Paragraph = Annotated[_Plain, Field(min_length=20, max_length=2_000)]
_Tag = Annotated[_Plain, Field(min_length=1, max_length=40)]
# Longer ones are cut: to ask again for a line would cost more than it is worth.
_Reason = Annotated[_Plain, Field(min_length=3, max_length=600)]
_Concern = Annotated[_Plain, Field(max_length=300)]


class _Roast(_Shape):
    title: Annotated[_Plain, Field(min_length=3, max_length=140)]
    category: Annotated[_Plain, Field(min_length=1, max_length=40)]
    tags: Annotated[list[_Tag], Field(max_length=6)] = Field(default_factory=list)
    quip: Annotated[_Plain, Field(min_length=10, max_length=500)]
    take: Annotated[list[_Paragraph], Field(min_length=2, max_length=4)]
    facts: Annotated[list[_Fact], Field(min_length=3, max_length=5)]
    burned: Annotated[list[_Burned], Field(min_length=1, max_length=5)]
    lining: Annotated[_Plain, Field(min_length=10, max_length=600)]
    scores: dict[str, int]
    reasons: dict[str, _Reason]
    concerns: Annotated[list[_Concern], Field(max_length=8)] = Field(default_factory=list)
    sensitive: _Concern = ""


def read_reply(text: str, expected: Expected) -> Reply | tuple[str, ...]:
    """The reply in a model's answer, or every fault found in it, at most `MAX_FAULTS`."""
    try:
        value = _opened(read_object(text))
        shape = _Roast.model_validate(value)
    except NotStrictError as error:
        return (str(error),)
    except ValidationError as error:
        return tuple(_fault(detail) for detail in error.errors()[:MAX_FAULTS])
    faults = tuple(_further_faults(shape, expected))[:MAX_FAULTS]
    return faults or _reply(shape, expected)


def reply_schema(rubric: Rubric) -> dict[str, Any]:
    """The JSON Schema of a reply, in the subset that providers' structured answers take.

    Lengths and counts are left out of it: several providers refuse them.
    """
    text = {"type": "string"}
    texts = {"type": "array", "items": text}
    proof = {"quote": text, "source": {"type": "integer"}}
    fact = object_schema({"text": text, **proof})
    burn = object_schema({"who": text, "why": text, **proof})
    return object_schema(
        {
            "title": text,
            "category": text,
            "tags": texts,
            "quip": text,
            "take": texts,
            "facts": {"type": "array", "items": fact},
            "burned": {"type": "array", "items": burn},
            "lining": text,
            "scores": object_schema({key: {"type": "integer"} for key in rubric.keys}),
            "reasons": object_schema(dict.fromkeys(rubric.keys, text)),
            "concerns": texts,
            "sensitive": text,
        }
    )


def facts_schema() -> dict[str, Any]:
    """The JSON Schema of bullets alone, for the one time that they are asked for again."""
    text = {"type": "string"}
    fact = object_schema({"text": text, "quote": text, "source": {"type": "integer"}})
    return object_schema({"facts": {"type": "array", "items": fact}})


def read_facts(text: str, expected: Expected) -> tuple[ProposedFact, ...]:
    """The bullets of an answer that has only them. What is not in order is left out."""
    try:
        value = read_object(text)
    except NotStrictError:
        return ()
    items = value.get("facts")
    allowed = expected.allowed
    facts = (_fact_from(item) for item in (items if isinstance(items, list) else ())[:MAX_FACTS])
    return tuple(
        ProposedFact(fact.text, fact.quote, fact.source)
        for fact in facts
        if fact is not None and not unfit(fact.text, allowed)
    )


def _fact_from(item: object) -> _Fact | None:
    try:
        return _Fact.model_validate(item)
    except ValidationError:
        return None


def texts_of(reply: Reply) -> Iterator[tuple[str, str]]:
    """Every text of a reply that may reach a page, with its place."""
    yield from (
        ("title", reply.title),
        ("category", reply.category),
        ("quip", reply.quip),
        ("lining", reply.lining),
    )
    yield from ((f"tags[{index}]", tag) for index, tag in enumerate(reply.tags))
    yield from ((f"take[{index}]", part) for index, part in enumerate(reply.take))
    yield from ((f"facts[{index}].text", fact.text) for index, fact in enumerate(reply.facts))
    for index, burn in enumerate(reply.burned):
        yield f"burned[{index}].who", burn.who
        yield f"burned[{index}].why", burn.why


def looked_through(reply: Reply) -> frozenset[str]:
    """The texts of a reply that `read_reply` has found fit; category and tags it spells anew."""
    burned = (text for burn in reply.burned for text in (burn.who, burn.why))
    facts = (fact.text for fact in reply.facts)
    return frozenset((reply.title, reply.quip, *reply.take, *facts, *burned, reply.lining))


def _fit(concern: str, allowed: Allowed) -> str:
    """A doubt in its own words where they may be shown."""
    if unfit(concern, allowed) is None:
        return concern
    return "one that cannot be shown, for it holds an address, an order or the like"


def object_schema(properties: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _opened(value: dict[str, Any]) -> dict[str, Any]:
    """Without an envelope such as {"roast": {…}}."""
    if len(value) == 1:
        (inner,) = value.values()
        if isinstance(inner, dict):
            return inner
    return value


def _fault(detail: Any) -> str:
    place = _dotted(detail["loc"])
    limits = detail.get("ctx", {})
    if detail["type"] in ("too_long", "string_too_long", "too_short", "string_too_short"):
        # Pydantic calls the characters of a cleaned text "items after validation".
        of = "characters" if isinstance(detail["input"], str) else "items"
        most, least = limits.get("max_length"), limits.get("min_length")
        wanted = f"at most {most}" if most is not None else f"at least {least}"
        there = limits.get("actual_length", len(detail["input"]))
        return f"{place}: must have {wanted} {of}, not {there}"
    message = str(detail["msg"])
    return f"{place}: {message[:1].lower()}{cut(message[1:], 200)}"


def _dotted(path: Sequence[str | int]) -> str:
    # The names of keys come from the model; they go back to it and into a report.
    steps = (f"[{step}]" if isinstance(step, int) else f".{cut(step, 40)}" for step in path)
    return "".join(steps).lstrip(".") or "the object"


def _further_faults(shape: _Roast, expected: Expected) -> Iterator[str]:
    yield from score_faults(shape.scores, shape.reasons, expected.rubric)
    for index, fact in enumerate(shape.facts):
        if fact.source >= expected.sources:
            last = expected.sources - 1
            yield f"facts[{index}].source: there are sources 0 to {last}, not {fact.source}"
    if not _SLUG_LIKE.search(shape.category):
        yield "category: must be a word"
    yield from _unfit_texts(shape, expected.allowed)


def _unfit_texts(shape: _Roast, allowed: Allowed) -> Iterator[str]:
    for place, text in _texts(shape):
        if reason := unfit(text, allowed):
            yield f"{place}: {reason}"


def score_faults(
    scores: Mapping[str, int], reasons: Mapping[str, str], rubric: Rubric
) -> Iterator[str]:
    """What is wrong with scores and their reasons; a reason for nothing is passed over."""
    if set(scores) != set(rubric.keys):
        yield f"scores: must have exactly the keys {', '.join(rubric.keys)}"
    for key, value in scores.items():
        if not 0 <= value <= TOP:
            yield f"scores.{cut(key, 40)}: must be a whole number from 0 to {TOP}"
    for key in rubric.keys:
        if key not in reasons:
            yield f"reasons.{key}: is missing; one line that says why"


def _texts(shape: _Roast) -> Iterable[tuple[str, str]]:
    yield "title", shape.title
    yield "category", shape.category
    yield "quip", shape.quip
    yield "lining", shape.lining
    for index, tag in enumerate(shape.tags):
        yield f"tags[{index}]", tag
    for index, paragraph in enumerate(shape.take):
        yield f"take[{index}]", paragraph
    for index, fact in enumerate(shape.facts):
        yield f"facts[{index}].text", fact.text
    for index, burn in enumerate(shape.burned):
        yield f"burned[{index}].who", burn.who
        yield f"burned[{index}].why", burn.why
    for key, reason in shape.reasons.items():
        yield f"reasons.{cut(key, 40)}", reason


def _reply(shape: _Roast, expected: Expected) -> Reply:
    allowed = expected.allowed
    return Reply(
        title=shape.title,
        category=slug_of(shape.category),
        tags=tuple(dict.fromkeys(slug_of(tag) for tag in shape.tags)),
        quip=shape.quip,
        take=tuple(shape.take),
        facts=tuple(ProposedFact(fact.text, fact.quote, fact.source) for fact in shape.facts),
        burned=tuple(Burn(b.who, b.why, b.quote, b.source) for b in shape.burned),
        lining=shape.lining,
        scores={key: shape.scores[key] for key in expected.rubric.keys},
        concerns=tuple(_fit(concern, allowed) for concern in shape.concerns if concern),
        sensitive=shape.sensitive,
        reasons={key: cut(shape.reasons[key], LONGEST_REASON) for key in expected.rubric.keys},
    )
