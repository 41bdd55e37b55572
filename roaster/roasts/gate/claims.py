"""Whether a fact tells as a fact what its source only reports as a claim, or ties to a condition.

“…, a lawsuit alleges” and “…, unless the council agrees” govern the whole sentence that they end
or begin: a fact drawn from it must carry some such word too, of its own choice. Mere speech (“…,
Brenk said”) is not looked at here: who speaks is `gate.roles`' matter. Pure.
"""

from __future__ import annotations

import re

from roaster.roasts.gate.words import shared, stems_of

_ACCUSERS = (
    r"(?:lawsuits?|suits?|complaints?|indictments?|petition|plaintiffs?|accusers?"
    r"|critics|detractors|opponents|rumou?rs?|klageschrift|klage|kläger\w*|vorwürfe)"
)
_ALLEGES = (
    r"(?:alleg(?:es?|ed)|claim(?:s|ed)?|contend(?:s|ed)?|charges|assert(?:s|ed)?|behaupte[nt]\w*)"
)
_CLAIMED = re.compile(
    # “…, the suit alleges.”, “…, according to the complaint.”
    rf"[,—–][\"”’]? (?:\w[\w.’'&-]* ){{1,8}}?{_ALLEGES}\W*\Z"
    rf"|[,—–][\"”’]? (?:\w[\w.’'&-]* ){{0,5}}?{_ACCUSERS} (?:sa(?:ys?|id)|argues?d?)\W*\Z"
    rf"|[,—–]?[\"”’]? (?:according to|laut|so) (?:\w[\w.’'&-]* ){{0,4}}?{_ACCUSERS}\W*\Z"
    rf"|[,—–][\"”’]? {_ALLEGES}(?: \w[\w.’'&-]*){{1,6}}\W*\Z"
    # “The suit alleges that …”, “Brenk claims …”
    rf"|\A\W*(?:\w[\w.’'&-]* ){{1,6}}?{_ALLEGES} (?:that\b|dass\b)"
    rf"|\A\W*(?:\w[\w.’'&-]* ){{0,5}}?{_ACCUSERS} (?:{_ALLEGES}|sa(?:ys?|id)|argues?d?)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"\b(?:alleg\w+|claim\w*|contend\w*|assert\w*|accus\w+|charg\w+|sa(?:y|ys|id|ying)|told|tells?|according"
    r"|argu\w+|maintain\w*|insist\w*|believ\w+|think\w*|thought|suspect\w*|purport\w*|rumou?r\w*|supposed\w*"
    r"|report\w*|shows?|showed|apparent\w*|su(?:es?|ed|ing|its?)|lawsuits?|complain\w*|indict\w*|prosecut\w*|plaintiffs?"
    r"|critic\w*|blam\w+|fault\w*|fears?|feared|would|could|may|might|wants?|seeks?|view\w*|deem\w*|consider\w*"
    r"|describ\w+|calls?|called|find\w*|found|dismiss\w*|den(?:y|ies|ied)|reject\w*|disput\w+|warn\w*"
    r"|laut|zufolge|angeblich|soll|sollen|sei|seien|habe|behaupt\w+|vorw\w+|wirft|werfen|klag\w*|beschuldig\w+"
    r"|sag\w+|mein\w+)\b|[“„\"]",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"[,—–]? (?:unless|provided that|as long as|only if|on condition that|es sei denn|sofern"
    r"|vorausgesetzt)\b",
    re.IGNORECASE,
)
_TIED = re.compile(
    r"\b(?:unless|if|provided|long as|without|except|until|only|once|condition\w*"
    r"|subject to|depend\w*|otherwise"
    r"|would|could|may|might|must|needs?|requir\w+|after|when|before|wenn|falls|sofern|solange|ohne|außer|nur"
    r"|voraus\w+|bis|könnte\w*|müsste\w*|sei)\b",
    re.IGNORECASE,
)


def as_fact(fact: str, own: str) -> str:
    """The words of claim or condition that a fact leaves out; empty when it leaves out none.

    `own` is the passage that is to prove it.
    """
    claim = _CLAIMED.search(own)
    if claim is not None and not _MARKED.search(fact):
        return _tail(claim.group())
    condition = _CONDITION.search(own)
    if condition is None or _TIED.search(fact):
        return ""
    stems = stems_of(fact)
    before, behind = stems_of(own[: condition.start()]), stems_of(own[condition.end() :])
    return _tail(condition.group()) if shared(stems, before) > shared(stems, behind) else ""


def _tail(words: str) -> str:
    return words.strip(' ,—–"”’.!?')
