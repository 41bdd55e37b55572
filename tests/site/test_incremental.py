"""Whatever happens between two builds, the second gives the bytes of a clean one."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from roaster.model.roast import Section, Status
from roaster.text.digests import digest

NUMBERS = st.integers(1, 7)
WORDS = st.sampled_from(["Ash", "ash", "Soot & <co>", "Ember", ""])


def machine(sites: ModuleType, base: Path) -> type[RuleBasedStateMachine]:  # noqa: C901
    class Editing(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.roasts = {one.day.day: one for one in sites.many(5)}
            self.root = Path(tempfile.mkdtemp(dir=base))
            self.site = sites.make_site(self.root)

        def teardown(self) -> None:
            shutil.rmtree(self.root)

        def change(self, number: int, **changes: Any) -> None:
            if number in self.roasts:
                made = replace(self.roasts[number], **changes, digest="")
                self.roasts[number] = replace(made, digest=digest(repr(made)))

        @rule(number=NUMBERS, more=st.integers(0, 3))
        def add(self, number: int, more: int) -> None:
            for one in range(number, number + more + 1):
                self.roasts.setdefault(one, sites.roast(one))

        @rule(number=NUMBERS, word=WORDS)
        def edit(self, number: int, word: str) -> None:
            self.change(number, preamble=word, quip=word)

        @rule(number=NUMBERS, word=WORDS)
        def retitle(self, number: int, word: str) -> None:
            self.change(number, title=word or "Untitled")

        @rule(number=NUMBERS, word=WORDS)
        def refile(self, number: int, word: str) -> None:
            self.change(number, category=word, tags=(word, "layoffs"))

        @rule(number=NUMBERS, status=st.sampled_from(list(Status)))
        def judge(self, number: int, status: Status) -> None:
            self.change(number, status=status)

        @rule(number=NUMBERS, who=st.sampled_from(["Ashworth Bank", "Soot & Sons", "nobody"]))
        def burn(self, number: int, who: str) -> None:
            self.change(number, sections=(Section("burned", "Burned", f"- **{who}**: it."),))

        @rule(number=NUMBERS, word=WORDS, day=st.integers(1, 28))
        def correct(self, number: int, word: str, day: int) -> None:
            notes = [{"at": f"2026-03-{day:02d}T08:00:00Z", "text": word}]
            self.change(number, meta={"corrections": notes, "reviewed_by": word})

        @rule(number=NUMBERS)
        def delete(self, number: int) -> None:
            self.roasts.pop(number, None)

        @rule(word=WORDS, per_page=st.integers(1, 4), sub=st.sampled_from(["", "sub/"]))
        def configure(self, word: str, per_page: int, sub: str) -> None:
            url = f"https://roasts.example/{sub}"
            parts = {"tagline": word, "per_page": per_page, "base_url": url}
            parts |= {"news_sitemap": per_page > 2, "llms_txt": per_page == 2}
            parts |= {"cards": per_page > 2, "badges": per_page % 2 == 0}
            parts |= {"language": "de" if per_page == 1 else "en"}
            self.site.config = sites.config(site=parts)

        @rule(days=st.integers(-110, 3))
        def wait(self, days: int) -> None:
            self.site.now = sites.NOW + timedelta(days=days)

        @rule(word=WORDS)
        def write_page(self, word: str) -> None:
            self.site.pages = (sites.page("about", word or "About", word), sites.DROP)

        @rule(word=WORDS)
        def restyle(self, word: str) -> None:
            css = self.root / "themes" / "plain" / "static" / "plain.css"
            css.write_text(f"/* {word} */ b {{ content: '{word}' }}")
            words = self.root / "themes" / "plain" / "words.en.yaml"
            words.write_text(f"scores_title: '{word or 'Scores'}'")

        @rule(path=st.sampled_from(["index.html", "feed.xml", "mine.txt"]))
        def meddle(self, path: str) -> None:
            if self.site.public.is_dir():
                (self.site.public / path).write_text("meddled")

        @rule(drafts=st.booleans())
        def build(self, drafts: bool) -> None:
            self.site.build(list(self.roasts.values()), drafts=drafts)

        @invariant()
        def is_as_clean(self) -> None:
            roasts = list(self.roasts.values())
            self.site.build(roasts)
            built = self.site.files()
            assert self.site.build(roasts).written == 0
            clean = replace(self.site, root=self.root / "clean")
            shutil.copytree(self.root / "themes", clean.root / "themes")
            clean.build(roasts)
            assert clean.files() == built
            shutil.rmtree(clean.root)

    return Editing


def test_an_incremental_build_gives_the_bytes_of_a_clean_one(
    sites: ModuleType, tmp_path: Path
) -> None:
    run_state_machine_as_test(
        machine(sites, tmp_path),
        settings=settings(
            max_examples=12,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
