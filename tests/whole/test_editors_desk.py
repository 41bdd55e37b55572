"""What editors do after the writing: correct, approve, update, take and drop. Byte by byte."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

NOW, LATER = "2026-04-10T18:00:00Z", "2026-04-11T18:00:00Z"
HOSTILE = 'It said "12: # no\u202e", </script><b>{x}</b> --- and 14 was right.'
REVERSAL = "Harbour authority scraps the bridge that ends in the water"
NEWS = "The authority will pay 7 million to the contractor Stonewharf by 30 June."

KILLER = """
import os, sys
limit, count = int(sys.argv.pop(1)), 0
def hook(event, args):
    global count
    if event in ("open", "os.rename", "os.remove", "os.link") and "/content/" in str(args[0]):
        count += 1
        if count == limit:
            os._exit(99)
from roaster.cli import main
sys.addaudithook(hook)
main()
"""
"""Runs roaster, and dies without a word before the given step that touches `content/`."""


class Desk:
    """A site with one roast of the harbour."""

    def __init__(
        self, root: Path, roaster: Callable[..., Any], news: ModuleType, newsroom: Any
    ) -> None:
        self.root, self._roaster, self._news, self._newsroom = root, roaster, news, newsroom
        feed = news.put_stories(newsroom, "harbour")
        news.write_site(root, newsroom, feeds=[feed], review="required")
        (roast,) = self("run", "--json", now=NOW).json["roasts"]
        self.slug, self.path = roast["slug"], root / roast["path"]

    def __call__(self, *args: str, now: str = LATER) -> Any:
        return self._roaster("-C", self.root, "--now", now, *args)

    @property
    def lines(self) -> list[bytes]:
        return self.path.read_bytes().splitlines(keepends=True)

    def added(self, before: list[bytes]) -> list[bytes]:
        """The lines that are new; every other one is where it was."""
        after, new = self.lines, []
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for tag, _, _, start, end in matcher.get_opcodes():
            assert tag in ("equal", "insert"), after[start:end]
            new += after[start:end] if tag == "insert" else []
        return new

    def follow_up(self) -> str:
        """Another article of the event, in the same feed; its address."""
        news, newsroom = self._news, self._newsroom
        text = "".join(f"<p>{paragraph}</p>" for paragraph in news.paragraphs("harbour"))
        body = f"<p>{REVERSAL}, it said. {NEWS}</p>{text}"
        url: str = newsroom.put("/news/later", news.page("harbour", title=REVERSAL, body=body))
        first = news.item(newsroom.root + "/news/harbour", news.STORIES["harbour"][0])
        later = news.item(url, REVERSAL, day="Sat, 11 Apr 2026 08:00:00 GMT")
        newsroom.put("/feed.xml", news.rss(first, later), "application/rss+xml")
        return url

    def first_article(self) -> list[str]:
        """Its paragraphs, all of which the follow-up has too."""
        paragraphs: list[str] = self._news.paragraphs("harbour")
        return paragraphs

    def edit(self, old: bytes, new: bytes) -> None:
        data = self.path.read_bytes()
        assert old in data
        self.path.write_bytes(data.replace(old, new, 1))

    def edit_take(self) -> None:
        """The take becomes a person's."""
        self.edit(b"## Sally's Take\n\n", b"## Sally's Take\n\nMine, word for word.\n\n")


@pytest.fixture
def desk(tmp_path: Path, roaster: Callable[..., Any], news: ModuleType, newsroom: Any) -> Desk:
    return Desk(tmp_path / "site", roaster, news, newsroom)


def test_a_correction_adds_its_lines_and_touches_no_other(desk: Desk) -> None:
    desk.edit(b"\nstatus: draft", b"\nstatus:   'draft'   # mine")
    before = desk.lines
    assert desk("correct", desk.slug, HOSTILE).code == 0
    new = desk.added(before)
    assert new[0] == b"corrections:\n"
    assert len(new) == 2
    assert desk("correct", desk.slug, "And 15 was wrong, too.").code == 0
    assert len(desk.added(before)) == 3
    assert desk("correct", desk.slug, "  ").code == 2


def test_a_correction_reaches_page_and_feeds_as_text(desk: Desk) -> None:
    desk("approve", desk.slug)
    desk("correct", desk.slug, HOSTILE)
    assert desk("build").code == 0
    (page,) = (desk.root / "public/2026").rglob(f"{desk.slug}/index.html")
    html = page.read_text()
    assert "11 April 2026" in html
    assert "&lt;b&gt;{x}&lt;/b&gt;" in html
    assert "<b>{x}" not in html
    told = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert told["correction"][0]["datePublished"] == told["dateModified"] == LATER
    assert f"<updated>{LATER}</updated>" in (desk.root / "public/feed.xml").read_text()


def test_a_killed_roast_is_not_corrected(desk: Desk) -> None:
    desk("kill", desk.slug)
    assert desk("correct", desk.slug, "x").code == 2


def test_who_approved_stands_in_the_file_and_on_the_page(desk: Desk) -> None:
    before = desk.lines
    desk("approve", desk.slug, "--by", "Ada Roe")
    after = desk.lines
    changed = [line for line in after if line not in before]
    assert changed == [b"status: published\n", b"reviewed_by: Ada Roe\n"]
    desk("build")
    (page,) = (desk.root / "public/2026").rglob(f"{desk.slug}/index.html")
    assert "Read and approved by Ada Roe." in page.read_text()


def test_the_sites_editor_approves_by_default(desk: Desk) -> None:
    config = desk.root / "config.yaml"
    settings = yaml.safe_load(config.read_text())
    settings.setdefault("site", {})["editor"] = "Bo Lin"
    config.write_text(yaml.safe_dump(settings))
    desk("approve", desk.slug)
    assert b"reviewed_by: Bo Lin\n" in desk.lines


def test_an_offer_is_appended_to_the_draft_as_a_dated_section(desk: Desk) -> None:
    url = desk.follow_up()
    desk("gather")
    before = desk.lines
    shown = desk("show", desk.slug, "--json").json
    done = desk("update", "--json")
    assert done.code == 0, done.err
    (one,) = done.json["updated"]
    texts = [fact["text"] for fact in one["facts"]]
    assert NEWS in texts
    told = " ".join(desk.first_article())
    assert [text for text in texts if text in told] == []
    (updated,) = (line for line in desk.lines if line.startswith(b"updated: "))
    assert updated == f"updated: {LATER}\n".encode()
    new = b"".join(desk.added(before)).decode()
    assert "\n## Update, 11 April 2026\n" in f"\n{new}"
    assert f"- {NEWS} [receipt]({url}#:~:text=" in new
    after = desk("show", desk.slug, "--json").json
    for key in ("slug", "path", "score", "scores", "status", "title"):
        assert after[key] == shown[key]
    assert after["sources"][-1]["url"] == url
    assert after["sections"][:-1] == shown["sections"]
    assert set(after["edited"]) == set(shown["edited"])


def test_an_update_that_was_taken_up_is_not_offered_again(desk: Desk) -> None:
    desk.follow_up()
    desk("gather")
    desk("update")
    assert desk("gather", "--json").json["updates"] == []
    before = desk.lines
    assert desk("update", "--json").json == {"updated": [], "waiting": []}
    assert desk("update", desk.slug).code == 2
    assert desk.lines == before


def test_a_published_roast_keeps_its_offer_until_it_is_named(desk: Desk) -> None:
    desk("approve", desk.slug, now=NOW)
    desk.follow_up()
    desk("gather")
    before = desk.lines
    listed = desk("update", "--json").json
    assert [one["slug"] for one in listed["waiting"]] == [desk.slug]
    assert desk.lines == before
    assert desk("update", desk.slug).code == 0
    assert b"## Update, 11 April 2026\n" in desk.added(before)
    assert b"status: published\n" in desk.lines


def test_an_article_may_be_named_without_an_offer(desk: Desk) -> None:
    url = desk.follow_up()
    before = desk.lines
    assert desk("update", desk.slug, url).code == 0
    assert b"## Update, 11 April 2026\n" in desk.added(before)
    assert desk("update", desk.slug, "file:///etc/passwd").code == 2
    assert desk("update", desk.slug, url.replace("later", "nowhere")).code == 4


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_an_update_leaves_a_hand_edited_file_as_it_is(desk: Desk, end: bytes) -> None:
    desk.edit_take()
    data = desk.path.read_bytes().rstrip(b"\n").replace(b"\n", end)
    desk.path.write_bytes(data)
    desk("update", desk.slug, desk.follow_up())
    after = desk.path.read_bytes()
    assert end + b"## Update, 11 April 2026" + end in after
    head, _, _ = after.partition(end * 2 + b"## Update")
    assert head.endswith(data.rpartition(b"---" + end)[2])
    assert (b"\n" in after.replace(b"\r\n", b"")) == (end == b"\n")


def test_reroast_proposes_beside_what_a_person_wrote(desk: Desk) -> None:
    desk.edit_take()
    before = desk.path.read_bytes()
    report = desk("reroast", desk.slug, "--section", "take", "--json").json
    assert report["kept"] == f"content/proposals/{desk.path.stem}.md"
    assert (desk.root / report["kept"]).is_file()
    assert desk.path.read_bytes() == before
    (one,) = desk("proposals", "--json").json
    assert one["slug"] == desk.slug
    shown = desk("proposals", "show", desk.slug).out
    assert "[-Mine" in shown
    for verb in ("take", "drop"):
        assert f"roaster proposals {verb} {desk.slug}" in shown
    assert "{+" in shown
    assert "new texts are proposed for take" in desk("show", desk.slug).out


def test_a_proposal_is_taken_into_its_section_alone(desk: Desk) -> None:
    desk.edit_take()
    new = desk("reroast", desk.slug, "--section", "take", "--json").json["proposals"]["take"]
    before = desk("show", desk.slug, "--json").json
    assert desk("proposals", "take", desk.slug).code == 0
    after = desk("show", desk.slug, "--json").json
    old_texts = {one["key"]: one["text"] for one in before["sections"]}
    new_texts = {one["key"]: one["text"] for one in after["sections"]}
    assert new_texts == old_texts | {"take": new}
    assert after["edited"] == []
    assert desk("proposals", "--json").json == []
    assert not list((desk.root / "content/proposals").iterdir())


def test_a_proposal_is_dropped_and_the_roast_stays(desk: Desk) -> None:
    desk.edit_take()
    before = desk.path.read_bytes()
    desk("reroast", desk.slug, "--section", "take")
    assert desk("proposals", "drop", desk.slug, "--section", "facts").code == 2
    assert desk("proposals", "drop", desk.slug, "--section", "take").code == 0
    assert desk.path.read_bytes() == before
    assert desk("proposals", "take", desk.slug).code == 2


def test_after_a_drop_another_text_is_proposed(desk: Desk) -> None:
    desk.edit_take()
    command = ("reroast", desk.slug, "--section", "take", "--json")
    first = desk(*command).json["proposals"]["take"]
    assert desk(*command).json["proposals"]["take"] == first  # killed meanwhile, it is the same
    assert desk("proposals", "drop", desk.slug).code == 0
    assert desk(*command).json["proposals"]["take"] != first


def test_who_approved_a_text_is_not_named_beside_another(desk: Desk) -> None:
    assert desk("approve", desk.slug, "--by", "The Night Desk").code == 0
    assert desk("reroast", desk.slug, "--section", "lining").code == 0
    assert b"reviewed_by" not in desk.path.read_bytes()
    assert desk("approve", desk.slug).code == 0
    assert b"Night Desk" not in desk.path.read_bytes()


def test_proposals_survive_the_loss_of_roasters_memory(desk: Desk) -> None:
    desk.edit_take()
    desk("reroast", desk.slug, "--section", "take")
    for file in sorted((desk.root / ".roaster").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    assert len(desk("proposals", "--json").json) == 1
    assert desk("check").code == 0


def test_show_tells_each_fact_with_the_sources_words(desk: Desk) -> None:
    out = desk("show", desk.slug).out
    facts = out.split("## What Actually Happened")[1].split("## ")[0].strip().splitlines()
    assert len(facts) >= 6
    assert all(line.startswith("• ") for line in facts[::2])
    assert all(line.startswith("    ") and ": “" in line for line in facts[1::2])
    assert "[receipt]" not in out
    assert "\x1b" not in out


def killed_at(desk: Desk, *args: str) -> Iterator[int]:
    """The command killed before each of its steps on `content/`, until one run comes through."""
    command = [sys.executable, "-c", KILLER]
    for step in range(1, 60):
        rest = ["-C", str(desk.root), "--now", LATER, *args]
        code = subprocess.run([*command, str(step), *rest], check=False).returncode
        if code != 99:
            assert code == 0
            return
        yield step
    pytest.fail("it never came through")


def test_killed_anywhere_taking_a_proposal_loses_and_halves_nothing(desk: Desk) -> None:
    desk.edit_take()
    new = desk("reroast", desk.slug, "--section", "take", "--json").json["proposals"]["take"]
    old = desk.path.read_bytes()
    steps = 0
    for _ in killed_at(desk, "proposals", "take", desk.slug):
        steps += 1
        now = desk.path.read_bytes()
        assert now == old or new.encode() in now
        waiting = desk("proposals", "--json").json
        # Until it stands in the roast, the proposal is there.
        assert new.encode() in now or waiting[0]["proposals"][0]["new"] == new
        if not waiting:
            break
    assert steps >= 3
    assert new.encode() in desk.path.read_bytes()


def test_killed_anywhere_an_update_is_there_whole_or_not_at_all(desk: Desk) -> None:
    url = desk.follow_up()
    old = desk.path.read_bytes()
    steps = 0
    for _ in killed_at(desk, "update", desk.slug, url):
        steps += 1
        now = desk.path.read_bytes()
        if now != old:
            break
    assert steps >= 2
    after = desk.path.read_bytes()
    assert after.count(b"## Update, 11 April 2026") == 1
    assert f"url: {url}".encode() in after
