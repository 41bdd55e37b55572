"""What the preview adds to a page as it is served, never to the built file. Pure."""

from __future__ import annotations

import re
from html import escape, unescape

from roaster.errors import Fault, FaultyInputError, RoasterError

OWN = "/__roaster/"
EVENTS = f"{OWN}events"
SCRIPT = f"{OWN}reload.js"

# Reloads when the server tells another version than the one this page was served with, and keeps
# the place on the page, past an error page too. A hidden tab lets go of its connection: browsers
# allow six to one host.
RELOAD_SCRIPT = """\
(() => {
  "use strict";
  const told = new URL(document.currentScript.src).searchParams;
  const place = "roaster-place:" + location.pathname;
  const kept = told.has("failed") ? null : sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    history.scrollRestoration = "manual";
    addEventListener("load", () => scrollTo(0, Number(kept)));
  }
  let events = null;
  const listen = () => {
    if (document.hidden) {
      if (events) events.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/__roaster/events");
      events.onmessage = (event) => {
        if (event.data === told.get("v")) return;
        if (!told.has("failed")) sessionStorage.setItem(place, String(scrollY));
        location.reload();
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
"""

_CSP = re.compile(r"<meta\s[^>]*http-equiv=[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"(\scontent=)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_PLACES = tuple(re.compile(tag, re.IGNORECASE) for tag in (r"</head\s*>", r"</body\s*>"))


def with_reload(page: str, version: str, *, failed: bool = False) -> str:
    """The page with the reloading script, and with a content policy that lets it run.

    `failed`: it is the error page, whose place on the page is not worth keeping.
    """
    page = _CSP.sub(lambda meta: _CONTENT.sub(_loosened, meta.group()), page)
    tag = f'<script src="{SCRIPT}?v={version}{"&amp;failed" if failed else ""}"></script>'
    for place in _PLACES:
        match = place.search(page)
        if match:
            return page[: match.start()] + tag + page[match.start() :]
    return page + tag


_NO_SEARCH = """\
<p role="note"><strong>The search box is not shown here.</strong> Something has changed since the
last <code>roaster build</code>, which makes what it searches; the site that you publish has it.</p>
"""
_BOX = 'id="search"'
_HEADING_END = re.compile(r"</h1\s*>", re.IGNORECASE)


def with_search_note(page: str) -> str:
    """The search page of a preview that has no index, with a word on where the box is."""
    heading = None if _BOX in page else _HEADING_END.search(page)  # built elsewhere meanwhile
    return f"{page[: heading.end()]}\n{_NO_SEARCH}{page[heading.end() :]}" if heading else page


def _loosened(attribute: re.Match[str]) -> str:
    policy = loosened_policy(unescape(attribute.group(2)[1:-1]))
    return f'{attribute.group(1)}"{escape(policy)}"'


def loosened_policy(policy: str) -> str:
    """A content security policy that allows scripts and connections of the page's own origin."""
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    wanted = ["script-src", "connect-src"]
    wanted += ["script-src-elem"] if "script-src-elem" in directives else []
    for name in wanted:
        given = directives.get(name, directives.get("default-src", ["*"]))
        kept = [source for source in given if source.lower() not in ("'none'", "'self'")]
        directives[name] = [*kept, "'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


_ERROR_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The build failed</title>
<link rel="icon" href="data:,">
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto }}
body {{ padding: 0 1rem }}
h1 {{ border-left: .4rem solid #c22; padding-left: .8rem }}
li {{ margin: 1rem 0 }} code {{ overflow-wrap: anywhere }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere }}
</style></head>
<body><h1>The build failed</h1>
<ul>{items}</ul>
<p>The site stands as it was built last. This page goes away by itself when the fault is mended.</p>
</body></html>
"""
_ITEM = "<li><code>{where}</code><pre>{message}</pre>{remedy}</li>"


def error_page(error: RoasterError, version: str) -> str:
    """Each fault with its file and line and what to do about it, as a page that reloads."""
    faults = error.faults if isinstance(error, FaultyInputError) else (_as_fault(error),)
    items = "".join(
        _ITEM.format(
            where=escape(fault.where),
            message=escape(fault.message),
            remedy=f"<p>→ {escape(fault.remedy)}</p>" if fault.remedy else "",
        )
        for fault in faults
    )
    return with_reload(_ERROR_PAGE.format(items=items), version, failed=True)


def _as_fault(error: RoasterError) -> Fault:
    return Fault(error.where or error.kind, 0, 0, error.message, error.remedy)
