"""Whom a joke must not hit, in German, by kind; and figures of speech. As data. Pure."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "private-person": r"""
        (?:ein|eine|der|die) (?:rentner|rentnerin|kassiererin|kassierer|kellnerin|kellner|verkäuferin|putzfrau|nachbarin|nachbar|obdachlose|hausfrau|pflegerin)(?:,? (?:die|der|aus|namens)|\b)
        (?:ein|eine) (?:busfahrer|busfahrerin|taxifahrer|bäcker|friseurin|postbote|landwirt|sekretärin|lehrerin|lehrer|handwerker)(?:in)? (?:aus|von|namens)
        alleinerziehende[rn]? (?:mutter|vater)|obdachlose[rn]?
    """,
    "minor": r"""
        schüler(?:in|innen)?|kleinkind(?:er)?|(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn)jährige[rn]?
        kleine[rns]? (?:junge[n]?|mädchen|sohn|tochter)|teenager[n]?|minderjährige[rn]?|grundschüler\w*
    """,
    "victim": r"""
        opfern?|hinterbliebene[rn]?|verletzten|überlebende[rn]?|geflüchtete[rn]?|flüchtlinge[n]?|trauernde[rn]?|die toten|vermissten|witwen?|waisen|wer (?:\w+ )?(?:starb|ertrank)
    """,
    "trait": r"""
        für eine frau|wie ein mädchen|(?:zu|so|wie) (?:dick|fett|hässlich)|(?:ihr|sein|ihre|seine) (?:aussehen|gewicht|akzent|figur|hautfarbe|glatze|alter|herkunft|nase)
        (?:die|alle|diese|typisch) (?:muslime|juden|ausländer|schwarzen|schwulen|lesben|asiaten|türken|araber)|die (?:blinden|tauben|dicken|alten|krüppel|frauen) (?:hätten|können|könnten|sind|haben|werden)|als (?:frau|muslim|jude|ausländer)|behinderte[rn]?|autisten?|autistische[rns]?
    """,
    "slur": r"""
        spast(?:i|is|en)?|zigeuner(?:n|in)?|schlampen?|huren?|neger[ns]?|kanaken?|schwuchteln?|krüppel[ns]?|missgeburten?|fotzen?|tunten?|mongos?
    """,
    "sexual": r"""
        erektion(?:en)?|porno?s?|pornografi\w*|brüsten?|titten|orgasm(?:us|en)|geil(?:e[rn]?|heit)?|onanier\w*|masturbier\w*|penis|vagina|nacktfotos?|(?:gut|besser|schlecht) im bett|ficken|gefickt
    """,
    "medical": r"""
        (?:ist|sind|war|waren|wirkt|scheint) (?:[\wäöüß]+ )?(?:dement|senil|schizophren|bipolar|geisteskrank|betrunken|alkoholiker(?:in)?|psychisch krank|verrückt geworden|wahnsinnig)
        psychopath(?:en|in)?|soziopath(?:en|in)?|(?:seine|ihre) (?:tabletten|medikamente)|hat (?:demenz|alzheimer|schizophrenie)
    """,
    "legal": r"""
        betrüger(?:n|in|innen)?|verbrecher(?:n|in)?|kriminelle[rn]?|gauner[n]?|veruntreu\w+|geldwäsche|bestoch\w+|besticht|bestechen|unterschlag\w+|hinterzog\w+|steuerhinterzieh\w+
        (?:hat|haben|hatte) (?:[\w.]+ ){0,4}?(?:betrogen|gestohlen|geplündert)|korrupt(?:e[rn]?)?|(?:hat|haben) sich (?:[\w.]+ ){1,4}?(?:eingesteckt|bereichert)|(?:fälscht|fälschte|gefälscht|frisiert|frisierte)[n]?|schmiergeld(?:er)?|gehör(?:t|en) (?:ins gefängnis|hinter gitter)|hinter gittern?|meineid\w*|bricht das gesetz|brach das gesetz
    """,
}
FIGURES = r"""
verbrechen an der \w+|verbrechen am \w+|betrugs(?:abteilung|prävention|bekämpfung)\w*|trunken vor \w+|opfer (?:ihres|seines) (?:eigenen )?(?:erfolgs|\w+)|wunderkind\w*|auf (?:diesem|einem) auge blind
"""
ATTRIBUTION = r"""
sagte[n]?|sagt|laut|zufolge|nach angaben|mitteilte[n]?|teilte[n]? \S+ mit|meldete[n]?|gericht\w*|richter\w*|staatsanwalt\w*|ermittler\w*|polizei|anklage|verurteilt\w*|urteil\w*|mutmaßlich\w*|räumte[n]? \S+ ein|wirft|warf|vorwurf|behörde\w*
"""
