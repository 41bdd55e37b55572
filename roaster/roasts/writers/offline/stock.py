"""The stock: sentence patterns, topics, roles and term lists, read once for a language.

They stand in `stock/<language>/*.yaml`; a persona's own stand in its folder, by the same names, and
replace those or stand beside them (`roaster.config.offline_pieces`).

A pattern is a text with slots `{subject}`, choices `[one|other]` and lists `[@tail]` of
`fragments.yaml`. Its `anchor` is the longest run of fixed words, cut to four: where they stand in a
recent roast, the pattern was used there. A pattern with lists is a frame: it is never used up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from typing import Any

import yaml

from roaster.config.offline_pieces import OfflineFile, OfflineSource, read_offline
from roaster.roasts.phrases.runs import own_runs, run_hash
from roaster.roasts.writers.offline.measures import Words, read_words
from roaster.roasts.writers.offline.terms import TermIndex, folded_words

TOPICS = "topics-"  # and the part of the news: technology, business …
PATTERN_FILES = ("quips", "openings", "middles", "closings", "linings", "burns", "frames")
LEAST_ANCHOR = 4  # words; shorter runs of fixed words stand in any English text

_PART = re.compile(r"\{(?P<slot>\w+)\}|\[@(?P<list>\w+)\]|\[(?P<choices>[^\[\]]*\|[^\[\]]*)\]")
_PIECES = 4  # of a text split by _PART: what is between, slot, list, choices
_ASIDE_SLOTS = frozenset(("outlet", "outlets", "paper", "paper_two"))
_COUNTED_SLOTS = frozenset(
    [
        "money_time",
        "money_day",
        "share_each",
        "one_in",
        "buses",
        "hands",
        "span_small",
        "until_years",
        "since_years",
        "echo_times",
        "apart",
    ]
)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it exists


@dataclass(frozen=True, slots=True)
class Pattern:
    """One sentence, or a few that belong together, with slots and conditions."""

    kind: str
    text: str
    slots: frozenset[str]
    needs: frozenset[str]  # tags that the event must have
    anchor: str  # the beginning of its longest run of fixed words, by which it is known again
    told: bool  # whether words of the event stand in it: an outlet's name alone is none
    raw: bytes  # of the text, for hashing
    opening: str  # its first two fixed words: two in one roast must not begin alike
    frame: bool  # whether it is made of lists
    counted: bool  # whether it says what was worked out from the event
    fixed: tuple[int, ...]  # the hash of one long run of its words, which any use of it leaves
    parts: tuple[tuple[str, str], ...]  # in order: ("text", …), ("slot" or "list", name) …


@dataclass(frozen=True, slots=True)
class Rack:
    """Patterns of one kind that ask for the same."""

    needs: frozenset[str]
    slots: frozenset[str]
    patterns: tuple[Pattern, ...]
    fixed: tuple[int, ...]  # of all of them


@dataclass(frozen=True, slots=True)
class Fragment:
    """A few words that frames are made of, and their anchor where they are four or more."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What an event may be about. `categories` count as a mention; `tag` may be empty.

    `field` is the part of the news that it belongs to: `technology`, `business` …
    """

    id: str
    field: str
    tag: str
    categories: frozenset[str]


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody without a name: `the chief executive`. Only the powerful are quoted as boasting."""

    id: str
    name: str
    powerful: bool


@dataclass(frozen=True, slots=True)
class Stock:
    """Everything in the folder of a language, ready for use."""

    patterns: Mapping[str, tuple[Pattern, ...]]  # by kind
    racks: Mapping[str, tuple[Rack, ...]]  # the same, by kind and by what they ask for
    fragments: Mapping[str, tuple[Fragment, ...]]  # by the name of their list
    topics: tuple[Topic, ...]
    roles: tuple[Role, ...]
    pairs: tuple[str, ...]
    index: TermIndex
    words: Words  # in which what can be counted of a text is said
    fixed: frozenset[int] = frozenset()  # one long run of each pattern, hashed


def load_stock(language: str = "en", own: Sequence[OfflineSource] = ()) -> Stock:
    """The stock of a language. Takes some tens of milliseconds: keep what it gives.

    `own` are the files of a persona, those of the one that it extends first; only the ones in this
    language are read. Raises ConfigError where one is wrong.
    """
    files_of_its_own = [read_offline(each) for each in own if each.language == language]
    folder = files(__package__) / "stock" / language
    signals, roles, pairs = (_read(folder, name) for name in ("signals", "roles", "pairs"))
    fields = {field: _read(folder, f"{TOPICS}{field}") for field in _fields(folder)}
    topics = {key: topic for table in fields.values() for key, topic in table.items()}
    lists: dict[str, list[str]] = {label: _terms(terms) for label, terms in signals.items()}
    lists |= {f"topic:{key}": _terms(topic["terms"]) for key, topic in topics.items()}
    lists |= {f"role:{key}": _terms(role["terms"]) for key, role in roles.items()}
    measures = _read(folder, "measures")
    lists |= {f"unsaid:{word}": _terms(terms) for word, terms in measures["unsaid"].items()}
    for key, pair in pairs.items():
        lists |= {f"a:{key}": _terms(pair["a"]), f"b:{key}": _terms(pair["b"])}
    powerful = [
        term for role in roles.values() if role.get("power") for term in _terms(role["terms"])
    ]
    lists["power"] = lists.get("power", []) + powerful
    patterns = _by_kind(_patterns(folder, topics, roles, pairs))
    pieces: dict[str, Sequence[str]] = _read(folder, "fragments")
    for each in files_of_its_own:
        patterns = _laid_over(patterns, each)
        pieces |= each.fragments
    return Stock(
        patterns=patterns,
        racks={kind: tuple(_racks(each)) for kind, each in patterns.items()},
        fragments={name: tuple(map(_fragment, texts)) for name, texts in pieces.items()},
        topics=tuple(
            Topic(key, field, topic.get("tag", ""), frozenset(topic.get("categories", ())))
            for field, table in fields.items()
            for key, topic in table.items()
        ),
        roles=tuple(
            Role(key, role["name"], bool(role.get("power"))) for key, role in roles.items()
        ),
        pairs=tuple(pairs),
        index=TermIndex(lists),
        words=read_words(measures),
        fixed=frozenset(run for kind in patterns.values() for each in kind for run in each.fixed),
    )


def _laid_over(
    common: Mapping[str, tuple[Pattern, ...]], own: OfflineFile
) -> Mapping[str, tuple[Pattern, ...]]:
    """The patterns with those of a persona's file, as its `common:` has it."""
    kinds = {} if own.common == "none" else dict(common)
    for kind, entries in own.patterns.items():
        beside = kinds.get(kind, ()) if own.common == "beside" else ()
        new = (_pattern(kind, each.t, frozenset(each.needs.split())) for each in entries)
        kinds[kind] = (*beside, *new)
    return kinds


def _fields(folder: Traversable) -> list[str]:
    names = (file.name for file in folder.iterdir() if file.name.startswith(TOPICS))
    return sorted(name.removeprefix(TOPICS).removesuffix(".yaml") for name in names)


def _read(folder: Traversable, name: str) -> dict[str, Any]:
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    value: dict[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader
    return value


def _terms(text: str) -> list[str]:
    return [term.strip() for term in " ".join(text.split()).split(",") if term.strip()]


def _patterns(
    folder: Traversable,
    topics: Mapping[str, Any],
    roles: Mapping[str, Any],
    pairs: Mapping[str, Any],
) -> Iterator[Pattern]:
    for name in PATTERN_FILES:
        for kind, entries in _read(folder, name).items():
            for entry in entries:
                yield _pattern(kind, entry, frozenset())
    for prefix, table in (("topic", topics), ("pair", pairs)):
        for key, value in table.items():
            for kind, entries in value.get("lines", {}).items():
                for entry in entries:
                    yield _pattern(kind, entry, frozenset((f"{prefix}:{key}",)))
    for key, role in roles.items():
        for entry in role["lines"]:
            yield _pattern(f"burn:{key}", entry, frozenset())


def _pattern(kind: str, entry: str | Mapping[str, str], needs: frozenset[str]) -> Pattern:
    text = entry if isinstance(entry, str) else entry["t"]
    extra = () if isinstance(entry, str) else entry["if"].split()
    text = _typeset(text)
    between = _PART.split(text)[::_PIECES]
    fixed = [" ".join(folded_words(part)) for part in between]
    opening = " ".join(folded_words(_PART.sub("", text))[:2])
    slots = frozenset(match["slot"] for match in _PART.finditer(text) if match["slot"])
    return Pattern(
        kind=kind,
        text=text,
        slots=slots,
        told=bool(slots - _ASIDE_SLOTS),
        raw=text.encode(),
        needs=needs | frozenset(extra),
        anchor=_anchor(fixed),
        opening=opening,
        frame="[@" in text,
        counted=not slots.isdisjoint(_COUNTED_SLOTS),
        fixed=_long_run(text),
        parts=tuple(_parts(text)),
    )


def _parts(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    for match in _PART.finditer(text):
        if match.start() > at:
            yield "text", text[at : match.start()]
        yield next((kind, part) for kind, part in match.groupdict().items() if part)
        at = match.end()
    if at < len(text):
        yield "text", text[at:]


def _fragment(text: str) -> Fragment:
    return Fragment(_typeset(text), _anchor([" ".join(folded_words(text))]))


def _long_run(text: str) -> tuple[int, ...]:
    runs = (run for part in _PART.split(text)[::_PIECES] for run in own_runs(part))
    return tuple(map(run_hash, islice(runs, 1)))


def _typeset(text: str) -> str:
    return " ".join(text.split()).replace("'", "’")


def _anchor(fixed: Sequence[str]) -> str:
    words = max((run.split() for run in fixed), key=len)
    return " ".join(words[:LEAST_ANCHOR]) if len(words) >= LEAST_ANCHOR else ""


def _by_kind(patterns: Iterator[Pattern]) -> Mapping[str, tuple[Pattern, ...]]:
    kinds: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        kinds.setdefault(pattern.kind, []).append(pattern)
    return {kind: tuple(found) for kind, found in kinds.items()}


def _racks(patterns: Sequence[Pattern]) -> Iterator[Rack]:
    alike: dict[tuple[frozenset[str], frozenset[str]], list[Pattern]] = {}
    for pattern in patterns:
        alike.setdefault((pattern.needs, pattern.slots), []).append(pattern)
    for (needs, slots), each in alike.items():
        fixed = tuple(run for pattern in each for run in pattern.fixed)
        yield Rack(needs, slots, tuple(each), fixed)
