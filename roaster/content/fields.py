"""Front matter's keys read with their types; what is wrong is noted with its place. Pure.

Every method gives a neutral value for a missing or faulty key, so that all faults of a file are
found in one pass.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from roaster.content.nodes import Entry, Listing, Node, Place, Scalar, Table, resolve
from roaster.errors import Fault
from roaster.model.roast import Source, Status
from roaster.model.rubric import TOP
from roaster.text.addresses import absolute, host_of
from roaster.text.dates import parse_time

_A_TIME = "write it as 2026-04-10 or 2026-04-10T07:00, with an offset such as +02:00 if need be"
_BEHIND_KEY = "write it behind the key, in quotes if need be"


class Fields:
    """A table's values by key, and the faults met on the way."""

    def __init__(self, path: str, table: Table, faults: list[Fault], prefix: str = "") -> None:
        self._path = path
        self._table = table
        self._prefix = prefix  # what stands before a key in messages
        self.faults = faults

    def entry(self, key: str) -> Entry | None:
        """A key with something behind it."""
        entry = self._table.entry(key)
        return None if entry is None or _is_nothing(entry.value) else entry

    def required(self, key: str, remedy: str) -> Entry | None:
        """A key that must be there."""
        entry = self._table.entry(key)
        if entry is None:
            self._note(self._table.place, f"`{key}` is missing", remedy)
        elif isinstance(entry.value, Scalar) and not entry.value.text.strip():
            self._note(entry.key.place, f"`{key}` is empty", remedy)
            return None
        return entry

    def text(self, key: str) -> str:
        """Text as it was typed, whatever YAML makes of it; empty when there is none."""
        entry = self.entry(key)
        return self._scalar(entry.value, self._prefix + key) if entry else ""

    def text_of(self, entry: Entry | None) -> str:
        """The text of a required key."""
        return self._scalar(entry.value, entry.key.text) if entry else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        items = self._items(key, f"write `{key}: [one, two]`")
        texts = (self._scalar(item, f"{key}[{at}]") for at, item in enumerate(items))
        return tuple(text for text in texts if text)

    def table(self, key: str) -> Table | None:
        """A mapping."""
        entry = self.entry(key)
        if entry is None:
            return None
        if isinstance(entry.value, Table):
            return entry.value
        self._note(entry.value.place, f"`{key}`: expected `{{name: value}}`", "correct it")
        return None

    def time(self, key: str, zone: ZoneInfo) -> datetime | None:
        """A time, in `zone` where it has no offset."""
        return self.time_of(self.entry(key), zone)

    def time_of(self, entry: Entry | None, zone: ZoneInfo) -> datetime | None:
        """The time of an entry."""
        if entry is None:
            return None
        name = self._prefix + entry.key.text
        text = self._scalar(entry.value, name)
        try:
            return parse_time(text, zone) if text else None
        except ValueError:
            why = f"`{name}`: there is no such day or time as `{text}`"
            self._note(entry.value.place, why, _A_TIME)
            return None

    def status(self) -> Status:
        """The status; a draft where none is given, for nothing is published unasked."""
        entry = self.entry("status")
        text = self.text("status")
        known = [status.value for status in Status]
        if entry is None or not text or text in known:
            return Status(text) if text else Status.DRAFT
        near = difflib.get_close_matches(text.lower(), known, n=1, cutoff=0.5)
        remedy = f"did you mean `{near[0]}`?" if near else f"one of {', '.join(known)}"
        self._note(entry.value.place, f"unknown status `{text}`", remedy)
        return Status.DRAFT

    def score(self) -> Decimal | None:
        """The overall score: 0.0–10.0 in tenths."""
        entry = self.entry("score")
        text = self.text("score")
        if entry is None or not text:
            return None
        score = _tenths(text)
        if score is None:
            what = f"`score`: expected 0.0 to 10.0 in tenths, not `{text}`"
            self._note(entry.value.place, what, "write it as 6.4, or leave it out")
        return score

    def scores(self) -> dict[str, int]:
        """The sub-scores: whole numbers of 0–5."""
        table = self.table("scores")
        scores: dict[str, int] = {}
        for entry in table.entries if table else ():
            value = resolve(entry.value) if isinstance(entry.value, Scalar) else None
            if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= TOP:
                scores[entry.key.text] = value
            else:
                what = f"`scores.{entry.key.text}`: expected a whole number from 0 to {TOP}"
                self._note(entry.value.place, what, "write it as 3, without quotes")
        return scores

    def lines(self, key: str) -> dict[str, str]:
        """A mapping of names to texts of one line each; empty ones are left out."""
        table = self.table(key)
        entries = table.entries if table else ()
        texts = (
            (one.key.text, self._scalar(one.value, f"{key}.{one.key.text}")) for one in entries
        )
        return {name: " ".join(text.split()) for name, text in texts if text}

    def sources(self, zone: ZoneInfo) -> tuple[Source, ...]:
        """The sources; a bare address stands for `{url: address}`."""
        items = self._items("sources", "write `- {title: …, outlet: …, url: https://…}` below it")
        found = (self._source(item, f"sources[{at}]", zone) for at, item in enumerate(items))
        return tuple(source for source in found if source)

    def _source(self, node: Node, name: str, zone: ZoneInfo) -> Source | None:
        if isinstance(node, Scalar):
            url = self._address(node.text, node.place, name)
            return Source("", host_of(url), url) if url else None
        if not isinstance(node, Table):
            self._note(node.place, f"`{name}`: expected `{{title: …, url: …}}`", "correct it")
            return None
        inner = Fields(self._path, node, self.faults, f"{name}.")
        title, entry = inner.text("title"), inner.entry("url")
        # Text that was handed in has a title alone; a `url` that is there must be one.
        nameless = entry is None and bool(title)
        place = entry.value.place if entry else node.place
        url = "" if nameless else self._address(inner.text("url"), place, f"{name}.url")
        outlet = inner.text("outlet") or host_of(url)
        published = inner.time("published", zone)
        return Source(title, outlet, url, published) if url or nameless else None

    def _address(self, text: str, place: Place, name: str) -> str:
        url = absolute("", text)
        if not url:
            what = f"`{name}`: expected a web address that begins with http:// or https://"
            self._note(place, what, f"it is `{text}` now" if text else "add `url: https://…`")
        return url

    def _items(self, key: str, remedy: str) -> tuple[Node, ...]:
        entry = self.entry(key)
        if entry is None:
            return ()
        if isinstance(entry.value, Listing):
            return entry.value.items
        self._note(entry.value.place, f"`{key}`: expected a list", remedy)
        return ()

    def _scalar(self, node: Node, name: str) -> str:
        if isinstance(node, Scalar):
            return node.text.strip()
        self._note(node.place, f"`{name}`: expected text", _BEHIND_KEY)
        return ""

    def _note(self, place: Place, message: str, remedy: str) -> None:
        self.faults.append(Fault(self._path, place.line, place.column, message, remedy))


def wrote_of(roasted: Table | None) -> Iterator[tuple[str, str]]:
    """The hashes under `roasted.wrote`, as text: `12345678` is a hash, too."""
    entry = roasted.entry("wrote") if roasted else None
    if entry is not None and isinstance(entry.value, Table):
        for inner in entry.value.entries:
            if isinstance(inner.value, Scalar):
                yield inner.key.text, inner.value.text


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and resolve(node) is None


def _tenths(text: str) -> Decimal | None:
    if len(text) > 8 or not text.isascii():
        return None
    try:
        score = Decimal(text)
    except InvalidOperation:
        return None
    if not score.is_finite() or not 0 <= score <= 10 or score != round(score, 1):
        return None
    return abs(round(score, 1))
