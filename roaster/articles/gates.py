"""Why a page is not an article that can be roasted: each reason is one small rule. Pure.

No rule rests on a phrase alone: walls are named only where the text is missing or short.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from roaster.articles import phrases
from roaster.articles.canonical import is_home
from roaster.articles.forms import GALLERY, form_of, running_words
from roaster.articles.json_ld import LIST_TYPES
from roaster.articles.sight import Sight
from roaster.articles.words import count_words, found_in
from roaster.model.outcome import ItemOutcome
from roaster.text.addresses import absolute, address_key, host_of
from roaster.text.sentences import sentences

STUB_WORDS = 250  # a shorter text behind a declared paywall is its teaser
_LONG_STUB_WORDS = 2 * STUB_WORDS  # the longest teaser that a wall's own words may end
_TEASER_WORDS = 40  # more of them beside a cookie banner are a short article
_EMPTY_WORDS = 120  # a page with fewer visible words is its banner or its form
_CALL_WORDS = 14  # a wall's line; a longer sentence with the same words tells of a wall
_QUICK_S = 30.0  # a slower refresh reloads a live page instead of leading elsewhere

# Names that the makers of walls and checks give their elements and scripts.
_WALL_MARK = re.compile(
    r"paywall|regwall|\bpay-?gate|meter-?wall|subscriber-?only|subscription-?required"
    r"|premium-?(?:content|gate|wall)|gh-post-upgrade|poool-|piano-(?:inline|paywall|container)"
    r"|article-?gate|content-?gate|subscribe-?wall|login-?wall|plus-?wall|aboshop|tp-container"
)
_WALL_MACHINERY = re.compile(r"tinypass\.com|piano\.io|poool\.fr|zephr|pelcro\.com|leaky-?paywall")
_ROBOT_MACHINERY = re.compile(
    r"captcha-delivery\.com|_cf_chl_opt|/challenge-platform/|_incapsula_resource|awswaf\.com"
    r"|px-cloud\.net|/recaptcha/|hcaptcha\.com|challenges\.cloudflare\.com|geetest"
)
_ROBOT_MARK = re.compile(
    r"px-captcha|g-recaptcha|h-captcha|cf-turnstile|challenge-(?:form|container)"
)
_CONSENT_MARK = re.compile(
    r"usercentrics|sp_message_container|onetrust|didomi|qc-cmp|cmpbox|cmpwrapper|truste|cookiebot"
    r"|cookie-?(?:wall|consent)|consent-?(?:wall|page|gate|form)|iubenda|fc-consent|borlabs"
)
_CONSENT_HOST = re.compile(r"^(?:consent|guce|privacy-mgmt|myprivacy|privacy|cmp|zustimmung)\.")
_CONSENT_PATH = re.compile(
    r"/(?:privacy-?gate[^/]*|collectconsent|cookie-?(?:wall|consent)"
    r"|consent)(?:[/.?]|$)"
)
_LOGIN_HOST = re.compile(r"^(?:accounts?|login|signin|auth|sso|idp)\.")
_LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?in|anmelden|connexion|auth(?:enticate)?)(?:[/.?]|$)")
_APP_ROOT = re.compile(r"\b(?:root|app|__next|__nuxt|___gatsby|app-root|react-root|svelte)\b")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is not roasted."""

    outcome: ItemOutcome
    reason: str
    remedy: str = ""


def refusal(sight: Sight) -> Refusal | None:
    """The first reason against roasting this page; None when there is none."""
    rules: tuple[Callable[[Sight], Refusal | None], ...] = (
        _leads_elsewhere, _gone, _parked, _robot_check, _consent, _needs_script, _login, _home,
        _paywall, _gallery, _thin,
    )  # fmt: skip
    return next((found for rule in rules if (found := rule(sight))), None)


def _walled(reason: str) -> Refusal:
    remedy = "what you can read yourself, save as text and give to `roaster roast FILE`"
    return Refusal(ItemOutcome.WALLED, reason, remedy)


def _leads_elsewhere(sight: Sight) -> Refusal | None:
    target = absolute(sight.url, sight.meta.refresh) if sight.meta.refresh else ""
    if not target or address_key(target) == address_key(sight.url):
        return None
    if not 0 <= sight.meta.refresh_after_s <= _QUICK_S or not sight.is_short():
        return None
    return Refusal(
        ItemOutcome.FAILED, f"the page only leads on to {target} (meta refresh)", f"use {target}"
    )


def _gone(sight: Sight) -> Refusal | None:
    says_so = any(_is_titled(title, phrases.GONE_TITLES) for title in sight.titles)
    empty = sight.is_short() and sight.shape.words < _EMPTY_WORDS
    if not says_so and empty and not sight.described.is_article:
        says_so = bool(found_in(phrases.GONE, sight.shape.visible))
    if not says_so or not sight.is_short(STUB_WORDS) or sight.described.is_article:
        return None
    return Refusal(ItemOutcome.FAILED, "the page says that it does not exist")


def _is_titled(title: str, names: tuple[str, ...]) -> bool:
    """Whether a title, or a part of it between separators, is one of `names` and little more."""
    for part in re.split(r"[|/–—·]| - ", title.replace("’", "'")):
        words = part.strip(" !.:-").split()
        for name in names:
            if " ".join(words).startswith(name) and len(words) <= len(name.split()) + 2:
                return True
    return False


def _parked(sight: Sight) -> Refusal | None:
    said = found_in(phrases.PARKED, sight.shape.visible) if sight.is_short() else []
    if not said or sight.shape.words > STUB_WORDS or sight.says_article:
        return None
    return Refusal(ItemOutcome.FAILED, f"a parked domain{_quoted(said)}", "remove this address")


def _robot_check(sight: Sight) -> Refusal | None:
    if not sight.is_short():
        return None
    shape = sight.shape
    titled = sight.meta.title_tag.lower().strip().startswith(phrases.ROBOT_TITLES)
    said = found_in(phrases.ROBOT_CHECK, f"{shape.visible} {shape.noscript}")
    built = _ROBOT_MACHINERY.search(shape.machinery) or _ROBOT_MARK.search(shape.marks)
    by_machine = bool(built) and shape.words < _TEASER_WORDS
    if (titled and not sight.says_article) or by_machine or (said and shape.words < STUB_WORDS):
        return _walled(f"a check for robots instead of the article{_quoted(said)}")
    return None


def _consent(sight: Sight) -> Refusal | None:
    said_in_text = found_in(phrases.CONSENT, sight.text.text)
    said = found_in(phrases.CONSENT, sight.shape.visible)
    mostly_consent = len(said_in_text) >= 3 and sight.text.words < 2 * STUB_WORDS
    only_consent = len(said) >= 2 and (sight.text.words < _TEASER_WORDS or bool(said_in_text))
    only_consent = only_consent and sight.is_short() and sight.shape.words < 2 * STUB_WORDS
    built = bool(_CONSENT_MARK.search(sight.shape.marks)) and sight.shape.words < _EMPTY_WORDS
    by_machine = built and sight.text.words < _TEASER_WORDS
    addressed = _is_consent_address(sight.url) and sight.is_short()
    if addressed or mostly_consent or only_consent or by_machine:
        return _walled(f"a consent or cookie wall instead of the article{_quoted(said)}")
    return None


def _is_consent_address(url: str) -> bool:
    return bool(_CONSENT_HOST.search(host_of(url)) or _CONSENT_PATH.search(_path_of(url)))


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""


def _login(sight: Sight) -> Refusal | None:
    if not sight.is_short() or sight.shape.words > STUB_WORDS or sight.described.is_article:
        return None
    titled = any(_is_titled(title, phrases.LOGIN_TITLES) for title in sight.titles)
    addressed = _LOGIN_HOST.search(host_of(sight.url)) or _LOGIN_PATH.search(_path_of(sight.url))
    if addressed or (titled and sight.shape.asks_password):
        return _walled("a login page instead of the article")
    return None


def _needs_script(sight: Sight) -> Refusal | None:
    shape = sight.shape
    if not sight.is_short() or shape.words >= STUB_WORDS:
        return None
    said = found_in(phrases.NEEDS_SCRIPT, f"{shape.noscript} {shape.visible}")
    root = bool(_APP_ROOT.search(shape.marks)) and shape.words < _TEASER_WORDS
    if not said and root and shape.script_chars and not sight.text.words > _TEASER_WORDS:
        return _walled(f"empty without JavaScript: {shape.words} visible words")
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
    mostly_links = shape.links >= 20 and shape.linked_words > 0.6 * shape.words
    only_links = mostly_links and shape.longest_run < sight.min_words / 2
    reloads = meta.refresh_after_s > _QUICK_S and shape.links >= 30
    unmarked = not sight.says_article and not meta.headings
    at_the_door = bool(sight.url) and is_home(sight.url)
    if (
        at_the_door
        or (listed and many_teasers)
        or (not sight.says_article and (many_teasers or only_links))
        or (unmarked and reloads)
    ):
        return Refusal(
            ItemOutcome.FAILED,
            f"a home or section page, not an article ({shape.links} links)",
            "give the address of one article",
        )
    return None


def _paywall(sight: Sight) -> Refusal | None:
    text, stub = sight.text, sight.is_short(STUB_WORDS)
    shown = f"{text.words} words shown"
    declared = sight.described.free is False or sight.meta.content_tier == "locked"
    promised = sight.described.word_count
    missing, complete = promised > 2 * text.words > 0, 0 < promised <= 1.15 * text.words
    if declared and (missing or (stub and not complete)):
        return _walled(f"behind a paywall (isAccessibleForFree: false), {shown}")
    said = _wall_words(sight)
    if said and (stub or missing or text.words < _LONG_STUB_WORDS):
        return _walled(f"behind a paywall, {shown}{_quoted(said)}")
    marked = _WALL_MARK.search(sight.shape.marks) or _WALL_MACHINERY.search(sight.shape.machinery)
    if marked and sight.is_short() and sight.described.free is not True and text.words:
        return _walled(f"behind a paywall, {shown} (“{marked.group()}”)")
    return None


def _wall_words(sight: Sight) -> list[str]:
    """What a wall says on the page: the shorter the text, the less of it is needed.

    A sentence that is longer than a wall's lines tells of a wall and is none.
    """
    if sight.is_short():
        return found_in(phrases.PAYWALL, sight.shape.visible)
    if found := _calls(phrases.PAYWALL, sight.text.text[-600:]):
        return (
            found
            if sight.is_short(STUB_WORDS)
            else _calls(phrases.PAYWALL_CALLS, sight.text.text[-300:])
        )
    if sight.is_short(STUB_WORDS) and sight.described.free is not True:
        lines = (line for line in sight.shape.lines if line not in sight.meta.headings)
        return _calls(phrases.PAYWALL_CALLS, "\n".join(lines))
    return []


def _calls(names: tuple[str, ...], text: str) -> list[str]:
    lines = (line for line in sentences(text) if count_words(line) <= _CALL_WORDS)
    return found_in(names, "\n".join(lines))


def _gallery(sight: Sight) -> Refusal | None:
    """Captions add up to many words, of which none tells the story."""
    if form_of(sight) != GALLERY or (running := running_words(sight)) >= sight.min_words:
        return None
    reason = f"{GALLERY}: {running} words of running text"
    return Refusal(ItemOutcome.THIN, f"{reason}, at least {sight.min_words} are needed")


def _thin(sight: Sight) -> Refusal | None:
    words = sight.text.words
    if words >= sight.min_words:
        return None
    form = form_of(sight)
    begin = f"{form}: " if form else ""
    if not words:
        return Refusal(ItemOutcome.THIN, f"{begin}no article text found on the page")
    there = "1 word" if words == 1 else f"{words} words"
    return Refusal(
        ItemOutcome.THIN,
        f"{begin}{there}, at least {sight.min_words} are needed",
        "lower gather.min_words to roast shorter articles",
    )


def _quoted(said: list[str]) -> str:
    return f": “{said[0]}”" if said else ""
