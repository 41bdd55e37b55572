"""PDF files and pictures that a person hands in: read, or refused with a reason."""

from __future__ import annotations

import importlib.util
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roaster.articles.matter import guess_matter
from roaster.articles.pdf import MAX_PAGES, extract_pdf
from roaster.articles.pictures import (
    MAX_BYTES,
    MAX_SIDE,
    Picture,
    UnfitPicture,
    is_picture,
    look_at,
)
from roaster.jobs.executors.children import Children
from roaster.model.matter import Matter
from roaster.model.news import Article
from roaster.model.outcome import ItemOutcome


def _files() -> ModuleType:
    path = Path(__file__).with_name("files.py")
    spec = importlib.util.spec_from_file_location("article_tests_files", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


files = _files()
TEXT = """Harbour plan in the water
The authority of Port Averil will spend 40 million crowns on a bridge that ends in the
water, it said on Tuesday. The bridge is 60 metres short, and the authority calls it con-
nected.
It will review the matter in spring."""


def test_a_pdfs_text_has_its_lines_joined_to_paragraphs() -> None:
    reading = extract_pdf(files.pdf([TEXT, "A second page."]), "", min_words=10)
    assert reading.outcome is ItemOutcome.NEW
    assert reading.article is not None
    assert reading.article.title == "Harbour plan in the water"
    assert "a bridge that ends in the water, it said on Tuesday." in reading.article.text
    assert "calls it connected." in reading.article.text
    assert reading.article.text.endswith("A second page.")


@pytest.mark.parametrize(
    ("title", "used"), [("Annual plan of the harbour", True), ("plan_v3.docx", False), ("", False)]
)
def test_a_title_that_is_a_file_name_is_none(title: str, used: bool) -> None:
    reading = extract_pdf(files.pdf([TEXT], title), "https://a.example/plan.pdf")
    assert reading.article is not None
    assert (reading.article.title == title) is used
    assert reading.article.url == "https://a.example/plan.pdf"


def test_a_pdf_without_text_says_that_it_may_be_a_scan() -> None:
    reading = extract_pdf(files.pdf([""]), "")
    assert (reading.outcome, reading.found) == (ItemOutcome.FAILED, None)
    assert "scan" in reading.reason
    assert "roaster roast" in reading.remedy


def test_of_a_long_pdf_the_first_pages_are_read_and_that_is_said() -> None:
    reading = extract_pdf(files.pdf([f"This is page {n}." for n in range(MAX_PAGES + 5)]), "")
    assert reading.article is not None
    assert f"page {MAX_PAGES - 1}." in reading.article.text
    assert f"page {MAX_PAGES}." not in reading.article.text
    assert any(f"of {MAX_PAGES + 5} pages" in note for note in reading.notes)


LOOP = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"%PDF-1.7 ...\0\0\0",
        files.pdf([TEXT])[:400],
        files.pdf([TEXT]).replace(b"xref", b"xrex"),
        files.pdf([TEXT]).replace(b"/Length", b"/Lengte"),
        files.assembled(LOOP),
        files.assembled([b"[" * 5_000]),
        files.pdf([" " * 300_000_000], packed=True),
        files.assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids 7 /Count 99999999 >>"]),
    ],
    ids=["head", "junk", "cut", "no table", "no length", "loop", "deep", "bomb", "wrong kinds"],
)
def test_a_broken_or_hostile_pdf_costs_only_itself(data: bytes) -> None:
    with closing(Children(1, timeout_s=8.0, max_memory=600_000_000)) as children:
        reading = children.read_pdf(data, "", 5)
        if reading.article is None:
            assert reading.reason
        after = children.read_pdf(files.pdf([TEXT]), "", 5)
    assert after.article is not None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1_200), st.binary(max_size=40))
def test_a_damaged_pdf_is_a_reading(at: int, damage: bytes) -> None:
    whole = files.pdf([TEXT])
    try:
        reading = extract_pdf(whole[:at] + damage + whole[at + len(damage) :], "")
    except RecursionError:
        return  # told by the child that reads it
    assert reading.outcome in (ItemOutcome.NEW, ItemOutcome.FAILED, ItemOutcome.THIN)


PICTURES = {
    "PNG": files.png(640, 480),
    "JPEG": files.jpeg(640, 480),
    "WebP": files.webp(640, 480),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_pictures_kind_and_size_are_read_from_its_first_bytes(kind: str) -> None:
    picture = look_at(PICTURES[kind])
    assert isinstance(picture, Picture)
    assert (picture.kind, picture.width, picture.height) == (kind, 640, 480)
    assert picture.data_uri().startswith(f"data:image/{kind.lower()};base64,")


@pytest.mark.parametrize("kind", [b"VP8X", b"VP8L", b"VP8 "])
def test_all_kinds_of_webp_are_known(kind: bytes) -> None:
    picture = look_at(files.webp(1200, 900, kind))
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (1200, 900)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (files.png(MAX_SIDE + 1, 100), "pixels"),
        (files.png(7_900, 7_900), "million"),
        (files.png(8, 8), "only 8"),
        (files.png(100, 100, b"\0" * MAX_BYTES), "bytes"),
        (files.png(100, 100)[:20], "broken"),
        (files.jpeg(100, 100)[:21], "broken"),
        (files.webp(100, 100)[:22], "broken"),
        (b"GIF89a" + b"\0" * 20, "not a PNG"),
        (b"", "not a PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 30, "broken"),
    ],
)
def test_a_picture_that_is_too_large_or_broken_is_refused(data: bytes, said: str) -> None:
    found = look_at(data)
    assert isinstance(found, UnfitPicture)
    assert said in found.reason
    assert found.remedy


@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP"]), st.binary())
def test_any_bytes_are_a_picture_or_a_reason(start: bytes, rest: bytes) -> None:
    assert is_picture(start + rest)
    assert isinstance(look_at(start + rest), Picture | UnfitPicture)


CV = "Mara Quill\n\nWork experience\n\nHead of synergy, 2019\n\nEducation\n\nSkills\n\nLeadership"
PITCH = (
    "Cloudspoon\n\nThe problem\n\nSoup is hot.\n\nOur solution\n\nA spoon.\n\nTraction\n\nThe ask"
)
PAGE = "Spoons, reinvented\n\nGet started\n\nTrusted by\n\nPricing\n\nFAQ\n\nSoup is hot."
NEWS = "Spoon maker fails\n\nThe spoon maker said its features and skills are in education now."


@pytest.mark.parametrize(
    ("text", "matter"),
    [(CV, Matter.CV), (PITCH, Matter.PITCH), (PAGE, Matter.PAGE), (NEWS, Matter.NEWS)],
)
def test_what_a_text_is_is_guessed_by_plain_signs(text: str, matter: Matter) -> None:
    title, _, body = text.partition("\n\n")
    guess = guess_matter(Article("", title, "", body))
    assert guess.matter is matter
    assert bool(guess.signs) is not matter.is_news
