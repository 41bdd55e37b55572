"""What `roaster extract` and `roaster roast` are given, read: one page, file or stdin."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import BinaryIO

from roaster.articles.decoding import decode_page
from roaster.articles.extract import extract as extract_page
from roaster.articles.kinds import looks_like_html
from roaster.articles.pictures import Picture, UnfitPicture, is_picture, look_at
from roaster.articles.plain import extract_text
from roaster.articles.reading import Reading, failed
from roaster.errors import UsageError
from roaster.jobs.workshop import Workshop
from roaster.model.news import Entry, Page
from roaster.model.outcome import ItemOutcome
from roaster.text.addresses import absolute

STDIN = "-"
_PDF = b"%PDF-"
_BINARY = {
    b"\x89PNG": "a broken picture (PNG)",
    b"RIFF": "a broken picture (WebP)",
    b"GIF8": "a picture (GIF)",
    b"PK\x03\x04": "an archive or office document",
}


def read_target(
    workshop: Workshop,
    target: str,
    stdin: BinaryIO,
    see: Callable[[Picture, str], Reading] | None = None,
) -> Reading:
    """Read an address, a text, HTML or PDF file, a picture, or stdin (`-`).

    `see` reads a picture that came from an address, or from none. A page that is thin, walled or
    gone is a Reading that says so. Raises UsageError for a file that is not there or of a kind
    that cannot be read.
    """
    see = see or _unseen
    if target == STDIN:
        return _from_bytes(workshop, _bounded(workshop, stdin, "stdin"), "stdin", see)
    if _is_address(target):
        return _from_net(workshop, target, see)
    try:
        with open(target, "rb") as file:  # noqa: PTH123 - the Path of no name is this folder
            return _from_bytes(workshop, _bounded(workshop, file, target), target, see)
    except OSError as error:
        raise UsageError(
            f"cannot be read: {error.strerror}",
            where=target or '""',
            remedy="name a web address (https://…), a text, HTML, PDF or picture file, or -",
        ) from error


def _unseen(_picture: Picture, url: str) -> Reading:
    return failed(url, "it is a picture", "roaster roast has it read by a model that sees")


def _is_address(target: str) -> bool:
    return target.partition(":")[0].lower() in ("http", "https")


def _from_net(workshop: Workshop, target: str, see: Callable[[Picture, str], Reading]) -> Reading:
    from roaster.jobs.asking import read_one

    url = absolute(target, "")
    if not url:
        remedy = "write it as https://host/path, without user and password"
        raise UsageError("not a web address that can be asked", where=target, remedy=remedy)
    entry = Entry(feed_url="", id=url, url=url, title="")
    # A person asks for this one page: robots.txt speaks to programs that go round by themselves.
    asking = replace(workshop.asking(), obey_robots=False)
    reading = read_one(workshop, entry, asking)
    if reading.outcome is not ItemOutcome.FAILED:
        return reading
    kept = workshop.http_cache().get(url)
    if kept is not None and (kept.body.startswith(_PDF) or is_picture(kept.body)):
        return _from_bytes(workshop, kept.body, target, see, kept.final_url)
    return reading


def _bounded(workshop: Workshop, file: BinaryIO, name: str) -> bytes:
    limit = workshop.config.gather.max_page_bytes
    data = file.read(limit + 1)
    if len(data) > limit:
        remedy = "cut it, or raise gather.max_page_bytes"
        raise UsageError(f"larger than {limit} bytes", where=name, remedy=remedy)
    return data


def _from_bytes(
    workshop: Workshop,
    data: bytes,
    name: str,
    see: Callable[[Picture, str], Reading],
    url: str = "",
) -> Reading:
    min_words = workshop.config.gather.min_words
    if data.startswith(_PDF):
        return _from_pdf(data, url, min_words)
    if is_picture(data):
        picture = look_at(data)
        if isinstance(picture, UnfitPicture):
            raise UsageError(picture.reason, where=name, remedy=picture.remedy)
        return see(picture, url)
    kind = next((kind for start, kind in _BINARY.items() if data.startswith(start)), "")
    if kind or b"\0" in data[:1024]:
        remedy = "give its text: a text, HTML or PDF file, a picture, or - for stdin"
        raise UsageError(f"{kind or 'not text'}: it cannot be read", where=name, remedy=remedy)
    if looks_like_html(data):
        page = Page(url="", final_url="", content_type="text/html", body=data)
        return extract_page(page, min_words=min_words, now=workshop.now())
    return extract_text(decode_page(data), "", min_words=min_words)


def _from_pdf(data: bytes, url: str, min_words: int) -> Reading:
    """A PDF, in a process that can be killed: such files are programs, and some are hostile."""
    from roaster.jobs.executors.children import Children

    with closing(Children(1)) as children:
        return children.read_pdf(data, url, min_words)
