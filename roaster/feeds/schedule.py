"""When a feed is asked again: what its server, the feed itself and its failures ask for. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from roaster.feeds.answers import Judgement
from roaster.model.news import ParsedFeed, Rhythm
from roaster.model.outcome import FeedOutcome
from roaster.net.freshness import fresh_for
from roaster.net.messages import Fetched, FetchFailure
from roaster.state.http_cache import FeedState
from roaster.text.dates import iso_utc

MAX_WAIT = timedelta(days=1)  # how long max-age, Expires, ttl and sy are honoured at most
UNWELL = frozenset((FeedOutcome.FAILED, FeedOutcome.GONE))

_HOURS_OF_A_WEEK = 7 * 24
_BACK_OFF = timedelta(minutes=30)  # after the second failure in a row; doubled with each more
_LONGEST_PATIENCE = timedelta(days=7)  # a server that asks for more is misconfigured
_LONGEST_BACK_OFF = timedelta(hours=12)  # so that a feed that is well again is noticed in a day


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when a feed is left alone, and why. `until` is None where it is for good."""

    until: datetime | None
    why: str


def next_due(asked: datetime, answer_good_for: timedelta, ttl: timedelta, limit: timedelta) -> Wait:
    """When a feed that answered at `asked` may be asked again, by its own wish.

    The longer of what its server says (`fresh_for`) and what the feed says (`Rhythm.ttl`), but
    never more than `limit`.
    """
    wish = max(answer_good_for, ttl, timedelta())
    said = (
        f"its server says that the answer stays good for {_span(wish)} (Cache-Control, Expires)"
        if answer_good_for >= ttl
        else f"it says that it is renewed every {_span(wish)} (ttl, sy:updatePeriod)"
    )
    cut = f"; gather.max_wait is {_span(limit)}" if wish > limit else ""
    return Wait(asked + max(timedelta(), min(wish, limit)), said + cut if wish else "")


def after_skips(time: datetime, rhythm: Rhythm) -> datetime:
    """The first moment from `time` on that the feed does not ask to leave out.

    `time` itself where it leaves no hour of the week.
    """
    later = time
    for _ in range(_HOURS_OF_A_WEEK + 1):
        if later.hour not in rhythm.skip_hours and later.weekday() not in rhythm.skip_days:
            return later
        later = later.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return time


def waiting(state: FeedState, rhythm: Rhythm, now: datetime, limit: timedelta) -> Wait | None:
    """Why a feed is not to be asked at `now`; None when it may be.

    A `limit` of 0 overrides what the feed wishes, but not what failures ask for. A time of asking
    that lies in the future was told by a wrong clock and binds nobody.
    """
    if state.outcome == FeedOutcome.GONE:
        return Wait(None, state.last_reason)
    if state.last_asked and state.last_asked > now:
        return None
    due = state.not_before
    if due and not state.failures and state.last_asked:
        due = min(due, state.last_asked + limit)  # the setting may have changed since
    if due and now < due:
        return Wait(after_skips(due, rhythm) if limit else due, state.wish)
    later = after_skips(now, rhythm) if limit else now
    why = "it asks not to be read at this time (skipHours, skipDays)"
    return Wait(later, why) if later > now else None


def after(
    state: FeedState,
    judged: Judgement,
    answer: Fetched | FetchFailure,
    now: datetime,
    limit: timedelta,
) -> FeedState:
    """What is remembered of a feed that was asked at `now`."""
    unwell = judged.outcome in UNWELL
    same = bool(state.outcome) and unwell == (state.failures > 0)
    told = replace(
        state,
        outcome=judged.outcome.value,
        failures=state.failures + 1 if unwell else 0,
        successes=0 if unwell else state.successes + 1,
        since=state.since if same and state.since else now,
        last_asked=now,
        last_reason="; ".join(judged.reasons),
        last_remedy=judged.remedy,
    )
    return (
        _after_failure(told, answer, now) if unwell else _after_success(told, judged, answer, limit)
    )


def _after_success(
    told: FeedState, judged: Judgement, answer: Fetched | FetchFailure, limit: timedelta
) -> FeedState:
    read, now = judged.feed, told.last_asked
    if read is None or now is None or isinstance(answer, FetchFailure):
        return told
    wait = next_due(now, fresh_for(answer.caching, now), read.rhythm.ttl, limit)
    return replace(
        told,
        last_ok=now,
        last_kind="",
        not_before=wait.until if wait.why else None,
        wish=wait.why,
        items=len(read.entries),
        newest=_newest(read),
        etag="",
        last_modified="",
    )


def _newest(read: ParsedFeed) -> datetime | None:
    return max((entry.time for entry in read.entries if entry.time), default=None)


def _after_failure(told: FeedState, answer: Fetched | FetchFailure, now: datetime) -> FeedState:
    """Of a useless answer its validators are kept, so that it need not be sent again."""
    told = replace(told, last_kind=told.outcome, wish="")
    told = replace(told, not_before=after_failures(told.failures, answer, now))
    if isinstance(answer, FetchFailure):
        return replace(told, etag="", last_modified="")
    if answer.not_modified:
        return told
    return replace(told, etag=answer.etag, last_modified=answer.last_modified)


def after_failures(failures: int, answer: Fetched | FetchFailure, now: datetime) -> datetime | None:
    """Before when a feed is not asked again, after its `failures`-th failure in a row.

    What the server asks for counts; else nothing after one failure, then a growing back-off.
    """
    if isinstance(answer, FetchFailure) and answer.retry_after_s:
        return now + min(timedelta(seconds=answer.retry_after_s), _LONGEST_PATIENCE)
    if failures < 2:
        return None
    wait: timedelta = _BACK_OFF * 2 ** min(failures - 2, 10)
    return now + min(wait, _LONGEST_BACK_OFF)


def not_due(state: FeedState, wait: Wait, read: ParsedFeed | None) -> Judgement:
    """What is said of a feed that is left alone for now; its last good items, `read`, stand in."""
    if wait.until is None:
        since = f"{state.since:%Y-%m-%d}" if state.since else "an earlier run"
        reason = f"{state.last_reason}, since {since}: it has ended and is not asked again"
        return Judgement(FeedOutcome.GONE, None, (reason,), state.last_remedy)
    until = iso_utc(wait.until)
    if not state.failures:
        reason = f"not asked again before {until}: {wait.why}"
        return Judgement(FeedOutcome.NOT_DUE, read, (reason,))
    times = f" {state.failures} times in a row" if state.failures > 1 else ""
    reason = f"it failed{times} ({state.last_reason}) and is not asked again before {until}"
    return Judgement(FeedOutcome.NOT_DUE, read, (reason,), state.last_remedy)


def _span(time: timedelta) -> str:
    for unit, length in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if time.total_seconds() >= 2 * length:
            return f"{time.total_seconds() / length:.3g} {unit}"
    return f"{time.total_seconds():.3g} seconds"
