"""Whether a sentence tells what somebody says, and who; whether it owns that a thing is not known.

Pure. Told from the words of the sentence, in English and German; where they tell nothing, it is
plainly reported.
"""

from __future__ import annotations

import re

from roaster.text.patterns import lowered, pattern_of

_LONGEST_SPEAKER = 80  # characters

# Word lists as `roaster.text.patterns` says.
_VERBS = """
say says said claim claims claimed insist insists insisted argue argues argued allege alleges
alleged contend contends contended assert asserts asserted maintains maintained boast boasts boasted
promises promised predict predicts predicted estimates estimated pledges pledged vows vowed told
sagt sagte sagten behauptet behauptete behaupten erklärt erklärte verspricht versprach betont
betonte beteuert beteuerte
"""
_CLAIMS = r"""
VERBS|allegedly|reportedly|claiming|according to|in a statement|expects
described (?:it|the \w+) as|laut|nach (?:eigenen )?angaben|zufolge|angeblich|mutmaßlich
so d(?:er|ie)|teilte (?:\S+ ){0,6}?mit|kündigte (?:\S+ ){0,6}?an
"""
_TOLD = """
say saying said name named disclose disclosed reveal revealed give given specify specified provide
provided respond responded comment commented answer answered elaborate explain explained confirm
confirmed publish published release released
"""
_DID = "did does do has have had would could will"
_NOT_KNOWN = r"""
DID not (?:immediately |yet )?TOLD|(?:did|does|has|have|would)n't (?:yet )?TOLD
declined to TOLD|refused to TOLD|without (?:giving|naming|saying)
no comment|unclear|not (?:immediately |yet )?(?:clear|known)|unknown|no details|remains to be seen
could not be (?:reached|verified|confirmed)|unklar|nicht bekannt|(?:ist|blieb|lie(?:ß|ss)) offen
keine (?:angaben|stellungnahme|auskunft)|woll(?:te|ten) sich nicht|äußerte sich (?:zunächst )?nicht
"""
_CLAIM = pattern_of(_CLAIMS, {"VERBS": _VERBS})
_UNKNOWN = pattern_of(_NOT_KNOWN, {"TOLD": _TOLD, "DID": _DID})
_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]{12,}[”“»\"]")

_SAY = f"(?:{'|'.join(_VERBS.split())})"
_NAME = rf"(?P<who>[^,.;:“”„\"]{{2,{_LONGEST_SPEAKER}}}?)"
_STOP_WORDS = (
    "on|in|at|that|this|to|during|after|when|whose|who|which|am|im|bei|is|are|was|were|has|had|will|"
    "wird|werden|wurde|wurden|ist|sind|war|waren|hat|haben|hatte|soll|sollen|kann|gibt"
)
_STOP = rf"(?=\s+(?:{_STOP_WORDS})\b|[,.;:“”„\"]|\Z)"
_SPEAKERS = (
    re.compile(rf"\b(?:[Aa]ccording to|[Ll]aut|[Nn]ach Angaben (?:des|der|von)) {_NAME}{_STOP}"),
    re.compile(rf"[”“\"],?\s+{_SAY}\s+{_NAME}{_STOP}"),
    re.compile(rf"(?:\A|[,;:”“\"–—]\s+|\b(?:and|but|und|aber)\s+){_NAME}\s+{_SAY}\b"),
    re.compile(rf",\s+{_SAY}\s+{_NAME}{_STOP}"),
)
_BEFORE_SPEAKER = re.compile(r".*\b(?:after|before|when|while|as|that|nachdem|als|weil|dass)\s+")
_AFTER_SPEAKER = re.compile(
    r"(?:\s+(?:has|have|had|also|then|later|again|hat|haben|hatte|auch))+\Z"
)
_PRONOUNS = """
he she it they we i who which that this and but the er sie es wir ich man der die das und aber
"""
_NO_SPEAKER = frozenset(_PRONOUNS.split())


def is_claim(sentence: str) -> bool:
    """Whether a sentence only reports what somebody says, quotations included."""
    return _CLAIM.search(lowered(sentence)) is not None or _QUOTED.search(sentence) is not None


def tells_of_the_unknown(sentence: str) -> bool:
    """Whether a sentence says that something was not said or is not known."""
    return _UNKNOWN.search(lowered(sentence)) is not None


def speaker_in(sentence: str) -> str:
    """Who says what a sentence claims, in its own words; empty where it does not tell."""
    for pattern in _SPEAKERS:
        match = pattern.search(sentence)
        if match:
            who = _BEFORE_SPEAKER.sub("", " ".join(match["who"].split()))
            who = _AFTER_SPEAKER.sub("", who)
            if who and who.lower() not in _NO_SPEAKER:
                return who
    return ""
