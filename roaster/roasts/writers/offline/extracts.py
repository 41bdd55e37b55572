"""What jokes may quote: short runs of the source's own words, at most twelve. Pure.

Only from sentences without markup or addresses, never from grim ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from roaster.roasts.writers.offline.facts import BOILERPLATE
from roaster.roasts.writers.offline.story import Extract, Line, Story
from roaster.roasts.writers.offline.terms import Found
from roaster.roasts.writers.offline.things import things_in

MAX_WORDS = 12
MIN_WORDS = 3
MAX_CLAUSE = 16  # words of a main clause: shorter ones come first


@dataclass(frozen=True, slots=True)
class Extracts:
    """All that an event offers to be quoted, best first.

    boasts: said by or for the powerful, with big words. remarks: said by those who watch them or
    pay for them. sayings: anything else that was said.
    claims: the noun phrase of a superlative. turns: what follows a “but”. dry: short sentences
    that sting by themselves. promises: by kind, `declined`, `review`, `someday`, `serious` …
    things: what the story is made of, `a calendar invitation`; never a person. plain: main clauses
    that say what happened, without a sting.
    """

    boasts: tuple[Extract, ...]
    remarks: tuple[Extract, ...]
    sayings: tuple[Extract, ...]
    claims: tuple[Extract, ...]
    turns: tuple[Extract, ...]
    dry: tuple[Extract, ...]
    promises: tuple[tuple[str, Extract], ...]
    things: tuple[Extract, ...]
    plain: tuple[Extract, ...]


PROMISE_KINDS = ("declined", "someday", "serious", "committed", "lessons", "review")

_SPOKEN = re.compile(r"“([^“”]+?)(?:”|\Z)|(?<![\w\",.!?])\"([^\"]+?)(?:\"(?!\w)|\Z)")
SAYING = re.compile(
    r"\b(?:said|says|saying|calls|called|told|asked|wrote|writes|describes?|described|answered|"
    r"answers|spoke|speaks|explained|explains|replied|stated|added|reads|according to)\b"
)
_SCRAP = re.compile(
    r"(?:no longer|not|but|and|or|that|which|to|as|with|in|on|by|of|for|from|at|was|were|is|are|"
    r"has|have|been|be)\b"
)
_SOMEBODY = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.IGNORECASE)  # it is about a person
_ENDS = re.compile(r"[.!?…][”\"’]?\Z")  # a sentence
_NESTED = re.compile(r"[“”\"«»„]")
_CLAUSE_END = re.compile(r"(?:,|;|:| [—–-]|—)\s")
_TURN = re.compile(
    r"(?:\A(?:However|But|Yet),? |[,;] (?:but|although|though|even though|yet) (?:then )?|"
    r"\s[—–] (?:but|although|though|yet) )(?P<turn>[^,;:—–]+?)(?:[.]|, [^,]{0,60}\.)\Z"
)
_NO_TURN = re.compile(
    r"\A(?:while|if|when|as|because|since|in|at|on|for|that)\b"
    r"|\b(?:also|for example|according to|he|she|his|her|him|I|we|my|our)\b"
)
_CLAIM_STOP = re.compile(
    r"[,.;:—–()“”\"!?]|\s(?:that|which|who|whose|and|but|or|for|with|by|to|in|on|at|as|after|"
    r"because|while|is|are|was|were|has|have|had|will|would|from|than|of its|so|when|if|it|said|"
    r"says|into|over|under|before|since|during|can|could|may|does|did|exists?|stands?|means?|"
    r"comes?|gets?|goes|needs?|made|built|sold|called|designed|offered|never|not|yet|now|still|where|how|why|what)\b"
)
_CLAIM_VERB = re.compile(r"(?:reimagin|reinvent|empower|revolutioni[sz]|trailblaz)\w*(?:s|ed|e)\b")
_NO_BOAST = re.compile(
    r"\b(?:frustration|threat|risk|challenge|fear|failure|crisis|loss|regret|weakness|danger|mistake|"
    r"problem|disappointment|concern|worry|obstacle|enemy|tragedy)s?\b"
)
_STING = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|only|without|yet|still|instead|declined|"
    r"refused|twice|empty|does|closed|late|cost[s]?|price|same|another|second|once|again|fell|"
    r"rose|off|last|less|fewer|nowhere|cannot|half|missing|blank|frosted|itself|by hand)\b|n[’']t\b"
)
_BAD_DRY_START = re.compile(
    r"\A(?:But|And|So|Or|I|We|You|My|Our|He|She|His|Her|Him|If|When|While|As|Because|Read|See|"
    r"Sign|Click|Now|However|They|This|These|Those|Photo|Image|Video|Source|Here|Then|Also|Credit|Follow|Share|Advertisement)\b"
)
_LEANING = re.compile(r" said|\b(?:first|second|third|other|latter|former|both|one|it|them)\Z")
_WORD = re.compile(r"\S+")
_DANGLING = re.compile(
    r"\b(?:the|a|an|of|to|and|or|with|for|in|on|at|by|that|is|are|as|its|"
    r"can|will|may|would|should|could|have|has|had|was|were|not|than|from|into|about|who|which|"
    r"when|if|this|these|their|our|my|your|because|so|be|been)\Z"
)
_SUBORDINATE = re.compile(
    r"(?:While|If|When|Although|Though|Excluding|As|Because|After|Before|Since|Given|Of course|"
    r"Even|Despite|In|At|On|For|By|With|Under)\b"
)
# Up to a full stop, or to a comma after which the main clause cannot go on.
_MAIN_CLAUSE = re.compile(
    r"(?P<clause>[A-Z][^,;:—–()]{20,130}?)"
    r"(?:\.\Z|(?:,| [—–-]) (?:which|who|whose|where|after|as|because|while|although|though|with|"
    r"without|including|saying|according|despite|amid|in an?|for the|[a-z]+ing)\b)"
)
_VERB = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will|would|can|could|did|does|said|made|took|gave|went|came|"
    r"got|put|cut|set|won|lost|held|kept|told|sold|bought|paid|built|left|met|ran|rose|fell|grew|saw|"
    r"plans?|wants?|says?|makes?|takes?|calls?|\w{3,}ed)\b"
)
_NO_NOUN_YET = re.compile(r"\b(?:the|an?) \w+ed\Z")
_SHORTEST_CLAUSE = 5  # words of a first clause that stands for a longer quotation


def read_extracts(story: Story) -> Extracts:
    """Everything quotable of an event."""
    lines = [line for line in story.lines if line.safe and not line.has("grim")]
    boasts, remarks, sayings = _spoken(lines)
    return Extracts(
        boasts=_different(boasts),
        remarks=_different(remarks),
        sayings=_different(sayings),
        claims=_different(_claims(lines)),
        turns=_different(_turns(lines)),
        dry=_different(_dry(lines)),
        promises=tuple(_promises(lines)),
        things=things_in(lines, story),
        plain=_different(sorted(_plain(lines), key=lambda each: _words(each.words) > MAX_WORDS)),
    )


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _spoken(lines: Sequence[Line]) -> tuple[list[Extract], list[Extract], list[Extract]]:
    boasts: list[tuple[int, Extract]] = []
    remarks: list[tuple[int, Extract]] = []
    sayings: list[tuple[int, Extract]] = []
    for line in lines:
        for match in _SPOKEN.finditer(line.text):
            group = 1 if match.group(1) is not None else 2
            start = match.start(group)
            said = _short(match.group(group))
            if not said or (not match.group().endswith(("”", '"')) and not _ENDS.search(line.text)):
                continue  # nothing to quote, or cut off
            weight = _pomp(line, start, start + len(said))
            powerful, critic = _by_the_powerful(line), _by_a_critic(line, start, match.end())
            extract = Extract(said, line)
            if critic:
                if not powerful and said[0].isupper():
                    remarks.append((-weight, extract))
            elif weight > 0 and powerful:
                boasts.append((-weight, extract))
            elif not _SCRAP.match(said):
                sayings.append((-_telling(match.group(group), line), extract))
    return _sorted(boasts), _sorted(remarks), _sorted(sayings)


def _telling(said: str, line: Line) -> int:
    """Whole sentences before scraps, and what somebody really said before a title or a label."""
    whole = said[0].isupper() and said[-1] in ",."
    return 4 * whole + 3 * bool(SAYING.search(line.text)) + min(_words(said), MAX_WORDS) // 3


def _sorted(weighed: list[tuple[int, Extract]]) -> list[Extract]:
    return [extract for _, extract in sorted(weighed, key=lambda each: each[0])]


def _short(said: str) -> str:
    """At most twelve words of what was said: all of it, or its first clause."""
    said = said.strip().rstrip(".,;:!").strip()
    if not said or not said[-1].isalnum() or _SOMEBODY.search(said):
        return ""
    if _NESTED.search(said) or "?" in said or said.count("(") != said.count(")"):
        return ""
    if _words(said) > MAX_WORDS:
        end = _CLAUSE_END.search(said)
        said = said[: end.start()] if end and not _SUBORDINATE.match(said) else ""
        if _words(said) < _SHORTEST_CLAUSE:
            return ""
    return said if MIN_WORDS <= _words(said) <= MAX_WORDS and not _DANGLING.search(said) else ""


def _pomp(line: Line, start: int, end: int) -> int:
    labels = [f.label for f in line.found if start <= f.start and f.end <= end]
    return labels.count("pomp") * 2 + labels.count("hype") * 3


def _by_the_powerful(line: Line) -> bool:
    return line.has("power")


def _by_a_critic(line: Line, start: int, end: int) -> bool:
    """Whether one of those who are never laughed at stands beside the words."""
    return any(f.label == "critic" and not start <= f.start < end for f in line.found)


def _claims(lines: Sequence[Line]) -> Iterator[Extract]:
    for line in sorted(lines, key=lambda line: (line.place, line.source)):
        for found in line.found:
            if found.label == "hype":
                yield Extract(_claim(line, found), line)


def _claim(line: Line, found: Found) -> str:
    """The superlative with its noun: `world’s first fully automated newsroom`."""
    rest = line.text[found.start : found.start + 90]
    inner = found.end - found.start
    stop = _CLAIM_STOP.search(rest, inner)
    if rest[:1].isupper() and re.match(r" [A-Z]", rest[inner:]):
        return ""  # part of a name
    if _CLAIM_VERB.match(rest):
        return ""
    phrase = rest[: stop.start()] if stop else rest[:inner]
    words = phrase.split()
    if not 1 <= len(words) <= 7 or (not stop and _words(rest) > 7):
        phrase = rest[:inner]
    phrase = phrase.strip(" -'’")
    if phrase[-1].isdigit() or re.search(r" [A-Z]", phrase):
        return ""
    if _NO_BOAST.search(phrase):
        return ""
    return phrase if len(re.findall(r"\w+", phrase)) > 1 else ""


def _turns(lines: Sequence[Line]) -> Iterator[Extract]:
    for line in lines:
        match = _TURN.search(line.text) if not _NESTED.search(line.text) else None
        if match and 4 <= _words(match["turn"]) <= MAX_WORDS and not _NO_TURN.search(match["turn"]):
            yield Extract(match["turn"].strip(), line)


def _dry(lines: Sequence[Line]) -> Iterator[Extract]:
    for line in lines:
        bare = line.text[:-1]
        if (
            line.text.endswith(".")
            and line.place > 0
            and 3 <= _words(bare) <= MAX_WORDS
            and line.text[:1].isupper()
            and ":" not in bare
            and _STING.search(bare)
            and not _NESTED.search(bare)
            and not _BAD_DRY_START.search(bare)
            and not _LEANING.search(bare)
            and _is_news(bare)
        ):
            yield Extract(bare, line)


def _plain(lines: Sequence[Line]) -> Iterator[Extract]:
    """Short sentences, and the main clauses that longer ones begin with, the first ones first."""
    for line in sorted(lines, key=lambda line: (line.place, line.source)):
        match = _MAIN_CLAUSE.match(line.text)
        words = match["clause"] if match else ""
        if (
            words
            and 5 <= _words(words) <= MAX_CLAUSE
            and _VERB.search(words)
            and not _NESTED.search(words)
            and not _BAD_DRY_START.search(words)
            and not _SUBORDINATE.match(words)
            and not _LEANING.search(words)
            and not _DANGLING.search(words)
            and not _is_cut(words)
            and _is_news(line.text)
        ):
            yield Extract(words, line)


def _is_cut(words: str) -> bool:
    """Whether what was admitted, or the noun of an adjective, stands behind the clause's end."""
    _, said, rest = words.rpartition(" that ")
    return bool(said and not _VERB.search(rest)) or bool(_NO_NOUN_YET.search(words))


def _is_news(text: str) -> bool:
    """Whether it is about the event: not about one person, and not about the paper itself."""
    return not (_SOMEBODY.search(text) or BOILERPLATE.search(text.lower()))


def _promises(lines: Sequence[Line]) -> Iterator[tuple[str, Extract]]:
    seen = set()
    for line in lines:
        for found in line.found:
            if found.label in PROMISE_KINDS and found.label not in seen:
                seen.add(found.label)
                yield found.label, Extract(line.text[found.start : found.end], line)


def _different(extracts: Iterable[Extract]) -> tuple[Extract, ...]:
    """Each once, and none that stands within another."""
    kept: list[Extract] = []
    for extract in extracts:
        folded = extract.words.casefold()
        if extract.words and not any(
            folded in other.words.casefold() or other.words.casefold() in folded for other in kept
        ):
            kept.append(extract)
    return tuple(kept[:12])
