"""Language tags (BCP 47): their primary part, when two mean one language, and names for people."""

from __future__ import annotations

import re
from functools import lru_cache

_PRIMARY = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.IGNORECASE)
_NOT_SAID = frozenset(("und", "mul", "zxx", "mis"))
# Codes that ISO 639 replaced and pages still use, and members of a macrolanguage that readers of
# one take for the same text.
_PREFERRED = {
    "iw": "he", "in": "id", "ji": "yi", "sh": "sr", "nb": "no", "nn": "no", "cmn": "zh",
    "yue": "zh", "wuu": "zh", "arb": "ar", "arz": "ar", "ary": "ar", "fil": "tl", "eng": "en",
    "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt",
}  # fmt: skip
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tl": "Filipino", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


@lru_cache(maxsize=512)  # a guess asks for a hundred of them, always the same
def primary_tag(tag: str) -> str:
    """The language of a tag without region and script (`de-AT`: `de`); empty where it is none."""
    match = _PRIMARY.match(tag.strip())
    primary = match.group().lower() if match else ""
    return "" if primary in _NOT_SAID else _PREFERRED.get(primary, primary)


def same_language(one: str, other: str) -> bool:
    """Whether two tags name one language, whatever their regions; no tag is like any."""
    first, second = primary_tag(one), primary_tag(other)
    return not first or not second or first == second


def has_name(tag: str) -> bool:
    """Whether a language is one of those that roaster can name."""
    return primary_tag(tag) in _NAMES


def language_name(tag: str) -> str:
    """A language for people: `German (de)`, or the tag alone where its name is not known."""
    primary = primary_tag(tag)
    name = _NAMES.get(primary)
    return f"{name} ({primary})" if name else primary
