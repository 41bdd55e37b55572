"""Walls, stubs and pages that are no article, in the shapes sites give them; and their doubles."""

from __future__ import annotations

import json

import pytest

from roaster.articles.extract import extract
from roaster.articles.reading import Reading
from roaster.model.news import Page
from roaster.model.outcome import ItemOutcome

URL = "https://www.lantern.example/2026/04/10/ferry-company-buys-a-second-bridge"
MIN_WORDS = 120
TITLE = "Ferry company buys a second bridge to compete with itself"
FAILED, THIN, WALLED = ItemOutcome.FAILED, ItemOutcome.THIN, ItemOutcome.WALLED

TEXT = """
The ferry company of Port Averil has bought the bridge that was built to replace it, its board
said on Tuesday. It paid 14 million crowns, less than half of what the bridge had cost.

Bridge and ferry will keep separate timetables, separate uniforms and separate complaints desks.
Passengers who complain at the wrong desk are taken across the river to the right one.

The competition office has no objection, a spokesperson said, because two owners had been one
too many. Prices rose by a third on both sides of the river on the same afternoon.

The harbour engineer told the council that the bridge had been closed on 112 days last year,
mostly for wind, twice for rust and once for a wedding of which nobody had told the engineer.

The company expects to save six million crowns a year by closing whichever crossing is busier.
A decision will follow in autumn, when a consultant has counted the passengers of both.

Councillors asked whether the old contract still bound the company to run at night. The lawyer
of the council has been looking for the contract since March and has found its envelope.
"""
PARAGRAPHS = [" ".join(block.split()) for block in TEXT.strip().split("\n\n")]
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LEAD = f"<p>{PARAGRAPHS[0]}</p>"
SCRIPTS = "<script>" + "window.__STATE__.push({a:1,b:[2,3]});" * 100 + "</script>"


def ld(kind: str, **fields: object) -> str:
    block = json.dumps({"@context": "https://schema.org", "@type": kind, **fields})
    return f'<script type="application/ld+json">{block}</script>'


def article(body: str, head: str = "", *, after: str = "", title: str = TITLE) -> str:
    return (
        f"<!doctype html><html lang=en><head><title>{title} | The Lantern</title>"
        '<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-04-10T08:00:00Z">{head}</head>'
        f"<body><header><nav><a href=/>The Lantern</a><a href=/world>World</a></nav></header>"
        f"<main><article><h1>{title}</h1>{body}</article></main>{after}"
        "<footer><a href=/about>About us</a> <a href=/terms>Terms</a></footer></body></html>"
    )


def bare(body: str, head: str = "", title: str = "The Lantern") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


def read(markup: str, url: str = URL) -> Reading:
    page = Page(url, url, "text/html; charset=utf-8", markup.encode())
    return extract(page, min_words=MIN_WORDS)


def teasers(count: int, tag: str = "h2") -> str:
    return "".join(
        f"<div class=card><{tag}><a href='/2026/04/{n:02}/story-number-{n}-of-the-day'>Story number"
        f" {n} of the day has a headline</a></{tag}><p>{PARAGRAPHS[n % 6][:90]}</p></div>"
        for n in range(count)
    )


SLIDES = "".join(
    f"<figure><img src=/{n}.jpg><figcaption>{n}/12 The bridge, seen from pier {n}. Photo: Lantern"
    "</figcaption></figure>"
    for n in range(1, 13)
)

REFUSED: dict[str, tuple[str, ItemOutcome, str]] = {
    # --- paywalls
    "metered, declared in JSON-LD": (
        article(
            LEAD,
            ld(
                "NewsArticle",
                headline=TITLE,
                isAccessibleForFree=False,
                hasPart={"@type": "WebPageElement", "isAccessibleForFree": False},
            ),
        ),
        WALLED,
        "paywall",
    ),
    "declared for a part only": (
        article(
            LEAD,
            ld(
                "NewsArticle",
                headline=TITLE,
                hasPart=[
                    {"@type": "WebPageElement", "isAccessibleForFree": "http://schema.org/False"}
                ],
            ),
        ),
        WALLED,
        "paywall",
    ),
    "locked by Open Graph": (
        article(LEAD, '<meta property="article:content_tier" content="locked">'),
        WALLED,
        "paywall",
    ),
    "subscribe to continue": (
        article(LEAD + "<div class=gate><h2>Subscribe to continue</h2><a>Log in</a></div>"),
        WALLED,
        "paywall",
    ),
    "register to read on": (
        article(LEAD + "<div>Create an account to keep reading. It's free.</div>"),
        WALLED,
        "paywall",
    ),
    "German": (
        article(LEAD + "<div>Weiterlesen mit LanternPlus: 4 Wochen für 1 Euro</div>"),
        WALLED,
        "paywall",
    ),
    "Spanish": (
        article(LEAD + "<div>Este contenido es exclusivo para suscriptores</div>"),
        WALLED,
        "paywall",
    ),
    "Piano container": (
        article(LEAD + '<div class="tp-container-inner"></div><div id="piano-inline"></div>'),
        WALLED,
        "paywall",
    ),
    "tinypass script and a fade": (
        article(
            LEAD + '<div class="paywall-fade"></div>',
            '<script src="https://cdn.tinypass.com/api/tinypass.min.js"></script>',
        ),
        WALLED,
        "paywall",
    ),
    "Poool": (
        article(LEAD + '<div id="poool-widget"></div><div data-poool-mode="hide"></div>'),
        WALLED,
        "paywall",
    ),
    "Substack, paid": (
        article(LEAD + '<div class="paywall"><h2>This post is for paid subscribers</h2></div>'),
        WALLED,
        "paywall",
    ),
    "Ghost, members only": (
        article(
            LEAD
            + '<aside class="gh-post-upgrade"><h2>This post is for subscribers only</h2></aside>'
        ),
        WALLED,
        "paywall",
    ),
    # --- checks for robots
    "Cloudflare": (
        bare(
            "<noscript>Enable JavaScript and cookies to continue</noscript>"
            "<script>window._cf_chl_opt={cvId:'3'}</script>",
            title="Just a moment...",
        ),
        WALLED,
        "robots",
    ),
    "Cloudflare, blocked": (
        bare(
            "<h1>Sorry, you have been blocked</h1><p>You are unable to access lantern.example</p>"
            "<p>Cloudflare Ray ID: 8a1b</p>",
            title="Attention Required! | Cloudflare",
        ),
        WALLED,
        "robots",
    ),
    "DataDome": (
        bare(
            '<p id="cmsg">Please enable JS and disable any ad blocker</p>'
            "<script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script>"
            '<script src="https://ct.captcha-delivery.com/c.js"></script>',
            title="lantern.example",
        ),
        WALLED,
        "robots",
    ),
    "PerimeterX": (
        bare(
            '<div id="px-captcha"></div><p>Press &amp; Hold to confirm you are a human (and not a '
            "bot).</p>",
            title="Access to this page has been denied",
        ),
        WALLED,
        "robots",
    ),
    "Incapsula frame": (
        bare(
            '<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=1">Request unsuccessful. '
            "Incapsula incident ID: 12</iframe>",
            title="",
        ),
        WALLED,
        "robots",
    ),
    "AWS WAF": (
        bare(
            '<div id="challenge-container"></div><script src="https://x.token.awswaf.com/challenge.js">'
            "</script>",
            title="",
        ),
        WALLED,
        "robots",
    ),
    "reCAPTCHA": (
        bare(
            '<p>To continue, please confirm this request was not made by a robot.</p><div class="'
            'g-recaptcha" data-sitekey="x"></div>',
            title="Are you human?",
        ),
        WALLED,
        "robots",
    ),
    "Akamai": (
        bare(
            "<h1>Access Denied</h1>You don't have permission to access this page on this server."
            "<p>Reference #18.2d</p>",
            title="Access Denied",
        ),
        WALLED,
        "robots",
    ),
    # --- consent
    "OneTrust": (
        bare(
            '<div id="onetrust-banner-sdk"><p>By clicking “Accept All Cookies”, you agree to the '
            "storing of cookies on your device to enhance site navigation.</p><button>Accept All "
            "Cookies</button><button>Cookies Settings</button></div>"
        ),
        WALLED,
        "consent",
    ),
    "Usercentrics": (
        bare(
            '<div id="usercentrics-root"></div><p>Bitte stimmen Sie der Nutzung von Cookies zu.</p>'
        ),
        WALLED,
        "consent",
    ),
    "Sourcepoint": (
        bare(
            '<div id="sp_message_container_512"><iframe src="https://cdn.privacy-mgmt.com/index.html'
            '"></iframe></div><p>Zustimmung erforderlich</p>'
        ),
        WALLED,
        "consent",
    ),
    "pur subscription": (
        bare(
            "<h1>Lantern mit Werbung oder im Pur-Abo</h1><p>Besuchen Sie uns mit Werbung "
            "und Tracking, indem Sie der Nutzung von Cookies zustimmen.</p><button>Akzeptieren und "
            "weiter</button>"
        ),
        WALLED,
        "consent",
    ),
    "Google consent": (
        bare(
            "<h1>Before you continue to Google</h1><p>We use cookies and data to deliver "
            "services</p><button>Reject all</button><button>Accept all</button>"
        ),
        WALLED,
        "consent",
    ),
    "Didomi, French": (
        bare(
            '<div id="didomi-host"><p>Avec votre accord, nous et nos partenaires utilisons des '
            "cookies.</p><button>Tout accepter</button></div>"
        ),
        WALLED,
        "consent",
    ),
    # --- scripts
    "React root": (
        bare(
            '<noscript>You need to enable JavaScript to run this.</noscript><div id="root"></div>'
            '<script src="/static/js/main.js"></script>'
        ),
        WALLED,
        "without JavaScript",
    ),
    "Next root": (
        bare(
            '<div id="__next"></div><script src="/_next/static/chunks/main.js"></script>'
            '<script id="__NEXT_DATA__" type="application/json">{"props":{}}</script>'
        ),
        WALLED,
        "without JavaScript",
    ),
    "Vue and Angular": (
        bare('<app-root></app-root><div id="app"></div><script src="/runtime.js"></script>'),
        WALLED,
        "without JavaScript",
    ),
    "a spinner": (
        bare(f'<div class="spinner">Loading…</div>{SCRIPTS}'),
        WALLED,
        "without JavaScript",
    ),
    # --- no articles
    "not found, status 200": (
        article(
            "<p>Sorry, the page you are looking for could not be found.</p>", title="Page not found"
        ),
        FAILED,
        "does not exist",
    ),
    "not found, in words": (
        bare(
            "<h1>Oops!</h1><p>We can't find the page you're looking for. It may have been moved or "
            "deleted.</p><a href=/>Home</a>",
            title="Error - The Lantern",
        ),
        FAILED,
        "does not exist",
    ),
    "not found, German": (
        bare("<h1>Die Seite wurde nicht gefunden</h1><p>Fehler 404</p>", title="Fehler 404"),
        FAILED,
        "does not exist",
    ),
    "parked domain": (
        bare(
            "<h1>lantern.example</h1><p>This domain is for sale! Buy this domain.</p><p>Related "
            "searches</p><a href=?q=1>Ferry tickets</a><a href=?q=2>Bridge loans</a>",
            title="lantern.example",
        ),
        FAILED,
        "parked",
    ),
    "parked by its registrar": (
        bare(
            "<p>This domain has been registered and is parked free, courtesy of the registrar.</p>",
            title="lantern.example - parked",
        ),
        FAILED,
        "parked",
    ),
    "login page": (
        bare(
            "<h1>Log in</h1><form method=post><label>E-mail</label><input type=email name=u>"
            "<input type=password name=p><button>Log in</button></form><a>Forgot it?</a>",
            title="Log in | The Lantern",
        ),
        WALLED,
        "login",
    ),
    "login page, German": (
        bare(
            "<h1>Anmelden</h1><form><input name=user><input type=password></form>",
            title="Anmelden – Laterne",
        ),
        WALLED,
        "login",
    ),
    "tag page": (
        bare(
            f"<h1>Topic: bridges</h1>{teasers(20)}<a rel=next href=?page=2>Next</a>",
            '<meta property="og:type" content="website">',
            "bridges | The Lantern",
        ),
        FAILED,
        "home or section page",
    ),
    "category page that calls itself a collection": (
        bare(
            f"<h1>Transport</h1>{teasers(9, 'h3')}",
            ld("CollectionPage", name="Transport"),
            "Transport Archives - The Lantern",
        ),
        FAILED,
        "home or section page",
    ),
    "home page with og:type website": (
        bare(
            teasers(40, "h3"),
            '<meta property="og:type" content="website">',
            "The Lantern – news from the harbour",
        ),
        FAILED,
        "home or section page",
    ),
    "search results": (
        bare(
            f"<h1>Search results for “bridge”</h1>{teasers(12)}",
            ld("SearchResultsPage"),
            "You searched for bridge - The Lantern",
        ),
        FAILED,
        "home or section page",
    ),
    "a list of plain links": (
        bare(
            "<h1>Archive, April 2026</h1><ul>"
            + "".join(
                f"<li><a href='/2026/04/{n}/the-day-in-a-story'>The day number {n} in a story of "
                "bridges and ferries</a></li>"
                for n in range(60)
            )
            + "</ul>",
            title="Archive | The Lantern",
        ),
        FAILED,
        "home or section page",
    ),
    # --- other forms
    "live blog without text": (
        article(
            "<p>Follow our live coverage of the opening below.</p>",
            ld("LiveBlogPosting", headline=TITLE, coverageStartTime="2026-04-10T08:00:00Z"),
        ),
        THIN,
        "live blog",
    ),
    "picture gallery": (
        article(LEAD + SLIDES, ld("ImageGallery", name=TITLE)),
        THIN,
        "gallery",
    ),
    "slide show by its counter": (
        article(f"<p>The bridge in pictures.</p>{SLIDES}", title="In pictures: the second bridge"),
        THIN,
        "gallery",
    ),
    "media gallery in the type of the page": (
        article(LEAD, ld("MediaGallery", name=TITLE)),
        THIN,
        "gallery",
    ),
    "video page": (
        article(
            f'<div class="video-player"><video src=/v.mp4></video></div>{LEAD}',
            ld("VideoObject", name=TITLE, uploadDate="2026-04-10", duration="PT2M"),
        ),
        THIN,
        "video",
    ),
    "video by Open Graph": (
        article(LEAD).replace('content="article"', 'content="video.other"'),
        THIN,
        "video",
    ),
    "podcast episode": (
        article(
            f"<audio src=/e12.mp3></audio>{LEAD}",
            ld("PodcastEpisode", name=TITLE, associatedMedia={"@type": "MediaObject"}),
        ),
        THIN,
        "podcast",
    ),
    "podcast by a player": (
        article(f"<audio controls src=/e12.mp3></audio>{LEAD}", title="Podcast: the second bridge"),
        THIN,
        "podcast",
    ),
    "breaking news of one paragraph": (article(LEAD), THIN, "at least 120"),
}

NEWSLETTER = (
    "<form class=newsletter><h3>Sign up for our newsletter</h3><input type=email><button>Subscribe"
    "</button></form>"
)
COOKIES = (
    '<div id="onetrust-banner-sdk">We value your privacy. We and our partners use cookies. <button>'
    "Accept all</button><button>Reject all</button><a>Manage options</a></div>"
)
MORE = [
    *PARAGRAPHS,
    "Subscribe to continue reading, the page says, and 40 readers have asked what a bridge costs.",
    "This article is for subscribers, the mayor read out, and closed the laptop of the council.",
]
ACCEPTED: dict[str, str] = {
    "a newsletter box in the text": article(STORY.replace("</p><p>", f"</p>{NEWSLETTER}<p>", 1)),
    "a cookie banner before it": article(COOKIES + STORY),
    "a cookie banner behind it": article(STORY, after=COOKIES),
    "an embedded video": article(
        '<div class="video-player"><video src=/v.mp4></video></div>' + STORY,
        ld("NewsArticle", headline=TITLE, video={"@type": "VideoObject", "name": "Bridge"})
        + ld("VideoObject", name="Bridge", uploadDate="2026-04-10"),
    ),
    "an audio version": article("<audio controls src=/read.mp3></audio>" + STORY),
    "pictures with counters": article(STORY + SLIDES),
    "about paywalls": article(
        "".join(f"<p>{text}</p>" for text in MORE), title="Why subscribe to continue reading fails"
    ),
    "about live blogs": article(
        STORY
        + "<p>The council's live blog of the opening had two entries, both about weather.</p>",
        title="Live blog of a closed bridge draws a million readers",
    ),
    "about videos": article(
        STORY + "<p>Watch the video, the company says; it shows the ferry.</p>",
        title="Video of a bridge wins a prize",
    ),
    "about cookies": article(
        STORY + "<p>We use cookies, says the ferry's kiosk, and means the ones with chocolate.</p>",
        title="Accept all: how a ferry sells cookies",
    ),
    "about captchas": article(
        STORY + "<p>Passengers must tick “I'm not a robot” before boarding, the operator said.</p>",
        title="Are you a robot? Ferry asks its passengers",
    ),
    "about a missing page": article(STORY, title="404 bridges are missing, auditors say"),
    "about a domain for sale": article(
        STORY + "<p>“This domain is for sale”, the site of the bridge said on Wednesday.</p>"
    ),
    "a subscriber's login in the head": article(
        STORY, after="<p>Already a subscriber? <a>Log in</a></p><form><input type=password></form>"
    ),
    "Piano loaded, text free": article(
        STORY + '<div class="tp-container-inner"></div>',
        '<script src="https://cdn.tinypass.com/api/tinypass.min.js"></script>',
    ),
    "marked free": article(STORY, ld("NewsArticle", headline=TITLE, isAccessibleForFree=True)),
    "a Next page rendered on the server": bare(
        f'<div id="__next"><main><article><h1>{TITLE}</h1>{STORY}</article></main></div>{SCRIPTS}'
        '<script id="__NEXT_DATA__" type="application/json">{}</script>',
        '<meta property="og:type" content="article">',
        TITLE,
    ),
    "a noscript warning above the text": article(
        "<noscript>Please enable JavaScript to see comments.</noscript>" + STORY
    ),
    "many teasers below": article(STORY, after=f"<section>{teasers(24, 'h3')}</section>"),
    "many teasers below, not marked as article": bare(
        f"<main><h1>{TITLE}</h1><div>{STORY}</div></main><section>{teasers(24, 'h3')}</section>",
        title=f"{TITLE} | The Lantern",
    ),
    "a live blog with its text": article(
        STORY, ld("LiveBlogPosting", headline=TITLE, coverageStartTime="2026-04-10T08:00:00Z")
    ),
    "reCAPTCHA in the comment form": article(
        STORY, after='<form><div class="g-recaptcha" data-sitekey="x"></div></form>'
    ),
    "a Cloudflare beacon": article(
        STORY, after="<script>(function(){window._cf_chl_opt={}})();</script>"
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_whole_article_is_refused_with_words(name: str) -> None:
    markup, outcome, words = REFUSED[name]
    reading = read(markup)
    assert (reading.outcome, words in reading.reason) == (outcome, True), reading.reason
    assert reading.article is None


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_whole_article_is_read_whatever_stands_around_it(name: str) -> None:
    reading = read(ACCEPTED[name])
    assert reading.article is not None, reading.reason
    assert PARAGRAPHS[0] in reading.article.text
    assert PARAGRAPHS[5] in reading.article.text


@pytest.mark.parametrize(
    "url",
    [
        "https://consent.yahoo.example/v2/collectConsent?sessionId=3",
        "https://consent.google.example/m?continue=https://news.google.example/",
        "https://guce.techcrunch.example/consent?gcrumb=1",
        "https://myprivacy.dpgmedia.example/consent?siteKey=x",
        "https://www.lantern.example/privacygate-confirm?redirectUri=/story",
        "https://consent.lantern.example/?url=x",
    ],
)
def test_a_redirect_to_a_consent_page_is_known_by_its_address(url: str) -> None:
    reading = read(bare("<p>Your privacy matters to us.</p><button>OK</button>"), url)
    assert reading.outcome is WALLED
    assert "consent" in reading.reason


@pytest.mark.parametrize(
    "url",
    ["https://www.lantern.example/login?next=/story", "https://accounts.lantern.example/signin"],
)
def test_a_redirect_to_a_login_page_is_known_by_its_address(url: str) -> None:
    reading = read(bare("<h1>Welcome back</h1><form><input name=email></form>"), url)
    assert (reading.outcome, "login" in reading.reason) == (WALLED, True), reading.reason


def test_a_live_blog_that_is_read_says_that_it_is_one() -> None:
    reading = read(ACCEPTED["a live blog with its text"])
    assert any("live blog" in note for note in reading.notes)
