"""Feeds whose address follows from a page's address, by the rules of well-known services. Pure.

A guess may be wrong (not every `/@name` is Mastodon's): whoever asks it looks at the page after.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

from roaster.text.addresses import host_of

_CHANNEL = re.compile(r"UC[\w-]{22}")
_PLAYLIST = re.compile(r"[\w-]{12,50}")
_NAME = re.compile(r"[\w.-]{1,100}", re.ASCII)
_FEDIVERSE = re.compile(r"@\w[\w-]*(?:@[\w.-]+\.[a-z]{2,})?", re.ASCII)
# First parts of an address on GitHub that are no owner of repositories.
_GITHUB_S_OWN = frozenset((
    "about", "apps", "collections", "contact", "customer-stories", "enterprise", "events",
    "explore", "features", "issues", "join", "login", "logout", "marketplace", "new",
    "notifications", "orgs", "pricing", "pulls", "search", "security", "settings", "signup",
    "site", "sponsors", "team", "topics", "trending", "users",
))  # fmt: skip
_MEDIUM_S_OWN = frozenset(("about", "feed", "m", "me", "new-story", "p", "search", "tag", "topics"))
# Hosts with `/@name` addresses that are not Mastodon's.
_NOT_MASTODON = ("tiktok.com", "threads.net", "threads.com", "substack.com", "rumble.com",
                 "odysee.com", "flipboard.com")  # fmt: skip


def platform_feed(address: str) -> str | None:
    """The feed that belongs to a page of YouTube, Mastodon, GitHub, Reddit, Medium or Substack.

    None where the address alone does not tell: a YouTube @handle, say, is told by its page.
    """
    host = host_of(address).removeprefix("www.")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    path = [part for part in parts.path.split("/") if part]
    for home, feed_of in _PLATFORMS.items():
        if host == home or host.endswith(f".{home}"):
            return feed_of(host, path, parts.query)
    if any(host == other or host.endswith(f".{other}") for other in _NOT_MASTODON):
        return None
    if len(path) == 1 and _FEDIVERSE.fullmatch(path[0]):
        return f"{parts.scheme}://{parts.netloc}/{path[0]}.rss"
    return None


def _youtube(_host: str, path: list[str], query: str) -> str | None:
    feeds = "https://www.youtube.com/feeds/videos.xml"
    match path:
        case ["channel", channel, *_] if _CHANNEL.fullmatch(channel):
            return f"{feeds}?channel_id={channel}"
        case ["user", user, *_] if _NAME.fullmatch(user):
            return f"{feeds}?user={user}"
        case ["playlist"]:
            playlist = parse_qs(query, max_num_fields=50).get("list", [""])[0]
            return f"{feeds}?playlist_id={playlist}" if _PLAYLIST.fullmatch(playlist) else None
    return None


def _github(host: str, path: list[str], _query: str) -> str | None:
    if host != "github.com" or not path or path[0] in _GITHUB_S_OWN:
        return None
    if not all(_NAME.fullmatch(part) for part in path[:2]):
        return None
    match path:
        case [owner, repository] | [owner, repository, "releases", *_]:
            return f"https://github.com/{owner}/{repository.removesuffix('.git')}/releases.atom"
        case [owner, repository, "tags"]:
            return f"https://github.com/{owner}/{repository}/tags.atom"
        case [owner, repository, "commits", branch]:
            name = quote(branch.removesuffix(".atom"), safe="%")
            return f"https://github.com/{owner}/{repository}/commits/{name}.atom"
    return None


def _reddit(_host: str, path: list[str], _query: str) -> str | None:
    match path:
        case ["r" | "u" | "user" as kind, name, *rest] if _NAME.fullmatch(name) and len(rest) < 2:
            sorting = rest[0] if rest else ""
            if sorting in ("", "new", "top", "hot", "rising"):
                middle = f"{sorting}/" if sorting else ""
                return f"https://www.reddit.com/{kind}/{name}/{middle}.rss"
    return None


def _medium(host: str, path: list[str], _query: str) -> str | None:
    if host != "medium.com":
        return f"https://{host}/feed" if not path else None
    if len(path) == 1 and path[0] not in _MEDIUM_S_OWN and _NAME.fullmatch(path[0].lstrip("@")):
        return f"https://medium.com/feed/{path[0]}"
    return None


def _substack(host: str, path: list[str], _query: str) -> str | None:
    if host == "substack.com" or path not in ([], ["archive"], ["about"]):
        return None
    return f"https://{host}/feed"


_PLATFORMS: dict[str, Callable[[str, list[str], str], str | None]] = {
    "youtube.com": _youtube,
    "github.com": _github,
    "reddit.com": _reddit,
    "medium.com": _medium,
    "substack.com": _substack,
}
