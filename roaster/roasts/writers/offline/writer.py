"""The offline writer: reads an event, counts its signals, deals its jokes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from roaster.config.schema import OFFLINE_MODEL
from roaster.roasts.phrases.index import NEWEST, Said, hashed_runs
from roaster.roasts.phrases.passages import Passage, passages_of
from roaster.roasts.plain import plain_line
from roaster.roasts.writer import (
    Brief,
    Judged,
    Preview,
    ProposedFact,
    Reply,
    Unwritten,
    Worn,
    Written,
)
from roaster.roasts.writers.offline.column import Column, write_column
from roaster.roasts.writers.offline.deck import FRAGMENTS_REST, Deck, worn_runs
from roaster.roasts.writers.offline.doubts import doubts
from roaster.roasts.writers.offline.facts import choose_facts
from roaster.roasts.writers.offline.material import Material, gather_material
from roaster.roasts.writers.offline.names import Names
from roaster.roasts.writers.offline.reasons import (
    Lines,
    give_reasons,
    load_reasons,
    reason_words,
)
from roaster.roasts.writers.offline.scoring import Signals, count_signals, score
from roaster.roasts.writers.offline.stock import Stock, load_stock
from roaster.roasts.writers.offline.story import Line, Story, read_story
from roaster.roasts.writers.offline.tongues import TONGUES, Tongue, tongue_of
from roaster.roasts.writers.offline.topics import Theme, themes
from roaster.roasts.writers.offline.wear import Wear, wear_of
from roaster.text.clean import cut
from roaster.text.digests import digest
from roaster.text.languages import language_name, same_language
from roaster.text.slugs import slug_of

LONGEST_TITLE = 140
MOST_TAGS = 4
REMEMBERED = 64  # recent roasts that are looked at; the run hands the same ones to every event
PAIR_RANK = 6  # a claim beside its opposite is the best joke there is
PROMISE_RANK = 2
ATTEMPTS = 16
LEAST_FAILED = 3  # words of failure: below, no line may call it a mistake

_REMEDY = "name a model under `models:` in config.yaml, or write it by hand (roaster new)"


class OfflineWriter:
    """Writes without a model: facts verbatim, jokes from the stock. Safe in several threads."""

    def __init__(self, model: str = OFFLINE_MODEL) -> None:
        """`model` is its name in front matter: `offline/` and the id of the site's persona."""
        self.model = model
        # Read at the first roast and kept, so that a no-op run never pays for it.
        self._lines = lru_cache(4)(load_reasons)
        self._stock = lru_cache(len(TONGUES))(load_stock)  # by language and persona
        self._worn = lru_cache(4 * REMEMBERED)(worn_runs)
        self._gone = _Gone()
        self._recent = lru_cache(4 * REMEMBERED)(_said_in)

    def preview(self, brief: Brief) -> Preview:  # noqa: ARG002
        """It asks nobody, and costs nothing."""
        return Preview(self.model, worst_usd=Decimal(0))

    def write(self, brief: Brief) -> Written | Unwritten:
        """Write one roast; the same bytes for the same brief."""
        tongue = tongue_of(brief.language)
        stock = self._stock(tongue.tag, brief.persona.offline)
        story = read_story(brief.event, stock.index, tongue.frequent)
        if not story.lines and story.foreign:
            return self._unwritten(f"its sources are not in {tongue.name}", _REMEDY)
        facts = choose_facts(story, tongue.fact_words)
        if not facts or not _title_of(story):
            return self._unwritten(
                "no sentence of its sources stands on its own as a fact", _REMEDY
            )
        worn = [self._worn(text) for text in brief.recent[:REMEMBERED]]
        wear, lines = self._wear(brief, stock), self._lines(tongue.tag)
        reply = _reply(brief, tongue, stock, story, facts, worn, wear, lines)
        return Written(reply, self.model, Decimal(0))

    def judge(self, brief: Brief, sample: int | str = 0) -> Judged | Unwritten:  # noqa: ARG002
        """The scores of an event: the same for every `sample`."""
        written = self.write(brief)
        if isinstance(written, Unwritten):
            return written
        reply = written.reply
        return Judged(reply.scores, reply.reasons, self.model, Decimal(0))

    def _wear(self, brief: Brief, stock: Stock) -> Wear:
        """What is used up on the site; where nobody knows, what the recent roasts have."""
        if brief.worn is not None:
            gone = self._gone = self._gone.up_to_now(brief.worn, stock)
            return wear_of(brief.worn.worn, brief.worn.newest(), gone.runs)
        recent = [self._recent(text) for text in brief.recent[:REMEMBERED]]
        runs = frozenset().union(*(runs for runs, _ in recent))
        return wear_of(runs.intersection, (said for _, said in recent[:NEWEST]))

    def _unwritten(self, reason: str, remedy: str) -> Unwritten:
        return Unwritten(self.model, reason, remedy)


@dataclass(frozen=True, slots=True)
class _Gone:
    """The runs of a stock's patterns that stand in roasts, up to a mark of the index."""

    worn: Worn | None = None
    stock: Stock | None = None
    mark: int = 0
    runs: frozenset[int] = frozenset()

    def up_to_now(self, worn: Worn, stock: Stock) -> _Gone:
        """The same with what was added since; asked of all roasts only once."""
        known = self.worn is worn and self.stock is stock
        mark, fresh = worn.since(self.mark if known else 0)
        runs = self.runs | (stock.fixed & fresh) if known else worn.worn(tuple(stock.fixed))
        return _Gone(worn, stock, mark, runs)


def _said_in(text: str) -> tuple[frozenset[int], Said]:
    """The hashed runs of a recent roast of which only the text is known, and its phrases."""
    quip, *take = text.split("\n")
    passages = (
        Passage("quip", quip),
        *(Passage(f"take[{n}]", each) for n, each in enumerate(take)),
    )
    return hashed_runs(passages), Said("", passages)


def _reply(
    brief: Brief,
    tongue: Tongue,
    stock: Stock,
    story: Story,
    facts: Sequence[Line],
    worn: Sequence[frozenset[str]],
    wear: Wear,
    lines: Lines,
) -> Reply:
    names, extracts = tongue.read_names(story), tongue.read_extracts(story)
    numbers = tongue.figures(story.lines)
    material = gather_material(story, names, extracts, numbers, facts, stock, tongue)
    signals = count_signals(story, extracts, numbers, len(material.get("pair", ())))
    about = themes(story, stock.topics)
    tags = _tags_of(names, signals, about, material)
    scores = score(signals, brief.rubric.keys)
    pair = next((entry.values for entry in material.get("pair", ())), {})
    grounds = reason_words(story, extracts, numbers, names, pair)

    def deal(attempt: int) -> Column:
        seed = (
            brief.event.id,
            brief.event.title,
            brief.variant,
            *((str(attempt),) * (attempt > 0)),
        )
        deck = Deck(
            seed=digest("\n".join(seed)),
            patterns=stock.patterns,
            racks=stock.racks,
            fragments=stock.fragments,
            tags=tags,
            ranks=_ranks(about, tags),
            material=material,
            worn=worn,
            wear=wear,
            resting=frozenset().union(*worn[:FRAGMENTS_REST]),
            slots=frozenset(
                slot for entries in material.values() for entry in entries for slot in entry.values
            ),
        )
        return write_column(deck, story, names, stock.roles)

    column = _unworn(deal, wear)
    return Reply(
        title=_title_of(story),
        category=_category(story, about),
        tags=_tags(names, about),
        quip=column.quip,
        take=column.take,
        facts=tuple(ProposedFact(line.text, line.text, line.source) for line in facts),
        burned=column.burned,
        lining=column.lining,
        scores=scores,
        concerns=(*_other_tongue(brief, tongue), *doubts(story, names, tongue.name)),
        reasons=give_reasons(lines, grounds, scores, brief.event.id),
    )


def _other_tongue(brief: Brief, tongue: Tongue) -> Iterator[str]:
    if not same_language(brief.language, tongue.tag):
        wanted = language_name(brief.language)
        yield f"written in {tongue.name}: the offline writer has no stock of sentences in {wanted}"


def _unworn(deal: Callable[[int], Column], wear: Wear) -> Column:
    """The first deal that repeats nothing; where all do, the one that repeats least.

    Each sentence was looked at as it was dealt, but two of them can join to a worn run.
    """
    best: tuple[int, Column] | None = None
    for attempt in range(ATTEMPTS):
        column = deal(attempt)
        worn = wear.on_all(passages_of(column))
        if best is None or worn < best[0]:
            best = worn, column
        if not worn:
            break
    assert best is not None  # noqa: S101  # there is at least one attempt
    return best[1]


def _tags_of(
    names: Names, signals: Signals, about: Sequence[Theme], material: Material
) -> frozenset[str]:
    """What patterns may ask for: themes, kinds of material, signals."""
    asked = {entry.needs for entries in material.values() for entry in entries if entry.needs}
    kinds = {
        "company": names.company,
        "remedy": signals.remedy >= 2,
        "climbdown": signals.takeback > 0,
        "failed": signals.failures >= LEAST_FAILED or signals.climbdown >= 2,
        "vague": signals.vague > 0,
    }
    return frozenset(
        (
            *material,
            *asked,
            *(f"topic:{theme.topic.id}" for theme in about),
            *(kind for kind, present in kinds.items() if present),
        )
    )


def _ranks(about: Sequence[Theme], tags: frozenset[str]) -> Mapping[str, int]:
    ranks = {f"topic:{theme.topic.id}": theme.preference for theme in about}
    ranks |= {tag: PAIR_RANK for tag in tags if tag.startswith("pair:")}
    return ranks | {tag: PROMISE_RANK for tag in tags if tag.startswith("promise:")}


def _title_of(story: Story) -> str:
    return cut(plain_line(story.title), LONGEST_TITLE)


def _category(story: Story, about: Sequence[Theme]) -> str:
    if story.event.category:
        return slug_of(story.event.category)
    return about[0].topic.field if about else "news"


def _tags(names: Names, about: Sequence[Theme]) -> tuple[str, ...]:
    subject = [names.subject.removeprefix("the ")] if names.company else []
    tags = [theme.topic.tag for theme in about if theme.topic.tag]
    return tuple(dict.fromkeys(slug_of(tag) for tag in (*tags[: MOST_TAGS - 1], *subject)))
