"""What a writer takes and gives. Two kinds exist: `writers.offline` and `writers.model`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from roaster.config.schema import PersonaSettings
from roaster.model.news import Event
from roaster.model.roast import Burn
from roaster.model.rubric import Rubric
from roaster.roasts.phrases.found import Repeat
from roaster.roasts.phrases.index import Said
from roaster.roasts.phrases.passages import Passage
from roaster.roasts.writers.question import Question


class Worn(Protocol):
    """What the site's roasts have said already. Safe to use from several threads."""

    def claim(self, event: Event, passages: Sequence[Passage]) -> tuple[Repeat, ...]:
        """What of an event's texts is used up; the rest is that event's from now on."""

    def worn(self, hashes: Sequence[int]) -> frozenset[int]:
        """Which of these hashed runs of words stand in a roast."""

    def since(self, mark: int) -> tuple[int, frozenset[int]]:
        """The runs of what was added after a mark, and the next mark; 0 is the beginning.

        What stood in roasts before is not among them.
        """

    def newest(self) -> tuple[Said, ...]:
        """The roasts whose openings, closings and comparisons are not to come again."""


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a writer may know: one event, who writes, how it is scored.

    `recent` holds the texts of the newest roasts of the site, newest first, so that a writer can
    avoid their phrases, and `worn` what all of them have used up; neither ever enters the key of a
    model call for the event. `variant` tells two roasts of one event apart: with another one a
    model is asked anew, and other jokes are dealt. `judge_samples`: of so many judgements a
    sub-score is the median. `foreign` gives the tag of a text's language where it is surely another
    than the one asked for, else nothing; without it nobody looks. Sources are numbered from 0 in
    the order of `event.articles`.
    """

    event: Event
    persona: PersonaSettings
    rubric: Rubric
    language: str = "en"
    recent: tuple[str, ...] = ()
    variant: str = ""
    judge_samples: int = 1
    worn: Worn | None = field(default=None, compare=False, repr=False)
    foreign: Callable[[str, str], str] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ProposedFact:
    """A fact as a writer claims it, with the words of the source that are to prove it."""

    text: str
    quote: str
    source: int


@dataclass(frozen=True, slots=True)
class Reply:
    """A roast as a writer proposes it: well-formed, nothing of it proven yet."""

    title: str
    category: str
    tags: tuple[str, ...]
    quip: str
    take: tuple[str, ...]
    facts: tuple[ProposedFact, ...]
    burned: tuple[Burn, ...]
    lining: str
    scores: Mapping[str, int]
    concerns: tuple[str, ...] = ()  # the writer's own doubts: why a person should look
    sensitive: str = ""  # why the event is no laughing matter, in the writer's own judgement
    reasons: Mapping[str, str] = field(default_factory=dict)  # one line for each sub-score
    doubts: tuple[str, ...] = ()  # of others than the writer: why a person should look


@dataclass(frozen=True, slots=True)
class Written:
    """A writer's reply and what it cost; None: the price is not known."""

    reply: Reply
    model: str
    cost_usd: Decimal | None


@dataclass(frozen=True, slots=True)
class Unwritten:
    """Why a writer gave nothing. `model_off`: asking it again in this run is no use.

    `out_of_budget`: it was not asked at all, for want of money; the event waits for the next run.
    `refused`: the model, or its provider's filter, did not want to write of this event.
    """

    model: str
    reason: str
    remedy: str = ""
    model_off: bool = False
    out_of_budget: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a writer would do about an event, without doing it.

    `question`: what it would ask first; None: the offline writer asks nobody. `worst_usd` is the
    most that one such call can cost; None: not known. `kept`: the answer is in the journal.
    `trouble`: it would not be asked, and why. `failing_usd` is the most that it can cost until it
    gives the event up, `writing_usd` until it has written. `written`: what it will have written
    by the answers in the journal, which are all that this needs.
    """

    model: str
    question: Question | None = None
    worst_usd: Decimal | None = None
    kept: bool = False
    trouble: Unwritten | None = None
    failing_usd: Decimal | None = None
    writing_usd: Decimal | None = None
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A model's scores of an event, without a roast, and what they cost."""

    scores: Mapping[str, int]
    reasons: Mapping[str, str]
    model: str
    cost_usd: Decimal | None


class Judge(Protocol):
    """Scores one event. Safe to call from several threads."""

    @property
    def model(self) -> str:
        """The name that stands in reports."""

    def judge(self, brief: Brief, sample: int | str = 0) -> Judged | Unwritten:
        """Score one event. Failures are values; another `sample` is another judgement."""


class Writer(Protocol):
    """Roasts one event. Safe to call from several threads."""

    @property
    def model(self) -> str:
        """The name that stands in front matter and in reports."""

    def write(self, brief: Brief) -> Written | Unwritten:
        """Write one roast. Failures are values; only faults of roaster itself are raised."""

    def preview(self, brief: Brief) -> Preview:
        """What `write` would do first. Asks nobody."""
