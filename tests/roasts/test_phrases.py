"""Worn phrases are found wherever they stand, and quoted words are never held against a roast."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.model.news import Article, Event
from roaster.model.roast import Burn, Roast, Section, Status
from roaster.roasts.phrases.found import Kind, Repeat
from roaster.roasts.phrases.index import EDITION, MemoryShelf, PhraseIndex, RunShelf
from roaster.roasts.phrases.passages import Passage, passages_in, passages_of
from roaster.roasts.phrases.runs import (
    RUN,
    closing_of,
    comparisons_in,
    opening_of,
    own_runs,
    run_hash,
)
from roaster.roasts.phrases.stock import stock_phrases
from roaster.roasts.writer import Brief, Reply, Written
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse
from roaster.state.phrase_cache import PhraseCache
from roaster.text.digests import digest

EVENT = Event("e", "A ferry is late", "", date(2026, 4, 9), ())
OLD = "The ministry has a plan, and the plan has a folder of its own."


def roast_of(text: str, slug: str = "old", **changes: Any) -> Roast:
    sections = (Section("take", "Sally’s Take", text),)
    made = Roast(
        slug,
        f"content/roasts/2026/2026-04-01-{slug}.md",
        "Old",
        date(2026, 4, 1),
        Status.PUBLISHED,
        sections,
        digest=digest(text),
    )
    return replace(made, **changes)


def take(text: str) -> tuple[Passage, ...]:
    return (Passage("take[0]", text),)


def index_of(
    *texts: str, stock: tuple[str, ...] = (), shelf: RunShelf | None = None
) -> PhraseIndex:
    roasts = [roast_of(text, f"old-{n}") for n, text in enumerate(texts)]
    return PhraseIndex(roasts, shelf or MemoryShelf(), stock)


def kinds(index: PhraseIndex, text: str, event: Event = EVENT) -> list[Kind]:
    return [repeat.kind for repeat in index.claim(event, take(text))]


def test_eight_words_in_a_row_are_a_repeat_and_seven_are_not() -> None:
    (found,) = index_of(OLD).claim(EVENT, take("Yes: the plan has, a folder of ITS own, I hear."))
    assert (found.kind, found.place, found.had_by) == (Kind.RUN, "take[0]", "old-0")
    assert found.phrase == "the plan has, a folder of ITS own"
    assert "old-0" in found.said
    assert kinds(index_of(OLD), "Yes: a plan has a folder of its own, I hear.") == []


def test_words_in_quotation_marks_do_not_count() -> None:
    said = "the plan has a folder of its own"
    for quoted in (f"“{said}”", f'"{said}"', f"„{said}“", f"«{said}»"):
        assert kinds(index_of(OLD), f"It says {quoted}, and that is that.") == []
    assert kinds(index_of(f"It was “{said}” then."), f"So {said} and a lamp.") == []


def test_openings_closings_and_comparisons_of_the_newest_fifty_do_not_come_again() -> None:
    old = "Somewhere a lamp burns in an office. It hums like a wet dog. Good night, and thank you."
    again = "Somewhere a lamp burns, they say, for no reason."
    assert kinds(index_of(old), again) == [Kind.OPENING]
    assert kinds(index_of(old), "I close. Good night and thank you.") == [Kind.CLOSING]
    assert kinds(index_of(old), "It smells like a wet dog today, I am told.") == [Kind.COMPARISON]
    newer = [f"Number {n} begins with {n} and ends after {n} of them." for n in range(50)]
    assert kinds(index_of(*newer, old), again) == []


def test_a_quotation_counts_as_one_word_of_an_opening() -> None:
    assert opening_of("“Any words at all” is the sort of thing") == "… is the sort"
    assert closing_of("It ends. I give you “the words”.") == "i give you …"
    assert opening_of("Too short") == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It runs like a wet dog in the rain", ["like a wet dog"]),
        ("as plain as a plank", ["as plain as a plank"]),
        ("Das wirkt wie ein nasser Hund.", ["wie ein nasser hund"]),
        ("wie ein Sprecher sagte", []),
        ("I like the sea. “It is like a dream”, they said.", []),
    ],
)
def test_what_is_a_comparison(text: str, found: list[str]) -> None:
    assert comparisons_in(text) == found


@pytest.mark.parametrize("language", ["en", "de-AT"])
def test_stock_phrases_are_told_whatever_their_case_and_punctuation(language: str) -> None:
    phrases = stock_phrases(language)
    assert len(phrases) >= 30
    for phrase in phrases:
        told = kinds(index_of(stock=phrases), f"Well, {phrase.upper()}, I say.")
        assert Kind.STOCK in told, phrase
    assert kinds(index_of(stock=phrases), "A ferry is late, and nobody has said why.") == []
    assert stock_phrases("fr") == ()


def test_more_than_twelve_words_of_a_source_need_quotation_marks() -> None:
    source = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    event = replace(EVENT, articles=(Article("https://a.example/", "T", "The Post", source),))
    twelve, thirteen = (" ".join(source.split()[:n]) for n in (12, 13))
    assert kinds(index_of(), f"It said {twelve}.", event) == []
    assert kinds(index_of(), f"It said “{thirteen}”.", event) == []
    (found,) = index_of().claim(event, take(f"It said {thirteen}."))
    assert (found.kind, found.phrase, found.had_by) == (Kind.COPIED, thirteen, "The Post")


def test_two_roasts_written_at_once_cannot_both_have_a_phrase() -> None:
    index = index_of()
    other = replace(EVENT, id="other", title="Another ferry")
    assert kinds(index, OLD) == []
    assert kinds(index, OLD) == []  # its own claim, said anew
    (run, *_) = index.claim(other, take(f"Look: {OLD}"))
    assert run.had_by == EVENT.title
    index.add("a-ferry-is-late", take(OLD))
    (run, *_) = index.claim(other, take(f"Look: {OLD}"))
    assert run.had_by == "a-ferry-is-late"


def test_a_phrase_stays_with_who_claimed_it_first_whoever_asks_for_it_meanwhile() -> None:
    index = index_of()
    other = replace(EVENT, id="other", title="Another ferry")
    whole = (*take(OLD), Passage("lining", "The quay is dry, which nobody had asked of it at all."))
    assert index.claim(EVENT, whole) == ()
    assert index.claim(other, take(OLD))  # and is written anew, which takes its time
    assert index.claim(EVENT, whole) == ()
    assert index.claim(EVENT, take(OLD)) == ()  # less than before, as when a line was dropped
    assert (
        index.claim(other, take("A text of its own, of which nobody else has said a word.")) == ()
    )


def test_what_is_new_in_a_second_claim_comes_after_the_claims_of_others() -> None:
    index = index_of()
    other = replace(EVENT, id="other", title="Another ferry")
    assert kinds(index, "A text of its own, of which nobody else has said a word.") == []
    assert index.claim(other, take(OLD)) == ()
    (run, *_) = index.claim(EVENT, take(OLD))
    assert run.had_by == "Another ferry"


def test_a_file_has_the_passages_that_its_draft_had(samples: ModuleType) -> None:
    reply = samples.roast()
    burned = tuple(Burn(each["who"], each["why"]) for each in reply["burned"])
    made = Reply(**{**reply, "take": tuple(reply["take"]), "burned": burned})
    text = "\n".join(f"- **{burn.who}**: {burn.why}" for burn in burned)
    sections = (
        Section("take", "T", "\n\n".join(made.take)),
        Section("facts", "F", "- not this"),
        Section("burned", "B", text),
        Section("lining", "L", made.lining),
    )
    roast = roast_of("", quip=made.quip, sections=sections)
    assert passages_in(roast) == passages_of(made)


WORD = st.sampled_from(["a", "plan", "folder", "the", "“", "”", "lamp", "dog,", "Its.", "1,200"])


@given(st.lists(WORD, max_size=40).map(" ".join), st.text(max_size=60))
def test_a_roast_never_repeats_itself_and_a_copy_always_does(text: str, noise: str) -> None:
    texts = f"{text} {noise}"
    index = index_of()
    assert index.claim(EVENT, take(texts)) == index.claim(EVENT, take(texts))
    index.add("it", take(texts))
    other = replace(EVENT, id="other")
    told = kinds(index, texts, other)
    assert (Kind.RUN in told) == any(own_runs(texts))


class TestTheCache:
    """Hashes lie under .roaster/, and losing them changes no verdict."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "phrases.sqlite3"

    def test_a_second_index_asks_for_no_runs_again(self, path: Path) -> None:
        index_of(OLD, shelf=PhraseCache(path, EDITION))
        cache = PhraseCache(path, EDITION)

        def never(_digest: str) -> set[int]:
            raise AssertionError("asked for runs that it has")

        cache.stock_up([digest(OLD)], never)
        first = run_hash(next(own_runs(OLD)))
        assert cache.holders([first, 1]) == {first: digest(OLD)}

    def test_without_it_or_with_another_edition_the_verdicts_are_the_same(self, path: Path) -> None:
        def verdict(edition: str) -> tuple[Repeat, ...]:
            index = index_of(OLD, shelf=PhraseCache(path, edition))
            return index.claim(EVENT, take("Yes: the plan has a folder of its own, I hear."))

        verdicts = [verdict(edition) for edition in (EDITION, EDITION, "another")]
        path.unlink()
        verdicts.append(verdict(EDITION))
        assert len(set(verdicts)) == 1
        assert verdicts[0]

    def test_what_an_edited_or_deleted_roast_had_is_free_again(self, path: Path) -> None:
        index_of(
            OLD,
            "Another text, of which nothing is asked here at all.",
            shelf=PhraseCache(path, EDITION),
        )
        index = index_of(
            "Another text, of which nothing is asked here at all.", shelf=PhraseCache(path, EDITION)
        )
        assert kinds(index, f"Well: {OLD}") == []

    def test_a_cache_that_breaks_at_work_is_made_anew(self, path: Path) -> None:
        cache = PhraseCache(path, EDITION)
        index = index_of(OLD, shelf=cache)
        with sqlite3.connect(path) as database:
            database.execute("DROP TABLE runs")
            database.execute("DROP TABLE roasts")
        database.close()
        assert Kind.RUN in kinds(index, f"Well: {OLD}")
        cache.close()


class Desk:
    """Journal, ledger and purse of a run, and an index of what the site has said."""

    def __init__(self, folder: Path, samples: ModuleType, *told: str) -> None:
        self._samples = samples
        self.index = index_of(*told, stock=stock_phrases("en"))
        self.journal = Journal(folder / "replies.sqlite3")
        self.ledger = Ledger(folder / "ledger.sqlite3")

    def write(self, endpoint: Any) -> Written:
        from roaster.config.schema import ModelSettings
        from roaster.roasts.lineup import writers_from

        chain = writers_from(
            [ModelSettings(**endpoint.entry(api_key="k"))],
            {},
            self.journal,
            self.ledger,
            Purse(None),
            clock=lambda: self._samples.NOW,
            deadline_s=20.0,
            max_tokens=2500,
        )
        with chain:
            brief: Brief = self._samples.brief(worn=self.index)
            result = chain.write(brief)
        assert isinstance(result, Written), result
        return result

    def close(self) -> None:
        self.journal.close()
        self.ledger.close()


@pytest.fixture
def desk_with(tmp_path: Path, samples: ModuleType) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def make(*told: str) -> Desk:
        desks.append(Desk(tmp_path, samples, *told))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


TOLD = "The savings go to a visitor centre, so that the public may see something."
MENDED = "What is saved becomes a visitor centre with nobody left to visit."
models = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore:Pydantic serializer warnings:UserWarning"
)


@models
class TestOneRewrite:
    """A model that repeats itself is asked once for the sentence, and for nothing else."""

    def test_the_sentence_is_asked_for_anew_and_takes_the_old_ones_place(
        self, desk_with: Callable[..., Desk], endpoints: ModuleType, samples: ModuleType
    ) -> None:
        first = endpoints.completion(samples.roast_text())
        second = endpoints.completion(json.dumps({"sentences": [MENDED]}), tokens=(100, 20))
        with endpoints.serving(first, second) as endpoint:
            desk = desk_with(TOLD)
            written = desk.write(endpoint)
            assert endpoint.count == 2
            asked = endpoint.requests[1].prompt
            assert "The savings go to a visitor centre, so that the public may" in asked
            assert "Regulators in Lisbon" not in asked  # no source is paid for again
            again = desk.write(endpoint)
            assert endpoint.count == 2  # both replies came from the journal
        assert written.reply.take == (samples.roast()["take"][0], MENDED)
        assert again.reply == written.reply
        assert written.reply.quip == samples.roast()["quip"]
        assert [call.outcome for call in desk.ledger.calls()] == ["reply", "reply"]

    @pytest.mark.parametrize(
        "answer",
        [
            json.dumps({"sentences": [TOLD]}),
            json.dumps({"sentences": []}),
            json.dumps({"sentences": ["See https://evil.example/ for more of it."]}),
            "I cannot help with that.",
            json.dumps({"sentence": MENDED}),
        ],
    )
    def test_whatever_comes_back_it_is_not_asked_a_third_time(
        self,
        desk_with: Callable[..., Desk],
        endpoints: ModuleType,
        samples: ModuleType,
        answer: str,
    ) -> None:
        steps = (endpoints.completion(samples.roast_text()), endpoints.completion(answer))
        with endpoints.serving(*steps) as endpoint:
            desk = desk_with(TOLD)
            written = desk.write(endpoint)
            assert endpoint.count == 2
        brief = samples.brief()
        left = desk.index.claim(brief.event, passages_of(written.reply))
        assert Kind.RUN in [repeat.kind for repeat in left]
        assert "evil" not in " ".join(written.reply.take)

    def test_a_server_that_fails_leaves_the_roast_as_it_was(
        self, desk_with: Callable[..., Desk], endpoints: ModuleType, samples: ModuleType
    ) -> None:
        steps = (endpoints.completion(samples.roast_text()), endpoints.error(400))
        with endpoints.serving(*steps) as endpoint:
            written = desk_with(TOLD).write(endpoint)
        assert written.reply.take == tuple(samples.roast()["take"])

    def test_a_fresh_roast_is_asked_nothing_more(
        self, desk_with: Callable[..., Desk], endpoints: ModuleType, samples: ModuleType
    ) -> None:
        with endpoints.serving(endpoints.completion(samples.roast_text())) as endpoint:
            desk_with(OLD).write(endpoint)
            assert endpoint.count == 1


def test_runs_have_the_length_that_the_rule_names() -> None:
    assert RUN == 8
    assert [len(run.split()) for run in own_runs(OLD)] == [8] * 7
