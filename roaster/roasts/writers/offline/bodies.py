"""Whether a name is that of a body (a company, an office) or may be a person's. Pure.

Every mention is replaced by a mark first, so that the long patterns are compiled only once.
"""

from __future__ import annotations

import re

MARK = "\x01"
_WITHIN_A_WORD = re.compile(rf"(?<=\w){MARK}|{MARK}(?=\w)")
_BODY_FIRST = re.compile(r"(?:Channel|Radio|Bank|Ministry|Museum|University|Air|Club|Hotel) [A-Z]")
_COMPANY_WORDS = re.compile(
    r"\s(?:Inc|Ltd|Corp|Systems|Group|Ministry|Council|Agency|Department|University|Bank|Labs?|"
    r"Commission|Authority|Cent(?:er|re)|Committee|Office|Airways|Motors|Union|League|Media|"
    r"Institute|Foundation|Association|Court|Party|Board|Company|Airlines?)\b"
)
_BODY = (
    r"(?:company|firm|maker|start-?up|group|operator|provider|retailer|chain|giant|platform|app|"
    r"airline|carrier|bank|publisher|broadcaster|agency|developer|manufacturer|brand|lab|insurer|"
    r"museum|university|network|service)"
)
_TITLES = (
    r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|President|Vice President|Sen|Senator|Rep|Representative|Gov|"
    r"Governor|Prime Minister|Minister|Chancellor|Secretary|Judge|Justice|Mayor|Professor|Chief "
    r"Executive|CEO|founder|actor|actress|singer|director|coach|striker|author|musician|rapper|"
    r"comedian|attorney|lawyer|spokesman|spokeswoman|spokesperson)"
)
_ACTS = re.compile(
    rf"{MARK} (?:[a-z]+ly |also |has |had )?"
    r"(?:said|says|announced|confirmed|declined|sells|sold|answered|plans|launched|published|bought|"
    r"offers|offered|charges|charged|told|promised|promises|refused|agreed|unveiled|introduced|"
    r"apologi[sz]ed|reported|employs|denied|withdrew|released|paid|admitted|made|makes|runs)"
    r"\b"
)
# A title and at most two names more; `Chief Executive of MARK` is none.
_TITLED = re.compile(rf"\b{_TITLES}\.? (?:[A-Z][\w.]*\s){{0,2}}{MARK}(?!{_COMPANY_WORDS.pattern})")
_MR = re.compile(rf"\bM(?:r|rs|s)\.? {MARK}")
_HE_OR_SHE = r"\b(?:he|she|his|her|him)\b"
_PERSONAL = re.compile(rf"{MARK}[^.]{{0,120}}{_HE_OR_SHE}")
_ITS = re.compile(rf"{MARK}[^.]{{0,100}}\bits?\b")
_COMPANY_NAME = re.compile(MARK + _COMPANY_WORDS.pattern)
_COMPANY_SIGNS = re.compile(
    rf"\b{_BODY} {MARK}"
    rf"|{MARK}, (?:an?|the) (?:[\w-]+ ){{0,3}}{_BODY}\b(?! [a-z]+(?:er|or|ist|ee)\b)"
    rf"|{MARK}[’']s? (?:chief|shares|spokes|customers|staff|employees|users|servers|board|"
    r"investors|share price|website|terms|app|chair)\b"
    rf"|\b[Ss]hares (?:in|of) {MARK}|\bcustomers of {MARK}"
)
# `missionary Jane Doe`, `a driver, John Doe`: what a person is called that does something.
_CALLING = (
    rf"(?!{_BODY}\b)(?!(?:after|under|either|whether|however|another|rather|together|never|number)\b)"
    r"[a-z]{3,}(?:ary|er|or|ist|ian|ee|man|woman|nist)"
)
_CALLED = re.compile(rf"\b{_CALLING},? {MARK}|{MARK}, (?:an? |the )?(?:[\w-]+ ){{0,3}}{_CALLING}\b")
_PERSON_SIGNS = re.compile(
    rf"\b{_TITLES}\.? (?:\w+ )?{MARK}|\b(?:Mr|Mrs|Ms)\.? {MARK}"
    rf"|{MARK}(?:, \d{{2}},|, who\b| (?:tweeted|testified|apologi[sz]ed)\b|’s (?:wife|husband))"
    rf"|{MARK} (?:said|says|told)\b[^.]{{0,160}}{_HE_OR_SHE}"
)


def mark(name: str, text: str) -> str:
    """The text with a mark for each mention of the name as whole words."""
    marked = text.replace(MARK, " ").replace(name, MARK)
    return _WITHIN_A_WORD.sub(lambda _: name, marked)


def kind_of(name: str, text: str) -> tuple[bool, bool]:
    """Whether it is surely a body, and whether it may be a person; neither where nothing tells."""
    marked = mark(name, text)
    # What tells stands in the same sentence.
    near = ". ".join([part for part in marked.split(". ") if MARK in part])
    if " " not in name and _TITLED.search(near):
        return False, True  # `President Trump`, whatever else is called by the name
    named = bool(_BODY_FIRST.match(name) or _COMPANY_WORDS.search(f" {name}") or "&" in name)
    if not named and " " in name and (_PERSON_SIGNS.search(near) or _CALLED.search(near)):
        return False, True  # of two words, as people are: any doubt is for the person
    if named or _is_body(near):
        return True, False
    if _may_be_person(name, near, marked):
        return False, True
    return _acts(name, near, marked), False


def _is_body(marked: str) -> bool:
    return bool(_COMPANY_NAME.search(marked) or _COMPANY_SIGNS.search(marked))


def _may_be_person(name: str, near: str, marked: str) -> bool:
    if _PERSON_SIGNS.search(near):
        return True
    if " " not in name:
        return False
    return bool(_PERSONAL.search(near) or _MR.search(mark(name.split()[-1], marked)))


def _acts(name: str, near: str, marked: str) -> bool:
    """Whether it does what bodies do, and nothing says that it is a person.

    People are called by their last name alone, bodies hardly ever; of bodies it is said `its`.
    """
    if _PERSONAL.search(near):
        return False
    if " " in name:
        last_alone = MARK in mark(name.split()[-1], marked)
        if last_alone or not _ITS.search(near):
            return False
    return bool(_ACTS.search(near))
