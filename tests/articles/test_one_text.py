"""An article's text is normalised once, has a hash, and proofs point into exactly this text."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from roaster.articles.extract import extract
from roaster.articles.plain import extract_text
from roaster.articles.reading import Reading
from roaster.model.news import Entry, Page
from roaster.roasts.evidence import Proof, make_ground, prove
from roaster.text.clean import clean_text

URL = "https://www.lantern.example/news/swans-close-the-floating-bridge-again"
DIRT = "\u200b\u00ad\u202e\u2066\ufeff\U000e0041\U000e0101\u3164\r\n\t \u00a0e\u0301ab.<&"
PARAGRAPH = (
    "The council closed its float\u00ading bridge for the {n}th time after a pair of swans "
    "set\u200btled on the lifting gear and refused\u00a0every invitation "
    "to leave, a spokes\u2060person said."
)


def read(extra: str, entry: Entry | None = None) -> Reading:
    body = "".join(f"<p>{PARAGRAPH.format(n=n)}{extra}</p>" for n in range(3, 9))
    page = f"<html><body><article><h1>Swans</h1>{body}</article></body></html>"
    raw = page.encode("utf-8", "replace")
    return extract(Page(URL, URL, "text/html; charset=utf-8", raw), entry, min_words=20)


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from(DIRT), max_size=30))
def test_the_text_of_any_article_is_clean_and_has_its_hash(extra: str) -> None:
    for reading in (read(extra), extract_text(PARAGRAPH + extra, URL)):
        article = reading.found
        assert article is not None
        assert clean_text(article.text) == article.text
        assert article.text_hash == hashlib.sha256(article.text.encode()).hexdigest()
        assert reading.found == article


def test_the_same_page_has_the_same_hash_and_another_text_another() -> None:
    one, same, other = read(""), read(""), read(" More.")
    assert one.found is not None
    assert same.found is not None
    assert other.found is not None
    assert one.found.text_hash == same.found.text_hash != other.found.text_hash


def test_a_feeds_text_is_clean_too() -> None:
    content = "\n\n".join(PARAGRAPH.format(n=n) for n in range(3, 9))
    entry = Entry("https://x.example/f", "1", URL, "Swans", content=content)
    page = Page(URL, URL, "text/html", b"<html><body><p>short</p></body></html>")
    article = extract(page, entry, min_words=60).article
    assert article is not None
    assert article.origins["text"] == "feed"
    assert clean_text(article.text) == article.text


def test_a_proof_points_into_exactly_this_text() -> None:
    article = read("").article
    assert article is not None
    ground = make_ground(article.text)
    assert ground.text is article.text
    assert all(article.text[start:end].strip() for start, end in ground.bounds)
    fact = "A pair of swans settled on the lifting gear of the floating bridge."
    proof = prove(fact, "a pair of swans settled on the lifting gear", ground)
    assert isinstance(proof, Proof)
    assert proof.span in article.text
