"""A hand edit is sacred: what a person touched survives every command, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roaster.content.reading import read_roast
from roaster.jobs.build import build
from roaster.jobs.editing import approve, kill
from roaster.jobs.reroast import reroast
from roaster.jobs.run import run
from roaster.jobs.sample import make_sample_site
from roaster.jobs.workshop import Workshop
from roaster.sample import SAMPLE_NOW, SampleWire

Edit = Callable[[bytes], bytes]


def _word(data: bytes) -> bytes:
    head, _, body = data.partition(b"## Sally's Take")
    return head + b"## Sally's Take" + body.replace(b" the ", b" THE ONLY ", 1)


EDITS: dict[str, Edit] = {
    "a word": _word,
    "a heading": lambda data: data.replace(b"## Silver Lining", b"## A Ray of Hope", 1),
    "the score": lambda data: data.replace(b"\nscore: ", b"\nscore: 1.0 # was ", 1),
    "a comment": lambda data: data.replace(b"\ntitle:", b"\n# mine, hands off\ntitle:", 1),
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "a section of one's own": lambda data: data + b"\n## Postscript\n\nWritten by hand.  \n",
    "a key of one's own": lambda data: data.replace(b"\nstatus:", b"\nmood:   'sour'\nstatus:", 1),
    "no newline at the end": lambda data: data.rstrip(b"\n"),
    "the quip": lambda data: data.replace(b"\nquip: ", b"\nquip: Mine! # ", 1),
}
KEPT = {"the score": b"score: 1.0 # was", "a comment": b"# mine, hands off"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample site after its run, with one roast made a draft again."""
    root = tmp_path_factory.mktemp("edits") / "site"
    make_sample_site(root)
    with workshop_on(root) as workshop:
        run(workshop)
    return root


@contextmanager
def workshop_on(root: Path) -> Iterator[Workshop]:
    with (
        SampleWire() as wire,
        Workshop.open(root, clock=lambda: SAMPLE_NOW, connect_to=wire.connect_to()) as workshop,
    ):
        yield workshop


def roast_files(root: Path) -> list[Path]:
    return sorted((root / "content/roasts").rglob("*.md"))


def edited(built: Path, root: Path, names: list[str], *, which: int = 0) -> Path:
    """A copy of the site with one roast edited by hand; the file."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(built, root)
    path = roast_files(root)[which % len(roast_files(root))]
    data = path.read_bytes().replace(b"status: published", b"status: draft", 1)
    for name in names:
        changed = EDITS[name](data)
        assert changed != data, name
        data = changed
    path.write_bytes(data)
    return path


# CRLF and the mark at the beginning come last: the other edits look for LF.
some_edits = st.lists(st.sampled_from([n for n in EDITS if n not in ("CRLF", "a byte order mark")]),
                      min_size=1, max_size=3, unique=True).flatmap(
    lambda names: st.lists(st.sampled_from(["CRLF", "a byte order mark"]), max_size=2, unique=True)
    .map(lambda more: [*names, *sorted(more, reverse=True)])
)  # fmt: skip
few = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("name", EDITS)
def test_run_and_build_leave_an_edited_file_alone(built: Path, tmp_path: Path, name: str) -> None:
    path = edited(built, tmp_path / "site", [name])
    before = path.read_bytes()
    with workshop_on(tmp_path / "site") as workshop:
        run(workshop)
        build(workshop, drafts=True)
    assert path.read_bytes() == before
    assert len(roast_files(tmp_path / "site")) == len(roast_files(built))


@few
@given(names=some_edits, which=st.integers(0, 20))
def test_approve_changes_the_status_line_alone(
    built: Path, tmp_path: Path, names: list[str], which: int
) -> None:
    path = edited(built, tmp_path / "site", names, which=which)
    before = path.read_bytes()
    with workshop_on(tmp_path / "site") as workshop:
        (changed,) = approve(workshop, [path.stem])
    after = path.read_bytes()
    assert after == before.replace(b"status: draft", b"status: published", 1)
    assert changed.after.status == "published"


@few
@given(names=some_edits, which=st.integers(0, 20))
def test_kill_changes_the_status_line_and_adds_one(
    built: Path, tmp_path: Path, names: list[str], which: int
) -> None:
    path = edited(built, tmp_path / "site", names, which=which)
    before = path.read_bytes().splitlines(keepends=True)
    with workshop_on(tmp_path / "site") as workshop:
        kill(workshop, [path.stem], "a slow day: it's not # funny")
    after = path.read_bytes().splitlines(keepends=True)
    new = [line for line in after if line not in before]
    assert len(after) == len(before) + 1
    assert [line.split(b":")[0] for line in new] == [b"status", b"why"]


@few
@given(names=some_edits, which=st.integers(0, 20))
def test_reroast_replaces_no_part_that_a_person_wrote(
    built: Path, tmp_path: Path, names: list[str], which: int
) -> None:
    root = tmp_path / "site"
    path = edited(built, root, names, which=which)
    before = path.read_bytes()
    with workshop_on(root) as workshop:
        relative = path.relative_to(root).as_posix()
        zone, headings = workshop.config.site.zone, workshop.headings
        old = read_roast(relative, before, zone, headings)
        report = reroast(workshop, path.stem)
    after = path.read_bytes()
    new = read_roast(relative, after, zone, headings)
    texts = {section.heading: section.text for section in new.sections}
    for section in old.sections:
        if section.key in old.edited or not section.key:
            assert texts[section.heading] == section.text
    if "quip" in old.edited:
        assert new.quip == old.quip
    if "scores" in old.edited:
        assert (new.score, new.scores) == (old.score, old.scores)
    assert not set(report.replaced) & old.edited
    assert new.edited == old.edited
    assert after.count(b"\r\n") in (0, after.count(b"\n"))
    assert all(mark in after for name, mark in KEPT.items() if name in names)
    assert (after[:3] == b"\xef\xbb\xbf") == (before[:3] == b"\xef\xbb\xbf")


def test_another_date_or_title_in_front_matter_moves_no_page(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(built, root)
    path = roast_files(root)[0]
    data = path.read_bytes()
    day = path.name[:10].encode()
    changed = data.replace(b"\ndate: " + day, b"\ndate: 2026-04-02", 1)
    changed = changed.replace(b"\ntitle: ", b"\ntitle: Corrected to the day. # ", 1)
    assert changed != data
    path.write_bytes(changed)
    with workshop_on(root) as workshop:
        build(workshop)
    year, month, number, slug = path.stem.split("-", 3)
    page = root / "public" / year / month / number / slug / "index.html"
    text = page.read_text(encoding="utf-8")
    assert "2 April 2026" in text
    assert "Corrected to the day." in text
    assert not (root / "public/2026/04/02").exists()
