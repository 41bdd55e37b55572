"""Whether the names of a fact stand in its source. Pure.

A name must stand in the sentence that proves the fact. In the sentences beside it, or in the
title, it may stand only where that sentence itself points back (“he”, “the company”). An acronym
and what it is short for are one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from roaster.roasts.gate.days import CALENDAR_WORDS
from roaster.roasts.gate.synonyms import alike
from roaster.roasts.gate.words import stem, stems_of
from roaster.roasts.names import names_in, words_in

_TELLING = "according to|laut|sa(?:ys|id)|sagte?"
PARTIES = 2  # of the sentences before, whom “the company” or “she” may mean
SUBJECT_CHARS = 40  # from the first name of a sentence: the rest of it, and who it belongs to

_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|its|his|her|their|him|them|we|our|us|I|my|me|er|sie|ihr|ihre|ihren|"
    r"ihrer|sein|seine|seinen|es|wir|you|your|who|whose|also|auch)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|his|her|er|sie)\b", re.IGNORECASE)
_DEFINITE = re.compile(
    r"\A\W*(?:the|this|that|these|those|its|their|der|die|das|dies\w*)\b", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:the|this|that|these|those|a|an|both|der|die|das|dem|den|des)\s(?:[\w-]+\s){0,2}?"
    r"(?:company|firm|group|airline|retailer|giant|maker|team|carrier|agency|regulator|state|city|"
    r"country|government|president|minister|chief|boss|man|woman|couple|bank|platform|service|game|"
    r"moon|planet|plane|aircraft|mission|report|study|paper|spacecraft|startup|analyst|analysts|"
    r"economist|spokesman|spokeswoman|spokesperson|scientists?|researchers?|"
    r"republican|democrat|lawmaker|senator|congress(?:wo)?man|governor|mayor|prosecutor|founder|"
    r"billionaire|lawyer|judge|author|project|software|device|app|site|tool|car|phone|rocket|"
    r"party|campaign|alliance|council|court|candidates?|users|customers|website|newspaper|network|"
    r"Unternehmen|Konzern|Firma|Hersteller|Behörde|Regierung|Partei|Forscher\w*|Institut)\b",
    re.IGNORECASE,
)
_DOUBLE_NAME = re.compile(r"\b(?=([A-Z][\w-]+)\s([A-Z][\w-]+))")
_TITLES_WORDS = """
President Prime Minister Chancellor Senator Governor Mr Mrs Ms Dr Professor Prof King Queen
Chief Secretary General Judge Mayor Analyst Economist Herr Frau Präsident Kanzler
"""
_TITLES = frozenset(_TITLES_WORDS.split())
_SMALL_WORDS = """
of and the for in on to a an de la und der die das für des
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_LETTER = re.compile(r"[^\W\d_][\w&’'-]*")
_DET = re.compile(
    r"(?:\d|\b(?:der|die|das|dem|den|des|ein\w*|kein\w*|mein\w*|sein\w*|ihr\w*|jede\w*|zwei|drei|"
    r"viele\w*|alle\w*|mehr|wenige\w*|zum|zur|im|am|beim|vom|\w+(?:e|en|er|es|em)))\Z"
)
_GERMAN_VERB = re.compile(
    r"(?:woll|soll|könn|konnt|müss|muss|dürf|durft|hab|hatt|werd|wurd|war|sag|melde|kauf)\w*\Z"
)
_NOUN = re.compile(
    r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|ismus|nis|nisse|stoff|"
    r"stoffe|zeit|jahr\w*|zahl\w*|fall|fälle\w*|monat\w*|woche\w*|tag\w*|million\w*|milliard\w*)\Z",
    re.IGNORECASE,
)
_GERMAN_PLAIN_WORDS = """
ende anfang mitte menschen leute prozent uhr hälfte grund teil kinder frauen männer
"""
_GERMAN_PLAIN = frozenset(_GERMAN_PLAIN_WORDS.split())
_GERMAN_WORDS = """
der die das und ist sind wird wurde wurden nicht ein eine im bei den von mit es sich laut gibt
für auf dem hat haben werden einige bis
"""
_GERMAN = frozenset(_GERMAN_WORDS.split())
_PROPER_BEFORE = re.compile(
    r"\A\W*([A-Z]\w+)(?:[’']s?\s|,\s(?:the|an?)\s[^,]+,|\s(?:\d|is|was|has|said|says|will|had|would|did|does|added|told|"
    r"wrote|warned|argued|argues|called|calls|announced|believes|wants|thinks)\b)"
)
SHORT_MONTHS = frozenset(("May", "Mai", "June", "Juni", "July", "Juli", "März"))
_FIRST = re.compile(r"\A\W*([A-ZÀ-Þ]\w+)(?![\w-])")
_OPENING = re.compile(r"(?:ly|ing|[^s’']s)\Z")
_FOLLOWING = re.compile(r"(?:[’']s)?,? \w+\b")
_COMMON_FIRST_WORDS = """
it he she they there this that what who nobody everyone nothing one another anyone here its nor
each all both some many most few half however meanwhile instead still later today yesterday also
then now so yet thus hence besides moreover furthermore overall elsewhere afterwards previously
indeed together again first second finally once almost among about above across after against along
although amid apart around as at because before behind below beside besides between beyond both by
despite down during either enough even ever every except far few fewer for from given good if into
just last late least less like little long more much near nearly neither never next no none not of
off on only onto other out over own past per plus quite rather roughly same several shortly since so
some soon sooner such than thanks though through throughout till to too toward towards two three
four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty
ninety hundred thousand million billion dozen double twice half third quarter under unless unlike
until up upon via well whatever whenever where whereas wherever whether which whichever while
whoever whom whose why with within without worse worst best better according back down when how
yesterday tomorrow tonight people everything something someone somebody anybody anything whole total
new old early later latest earlier former
"""
_COMMON_FIRST = frozenset(_COMMON_FIRST_WORDS.split())


def missing_name(
    fact: str,
    own: str,
    near: str,
    *,
    before: str,
    aside: frozenset[str],
    known: frozenset[str],
    speaker: frozenset[str],
    whole: str,
    credited: frozenset[str] = frozenset(),
    earlier: frozenset[str] = frozenset(),
) -> str:
    """The first name of a fact that its source does not give it; empty when all are there.

    `before` is the sentence before, `whole` the folded text of the source. `speaker` is who speaks
    before or behind: whom a “he” or a bare quotation stands for. `credited` are the words of the
    heading above and of the credit below, which speak of all that stands between. `earlier` are
    the parties that the sentences before were about.
    """
    here = words_in(own)
    beside = words_in(near) | aside
    meant = aside | subject(before, known)
    own_names = [n for n in names_in(own, known) if n.casefold() not in CALENDAR_WORDS]
    displaced = _displaced(fact, own_names)
    if coined := _coined(fact, known, whole):
        return coined
    person = bool(_PERSON.search(own)) or any(mark in own for mark in '"“„«')
    if stranger := _stranger(fact, own, own_names, whole):
        return stranger
    for name in _names(fact, known, beside):
        if _stands(name, here | credited) or _spelled(name, fact, own):
            continue
        if _in_full(name, fact, here, whole) or (_stands(name, speaker) and person):
            continue
        if _stands(name, aside) and _DEFINITE.match(own):
            continue
        spelled = _spelled(name, fact, near)
        if not _stands(name, beside) and not spelled:
            if _stands(name, earlier) and _points_back(name, fact, own, own_names, displaced):
                continue
            return name
        pointed = _pointed_at(name, own, own_names, meant=meant, aside=aside, displaced=displaced)
        if not pointed and (displaced or not spelled):
            return name
    return ""


def _names(fact: str, known: frozenset[str], beside: frozenset[str]) -> Iterator[str]:
    german = is_german(fact)
    for name in names_in(fact, known):
        folded = name.casefold()
        dated = folded.rstrip(".") in CALENDAR_WORDS and _dated(name, fact)
        if dated or (german and _common_noun(name, fact)):
            continue
        yield name
    # A first word that is no word of the source, and acts like a name.
    match = _PROPER_BEFORE.match(fact)
    if match and not german and match[1].casefold() not in _COMMON_FIRST | known:
        stems = {stem(word) for word in beside}
        first = match[1].casefold()
        plural = first.endswith("s") and fact[match.end(1) : match.end(1) + 2] not in ("’s", "'s")
        if first not in beside and stem(first) not in stems and not plural:
            yield match[1]


def _dated(name: str, fact: str) -> bool:
    """Whether a month or weekday is meant: of the short forms only with a dot or a day."""
    return (
        len(name) > 4
        or name in SHORT_MONTHS
        or re.search(rf"(?:\d(?:\.|st|nd|rd|th)? {name}|{name}(?:\.| \d))", fact) is not None
    )


def is_german(text: str) -> bool:
    """Whether a sentence is German, where every noun is capitalised."""
    words = [word.lower() for word in _LETTER.findall(text)]
    return len(words) > 2 and sum(word in _GERMAN for word in words) / len(words) > 0.15


def _common_noun(name: str, fact: str) -> bool:
    if name.casefold() in _GERMAN_PLAIN or _NOUN.search(name):
        return True
    before = fact[: fact.find(name)].rstrip().rsplit(" ", 1)[-1]
    named = before[:1].islower() and _DET.search(before) and not _GERMAN_VERB.match(before)
    return bool(named) or before.isdigit()


def _stands(name: str, there: frozenset[str]) -> bool:
    """The name itself, in the plural, or as what it is made into: `Canada`, `Canadian`."""
    folded = name.casefold()
    if (
        folded.replace(".", "") in there
        or folded in there
        or folded.removesuffix("s") in there
        or f"{folded}s" in there
    ):
        return True
    parts = [part for part in re.split(r"[-/]", folded) if part]
    if len(parts) > 1 and all(_stands(part, there) for part in parts):
        return True
    if any(alike(folded, other) for other in there):
        return True
    if len(folded) < 5:
        return False
    stem_chars = max(5, len(folded) - 3)
    return any(
        word[:stem_chars] == folded[:stem_chars] and abs(len(word) - len(folded)) <= 3
        for word in there
        if len(word) >= 5
    )


def _spelled(name: str, fact: str, there: str) -> bool:
    """Whether the acronym of a name stands there, or what the name is short for."""
    return _expanded(name, there) or _abbreviated(name, fact, there)


def _expanded(name: str, near: str) -> bool:
    """Whether the words that an acronym is short for stand there."""
    letters = name.replace(".", "").replace("&", "").casefold()
    if not (2 <= len(letters) <= 6 and name.replace(".", "").isupper()):
        return False
    words = [word.casefold() for word in _LETTER.findall(near)]
    for small in (frozenset[str](), _SMALL):
        initials = [word[0] for word in words if word not in small]
        if letters in "".join(initials):
            return True
    return False


def _abbreviated(name: str, fact: str, near: str) -> bool:
    """Whether the source has the acronym of the full name that the word belongs to."""
    for match in re.finditer(r"[A-Z]\w+(?:\s(?:of|and|for|the|[A-Z]\w+)){1,6}", fact):
        if name in match.group():
            letters = "".join(word[0] for word in match.group().split() if word[0].isupper())
            if len(letters) >= 2 and re.search(rf"\b{letters}\b", near):
                return True
    return False


def _stranger(fact: str, own: str, own_names: Sequence[str], whole: str) -> str:
    """A first word that stands where its source has a name; empty when there is none.

    Its capital tells nothing. But a true fact seldom begins with a word that is neither one of the
    source's own nor a plural, a number or one of the small words that begin any sentence.
    """
    first = _FIRST.match(fact)
    if (
        first is None
        or is_german(fact)
        or first[1].casefold() in _COMMON_FIRST | _SMALL | CALENDAR_WORDS
    ):
        return ""
    word, behind = first[1], fact[first.end(1) :]
    if word in _TITLES or _OPENING.search(word) or stem(word.casefold()) in stems_of(own):
        return ""
    mine = words_in(fact)
    gone = [name for name in own_names if name.casefold() not in mine]
    following = _FOLLOWING.match(behind)
    if following and any(f"{name}{following.group()}" in own for name in gone):
        return word
    unheard = re.search(rf"\b{re.escape(word.casefold()[:5])}", whole) is None
    return word if unheard and (gone or _PRONOUN.search(own)) else ""


def _in_full(name: str, fact: str, here: frozenset[str], whole: str) -> bool:
    """Whether a name is half of a double name whose other half stands here: “Ada” for “Brenk”."""
    for match in _DOUBLE_NAME.finditer(fact):
        one, two = match[1], match[2]
        if one.casefold() in _SMALL:
            continue
        if name in (one, two) and f"{one} {two}".casefold() in whole:
            return (two if name == one else one).casefold() in here
    return False


def _coined(fact: str, known: frozenset[str], whole: str) -> str:
    """The first half of a double name that stands nowhere in the source like that."""
    names = set(names_in(fact, known))
    for match in _DOUBLE_NAME.finditer(fact):
        one, two = match[1], match[2]
        if not {one, two} <= names or one in _TITLES or one.isupper() or two.isupper():
            continue
        if {one.casefold(), two.casefold()} & CALENDAR_WORDS:
            continue
        # “gives Harris North Carolina”: two names side by side.
        behind = re.match(r"\s[A-Z][\w-]+", fact[match.end(2) :])
        if behind and f"{two}{behind.group()}".casefold() in whole:
            continue
        if f"{one} {two}".casefold().removesuffix("s") not in whole and two.casefold() in known:
            return f"{one} {two}"
    return ""


def subject(sentence: str, known: frozenset[str]) -> frozenset[str]:
    """The names that a sentence begins with, as words: whom the next one most likely means."""
    names = [n for n in names_in(sentence, known) if n.casefold() not in CALENDAR_WORDS]
    if not names:
        return frozenset()
    begun = words_in(sentence[: sentence.find(names[0]) + SUBJECT_CHARS])
    return frozenset(name.casefold() for name in names) & begun


def _displaced(fact: str, own_names: Sequence[str]) -> bool:
    """Whether the sentence has a name that the fact does not have: it may have been replaced."""
    mine = words_in(fact)
    return any(name not in _TITLES and not _stands(name, mine) for name in own_names)


def _pointed_at(
    name: str,
    own: str,
    own_names: Sequence[str],
    *,
    meant: frozenset[str],
    aside: frozenset[str],
    displaced: bool,
) -> bool:
    """Whether a sentence may mean a name that it does not have: by “the company”, by a first “he”.

    A sentence with a name that the fact lacks must point before it names anyone.
    """
    role, pronoun = _ROLE.search(own), _PRONOUN.search(own)
    if _stands(name, aside) and (role or not displaced):
        return True
    if not displaced:
        return bool(role or pronoun or _stands(name, meant))
    return _points_first(own, own_names) and _stands(name, meant)


def _points_first(own: str, own_names: Sequence[str]) -> bool:
    """Whether “the company” or “she” stands before any name."""
    first = own.find(own_names[0]) if own_names else len(own)
    pointing = (_ROLE.search(own), _PRONOUN.search(own))
    return any(match is not None and match.start() < first for match in pointing)


def _points_back(name: str, fact: str, own: str, own_names: Sequence[str], displaced: bool) -> bool:
    """Whether a name of a fact may be whom a sentence begins with: “the company”, “she”.

    Where the sentence names others, whom the fact does not name, only for the fact's first name
    and the sentence's first words. Never for a speaker.
    """
    if re.search(rf"\b(?:{_TELLING}) (?:the )?{name}|{name}\W+(?:{_TELLING})\b", fact):
        return False
    if not displaced:
        return _points_first(own, own_names)
    begins = re.match(rf"\W*(?:\w+ )?{re.escape(name)}\b", fact)
    pointing = (_ROLE.match(own), _PRONOUN.match(own))
    return begins is not None and any(match is not None for match in pointing)


def antecedents(sentences: Sequence[str], known: frozenset[str]) -> frozenset[str]:
    """Whom the last sentences of a text are about: the nearest two parties they begin with."""
    found: list[frozenset[str]] = []
    for sentence in reversed(sentences):
        names = subject(sentence, known)
        if names and not any(names & other for other in found):
            found.append(names)
        if len(found) == PARTIES:
            break
    return frozenset[str]().union(*found)
