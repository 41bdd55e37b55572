"""From git's own words to an error that names the remedy. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from roaster.errors import PublishError

# `https://user:token@host`, `https://token@host`: whatever stands before the last @ of the host.
_CREDENTIALS = re.compile(r"(?<=://)[^/\s'\"]+@")
_HEADER = re.compile(r"(?i)(authorization:\s*\w+\s+)\S+")
_TELLING = ("fatal:", "error:", "remote:", "ssh:", "!")
_LINES = 6


@dataclass(frozen=True, slots=True)
class _Case:
    """What git, ssh or a server says, and what helps."""

    words: re.Pattern[str]
    remedy: str


def _case(remedy: str, *words: str) -> _Case:
    return _Case(re.compile("|".join(words)), remedy)


# The first that fits is taken: what is certain stands before what is vague.
_CASES = (
    _case("the folder belongs to another user: run roaster as that user", "dubious ownership"),
    _case(
        "the branch is protected: allow this user or token to push to it, or set publish.branch "
        "to another",
        "protected branch|GH006|GH013|hook declined|not allowed to push|refusing to update",
    ),
    _case(
        "this user or token may not write there: give it write access to the repository",
        r"Permission to \S+ denied|The requested URL returned error: 403|Write access",
    ),
    _case(
        "git found no valid credentials: log in (`gh auth login`), load the key (`ssh-add`) or "
        "set up a credential helper, then try `git ls-remote` on the address",
        "Authentication failed|could not read (?:Username|Password)|terminal prompts disabled",
        r"The requested URL returned error: 401|Invalid username|Permission denied \(",
    ),
    _case(
        "connect once by hand (`ssh -T git@github.com`) and accept the host's key",
        "Host key verification failed",
    ),
    _case(
        "the host cannot be reached: check the network and publish.remote, then run again",
        "Could not resolve host|Name or service not known|Temporary failure in name resolution",
        "Connection (?:refused|timed out|reset)|Network is unreachable|No route to host",
        "Failed to connect|Couldn't connect|Operation timed out|too slow",
    ),
    _case(
        "check publish.remote in config.yaml: the repository must exist and be visible to you",
        "[Rr]epository not found|does not appear to be a git repository|not found",
        "No such file or directory",
    ),
    _case(
        "make room, or make `.roaster/` (or the remote's folder) writable",
        "No space left|Disk quota|insufficient permission|Read-only file system",
    ),
)
_ELSE = "try the same with git by hand; nothing was published"


def scrub(text: str) -> str:
    """The text without credentials in addresses and headers."""
    return _HEADER.sub(r"\1***", _CREDENTIALS.sub("***@", text))


def own_words(stderr: str) -> str:
    """The telling lines of what git wrote, scrubbed, as one line."""
    lines = [line.strip() for line in scrub(stderr).splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(_TELLING)] or lines
    shown = [line for line in telling if line != "remote:"][:_LINES]
    return "; ".join(shown) or "git said nothing"


def refusal(doing: str, stderr: str, where: str) -> PublishError:
    """The error for a git command that failed. `doing` says what was tried."""
    remedy = next((case.remedy for case in _CASES if case.words.search(stderr)), _ELSE)
    return PublishError(f"{doing}: {own_words(stderr)}", where=scrub(where), remedy=remedy)


def moved_meanwhile(output: str) -> bool:
    """Whether a push was refused only because another one came first."""
    races = (
        r"\(fetch first\)|\(non-fast-forward\)|\(stale info\)|cannot lock ref"
        r"|failed to update ref|incorrect old value|but expected|reference already exists"
    )
    return re.search(races, output) is not None
