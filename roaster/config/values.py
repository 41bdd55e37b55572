"""The kinds of values that settings have beyond pydantic's own: durations, zones, addresses."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator

from roaster.text.filters import pattern_fault

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d|w)")
# git-check-ref-format(1)
_NO_BRANCH = re.compile(
    r"^-|^@$|^HEAD$|[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|^/|/$|\.$|(?:^|/)\.|\.lock(?:/|$)"
)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def _duration(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError("expected a time span such as 30m, 12h, 7d or 2w")
    try:
        return timedelta(**{_UNITS[match.group(2)]: float(match.group(1))})
    except OverflowError as error:
        raise ValueError("expected a shorter time span") from error


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("expected a time zone name such as Europe/Berlin or UTC") from error
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or any(ch.isspace() for ch in value):
        raise ValueError("expected a web address that begins with http:// or https://")
    return value


def _base_address(value: str) -> str:
    address = _web_address(value)
    if "?" in address or "#" in address:
        raise ValueError("expected an address without ? and #")
    return address.rstrip("/") + "/"


def _off(value: Any) -> Any:
    """YAML 1.1 reads a plain `off` as false."""
    return "off" if value is False else value


def _pattern(value: str) -> str:
    if fault := pattern_fault(value):
        raise ValueError(fault)
    return value


def _branch(value: str) -> str:
    if _NO_BRANCH.search(value):
        raise ValueError("expected a name that git takes for a branch, such as gh-pages")
    return value


Duration = Annotated[timedelta, BeforeValidator(_duration)]
"""A time span: `30m`, `12h`, `7d`, `2w`."""

ZoneName = Annotated[str, AfterValidator(_zone)]
"""An IANA time zone name."""

WebAddress = Annotated[str, AfterValidator(_web_address)]
"""An http(s) address."""

BaseAddress = Annotated[str, AfterValidator(_base_address)]
"""An http(s) address of a site; always ends with one slash."""

ItemPattern = Annotated[str, AfterValidator(_pattern)]
"""A word that items are chosen by, or a regular expression between slashes."""

BranchName = Annotated[str, AfterValidator(_branch)]
"""The name of a git branch."""

AutoOrOff = Annotated[Literal["auto", "off"], BeforeValidator(_off)]
"""Where it can be had, or not at all."""
