"""The shape of a persona's `offline.yaml`: its own stock for the writer that asks no model.

Patterns and lists of fragments bear the names of the common stock (`roasts/writers/offline/`).
Which slots, kinds and lists there are is said here, so that a fault is found with the settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from roaster.config.document import read_document
from roaster.config.faults import fault_of
from roaster.errors import ConfigError, Fault

_SLOTS_OF = {
    "subject": "subject subjects",
    "boast": "quote speaker quote_words quote_where",
    "remark": "remark witness remark_words remark_where",
    "saying": "saying sayer saying_words saying_where",
    "claim": "claim claim_words claim_where",
    "turn": "turn turn_words turn_where",
    "dry": "dry dry_words dry_where",
    "promise": "promise",
    "money": "money money_bit money_line money_time money_day",
    "percent": "percent percent_bit percent_line one_in",
    "people": "people people_bit people_line buses hands",
    "span": "span span_bit span_line span_small",
    "count": "count count_bit count_line",
    "monies": "money_one money_two",
    "title": "title title_words",
    "outlet": "outlet",
    "role": "role",
    "papers": "paper paper_two head head_two",
    "tallies": "tally tally_two here there",
    "pair": "a b apart",
    "echo": "echo echo_times unsaid",
    "length": "length",
    "until": "until until_years",
    "since": "since since_years",
    "share": "share_money share_people share_each",
    "outlets": "outlets",
    "thing": "thing",
    "plain": "plain plain_words plain_where",
    "things": "thing_one thing_two",
}
GROUPS: Mapping[str, str] = {
    slot: group for group, slots in _SLOTS_OF.items() for slot in slots.split()
}
"""Which group each slot belongs to."""

KINDS = frozenset(
    """
    quip open weigh claim number plain thing saying quote remark dry turn pair promise outlets
    aside house patter close lining burn-subject burn-powerful burn-others burn-outlet
    """.split()  # noqa: SIM905  # words, as the slots above
)
"""The kinds of patterns; besides, `burn:` and the id of a role."""

LISTS = frozenset(
    """
    titlelead titletail titlecoda titledoes wordlead wordtail wordcoda worddoes lentail
    factlead facttail factcoda butlead thinglead thingtail between sum sumtail sumcoda reckon
    remarkcoda who will did andso itwill house housetail close closetail burn burntail
    burnother burnothertail burnalone burnotheralone lining liningtail sayinglead sayingtail
    sayingcoda sayingdoes countcoda
    """.split()  # noqa: SIM905  # words, as the slots above
)
"""The lists of fragments."""

NEEDED = ("quip", "open", "close", "lining", "burn-powerful", "burn-others", "burn-outlet")
"""The kinds that no roast can do without."""

LEAST_FRAGMENTS = 2  # of a list
LONGEST_FRAGMENT = 6  # words: with more, two roasts could share a run of eight
_FLAGS = frozenset(("company", "remedy", "climbdown", "failed", "vague", *_SLOTS_OF))
_FLAG_KINDS = ("topic:", "pair:", "promise:")
_SLOT = re.compile(r"\{(\w*)\}")
_LIST = re.compile(r"\[@(\w*)\]")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it exists


def _known_slots(text: str) -> str:
    for found, known, what in ((_SLOT, GROUPS, "slot"), (_LIST, LISTS, "list of fragments")):
        for match in found.finditer(text):
            if match[1] not in known:
                raise ValueError(f"there is no {what} `{match[0]}`")
    return text


def _known_flags(text: str) -> str:
    for flag in text.split():
        if flag not in _FLAGS and not flag.startswith(_FLAG_KINDS):
            raise ValueError(f"`{flag}` is nothing that an event can be or have")
    return text


def _short(text: str) -> str:
    if len(text.split()) > LONGEST_FRAGMENT:
        raise ValueError(f"expected {LONGEST_FRAGMENT} words at most")
    if _SLOT.search(text) or _LIST.search(text):
        raise ValueError("expected words only, without slots")
    return text


def _kind(name: str) -> str:
    if name not in KINDS and not re.fullmatch(r"burn:[a-z0-9-]+", name):
        raise ValueError(f"there is no kind of pattern `{name}`")
    return name


def _list(name: str) -> str:
    if name not in LISTS:
        raise ValueError(f"there is no list of fragments `{name}`")
    return name


def _spelled_out(value: Any) -> Any:
    """A text alone stands for a pattern without conditions."""
    if isinstance(value, str):
        return {"t": value}
    if not isinstance(value, Mapping) or not value.keys() <= {"t", "if"}:
        raise ValueError("expected a text, or `{t: a text, if: what the event must have}`")
    return value


class OwnPattern(BaseModel):
    """A sentence with slots; `if` are the tags that the event must have."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    t: Annotated[str, Field(min_length=1, max_length=600), AfterValidator(_known_slots)]
    needs: Annotated[str, AfterValidator(_known_flags)] = Field("", alias="if")


def _patterns(value: tuple[OwnPattern, ...]) -> tuple[OwnPattern, ...]:
    if not value:
        raise ValueError("expected a pattern at least")
    return value


def _pieces(value: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(value)) < LEAST_FRAGMENTS:
        raise ValueError(f"expected {LEAST_FRAGMENTS} different pieces at least")
    return value


# The lengths are looked at last: a field's own `min_length` also counts what else is wrong.
_Patterns = Annotated[
    tuple[Annotated[OwnPattern, BeforeValidator(_spelled_out)], ...], AfterValidator(_patterns)
]
_Fragments = Annotated[
    tuple[Annotated[str, Field(min_length=1), AfterValidator(_short)], ...],
    AfterValidator(_pieces),
]


class OfflineFile(BaseModel):
    """`offline.yaml`, or one of its languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    # `instead`: what it names stands for the common piece of that name. `beside`: its patterns are
    # added to the common ones. `none`: no common pattern is used, whatever the file names.
    common: Literal["instead", "beside", "none"] = "instead"
    patterns: dict[Annotated[str, AfterValidator(_kind)], _Patterns] = Field(default_factory=dict)
    fragments: dict[Annotated[str, AfterValidator(_list)], _Fragments] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> OfflineFile:
        missing = [kind for kind in NEEDED if kind not in self.patterns]
        if self.common == "none" and missing:
            raise ValueError(f"with `common: none`, patterns are needed for {', '.join(missing)}")
        return self


@dataclass(frozen=True, slots=True)
class OfflineSource:
    """Where a persona's own stock of a language stands. `shown` is its name in a fault."""

    language: str
    path: FilePath
    shown: str


class OfflineSources(tuple[OfflineSource, ...]):
    """Those of a persona. A type of its own: nothing that a config file says is one."""

    __slots__ = ()


def read_offline(source: OfflineSource) -> OfflineFile:
    """The stock of a file. Raises ConfigError with its faults; OSError is one of them."""
    try:
        text = source.path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        told = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        fault = Fault(source.shown, 0, 0, f"cannot be read: {told}", "run `roaster check`")
        raise ConfigError((fault,)) from error
    try:
        return OfflineFile.model_validate(yaml.load(text, Loader=_Loader) or {})  # noqa: S506
    except (yaml.YAMLError, ValidationError):
        raise ConfigError(tuple(_faults(text, source.shown))) from None


def _faults(text: str, shown: str) -> Iterator[Fault]:
    """What is wrong with it, at its line: slower, and only asked where something is."""
    document = read_document(text, shown)
    yield from document.faults
    try:
        OfflineFile.model_validate({} if document.value is None else document.value)
    except ValidationError as error:
        for each in error.errors():
            yield fault_of(each, document, {}, shown, OfflineFile)
