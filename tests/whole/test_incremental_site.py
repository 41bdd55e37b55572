"""Whatever happens to a site on disk between two builds, the second gives a clean one's bytes.

Five examples by default; `ROASTER_EXAMPLES=200 pytest tests/whole/test_incremental_site.py` for a
long night.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from roaster.jobs.build import build
from roaster.jobs.glancing import Asked, standing
from roaster.jobs.workshop import Workshop
from roaster.site.report import BuildReport

SALLY = Path(__file__).parents[2] / "themes" / "sally" / "templates"
FIRST = datetime(2026, 3, 27, 22, 30, tzinfo=UTC)  # before a Berlin midnight, and a lost hour
NUMBERS = st.integers(1, 9)
WORDS = st.sampled_from(["Ash", "ash", "Soot & <co>", "Ember", "Page 1", ""])
SITES = ("public", ".public-spare/site")
STATES = st.sampled_from(["draft", "published", "killed"])
CONFIG = """\
site:
  title: Sally's
  tagline: "{tagline}"
  base_url: https://roasts.example/{sub}
  timezone: {zone}
  theme: mine
  per_page: {per_page}
"""
ROAST = """\
---
title: "{title}"
date: {day}
status: {status}
category: "{category}"
tags: ["{tag}", news]
quip: "{quip}"
score: {score}
sources:
  - {{title: One, outlet: The Post, url: "https://post.example/{number}"}}
{more}---

## Sally's Take

{text}

## What Actually Happened

- A fact. [receipt](https://post.example/{number}#:~:text=A%20fact)

## Who Got Burned

- **{actor}** was there.
"""


class Front(dict[str, str]):
    """What a roast's file is filled with."""


def new_front(number: int) -> Front:
    return Front(
        title=f"Roast {number}",
        day=str(date(2026, 3, 20) + timedelta(days=number)),
        status="published",
        category=("ai", "business")[number % 2],
        tag=f"tag {number % 3}",
        quip=f"Quip {number}.",
        score=f"{number % 10}.5",
        number=str(number),
        more="",
        text=f"Take {number}.",
        actor=("Acme", "Vector Labs")[number % 2],
    )


class Editing(RuleBasedStateMachine):
    """A person, a cron job and a clock at work on one site."""

    base: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.base))
        self.root = self.folder / "site"
        self.now = FIRST
        self.fronts: dict[int, Front] = {}
        self.gone: dict[int, Front] = {}
        self.drafts = False
        theme = self.root / "themes" / "mine"
        (theme / "templates").mkdir(parents=True)
        (theme / "static").mkdir()
        (theme / "theme.yaml").write_text("name: mine\nextends: sally\n")
        (theme / "static" / "mine.css").write_text("p { margin: 0 }\n")
        self.set_up()
        for number in range(1, 5):
            self.write(number, new_front(number))

    def set_up(self) -> None:
        self.configure("Burnt", 2, "", "Europe/Berlin")
        self.write_page("About")

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def file(self, number: int) -> Path:
        day = date(2026, 3, 20) + timedelta(days=number)
        return self.root / f"content/roasts/2026/{day}-roast-{number}.md"

    def write(self, number: int, front: Front) -> None:
        self.fronts[number] = front
        self.file(number).parent.mkdir(parents=True, exist_ok=True)
        self.file(number).write_text(ROAST.format_map(front))

    def change(self, number: int, **changes: str) -> None:
        if number in self.fronts:
            self.write(number, Front(self.fronts[number], **changes))

    @rule(number=NUMBERS, more=st.integers(0, 2))
    def add(self, number: int, more: int) -> None:
        for one in range(number, number + more + 1):
            if one not in self.fronts:
                self.write(one, new_front(one))

    @rule(number=NUMBERS, word=WORDS)
    def edit(self, number: int, word: str) -> None:
        self.change(number, text=f"{word} *and* more.", quip=word)

    @rule(number=NUMBERS)
    def edit_keeping_size_and_time(self, number: int) -> None:
        if number in self.fronts:
            stat = self.file(number).stat()
            swapped = self.fronts[number]["text"].swapcase()
            self.change(number, text=swapped)
            os.utime(self.file(number), ns=(stat.st_atime_ns, stat.st_mtime_ns))

    @rule(number=NUMBERS, other=NUMBERS)
    def retitle(self, number: int, other: int) -> None:
        self.change(number, title=f"Roast {other}")

    @rule(number=NUMBERS, days=st.integers(-9, 9))
    def redate(self, number: int, days: int) -> None:
        day = date(2026, 3, 20) + timedelta(days=number + days)
        self.change(number, day=str(day))

    @rule(number=NUMBERS, word=WORDS)
    def refile(self, number: int, word: str) -> None:
        self.change(number, category=word, tag=word or "none")

    @rule(number=NUMBERS, actor=st.sampled_from(["Acme", "Vector Labs", "Nobody"]))
    def recast(self, number: int, actor: str) -> None:
        self.change(number, actor=actor)

    @rule(number=NUMBERS, other=NUMBERS)
    def give_an_id(self, number: int, other: int) -> None:
        self.change(number, more=f"id: {other:032x}\n")

    @rule(number=NUMBERS, state=STATES)
    def judge(self, number: int, state: str) -> None:
        self.change(number, status=state)

    @rule(number=NUMBERS, hours=st.integers(-3, 60))
    def schedule(self, number: int, hours: int) -> None:
        due = (FIRST + timedelta(hours=hours)).isoformat()
        self.change(number, more=f"publish_at: {due}\n")

    @rule(number=NUMBERS)
    def delete(self, number: int) -> None:
        if number in self.fronts:
            self.gone[number] = self.fronts.pop(number)
            self.file(number).unlink()

    @rule(number=NUMBERS)
    def restore(self, number: int) -> None:
        if number in self.gone and number not in self.fronts:
            self.write(number, self.gone.pop(number))

    @rule(
        word=st.sampled_from(["Burnt", "Burned"]),
        per_page=st.integers(1, 3),
        sub=st.sampled_from(["", "sub/"]),
        zone=st.sampled_from(["Europe/Berlin", "UTC", "Pacific/Auckland"]),
    )
    def configure(self, word: str, per_page: int, sub: str, zone: str) -> None:
        text = CONFIG.format(tagline=word, per_page=per_page, sub=sub, zone=zone)
        (self.root / "config.yaml").write_text(text)

    @rule(step=st.sampled_from([1, 90 * 60, 24 * 3600, 7 * 24 * 3600, -24 * 3600]))
    def wait(self, step: int) -> None:
        self.now += timedelta(seconds=step)

    @rule()
    def wait_for_midnight(self) -> None:
        self.now = self.now.replace(hour=22, minute=59, second=59) + timedelta(seconds=1)

    @rule(word=WORDS)
    def write_page(self, word: str) -> None:
        file = self.root / "content" / "pages" / "about.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'---\ntitle: "{word or "About"}"\n---\n\n{word}\n')

    @rule(word=WORDS)
    def restyle(self, word: str) -> None:
        (self.root / "themes/mine/static/mine.css").write_text(f"/* {word} */")

    @rule(
        name=st.sampled_from(["404", "roast", "list", "base", "footer", "macros"]),
        keep=st.booleans(),
        word=st.sampled_from(["one", "two"]),
    )
    def change_a_template(self, name: str, keep: bool, word: str) -> None:
        file = self.root / f"themes/mine/templates/{name}.html"
        if keep:
            source = (SALLY / f"{name}.html").read_text()
            file.write_text(source.replace("<a ", f'<a data-word="{word}" '))
        else:
            file.unlink(missing_ok=True)

    @rule(name=st.sampled_from(["a.txt", "deep/b.bin"]), there=st.booleans(), word=WORDS)
    def copy_along(self, name: str, there: bool, word: str) -> None:
        file = self.root / "content" / "static" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if there:
            file.write_text(word)
        else:
            file.unlink(missing_ok=True)

    @rule(
        path=st.sampled_from(
            [f"{site}/{file}" for site in SITES for file in ("index.html", "x.txt", "about/x.txt")]
        )
    )
    def meddle(self, path: str) -> None:
        if (self.root / path).parent.is_dir():
            (self.root / path).write_text("meddled")

    @rule(path=st.sampled_from([".roaster", ".public-spare", "public"]))
    def lose(self, path: str) -> None:
        shutil.rmtree(self.root / path, ignore_errors=True)

    @rule()
    def check_out_anew(self) -> None:
        for file in (self.root / "content").rglob("*.md"):
            os.utime(file)

    @rule()
    def show_drafts_once(self) -> None:
        self.build(self.root, drafts=True)

    @rule(number=NUMBERS)
    def move_to_another_file(self, number: int) -> None:
        if number in self.fronts:
            self.file(number).rename(self.file(number).with_name(f"2026-02-03-moved-{number}.md"))
            del self.fronts[number]

    @invariant()
    def is_as_clean(self) -> None:
        self.build(self.root)
        built = files(self.root)
        clean = self.folder / "clean"
        for name in ("content", "themes"):
            shutil.copytree(self.root / name, clean / name)
        shutil.copy(self.root / "config.yaml", clean)
        self.build(clean)
        assert built == files(clean)
        told = standing(Asked(self.root), self.now, {})
        assert told is not None
        assert (told.written, told.unchanged) == (0, len(built))
        assert told.bytes == sum(map(len, built.values()))
        shutil.rmtree(clean)

    def build(self, root: Path, *, drafts: bool = False) -> BuildReport:
        told = standing(Asked(root, drafts), self.now, {})
        if told is not None:
            return told
        with Workshop.open(root, clock=lambda: self.now) as workshop, workshop.locked():
            return build(workshop, drafts=drafts)


def files(root: Path) -> dict[str, bytes]:
    public = root / "public"
    return {
        file.relative_to(public).as_posix(): file.read_bytes()
        for file in public.rglob("*")
        if file.is_file()
    }


class Reporting(Editing):
    """Roasts alone change, and time passes: no build but the first lays out the whole site."""

    write_page = configure = change_a_template = None  # type: ignore[assignment]
    restyle = copy_along = lose = show_drafts_once = None  # type: ignore[assignment]

    def set_up(self) -> None:
        text = CONFIG.format(tagline="Burnt", per_page=2, sub="", zone="Europe/Berlin")
        (self.root / "config.yaml").write_text(f'{text}  search: "off"\n')
        for number in range(5, 10):
            self.write(number, new_front(number))


@pytest.mark.parametrize("kind", [Editing, Reporting])
def test_an_incremental_build_of_a_site_on_disk_gives_the_bytes_of_a_clean_one(
    tmp_path: Path, kind: type[Editing]
) -> None:
    machine = type(kind.__name__, (kind,), {"base": tmp_path})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=int(os.environ.get("ROASTER_EXAMPLES", "5")),
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
