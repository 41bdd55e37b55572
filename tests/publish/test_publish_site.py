"""Publishing against real bare git repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from roaster.errors import PublishError
from roaster.publish import PublishReport, publish_site

NOON = datetime(2026, 4, 10, 12, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    shutil.which("git") is None, reason="git is missing: apt install git"
)

# In a hook: work on the repository itself, as somebody else.
AS_ANOTHER = """
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
export GIT_AUTHOR_NAME=o GIT_AUTHOR_EMAIL=o@e GIT_COMMITTER_NAME=o GIT_COMMITTER_EMAIL=o@e
"""


class Desk:
    """A site's folder with a built site, and a bare repository to publish to."""

    def __init__(self, base: Path) -> None:
        self.root = base / "site"
        self.public = self.root / "public"
        self.bare = base / "remote.git"
        home = base / "home"
        for folder in (self.public, home):
            folder.mkdir(parents=True)
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        (home / "gitconfig").write_text("[init]\n\tdefaultBranch = main\n")
        self.git("init", "-q", "--bare", str(self.bare), cwd=base)
        self.write("index.html", "<h1>Sally</h1>")

    def git(self, *args: str, cwd: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *args],
            cwd=cwd or self.bare,
            env=self.environ,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.rstrip("\n")

    def write(self, path: str, text: str) -> None:
        file = self.public / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def publish(self, **changes: Any) -> PublishReport:
        given: dict[str, Any] = {
            "remote": str(self.bare),
            "branch": "gh-pages",
            "cname": "",
            "site_root": self.root,
            "message": "Publish",
            "now": NOON,
            "environ": self.environ,
        }
        return publish_site(self.public, **(given | changes))

    def files(self, branch: str = "gh-pages") -> dict[str, str]:
        names = self.git("ls-tree", "-r", "--name-only", "-z", branch).split("\0")
        return {name: self.git("show", f"{branch}:{name}") for name in names if name}

    def commits(self, branch: str = "gh-pages") -> list[str]:
        return self.git("rev-list", branch).splitlines()

    def clone_and_push(self, path: str, text: str, branch: str = "gh-pages") -> str:
        """Somebody else's commit on the branch."""
        work = self.root.parent / f"other-{path}"
        self.git("clone", "-q", str(self.bare), str(work))
        here = self.git("branch", "--list", "-r", f"origin/{branch}", cwd=work)
        self.git("checkout", "-q", *(("--orphan",) if not here else ()), branch, cwd=work)
        (work / path).write_text(text)
        self.git("add", "--", path, cwd=work)
        who = ("-c", "user.name=Other", "-c", "user.email=other@example.org")
        self.git(*who, "commit", "-q", "-m", "other", cwd=work)
        self.git("push", "-q", "origin", branch, cwd=work)
        return self.git("rev-parse", "HEAD", cwd=work)

    def hook(self, name: str, script: str) -> None:
        file = self.bare / "hooks" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_first_publishing_makes_the_branch_with_one_commit(desk: Desk) -> None:
    desk.write("2026/04/10/slug/index.html", "roast")

    report = desk.publish()

    assert (report.added, report.changed, report.removed) == (3, 0, 0)
    assert desk.commits() == [report.commit]
    assert desk.files() == {
        ".nojekyll": "",
        "index.html": "<h1>Sally</h1>",
        "2026/04/10/slug/index.html": "roast",
    }


def test_nothing_new_makes_no_commit(desk: Desk) -> None:
    first = desk.publish()
    again = desk.publish()

    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    assert again.commit == first.commit
    assert not again.pushed
    assert desk.commits() == [first.commit]


def test_a_change_is_one_commit_on_top_with_its_numbers(desk: Desk) -> None:
    desk.write("old.html", "old")
    desk.write("a/b.html", "b")
    first = desk.publish()
    (desk.public / "old.html").unlink()
    shutil.rmtree(desk.public / "a")
    desk.write("a", "a file where a folder stood")
    desk.write("index.html", "changed")

    report = desk.publish()

    assert (report.added, report.changed, report.removed) == (1, 1, 2)
    assert desk.commits() == [report.commit, first.commit]
    assert desk.files() == {
        ".nojekyll": "",
        "a": "a file where a folder stood",
        "index.html": "changed",
    }


def test_the_same_site_at_the_same_time_gives_the_same_commit(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "elsewhere")
    assert desk.publish().commit == other.publish().commit


def test_a_dry_run_tells_what_would_change_and_pushes_nothing(desk: Desk) -> None:
    report = desk.publish(dry_run=True)

    assert (report.added, report.commit, report.pushed) == (2, "", False)
    assert desk.git("branch", "--list") == ""


def test_another_persons_commit_is_never_dropped(desk: Desk) -> None:
    desk.publish()
    theirs = desk.clone_and_push("theirs.txt", "theirs")
    desk.write("new.html", "new")

    report = desk.publish()

    assert desk.commits()[:2] == [report.commit, theirs]


def test_a_push_in_between_is_built_upon_not_dropped(desk: Desk) -> None:
    first = desk.publish()
    desk.write("new.html", "new")
    # The remote moves just as our push arrives, once.
    moved = desk.root.parent / "moved"
    desk.hook(
        "pre-receive",
        f'test -e "{moved}" && exit 0\ntouch "{moved}"\n'
        f"{AS_ANOTHER}\n"
        f"git update-ref refs/heads/gh-pages "
        f"$(git commit-tree -p {first.commit} -m between {first.commit}^{{tree}})",
    )

    report = desk.publish()

    subjects = desk.git("log", "--format=%s", "gh-pages").splitlines()
    assert subjects == ["Publish", "between", "Publish"]
    assert desk.commits()[0] == report.commit


def test_a_branch_that_appears_in_between_is_built_upon(desk: Desk) -> None:
    moved = desk.root.parent / "moved"
    desk.hook(
        "pre-receive",
        f'test -e "{moved}" && exit 0\ntouch "{moved}"\n'
        f"{AS_ANOTHER}\n"
        "git update-ref refs/heads/gh-pages "
        "$(git commit-tree -m theirs $(git hash-object -w -t tree /dev/null))",
    )

    desk.publish()

    assert desk.git("log", "--format=%s", "gh-pages").splitlines() == ["Publish", "theirs"]


def test_a_remote_that_always_moves_is_given_up_after_three_tries(desk: Desk) -> None:
    first = desk.publish()
    desk.write("new.html", "new")
    desk.hook(
        "pre-receive",
        f"{AS_ANOTHER}\n"
        "git update-ref refs/heads/gh-pages "
        "$(git commit-tree -p gh-pages -m between gh-pages^{tree})",
    )

    with pytest.raises(PublishError, match="moved 3 times") as caught:
        desk.publish()

    assert caught.value.remedy
    assert len(desk.commits()) == 4
    assert desk.commits()[-1] == first.commit
    assert "new.html" not in desk.files()


def test_the_cname_of_the_config_is_written(desk: Desk) -> None:
    desk.publish(cname="roast.example.org")
    assert desk.files()["CNAME"] == "roast.example.org"


def test_the_cname_of_the_branch_is_kept(desk: Desk) -> None:
    desk.publish(cname="roast.example.org")
    report = desk.publish(cname="")

    assert not report.pushed
    assert desk.files()["CNAME"] == "roast.example.org"


@pytest.mark.parametrize("prepare", ["empty", "absent", "no index"])
def test_what_is_no_site_is_refused_and_the_branch_stays(desk: Desk, prepare: str) -> None:
    desk.publish()
    before = desk.commits()
    shutil.rmtree(desk.public)
    if prepare != "absent":
        desk.public.mkdir()
    if prepare == "no index":
        desk.write("about/index.html", "about")

    with pytest.raises(PublishError) as caught:
        desk.publish()

    assert "roaster build" in caught.value.remedy
    assert desk.commits() == before


def test_links_are_left_out_and_told_not_followed(desk: Desk) -> None:
    secret = desk.root.parent / "secret"
    secret.write_text("secret")
    (desk.public / "link").symlink_to(secret)
    (desk.public / "folder").symlink_to(desk.root.parent)

    report = desk.publish()

    assert report.left_out == ("folder", "link")
    assert set(desk.files()) == {".nojekyll", "index.html"}


def test_dot_files_and_odd_names_arrive_as_they_are(desk: Desk) -> None:
    names = (
        ".well-known/security.txt",
        'quo"te.html',
        "back\\slash.html",
        "new\nline.html",
        "ümläut – dash.html",
        " leading and trailing ",
        "-dash",
    )
    for name in names:
        desk.write(name, name)

    desk.publish()

    files = desk.files()
    assert {name: files[name] for name in names} == {name: name for name in names}


def test_ignore_rules_and_line_ending_rules_do_not_touch_the_site(desk: Desk) -> None:
    desk.write(".gitignore", "*.html\n")
    desk.write(".gitattributes", "* text eol=crlf\n")
    (desk.public / "crlf.txt").write_bytes(b"a\r\nb\n")

    desk.publish()

    assert "index.html" in desk.files()
    raw = subprocess.run(
        ["git", "cat-file", "blob", "gh-pages:crlf.txt"], cwd=desk.bare, capture_output=True
    ).stdout
    assert raw == b"a\r\nb\n"


def test_the_sites_own_repository_is_not_touched(desk: Desk) -> None:
    desk.git("init", "-q", str(desk.root))
    desk.git("remote", "add", "origin", "../remote.git", cwd=desk.root)
    (desk.root / ".gitignore").write_text("public/\n.roaster/\n")
    (desk.root / "staged").write_text("staged")
    desk.git("add", "staged", cwd=desk.root)
    tracked = [p for p in (desk.root / ".git").rglob("*") if p.is_file()]
    before = {path: path.read_bytes() for path in tracked}

    report = desk.publish(remote="origin")

    assert report.remote == "origin"
    assert desk.commits() == [report.commit]
    after = [p for p in (desk.root / ".git").rglob("*") if p.is_file()]
    assert {path: path.read_bytes() for path in after} == before


def test_the_git_identity_signs_and_a_default_stands_in(desk: Desk) -> None:
    desk.publish()
    assert desk.git("log", "-1", "--format=%an <%ae>", "gh-pages") == "roaster <roaster@localhost>"
    desk.write("x.html", "x")
    with Path(desk.environ["GIT_CONFIG_GLOBAL"]).open("a") as config:
        config.write("[user]\n\tname = The <Editor>\n\temail = editor@example.org\n")
    desk.publish()
    assert desk.git("log", "-1", "--format=%an <%ae> %at", "gh-pages") == (
        f"The Editor <editor@example.org> {int(NOON.timestamp())}"
    )


def test_a_publishing_that_was_killed_half_way_harms_no_later_one(desk: Desk) -> None:
    first = desk.publish()
    scratch = desk.root / ".roaster" / "publish"
    (scratch / "unfinished").touch()
    (scratch / "refs" / "roaster" / "fetched.lock").touch()
    (scratch / "HEAD").write_text("garbage")
    desk.write("new.html", "new")

    report = desk.publish()

    assert desk.commits() == [report.commit, first.commit]


def test_losing_the_state_folder_loses_nothing(desk: Desk) -> None:
    first = desk.publish()
    shutil.rmtree(desk.root / ".roaster")
    desk.write("new.html", "new")
    report = desk.publish()
    assert desk.commits() == [report.commit, first.commit]
    assert (report.added, report.changed, report.removed) == (1, 0, 0)


def test_a_git_hooks_variables_do_not_lead_astray(desk: Desk) -> None:
    astray = desk.root.parent / "astray.git"
    desk.git("init", "-q", "--bare", str(astray))
    report = desk.publish(environ=desk.environ | {"GIT_DIR": str(astray), "GIT_INDEX_FILE": "x"})
    assert desk.commits() == [report.commit]
    assert desk.git("for-each-ref", cwd=astray) == ""


def test_a_branch_with_the_sites_sources_is_refused(desk: Desk) -> None:
    work = desk.root.parent / "sources"
    (work / "content").mkdir(parents=True)
    (work / "config.yaml").write_text("site: {}\n")
    (work / "content" / "x.md").write_text("x")
    desk.git("init", "-q", str(work))
    desk.git("add", "-A", cwd=work)
    who = ("-c", "user.name=Other", "-c", "user.email=other@example.org")
    desk.git(*who, "commit", "-q", "-m", "sources", cwd=work)
    desk.git("push", "-q", str(desk.bare), "HEAD:refs/heads/main", cwd=work)

    with pytest.raises(PublishError, match="sources") as caught:
        desk.publish(branch="main")

    assert "gh-pages" in caught.value.remedy
    assert len(desk.commits("main")) == 1


@pytest.mark.parametrize("branch", ["-f", "--force", "a b", "a..b", "", "x:y", "refs/heads/"])
def test_a_branch_that_is_no_name_is_refused(desk: Desk, branch: str) -> None:
    with pytest.raises(PublishError, match="cannot be the name of a branch"):
        desk.publish(branch=branch)


@pytest.mark.parametrize(
    "remote", ["--upload-pack=touch pwned", "-o", "", "ext::sh -c touch% pwned", "nowhere"]
)
def test_a_remote_that_is_none_is_refused_before_git_sees_it(desk: Desk, remote: str) -> None:
    with pytest.raises(PublishError) as caught:
        desk.publish(remote=remote)
    assert "publish.remote" in caught.value.where
    assert "git remote add" in caught.value.remedy
    assert not list(desk.root.rglob("pwned"))


def test_a_folder_that_is_no_repository_is_told(desk: Desk) -> None:
    (desk.root / "plain").mkdir()
    with pytest.raises(PublishError, match="does not appear to be a git repository") as caught:
        desk.publish(remote="plain")
    assert "publish.remote" in caught.value.remedy


def test_a_refusing_server_is_quoted_in_its_own_words(desk: Desk) -> None:
    desk.hook("pre-receive", 'echo "GH006: Protected branch update failed" >&2; exit 1')
    with pytest.raises(PublishError, match="GH006: Protected branch update failed") as caught:
        desk.publish()
    assert "protected" in caught.value.remedy
    assert desk.git("branch", "--list") == ""


def test_a_host_that_does_not_answer_is_told_without_the_password(desk: Desk) -> None:
    remote = "http://user:s3cret-token@127.0.0.1:9/repo.git"
    with pytest.raises(PublishError) as caught:
        desk.publish(remote=remote)
    assert "s3cret-token" not in str(caught.value)
    assert "s3cret-token" not in repr(caught.value.args)
    assert "network" in caught.value.remedy


def test_without_git_the_remedy_is_to_install_it(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="git is not installed") as caught:
        desk.publish(environ=desk.environ | {"PATH": str(tmp_path / "nothing")})
    assert "install git" in caught.value.remedy


def test_credentials_of_the_sites_own_repository_are_used(
    desk: Desk, git_server: Callable[[Path, str], str]
) -> None:
    desk.git("config", "http.receivepack", "true")
    address = git_server(desk.root.parent, "Basic dXNlcjpwYXNz")
    desk.git("init", "-q", str(desk.root))
    desk.git("remote", "add", "origin", f"{address}/remote.git", cwd=desk.root)

    with pytest.raises(PublishError) as refused:
        desk.publish(remote="origin")
    assert "credentials" in refused.value.remedy

    header = "Authorization: Basic dXNlcjpwYXNz"
    desk.git("config", f"http.{address}/.extraheader", header, cwd=desk.root)
    report = desk.publish(remote="origin")
    assert desk.commits() == [report.commit]
