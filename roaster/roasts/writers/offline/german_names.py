"""Whom a German event is about: organisations only, and only where the text says that it is one. Pure.

Every noun has a capital in German, so a capital tells nothing. What tells is the word beside the
name: `der Hersteller Brellwerk`, `die Brellwerk AG`, `Brellwerk-Chef`. Whoever may be a person is
named by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from roaster.roasts.writers.offline.bodies import MARK, mark
from roaster.roasts.writers.offline.names import Names
from roaster.roasts.writers.offline.story import Story

LEAST_MENTIONS = 2  # in the text
_MOST_WORDS = 3
_WORD = re.compile(r"[^\W_][\w&.-]*[\w&]|&")
_LEGAL = r"(?:AG|SE|GmbH|KGaA|KG|OHG|eG|mbH|e\.\s?V\.|Inc\b|Ltd\b|Corp\b|plc|N\.?V\.|Holding|Gruppe|Group)"
_BODY = (
    r"(?:[Kk]onzern|[Uu]nternehmen|[Hh]ersteller|[Aa]nbieter|[Bb]etreiber|[Hh]ändler|[Vv]ersicherer|"
    r"[Vv]ersorger|[Vv]erlag|[Bb]ank|[Bb]ehörde|[Vv]erband|[Pp]lattform|[Dd]ienst|[Ff]irma|[Aa]irline|"
    r"[Ff]luggesellschaft|[Kk]ette|[Mm]arke|[Zz]ulieferer|[Ss]ender|[Aa]utobauer|[Ss]tart-?up|[Rr]iese|"
    r"[Bb]örse|[Gg]esellschaft|[Dd]iscounter|[Rr]eederei|[Bb]rauerei|[Ww]erft|[Ss]parkasse|[Mm]esse)"
)
_NOT_A_NAME = re.compile(
    rf"(?:\w*{_BODY}(?:s|e|es|en|n)?|Bahn|Post|Stadt|Land|Kreis|Gemeinde|Regierung|Partei|Kirche|"
    r"Klinik|Schule|Verein|Club|Klub|Staat|Amt|Ministerium|Gericht|Chef|Neue|Deutsche[rns]?|"
    r"EU|USA|UN|UK|DDR|KI|IT|TV|WM|EM|BIP|CO|CEO|PC|ID|PDF|ICE|LKW|PKW|SUV|GPS)"
)
_SIGNS = re.compile(
    rf"\b\w*{_BODY}(?:s|es|n)? {MARK}|{MARK} {_LEGAL}(?!\w)"
    rf"|{MARK}-(?:Chef(?:in)?|Vorstand\w*|Aufsichtsrat\w*|Aktien?|Filialen?|Konzern\w*|Zentrale|Werke?n?|"
    r"Geschäftsführ\w+|Tochter|Gruppe|Management|Läden|Märkten?)\b"
)
_PERSON = re.compile(
    rf"\b(?:Herrn?|Frau|Dr\.|Prof\.|[Pp]räsident\w*|[Mm]inister\w*|[Kk]anzler\w*|[Ss]precher\w*|[Cc]hef\w*|"
    rf"[Tt]rainer\w*|[Ss]änger\w*|[Aa]utor\w*|[Gg]ründer\w*|[Bb]ürgermeister\w*) (?:[A-ZÄÖÜ]\w+ )?{MARK}"
    rf"|{MARK} \(\d\d\)|{MARK}, \d\d,"
)
# Nouns have articles and adjectives; most names of companies have none.
_NOUN = re.compile(
    rf"\b(?:[Dd](?:er|ie|as|en|em|es)|[Ee]in\w*|[Kk]ein\w*|[Ii]hr\w*|[Ss]ein\w*|[Aa]lle\w*|[Vv]iele\w*|"
    rf"[Mm]ehr|[Ww]eniger|[Zz]u[mr]|[Vv]om|[Bb]eim|[Ii]m|[Aa]m|\d+|neue\w*) {MARK}(?! {_LEGAL})(?!-)"
)


def read_german_names(story: Story) -> Names:
    """The organisation that the title names and the text calls one; else nobody."""
    text = story.text
    for name in _candidates(story.title):
        if (
            name not in story.outlets
            and text.count(name) >= LEAST_MENTIONS
            and _is_body(name, text)
        ):
            return Names(name, company=True, person=False)
    return Names("", company=False, person=False)


def _candidates(title: str) -> Iterator[str]:
    """Runs of words with a capital, the longest first at each place."""
    words = [match.group() for match in _WORD.finditer(title)]
    for place in range(len(words)):
        for size in range(min(_MOST_WORDS, len(words) - place), 0, -1):
            run = words[place : place + size]
            name = " ".join(run)
            within = all(word[0].isupper() or word == "&" for word in run[1:-1])
            capital = run[0][0].isupper() and run[-1][0].isupper() and within and name in title
            if capital and len(name) > 1 and not _NOT_A_NAME.fullmatch(name):
                yield name


def _is_body(name: str, text: str) -> bool:
    marked = _with_hyphens(mark(name, text), name)
    return bool(_SIGNS.search(marked)) and not (_PERSON.search(marked) or _NOUN.search(marked))


def _with_hyphens(marked: str, name: str) -> str:
    """`Brellwerk-Chef` is one word, but the name stands in it."""
    return re.sub(rf"(?<![\w-]){re.escape(name)}(?=-\w)", MARK, marked)
