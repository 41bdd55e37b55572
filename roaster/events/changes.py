"""Whether an article about a told event brings something that the editor should know. Pure.

Nothing here changes a roast: what is found is offered to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from roaster.model.news import Article
from roaster.text.clean import clean_line, cut
from roaster.text.figures import Figure, differing, figures
from roaster.text.patterns import lowered, pattern_of
from roaster.text.sentences import sentences
from roaster.text.sober import SUBJECTS, sober_subject

_LEAD = 1500  # characters of the article that are read
_MOST = 300  # characters of evidence


class ChangeKind(StrEnum):
    """What a continuing article brings, the gravest first."""

    SOBER = "sober"  # the event is no joke any more
    CORRECTION = "correction"
    REVERSAL = "reversal"
    DECISION = "decision"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: a sentence of the article that shows it, and words for the editor."""

    kind: ChangeKind
    evidence: str
    words: str


# Word lists as `roaster.text.patterns` says. A correction stands at the head of a title or lead.
_CORRECTION = r"""
corrections?|corrected|clarifications?|retract(?:ion|ions|ed|s)|an earlier version of this
this (?:article|story|report|headline) (?:has been|was) (?:corrected|amended|updated|changed|retracted)
withdr(?:ew|awn) (?:the |its |this )?(?:article|story|report)|editor's note|update[ds]?(?= ?:)|apologises for (?:the |an )?error in
korrektur(?:en)?|korrigiert|berichtigung(?:en)?|richtigstellung|gegendarstellung|in einer früheren (?:version|fassung)
(?:dieser|der) (?:artikel|text|bericht) wurde (?:korrigiert|geändert|zurückgezogen|aktualisiert)|update(?= ?:)|aktualisiert(?= ?:)
"""
_REVERSAL = r"""
cancel(?:s|led|ed)|revers(?:es|ed)|u turns?|scraps|scrapped|abandons|abandoned|ditches|ditched|shelves|shelved
drops? (?:\w+ ){0,3}?(?:plans?|bid|case|charges?|claims?|lawsuit|suit|fees?|policy|project|proposal|appeal|ban|rule|requirement|support)
dropped (?:\w+ ){0,3}?(?:plans?|bid|case|charges?|claims?|lawsuit|suit|fees?|policy|project|proposal|appeal|ban|rule|requirement|support)
backtracks?|backtracked|backs? down|backed down|climbs? down|walks? back|walked back|rolls? back|rolled back
withdraws|withdrew|rescinds|rescinded|calls? off|called off|postpones|postponed|no longer plans|pulls out|pulled out
kehrtwende|rudert zurück|zurückgerudert|sagt \S+(?: \S+){0,4}? ab|abgesagt|gestrichen|verworfen|kippt|gekippt
(?:zieht|zog|nimmt|nahm) \S+(?: \S+){0,6}? zurück|verschiebt|verschoben|knickt ein|macht \S+(?: \S+){0,4}? rückgängig
"""
_DECISION = r"""
(?:court|judge|judges|jury|tribunal|regulator|arbitrator|panel) (?:\w+ ){0,3}?(?:rules?|ruled|orders?|ordered|blocks|blocked|upholds|upheld|strikes|struck|dismiss\w+|finds|found|sides|sided|overturn\w*|approv\w+|reject\w*|fines|fined|awards|awarded|clears|cleared)
ruling|verdict|convicted|acquitted|sentenced|found (?:not )?(?:guilty|liable)|settles?|settled|settlement
(?:parliament|senate|house|congress|council|committee|board|shareholders|members|lawmakers|mps|voters|commission|cabinet) (?:\w+ ){0,3}?(?:votes?|voted|approv\w+|reject\w*|pass(?:es|ed)|adopt\w*|back(?:s|ed)|agree[sd]?)
votes? (?:to|for|against|down)|voted (?:to|for|against|down)|fined|resigns|resigned|steps down|stepped down|sacked|fires its|ousted
urteilt?|urteile|entscheidet|entschied(?:en)?|verurteilt|freigesprochen|freispruch|vergleich mit|tritt zurück|zurückgetreten|entlassen
(?:gericht|richter|bgh|bundestag|bundesrat|landtag|stadtrat|kommission|parlament|ausschuss|aufsichtsrat|kartellamt) (?:\w+ ){0,4}?(?:stimmt|stimmte|beschließt|beschloss|billigt|lehnt|verhängt|kippt|bestätigt|untersagt|genehmigt)
"""
_WORDED: Sequence[tuple[ChangeKind, str, str]] = (
    (ChangeKind.CORRECTION, _CORRECTION, "the source corrects itself"),
    (ChangeKind.REVERSAL, _REVERSAL, "somebody takes something back"),
    (ChangeKind.DECISION, _DECISION, "something was decided"),
)


def material_change(
    article: Article, told: str, never_roast: Sequence[str] = SUBJECTS
) -> Change | None:
    """What an article adds to `told`, the text of the roast it continues; None: nothing that matters.

    A kind of change that the roast tells already is not found again. `never_roast` are the
    subjects that end the joke. Numbers of dead or injured
    are never weighed against each other: an event that has become grim is told as that.
    """
    title, lead = clean_line(article.title), (article.summary + "\n" + article.text)[:_LEAD]
    return (
        _sober(title, lead, told, never_roast)
        or _worded(title, lead, told)
        or next(_numbers(f"{title}\n{lead}", told), None)
    )


def retitled(
    title: str, old_title: str, told: str, never_roast: Sequence[str] = SUBJECTS
) -> Change | None:
    """What a new title of a source adds to a roast; None when it only says the same in other words.

    A feed and a page often have two titles for one article, so another title alone is no change.
    """
    known = f"{old_title}\n{told}"
    change = _sober(title, "", known, never_roast) or _worded(title, "", known)
    if change is None:
        figured = differing(figures(old_title), figures(title))
        change = next((_numbered(one, other) for one, other in figured), None)
    return change


def _sober(title: str, lead: str, told: str, never_roast: Sequence[str]) -> Change | None:
    match = sober_subject(title, lead, never_roast)
    if match is None or sober_subject("", told, never_roast) is not None:
        return None
    words = f"the event is no joke any more: {match.subject}"
    return Change(ChangeKind.SOBER, cut(clean_line(match.sentence), _MOST), words)


def _worded(title: str, lead: str, told: str) -> Change | None:
    """In the title, or in the first paragraphs; corrections stand at the end of them too."""
    known = lowered(told)
    for kind, lines, words in _WORDED:
        pattern = pattern_of(lines)
        if pattern.search(known):
            continue
        for sentence in (title, *sentences(lead)[: _SENTENCES[kind]]):
            if pattern.search(lowered(sentence)):
                return Change(kind, cut(clean_line(sentence), _MOST), words)
    return None


_SENTENCES: Mapping[ChangeKind, int] = {
    ChangeKind.CORRECTION: 40,
    ChangeKind.REVERSAL: 2,
    ChangeKind.DECISION: 2,
}


def _numbers(text: str, told: str) -> Iterator[Change]:
    for one, other in differing(figures(told), figures(text)):
        grim = sober_subject(other.sentence, "", SUBJECTS) or sober_subject(
            one.sentence, "", SUBJECTS
        )
        if grim is None:
            yield _numbered(one, other)


def _numbered(one: Figure, other: Figure) -> Change:
    words = f"{other.written} now, {one.written} before"
    return Change(ChangeKind.NUMBERS, cut(clean_line(other.sentence), _MOST), words)
