"""Publishing, as it goes: read the site, fetch the branch, compare, commit on top, push."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from roaster.errors import PublishError
from roaster.publish.git import Git
from roaster.publish.reasons import moved_meanwhile, own_words, refusal, scrub
from roaster.publish.remotes import Destination, check_branch, find_destination
from roaster.publish.scratch import scratch_repository
from roaster.publish.stream import commit_stream
from roaster.publish.trees import (
    Changes,
    Site,
    Tree,
    blob_of,
    changes_between,
    parse_tree,
    read_file,
    read_site,
)

TRIES = 3
SCRATCH = Path(".roaster", "publish")
_FETCHED = "refs/roaster/fetched"
_NEXT = "refs/roaster/next"


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was published where; numbers are of files.

    `commit` is the branch's newest commit afterwards; empty when a dry run made none and the
    branch does not exist. `left_out` are links and special files of the site, never published.
    """

    commit: str
    added: int
    changed: int
    removed: int
    remote: str
    branch: str
    pushed: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Errand:
    """One call of `publish_site`."""

    site: Site
    to: Destination
    remote: str
    branch: str
    cname: str
    message: str
    now: datetime

    @property
    def ref(self) -> str:
        return f"refs/heads/{self.branch}"


def check_place(remote: str, branch: str, site_root: Path, environ: Mapping[str, str]) -> None:
    """Whether there is such a remote and can be such a branch; asks no other machine.

    Raises PublishError.
    """
    check_branch(branch, Git(site_root, environ))
    find_destination(remote, site_root, environ)


def publish_site(
    public: Path,
    *,
    remote: str,
    branch: str,
    cname: str,
    site_root: Path,
    message: str,
    now: datetime,
    environ: Mapping[str, str],
    dry_run: bool = False,
) -> PublishReport:
    """Put the files of `public` on `branch` of `remote`: one commit, none if nothing changed.

    The commit comes on top of what the remote has and is pushed without force; when another push
    comes between, it is made again on top of that, three times at most. `.nojekyll` is always
    there; CNAME is `cname`, else the site's own file, else the one the branch has. `now` is the
    commit's date. `remote` is a name in the repository of `site_root`, an address, or a path.
    Raises PublishError (the remote is then as it was), DiskError, StateError.
    """
    site = read_site(public)
    check_branch(branch, Git(site_root, environ))
    to = find_destination(remote, site_root, environ)
    errand = _Errand(site, to, scrub(remote), branch, cname.strip(), message, now)
    with scratch_repository(site_root / SCRATCH, environ, to.settings) as git:
        for _ in range(TRIES):
            report = _attempt(git, errand, dry_run=dry_run)
            if report is not None:
                return report
    raise PublishError(
        f"the branch {branch} moved {TRIES} times while publishing",
        where=scrub(to.address),
        remedy="something else pushes to it just now: run `roaster publish` again later",
    )


def _attempt(git: Git, errand: _Errand, *, dry_run: bool) -> PublishReport | None:
    """One round of fetch, compare, commit, push; None when another push came first."""
    tip = _fetch(git, errand)
    if tip is None:
        return None
    there = _tree_of(git, tip) if tip else {}
    _check_not_sources(errand, there)
    own = _own_files(errand)
    changes = changes_between(there, _wanted(errand.site, there, own))
    if dry_run or (tip and not changes):
        return _report(errand, tip, changes)
    commit = _commit(git, errand, tip, changes, own)
    return _report(errand, commit, changes, pushed=True) if _push(git, errand, commit) else None


def _tree_of(git: Git, commit: str) -> Tree:
    return parse_tree(git.must("reading the branch", "ls-tree", "-r", "-z", commit).stdout)


def _report(
    errand: _Errand, commit: str, changes: Changes, *, pushed: bool = False
) -> PublishReport:
    return PublishReport(
        commit=commit,
        added=len(changes.added),
        changed=len(changes.changed),
        removed=len(changes.removed),
        remote=errand.remote,
        branch=errand.branch,
        pushed=pushed,
        left_out=errand.site.left_out,
    )


def _fetch(git: Git, errand: _Errand) -> str | None:
    """The newest commit of the branch, brought here; empty when there is no such branch.

    None when the branch moved between asking and fetching.
    """
    address = errand.to.address
    listed = git.ask("ls-remote", "--quiet", "--", address, errand.ref)
    if listed.code:
        raise refusal("the remote cannot be read", listed.stderr, address)
    heads = dict(line.split("\t")[::-1] for line in listed.text.splitlines() if "\t" in line)
    tip = heads.get(errand.ref, "")
    if not tip:
        return ""
    options = ("--quiet", "--no-tags", "--depth=1", "--no-write-fetch-head")
    fetched = git.ask("fetch", *options, "--", address, f"+{errand.ref}:{_FETCHED}")
    if fetched.code and "couldn't find remote ref" in fetched.stderr:
        return None
    if fetched.code:
        raise refusal("the branch cannot be fetched", fetched.stderr, address)
    return git.must("reading the branch", "rev-parse", "--verify", _FETCHED).text


def _check_not_sources(errand: _Errand, there: Tree) -> None:
    """A branch with the site's sources is no place for the site: they would all be removed."""
    sources = "config.yaml" in there and any(path.startswith("content/") for path in there)
    if sources and "config.yaml" not in errand.site.blobs:
        raise PublishError(
            f"the branch {errand.branch} holds a site's sources (config.yaml and content/), "
            "which publishing would remove",
            where=scrub(errand.to.address),
            remedy="set publish.branch to a branch for the built site only, such as gh-pages",
        )


def _own_files(errand: _Errand) -> dict[str, bytes]:
    """The files that publishing adds to the site's own, by path."""
    own = {} if ".nojekyll" in errand.site.blobs else {".nojekyll": b""}
    if errand.cname:
        own["CNAME"] = f"{errand.cname}\n".encode()
    return own


def _wanted(site: Site, there: Tree, own: Mapping[str, bytes]) -> Tree:
    kept = {"CNAME": there["CNAME"]} if "CNAME" in there else {}
    made = {path: blob_of(data) for path, data in own.items()}
    return kept | dict(site.blobs) | made


def _commit(
    git: Git, errand: _Errand, parent: str, changes: Changes, own: Mapping[str, bytes]
) -> str:
    def read(path: str) -> bytes:
        return own[path] if path in own else read_file(errand.site.folder / path)

    stream = commit_stream(
        _NEXT,
        parent,
        changes,
        read,
        person=errand.to.person,
        time=errand.now,
        message=errand.message,
    )
    # --force speaks of the scratch repository's own ref, which an earlier try may have left.
    git.must("making the commit", "fast-import", "--quiet", "--force", feed=stream)
    return git.must("making the commit", "rev-parse", "--verify", _NEXT).text


def _push(git: Git, errand: _Errand, commit: str) -> bool:
    """Whether the remote took the commit; False when another push came first."""
    address = errand.to.address
    pushed = git.ask("push", "--porcelain", "--", address, f"{commit}:{errand.ref}")
    if pushed.code == 0:
        return True
    said = f"{pushed.text}\n{pushed.stderr}"
    if moved_meanwhile(said):
        return False
    raise refusal("the push was refused", _refusal_words(pushed.text, pushed.stderr), address)


def _refusal_words(porcelain: str, stderr: str) -> str:
    """The reason in brackets from `--porcelain`, then what the server said."""
    told = "\n".join(line for line in porcelain.splitlines() if line.startswith("!"))
    return f"{told}\n{stderr}" if told else own_words(stderr)
