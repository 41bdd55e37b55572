"""Share cards: what they show, when they are drawn, where pages name them."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import version
from types import ModuleType
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from roaster.model.roast import Status
from roaster.site.card_drawing import Drawing
from roaster.site.cards import EDITION, CardFace
from roaster.site.rebuild import Kiln

MOST_BYTES = 40_000
FACE = CardFace(
    "OpenAI, Anthropic, and Google Form Joint Anti-Distillation Defense",
    "Cynical Sally",
    "10 April 2026",
    "2026-04-10",
    "The Verge",
    "6.4",
    "Scorched",
    64,
)
DRAWING = Drawing()
CARD = "2026/01/{:02}/roast-{}/card.png"


@pytest.fixture
def carded(site: Any, sites: ModuleType) -> Any:
    """A site with the theme sally and share cards."""
    site.config = sites.config(site={"cards": True, "badges": True, "theme": "sally"})
    return site


def image(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def cards_of(site: Any) -> dict[str, bytes]:
    return {path: data for path, data in site.files().items() if path.endswith("card.png")}


def head_of(site: Any, path: str) -> dict[str, str]:
    page = html5lib.parse(site.text(path), namespaceHTMLElements=False)
    named = ((one.get("property") or one.get("name"), one) for one in page.iter("meta"))
    return {name: one.get("content") for name, one in named if name}


def test_a_card_is_a_png_of_the_size_that_is_told() -> None:
    png = DRAWING.png(FACE)
    assert len(png) <= MOST_BYTES
    assert (image(png).format, image(png).size) == ("PNG", (1200, 630))


def test_the_same_face_gives_the_same_bytes() -> None:
    assert Drawing().png(FACE) == DRAWING.png(FACE)


def test_what_a_card_looks_like_belongs_to_an_edition() -> None:
    """Another look without another EDITION would leave old cards where they are."""
    if version("pillow") != "13.0.0":
        pytest.skip("the pixels are those of Pillow 13.0.0")
    told = sha256(b"".join(DRAWING.png(face) for face in (FACE, replace(FACE, score="", tenths=0))))
    assert (EDITION, told.hexdigest()[:12]) == (1, "98d0b39f81bc")


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another title"},
        {"site": "Another site"},
        {"day": "11 April 2026"},
        {"outlet": "The Ledger"},
        {"score": "6.5"},
        {"verdict": "Toasted"},
        {"tenths": 65},
        {"accent": "#0b5563"},
        {"score": "", "verdict": "", "tenths": 0},
    ],
)
def test_every_part_is_to_be_seen(change: dict[str, Any]) -> None:
    assert (
        image(DRAWING.png(replace(FACE, **change))).tobytes() != image(DRAWING.png(FACE)).tobytes()
        or "accent" in change
    )
    assert DRAWING.png(replace(FACE, **change)) != DRAWING.png(FACE)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Ένα νέο", "Ένα νέο"),
        ("Новость дня", "Новость дня"),
        ("Straße — naïve “quotes” … €5", "Straße — naïve “quotes” … €5"),
        ("Fire 🔥 sale ❤️ 1️⃣", "Fire sale 1"),
        ("e\u0301tude", "étude"),
        ("日本語のタイトル", ""),
        ("عنوان", ""),
        ("OpenAI says שלום", ""),
        ("x\u0338", ""),
        ("a\x00\u202eb\ud800", "ab"),
    ],
)
def test_letters_that_the_font_lacks_leave_the_text_out(text: str, drawn: str) -> None:
    assert DRAWING.drawable(text) == drawn


def test_a_title_in_another_script_makes_room_for_the_outlet() -> None:
    outlet_alone = replace(FACE, title=FACE.outlet)
    assert DRAWING.png(replace(FACE, title="日本語のタイトル")) == DRAWING.png(outlet_alone)


def test_the_font_has_every_character_that_it_is_said_to_have() -> None:
    font = DRAWING.face(24).font
    box = font.getmask("\uffff").getbbox(), bytes(font.getmask("\uffff"))
    known = [char for char in map(chr, range(0x21, 0x2213)) if DRAWING.drawable(char) == char]
    assert len(known) > 700
    for char in known:
        mask = font.getmask(char)
        assert (mask.getbbox(), bytes(mask)) != box, hex(ord(char))


TEXTS = st.text(st.characters(), max_size=400)


@settings(max_examples=60)
@given(title=TEXTS, site=TEXTS, outlet=TEXTS, verdict=TEXTS, tenths=st.integers(0, 100))
def test_any_text_makes_a_card(
    title: str, site: str, outlet: str, verdict: str, tenths: int
) -> None:
    face = CardFace(title, site, "日", "2026-04-10", outlet, str(tenths / 10), verdict, tenths)
    png = DRAWING.png(face)
    assert len(png) <= MOST_BYTES
    assert image(png).size == (1200, 630)


@settings(max_examples=60)
@given(words=st.lists(st.text("aiWMé-", min_size=1, max_size=300), min_size=1, max_size=60))
def test_titles_stay_in_their_place(words: list[str]) -> None:
    text = unicodedata.normalize("NFC", " ".join(words))[:300].strip()
    lines, size = DRAWING.laid_out(text, 308)
    assert len(lines) * size * 1.14 <= 308
    assert all(DRAWING.face(size).width(line) <= 1072 for line in lines)
    whole = "".join(lines).replace(" ", "")
    assert whole.endswith("…") or whole == text.replace(" ", "")


def test_pages_name_their_card(carded: Any, sites: ModuleType) -> None:
    carded.build([sites.roast(64, title='A "title" & <more>')])
    told = head_of(carded, "2026/03/05/roast-64/index.html")
    assert told["og:image"] == "https://roasts.example/2026/03/05/roast-64/card.png"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"] == 'Cynical Sally: A "title" & <more> — 6.4/10, Scorched'
    assert told["twitter:card"] == "summary_large_image"
    assert image(carded.files()["2026/03/05/roast-64/card.png"]).size == (1200, 630)
    assert "og:image" not in head_of(carded, "index.html")


def test_what_tells_facts_alone_has_no_score(carded: Any, sites: ModuleType) -> None:
    straight = sites.roast(1, meta={"straight": True})
    carded.build([straight, sites.roast(2, score=None)])
    for number in (1, 2):
        path = f"2026/01/0{number}/roast-{number}/index.html"
        assert "/10" not in head_of(carded, path)["og:image:alt"]
    assert len(cards_of(carded)) == 2


def test_a_draft_leaves_no_card_and_no_badge(carded: Any, sites: ModuleType) -> None:
    carded.build([sites.roast(1, status=Status.DRAFT), sites.roast(2)], drafts=True)
    path = "2026/01/01/roast-1/"
    assert [one for one in carded.files() if one.startswith(path)] == [f"{path}index.html"]
    assert "og:image" not in head_of(carded, f"{path}index.html")
    assert "badge.svg" not in carded.text(f"{path}index.html")


def test_cards_are_left_out_where_they_are_not_wanted(carded: Any, sites: ModuleType) -> None:
    carded.build(sites.many(2))
    assert len(cards_of(carded)) == 2
    carded.config = sites.config(site={"theme": "sally"})
    carded.build(sites.many(2))
    assert not cards_of(carded)
    assert "card.png" not in "".join(carded.text(p) for p in carded.files() if "html" in p)


def test_only_what_a_card_shows_draws_it_anew(
    carded: Any, sites: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    roasts = sites.many(3)
    carded.build(roasts)
    drawn: list[str] = []
    png = Drawing.png

    def noted(self: Drawing, face: CardFace) -> bytes:
        drawn.append(face.title)
        return png(self, face)

    monkeypatch.setattr(Drawing, "png", noted)
    edited = replace(roasts[0], quip="Another quip.", digest="2")
    carded.build([edited, *roasts[1:], sites.roast(4)])
    assert drawn == ["Brightwell cuts 4 jobs"]
    carded.build([replace(edited, title="Another title", digest="3"), *roasts[1:], sites.roast(4)])
    assert drawn[1:] == ["Another title"]


def test_workers_draw_what_is_drawn_here(
    carded: Any, sites: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    roasts = sites.many(70)
    carded.build(roasts)
    alone = carded.files()
    monkeypatch.delattr(Drawing, "png")  # in this process; theirs are new
    carded.build(roasts, clean=True, kiln=Kiln(_Nothing(), workers=2))
    assert carded.files() == alone


class _Nothing:
    """A memory of bodies that forgets."""

    def get(self, mark: bytes) -> bytes | None:
        return None

    def known(self, marks: Any) -> set[bytes]:
        return set()

    def count(self) -> int:
        return 0

    def add(self, new: Any) -> None:
        list(new)
