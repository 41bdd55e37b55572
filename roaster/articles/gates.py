"""Why a page is not an article that can be roasted: each reason is one small rule. Pure.

No rule rests on a phrase alone: walls are named only where the text is missing or short.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roaster.articles import phrases
from roaster.articles.body import Text
from roaster.articles.canonical import is_home
from roaster.articles.json_ld import LIST_TYPES, Described
from roaster.articles.metadata import Metadata
from roaster.articles.shape import Shape
from roaster.articles.words import found_in
from roaster.model.outcome import ItemOutcome
from roaster.text.addresses import absolute, address_key, host_of

STUB_WORDS = 250  # a shorter text behind a declared paywall is its teaser
_TEASER_WORDS = 40  # more of them beside a cookie banner are a short article
_QUICK_S = 30.0  # a slower refresh reloads a live page instead of leading elsewhere


@dataclass(frozen=True, slots=True)
class Sight:
    """All that the gates look at."""

    url: str
    meta: Metadata
    described: Described
    shape: Shape
    text: Text
    min_words: int

    @property
    def says_article(self) -> bool:
        """Whether the page calls itself an article or gives itself a date."""
        return (
            self.described.is_article or self.meta.og_type == "article" or bool(self.meta.published)
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is not roasted."""

    outcome: ItemOutcome
    reason: str
    remedy: str = ""


def refusal(sight: Sight) -> Refusal | None:
    """The first reason against roasting this page; None when there is none."""
    rules: tuple[Callable[[Sight], Refusal | None], ...] = (
        _leads_elsewhere, _gone, _robot_check, _consent, _needs_script, _home, _paywall, _thin,
    )  # fmt: skip
    return next((found for rule in rules if (found := rule(sight))), None)


def _walled(reason: str) -> Refusal:
    remedy = "what you can read yourself, save as text and give to `roaster roast FILE`"
    return Refusal(ItemOutcome.WALLED, reason, remedy)


def _is_short(sight: Sight, words: int = 0) -> bool:
    return sight.text.words < max(words, sight.min_words)


def _leads_elsewhere(sight: Sight) -> Refusal | None:
    target = absolute(sight.url, sight.meta.refresh) if sight.meta.refresh else ""
    if not target or address_key(target) == address_key(sight.url):
        return None
    if not 0 <= sight.meta.refresh_after_s <= _QUICK_S or not _is_short(sight):
        return None
    return Refusal(
        ItemOutcome.FAILED, f"the page only leads on to {target} (meta refresh)", f"use {target}"
    )


def _gone(sight: Sight) -> Refusal | None:
    titles = " / ".join((sight.meta.title_tag, *sight.meta.headings[:1])).lower()
    says_so = any(
        part.strip().startswith(phrases.GONE_TITLES) for part in titles.replace("|", "/").split("/")
    )
    if not says_so or not _is_short(sight, STUB_WORDS) or sight.described.is_article:
        return None
    return Refusal(ItemOutcome.FAILED, "the page says that it does not exist")


def _robot_check(sight: Sight) -> Refusal | None:
    if not _is_short(sight):
        return None
    titled = sight.meta.title_tag.lower().strip().startswith(phrases.ROBOT_TITLES)
    said = found_in(phrases.ROBOT_CHECK, f"{sight.shape.visible} {sight.shape.noscript}")
    if titled or (said and sight.shape.words < STUB_WORDS):
        return _walled(f"a check for robots instead of the article{_quoted(said)}")
    return None


def _consent(sight: Sight) -> Refusal | None:
    on_consent_host = host_of(sight.url).startswith(("consent.", "guce.", "privacy-mgmt."))
    said_in_text = found_in(phrases.CONSENT, sight.text.text)
    said = found_in(phrases.CONSENT, sight.shape.visible)
    mostly_consent = len(said_in_text) >= 3 and sight.text.words < 2 * STUB_WORDS
    only_consent = len(said) >= 2 and (sight.text.words < _TEASER_WORDS or bool(said_in_text))
    only_consent = only_consent and _is_short(sight) and sight.shape.words < 2 * STUB_WORDS
    if on_consent_host or mostly_consent or only_consent:
        return _walled(f"a consent or cookie wall instead of the article{_quoted(said)}")
    return None


def _needs_script(sight: Sight) -> Refusal | None:
    shape = sight.shape
    if not _is_short(sight) or shape.words >= STUB_WORDS:
        return None
    said = found_in(phrases.NEEDS_SCRIPT, f"{shape.noscript} {shape.visible}")
    mostly_script = shape.script_chars > 1000 and shape.script_chars > 20 * len(shape.visible)
    if said or mostly_script:
        return _walled(f"empty without JavaScript: {shape.words} visible words{_quoted(said)}")
    return None


def _home(sight: Sight) -> Refusal | None:
    shape, meta = sight.shape, sight.meta
    if sight.described.is_article or meta.og_type == "article":
        return None
    listed = bool(sight.described.kinds & LIST_TYPES) and not meta.published
    many_teasers = shape.linked_headings >= 8 and shape.longest_run < sight.min_words
    reloads = meta.refresh_after_s > _QUICK_S and shape.links >= 30
    unmarked = not sight.says_article and not meta.headings
    at_the_door = bool(sight.url) and is_home(sight.url)
    if (
        at_the_door
        or (listed and many_teasers)
        or (not sight.says_article and many_teasers)
        or (unmarked and reloads)
    ):
        return Refusal(
            ItemOutcome.FAILED,
            f"a home or section page, not an article ({shape.links} links)",
            "give the address of one article",
        )
    return None


def _paywall(sight: Sight) -> Refusal | None:
    text = sight.text
    declared = sight.described.free is False or sight.meta.content_tier == "locked"
    promised = sight.described.word_count
    missing, complete = promised > 2 * text.words > 0, 0 < promised <= 1.15 * text.words
    ending = text.text[-600:] if text.words >= sight.min_words else sight.shape.visible
    said = found_in(phrases.PAYWALL, ending)
    if declared and (missing or (_is_short(sight, STUB_WORDS) and not complete)):
        return _walled(f"behind a paywall (isAccessibleForFree: false), {text.words} words shown")
    if said and (_is_short(sight, STUB_WORDS) or missing):
        return _walled(f"behind a paywall, {text.words} words shown{_quoted(said)}")
    return None


def _thin(sight: Sight) -> Refusal | None:
    words = sight.text.words
    if words >= sight.min_words:
        return None
    if not words:
        return Refusal(ItemOutcome.THIN, "no article text found on the page")
    return Refusal(
        ItemOutcome.THIN,
        f"{words} words, at least {sight.min_words} are needed",
        "lower gather.min_words to roast shorter articles",
    )


def _quoted(said: list[str]) -> str:
    return f": “{said[0]}”" if said else ""
