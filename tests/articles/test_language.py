from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roaster.articles.extract import extract
from roaster.articles.language import guess_language, language_of
from roaster.articles.plain import extract_text
from roaster.model.news import Page

SUMMARIES = {
    "en": "The city council voted on Tuesday to close the bridge for eleven months.",
    "de": "Der Stadtrat hat am Dienstag beschlossen, die Brücke für elf Monate zu sperren.",
    "fr": "Le conseil municipal a voté mardi la fermeture du pont pour onze mois.",
    "es": "El ayuntamiento votó el martes cerrar el puente durante once meses.",
    "it": "Il consiglio comunale ha deciso martedì di chiudere il ponte per undici mesi.",
    "nl": "De gemeenteraad stemde dinsdag voor sluiting van de brug gedurende elf maanden.",
    "pl": "Rada miasta zagłosowała we wtorek za zamknięciem mostu na jedenaście miesięcy.",
    "ru": "Городской совет проголосовал во вторник за закрытие моста на одиннадцать месяцев.",
    "ja": "市議会は火曜日、橋を11カ月間閉鎖することを決めた。市長は利用者に謝罪した。",
    "zh": "市议会周二投票决定将大桥关闭十一个月，市长向使用者道歉，并承诺提供渡轮服务。",
    "ar": "صوت مجلس المدينة يوم الثلاثاء على إغلاق الجسر لمدة أحد عشر شهرا",
    "he": "מועצת העיר הצביעה ביום שלישי לסגור את הגשר לאחד עשר חודשים וראש העיר התנצל בפני התושבים",
}


@pytest.mark.parametrize("tag", SUMMARIES)
def test_a_summary_of_one_sentence_tells_its_language(tag: str) -> None:
    guess = guess_language(SUMMARIES[tag])
    assert (guess.tag, guess.certain) == (tag, True)
    assert language_of(SUMMARIES[tag]) == tag


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "12345 67890 % – 14:30",
        "https://lantern.example/news/a-b-c user@host.example",
        "def foo(x): return x+1\nimport os\nfor i in range(10): print(i)",
        "Apple MacBook Pro",
        "ok",
        "🎉🎉🎉",
    ],
)
def test_what_is_no_prose_is_never_certain(text: str) -> None:
    assert not guess_language(text).certain
    assert language_of(text, ("de-AT",)) == "de"


def test_a_text_in_two_languages_is_the_one_that_most_of_it_is_in() -> None:
    mixed = f"{SUMMARIES['en']} {SUMMARIES['en']} “Wir schaffen das”, said the mayor. "
    assert language_of(mixed) == "en"
    even = "The mayor said: «Wir schaffen das, und zwar morgen» and left the room."
    assert not guess_language(even).certain


def test_a_clear_text_decides_against_what_page_and_feed_say() -> None:
    assert language_of(SUMMARIES["de"], ("en", "en-US")) == "de"


def test_near_relatives_are_told_apart_by_what_the_page_says() -> None:
    danish = "Ministeren siger at det er en god dag for alle"
    assert language_of(danish, ("nb-NO",)) in ("no", "da")
    assert language_of(danish, ("da",)) == "da"
    assert language_of("Ministar kaže da je to dobar dan za sve", ("hr",)) == "hr"


def test_too_short_a_text_is_in_the_language_that_the_page_says() -> None:
    assert language_of("Tesla Model Y", ("", "sv-SE")) == "sv"
    assert language_of("Tesla Model Y", ("x-nonsense!",)) == ""


@pytest.mark.parametrize("said", ["en", "", "und"])
def test_an_article_carries_the_language_of_its_text(said: str) -> None:
    text = "".join(
        f"<p>{SUMMARIES['de']} Die Sperrung Nummer {n} kostet {n * 7} Euro am Tag.</p>"
        for n in range(8)
    )
    html = f"<html lang='{said}'><body><article><h1>Brücke zu</h1>{text}</article></body>"
    url = "https://laterne.example/a/bruecke-wird-fuer-elf-monate-gesperrt"
    page = Page(url, url, "text/html; charset=utf-8", html.encode())
    article = extract(page, min_words=60).article
    assert article is not None
    assert article.language == "de"


def test_a_text_handed_in_has_its_language_too() -> None:
    article = extract_text(SUMMARIES["fr"], "").article
    assert article is not None
    assert article.language == "fr"


@settings(deadline=None)
@given(st.text(max_size=400), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_has_a_language_or_none(text: str, said: list[str]) -> None:
    tag = language_of(text, said)
    assert tag == "" or (tag.isascii() and tag.isalpha() and tag.islower() and len(tag) in (2, 3))
    assert language_of(text, said) == tag
