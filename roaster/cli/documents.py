"""Reports as the documents that `--json` prints (README: “For other programs”). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from roaster.cli import building
from roaster.errors import Fault
from roaster.model.news import Event
from roaster.model.roast import Roast

if TYPE_CHECKING:
    from roaster.articles.reading import Reading
    from roaster.jobs.bill import Bill
    from roaster.jobs.calibrate import Calibration
    from roaster.jobs.dry_run import Ask, DryRun
    from roaster.jobs.gather import Gathered
    from roaster.jobs.ranking import Ranked
    from roaster.jobs.roast import RoastReport
    from roaster.jobs.run import RunReport
    from roaster.jobs.stats import Stats
    from roaster.jobs.targets import PrintedReport, Refused, TargetsReport
    from roaster.jobs.update import Updated
    from roaster.jobs.updates import UpdateOffer
    from roaster.publish import PublishReport

Document = dict[str, Any]


def number(amount: Decimal | None) -> float | None:
    """A sum or score as JSON has it."""
    return None if amount is None else float(amount)


def gathered(report: Gathered) -> Document:
    """`gather`."""
    barred = [
        {**_event(event), "never_roast": match.subject, "reason": match.sentence, "rank": None}
        for event, match in report.barred
    ]
    return {
        "feeds": [
            {
                "url": feed.url,
                "outlet": feed.outlet,
                "outcome": feed.outcome.value,
                "items": feed.items,
                "new": feed.new,
                "reason": feed.reason,
                "remedy": feed.remedy,
                "found": feed.found,
            }
            for feed in report.feeds
        ],
        "items": [
            {
                "feed": item.feed,
                "id": item.id,
                "url": item.url,
                "title": item.title,
                "published": item.published.isoformat() if item.published else None,
                "outcome": item.outcome.value,
                "reason": item.reason,
            }
            for item in report.items
        ],
        "events": [*map(_ranked, report.ranking), *barred],
        "totals": report.totals,
        "updates": updates(report.updates),
    }


def updates(offers: Sequence[UpdateOffer]) -> list[Document]:
    """What later articles would change in roasts."""
    return [asdict(offer) for offer in offers]


def updated(one: Updated) -> Document:
    """`update`: a roast with its new section."""
    return {
        **listed(one.changed.after),
        "facts": [{"text": fact.text, "receipt": fact.receipt} for fact in one.facts],
        "urls": list(one.urls),
        "unread": list(one.unread),
    }


def _ranked(one: Ranked) -> Document:
    why = list(one.worth.why)
    return {**_event(one.event), "rank": one.rank, "worth": one.worth.total, "why": why}


def _event(event: Event) -> Document:
    return {
        "id": event.id,
        "title": event.title,
        "category": event.category,
        "date": event.day.isoformat(),
        "sources": [
            {"url": article.url, "outlet": article.outlet, "title": article.title}
            for article in (*event.articles, *event.copies)
        ],
    }


def roasted(report: RoastReport) -> list[Document]:
    """`roast`, and the roasts of `run`."""
    return [
        {
            "slug": roast.slug,
            "path": roast.path,
            "title": roast.title,
            "status": roast.status.value,
            "score": number(roast.score),
            "scores": dict(roast.scores),
            "attention": list(roast.attention),
            "model": roast.model,
            "cost_usd": number(roast.cost_usd),
        }
        for roast in report.roasts
    ]


def failed(report: RoastReport | PrintedReport) -> list[Document]:
    """Events that no writer could roast."""
    return [
        {
            "title": one.event.title,
            "url": one.event.articles[0].url,
            "status": "waiting" if one.waits else "failed",
            "reason": one.reason,
            "remedy": one.remedy,
        }
        for one in report.failed
    ]


def targets(report: TargetsReport) -> list[Document]:
    """`roast TARGET…`: roasts, and what was not roasted with its reason."""
    refused = map(_refused, report.refused)
    return [*roasted(report.roasted), *failed(report.roasted), *refused]


def printed(report: PrintedReport) -> Document:
    """`roast --print`: roasts that stand in no file."""
    return {
        "roasts": [
            {
                "title": draft.title,
                "category": draft.category,
                "score": number(draft.score),
                "scores": dict(draft.scores),
                "score_reasons": dict(draft.score_reasons),
                "rubric": draft.provenance.rubric,
                "quip": draft.quip,
                "take": list(draft.take),
                "facts": [
                    {"text": fact.text, "quote": fact.quote, "receipt": fact.receipt}
                    for fact in draft.facts
                ],
                "burned": [asdict(burn) for burn in draft.burned],
                "lining": draft.lining,
                "attention": list(draft.attention),
                "model": draft.provenance.model,
                "cost_usd": number(draft.provenance.cost_usd),
            }
            for draft in report.drafts
        ],
        "failed": failed(report),
        "refused": [_refused(one) for one in report.refused],
        "cost_usd": number(report.cost_usd),
    }


def _refused(one: Refused) -> Document:
    return {
        "slug": one.slug or None,
        "target": one.target,
        "status": "known" if one.slug else "refused",
        "reason": one.reason,
        "remedy": one.remedy,
    }


def published(report: PublishReport) -> Document:
    """`publish`."""
    return {**asdict(report), "left_out": list(report.left_out)}


def ran(report: RunReport, warnings: Sequence[str]) -> Document:
    """`run`."""
    roasts = report.roasted
    return {
        "gather": gathered(report.gathered),
        "roasts": roasted(roasts) if roasts else [],
        "failed": failed(roasts) if roasts else [],
        "waiting": [event.title for event in roasts.left_over] if roasts else [],
        "build": building.document(report.built) if report.built else None,
        "publish": published(report.published) if report.published else None,
        "cost_usd": number(roasts.cost_usd) if roasts else 0.0,
        "spend": billed(roasts.bill) if roasts else None,
        "warnings": list(warnings),
    }


def billed(paid: Bill) -> Document:
    """What a run's calls to models have cost."""
    return {
        "total_usd": number(paid.total),
        "today_usd": number(paid.today),
        "calls": paid.calls,
        "unpriced_calls": paid.unpriced,
        "worst_case_calls": paid.at_worst,
        "tokens_in": paid.tokens_in,
        "tokens_cached": paid.tokens_cached,
        "tokens_out": paid.tokens_out,
        "per_roast_usd": number(paid.per_roast),
        "by_model": {name: number(amount) for name, amount in paid.by_model.items()},
    }


def dry(report: DryRun) -> Document:
    """`run --dry-run` and `roast --dry-run`."""
    gather = {"gather": gathered(report.gathered)} if report.gathered else {}
    return {
        "dry_run": True,
        **gather,
        "asks": [_ask(ask) for ask in report.asks],
        "waiting": [event.title for event in report.left_over],
        "refused": [_refused(one) for one in report.refused],
        "worst_usd": number(report.worst_usd),
        "worst_includes": report.includes,
        "budget_usd": report.budget,
        "budget_usd_per_day": report.budget_per_day,
        "spent_today_usd": number(report.spent_today),
        "warnings": [trouble.line for trouble in report.troubles],
    }


def _ask(ask: Ask) -> Document:
    first = ask.first
    asked = first.trouble is None
    return {
        "title": ask.event.title,
        "url": ask.event.articles[0].url,
        "model": first.model if asked else None,
        "worst_usd": number(ask.worst_usd) if asked else None,
        "call_usd": number(first.worst_usd) if asked else None,
        "answered_before": first.kept,
        "models": [
            {
                "model": one.model,
                "worst_usd": number(one.worst_usd),
                "reason": one.trouble.reason if one.trouble else "",
                "remedy": one.trouble.remedy if one.trouble else "",
            }
            for one in ask.previews
        ],
        **({"payload": dict(ask.payload)} if ask.payload is not None else {}),
    }


def listed(roast: Roast) -> Document:
    """A line of `list`."""
    return {
        "slug": roast.slug,
        "path": roast.path,
        "title": roast.title,
        "date": roast.day.isoformat(),
        "status": roast.status.value,
        "score": number(roast.score),
        "category": roast.category,
        "attention": list(roast.attention),
        "edited": sorted(roast.edited),
    }


def shown(roast: Roast, offers: Sequence[UpdateOffer] = ()) -> Document:
    """`show`: a roast with its texts, and what later articles would change in it."""
    return {
        **listed(roast),
        "quip": roast.quip,
        "scores": dict(roast.scores),
        "tags": list(roast.tags),
        "sources": [
            {
                "title": source.title,
                "outlet": source.outlet,
                "url": source.url,
                "published": source.published.isoformat() if source.published else None,
            }
            for source in roast.sources
        ],
        "sections": [
            {"key": section.key, "heading": section.heading, "text": section.text}
            for section in roast.sections
        ],
        "model": roast.roasted.get("model"),
        "updates": updates(offers),
    }


def fault(one: Fault) -> Document:
    """A line of `check`."""
    return {
        "path": one.path,
        "line": one.line,
        "column": one.column,
        "level": one.level,
        "message": one.message,
        "remedy": one.remedy,
    }


def read(reading: Reading) -> Document:
    """`extract`."""
    article = reading.found
    return {
        "url": reading.url,
        "title": article.title if article else "",
        "author": ", ".join(article.authors) if article else "",
        "outlet": article.outlet if article else "",
        "published": article.published.isoformat() if article and article.published else None,
        "text": article.text if article else "",
        "outcome": reading.outcome.value,
        "reason": reading.reason,
        "remedy": reading.remedy,
        "notes": list(reading.notes),
        "origins": dict(article.origins) if article else {},
        "alternatives": [asdict(one) for one in reading.alternatives],
    }


def calibrated(report: Calibration) -> Document:
    """`check --models`."""
    return {
        "version": report.version,
        "rubric": report.rubric,
        "events": report.events,
        "models": [
            {
                "model": one.model,
                "scored": one.offsets.count,
                "offsets": dict(one.offsets.by_key),
                "overall": one.offsets.overall,
                "spread": one.offsets.spread,
                "cost_usd": number(one.cost_usd),
                "reason": one.reason,
                "remedy": one.remedy,
            }
            for one in report.models
        ],
    }


def counted(report: Stats) -> Document:
    """`stats`."""
    spend = report.spend
    return {
        "spend": {
            "total_usd": number(spend.total),
            "today_usd": number(spend.today),
            "calls": spend.calls,
            "unpriced_calls": spend.unpriced,
            "worst_case_calls": spend.at_worst,
            "per_roast_usd": number(spend.per_roast),
            "by_model": {name: number(amount) for name, amount in spend.by_model.items()},
            "by_day": {day.isoformat(): number(amount) for day, amount in spend.by_day.items()},
            "dearest": [{"slug": slug, "cost_usd": number(cost)} for slug, cost in spend.dearest],
            "tokens_in": spend.tokens_in,
            "tokens_cached": spend.tokens_cached,
            "tokens_out": spend.tokens_out,
        },
        "scores": {**asdict(report.scores), "warnings": list(report.scores.warnings)},
        "feeds": [asdict(feed) for feed in report.feeds],
        "roasts": report.roasts,
        "drafts": report.drafts,
        "needs_attention": report.attention,
    }
