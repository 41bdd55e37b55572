"""Where a remote is: a name in the site's own repository, an address, or a path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from roaster.errors import PublishError
from roaster.publish.git import Git
from roaster.publish.reasons import refusal, scrub
from roaster.publish.stream import Person

DEFAULT_PERSON = Person("roaster", "roaster@localhost")

# What of the site's own git configuration decides how a remote is reached; `actions/checkout`
# for one keeps the job's token in `http.<address>.extraheader`.
_REACHING = re.compile(r"(?i)(?:credential|http|url|ssh|protocol)\..+|core\.(?:sshcommand|askpass)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://.+")
_SCP = re.compile(r"[^/:\s]+:(?!:).+")  # user@host:path, with no slash before the colon


@dataclass(frozen=True, slots=True)
class Destination:
    """A remote as git is to be told it, with the settings that let git in."""

    address: str
    settings: tuple[tuple[str, str], ...]
    person: Person


def check_branch(branch: str, git: Git) -> None:
    """Raises PublishError when this can be no branch's name."""
    if branch.startswith("-") or git.run("check-ref-format", f"refs/heads/{branch}").code:
        raise PublishError(
            f"`{branch}` cannot be the name of a branch",
            where="config.yaml: publish.branch",
            remedy="use a name such as gh-pages",
        )


def find_destination(remote: str, site_root: Path, environ: Mapping[str, str]) -> Destination:
    """The place a remote means, seen from the site. Raises PublishError when there is none."""
    git = Git(site_root, environ)
    if not remote or remote.startswith("-") or any(ch < " " for ch in remote):
        raise _no_remote(f"`{scrub(remote)}` cannot be a git remote")
    names = git.run("remote")
    inside = names.code == 0
    if not inside and "not a git repository" not in names.stderr:
        raise refusal("the site's repository cannot be read", names.stderr, str(site_root))
    if inside and remote in names.text.splitlines():
        top = Path(git.must("finding the repository", "rev-parse", "--show-toplevel").text)
        told = git.must("finding the remote", "remote", "get-url", "--push", "--", remote).text
        address = _address(told.splitlines()[0], top)
    else:
        address = _address(remote, site_root)
    if not address:
        known = "the site is not in a git repository" if not inside else "no such remote"
        raise _no_remote(f"`{scrub(remote)}` leads nowhere: {known}, and there is no such folder")
    return Destination(address, _settings(git) if inside else (), _person(git, environ))


def _no_remote(message: str) -> PublishError:
    return PublishError(
        message,
        where="config.yaml: publish.remote",
        remedy="`git remote add origin ADDRESS`, or set publish.remote to an address or a path",
    )


def _address(told: str, base: Path) -> str:
    """An address as it is, a path made absolute; empty when it is neither."""
    if "::" in told.split("/", 1)[0]:  # `ext::command`: a remote helper of somebody's choosing
        return ""
    if _ADDRESS.fullmatch(told) or (_SCP.fullmatch(told) and not (base / told).exists()):
        return told
    path = (base / told).resolve()
    return str(path) if path.is_dir() else ""


def _settings(git: Git) -> tuple[tuple[str, str], ...]:
    listing = git.run("config", "--local", "--includes", "--list", "-z").stdout.decode(
        "utf-8", "surrogateescape"
    )
    pairs = (entry.partition("\n") for entry in listing.split("\0") if entry)
    return tuple((key, value) for key, _newline, value in pairs if _REACHING.fullmatch(key))


def _person(git: Git, environ: Mapping[str, str]) -> Person:
    name = environ.get("GIT_AUTHOR_NAME") or git.run("config", "--get", "user.name").text
    email = environ.get("GIT_AUTHOR_EMAIL") or git.run("config", "--get", "user.email").text
    return Person(name or DEFAULT_PERSON.name, email or DEFAULT_PERSON.email)
