"""What the slots of a pattern are filled with: values from the event, best first. Pure.

Slots that belong together (a quotation and who said it) form a group and are filled from one entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from roaster.roasts.writers.offline.extracts import Extracts
from roaster.roasts.writers.offline.figures import Figure, Kind
from roaster.roasts.writers.offline.measures import (
    Words,
    about_words,
    between,
    deadlines,
    echoes,
    length,
)
from roaster.roasts.writers.offline.names import Names
from roaster.roasts.writers.offline.reckoning import shared_out
from roaster.roasts.writers.offline.stock import Role, Stock
from roaster.roasts.writers.offline.story import Extract, Line, Story, is_about, is_safe
from roaster.roasts.writers.offline.terms import Found
from roaster.roasts.writers.offline.tongues import Tongue

_TITLE_WORDS = 13
_PART = re.compile(r"[“”\"«»„‘’?]+|[:;,] | [–—|-] ")  # of a title that is too long to be quoted
_ROUGHLY = re.compile(r"\A[a-z ]+(?=\S*\d)")  # `up to`, `more than`
_VAGUE = re.compile(r"\w+s of ")  # `thousands of`: no figure that a sentence could be made of
FEWEST_PEOPLE = 20  # fewer are persons, and nobody laughs at persons
FEWEST_SHARING = 200  # among whom a sum is divided: among fewer it is a sum of two stories
FEWEST_THINGS = 4  # of fewer it is no news that somebody counted them
_OF = re.compile(r" (?:of|for|per|an?|to|each|on average|worth)\b")  # a bare sum says nothing
_BIT_WORDS = (4, 11)
_BIT_STOP = re.compile(
    r"[.,;:—–()“”\"!?](?!\d)|"
    r"\s(?:that|which|who|while|because|although|but|and)\b"
)
_CUT_OFF = re.compile(
    r"\b(?:[A-Za-z]|to|of|for|in|on|at|by|with|and|or|the|an|from|as|due|into|than|per|von|und|für|mit)\Z"
)
_LINE_WORDS = 13
_QUOTED = re.compile(r"[“”\"«»„]")
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}

_LEAST_VALUES: Mapping[Kind, int] = {Kind.PEOPLE: FEWEST_PEOPLE, Kind.COUNT: FEWEST_THINGS}


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to fill a group's slots. `marks` tell what of the event it uses up."""

    values: Mapping[str, str]
    marks: tuple[str, ...] = ()
    needs: str = ""  # a tag that the pattern must ask for


Material = Mapping[str, tuple[Entry, ...]]


def gather_material(
    story: Story,
    names: Names,
    extracts: Extracts,
    numbers: Sequence[Figure],
    facts: Sequence[Line],
    stock: Stock,
    tongue: Tongue,
) -> Material:
    """Every group of slots that this event can fill."""
    roles = _roles_of(story, stock.roles)
    words = stock.words

    def said_by(extract: Extract) -> str:
        return tongue.speaker_of(extract, stock.roles, names)

    found: dict[str, list[Entry]] = {
        "subject": _subject(names),
        "boast": [*_spoken(extracts.boasts, ("quote", "speaker"), said_by, words)],
        "remark": [*_spoken(extracts.remarks, ("remark", "witness"), said_by, words)],
        "saying": [*_spoken(extracts.sayings, ("saying", "sayer"), said_by, words)],
        "claim": [_entry(about_words(each, "claim", words), each) for each in extracts.claims],
        "turn": [_entry(about_words(each, "turn", words), each) for each in extracts.turns],
        "dry": [_entry(about_words(each, "dry", words), each) for each in extracts.dry],
        "promise": [
            Entry({"promise": each.words}, (_mark(each.line),), f"promise:{kind}")
            for kind, each in extracts.promises
        ],
        "role": [Entry({"role": role.name}, (f"role {role.id}",)) for role in _single(roles)],
        "title": [*_title(story, words)],
        "outlet": [
            Entry({"outlet": outlet}, ("outlet",)) for outlet in story.outlets[:1] if outlet
        ],
        "papers": [*_papers(story)],
        "outlets": [*_outlet_number(story)],
        "tallies": [*_tallies(story, numbers)],
        "pair": [*_pairs(story, stock.pairs, words)],
        "echo": [
            Entry(values, (f"echo {values['echo']}",)) for values in echoes(story, extracts, words)
        ],
        "length": [Entry(values, ("length",)) for values in (length(story, words),) if values],
        "share": [*_shares(numbers, tongue)],
        "monies": [*_two_sums(numbers)],
        "thing": [Entry({"thing": each.words}, (_thing(each),)) for each in extracts.things],
        "plain": [_entry(about_words(each, "plain", words), each) for each in extracts.plain],
        "things": [*_two_things(extracts.things)],
    }
    for kind, values, line in deadlines(story, words):
        found.setdefault(kind, []).append(Entry(values, (_mark(line),)))
    ordered = sorted(numbers, key=lambda each: _figure_order(each, story, facts))
    for kind in Kind:
        found[kind] = [*_figures(kind, [each for each in ordered if each.kind is kind], tongue)]
    return {group: tuple(entries) for group, entries in found.items() if entries}


def _thing(extract: Extract) -> str:
    return f"thing {extract.words}"


def _two_things(things: Sequence[Extract]) -> Iterator[Entry]:
    for one, two in zip(things[1::2], things[2::2], strict=False):
        values = {"thing_one": one.words, "thing_two": two.words}
        yield Entry(values, (_thing(one), _thing(two)))


def _mark(line: Line) -> str:
    return f"line {line.source} {line.place}"


def _entry(values: Mapping[str, str], extract: Extract) -> Entry:
    return Entry(values, (_mark(extract.line),))


def _subject(names: Names) -> list[Entry]:
    if not names.company:  # neither people nor planets are laughed at by name
        return []
    return [Entry({"subject": names.subject, "subjects": names.possessive})]


def _spoken(
    extracts: Sequence[Extract],
    slots: tuple[str, str],
    said_by: Callable[[Extract], str],
    words: Words,
) -> Iterator[Entry]:
    for extract in extracts:
        speaker = said_by(extract)
        values = about_words(extract, slots[0], words)
        yield _entry({**values, slots[1]: speaker} if speaker else values, extract)


def _roles_of(story: Story, roles: Sequence[Role]) -> list[Role]:
    present = [role for role in roles if is_about(story, f"role:{role.id}")]
    return sorted(present, key=lambda role: -story.counts[f"role:{role.id}"])


def _single(roles: Sequence[Role]) -> list[Role]:
    return [role for role in roles if role.powerful and not role.name.endswith("s")]


def _title(story: Story, words: Words) -> Iterator[Entry]:
    titles = (*story.headlines[:1], story.title)
    for title in dict.fromkeys((*titles, *(part for each in titles for part in _PART.split(each)))):
        if _is_quotable(title):
            number = words.say(words.long, len(title.split()))
            yield Entry({"title": title.strip(), "title_words": number}, ("title 0",))


def _is_quotable(title: str) -> bool:
    plain = is_safe(title) and not re.search(r"[“”\"«»„?]", title)
    return plain and 3 <= len(title.split()) <= _TITLE_WORDS


def _papers(story: Story) -> Iterator[Entry]:
    """Two outlets and their headlines, where these really differ."""
    for n, (outlet, head) in enumerate(zip(story.outlets, story.headlines, strict=True)):
        for m in range(n + 1, len(story.outlets)):
            other, head_two = story.outlets[m], story.headlines[m]
            if not outlet or not other or outlet == other:
                continue
            values = {"paper": outlet, "paper_two": other}
            if _is_quotable(head) and _is_quotable(head_two) and _differ(head, head_two):
                yield Entry(values | {"head": head, "head_two": head_two}, ("title 0",))
            else:
                yield Entry(values, ("papers",))


def _differ(one: str, other: str) -> bool:
    first, second = set(one.lower().split()), set(other.lower().split())
    return len(first & second) / max(min(len(first), len(second)), 1) < 0.7


def _outlet_number(story: Story) -> Iterator[Entry]:
    different = len({outlet for outlet in story.outlets if outlet})
    if different in _NUMBERS:
        yield Entry({"outlets": _NUMBERS[different]})


def _tallies(story: Story, numbers: Sequence[Figure]) -> Iterator[Entry]:
    """Two outlets that give another number for what they call by the same words."""
    for one in numbers:
        for other in numbers:
            if (
                one.line.source < other.line.source
                and one.kind in (Kind.COUNT, Kind.PEOPLE)
                and one.noun == other.noun
                and one.value != other.value
                and max(one.value, other.value) <= min(one.value, other.value) * 3 / 2
                and one.value > 20
                and _alone(one, numbers)
                and _alone(other, numbers)
                and story.outlets[one.line.source] != story.outlets[other.line.source]
            ):
                yield Entry(
                    {
                        "tally": one.text,
                        "tally_two": other.text,
                        "here": story.outlets[one.line.source],
                        "there": story.outlets[other.line.source],
                    },
                    (_mark(other.line),),
                )


def _alone(figure: Figure, numbers: Sequence[Figure]) -> bool:
    """Whether its article has no other number for these words."""
    return not any(
        other.noun == figure.noun
        and other.line.source == figure.line.source
        and other.value != figure.value
        for other in numbers
    )


def _pairs(story: Story, pairs: Sequence[str], words: Words) -> Iterator[Entry]:
    by_label: dict[str, list[tuple[Line, Found]]] = {}
    for line in story.lines:
        if line.safe and not line.has("grim"):
            for found in line.found:
                if found.label[1:2] != ":":
                    continue
                by_label.setdefault(found.label, []).append((line, found))
    for key in pairs:
        claims, opposites = by_label.get(f"a:{key}", ()), by_label.get(f"b:{key}", ())
        both = next(((a, b) for a in claims for b in opposites if not _touch(a, b)), None)
        if both:
            values = {slot: _words_of(*place) for slot, place in zip("ab", both, strict=True)}
            (one, _), (other, _) = both
            if one.place < other.place and (apart := between(one, other, words)):
                values["apart"] = apart
            yield Entry(values, (f"pair {key}",), f"pair:{key}")


def _words_of(line: Line, found: Found) -> str:
    return line.text[found.start : found.end]


def _touch(one: tuple[Line, Found], other: tuple[Line, Found]) -> bool:
    (line, found), (line_two, found_two) = one, other
    return line is line_two and found.start < found_two.end and found_two.start < found.end


def _figure_order(
    figure: Figure, story: Story, facts: Sequence[Line]
) -> tuple[bool, bool, int, float]:
    """In the title, among the facts, the larger sums, the earlier."""
    in_title = not any(figure.text in title for title in (story.title, *story.headlines))
    size = -figure.value.adjusted() if figure.kind is Kind.MONEY else 0
    return in_title, figure.line not in facts, size, figure.line.depth


def _figures(kind: Kind, numbers: Sequence[Figure], tongue: Tongue) -> Iterator[Entry]:
    seen = set()
    for figure in numbers:
        if figure.text in seen:
            continue
        seen.add(figure.text)
        if figure.value < _LEAST_VALUES.get(kind, 0):
            continue
        values = {} if _is_loose(figure) else {kind.value: _bare(figure)}
        # What the source hedges is only quoted, with the words that hedge it.
        if figure.tells_all and (bit := _bit(figure)):
            values[f"{kind}_bit"] = bit
        values |= {} if figure.hedged else tongue.reckoned(figure)
        text = figure.line.text
        if text.endswith(".") and len(text.split()) <= _LINE_WORDS and not _QUOTED.search(text):
            values[f"{kind}_line"] = text[:-1]
        yield Entry(values, (_mark(figure.line),))


def _is_loose(figure: Figure) -> bool:
    """Whether no joke can name it: `thousands of`, and what its source says is only about right."""
    rough = figure.kind is Kind.PEOPLE and _ROUGHLY.match(figure.text)
    return bool(rough or figure.hedged or _VAGUE.match(figure.text))


def _bare(figure: Figure) -> str:
    """A sum or share alone, for jokes that name it: without `only` and `just`."""
    if figure.kind in (Kind.MONEY, Kind.PERCENT):
        return _ROUGHLY.sub("", figure.text)
    return figure.text


def _bit(figure: Figure) -> str:
    """The figure with the words after it, up to the end of the clause."""
    text = figure.line.text
    start = " ".join(text.split()).find(figure.text)
    if start < 0:
        return ""
    rest = " ".join(text.split())[start:]
    if figure.kind in (Kind.MONEY, Kind.PERCENT) and not _OF.match(rest, len(figure.text)):
        return ""
    stop = _BIT_STOP.search(rest, len(figure.text))
    bit = rest[: stop.start()].strip() if stop else ""
    if "(" in bit or _CUT_OFF.search(bit):  # cut at a bracket, or at an initial
        return ""
    return bit if _BIT_WORDS[0] <= len(bit.split()) <= _BIT_WORDS[1] else ""


def _shares(numbers: Sequence[Figure], tongue: Tongue) -> Iterator[Entry]:
    """The largest sum and the most people: what each of them would get."""
    sums = [each for each in numbers if each.kind is Kind.MONEY and not each.hedged]
    crowds = [
        each
        for each in numbers
        if each.kind is Kind.PEOPLE
        and not _is_loose(each)
        and tongue.sums.seats(each.noun.split()[-1])
    ]
    if not sums or not crowds:
        return
    money, people = (max(found, key=lambda each: each.value) for found in (sums, crowds))
    if people.value >= FEWEST_SHARING and (each := shared_out(money, people, tongue.sums)):
        values = {
            "share_money": _bare(money),
            "share_people": people.text,
            "share_each": each,
        }
        yield Entry(values, (_mark(people.line),))


def _two_sums(numbers: Sequence[Figure]) -> Iterator[Entry]:
    sums = [each for each in numbers if each.kind is Kind.MONEY and not each.hedged]
    if len(sums) < 2:
        return
    large = max(sums, key=lambda each: each.value)
    small = min(sums, key=lambda each: each.value)
    same_currency = ("$" in large.text) == ("$" in small.text)
    if same_currency and large.value >= small.value * 8 and large.line is not small.line:
        yield Entry({"money_one": _bare(large), "money_two": _bare(small)}, (_mark(small.line),))
