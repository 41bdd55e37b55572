"""What a plan needs of a roast, kept apart from its text. Pure.

A slip is made of the roast's file, the zone and the language alone: neither what other roasts are
there, nor the theme, nor the day changes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from json.decoder import JSONDecoder
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from roaster.content.parsed import code_of
from roaster.content.stock import Held, Kind
from roaster.errors import UsageError
from roaster.model.roast import Roast, Source, Status
from roaster.site.actors import actors
from roaster.site.addresses import permalink
from roaster.site.editorial import corrections_of, is_straight
from roaster.site.moments import as_time, made_at
from roaster.site.outputs import DESCRIPTION_LENGTH
from roaster.site.words import plain
from roaster.text.addresses import host_of
from roaster.text.clean import cut
from roaster.text.digests import digest


class Slip(NamedTuple):
    """A roast without its text. `address` is its permalink, or empty where its name makes none.

    A tuple, for ten thousand are read by each build.
    """

    path: str
    slug: str
    name: str
    id: str
    digest: str  # of all that the file says
    title: str
    day: date
    status: Status
    publish_at: datetime | None
    category: str
    tags: tuple[str, ...]
    outlets: tuple[str, ...]  # of its sources
    score: Decimal | None
    quip: str  # plain
    begins: str  # how the text begins, plain; empty where there is a quip
    made: datetime  # aware, UTC
    moment: datetime  # aware, UTC: when it last changed
    actors: tuple[str, ...]
    address: str
    straight: bool  # it tells facts alone
    face: str  # a hash of what its card shows of it


HeldRoast = Held[Slip]


def slip_of(roast: Roast, zone: ZoneInfo, language: str) -> Slip:
    """The slip of a roast."""
    made, quip = made_at(roast, zone), plain(roast.quip)
    return Slip(
        path=roast.path,
        slug=roast.slug,
        name=roast.name,
        id=roast.id,
        digest=roast.digest or digest(repr(roast)),
        title=roast.title,
        day=roast.day,
        status=roast.status,
        publish_at=roast.publish_at,
        category=roast.category,
        tags=roast.tags,
        outlets=tuple(map(outlet_of, roast.sources)),
        score=roast.score,
        quip=quip,
        begins="" if quip else _beginning(roast),
        made=made,
        moment=moment_of(roast, zone, made),
        actors=actors(roast, language),
        address=_address(roast),
        straight=is_straight(roast),
        face=digest(repr((roast.title, roast.day, roast.category, roast.score, quip))),
    )


def held(roast: Roast | HeldRoast, zone: ZoneInfo, language: str) -> HeldRoast:
    """A roast that is in memory anyway, with its slip."""
    if isinstance(roast, Held):
        return roast
    return Held(slip_of(roast, zone, language), partial(itself, roast))


def itself(roast: Roast) -> Roast:
    """How a roast that is in memory is read."""
    return roast


def moment_of(roast: Roast, zone: ZoneInfo, made: datetime) -> datetime:
    """When the roast last changed, from the file alone.

    That is `updated`, else when it was made; or the newest correction, where that is later.
    """
    base = as_time(roast.meta.get("updated"), zone) or made
    return max((base, *(note.at for note in corrections_of(roast, zone))))


def outlet_of(source: Source) -> str:
    """The outlet's name; without one, the host."""
    return source.outlet or host_of(source.url)


def _beginning(roast: Roast) -> str:
    texts = (roast.preamble, *(section.text for section in roast.sections))
    text = next((plain(cut(text, 2000)) for text in texts if text.strip()), "")
    return cut(text, DESCRIPTION_LENGTH)


def _address(roast: Roast) -> str:
    try:
        return permalink(roast)
    except UsageError:
        return ""  # told where it is to be shown


def slips(zone: ZoneInfo, language: str) -> Kind[Slip]:
    """How a site's slips are made, for `load_stock`, where the zone counts with each file."""

    def make(roast: Roast) -> Slip:
        return slip_of(roast, zone, language)

    key = digest(repr((language, code_of("site", "model", "text"))))
    return Kind(
        key.encode(), make, encoded, partial(decoded, read=JSONDecoder().raw_decode, shared={})
    )


def encoded(slip: Slip) -> bytes | None:
    """A slip as JSON; None for the rare one that JSON does not give back as it is."""
    value = json.dumps(_row(slip)).encode()
    return value if decoded(value, JSONDecoder().raw_decode) == slip else None


def _row(slip: Slip) -> Iterable[object]:
    return (
        slip.path,
        slip.slug,
        slip.name,
        slip.id,
        slip.digest,
        slip.title,
        slip.day.isoformat(),
        slip.status.value,
        slip.publish_at and slip.publish_at.isoformat(),
        slip.category,
        slip.tags,
        slip.outlets,
        None if slip.score is None else str(slip.score),
        slip.quip,
        slip.begins,
        slip.made.isoformat(),
        slip.moment.isoformat(),
        slip.actors,
        slip.address,
        slip.straight,
        slip.face,
    )


def decoded(
    value: bytes, read: Callable[[str], tuple[Any, int]], shared: dict[str, str] | None = None
) -> Slip | None:
    """The slip again; None for what is none. `read` is a JSON decoder's.

    `json.loads` takes twice the time to find out how it is to be read. Names that slips have in
    common are `shared` by them: 300 bytes each.
    """
    names_of = {} if shared is None else shared
    same = names_of.setdefault
    try:
        (
            path,
            slug,
            name,
            id_,
            hash_,
            title,
            day,
            status,
            due,
            category,
            tags,
            outlets,
            score,
            quip,
            begins,
            made,
            moment,
            names,
            address,
            straight,
            face,
        ) = read(value.decode())[0]
        first = datetime.fromisoformat(made)
        return Slip(
            path,
            slug,
            name,
            id_,
            hash_,
            title,
            date.fromisoformat(day),
            Status(status),
            datetime.fromisoformat(due) if due else None,
            same(category, category),
            tuple([same(tag, tag) for tag in tags]),
            tuple([same(outlet, outlet) for outlet in outlets]),
            None if score is None else Decimal(score),
            quip,
            begins,
            first,
            first if moment == made else datetime.fromisoformat(moment),
            tuple([same(name, name) for name in names]),
            address,
            straight is True,
            face,
        )
    except (ValueError, TypeError, InvalidOperation):
        return None
