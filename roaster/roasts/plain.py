"""A writer's text made harmless for Markdown and HTML, and looked through for what is no roast.

Pure. `plain_line` is applied to every text of a reply; `unfit` tells why a text may never reach a
page: a refusal or apology, a piece of the prompt, a delimiter, a foreign address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from roaster.roasts.fence import leaks
from roaster.text.addresses import address_key
from roaster.text.clean import clean_line

SHINGLE = 8  # words in a row of the prompt that a reply may not have

_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
# What would make a paragraph's first line something else than a paragraph in Markdown.
_BLOCK_START = re.compile(r"\A(?:#{1,6}(?=\s|\Z)|[>|]|[-*+](?=\s|\Z)|`{3,}|~{3,}|={3,}|-{3,})\s*")
_ADDRESS = re.compile(
    r"\b(?:https?|ftp|file)://[^\s<>\"')\]]*|\bwww\.[^\s<>\"')\]]+", re.IGNORECASE
)
_LINK = re.compile(r"\]\(|\b(?:javascript|vbscript):\S|\bdata:\w+/", re.IGNORECASE)

# Only what declines the *writing*: "I cannot recommend the soup" may well be part of a roast.
_REFUSALS = re.compile(
    r"\A\W*(?:i[’']?m|i am) (?:so |very |really )?sorry,? (?:but )?(?:i|as)\b"
    r"|\A[^.!?]{0,60}\b(?:i|we)(?:[’'](?:m|re)| am| are)? "
    r"(?:can[’']?t|cannot|can not|won[’']?t|will not|unable to|not able to|not comfortable)\b"
    r"[^.!?]{0,30}\b(?:help|assist|comply|writ|creat|generat|produc|provid|roast|fulfil|continu"
    r"|do th(?:at|is)|engag|participat|jok|mak(?:e|ing) (?:fun|jokes)|answer|discuss|support)"
    r"|\A[^.!?]{0,60}\b(?:i|we) (?:must|have to) (?:respectfully )?decline\b"
    r"|\A\W*es tut mir leid|\A\W*(?:leider )?(?:ich kann|kann ich) (?:\w+ )?(?:leider )?nicht\b",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\bas an? (?:ai|artificial intelligence|(?:large )?language model)"
    r"(?: (?:(?:large )?language )?(?:model|assistant|system))?(?:,| i\b| trained\b)"
    r"|\b(?:i[’']?m|i am) (?:just |only )?an? (?:ai|(?:large )?language model)\b"
    r"|\bals (?:ki|sprachmodell)\b.{0,20}\bich\b"
    r"|\bmy (?:training data|knowledge cutoff|system prompt)\b"
    r"|\A\W*(?:(?:internal server )?error|traceback|rate limit exceeded)\b\W*(?:\d|\(|:|\Z)"
    r"|<\|[^|]{0,40}\|>|\[/?INST\]|<</?SYS>>"
    r"|\blorem ipsum\b|\A\W*(?:undefined|null|none|n/a|tbd|todo|…|\.\.\.)\W*\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def plain_line(text: str) -> str:
    """One line without tags and without a beginning that Markdown would read as a block."""
    text = clean_line(_TAG_START.sub("", _TAG.sub("", text)))
    while (shorter := _BLOCK_START.sub("", text)) != text:
        text = shorter
    return text.strip()


def is_refusal(text: str) -> bool:
    """Whether an answer that is no roast declines to write one."""
    return bool(_REFUSALS.search(text) or _MACHINE.search(text))


def shingles(text: str) -> frozenset[str]:
    """Every run of `SHINGLE` words of a text, in lower case."""
    words = _WORD.findall(text.lower())
    return frozenset(
        " ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)
    )


def unfit(
    text: str, *, prompt: frozenset[str], delimiter: str, addresses: Iterable[str]
) -> str | None:
    """Why a text of a reply may not reach a page, or None.

    `prompt` are the shingles of the instructions; `addresses` the event's own sources.
    """
    if is_refusal(text):
        return "is a refusal or an apology, not part of a roast"
    if leaks(text) or (delimiter and delimiter.strip("~") in text):
        return "contains the delimiter of the sources"
    if foreign := _foreign_address(text, addresses):
        return f"contains the address {foreign[:80]}, which is none of the sources"
    if _LINK.search(text):
        return "contains a Markdown link; write plain text"
    if prompt and not prompt.isdisjoint(shingles(text)):
        return "repeats the instructions"
    return None


def _foreign_address(text: str, addresses: Iterable[str]) -> str:
    own = {address_key(address) for address in addresses}
    for match in _ADDRESS.finditer(text):
        found = match.group().rstrip(".,;:!?")
        if address_key(found if "://" in found else f"https://{found}") not in own:
            return found
    return ""
