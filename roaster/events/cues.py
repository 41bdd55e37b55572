"""What gives a roast something to hold on to: words in their context, as data. Pure.

Each cue has its points and a word list for each language (`roaster.text.patterns` says how they are
written). A text of another language is searched with all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from roaster.text.patterns import lowered, pattern_of

_MONTH = """
january february march april may june july august september october november december
"""
_MONAT = "januar februar märz april mai juni juli august september oktober november dezember"
_LISTS = {"MONTH": _MONTH, "MONAT": _MONAT}


@dataclass(frozen=True, slots=True)
class Cue:
    """One kind of thing to roast. `words` are word lists by language."""

    name: str
    points: float
    words: Mapping[str, str]

    def found_in(self, text: str, language: str) -> str:
        """The first words of a text that fit; empty when none do."""
        plain = lowered(text)
        lists = [self.words[language]] if language in self.words else list(self.words.values())
        hits = (_compiled(words).search(plain) for words in lists)
        return next((hit.group() for hit in hits if hit), "")


@lru_cache(maxsize=256)  # as `re` keeps patterns, but before the lists are spelled out
def _compiled(words: str) -> re.Pattern[str]:
    return pattern_of(words, _LISTS)


CUES = (
    Cue(
        "claim against fact",
        2.0,
        {
            "en": r"""
                despite (?:claims?|promis\w+|insist\w+|having (?:said|promised)|its (?:own )?\w+)
                contrary to (?:its|his|her|their|the|what|claims?)|(?:had|has) (?:\w+ )?insisted
                (?:documents?|records?|figures?|data|emails?|filings?|audit|study) (?:show|reveal)\w*
                (?:documents?|records?|figures?|data|filings?|survey) (?:contradict|suggest)\w*
                (?:after|while|even as|just \w+ after) (?:promising|claiming|insisting|denying)
                turns? out|turned out|it emerged|actually|in (?:reality|fact)|so called
                (?:claims?|claimed|boasts?|boasted|insists?) [^.!?]{3,80}? (?:but|yet|although|however)
                (?:advertised|marketed|billed|touted|promoted|sold|described) as
                (?:falsely|wrongly|misleading(?:ly)?|overstated|exaggerated|inflated)
                (?:never (?:existed|happened|worked)|did not exist|does not exist|only on paper)
                hypocri\w+|ironic(?:ally)?|backfir(?:es|ed|ing)|awkward(?:ly)?|double standards?
            """,
            "de": r"""
                entgegen (?:de[rmns]|eigene[rnm]|früheren|aller) \w+|trotz (?:\w+ )?versprech\w+
                obwohl (?:er|sie|es|das|der|die) [^.!?]{3,60}? (?:versproch|zugesagt|behauptet)\w*
                (?:unterlagen|dokumente|zahlen|daten|akten|e mails?) (?:zeigen|belegen|widersprechen)
                stell(?:t|te) sich heraus|tatsächlich|in wahrheit|in wirklichkeit|angeblich\w*
                (?:behauptet|beteuert|betont)e? [^.!?]{3,80}? (?:aber|jedoch|doch)|sogenannte\w*
                (?:beworben|angepriesen|verkauft|vermarktet) als|irreführend\w*|übertrieben
                nur auf dem papier|doppelmoral|ausgerechnet|peinlich\w*|blamage|eigentor
            """,
        },
    ),
    Cue(
        "reversal",
        1.5,
        {
            "en": r"""
                u turns?|climb ?downs?|climbs? down|backtrack\w*|backpedal\w*|about face|backs? down
                (?:scraps?|scrapped|abandons|ditch(?:es|ed)|revers(?:es|ed) (?:its|the|his|her|their|a) \w+)
                (?:withdraws?|withdrew|rescinds?|rescinded|shelves|shelved|revers(?:al|es) course)
                (?:cancels?|cancell?ed|drops?|dropped|delays?|delayed|postpones?|postponed) (?:its |the |a |all |his |her |their )?(?:\w+ )?(?:plans?|fees?|charges?|rules?|requirements?|support|launch|project|bid|claims?|ban|tax|tariffs?|rollout|opening|release|deal|merger|policy|proposal|lawsuit|event)
                (?:pulls|pulled) (?:the plug|back|out)|walks? back|walked back|rolls? back
                no longer|changes? (?:its|his|her|their) mind|after (?:a )?(?:backlash|outcry)
            """,
            "de": r"""
                kehrtwende|rückzieher|rolle rückwärts|kehrtwendung|zurückgerudert|rudert zurück
                (?:nimmt|nahm|zieht|zog) [^.!?]{0,60}?zurück|rückgängig|verwirft|verworfen|gestrichen
                abgesagt|verschoben|sagt [^.!?]{0,40}? ab|kippt|gekippt|nun doch|doch nicht
                nach (?:heftiger |massiver )?kritik|knickt ein|eingeknickt
            """,
        },
    ),
    Cue(
        "self-praise",
        1.5,
        {
            "en": r"""
                (?:world's|industry's|country's|region's|market's) (?:first|most|best|\w+est|leading)
                world (?:class|leading|beating)|best in class|state of the art|cutting edge
                (?:revolution(?:ary|i[sz]es?|i[sz]ing)|game chang(?:er|ing)|ground ?breaking)
                (?:unparalleled|unrivall?ed|unmatched|visionary|transformative)
                (?:pioneering|reimagin\w+|reinvent\w*|disrupt(?:s|ive)?)
                (?:proud|excited|thrilled|delighted|humbled) to (?:announce|share|present|be)
                the (?:most|best|fastest|smartest|greatest|largest|biggest|safest) [^.!?]{3,50}? (?:ever|yet)
                the (?:most|smartest|greatest|safest) \w+ (?:\w+ )?(?:in|of) the (?:world|region)
                the future of|once in a (?:generation|lifetime)|breakthroughs?
            """,
            "de": r"""
                weltweit (?:führend|erst|einzigartig|best)\w*|weltmarktführer\w*|weltklasse|weltneuheit
                bahnbrechend\w*|revolutionär\w*|revolutioniert?|einzigartig\w*|einmalig\w*|wegweisend\w*
                beispiellos\w*|historisch\w*|zukunftsweisend\w*|meilensteins?|durchbruchs?|vorreiter\w*
                stolz (?:auf|darauf)|freuen uns|die zukunft de[rs]
                (?:der|die|das) (?:modernste|beste|schnellste|größte|sicherste|innovativste)\w*
            """,
        },
    ),
    Cue(
        "promise with a date",
        1.0,
        {
            "en": r"""
                (?:will|plans? to|aims? to|promis(?:es|ed)|vow(?:s|ed)|pledg(?:es|ed)|expects? to|targets?) (?:\S+ ){0,10}?(?:by|in|from|before|until) (?:the end of |early |late |mid )?(?:20[2-9]\d|MONTH|next (?:year|month|week|spring|summer|autumn|fall|winter))
                by (?:the end of )?(?:20[2-9]\d|next (?:year|month)|the decade)
                (?:announced|planned|scheduled|expected|due|promised) (?:for|in|by|to) (?:\S+ ){0,4}?(?:20[2-9]\d|MONTH|next (?:year|month|week))
            """,
            "de": r"""
                (?:bis|ab|bis zum jahr|bis ende|ab ende|ab dem jahr) (?:20[2-9]\d|MONAT|nächsten \w+|kommenden \w+)
                (?:will|wollen|soll|sollen|plant|planen|verspricht|versprach|kündigt) (?:\S+ ){0,10}?(?:20[2-9]\d|im MONAT|nächste[ns] jahr\w*|kommende[ns] jahr\w*)
            """,
        },
    ),
    Cue(
        "apology",
        1.5,
        {
            "en": r"""
                apologi[sz]e[sd]?|apologi[sz]ing|apolog(?:y|ies)|(?:we are|is|are|was) (?:very |deeply )?sorry
                regrets?|regretted|takes? (?:full )?responsibility|mea culpa|admits?|admitted|concedes?
                conceded|(?:an?|the) (?:human |technical |clerical )?(?:error|mistake|oversight|glitch)
                misunderst\w+|taken out of context|blam(?:es|ed|ing)
            """,
            "de": r"""
                entschuldig\w+|bedauer\w+|um verzeihung|räumt [^.!?]{0,60}? ein|eingeräumt|gesteht|zugegeben
                gibt [^.!?]{0,40}? zu|(?:ein|der|dem) (?:technischer |menschlicher )?(?:fehler|irrtum|versehen)
                missverständnis\w*|aus dem zusammenhang|schiebt [^.!?]{0,40}? (?:die )?schuld
            """,
        },
    ),
)

MONEY = r"""
(?:[0-9][0-9.,]*|several|dozens of|hundreds of) (?:hundred |thousand |[mb]illion )?(?:crowns?|francs?|rupees?|yuan|kron(?:er|or|en)|pesos?|zloty|dirhams?|reais|rand)
(?:[0-9][0-9.,]*|mehrere) (?:tausend |millionen |milliarden )?(?:franken|kronen|rupien)
(?:multi )?(?:[mb]illion)s? of (?:dollars|pounds|euros)|(?:millionen|milliarden) (?:euro|dollar)
"""
"""Sums in currencies that `roaster.text.quantities` has no sign for."""

ROUTINE: Mapping[str, str] = {
    "sports score": r"""
        [0-9]{1,3} ?[-–:] ?[0-9]{1,3} (?:win|loss|defeat|draw|victory|thrashing|rout|sieg|niederlage)
        (?:beats?|thrash(?:es)?|defeats?|edges?|rout|draws? with|held by|downs?|sinks?|crush(?:es)?|tops?|rally past|hold off) [^.!?]{2,40}? [0-9]{1,3} ?[-–:] ?[0-9]{1,3}
        \A[a-zäöüß\s.]{3,30} [0-9]{1,3} ?[-–:] ?[0-9]{1,3} (?!times)[a-zäöüß\s.]{3,30}\Z
        (?:schlägt|besiegt|gewinnt gegen|verliert gegen|siegt) [^.!?]{2,40}? [0-9]{1,3} ?[-–:] ?[0-9]{1,3}
        (?:match|race|game|half time|full time|injury|team|fixture) (?:report|recap|news|list|result)s?
        (?:premier league|nba|nfl|nhl|mlb|bundesliga|la liga|serie a|ipl) (?:scores?|results?|fixtures?|standings|table|ergebnisse|tabelle|spieltag)
        (?:starting|confirmed|predicted) (?:line ?ups?|xi)|player ratings|qualifying results|box scores?
        spielbericht|liveticker|aufstellung(?:en)?
    """,
    "listing": r"""
        (?:what's on|what to (?:watch|read|know|stream|cook)|how to watch|where to watch|tv tonight)
        (?:horoscopes?|crosswords?|sudoku|wordle|connections hints?|quordle|strands hints?)
        (?:lottery|powerball|mega millions) (?:numbers|results|winning)|(?:weather|pollen) forecast
        (?:best|top|today's|early) [^.!?]{0,40}?(?:deals?|discounts?|coupons?|promo codes?)
        (?:promo|coupon|discount) codes?|(?:daily|morning|evening|weekly|week in) (?:briefing|roundup|digest|review|newsletter|quiz)
        (?:photos?|pictures?|cartoons?|letters?|quotes?) of the (?:day|week|month)|in pictures
        (?:live|latest) (?:updates|blog)|as it happened|(?:letters|notes) to the editor
        (?:this|last) week in [^.!?]{3,30}|news quiz|corrections and clarifications|gift guide
        (?:stocks?|markets?) (?:to watch|open (?:higher|lower|flat)|close (?:higher|lower|flat)|wrap)
        (?:wetter(?:bericht|vorhersage)?|lottozahlen|horoskop|fotostrecke|bilder des tages)
        (?:tv tipps?|kreuzworträtsel|newsblog|das wichtigste in kürze|presseschau|terminkalender)
    """,
}  # fmt: skip
"""Titles that report nothing anybody claimed: there is seldom a joke in them."""

ROUTINE_CATEGORIES = """
horoscopes? crosswords? puzzles? games quiz(?:zes)? deals? coupons? weather listings? obituaries
wetter horoskope? lotto rätsel
"""


def routine_title(title: str, category: str) -> str:
    """What makes a title a routine one, in words; empty when it is none."""
    plain = lowered(title)
    for name, words in ROUTINE.items():
        if _compiled(words).search(plain):
            return name
    listed = re.fullmatch("|".join(ROUTINE_CATEGORIES.split()), lowered(category))
    return f"category {category}" if listed else ""
