"""Paragraphs that belong to the page and not to the article: promotions, credits, rules. Pure.

A paragraph goes only when it is short and as a whole one of these; running text never does.
"""

from __future__ import annotations

import re

_LONGEST = 45  # words
_SHORT = 25
_TOLD = re.compile(r"[“”„\"«»]|\b(?:said|says|told|asked|according)\b", re.IGNORECASE)
_DEBRIS = re.compile(
    r"[\W_]*"
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|https?://\S+"
)
_LABEL = re.compile(
    r"\W*(?:advertisement|advertisement - continue reading below|article content|story continues"
    r"(?: below)?(?: advertisement)?|comments?|\d+ comments|kommentare|anzeige|werbung|hauptinhalt"
    r"|share(?: this)?(?: article| story)?|teilen|partager|read more|read next|related(?: stories"
    r"| articles| content)?|most read|more on this story|top stories|sponsored|publicité|publicidad"
    r"|publicidade|continua dopo la pubblicità|评论|おすすめ情報|print|email|copy link|up next"
    r"|czytaj więcej|lire aussi|leia também|lees ook|les også|læs også|läs också"
    r"|mehr zum thema)\W*",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"[\W_]*(?:(?:read more|read next|read also|also read"
    r"|more|related|see also|watch|listen|watch now"
    r"|lesen sie auch|mehr zum thema|lesen sie mehr|lire aussi|à lire aussi|lea también|leia mais"
    r"|leia também|leggi anche|lees ook|les også|læs også|läs också|читайте также)\s?[:|–-]"
    r"|©|copyright (?:©|\(c\)|\d{4})|our standards: the thomson reuters"
    r"|(?:image|photo|picture|bild|foto)(?: credits?| source)?s?\s?[:©]"
    r"|(?:follow|like|join|find) (?:us|\S+(?: \S+)?) on (?:twitter|facebook|instagram|whatsapp|x\b"
    r"|telegram|linkedin|youtube|google news)"
    r"|(?:sign|signing) up (?:to|for) (?:our|the|my)\b|subscribe to (?:our|the)\b"
    r"|click here (?:to|for)\b|get .{0,60} by clicking here|for more stories like this"
    r"|got a (?:story|tip)\?|do you have a story|have your say|would you like to comment"
    r"|download (?:our|the) (?:free )?app\b|get the latest (?:updates|news) )",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"newsletters?\b.{0,80}\b(?:sign up|subscribe|inbox|sign-up)|(?:sign up|subscribe|signing up"
    r"|inbox"
    r"|abonnieren).{0,80}\bnewsletters?\b|\bearn (?:us )?(?:a|an|an affiliate) commission\b"
    r"|share of the sale\b|independently select(?:ed)?\b|comment policy|all rights reserved"
    r"|\b(?:share|tell us|let us know|leave|post|give us)\b.{0,80}\b(?:in the comments?"
    r"|comments? (?:below|section))\b|\bin den kommentaren\b.{0,20}[!?.]?$"
    r"|externer inhalt nicht verfügbar|privatsphäre-einstellungen|enable javascript"
    r"|this site uses cookies|we use cookies|javascript is (?:disabled|required)",
    re.IGNORECASE,
)


def without_furniture(text: str) -> str:
    """A text of paragraphs without those that are furniture; as it is where all of them are."""
    paragraphs = text.split("\n\n")
    kept = [paragraph for paragraph in paragraphs if not is_furniture(paragraph)]
    return "\n\n".join(kept) if kept else text


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is the page's and not the article's."""
    is_script = "function(" in paragraph and paragraph.count("{") > 1 < paragraph.count(";")
    if is_script or _DEBRIS.fullmatch(paragraph) or _LABEL.fullmatch(paragraph):
        return True
    if len(paragraph.split()) > _LONGEST or len(paragraph) > 400:
        return False
    if _BEGINS.match(paragraph):
        return True
    is_told = len(paragraph.split()) > _SHORT or _TOLD.search(paragraph)
    return not is_told and bool(_SAYS.search(paragraph))
