"""`roaster check --site`: every fault of the built site, and on demand of where its links lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from roaster.errors import Fault, UsageError
from roaster.jobs.workshop import TEXT_CACHE_NAME, Workshop
from roaster.roasts.folding import find_all, fold
from roaster.site.inspection import Finding, Inspection, feed_findings, outward, read_pages
from roaster.site.links import base_of, dead_links
from roaster.site.statics import files_below
from roaster.state.json_file import load_json, save_json
from roaster.text.addresses import address_key
from roaster.text.dates import iso_utc, parse_time

if TYPE_CHECKING:
    from roaster.net.fetcher import Fetcher

_ANSWERS = "links.json"
_GOOD_FOR = timedelta(days=7)  # a page that was there is not asked for again so soon
_BAD_FOR = timedelta(hours=6)
_MAX_BYTES = 2_000_000  # of a page whose status alone is wanted
_GONE = ("not-found", "gone", "unknown-host")


def check_site(workshop: Workshop, *, external: bool = False) -> list[Fault]:
    """All faults of `public/`. Raises UsageError when nothing is built."""
    public = workshop.public_dir
    if not public.is_dir():
        remedy = "build it first: `roaster build`"
        raise UsageError("there is no built site", where=str(public), remedy=remedy)
    base = base_of(public) or workshop.config.site.base_url  # --base-url may have named another
    inspection = Inspection()
    found: list[Finding] = []
    links: dict[str, str] = {}
    origin = "{0.scheme}://{0.netloc}/".format(urlsplit(base))
    own = {path for path, _ in files_below(workshop.root / "content" / "static")}
    for path, page in read_pages(public):
        if path not in own:  # such as the one line by which a search engine knows an owner
            found += inspection.page(path, page)
        for link in page.links:
            links.setdefault(link, path)
    found += feed_findings(public)
    found += (
        Finding(link.page, f"the link to {link.href} leads nowhere: {link.reason}", "mend the link")
        for link in dead_links(public, base)
    )
    faults = [_fault(one) for one in found]
    faults += [_fault(one, "warning") for one in _receipts(workshop, links)]
    if external:
        faults += _outside(workshop, links, origin)
    return faults


def _fault(finding: Finding, level: str = "error") -> Fault:
    return Fault(f"public/{finding.path}", 0, 0, finding.message, finding.remedy, level)


def _receipts(workshop: Workshop, links: Mapping[str, str]) -> Iterator[Finding]:
    """Receipts that point at words which the source did not have when it was read.

    Only where what was read is still remembered: the memory goes back a fortnight.
    """
    texts = _texts(workshop.state_dir / TEXT_CACHE_NAME)
    for link, page in links.items():
        address, marked, directive = link.partition("#:~:text=")
        text = texts.get(address_key(address)) if marked else None
        missing = next(iter(_missing(directive, text)), "") if text is not None else ""
        if missing:
            message = f"the receipt {link} points at “{missing}”, which its source does not say"
            yield Finding(page, message, "correct the fact, or its receipt")


def _texts(file: Path) -> dict[str, str]:
    """What was read of each source, by the key of its address."""
    if not file.is_file():
        return {}
    from roaster.jobs.tools import make_shelf

    shelf, close = make_shelf(file, None)
    try:
        return {address_key(url): text for url, text in shelf.texts()}
    finally:
        close()


def _missing(directive: str, text: str) -> Iterator[str]:
    """Parts of a text directive (`prefix-,start,end,-suffix`) that do not stand in this order."""
    folded, place = fold(text), 0
    for part in directive.partition("&")[0].split(","):
        words = unquote(part.removesuffix("-") if part.endswith("-") else part.removeprefix("-"))
        spans = [span for span in find_all(folded, words, most=50) if span[0] >= place]
        if not spans:
            yield words
            return
        place = spans[0][0]


def _outside(workshop: Workshop, links: Mapping[str, str], origin: str) -> Iterator[Fault]:
    """Links to other sites that lead nowhere; asked politely, and not again for a week."""
    pages = {url: links[link] for link in links for url in outward([link], origin)}
    file, now = workshop.state_dir / _ANSWERS, workshop.now()
    known = _fresh(load_json(file), now)
    wanted = sorted(pages.keys() - known.keys())
    if wanted:
        known |= _asked(workshop, wanted, now)
        save_json(file, known)
    for url, page in sorted(pages.items()):
        answer = known[url]
        if answer["kind"]:
            level = "error" if answer["kind"] in _GONE else "warning"
            message = f"the link to {url} leads nowhere: {answer['reason']}"
            remedy = "mend the link, or point it at an archived copy"
            yield Fault(f"public/{page}", 0, 0, message, remedy, level)


def _fresh(told: Any, now: datetime) -> dict[str, dict[str, str]]:
    """The answers that still count."""
    kept: dict[str, dict[str, str]] = {}
    for url, answer in (told if isinstance(told, dict) else {}).items():
        try:
            age = now - parse_time(answer["at"])
            if timedelta() <= age < (_BAD_FOR if answer["kind"] else _GOOD_FOR):
                kept[url] = {name: str(answer[name]) for name in ("kind", "reason", "at")}
        except (KeyError, TypeError, ValueError):
            continue
    return kept


def _asked(workshop: Workshop, urls: Iterable[str], now: datetime) -> dict[str, dict[str, str]]:
    fetcher, gather = workshop.fetcher(), workshop.config.gather
    urls = list(urls)
    with (
        workshop.reporter.track("asking for links", len(urls)) as advance,
        ThreadPoolExecutor(gather.concurrency) as pool,
    ):
        answers: dict[str, dict[str, str]] = {}
        robots = gather.respect_robots
        for url, answer in zip(
            urls, pool.map(lambda u: _ask(fetcher, u, robots), urls), strict=True
        ):
            answers[url] = {**answer, "at": iso_utc(now)}
            advance(url)
        return answers


def _ask(fetcher: Fetcher, url: str, obey_robots: bool) -> dict[str, str]:
    from roaster.net.messages import FailureKind, FetchFailure, FetchRequest

    request = FetchRequest(url, max_bytes=_MAX_BYTES, obey_robots=obey_robots)
    answer = fetcher.fetch(request)
    # A page that is large, or closed to robots, is there.
    there = (FailureKind.TOO_LARGE, FailureKind.ROBOTS)
    if not isinstance(answer, FetchFailure) or answer.kind in there:
        return {"kind": "", "reason": ""}
    return {"kind": answer.kind.value, "reason": answer.reason}
