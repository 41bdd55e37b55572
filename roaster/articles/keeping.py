"""Readings as text, kept between runs: extraction costs up to a tenth of a second a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from roaster.articles.reading import Reading
from roaster.model.news import Entry
from roaster.text.digests import digest


class Texts(Protocol):
    """Where texts are kept, by key."""

    def get(self, key: str) -> str | None: ...  # noqa: D102
    def all(self) -> Iterator[str]: ...  # noqa: D102
    def put(self, key: str, text: str, now: datetime) -> None: ...  # noqa: D102


class Shelf:
    """Readings by all that they rest on: the page, its address, its entry, the words asked for."""

    def __init__(self, texts: Texts) -> None:
        """`texts` must forget what another version of roaster read."""
        self._texts = texts
        self._form = TypeAdapter(Reading)

    def find(self, body: bytes, url: str, entry: Entry, min_words: int) -> Reading | None:
        """The reading that was kept; None where there is none, or none that can be understood."""
        text = self._texts.get(_key(body, url, entry, min_words))
        if text is None:
            return None
        try:
            return self._form.validate_json(text)
        except ValidationError:
            return None

    def texts(self) -> Iterator[tuple[str, str]]:
        """Address and text of every page whose reading is kept; the latest last."""
        for kept in self._texts.all():
            with suppress(ValidationError):
                reading = self._form.validate_json(kept)
                if reading.found is not None:
                    yield reading.url, f"{reading.found.title}\n{reading.found.text}"

    def keep(
        self, reading: Reading, body: bytes, url: str, entry: Entry, min_words: int, now: datetime
    ) -> None:
        """Put a reading there."""
        text = self._form.dump_json(reading).decode()
        self._texts.put(_key(body, url, entry, min_words), text, now)


def _key(body: bytes, url: str, entry: Entry, min_words: int) -> str:
    return digest("\n".join((digest(body), url, str(min_words), repr(entry))))
