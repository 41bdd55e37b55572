"""Pages that a site has before anyone writes them: about, drop, and what is not there. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from roaster.config.schema import Config
from roaster.model.roast import StandingPage
from roaster.site.words import Words

if TYPE_CHECKING:
    from roaster.site.statics import StaticFile

_SLUGS = {"about/index.html": "about", "drop/index.html": "drop", "404.html": "404"}


def with_defaults(
    pages: Sequence[StandingPage], config: Config, words: Words, statics: Sequence[StaticFile] = ()
) -> list[StandingPage]:
    """The pages there are, and a default for each that is missing and that no static file is.

    /drop/ is only there where invitations lead to it.
    """
    kept = [page for page in pages if page.slug != "drop" or config.drop.to == "page"]
    there = {page.slug for page in kept} | {_SLUGS.get(static.path, "") for static in statics}
    return [*kept, *(page for page in _defaults(config, words) if page.slug not in there)]


def contact_link(contact: str) -> str:
    """Where `site.contact` leads; empty where it is neither a mail nor a web address."""
    if contact.startswith(("mailto:", "https://", "http://")):
        return contact
    return f"mailto:{contact}" if "@" in contact else ""


def _defaults(config: Config, words: Words) -> Iterator[StandingPage]:
    persona = config.persona
    name, facts = _as_text(persona.name), _as_text(persona.sections.facts)
    about = words("about_text", name=name, facts=facts)
    yield _page("about", words("about_title", name=persona.name), about)
    if config.drop.to == "page":
        text = words("drop_text", name=name, how=_how(config, words))
        yield _page("drop", words("drop_title", name=persona.name), text)
    yield _page("404", words("not_found_title"), words("not_found_told"))


def _how(config: Config, words: Words) -> str:
    contact = config.site.contact
    if not contact:
        return words("drop_without_contact")
    address = f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
    shown = contact.removeprefix("mailto:")
    return words("drop_to_contact", contact=_as_text(shown), address=f"<{_in_brackets(address)}>")


def _in_brackets(address: str) -> str:
    return address.replace("<", "%3C").replace(">", "%3E").replace("\n", "")


def _as_text(text: str) -> str:
    """Text that Markdown takes for nothing else."""
    marked = "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!" else char for char in text)
    return escape(marked, quote=False)


def _page(slug: str, title: str, text: str) -> StandingPage:
    return StandingPage(slug, f"the page /{slug}/", title, text, {"default": True})
