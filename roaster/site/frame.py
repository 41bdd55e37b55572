"""What every page shares: the site, its persona, its navigation. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from roaster.config.schema import Config
from roaster.model.roast import StandingPage
from roaster.model.rubric import Rubrics
from roaster.site import addresses as at
from roaster.site.addresses import Addresses
from roaster.site.defaults import contact_link
from roaster.site.shelf import Shelf
from roaster.site.theme import Theme
from roaster.site.views import DropView, Link, PageView, PersonaView, SiteView
from roaster.site.words import Words

NAVIGATION_LENGTH = 8
FEEDS_TEMPLATE = "feeds.html"


@dataclass(frozen=True, slots=True)
class Frame:
    """The site's view with what makes addresses and page heads for it.

    `today` is the day in the site's time zone; only pages that hash it may show it.
    """

    site: SiteView
    addresses: Addresses
    config: Config
    rubrics: Rubrics
    words: Words
    today: date

    def page(self, kind: str, path: str, title: str, description: str) -> PageView:
        """A page's head without extras."""
        url, absolute = self.addresses.url(path), self.addresses.absolute(path)
        return PageView(kind, title, description, url, absolute)


def make_frame(
    config: Config,
    addresses: Addresses,
    shelf: Shelf,
    pages: Sequence[StandingPage],
    theme: Theme,
    words: Words,
    today: date,
    rubrics: Rubrics,
) -> Frame:
    """The frame of a site."""
    settings, icon, stylesheet = config.site, theme.icon, theme.stylesheet
    slugs = {page.slug for page in pages}
    url = addresses.url
    site = SiteView(
        title=settings.title,
        tagline=settings.tagline,
        description=settings.description,
        language=settings.language,
        author=settings.author,
        contact=contact_link(settings.contact),
        home=url(""),
        about=url(at.ABOUT) if "about" in slugs else "",
        scores=url(at.SCORES),
        search=url(at.SEARCH),
        feed_atom=url(at.FEED_ATOM),
        feed_json=url(at.FEED_JSON),
        icon=url(icon) if icon else "data:,",
        stylesheet=url(stylesheet) if stylesheet else "",
        persona=_persona(config),
        drop=_drop(config, addresses, has_page="drop" in slugs),
        categories=_navigation(shelf, addresses),
        pages=_other_pages(pages, addresses),
        base_absolute=addresses.absolute(""),
        feeds=url(at.FEEDS) if FEEDS_TEMPLATE in theme.templates else "",
        raw_html=settings.raw_html,
    )
    return Frame(site, addresses, config, rubrics, words, today)


def _persona(config: Config) -> PersonaView:
    """The persona, in the site's language."""
    persona = config.persona
    return PersonaView(persona.name, persona.tagline, persona.sign_off, persona.invitations)


def _drop(config: Config, addresses: Addresses, *, has_page: bool) -> DropView | None:
    """Where invitations lead; None where nothing is there to lead to."""
    drop = config.drop
    if drop.to == "page":
        return DropView("page", addresses.url(at.DROP)) if has_page else None
    if drop.to == "github":
        new_issue = f"https://github.com/{drop.repository}/issues/new"
        return DropView("github", new_issue) if drop.repository else None
    if drop.to == "none" or not drop.url.startswith(("https://", "http://")):
        return None
    return DropView(drop.to, drop.url)


def _navigation(shelf: Shelf, addresses: Addresses) -> tuple[Link, ...]:
    """The categories most used, by name and without counts.

    In the order of their use, or with it, they would change every page with each roast.
    """
    ranked = sorted(shelf.categories, key=lambda group: (-len(group.members), group.slug))
    chosen = {group.slug for group in ranked[:NAVIGATION_LENGTH]}
    return tuple(
        Link(group.text, addresses.url(group.path))
        for group in shelf.categories
        if group.slug in chosen
    )


def _other_pages(pages: Sequence[StandingPage], addresses: Addresses) -> tuple[Link, ...]:
    others = (page for page in pages if page.slug not in ("about", "drop", "404"))
    return tuple(
        Link(page.title, addresses.url(at.standing_path(page.slug, page.path)))
        for page in sorted(others, key=lambda page: (page.title.casefold(), page.slug))
    )
