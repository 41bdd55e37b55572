"""`/scores/`: the rubric, leaderboards and charts; and `/search/`: ways into the archive. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from roaster.site import addresses as at
from roaster.site.frame import Frame
from roaster.site.lists import months_of, years_of
from roaster.site.outputs import Head, PageOutput
from roaster.site.shelf import Group, Shelf, Shown
from roaster.site.views import (
    ArchiveView,
    ArchiveYear,
    Bar,
    Card,
    CriterionView,
    Link,
    ScoresView,
    SearchView,
)
from roaster.site.words import Words
from roaster.text.digests import digest

BOARD_LENGTH = 10
MONTH_LENGTH = 5
CHART_LENGTH = 20  # outlets in a chart; more do not fit on a screen


def scores_output(shelf: Shelf, frame: Frame) -> PageOutput:
    """The page of all scores."""
    scores = scores_view(shelf, frame)

    def view(head: Head, _prose: object) -> dict[str, object]:
        page = frame.page("scores", at.SCORES, head.title, head.description)
        url = frame.addresses.url
        page = replace(page, feed=url(at.HIGH_ATOM), feed_json=url(at.HIGH_JSON))
        return {"page": page, "scores": scores}

    fingerprint = digest(repr(scores))
    head = Head(frame.words("scores_title"), frame.words("scores_told"), at.SCORES)
    file = at.file_of(at.SCORES)
    return PageOutput(file, "the page of scores", fingerprint, "scores.html", head, view)


def scores_view(shelf: Shelf, frame: Frame) -> ScoresView:
    """The figures. Equal scores stand newest first."""
    scored = [one for one in shelf.shown if one.tenths is not None]
    ranked = sorted(scored, key=_tenths, reverse=True)
    split = min(BOARD_LENGTH, (len(ranked) + 1) // 2)
    lowest = sorted(ranked[split:], key=_tenths)[:BOARD_LENGTH]
    url, words = frame.addresses.url, frame.words
    now = _this_month(ranked, frame)
    return ScoresView(
        rubric=_rubric(frame),
        most=_cards(ranked[:split]),
        least=_cards(lowest),
        distribution=_distribution(scored, words),
        categories=_means(
            ((group.text, url(group.path), group.members) for group in shelf.categories), words
        ),
        outlets=_means(_originals(shelf.outlets, frame), words)[:CHART_LENGTH],
        months=_means(
            [
                (words.month(members[0].day), url(path), members)
                for path, members in reversed(months_of(scored))
            ],
            words,
            ranked=False,
        ),
        count=len(scored),
        month=words.month(frame.today) if now else "",
        month_most=_cards(now[:MONTH_LENGTH]),
    )


def _this_month(members: Iterable[Shown], frame: Frame) -> list[Shown]:
    month = at.month_path(frame.today)
    return [one for one in members if one.tenths is not None and one.path.startswith(month)]


def _tenths(one: Shown) -> int:
    return one.tenths or 0


def _cards(members: Iterable[Shown]) -> tuple[Card, ...]:
    return tuple(one.card for one in members)


def _rubric(frame: Frame) -> tuple[CriterionView, ...]:
    """The rubric that roasts are scored with now."""
    rubric = frame.rubrics.get(frame.config.roast.rubric)
    return tuple(
        CriterionView(one.key, one.name, one.weight, one.question, one.anchors)
        for one in (rubric.criteria if rubric else ())
    )


def _distribution(scored: Sequence[Shown], words: Words) -> tuple[Bar, ...]:
    """How many roasts lie between two whole numbers; 10.0 stands with the nines."""
    counts = [0] * 10
    for one in scored:
        counts[min(9, _tenths(one) // 10)] += 1
    tops = [*(n * 10 + 9 for n in range(9)), 100]
    labels = [f"{words.tenths(n * 10)}–{words.tenths(top)}" for n, top in enumerate(tops)]
    most = max(counts)
    pairs = zip(labels, counts, strict=True)
    return tuple(Bar(name, str(n), n * 100 // most) for name, n in pairs) if most else ()


def _originals(outlets: Iterable[Group], frame: Frame) -> Iterable[tuple[str, str, list[Shown]]]:
    for group in outlets:
        here = frame.addresses.url(group.path)
        first = [one for one in group.members if one.origin == group.slug]
        yield group.text, here, first


def _means(
    groups: Iterable[tuple[str, str, Sequence[Shown]]], words: Words, *, ranked: bool = True
) -> tuple[Bar, ...]:
    """Mean scores in tenths, rounded half up; `ranked` puts the highest first."""
    means = []
    for name, url, members in groups:
        tenths = [one.tenths for one in members if one.tenths is not None]
        if tenths:
            means.append(((2 * sum(tenths) + len(tenths)) // (2 * len(tenths)), name, url))
    if ranked:
        means.sort(key=lambda mean: (-mean[0], mean[1]))
    longest = max((mean for mean, _, _ in means), default=0) or 1
    return tuple(
        Bar(name, words.tenths(mean), mean * 100 // longest, url, mean) for mean, name, url in means
    )


def search_output(shelf: Shelf, frame: Frame, search: SearchView | None = None) -> PageOutput:
    """The archive's page, with a search box where there is `search`."""
    archive = replace(archive_view(shelf, frame), search=search)

    def view(head: Head, _prose: object) -> dict[str, object]:
        page = frame.page("search", at.SEARCH, head.title, head.description)
        return {"page": page, "archive": archive}

    head = Head(frame.words("search_title"), frame.words("search_told"), at.SEARCH)
    file = at.file_of(at.SEARCH)
    fingerprint = digest(repr(archive))
    return PageOutput(file, "the search page", fingerprint, "search.html", head, view)


def archive_view(shelf: Shelf, frame: Frame) -> ArchiveView:
    """Years, categories, tags and outlets with their counts."""
    return ArchiveView(
        tuple(_year(path, members, frame) for path, members in years_of(shelf.shown)),
        _links(shelf.categories, frame),
        _links(shelf.tags, frame),
        _links(shelf.outlets, frame),
    )


def _year(path: str, members: Sequence[Shown], frame: Frame) -> ArchiveYear:
    url = frame.addresses.url
    months = tuple(
        Link(frame.words.month_name(group[0].day), url(month), len(group))
        for month, group in months_of(members)
    )
    return ArchiveYear(Link(str(members[0].day.year), url(path), len(members)), months)


def _links(groups: Iterable[Group], frame: Frame) -> tuple[Link, ...]:
    return tuple(
        Link(group.text, frame.addresses.url(group.path), len(group.members)) for group in groups
    )
