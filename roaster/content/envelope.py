"""A content file taken apart: front matter between two `---` lines, and the body. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from roaster.errors import Fault, FrontMatterError

MAX_FILE_BYTES = 2_000_000  # a long roast has 10 kB
MAX_FRONT_CHARS = 200_000  # a hundred sources fit into a tenth of it

LINE_END = re.compile(r"\r\n|\n|\r")
_OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"(?<=[\r\n])---[ \t]*(?:\r\n|\n|\r|\Z)")
_START = "begin the file with a line of `---`, then `title:` and `date:`, then `---` again"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The whole text, `text.encode()` being the file, with the places where its parts begin."""

    text: str
    front: int  # the first line of front matter
    front_end: int  # the closing `---`
    body: int  # what comes after its line

    @property
    def front_text(self) -> str:
        """The YAML between the two lines."""
        return self.text[self.front : self.front_end]

    @property
    def body_text(self) -> str:
        """The Markdown, line ends as they are."""
        return self.text[self.body :]


def open_envelope(path: str, data: bytes) -> Envelope:
    """Find front matter and body. Raises FrontMatterError when there is no telling them apart."""
    if len(data) > MAX_FILE_BYTES:
        raise _fault(path, 0, 0, f"larger than {MAX_FILE_BYTES // 1_000_000} MB", "is it a text?")
    text = _decode(path, data)
    opening = _OPENING.match(text)
    if opening is None:
        what = "there is no front matter" if text.strip("\ufeff \t\r\n") else "the file is empty"
        raise _fault(path, 1, 1, what, _START)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise _fault(path, 1, 1, "the front matter has no end", "close it with a line of `---`")
    if closing.start() - opening.end() > MAX_FRONT_CHARS:
        what = f"the front matter is longer than {MAX_FRONT_CHARS} characters"
        raise _fault(path, 1, 1, what, "move text into the body")
    return Envelope(text, opening.end(), closing.start(), closing.end())


def unix_lines(text: str) -> str:
    """The text with each line end, CRLF or CR, as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = unix_lines(data[: error.start].decode("utf-8"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _fault(path, line, column, "not UTF-8 text", "save the file as UTF-8") from error


def _fault(path: str, line: int, column: int, message: str, remedy: str) -> FrontMatterError:
    return FrontMatterError((Fault(path, line, column, message, remedy),))
