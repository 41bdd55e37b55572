"""Names of character encodings as the web uses them (WHATWG Encoding Standard, 4.2). Pure."""

from __future__ import annotations

import codecs
import re

# Labels whose real meaning on the web is a superset.
_SUPERSETS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
    "latin-1": "cp1252", "latin1": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "big5": "big5hkscs", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "utf8": "utf-8",
    "unicode": "utf-16", "x-mac-roman": "mac_roman", "macintosh": "mac_roman",
}  # fmt: skip
# Python knows codecs that are no character encodings (zip, rot13, idna, unicode_escape).
_TEXT_CODEC = re.compile(
    r"(?:utf-?(?:8|16|16-?le|16-?be)|(?:cp|windows-?)\d{3,4}|iso-?8859-?\d{1,2}|koi8-?[rut]"
    r"|gb18030|hz|big5(?:hkscs)?|euc[-_]?(?:jp|kr)|iso-2022-jp|cp932|cp949|mac[-_]?\w+|tis-?620)"
)


def codec_of(label: str) -> str:
    """Python's name of the encoding that a server or page means; empty when it is none."""
    name = label.strip().lower()
    name = _SUPERSETS.get(name, name)
    if not _TEXT_CODEC.fullmatch(name):
        return ""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
