from __future__ import annotations

from types import ModuleType
from typing import Any

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roaster.errors import UsageError
from roaster.site.addresses import Addresses, file_of
from roaster.site.links import dead_links

BASES = ("https://roasts.example/", "https://name.example/roaster/", "http://127.0.0.1:8000/a/b/")


@pytest.mark.parametrize("base", BASES)
def test_every_address_has_the_sub_path_and_the_absolute_one_the_host(base: str) -> None:
    addresses = Addresses(base)
    assert addresses.absolute("feed.xml") == f"{base}feed.xml"
    assert addresses.absolute("feed.xml").endswith(addresses.url("feed.xml"))
    assert addresses.absolute("") == base


def test_a_missing_last_slash_changes_nothing() -> None:
    assert Addresses("https://a.example/b").url("c/") == Addresses("https://a.example/b/").url("c/")


def test_a_persons_root_relative_link_means_the_site_not_the_host() -> None:
    addresses = Addresses("https://name.example/roaster/")
    assert addresses.rooted("/about/") == "/roaster/about/"
    assert addresses.rooted("/roaster/about/") == "/roaster/about/"
    assert addresses.rooted("/roasters/") == "/roaster/roasters/"
    for foreign in ("https://x.example/", "//x.example/", "#top", "b.html", "mailto:a@b.example"):
        assert addresses.rooted(foreign) == foreign


@given(st.text(max_size=20))
def test_an_address_is_ascii_and_never_begins_another_part(text: str) -> None:
    url = Addresses("https://a.example/").url(text.encode("utf-8", "replace").decode())
    assert url.isascii()
    assert not set(url) & set(' "<>?#\\')


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("theme", ["plain", "sally"])
def test_no_link_of_the_site_is_dead(site: Any, sites: ModuleType, base: str, theme: str) -> None:
    site.config = sites.config(site={"base_url": base, "theme": theme})
    own = sites.roast(
        15, slug="linked", preamble="See [about](/about/) and ![x](/pic.png).[^1]\n\n[^1]: N."
    )
    (site.root / "content" / "static").mkdir(parents=True)
    (site.root / "content" / "static" / "pic.png").write_bytes(b"png")
    site.build([*sites.many(14), own])
    assert list(dead_links(site.public, base)) == []


@pytest.mark.parametrize("theme", ["plain", "sally"])
def test_every_page_is_html_without_a_fault(site: Any, sites: ModuleType, theme: str) -> None:
    site.config = sites.config(site={"theme": theme})
    site.build(sites.many(9))
    parser = html5lib.HTMLParser(strict=True)
    for path, content in site.files().items():
        if path.endswith(".html"):
            parser.parse(content)


@pytest.mark.parametrize("theme", ["plain", "sally"])
def test_no_two_pages_have_one_title_or_one_description(
    site: Any, sites: ModuleType, theme: str
) -> None:
    site.config = sites.config(site={"theme": theme})
    same = [sites.roast(n, title="Scores", quip="The same quip.") for n in (1, 2, 3)]
    twin = sites.roast(3, slug="other", title="Scores", quip="The same quip.")
    site.build([*same, twin, *sites.many(12, first=4)], pages=[sites.page("about", "Search", "x")])
    titles, descriptions = [], []
    for path in site.public.rglob("*.html"):
        head = html5lib.parse(path.read_bytes(), namespaceHTMLElements=False).find("head")
        titles.append(head.findtext("title"))
        descriptions.append(head.find("meta[@name='description']").get("content"))
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions)
    assert all(titles)
    assert all(descriptions)


def test_the_addresses_of_the_contract_are_there(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(9))
    for path in (
        "", "page/1/", "2026/", "2026/01/", "2026/01/09/roast-9/", "category/ai/", "tag/layoffs/",
        "category/ai/page/1/", "source/the-harbour-post/", "scores/", "search/", "about/", "drop/",
        "404.html", "feed.xml", "feed.json", "category/ai/feed.xml", "sitemap.xml", "robots.txt",
    ):  # fmt: skip
        assert (site.public / file_of(path)).is_file(), path


def test_robots_is_made_at_a_hosts_root_only_and_a_persons_own_comes_first(
    site: Any, sites: ModuleType
) -> None:
    site.build(base_url="https://name.example/roaster/")
    assert not (site.public / "robots.txt").exists()
    static = site.root / "content" / "static"
    static.mkdir(parents=True)
    (static / "robots.txt").write_text("mine")
    site.build()
    assert site.text("robots.txt") == "mine"


def test_drop_is_a_page_only_where_invitations_lead_to_it(site: Any, sites: ModuleType) -> None:
    site.config = sites.config(drop={"to": "url", "url": "https://drop.example/"})
    site.build(sites.many(1))
    assert not (site.public / "drop").exists()
    assert 'href="https://drop.example/"' in site.text("index.html")


def test_pages_that_nobody_wrote_stand_there_in_the_personas_name_until_somebody_does(
    site: Any, sites: ModuleType
) -> None:
    name = "Grim *Gus* <b>"
    site.config = sites.config(persona={"name": name}, site={"contact": "gus@example.org"})
    site.build(sites.many(1), pages=[])
    assert "on Grim *Gus* &lt;b&gt;&#39;s desk</h1>" in site.text("drop/index.html")
    assert "<strong>A URL.</strong> The best gift: Grim *Gus* &lt;b&gt; reads" in site.text(
        "drop/index.html"
    )
    assert 'href="mailto:gus@example.org"' in site.text("drop/index.html")
    assert "About Grim" in site.text("about/index.html")
    site.build(sites.many(1), pages=[sites.DROP])
    assert "Hand it over." in site.text("drop/index.html")
    static = site.root / "content" / "static" / "drop" / "index.html"
    static.parent.mkdir(parents=True)
    static.write_text("mine")
    site.build(sites.many(1), pages=[])
    assert site.text("drop/index.html") == "mine"


def test_a_page_of_feeds_gives_way_to_one_that_somebody_wrote(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(2))
    assert 'href="/category/ai/feed.xml"' in site.text("feeds/index.html")
    site.build(sites.many(2), pages=[sites.page("feeds", "My feeds")])
    assert "My feeds" in site.text("feeds/index.html")


def test_two_roasts_for_one_address_are_both_named(site: Any, sites: ModuleType) -> None:
    one = sites.roast(1)
    other = sites.roast(1, path="content/roasts/elsewhere/2026-01-01-roast-1.md")
    with pytest.raises(UsageError) as caught:
        site.build([one, other])
    assert one.path in str(caught.value)
    assert other.path in str(caught.value)
    assert not site.public.exists()


@pytest.mark.parametrize("slug", ["scores", "Search", "2026"])
def test_a_page_for_a_taken_address_is_refused(site: Any, sites: ModuleType, slug: str) -> None:
    with pytest.raises(UsageError, match=f"content/pages/{slug}.md"):
        site.build(sites.many(1), pages=[sites.page(slug, "Mine")])


def test_a_static_file_where_a_folder_must_be_is_refused(site: Any, sites: ModuleType) -> None:
    static = site.root / "content" / "static"
    static.mkdir(parents=True)
    (static / "about").write_text("x")
    with pytest.raises(UsageError, match="about"):
        site.build()


@pytest.mark.parametrize("slug", ["..", ".", "a/b", "a\\b", "a\nb", ""])
def test_a_name_that_leads_elsewhere_is_refused(site: Any, sites: ModuleType, slug: str) -> None:
    with pytest.raises(UsageError, match="makes no address"):
        site.build([sites.roast(1, slug=slug)])


def test_spellings_with_one_slug_share_a_page_under_the_most_used(
    site: Any, sites: ModuleType
) -> None:
    tags = ("Open AI", "open-ai", "Open AI")
    site.build([sites.roast(n, tags=(tag,)) for n, tag in enumerate(tags, 1)])
    text = site.text("tag/open-ai/index.html")
    assert "<h1>Open AI</h1>" in text
    assert text.count("<article>") == 3


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_any_tag_has_its_page(site: Any, sites: ModuleType, tags: list[str]) -> None:
    site.build([sites.roast(1, tags=tuple(tags), category="".join(tags))])
    assert list(dead_links(site.public, "https://roasts.example/")) == []
