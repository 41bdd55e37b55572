"""German prose: what may be quoted of it, which sentences stand alone, who speaks. Pure.

Nothing here takes words out of their case: what is quoted is quoted as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from roaster.roasts.writers.offline.extracts import (
    MAX_WORDS,
    MIN_WORDS,
    PROMISE_KINDS,
    Extracts,
)
from roaster.roasts.writers.offline.facts import FactWords
from roaster.roasts.writers.offline.names import Names
from roaster.roasts.writers.offline.stock import Role
from roaster.roasts.writers.offline.story import Extract, Frequent, Line, Story

_FREQUENT = (
    "der die das den dem des und in zu mit von auf für ist im am ein eine einen sich nicht es als "
    "auch an bei nach aus werden wird hat haben sei seien dass um zum zur"
)
FREQUENT_GERMAN = Frequent(frozenset(_FREQUENT.split()), 0.14)  # German prose has 0.3 and more

_EMPTY = """
der die das den dem des ein eine einen einem einer eines und oder aber von im in am an auf zu zur
zum für mit als ist sind war waren hat haben hatte hatten wird werden wurde wurden sich sie er es
ihr ihre ihren sein seine seinen dass laut nicht auch nach bei aus um über unter vor seit noch nur
mehr sehr so wie was wer wenn weil damit dabei dazu kann können soll sollen will wollen muss
"""


def _balanced(text: str) -> bool:
    return (
        text.count("„") == text.count("“") + text.count("”")
        and text.count("»") == text.count("«")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
    )


GERMAN_FACTS = FactWords(
    bad_start=re.compile(
        r"\A(?:(?:Er|Sie|Es|Dies\w*|Das(?= [a-zäöü])|Jene\w*|Solche\w*|Und|Aber|Oder|Denn|Doch|Jedoch|Allerdings|Dabei|"
        r"Dazu|Damit|Davon|Dafür|Dagegen|Darauf|Daraus|Darin|Darüber|Darum|Daran|Deshalb|Deswegen|"
        r"Daher|Dann|Danach|Dennoch|Trotzdem|Außerdem|Zudem|Ferner|Hier|Dort|Da|So|Auch|Noch|Nur|Wir|"
        r"Ich|Ihr|Ihre\w*|Sein\w*|Unser\w*|Mein\w*|Man|Beide|Andere|Einige|Manche|Später|Zuvor|Zunächst|"
        r"Schließlich|Inzwischen|Mittlerweile|Stattdessen|Hingegen|Vielmehr|Immerhin|Also|Nun|Ja|Nein|"
        r"Letzter\w*|Erster\w*|Der (?:erste|zweite|letzte|andere)|Die (?:erste|zweite|letzte|andere)n?)\b"
        r"|[“\"'„‘»«(\[–—…-]|[a-zäöü])"
    ),
    boilerplate=re.compile(
        r"newsletter|abonnier|lesen sie (?:auch|mehr)|mehr zum thema|cookies?\b|alle rechte vorbehalten|"
        r"^anzeige|^werbung|\bfotos?:|\bfoto\b.{0,20}(?:dpa|imago|getty)|^quelle:|jetzt anmelden|"
        r"datenschutz|impressum|whatsapp|folgen sie uns|mit material (?:von|der)|dpa-infocom|"
        r"dieser artikel|dieser text|weiterlesen|anweisungen|system prompt"
    ),
    first_person=re.compile(r"\b(?:ich|wir|uns|unsere?\w*|mein\w*|mir|mich)\b", re.IGNORECASE),
    referring=re.compile(
        r"\b(?:dies\w*|jene[rsmn]?|solche\w*|derselbe\w*|dieselbe\w*|davon|darunter)\b"
    ),
    empty=frozenset(_EMPTY.split()),
    balanced=_balanced,
)

_SPOKEN = re.compile(r"„([^„“”]+)[“”]|»([^»«]+)«|\"([^\"]+)\"")
_NESTED = re.compile(r"[“”\"«»„‚‘’]")
_SAID = re.compile(
    r"\b(?:sagte|sagt|sagten|erklärte|erklärt|teilte|hieß es|heißt es|schrieb|schreibt|nannte|nennt|"
    r"betonte|kündigte|versprach|lobte|meinte|sprach|antwortete|zufolge|laut)\b"
)
_STING = re.compile(
    r"\b(?:nicht|kein\w*|nie|niemand\w*|nichts|nur|erst|ohne|statt|trotzdem|wieder|noch immer|doppelt|"
    r"leer\w*|geschlossen|verspätet|abgelehnt|teurer|weniger|halb\w*|letzte\w*|umsonst|selbst|vergeblich)\b"
)
_BAD_START = re.compile(
    r"\A(?:Und|Aber|Oder|Doch|Denn|Ich|Wir|Er|Sie|Es|Ihr\w*|Sein\w*|Mein\w*|Unser\w*|Wenn|Als|Weil|Obwohl|Da|"
    r"Dass|Das(?= [a-zäöü])|Ob|Damit|Dies\w*|Jene\w*|Lesen|Foto\w*|Bild\w*|Quelle|Anzeige|Hier|Dort|Dann|Auch|So|Mehr|Video)\b"
)
_MAIN_CLAUSE = re.compile(
    r"(?P<clause>[A-ZÄÖÜ][^,;:–—()]{20,110}?)"
    r"(?:\.\Z|,\s(?:weil|obwohl|nachdem|während|wobei|um|sagte|teilte|erklärte|obgleich|sodass|damit)\b)"
)
_TURN = re.compile(
    r"\A(?:Doch|Aber) (?P<turn>(?:der|die|das|den|ein|eine|im|am|in|nach)\b[^,;:–—]+)\.\Z"
)
_VERB = re.compile(
    r"\b(?:ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|soll|sollen|will|wollen|"
    r"kann|können|muss|müssen|gibt|gab|bleibt|blieb|kostet|kostete\w*|kommt|kam|geht|ging|steht|stand|"
    r"liegt|lag|musste\w?|wusste\w?|[a-zäöüß]{2,}[a-rt-zäöüß]ten?|\w+iert)\b"
)
_COMPOUND = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{11,30}\b")
_HUMAN = re.compile(
    r"(?:innen|mann|männer\w*|frau|frauen|leute\w*|arbeiter\w*|nehmer\w*|geber\w*|schüler\w*|kinder\w*|"
    r"jugendlich\w*|bürger\w*|besucher\w*|vorsitzende\w*|minister\w*|präsident\w*|sprecher\w*|wähler\w*|"
    r"wissenschaftler\w*|\w+ierer\w*|angehörig\w*|opfer\w*|patient\w*|flüchtling\w*|beschäftigte\w*|meister\w*|"
    r"Verletzte\w*|Tote\w*|Verdächtig\w*|Angeklagte\w*|Verantwortlich\w*|fahrer\w*|behinder\w*|krank\w*|"
    r"mord\w*|gewalt\w*|missbrauch\w*|unfall\w*|straf\w*|krieg\w*|krebs\w*|schmerz\w*|syndrom\w*|symptom\w*|nebenwirkung\w*|erkrankung\w*|impfschäd\w*|tod\w*|katastroph\w*)\Z",
    re.IGNORECASE,
)
_PLACE_OR_DAY = re.compile(
    r"(?:straße|platz|allee|deutschland|republik|europa)\Z|stag\Z|(?:ive|ische|liche)[nrs]?\Z|(?:stein|burg)\Z"
)
# What may stand before a noun that is no name; a first name has a capital and is none of these.
_BEFORE_NOUN = re.compile(
    r"(?:\A|[.:;!?“”„\"»«(–—/-]|\b(?:[a-zäöüß]\S*|\d\S*|[DMSK]?[Ee]in(?:e[nrsm]?)?|D(?:er|ie|as|en|em|es)|"
    r"Alle[nr]?|Viele|Keine?|Diese[rsnm]?|Im|Am|Zum|Zur|Vom|Beim|Mit|Nach|Bei|Von|Auf|Aus|Ohne|Statt|Trotz|"
    r"Laut|In|An|Zu|Für|Gegen|Mehr|Und|Aber|Doch))\Z"
)
MOST_THINGS = 14


def read_german_extracts(story: Story) -> Extracts:
    """Everything quotable of a German event."""
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
        things=_things(lines, story),
        plain=_different(_plain(lines)),
    )


def german_speaker(extract: Extract, roles: Sequence[Role], _names: Names) -> str:
    """Who said it, where just one of the roles stands in the sentence; else empty."""
    if not _SAID.search(extract.line.text):
        return ""
    beside = {
        found.label.removeprefix("role:")
        for found in extract.line.found
        if found.label.startswith("role:")
    }
    speakers = [role.name for role in roles if role.id in beside and role.powerful]
    return speakers[0] if len(beside) == 1 and speakers else ""


def _words(text: str) -> int:
    return len(text.split())


def _spoken(lines: Sequence[Line]) -> tuple[list[Extract], list[Extract], list[Extract]]:
    boasts, remarks, sayings = [], [], []
    for line in lines:
        for match in _SPOKEN.finditer(line.text):
            said = next(group for group in match.groups() if group).strip().rstrip(".,;:!").strip()
            if not MIN_WORDS <= _words(said) <= MAX_WORDS or _NESTED.search(said) or "?" in said:
                continue
            extract = Extract(said, line)
            start, end = match.span()
            within = [f.label for f in line.found if start <= f.start < end]
            if any(
                f.label == "critic" and not match.start() <= f.start < match.end()
                for f in line.found
            ):
                remarks += [extract] if not line.has("power") and said[0].isupper() else []
            elif line.has("power") and {"pomp", "hype"}.intersection(within):
                boasts.append(extract)
            else:
                sayings.append(extract)
    return boasts, remarks, sayings


def _claims(lines: Sequence[Line]) -> Iterator[Extract]:
    """The superlative with the noun that it ends in: `erste papierlose Behörde`."""
    for line in lines:
        for found in line.found:
            if found.label == "hype":
                rest = line.text[found.start : found.start + 80]
                match = re.match(r"(?:[a-zäöüß-]+\s){0,3}[A-ZÄÖÜ][a-zäöüß-]+\b", rest)
                if match and _words(match.group()) > 1:
                    yield Extract(match.group(), line)


def _turns(lines: Sequence[Line]) -> Iterator[Extract]:
    for line in lines:
        match = _TURN.match(line.text)
        if match and 4 <= _words(match["turn"]) <= MAX_WORDS and not _NESTED.search(line.text):
            yield Extract(match["turn"], line)


def _dry(lines: Sequence[Line]) -> Iterator[Extract]:
    for line in lines:
        bare = line.text[:-1]
        if line.place and line.text.endswith(".") and _stands(bare) and _STING.search(bare):
            yield Extract(bare, line)


def _plain(lines: Sequence[Line]) -> Iterator[Extract]:
    for line in sorted(lines, key=lambda line: (line.place, line.source)):
        match = _MAIN_CLAUSE.match(line.text)
        if match and _stands(match["clause"]) and _VERB.search(match["clause"]):
            yield Extract(match["clause"], line)


def _stands(text: str) -> bool:
    return (
        MIN_WORDS <= _words(text) <= MAX_WORDS
        and text[:1].isupper()
        and not _NESTED.search(text)
        and not _BAD_START.search(text)
    )


def _promises(lines: Sequence[Line]) -> Iterator[tuple[str, Extract]]:
    seen = set()
    for line in lines:
        for found in line.found:
            if found.label in PROMISE_KINDS and found.label not in seen:
                seen.add(found.label)
                yield found.label, Extract(line.text[found.start : found.end], line)


def _things(lines: Sequence[Line], story: Story) -> tuple[Extract, ...]:
    """Long compound nouns, the pride of the language; never a person, a place or a day."""
    titles = " ".join((story.title, *story.headlines))
    weighed: dict[str, tuple[float, Extract]] = {}
    for line in lines:
        for match in _COMPOUND.finditer(line.text):
            word = match.group()
            if _HUMAN.search(word) or _PLACE_OR_DAY.search(word):
                continue
            if not _BEFORE_NOUN.search(line.text[: match.start()].rstrip()):
                continue  # `Daniel Schlichtholz`
            weight = 2.0 * (word in titles) + len(word) / 12 - line.depth
            weighed.setdefault(word[:9], (weight, Extract(word, line)))
    best = sorted(weighed.values(), key=lambda each: -each[0])[:MOST_THINGS]
    return tuple(extract for _, extract in best)


def _different(extracts: Iterable[Extract]) -> tuple[Extract, ...]:
    kept: list[Extract] = []
    for extract in extracts:
        folded = extract.words.casefold()
        if not any(folded in k.words.casefold() or k.words.casefold() in folded for k in kept):
            kept.append(extract)
    return tuple(kept[:12])
