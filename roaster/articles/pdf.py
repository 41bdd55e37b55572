"""The text of a PDF file. Pure; to be called in a process that can be killed.

pypdf is loaded here and nowhere else. It reads no pictures: a scan has no text.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from roaster.articles.plain import extract_text
from roaster.articles.reading import Reading, failed
from roaster.articles.sources import MAX_TEXT
from roaster.text.clean import clean_line

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 60
_HYPHEN = re.compile(r"(?<=[^\W\d_])-\n(?=[a-zà-öø-ÿ])")
_SENTENCE_END = re.compile(r"[.!?:…”\"»]\Z")
_SCAN = "give a picture of the page instead: roaster roast PAGE.png"


def extract_pdf(data: bytes, url: str, *, min_words: int = 1) -> Reading:
    """A PDF as a reading. Whatever is wrong with the file is a reading that says so."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return failed(url, "the PDF needs a password", "save it without one")
        title, pages = _title(reader), len(reader.pages)
        text = _text(reader)
    except DependencyError:
        return failed(url, "the PDF is encrypted", "save it without a password")
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        # pypdf lets what its own code stumbles over through, for files that are no good PDFs.
        why = clean_line(f"{type(error).__name__}: {error}")[:120]
        return failed(url, f"the PDF cannot be read: {why}", "save it anew, or give its text")
    if not text.strip():
        return failed(url, "there is no text in the PDF: it may be a scan", _SCAN)
    reading = extract_text(text, url, title, min_words=min_words)
    if pages > MAX_PAGES:
        reading = reading.with_note(f"only the first {MAX_PAGES} of {pages} pages were read")
    return reading


def _title(reader: PdfReader) -> str:
    """The title that the file states, where it is one: programs put file names there."""
    said = reader.metadata.title if reader.metadata else ""
    title = clean_line(said or "")
    return title if 8 <= len(title) <= 200 and " " in title and "." not in title[-6:] else ""


def _text(reader: PdfReader) -> str:
    parts: list[str] = []
    length = 0
    for page in reader.pages[:MAX_PAGES]:
        part = _paragraphs(page.extract_text())
        parts.append(part)
        length += len(part)
        if length > MAX_TEXT:
            break
    return "\n\n".join(parts)[:MAX_TEXT]


def _paragraphs(text: str) -> str:
    """Lines joined to paragraphs: one ends with a blank line, or with a short line that ends.

    A line without a sentence's end that is far shorter than the others is a heading of its own.
    """
    lines = [line.strip() for line in _HYPHEN.sub("", text).splitlines()]
    longest = max(map(len, lines), default=0)
    paragraphs: list[str] = []
    current: list[str] = []
    for line in lines:
        if line:
            current.append(line)
        short = len(line) < 0.75 * longest
        heading = short and len(current) == 1 and not _SENTENCE_END.search(line)
        if current and (not line or heading or (short and _SENTENCE_END.search(line))):
            paragraphs.append(" ".join(current))
            current = []
    if current:
        paragraphs.append(" ".join(current))
    return "\n\n".join(paragraphs)
