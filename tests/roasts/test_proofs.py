"""Proofs that are remembered say what proofs made anew say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import ModuleType

from roaster.roasts.finish import finish
from roaster.roasts.proofs import Proofs, Tried, proofs_of
from roaster.roasts.proving import prove_facts
from roaster.roasts.writer import ProposedFact, Reply, Written

TRUE = ProposedFact(
    "Brightwell Systems cut 1,200 jobs on Tuesday.", "Brightwell Systems cut 1,200 jobs", 0
)
FALSE = ProposedFact(
    "Brightwell Systems cut 1,300 jobs on Tuesday.", "Brightwell Systems cut 1,200 jobs", 0
)


def reply() -> Reply:
    return Reply("t", "c", (), "q", (), (TRUE,), (), "l", {})


def test_a_bullet_asked_for_again_at_another_place_has_the_same_verdict(
    samples: ModuleType,
) -> None:
    event = samples.event()
    proofs = Proofs(event)
    for bullets in ((TRUE, FALSE), (FALSE, TRUE, FALSE), (), (TRUE,)):
        assert proofs.of(bullets) == prove_facts(event, bullets)


def test_proofs_come_along_with_what_was_written_of_the_same_event_only(
    samples: ModuleType,
) -> None:
    event, other = samples.event(), samples.event(articles=(samples.article(1),))
    proofs = Proofs(event)
    tried = Tried(reply(), "m", Decimal(0), proofs=proofs)
    assert proofs_of(event, tried) is proofs
    assert proofs_of(other, tried).of((TRUE,)) == prove_facts(other, (TRUE,))
    assert proofs_of(event, Written(reply(), "m", None)).of((TRUE,)) == prove_facts(event, (TRUE,))


def test_texts_that_were_looked_through_are_trusted_and_no_others(samples: ModuleType) -> None:
    brief = samples.brief()
    refusal = "I'm sorry, but I can't make fun of this event at all."
    proofs = Proofs(brief.event)
    scores = dict.fromkeys(brief.rubric.keys, 1)
    said = replace(reply(), quip=refusal, scores=scores)

    def attention(written: Written) -> tuple[str, ...]:
        return finish(brief, written, samples.NOW, min_facts=1, never_roast=()).attention

    fault = "quip: is a refusal, an apology or a failure text, not part of a roast"
    assert fault in attention(Written(said, "m", None))
    assert fault in attention(Tried(said, "m", None, proofs=proofs, fit=frozenset(("another",))))
    assert fault not in attention(Tried(said, "m", None, proofs=proofs, fit=frozenset((refusal,))))
    elsewhere = Proofs(samples.event(articles=(samples.article(1),)))
    assert fault in attention(Tried(said, "m", None, proofs=elsewhere, fit=frozenset((refusal,))))
