"""What kind of document was fetched: HTML, plain text, or something that is no article. Pure."""

from __future__ import annotations

from roaster.model.news import Page

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"BM", "an image"),
    (b"PK\x03\x04", "an archive or office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"\x00\x00\x00\x18ftyp", "a video"),
    (b"\x1aE\xdf\xa3", "a video"),
)
_HTML_TYPES = frozenset((
    "", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain",
    "application/octet-stream", "unknown/unknown", "text/x-html",
))  # fmt: skip
_FAMILIES = {"image": "an image", "audio": "a sound file", "video": "a video", "font": "a font"}


def media_type(content_type: str) -> str:
    """The media type without parameters, lower case."""
    return content_type.split(";", 1)[0].strip().lower()


def looks_like_html(body: bytes) -> bool:
    """Whether the first bytes are markup, whatever the header says."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<!--", b"<body", b"<?xml"))


def not_an_article(page: Page, max_bytes: int) -> str:
    """Why a document cannot be an article; empty when it may be one."""
    if not page.body.strip():
        return "the page is empty"
    if len(page.body) > max_bytes:
        return f"the page is too large: {len(page.body):,} bytes, the limit is {max_bytes:,}"
    kind = next((name for magic, name in _MAGIC if page.body.startswith(magic)), "")
    if not kind and not looks_like_html(page.body):
        said = media_type(page.content_type)
        kind = _FAMILIES.get(said.split("/", 1)[0], "")
        if not kind and said not in _HTML_TYPES:
            kind = "a PDF" if said == "application/pdf" else said
    return f"not HTML but {kind}" if kind else ""
