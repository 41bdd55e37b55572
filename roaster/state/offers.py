"""What later articles would change in roasts, offered to the editor until the roast's file changes.

Losable: without it an offer is made again while its article stands in a feed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from roaster.state.json_file import load_json, save_json
from roaster.text.dates import iso_utc, parse_time

_TEXTS = ("slug", "url", "title", "kind", "evidence", "words", "digest")


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """An offer for the roast `slug` as its file was (`digest`) when the offer was made (`at`)."""

    slug: str
    url: str
    title: str
    kind: str
    evidence: str
    words: str
    digest: str
    at: datetime


def load_offers(path: Path) -> tuple[KeptOffer, ...]:
    """All offers that are kept; none when there is no sound file."""
    found = load_json(path)
    rows = found if isinstance(found, list) else []
    return tuple(offer for offer in map(_offer, rows) if offer is not None)


def save_offers(path: Path, offers: Iterable[KeptOffer]) -> None:
    """Keep these and no others. Raises DiskError."""
    save_json(path, [{**asdict(offer), "at": iso_utc(offer.at)} for offer in offers])


def _offer(row: object) -> KeptOffer | None:
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in _TEXTS):
        return None
    try:
        at = parse_time(str(row.get("at")))
    except ValueError:
        return None
    return KeptOffer(**{key: row[key] for key in _TEXTS}, at=at)
