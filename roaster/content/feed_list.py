"""Feeds written into the `feeds:` list of config.yaml; every other byte stays as it is.

Only the place is found by YAML's own events; what is written is checked by reading the whole file
again, so an odd file is refused rather than damaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from roaster.config import Config, FeedSettings, parse_config
from roaster.config.plain_files import read_plain
from roaster.config.variables import mask, variables_in
from roaster.content.emission import Value, emit, text
from roaster.content.envelope import LINE_END
from roaster.content.files import replace
from roaster.errors import ConfigError, UsageError
from roaster.model.news import Feed
from roaster.text.digests import digest

_BOM = "\ufeff"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def add_feeds(path: Path, feeds: Sequence[Feed], environ: Mapping[str, str]) -> Config:
    """Append feeds to the list in the config file at `path`; the new config.

    All or nothing. Raises ConfigError when the file has faults, UsageError when it cannot be edited
    or was changed meanwhile, DiskError when it cannot be written.
    """
    site, path = path.parent, path.resolve()  # a config that is a link stays one
    try:
        data = read_plain(path)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=str(path)) from error
    before = data.decode("utf-8")
    old = parse_config(before.removeprefix(_BOM), environ, site=site)
    after = with_feeds(before, feeds)
    wanted = old.model_copy(update={"feeds": (*old.feeds, *map(_settings, feeds))})
    if _read_again(after, environ, site) != wanted:
        raise by_hand(path.name, feeds)
    replace(path, digest(data), after.encode("utf-8"))
    return wanted


def _read_again(after: str, environ: Mapping[str, str], site: Path) -> Config | None:
    try:
        return parse_config(after.removeprefix(_BOM), environ, site=site)
    except ConfigError:
        return None


def _settings(feed: Feed) -> FeedSettings:
    return FeedSettings.model_validate(asdict(feed))


def by_hand(where: str, feeds: Sequence[Feed]) -> UsageError:
    """What to raise when a list is written in a way that cannot be added to."""
    lines = " ".join(f"- {feed_line(feed)}" for feed in feeds[:3])
    more = f" and {len(feeds) - 3} more" if feeds[3:] else ""
    return UsageError(
        "its `feeds:` cannot be added to without a change of something else; nothing was written",
        where=where,
        remedy=f"write by hand below `feeds:` {lines}{more}",
    )


def feed_line(feed: Feed, *, flow: bool = False) -> str:
    """A feed as an entry of `feeds:`: its address alone, or a mapping of what differs."""
    said = _settings(feed).model_dump(exclude_defaults=True)
    values: dict[str, Any] = {
        name: Decimal(str(value)) if isinstance(value, float) else value
        for name, value in said.items()
        if name != "url"
    }
    if not values:
        return text(feed.url, flow=flow)
    pairs: Value = {"url": feed.url, **values}
    return emit(pairs, flow=True)


def refers_to_environment(feed: Feed) -> bool:
    """Whether a value would be read as one of the environment: nothing from outside may name it."""
    values = (feed.url, feed.outlet, feed.category, feed.language, *feed.include, *feed.exclude)
    return any(map(variables_in, values))


def with_feeds(config: str, feeds: Sequence[Feed]) -> str:
    """The text of a config with feeds appended to its list. Pure.

    Raises UsageError where the list is written in a way that cannot be added to.
    """
    bom = _BOM if config.startswith(_BOM) else ""
    body = config[len(bom) :]
    if not feeds:
        return config
    if any(map(refers_to_environment, feeds)):
        raise by_hand("config.yaml", feeds)
    spot = _find(body, feeds)
    return bom + _inserted(body, spot, feeds)


class _NoPlaceError(Exception):
    """The list is written in a way that cannot be added to."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where entries go: at `at`; `cut` is replaced by nothing before."""

    at: int
    indent: str = ""  # of a block's entries
    flow: bool = False
    first: bool = False  # of a list in brackets
    head: str = ""  # a line before the entries
    cut: tuple[int, int] = (0, 0)


def _inserted(body: str, spot: _Spot, feeds: Sequence[Feed]) -> str:
    if spot.flow:
        listed = ", ".join(feed_line(feed, flow=True) for feed in feeds)
        return f"{body[: spot.at]}{'' if spot.first else ', '}{listed}{body[spot.at :]}"
    end = _line_end_of(body)
    lines = [spot.head] if spot.head else []
    lines += [f"{spot.indent}- {feed_line(feed)}" for feed in feeds]
    before = body[: spot.cut[0]] + body[spot.cut[1] : spot.at] if spot.cut[1] else body[: spot.at]
    glue = "" if not before or before[-1] in "\r\n" else end
    return before + glue + "".join(line + end for line in lines) + body[spot.at :]


def _find(body: str, feeds: Sequence[Feed]) -> _Spot:
    events: Iterator[Any] = iter(yaml.parse(mask(body), Loader=yaml.SafeLoader))
    try:
        return _in_document(body, events)
    except (yaml.YAMLError, _NoPlaceError) as error:
        raise by_hand("config.yaml", feeds) from error


def _is(event: Any, kind: type[yaml.Event]) -> bool:
    return isinstance(event, kind)


def _in_document(body: str, events: Iterator[Any]) -> _Spot:
    """The place of the list. Raises _NoPlaceError where there is none."""
    next(events)  # the stream's start
    if _is(next(events), yaml.StreamEndEvent):
        return _Spot(len(body), indent="  ", head="feeds:")
    root = next(events)
    if _is(root, yaml.ScalarEvent) and root.value in _NULLS:
        return _Spot(len(body), indent="  ", head="feeds:")
    if not _is(root, yaml.MappingStartEvent) or root.flow_style:
        raise _NoPlaceError
    while not _is(key := next(events), yaml.MappingEndEvent):
        value = next(events)
        if _is(key, yaml.ScalarEvent) and key.value == "feeds":
            return _in_value(body, key, value, events)
        _end_of(value, events)
    margin = " " * root.start_mark.column
    return _Spot(len(body), indent=f"{margin}  ", head=f"{margin}feeds:")


def _in_value(body: str, key: Any, value: Any, events: Iterator[Any]) -> _Spot:
    if _is(value, yaml.AliasEvent) or value.anchor or value.tag:
        raise _NoPlaceError
    colon = body.index(":", key.end_mark.index) + 1
    indent = " " * (key.start_mark.column + 2)
    if _is(value, yaml.ScalarEvent) and not value.style and value.value in _NULLS:
        written = (colon, value.end_mark.index) if value.value else (0, 0)
        return _Spot(_next_line(body, max(colon, written[1])), indent=indent, cut=written)
    if not _is(value, yaml.SequenceStartEvent):
        raise _NoPlaceError
    start = value.start_mark
    if not value.flow_style:
        return _Spot(_next_line(body, _end_of(value, events)), indent=" " * start.column)
    ends = []
    while not _is(item := next(events), yaml.SequenceEndEvent):
        ends.append(_end_of(item, events))
    if ends:
        return _Spot(ends[-1], flow=True)
    inside = body[start.index + 1 : _end_mark(item) - 1]
    if inside.strip(" ") or "\n" in body[colon : start.index]:
        return _Spot(start.index + 1, flow=True, first=True)
    # An empty pair of brackets behind the key gives way to lines below it.
    end = _end_mark(item)
    return _Spot(_next_line(body, end), indent=indent, cut=(colon, end))


def _end_of(first: Any, events: Iterator[Any]) -> int:
    """Where the last character of a value stands; reads the value's events."""
    end = _end_mark(first)
    flows: list[bool] = []
    event = first
    while True:
        if _is(event, yaml.CollectionStartEvent):
            flows.append(bool(event.flow_style))
        elif _is(event, yaml.CollectionEndEvent):
            end = _end_mark(event) if flows.pop() else end
        else:
            end = _end_mark(event)
        if not flows:
            return end
        event = next(events)


def _end_mark(event: Any) -> int:
    """Where an event ends. A block scalar's mark lies below it, on the line of what follows."""
    end: int = event.end_mark.index
    return end - event.end_mark.column - 1 if getattr(event, "style", "") in ("|", ">") else end


def _next_line(body: str, at: int) -> int:
    match = LINE_END.search(body, at)
    return match.end() if match else len(body)


def _line_end_of(body: str) -> str:
    match = LINE_END.search(body)
    return match.group() if match else "\n"
