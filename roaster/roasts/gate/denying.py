"""What a sentence denies: its “not”s with the words around them, and the verbs that deny. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from roaster.roasts.gate.privatives import PRIVATIVE_WORD
from roaster.roasts.gate.words import Passage, passage

SAME = 3  # characters that “banned” and “ban” share
NEAR = 10  # words to each side of a “not” that its clause is seen in
REACH = 5  # words behind a “not” that it may deny
RAISED = 14  # words behind a “not think that”
BEFORE = 3  # words before a “refused”
_NO_WORDS = """
not no never without none nobody nothing neither nor cannot hardly barely
nowhere scarcely
nicht kein keine keinen keinem keiner keines nie niemals ohne niemand niemanden kaum weder nichts
nirgends nirgendwo
"""
_DENIES = frozenset(_NO_WORDS.split())
_DEGREES = frozenset(("quite", "very", "too", "just", "really", "ganz", "sehr", "wirklich"))
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
    r"|forbid\w*|impossible|mistakes?|wrong|against|oppos(?:e[sd]?|ing)|avoid\w*|miss(?:es|ed|ing)?"
    r"|opposition|refusal|absen(?:t|ce)|bereft|devoid|lose|omit\w*|omissions?|skip(?:s|ped|ping)?"
    r"|exempt\w*|ignor(?:e[sd]?|ing)|neglect\w*|withh[eo]ld\w*|halt(?:s|ed|ing)?|ceas(?:e[sd]?|ing)"
    r"|shut\w*|debunked|disproven?|refuted?|false(?:ly)?|untrue|baseless|disput(?:e[sd]?|ing)|reluctan\w+"
    r"|thwart\w*|disappoint\w*|complain\w*|contention|dismiss\w*|under(?:estimat|valu|stat)\w*|short(?:handed|staffed)|averted|barred|vacant|exclusively|solely|verabschiedet\w*|gescheitert|scheiter\w+"
    r"|fehl(?:t|te|en|ten)|verb(?:iet|ot|oten)\w*|verhinder\w*|verzicht\w*)\Z"
)
# Verbs that deny with the next word: either part as a pattern.
_TWO_WORDS = (
    (r"(?:rul|pull|back)(?:es?|s|ed|ing)?", "out"),
    (r"(?:back|walk)(?:s|ed|ing)?", "away"),
    (r"g[ai]v\w*", "up"),
    (r"left|leaves?|leaving", "out"),
    (r"left", "open"),
    (r"l(?:ie|ä)ßt?", "offen"),
    (r"yet", "to"),
    (r"short", "of"),
    (r"on", "hold"),
    (r"far", "from"),
    (r"instead", "of"),
    (r"rather", "than"),
    (r"all", "but"),
    (r"lehn\w+", "ab"),
    (r"noch", "nicht"),
)
_WITH_NEXT = re.compile(rf"(?:{'|'.join(f'(?:{one}) {two}' for one, two in _TWO_WORDS)})\Z")
_FIRST_OF_TWO = re.compile(rf"(?:{'|'.join(one for one, _ in _TWO_WORDS)})\Z")
_SHUT = frozenset(("ruled", "rules", "ruling", "short"))
KEPT = 8  # words between “block” and the “from” that belongs to it
_KEEPING = re.compile(
    r"(?:prevent|block|stop|bar|bann?|prohibit|discourag|dissuad|drop|abandon|cancel|scrap|shelv"
    r"|avoid|quit|ceas|forgo)\w*\Z"
)
_QUITTING = re.compile(r"(?:stop|avoid|quit|ceas|forgo)\w*\Z")
_PLANS = frozenset(("plan", "plans", "effort", "efforts", "attempt", "attempts", "bid"))
_REFUSING = re.compile(r"(?:refus|declin|fail)\w*\Z|(?:unable|unwilling|unlikely|impossible|yet)\Z")
# These say “not” of what follows them only.
_LEANING = re.compile(r"(?:instead|few|unless|except|selten|outdated)\Z")
# What a fact may say for a “no longer” of its source.
_ENDING = re.compile(
    r"\A(?:lost|loses?|losing|end(?:s|ed|ing)?|terminat\w+|former\w*|g[ai]ve|quit|wait\w*)\Z"
)
DENYING, PRIVATIVE, LEANING, ENDING = "denying", "privative", "leaning", "ending"
_BEGUN = "begun"  # by the first of two words
_KINDS = {
    DENYING: _DENYING,
    PRIVATIVE: PRIVATIVE_WORD,
    LEANING: _LEANING,
    ENDING: _ENDING,
    _BEGUN: _FIRST_OF_TWO,
}
_DOUBLE = re.compile(
    r"(?:\bnot|n['’]t|\bnicht) (?:only|just|merely|the only|nur|bloß)(?! as)\b"
    # “not unusual”, but neither “not understand” nor “not disclose”.
    r"|\bnot un(?!der|til|less|i|v|load|lock|do|fold)\w+|\bnot dis(?:similar|honest|lik|agre)\w*"
    r"|(?:\bnot|n['’]t) mean\b[^.,;]{0,80}?(?:n['’]t|\bnot|\bno|\bnever)\b"
    r"|\b(?:never|not|nie|nicht) (?:without|ohne)\b"
    # “Cannot take it without an order” says with what it can.
    r"|(?:\b(?:cannot|never|(?:can|could|may|must|will|would) not)|\b(?:ca|could|wo|would)n['’]t)"
    r"\b[^.,;:]{1,60}?\bwithout\b"
    r"|\bdo(?:ing|es)? nothing\b|\bno (?:question|doubt|wonder|matter)\b|\bnot least\b"
    r"|(?:\bnot|n['’]t) help (?:but|\w+ing)\b|\bnot too late\b"
    r"|\bnicht (?:darum )?(?:herum|umhin|zuletzt)\b|\bkein (?:Zweifel|Wunder)\b"
    r"|\b(?:whether )?or not\b|\bob (?:oder nicht|nicht)\b"
    r"|\bnothing but\b|\bno (?:less|fewer|more) than\b|\bno\. ?\d|\bNo\. ?\d",
    re.IGNORECASE,
)
_TWICE = re.compile(
    r"(?:refuse|decline|den(?:y|ied)|fail(?:ed)?|reject|lack|unable|unlikely|unlawful"
    r"|illegal|ban|banned|prohibit|block|prevent|stop|abandon|cancel|scrap|withdraw|drop)\Z"
)
_REFUSED = re.compile(r"(?:skip|omit|ignor|exclud|shelv|avoid|oppos|halt|withh)\w*\Z|against\Z")
_NOUN = re.compile(r"(?:ure|ures|sal|sals|sion|tion)\Z")
_MANNER = re.compile(r"\w{3}ly\Z")
_PART = re.compile(r" [–-] |[.!?;:—,()\"“”„«»]")
_CLAUSE_END = re.compile(r" [–-] |[.!?;:—]")
_THAT = frozenset(("that", "dass"))
_BUT = frozenset(("but", "sondern", "aber"))
# Behind a comma these begin a new clause.
_JOINING_WORDS = """
and or so which who where while because though although und oder weil da obwohl der die das
"""
_JOINING = frozenset(_JOINING_WORDS.split())
# These end what a “refused” speaks of.
_THOUGH = frozenset(("because", "although", "though", "while", "but", "weil", "obwohl", "aber"))
_GERMAN_NOT = frozenset(("nicht", "nie", "niemals"))
_A_FEW = frozenset(("a", "every", "the", "past", "last", "next", "first", "these", "those"))
BARELY = frozenset(("hardly", "barely", "kaum"))  # of what is only just so
_HARDLY = BARELY | {"neither"}
WITHOUT = frozenset(("without", "ohne"))
NOBODY = frozenset(("nobody", "nothing", "none", "neither", "niemand", "keiner", "nichts"))
# With these a “not” belongs to what follows.
_RAISING_WORDS = """
think believe expect want suppose plan seem appear intend mean feel glaube glaubt erwartet
"""
_RAISING = frozenset(_RAISING_WORDS.split())
_NO = frozenset(("no", "kein", "keine"))
_NOT = ("n't", "not", "nicht")
_WHO = frozenset(("who", "that", "which"))
_BEING = re.compile(r"(?:\b(?:is|are|was|were|be|been|ist|sind|war|waren)|[’']s)\s\Z")
_ISNT = re.compile(r"(?:is|are|was|were)n't\Z")


@dataclass(frozen=True, slots=True)
class Denial:
    """A “not” with the stems around it.

    `things`: those ahead that are no “entirely”; `named`: it only says who somebody is not;
    `twice`: it denies a denial (“has not failed”), `both`: a “nobody” before it (“nobody did not”);
    `final`: its clause ends with it (“which the other did not”); `over`: it denies that something
    is told (“was not told that”), `under`: it stands in what is told (“was told that it is not”).
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
    over: bool = False
    under: bool = False


def denies(text: str) -> bool:
    """Whether a text has a “not” of any kind."""
    return any(True for _ in _places(passage(text)))


def _places(text: Passage) -> Iterator[int]:
    """Where a word denies; in “not only” it does not."""
    places = [
        place for place, word in enumerate(text.words) if word in _DENIES or word.endswith("n't")
    ]
    if not places:
        return
    harmless = [match.span() for match in _DOUBLE.finditer(text.text)]
    for place in places:
        start, size = text.starts[place], len(text.words[place])
        if not any(at < start + size and start < end for at, end in harmless):
            yield place


def denials(text: Passage) -> Iterator[Denial]:
    """Every “not” of a text with the words around it, in order."""
    for place in _places(text):
        ahead = list(_ahead(text, place))
        before = text.stems[max(0, place - BEFORE) : place]
        if not ahead and text.words[place] in _GERMAN_NOT:  # “…gibt es nicht, weil”
            ahead = [("", stem) for stem in _denied_things(text, place)]
        yield Denial(
            text.words[place],
            tuple(stem for stem in before if stem),
            tuple(stem for _, stem in ahead),
            tuple(stem for word, stem in ahead if not _MANNER.search(word)),
            _names_only(text, place),
            _denies_denial(text, place),
            _denied_before(text, place),
            place + 1 == len(text.words) or _parted(text, place + 1),
            _clause(text, place),
            over=not _THAT.isdisjoint(text.words[place + 1 : place + 1 + NEAR]),
            under=not _THAT.isdisjoint(text.words[max(0, place - BEFORE) : place]),
        )


def _denies_denial(text: Passage, place: int) -> bool:
    """Whether a “not” denies a verb that denies: “was not skipped”."""
    behind = range(place + 1, min(place + 3, len(text.words)))
    return any(
        _TWICE.match(text.words[at]) or _REFUSED.match(text.words[at]) or _with_next(text, at)
        for at in behind
    )


def _denied_things(text: Passage, place: int) -> list[str]:
    """The stems before a German “nicht” that ends its clause, nouns first."""
    told = [at for at in range(max(0, place - REACH), place) if text.stems[at]]
    told.sort(key=lambda at: (text.text[text.starts[at]].islower(), -at))
    return [text.stems[at] for at in told]


def _denied_before(text: Passage, place: int) -> bool:
    before = text.words[max(0, place - BEFORE) : place]
    hardly = text.words[place] in _HARDLY and any(
        word in ("not", "nicht", "cannot") or word.endswith("n't") for word in before
    )
    if text.words[place] in ("nor", "noch"):
        return False
    hardly = hardly or not _HARDLY.isdisjoint(before[-2:])
    return hardly or not NOBODY.isdisjoint(before) or _denied_twice(text, place)


def _denied_twice(text: Passage, place: int) -> bool:
    """Whether a “not” stands behind a “no” of its own clause: “no job was not promised”."""
    plain = text.words[place].endswith(_NOT)
    if not plain and text.words[place] not in NOBODY:
        return False
    at = place - 1
    while at >= max(0, place - REACH) and not _parted(text, at + 1):
        word = text.words[at]
        if word in _NO and text.words[at + 1] not in _WHO if plain else word.endswith(_NOT):
            return True
        at -= 1
    return False


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
    """The telling words with their stems that a “not” may deny: up to the end of its clause.

    “Does not think that it will” denies that it will, not the thinking.
    """
    reach = REACH
    if any(word in _RAISING for word in text.words[place + 1 : place + 3]):
        reach = RAISED
    for at in range(place + 1, min(place + 1 + reach, len(text.words))):
        word = text.words[at]
        between = text.text[text.starts[at - 1] : text.starts[at]]
        parted = "," in between and (
            text.text[text.starts[at]].isupper()  # “…, Brenk said”
            or word in _JOINING
            or text.words[place] in _GERMAN_NOT
        )
        if parted or word in _BUT or _CLAUSE_END.search(between):
            return
        if text.stems[at] and text.stems[at] not in _ADVERBS and word not in _DEGREES:
            yield word, text.stems[at]


def _names_only(text: Passage, place: int) -> bool:
    """Whether a denial says who somebody is not: “he is not Alicia Keys, the singer who”."""
    if place + 1 == len(text.words):
        return False
    word = text.words[place]
    being = _BEING.search(text.text[: text.starts[place]]) or _ISNT.match(word)
    return (being is not None or word in WITHOUT) and text.text[text.starts[place + 1]].isupper()


def deniers(text: Passage) -> frozenset[str]:
    """The beginnings and the stems of the verbs and adjectives that deny."""
    return frozenset(
        key
        for place in range(len(text.words))
        if _denying(text, place, DENYING, PRIVATIVE, ENDING)
        for key in _keys(text, place)
    )


def _keys(text: Passage, place: int) -> frozenset[str]:
    """What tells that a verb which denies is the same in two texts."""
    return frozenset((text.words[place][:SAME], text.stems[place])) - {""}


@lru_cache(maxsize=8_192)  # few of a language's words are of any kind, and each comes often
def _kinds_of(word: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _KINDS.items() if pattern.match(word))


def _denying(text: Passage, place: int, *verbs: str) -> bool:
    """Whether a word denies what stands around it, alone or with the next one: “ruled out”."""
    word = text.words[place]
    if word == "few" and text.words[max(0, place - 1)] in _A_FEW:
        return False
    if not _kinds_of(word).isdisjoint(verbs):
        return True
    return _with_next(text, place)


def _with_next(text: Passage, place: int) -> bool:
    """Whether a word denies together with the next one."""
    word = text.words[place]
    if _BEGUN not in _kinds_of(word) or place + 1 == len(text.words):
        return False
    return _WITH_NEXT.match(f"{word} {text.words[place + 1]}") is not None


def refused(text: Passage, alike: frozenset[str], *verbs: str) -> Iterator[tuple[str, ...]]:
    """For each “refused” or “unable” the stems around it; not for those `alike` in both texts."""
    for place, word in enumerate(text.words):
        if _denying(text, place, *verbs) and _keys(text, place).isdisjoint(alike):
            leans = (
                LEANING in _kinds_of(word) or _NOUN.search(word) or text.words[place - 1] == "to"
            )
            first = place if leans else max(0, place - BEFORE)
            if word == "against":
                yield tuple(filter(None, text.stems[max(0, place - 1) : place]))
                continue
            last = place + 1
            while (
                last < min(place + 1 + REACH, len(text.words)) and text.words[last] not in _THOUGH
            ):
                last += 1
            reach = (*text.stems[first:place], *text.stems[place + 1 : last])
            yield tuple(stem for stem in reach if stem)


def _kept_from(text: Passage, place: int) -> Iterator[str]:
    """What is given up: behind “block … from”, “drop plans to”, or right behind “avoid”."""
    words = text.words
    last = min(place + KEPT, len(words) - 1)
    if words[place + 1].endswith("ing") and _QUITTING.match(words[place]):
        yield text.stems[place + 1]
        return
    for at in range(place + 1, last):
        if at > place + 1 and _parted(text, at):
            return
        wanted = words[at] == "from" and words[at + 1].endswith("ing")
        if wanted or (words[at] == "to" and words[at - 1] in _PLANS):
            yield text.stems[at + 1]
            return


def refused_to(text: Passage, alike: frozenset[str]) -> Iterator[str]:
    """For each “refused to” the telling word behind it."""
    for place, word in enumerate(text.words[:-2]):
        if not _keys(text, place).isdisjoint(alike):
            continue
        if text.words[place + 1] == "to" and _REFUSING.match(word):
            behind = range(place + 2, min(place + 4, len(text.words)))
            verbs = (text.stems[at] for at in behind if not _MANNER.search(text.words[at]))
            yield from (stem for stem in verbs if stem.isalpha())
        if _KEEPING.match(word):
            yield from filter(str.isalpha, _kept_from(text, place))
        if word in _SHUT and _WITH_NEXT.match(f"{word} {text.words[place + 1]}"):
            yield from filter(str.isalpha, text.stems[place + 2 : place + 2 + REACH])
