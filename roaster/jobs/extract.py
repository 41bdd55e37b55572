"""What `roaster extract` and `roaster roast` are given, read: one page, file or stdin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from roaster.articles.decoding import decode_page
from roaster.articles.extract import extract as extract_page
from roaster.articles.kinds import looks_like_html
from roaster.articles.plain import extract_text
from roaster.articles.reading import Reading
from roaster.errors import UsageError
from roaster.jobs.workshop import Workshop
from roaster.model.news import Entry, Page
from roaster.text.addresses import absolute

STDIN = "-"
_BINARY = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"RIFF": "a picture (WebP)",
    b"GIF8": "a picture (GIF)",
    b"PK\x03\x04": "an archive or office document",
}


def read_target(workshop: Workshop, target: str, stdin: BinaryIO) -> Reading:
    """Read an address, a text or HTML file, or stdin (`-`).

    A page that is thin, walled or gone is a Reading that says so. Raises UsageError for a file
    that is not there or of a kind that cannot be read.
    """
    if target == STDIN:
        return _from_bytes(workshop, _bounded(workshop, stdin, "stdin"), "stdin")
    if _is_address(target):
        return _from_net(workshop, target)
    path = Path(target)
    try:
        with path.open("rb") as file:
            return _from_bytes(workshop, _bounded(workshop, file, target), target)
    except OSError as error:
        raise UsageError(
            f"cannot be read: {error.strerror}",
            where=target,
            remedy="name a web address (https://…), a text or HTML file, or - for stdin",
        ) from error


def _is_address(target: str) -> bool:
    return urlsplit(target).scheme.lower() in ("http", "https")


def _from_net(workshop: Workshop, target: str) -> Reading:
    from roaster.jobs.asking import read_one

    url = absolute(target, "")
    if not url:
        remedy = "write it as https://host/path, without user and password"
        raise UsageError("not a web address that can be asked", where=target, remedy=remedy)
    entry = Entry(feed_url="", id=url, url=url, title="")
    # A person asks for this one page: robots.txt speaks to programs that go round by themselves.
    asking = replace(workshop.asking(), obey_robots=False)
    return read_one(workshop, entry, asking)


def _bounded(workshop: Workshop, file: BinaryIO, name: str) -> bytes:
    limit = workshop.config.gather.max_page_bytes
    data = file.read(limit + 1)
    if len(data) > limit:
        remedy = "cut it, or raise gather.max_page_bytes"
        raise UsageError(f"larger than {limit} bytes", where=name, remedy=remedy)
    return data


def _from_bytes(workshop: Workshop, data: bytes, name: str) -> Reading:
    kind = next((kind for start, kind in _BINARY.items() if data.startswith(start)), "")
    if kind or b"\0" in data[:1024]:
        remedy = "give its text: a text or HTML file, or - for stdin"
        raise UsageError(f"{kind or 'not text'} cannot be read yet", where=name, remedy=remedy)
    min_words = workshop.config.gather.min_words
    if looks_like_html(data):
        page = Page(url="", final_url="", content_type="text/html", body=data)
        return extract_page(page, min_words=min_words, now=workshop.now())
    return extract_text(decode_page(data), "", min_words=min_words)
