"""A writer's text made harmless for Markdown and HTML, and looked through for what is no roast.

Pure. `plain_line` is applied to every text of a reply; `unfit` tells why a text may never reach a
page: a refusal or apology, a piece of the prompt, a delimiter, a foreign address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from roaster.model.news import Event
from roaster.roasts.fence import leaks
from roaster.roasts.foreign import foreign_address
from roaster.text.clean import clean_line

SHINGLE = 8  # words in a row of the prompt that a reply may not have

_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
# What would make a paragraph's first line something else than a paragraph in Markdown.
_BLOCK_START = re.compile(r"\A(?:#{1,6}(?=\s|\Z)|[>|]|[-*+](?=\s|\Z)|`{3,}|~{3,}|={3,}|-{3,})\s*")
_LINK = re.compile(r"\]\s?\(|\]\[\w|\A\s*\[[^\]]{1,60}\]:\s")

# Only what declines the *writing*: "I cannot recommend the soup" may well be part of a roast.
# With what a text begins; tried at that one place.
_REFUSAL_BEGINS = re.compile(
    r"\W*(?:i[’']?m|i am) (?:so |very |really |truly )?sorry,? (?:but )?(?:i|as|that|this)\b"
    r"|\W*(?:my |sincere |our )?apologies\b[^.!?]{0,40}\b(?:i|we|confusion|inconvenience|error)\b"
    r"|\W*(?:i|we) (?:sincerely )?apologi[sz]e\b"
    r"|[^.!?]{0,60}\b(?:i|we)(?:[’'](?:m|re|d)| am| are| would)? "
    r"(?:can[’']?t|cannot|can not|won[’']?t|will not|unable to|not able to|not comfortable|"
    r"prefer not|rather not|don[’']t feel comfortable|do not feel comfortable)\b"
    r"[^.!?]{0,30}\b(?:help|assist|comply|writ|creat|generat|produc|provid|roast|fulfil|continu"
    r"|do th(?:at|is)|engag|participat|jok|mak(?:e|ing) (?:fun|jokes)|answer|discuss|support|satir)"
    r"|[^.!?]{0,60}\b(?:i|we) (?:must|have to|need to) (?:respectfully |politely )?decline\b"
    r"|\W*(?:this|the|that|your) (?:request|content|prompt|topic|query) (?:violates|goes against|"
    r"conflicts with|is against|cannot be|can[’']t be|was blocked|has been blocked)\b"
    r"|\W*(?:sure|certainly|of course|absolutely)[,!] (?:here(?:[’']s| is| are)|i(?:[’']ll| will|"
    r" can))\b|\W*here(?:[’']s| is) (?:the|your|a) (?:roast|json|answer|satirical)\b"
    r"|\W*es tut mir leid|\W*tut mir leid,|\W*entschuldigung,? (?:aber )?(?:ich|das|dabei)\b"
    r"|\W*(?:leider )?(?:ich (?:kann|darf|möchte|werde)|(?:kann|darf|möchte|werde) ich) "
    r"(?:\w+ ){0,6}?(?:leider )?(?:nicht|keine[nrs]?)\b[^.!?]{0,60}"
    r"\b(?:helfen|weiterhelfen|schreiben|verfassen|erstellen|beantworten|erfüllen|unterstützen|"
    r"nachkommen|machen|liefern|witze|satire)"
    r"|\W*(?:leider )?(?:ich kann|kann ich) (?:\w+ )?(?:leider )?nicht\b"
    r"|\W*(?:gerne|natürlich|klar|selbstverständlich)[,!] hier (?:ist|sind|kommt)\b"
    r"|\W*hier ist (?:der|die|das|ihr|dein) (?:roast|json|antwort|satire|text)\b",
    re.IGNORECASE,
)
_REFUSAL_WITHIN = re.compile(
    r"\bi hope (?:this|that) helps\b|\blet me know if (?:you|i)\b"
    r"|\bich hoffe,? das hilft\b|\b(?:diese|ihre|deine) anfrage (?:verstößt|kann nicht)\b",
    re.IGNORECASE,
)
_MACHINE_BEGINS = re.compile(
    r"\W*(?:(?:internal server )?error|fehler|traceback|rate limit exceeded|exception|"
    r"bad gateway|service unavailable|too many requests|unauthorized|forbidden|not found|timeout|"
    r"http)"
    r"\b\W*(?:\d|\(|:|\Z)"
    r"|\W*(?:File|at) \S+[,:] line \d+"
    r"|\W*(?:system|assistant|user|human|developer|instructions?) ?:\s"
    r"|\W*(?:undefined|null|none|nan|n/a|k\. ?a\.|tbd|todo|string|placeholder|"
    r"\[object object\]|…|\.\.\.)\W*\Z",
    re.IGNORECASE,
)
_MACHINE_WITHIN = re.compile(
    r"\bas an? (?:ai|artificial intelligence|(?:large )?language model)"
    r"(?: (?:(?:large )?language )?(?:model|assistant|system))?(?:,| i\b| trained\b)"
    r"|\b(?:i[’']?m|i am) (?:just |only )?an? (?:ai|(?:large )?language model)\b"
    r"|\bals (?:eine? )?(?:ki|sprachmodell|künstliche intelligenz)\b.{0,20}\bich\b"
    r"|\bich bin (?:nur |bloß )?(?:eine?|ein) (?:ki|sprachmodell|künstliche intelligenz)\b"
    r"|\b(?:my|meine?) (?:training data|knowledge cutoff|system prompt|trainingsdaten|"
    r"systemprompt)\b"
    r"|\bignore (?:all )?(?:previous|prior|the above) instructions\b"
    r"|\bignorier\w* (?:alle )?(?:vorherigen|bisherigen|obigen) (?:anweisungen|instruktionen)\b"
    r"|\b(?:insufficient_quota|rate_limit_exceeded|content_filter|context_length_exceeded|"
    r"invalid_request_error|max_tokens|finish_reason)\b"
    r"|\bTraceback \(most recent call last\)"
    r"|\blorem ipsum\b",
    re.IGNORECASE,
)
# What those two need, in small letters: a look that spares most texts the search.
_WITHIN = (
    *("i hope ", "let me know", "ich hoffe", "anfrage"),
    *(" ai", "artificial intelligence", "language model", " ki", "sprachmodell"),
    *("künstliche intelligenz", "training", "cutoff", "system", "ignor", "_", "traceback"),
    "lorem",
)
_GAP = re.compile(
    r"\[(?:insert|your|name|company|headline|title|hier|einfügen)\b[^\]]{0,40}\]"
    r"|\[key\]|\{\{[^}]{0,40}\}\}",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"<[|｜][^|｜]{0,40}[|｜]>|<</?SYS>>"
    r"|\[/?(?:INST|SYS|TOOL_CALLS|TOOL_RESULTS|AVAILABLE_TOOLS)\]"
    r"|</?(?:think|thinking|system|assistant|user|start_of_turn|end_of_turn|bos|eos)\b[^>]{0,20}>"
    r"|#{2,} ?(?:instruction|response|system|user|assistant)s?\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[<\[{#]")  # a gap or a marker begins with one
_WORD = re.compile(r"\w+")


def plain_line(text: str) -> str:
    """One line without tags and without a beginning that Markdown would read as a block."""
    text = clean_line(_TAG_START.sub("", _TAG.sub("", text)))
    while (shorter := _BLOCK_START.sub("", text)) != text:
        text = shorter
    return text.strip()


def has_chat_marker(text: str) -> bool:
    """Whether a raw text holds what a chat template gives a meaning to.

    To be asked before `plain_line`, which takes tags away.
    """
    return bool(_MARK.search(text) and _MARKER.search(text))


def is_refusal(text: str) -> bool:
    """Whether an answer that is no roast declines to write one."""
    if _REFUSAL_BEGINS.match(text) or _MACHINE_BEGINS.match(text):
        return True
    small = _small(text)
    if any(hint in small for hint in _WITHIN) and (
        _REFUSAL_WITHIN.search(text) or _MACHINE_WITHIN.search(text)
    ):
        return True
    return bool(_MARK.search(text) and (_GAP.search(text) or _MARKER.search(text)))


def _small(text: str) -> str:
    """In small letters, with those beside them that patterns take for s and i."""
    small = text.lower()
    if small.isascii():
        return small
    return small.replace("ſ", "s").replace("ı", "i").replace("i\u0307", "i")


@lru_cache(maxsize=8)  # of system messages: one for each persona and rubric, for a whole run
def instructions_in(prompt: str) -> frozenset[str]:
    """The shingles of what a model was told, for `Allowed`."""
    return shingles(prompt)


def shingles(text: str) -> frozenset[str]:
    """Every run of `SHINGLE` words of a text, in lower case."""
    words = _WORD.findall(text.lower())
    return frozenset(
        " ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)
    )


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a text is measured by.

    `addresses` are the event's own; `told` the folded words of its sources, where a bare host may
    be a name; `prompt` the shingles of the instructions and `delimiter` the fence of the sources,
    of which nothing may come back.
    """

    addresses: tuple[str, ...] = ()
    told: str = ""
    prompt: frozenset[str] = frozenset()
    delimiter: str = ""

    @classmethod
    def of_event(cls, event: Event) -> Allowed:
        """What any writer may say of an event."""
        told = "\n".join(
            "\n".join((article.title, article.outlet, article.text)) for article in event.articles
        )
        addresses = tuple(article.url for article in (*event.articles, *event.copies))
        return cls(addresses, told.casefold())


def unfit(text: str, allowed: Allowed) -> str | None:
    """Why a text of a reply may not reach a page, or None."""
    if is_refusal(text):
        return "is a refusal, an apology or a failure text, not part of a roast"
    if leaks(text) or (allowed.delimiter and allowed.delimiter.strip("~") in text):
        return "contains the delimiter of the sources"
    if foreign := foreign_address(text, allowed.addresses, allowed.told):
        return f"contains the address {foreign[:80]}, which is none of the sources"
    if "]" in text and _LINK.search(text):
        return "contains a Markdown link; write plain text"
    if allowed.prompt and not allowed.prompt.isdisjoint(shingles(text)):
        return "repeats the instructions"
    return None
