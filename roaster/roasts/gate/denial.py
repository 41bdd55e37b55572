"""Whether a fact denies what its source says, or says what its source denies. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roaster.roasts.gate.words import Passage, antonyms_of, passage, shared

SAME = 3  # characters that “banned” and “ban” share
NEAR = 10  # words to each side of a “not” that its clause is seen in
REACH = 5  # words behind a “not” that it may deny
BEFORE = 3  # words before a “refused”
FEW, HALF = 3, 0.5  # telling words of a denied clause, and their share: a fact with them tells it
PAIR = 2  # telling words that two denied clauses must share to be one
NEARLY_ALL = 0.65  # of a passage that denies: a fact that has so much of it must deny too

_NO_WORDS = """
not no never without none nobody nothing neither nor cannot hardly barely
nicht kein keine keinen keinem keiner nie niemals ohne niemand kaum weder
"""
_DENIES = frozenset(_NO_WORDS.split())
_ADVERBS_WORDS = """
longe einzi breit singl even yet ever reall immed compl direc quite alway neces curre anymo
"""
_ADVERBS = frozenset(_ADVERBS_WORDS.split())
# Verbs and adjectives that deny: enough to back a “not” of the fact, but no denial of what stands
# beside them.
_DENYING = re.compile(
    r"\A(?:refus\w*|declin\w*|den(?:y|ie[sd]|ying)|fail\w*|reject\w*|lack\w*|unable|unclear|unlikely"
    r"|unwilling|unknown|exclud\w*|prohibit\w*|ban(?:s|ned|ning)?|barr(?:ed|ing)|block\w*|prevent\w*"
    r"|stop\w*|weiger\w*|verweiger\w*|abgelehnt|lehnt"
    r"|unmöglich|shelv\w*|withdr\w*|dropp\w*|abandon\w*|cancel\w*|scrap\w*"
    r"|forbid\w*|impossible|mistakes?|wrong|against|oppos(?:e[sd]?|ing)|avoid\w*|miss(?:es|ed|ing)?)\Z"
)
_WITH_NEXT = re.compile(
    r"(?:rul(?:es?|ed|ing) out|left open|l(?:ie|ä)ßt? offen|yet to|short of|far from|instead of"
    r"|rather than|all but|lehn\w+ ab|noch nicht)\Z"
)
_SHUT = frozenset(("ruled", "rules", "ruling", "short"))
_REFUSING = re.compile(r"(?:refus|declin|fail)\w*\Z|(?:unable|unwilling|unlikely|impossible|yet)\Z")
# Words that deny by a part of their own: “unscripted”, “non-partisan”, “toothless”.
_PRIVATIVE = re.compile(
    r"\A(?:un(?!der|til|less|ion|i[tqvf]|load|lock|veil|dergo|ter|gefähr|s\Z|d\Z)\w{4,}|non-?\w{4,}"
    r"|in(?:action|ability|adequate\w*|accura\w+|complete\w*|secure|sufficien\w+|valid|visible)"
    r"|\w{4,}less)\Z"
)
# These say “not” of what follows them only.
_LEANING = re.compile(r"(?:instead|few|unless|except|selten|outdated)\Z")
# What a fact may say for a “no longer” of its source.
_ENDING = re.compile(
    r"\A(?:lost|loses?|losing|end(?:s|ed|ing)?|terminat\w+|former\w*|g[ai]ve|quit|wait\w*)\Z"
)
_DOUBLE = re.compile(
    r"(?:\bnot|n['’]t|\bnicht) (?:only|just|merely|the only|nur|bloß)(?! as)\b"
    # “not unusual”, but neither “not understand” nor “not disclose”.
    r"|\bnot un(?!der|til|less|i|v|load|lock|do|fold)\w+|\bnot dis(?:similar|honest|lik|agre)\w*"
    r"|(?:\bnot|n['’]t) mean\b[^.,;]{0,80}?(?:n['’]t|\bnot|\bno|\bnever)\b"
    r"|\b(?:never|not|nie|nicht) (?:without|ohne)\b"
    r"|\bdo(?:ing|es)? nothing\b|\bno (?:doubt|wonder|matter)\b|\bnot least\b"
    r"|(?:\bnot|n['’]t) help (?:but|\w+ing)\b|\bnot too late\b"
    r"|\bnicht (?:darum )?(?:herum|umhin|zuletzt)\b|\bkein (?:Zweifel|Wunder)\b"
    r"|\bnothing but\b|\bno (?:less|fewer|more) than\b|\bno\. ?\d|\bNo\. ?\d",
    re.IGNORECASE,
)
_NOT_UN = re.compile(r"\bnot (un\w+|im(?:possible|probable)|in(?:evitable|significant))\b")
_ONLY = re.compile(r"\b(?:the only|der einzige|die einzige|das einzige)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(
    r"(?:\bnot|n['’]t|\bnicht) (?:the only|der einzige|die einzige|das einzige)\b", re.IGNORECASE
)
# “Unexpectedly” is enough for “without warning”.
_UNLIKE = re.compile(r"\bun(?!der|til|less|i|load|lock|veil|dergo)\w{4,}")
_TWICE = re.compile(
    r"(?:refuse|decline|den(?:y|ied)|fail(?:ed)?|reject|give|given|lack|unable|unlikely|unlawful"
    r"|illegal|ban|banned|prohibit|block|prevent|stop|abandon|cancel|scrap|withdraw|drop)\Z"
)
_MANNER = re.compile(r"\w{3}ly\Z")
_PART = re.compile(r" [–-] |[.!?;:—,()\"“”„«»]")
_CLAUSE_END = re.compile(r" [–-] |[.!?;:—]")
_BUT = frozenset(("but", "sondern", "aber"))
# Behind a comma these begin a new clause.
_JOINING_WORDS = """
and or so which who where while because though although und oder weil da obwohl der die das
"""
_JOINING = frozenset(_JOINING_WORDS.split())
_GERMAN_NOT = frozenset(("nicht", "nie", "niemals"))
# Verbs that say little: with “not want to sell” it is the sale that is denied.
_LIGHT = frozenset(
    ("want", "able", "plan", "go", "need", "seem", "appea", "get", "make", "take", "com", "giv")
)
# These deny what stands before them too: “26 cameras, none of them there”.
_NONE = frozenset(("none", "neither", "keiner", "keine", "weder"))
_HEDGES = frozenset(("about", "aroun", "rough", "rund", "etwa", "nearl", "almos", "knapp"))
_A_FEW = frozenset(("a", "every", "the", "past", "last", "next", "first", "these", "those"))
_HARDLY = frozenset(("hardly", "barely", "neither", "kaum"))
_OTHERS = re.compile(
    r"\b(?:as|than|other|others|else|before|ever|except|besides|andere\w*|sonst|außer|zuvor|als)\b",
    re.IGNORECASE,
)
_FOREMOST = re.compile(
    r"\b(?:only|first|sole|solely|lone|unique|most|alone|record|unprecedented|\w{3,}est|nur|erste\w?"
    r"|einzig\w*|\w{3,}ste[nrs]?)\b",
    re.IGNORECASE,
)
_WITHOUT = frozenset(("without", "ohne"))
# Somebody says why, or does not.
_SAYS = (
    r"(?:sa(?:y|ys|id)|t(?:ell|ells|old)|know\w*|expla\w+|reveal\w*|disclos\w*|releas\w*|clear|"
    r"giv\w+|gave|nam\w+|comment\w*|sag\w+|erklär\w*|weiß|wissen|bekannt)"
)
_TOLD = re.compile(
    rf"\b{_SAYS} (?:why|how|what|when|whether|who|where|warum|wie|was|wann|ob|wer)\b"
)
_UNTOLD = re.compile(
    rf"(?:\b(?:not|never|impossible|declin\w+|refus\w+|unable|cannot|nicht|nie)|n['’]t)"
    rf" (?:\w+ ){{0,2}}?{_SAYS}\b|\bun(?:clear|known|klar)\b"
)
_NOBODY = frozenset(("nobody", "nothing", "none", "neither", "niemand", "keiner", "nichts"))
_NO = frozenset(("no", "none", "nobody", "nothing", "kein", "keine", "keinen", "keinem"))
_BEING = re.compile(r"(?:\b(?:is|are|was|were|be|been|ist|sind|war|waren)|[’']s)\s\Z")
_ISNT = re.compile(r"(?:is|are|was|were)n't\Z")


@dataclass(frozen=True, slots=True)
class _Denial:
    """A “not” with the stems around it.

    `things`: those ahead that are no “entirely”; `named`: it only says who somebody is not;
    `twice`: it denies a denial (“has not failed”), `both`: a “nobody” before it (“nobody did not”);
    `final`: its clause ends with it (“which the other did not”).
    """

    word: str
    before: tuple[str, ...]
    ahead: tuple[str, ...]
    things: tuple[str, ...]
    named: bool
    twice: bool
    both: bool
    final: bool
    clause: frozenset[str]


def denies(text: str) -> bool:
    """Whether a text has a “not” of any kind."""
    return any(True for _ in _places(passage(text)))


def turned_round(fact: Passage, own: Passage, near: Passage) -> str:
    """Why one denies what the other says; empty when they agree."""
    if _ONLY.search(fact.text) and _NOT_ONLY.search(own.text) and not _NOT_ONLY.search(fact.text):
        return "its source denies that it is the only one"
    if any(_twice_denied(match[1], own.text) for match in _NOT_UN.finditer(fact.text)):
        return "it denies what its source says"
    mine, theirs = list(_denials(fact)), list(_denials(own))
    # A “ban” that both speak of denies nothing of the one that the other does not deny.
    alike = _deniers(fact) & _deniers(own)
    given_up = list(_refused(own, alike, _DENYING, _LEANING, _PRIVATIVE))
    backing = frozenset[str]().union(*(d.ahead for d in theirs), *given_up)
    if any(denial.word in _NONE for denial in theirs):  # “in peace and stability, … is neither”
        backing |= own.telling
    denied = frozenset[str]().union(*(d.ahead for d in _denials(near)))  # `own` is part of it
    if any(denial.both for denial in mine) and not any(denial.both for denial in theirs):
        return "it denies what its source says"
    for denial in mine:
        if denial.twice and denied.isdisjoint(fact.telling):
            return "it denies what its source says"
        if _denied_there(denial, fact, own, backing) or _in_other_words(
            denial, fact, own, theirs, given_up
        ):
            continue
        told = not own.telling.isdisjoint(denial.ahead)
        if told or (not theirs and denied.isdisjoint(fact.telling)):
            return "it denies what its source says"
    said = _said_although_denied(fact, own, mine, theirs, alike)
    return "its source denies it" if said else ""


def _twice_denied(word: str, own: str) -> bool:
    """Whether “not unlikely” is told of what the source calls unlikely."""
    return word in own and f"not {word}" not in own


def _denied_there(denial: _Denial, fact: Passage, own: Passage, backing: frozenset[str]) -> bool:
    """Whether the source denies the very word, says its opposite, or denies what is before."""
    told = [stem for stem in denial.ahead if stem in own.telling]
    if len(told) > 1 and told[0] in _LIGHT:  # “not come as a surprise”
        told = told[1:]
    if not told and denial.word in _WITHOUT and _UNLIKE.search(own.text):
        return True
    if denial.word in _NONE and not backing.isdisjoint(denial.before):
        return True
    if _by_opposite(denial, own) or _unmatched(denial, fact, own):
        return True
    return bool(told) and told[0] in backing


def _by_opposite(denial: _Denial, own: Passage) -> bool:
    """Whether the source says the opposite of what is denied: “safe” for “without danger”."""
    return any(not antonyms_of(stem).isdisjoint(own.telling) for stem in _things(denial))


def _unmatched(denial: _Denial, fact: Passage, own: Passage) -> bool:
    """Whether “nobody else”, “none as good” or “never before” is told as a first or a best."""
    if denial.word not in _NO and denial.word not in _NOBODY | {"never", "nie"}:
        return False
    return bool(_OTHERS.search(fact.text) and _FOREMOST.search(own.text))


def _in_other_words(
    denial: _Denial,
    fact: Passage,
    own: Passage,
    theirs: Sequence[_Denial],
    given_up: Sequence[tuple[str, ...]],
) -> bool:
    """Whether the source denies the same in words that the fact does not use.

    What the fact denies first is no word of the source, and the source has a denial whose own
    first word the fact does not use, in a clause that speaks of the same things.
    """
    first = next((stem for stem in denial.ahead if stem not in _HEDGES), "")
    if not first or first in own.telling:
        return False
    clause = denial.clause
    unused = (d for d in theirs if d.things and d.things[0] not in fact.telling)
    return any(len(clause & other.clause) >= PAIR for other in unused) or any(
        not clause.isdisjoint(reach) for reach in given_up
    )


def _said_although_denied(
    fact: Passage,
    own: Passage,
    mine: Sequence[_Denial],
    theirs: Sequence[_Denial],
    alike: frozenset[str],
) -> bool:
    given_up = list(_refused(fact, alike, _DENYING, _LEANING, _ENDING))
    denied = (d.ahead + d.before if d.word in _NONE else d.ahead for d in mine)
    said = fact.telling - frozenset[str]().union(*denied, *given_up)
    # “No bank can” may be told as “banks cannot”.
    turned = frozenset[str]().union(*(d.before for d in mine if d.word not in _NO))
    for denial in theirs:
        things = _things(denial)
        if denial.named or said.isdisjoint(things):
            continue
        if denial.word not in _NO or turned.isdisjoint(things):
            return True
    if not mine and not said.isdisjoint(_refused_to(own, alike)):
        return True
    flat = all(denial.word in _WITHOUT for denial in mine)
    if flat and "ever" in fact.words and "never" in own.words:
        return True
    if flat and not given_up and any(d.final and said.issuperset(d.before) for d in theirs):
        return True  # “…, which the other did not.”
    if flat and _TOLD.search(fact.text) and _UNTOLD.search(own.text):
        return True
    if mine or given_up:
        return False
    if any(_retold(denial, said) for denial in theirs):
        return True
    denied_too = any(not said.isdisjoint(denial.ahead) for denial in theirs)
    return denied_too and shared(own.telling, fact.telling) >= NEARLY_ALL


def _retold(denial: _Denial, said: frozenset[str]) -> bool:
    """Whether a fact tells the clause that a “not” stands in, in words of its own for some."""
    told = denial.clause & said
    behind = not said.isdisjoint(denial.ahead)
    return behind and len(told) >= FEW and len(told) >= HALF * len(denial.clause)


def _things(denial: _Denial) -> tuple[str, ...]:
    """What a “not” surely denies: the first telling word, or the one behind “want” or “initial”."""
    light = denial.word in _NO or (denial.things and denial.things[0] in _LIGHT)
    return denial.things[: 2 if light else 1]


def _places(text: Passage) -> Iterator[int]:
    """Where a word denies; in “not only” it does not."""
    harmless = [match.span() for match in _DOUBLE.finditer(text.text)]
    for place, (word, start) in enumerate(zip(text.words, text.starts, strict=True)):
        denies = word in _DENIES or word.endswith("n't")
        if denies and not any(at < start + len(word) and start < end for at, end in harmless):
            yield place


def _denials(text: Passage) -> Iterator[_Denial]:
    for place in _places(text):
        ahead = list(_ahead(text, place))
        before = text.stems[max(0, place - BEFORE) : place]
        if not ahead and text.words[place] in _GERMAN_NOT:  # “…gibt es nicht, weil”
            ahead = [("", stem) for stem in reversed(before) if stem]
        yield _Denial(
            text.words[place],
            tuple(stem for stem in before if stem),
            tuple(stem for _, stem in ahead),
            tuple(stem for word, stem in ahead if not _MANNER.search(word)),
            _names_only(text, place),
            any(map(_TWICE.match, text.words[place + 1 : place + 3])),
            _denied_before(text, place),
            place + 1 == len(text.words) or _parted(text, place + 1),
            _clause(text, place),
        )


def _denied_before(text: Passage, place: int) -> bool:
    before = text.words[max(0, place - BEFORE) : place]
    hardly = text.words[place] in _HARDLY and any(
        word in ("not", "nicht", "cannot") or word.endswith("n't") for word in before
    )
    hardly = hardly or not _HARDLY.isdisjoint(before[-PAIR:])
    nor = text.words[place] in ("nor", "noch")
    return hardly or (not nor and not _NOBODY.isdisjoint(before))


def _clause(text: Passage, place: int) -> frozenset[str]:
    """The stems of the clause around a word, as far as they stand near it."""
    first = last = place
    while first > max(0, place - NEAR) and not _parted(text, first):
        first -= 1
    while last + 1 < min(len(text.words), place + NEAR) and not _parted(text, last + 1):
        last += 1
    return frozenset(text.stems[first : last + 1]) - {""} - _ADVERBS


def _parted(text: Passage, at: int) -> bool:
    """Whether a clause ends before a word."""
    between = text.text[text.starts[at - 1] : text.starts[at]]
    return text.words[at] in _BUT or _PART.search(between) is not None


def _ahead(text: Passage, place: int) -> Iterator[tuple[str, str]]:
    """The telling words with their stems that a “not” may deny: up to the end of its clause."""
    for at in range(place + 1, min(place + 1 + REACH, len(text.words))):
        word = text.words[at]
        between = text.text[text.starts[at - 1] : text.starts[at]]
        parted = "," in between and (
            text.text[text.starts[at]].isupper()  # “…, Brenk said”
            or word in _JOINING
            or text.words[place] in _GERMAN_NOT
        )
        if parted or word in _BUT or _CLAUSE_END.search(between):
            return
        if text.stems[at] and text.stems[at] not in _ADVERBS:
            yield word, text.stems[at]


def _names_only(text: Passage, place: int) -> bool:
    """Whether a denial says who somebody is not: “he is not Alicia Keys, the singer who”."""
    if place + 1 == len(text.words):
        return False
    word = text.words[place]
    being = _BEING.search(text.text[: text.starts[place]]) or _ISNT.match(word)
    return (being is not None or word in _WITHOUT) and text.text[text.starts[place + 1]].isupper()


def _deniers(text: Passage) -> frozenset[str]:
    """The beginnings of the verbs and adjectives that deny."""
    return frozenset(
        word[:SAME]
        for place, word in enumerate(text.words)
        if _denying(text, place, _DENYING, _PRIVATIVE, _ENDING)
    )


def _denying(text: Passage, place: int, *verbs: re.Pattern[str]) -> bool:
    """Whether a word denies what stands around it, alone or with the next one: “ruled out”."""
    word = text.words[place]
    if word == "few" and text.words[max(0, place - 1)] in _A_FEW:
        return False
    if any(verb.match(word) for verb in verbs):
        return True
    following = text.words[place + 1] if place + 1 < len(text.words) else ""
    return _WITH_NEXT.match(f"{word} {following}") is not None


def _refused(
    text: Passage, alike: frozenset[str], *verbs: re.Pattern[str]
) -> Iterator[tuple[str, ...]]:
    """For each “refused” or “unable” the stems around it; not for those `alike` in both texts."""
    for place, word in enumerate(text.words):
        if _denying(text, place, *verbs) and word[:SAME] not in alike:
            first = place if _LEANING.match(word) else max(0, place - BEFORE)
            reach = text.stems[first : place + 1 + REACH]
            yield tuple(stem for stem in reach if stem)


def _refused_to(text: Passage, alike: frozenset[str]) -> Iterator[str]:
    """For each “refused to” the telling word behind it."""
    for place, word in enumerate(text.words[:-2]):
        if word[:SAME] in alike:
            continue
        if _REFUSING.match(word) and text.words[place + 1] == "to":
            behind = range(place + 2, min(place + 4, len(text.words)))
            verbs = (text.stems[at] for at in behind if not _MANNER.search(text.words[at]))
            yield from (stem for stem in verbs if stem.isalpha())
        if _WITH_NEXT.match(f"{word} {text.words[place + 1]}") and word in _SHUT:
            yield from filter(str.isalpha, text.stems[place + 2 : place + 2 + REACH])
