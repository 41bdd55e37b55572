"""Small pages as the usual systems write them: each field is found, the text whole and alone."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from roaster.articles.extract import extract
from roaster.model.news import Page

DAY = "2026-04-10"
TIME = "2026-04-10T08:30:00+00:00"
TITLE = "Town clock runs backwards after its upgrade"
OUTLET = "The Averil Courier"
URL = "https://www.averil-courier.example/2026/04/10/town-clock-runs-backwards"


def paragraphs(text: str, joint: str = " ") -> tuple[str, ...]:
    return tuple(joint.join(block.split()) for block in text.strip().split("\n\n"))


ENGLISH = paragraphs(
    """
The town clock of Port Averil has been running backwards since Monday, when a new
controller was fitted at a cost of 310,000 crowns, the works office said.

Two ferries left before they arrived, and the market closed at ten in the morning
because its traders could not agree on whether the day had begun.

The maker of the controller said that the clock was correct for travellers who walk away
from it, and offered the council a mirror at a reduced price.

An engineer of the works office had pointed to a swapped cable in March. Her report was
filed under weather, where the mayor found it during a thunderstorm.

The council will decide in May whether to turn the cable or the town hall. Until then
the bells stay silent, which 64 percent of residents welcome.
""",
)

GERMAN = paragraphs(
    """
Die Rathausuhr von Überlingsau läuft seit Montag rückwärts, nachdem für 310.000 Euro
eine neue Steuerung eingebaut worden war, wie das Bauamt mitteilte.

Zwei Fähren legten ab, bevor sie angekommen waren. Der Markt schloss um zehn Uhr früh,
weil die Händler sich nicht einigen konnten, ob der Tag begonnen hatte.

Der Hersteller erklärte, die Uhr gehe für alle richtig, die sich von ihr entfernen, und
bot der Stadt größere Spiegel zu ermäßigtem Preis an.

Eine Ingenieurin hatte schon im März auf ein vertauschtes Kabel hingewiesen. Ihr Bericht
lag unter dem Stichwort Wetter, wo ihn der Bürgermeister bei Gewitter fand.

Im Mai entscheidet der Gemeinderat, ob das Kabel oder das Rathaus gedreht wird. Bis
dahin schweigen die Glocken, was die Mehrheit der Bürger begrüßt.
""",
)

JAPANESE = paragraphs(
    """
港町の時計台の時計が月曜日から逆に回っている。市は三十一万円をかけて新しい制御装置を取り付け
たばかりだった。市の担当課が明らかにした。

二隻のフェリーは到着する前に出発し、市場は朝十時に閉まった。商人たちは一日が始まったのかどう
かで意見が一致しなかったという。

装置のメーカーは、時計から遠ざかる人にとっては正しい時刻だと説明し、割引価格で鏡を提供すると
市に申し出た。

市の技術者は三月に配線の取り違えを指摘していた。報告書は天気の棚に保管され、市長が雷雨の日に
見つけた。

市議会は五月に、配線を直すか市庁舎を回すかを決める。それまで鐘は鳴らず、住民の六割が歓迎して
いる。
""",
    "",
)

CHINESE = paragraphs(
    """
港口小镇的钟楼自星期一起开始倒着走，此前镇政府花费三十一万元安装了新的控制器，工程办公室表示
正在调查原因。

两艘渡轮在抵达之前就已出发，市场上午十点关门，因为商贩们无法就这一天是否已经开始达成一致。

控制器制造商称，对于离开钟楼的旅客来说时间是正确的，并表示愿意以优惠价格向镇政府提供一面镜子
。

工程办公室的一名工程师早在三月就指出电缆接反了。她的报告被归入天气类，镇长在雷雨天才发现。

镇议会将于五月决定是调换电缆还是转动市政厅。在此之前钟声将保持沉默，六成居民对此表示欢迎。
""",
    "",
)

ARABIC = paragraphs(
    """
تسير ساعة البلدة إلى الوراء منذ يوم الاثنين بعد تركيب جهاز تحكم جديد بكلفة ثلاثمئة وعشرة
آلاف دينار كما أعلن مكتب الأشغال في البلدة صباح اليوم.

غادرت عبّارتان قبل أن تصلا وأغلق السوق أبوابه في العاشرة صباحا لأن التجار لم يتفقوا على
ما إذا كان النهار قد بدأ أم انتهى في ذلك الوقت.

وقالت الشركة المصنعة إن الساعة صحيحة لمن يبتعد عنها من المسافرين وعرضت على المجلس مرآة
كبيرة بسعر مخفض حتى نهاية الشهر المقبل.

وكانت مهندسة في مكتب الأشغال قد أشارت في آذار إلى سلك معكوس لكن تقريرها حفظ في باب الطقس
حيث عثر عليه رئيس البلدية أثناء عاصفة رعدية.

وسيقرر المجلس في أيار ما إذا كان سيدير السلك أم مبنى البلدية وحتى ذلك الحين تبقى الأجراس
صامتة وهو ما يرحب به معظم السكان في البلدة القديمة.
""",
)

HEBREW = paragraphs(
    """
שעון העיר הולך לאחור מאז יום שני לאחר שהותקן בו בקר חדש בעלות של שלוש מאות ועשרה אלף
שקלים, כך נמסר ממשרד העבודות של העירייה הבוקר.

שתי מעבורות יצאו לפני שהגיעו והשוק נסגר בעשר בבוקר משום שהסוחרים לא הצליחו להסכים אם
היום כבר התחיל או שמא הוא כבר הסתיים.

יצרן הבקר מסר כי השעון מדויק עבור נוסעים המתרחקים ממנו והציע למועצה מראה גדולה במחיר
מוזל עד סוף החודש הבא ללא דמי משלוח.

מהנדסת במשרד העבודות הצביעה כבר במרץ על כבל הפוך. הדוח שלה תויק תחת מזג האוויר ושם מצא
אותו ראש העיר במהלך סופת רעמים גדולה.

המועצה תחליט במאי אם לסובב את הכבל או את בניין העירייה. עד אז ישתקו הפעמונים ורוב
התושבים מברכים על השקט החדש בעיר העתיקה.
""",
)

FRENCH = paragraphs(
    """
L’horloge de la ville tourne à l’envers depuis lundi, après la pose d’un nouveau boîtier
qui a coûté 310 000 euros, a indiqué le service des travaux.

Deux bacs sont partis avant d’être arrivés, et le marché a fermé à dix heures du matin,
faute d’accord entre les marchands sur le début de la journée.

Le fabricant assure que l’heure est exacte pour les voyageurs qui s’éloignent, et a
proposé à la mairie un grand miroir à prix réduit jusqu’en juin.

Une ingénieure avait signalé dès mars un câble inversé. Son rapport avait été classé à
la rubrique météo, où le maire l’a trouvé un jour d’orage.

Le conseil décidera en mai s’il faut tourner le câble ou l’hôtel de ville. D’ici là les
cloches se taisent, ce que la plupart des habitants apprécient.
""",
)

MENU = "<nav><ul><li><a href=/>Home</a></li><li><a href=/world>World</a></li></ul></nav>"
FOOT = "<footer><p>© 2026 The Averil Courier. All rights reserved.</p><a>Terms</a></footer>"
RELATED = (
    "<section class=related><h3>Related stories</h3><ul><li><a href=/a>Ferry buys a bridge</a></li>"
    "<li><a href=/b>Swans close the harbour</a></li></ul></section>"
)


def p(texts: tuple[str, ...] = ENGLISH, tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def page(head: str, body: str, *, lang: str = "en", html: str = "") -> str:
    return (
        f'<!doctype html><html {html} lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    )


@dataclass(frozen=True)
class Case:
    markup: str | bytes
    title: str = TITLE
    day: str = DAY
    authors: tuple[str, ...] = ("Mara Quill",)
    text: tuple[str, ...] = ENGLISH
    url: str = URL
    found_url: str = URL
    content_type: str = "text/html; charset=utf-8"
    language: str = "en"


def meta(**more: str) -> str:
    given = {"og:title": TITLE, "og:type": "article", "og:site_name": OUTLET, **more}
    return f"<title>{TITLE} - {OUTLET}</title>" + "".join(
        f'<meta property="{name}" content="{value}">' for name, value in given.items()
    )


CASES: dict[str, Case] = {
    "WordPress with Yoast": Case(
        page(
            meta(**{"article:published_time": TIME})
            + ld(
                {
                    "@graph": [
                        {"@type": "WebSite", "@id": "#w", "name": OUTLET},
                        {"@type": "Person", "@id": "#p", "name": "Mara Quill"},
                        {
                            "@type": ["Article", "NewsArticle"],
                            "headline": TITLE,
                            "datePublished": TIME,
                            "author": {"@id": "#p"},
                        },
                    ]
                }
            ),
            f"{MENU}<article class='post hentry'><h1 class=entry-title>{TITLE}</h1><div class='"
            f"entry-content'>{p()}<div class=sharedaddy><h3>Share this:</h3></div></div></article>"
            f"{RELATED}{FOOT}",
        )
    ),
    "WordPress without plugins": Case(
        page(
            f"<title>{TITLE} – {OUTLET}</title>",
            f"{MENU}<article><h1 class=entry-title>{TITLE}</h1><div class=entry-meta>Posted on "
            f"<time class='entry-date published' datetime={TIME}>April 10</time> by <a rel=author "
            f"href=/author/mara>Mara Quill</a></div><div class=entry-content>{p()}</div></article>",
        )
    ),
    "Ghost": Case(
        page(
            meta(**{"article:published_time": TIME, "article:publisher": "https://x.example"})
            + ld(
                {
                    "@type": "Article",
                    "headline": TITLE,
                    "datePublished": TIME,
                    "author": {"@type": "Person", "name": "Mara Quill", "sameAs": []},
                    "publisher": {"@type": "Organization", "name": OUTLET},
                }
            ),
            f"<article class='gh-article post'><header><h1>{TITLE}</h1></header><section class='"
            f"gh-content'>{p()}</section></article><section class=footer-cta><h2>Sign up for more"
            "</h2></section>",
        )
    ),
    "Drupal with Dublin Core": Case(
        page(
            f"<title>{TITLE} | {OUTLET}</title><meta name='dcterms.title' content='{TITLE}'>"
            f"<meta name='dcterms.date' content='{TIME}'><meta name='dcterms.creator' content='"
            "Mara Quill'>",
            f"{MENU}<div class='node node--type-article'><h1>{TITLE}</h1><div class='field "
            f"field--name-body'>{p()}</div></div>{FOOT}",
        )
    ),
    "Substack": Case(
        page(
            f"<title>{TITLE} - by Mara Quill</title><meta property='og:title' content='{TITLE}'>"
            + ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "datePublished": TIME,
                    "isAccessibleForFree": True,
                    "author": [{"@type": "Person", "name": "Mara Quill"}],
                }
            ),
            f"<article class='newsletter-post post'><h1 class=post-title>{TITLE}</h1><div class='"
            f"available-content'><div class='body markup'>{p()}</div></div></article><div class='"
            "subscribe-widget'>Subscribe</div>",
        )
    ),
    "Blogger": Case(
        page(
            f"<title>{OUTLET}: {TITLE}</title><meta property='og:title' content='{TITLE}'>",
            f"<div class='post hentry' itemscope><h3 class='post-title entry-title'>{TITLE}</h3>"
            f"<div class='post-body entry-content' itemprop=articleBody>{p()}</div><div class='"
            "post-footer'>Posted by <span itemprop=author itemscope><span itemprop=name>Mara Quill"
            f"</span></span> at <abbr class=published itemprop=datePublished title='{TIME}'><time "
            f"pubdate datetime='{TIME}'>08:30</time></abbr></div></div>",
        )
    ),
    "Arc": Case(
        page(
            meta()
            + ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE.replace("'", "&#39;"),
                    "datePublished": "2026-04-10T08:30:00.000Z",
                    "author": [{"@type": "Person", "name": "By Mara Quill"}],
                }
            ),
            f"<div id=fusion-app><main><h1>{TITLE}</h1><article class='b-article-body'>{p()}<p>"
            "Read more: Ferry buys a second bridge</p></article></main></div>",
        )
    ),
    "broadcaster with text blocks": Case(
        page(
            meta().replace(f" - {OUTLET}", f" - {OUTLET} News")
            + ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "datePublished": TIME,
                    "author": {"@type": "Person", "name": "Mara Quill"},
                }
            ),
            f"<main><article><h1>{TITLE}</h1><div data-component=byline-block>Mara Quill</div>"
            + "".join(f"<div data-component=text-block><p>{text}</p></div>" for text in ENGLISH)
            + f"<div data-component=links-block>{RELATED}</div></article></main>",
        )
    ),
    "newspaper with author links in meta": Case(
        page(
            meta(
                **{
                    "article:published_time": TIME,
                    "article:author": "https://www.averil-courier.example/profile/mara",
                }
            )
            + "<meta name=author content='Mara Quill'>",
            f"<main><h1>{TITLE}</h1><div id=maincontent>{p()}</div></main>{RELATED}{FOOT}",
        )
    ),
    "agency with parsely": Case(
        page(
            f"<title>{TITLE} | {OUTLET}</title><meta name=parsely-title content='{TITLE}'><meta "
            f"name=parsely-pub-date content={TIME}><meta name=parsely-author content='Mara Quill'>",
            f"<article><h1>{TITLE}</h1>{p()}<p>Our Standards: The Thomson Reuters Trust Principles."
            "</p></article>",
        )
    ),
    "sailthru": Case(
        page(
            f"<title>{TITLE}</title><meta name='sailthru.date' content='2026-04-10 08:30'>"
            "<meta name='sailthru.author' content='Mara Quill'>",
            f"<article><h1>{TITLE}</h1>{p()}</article>",
        )
    ),
    "a journal with citation_*": Case(
        page(
            f"<title>{TITLE}</title><meta name=citation_title content='{TITLE}'><meta name='"
            "citation_publication_date' content='2026/04/10'><meta name=citation_author content='"
            "Mara Quill'>",
            f"<main><h1>{TITLE}</h1>{p()}</main>",
        )
    ),
    "microdata only": Case(
        page(
            f"<title>{TITLE}</title>",
            "<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop=headline>"
            f"{TITLE}</h1><meta itemprop=datePublished content='{TIME}'><span itemprop=author>By "
            f"Mara Quill</span><div itemprop=articleBody>{p()}</div></div>",
        )
    ),
    "AMP with canonical": Case(
        page(
            f"<meta charset=utf-8><title>{TITLE}</title><link rel=canonical href='{URL}'>"
            + ld(
                {
                    "@type": "NewsArticle",
                    "mainEntityOfPage": URL,
                    "headline": TITLE,
                    "datePublished": TIME,
                    "author": {"@type": "Person", "name": "Mara Quill"},
                }
            ),
            f"<amp-sidebar>{MENU}</amp-sidebar><article><h1>{TITLE}</h1><amp-img src=x></amp-img>"
            f"{p()}</article>",
            html="amp",
        ),
        url="https://www.averil-courier.example/amp/2026/04/10/town-clock-runs-backwards",
    ),
    "AMP without canonical": Case(
        page(
            f"<title>{TITLE}</title><meta name=author content='Mara Quill'>",
            f"<article><h1>{TITLE}</h1><time datetime={DAY} class=published></time>{p()}</article>",
            html="⚡",
        )
    ),
    "old table layout": Case(
        "<html><head><title>Averil Courier - Town clock runs backwards after its upgrade</title>"
        "<meta name=date content=2026-04-10><meta name=author content='Mara Quill'></head><body>"
        "<table><tr><td width=120><a href=/>Home</a><br><a href=/news>News</a></td><td>"
        "<font size=5><b>"
        f"{TITLE}</b></font><br><br>{'<br><br>'.join(ENGLISH)}</td></tr></table></body></html>"
    ),
    "PHP site in windows-1252": Case(
        page(
            "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>"
            f"<title>{TITLE}</title><meta name=date content='10 April 2026'>"
            "<meta name=author content='Mara Quill'>",
            f"<h1>{TITLE}</h1><div id=content>{p(FRENCH)}</div>",
            lang="fr",
        ).encode("cp1252"),
        text=FRENCH,
        url="http://www.averil-courier.example/news.php?id=412",
        found_url="http://www.averil-courier.example/news.php?id=412",
        content_type="text/html",
        language="fr",
    ),
    "German in ISO-8859-15": Case(
        page(
            "<meta charset=iso-8859-15><title>Rathausuhr läuft rückwärts | Überlingsauer Bote"
            "</title><meta property=og:site_name content='Überlingsauer Bote'>"
            f"<meta name=date content={TIME}>",
            f"<h1>Rathausuhr läuft rückwärts</h1><p class=byline>Von Jörg Öllers</p>{p(GERMAN)}",
            lang="de",
        ).encode("iso-8859-15"),
        title="Rathausuhr läuft rückwärts",
        authors=("Jörg Öllers",),
        text=GERMAN,
        content_type="text/html",
        language="de",
    ),
    "UTF-8 said to be ISO-8859-1": Case(
        page(
            "<meta charset=iso-8859-1><title>Rathausuhr läuft rückwärts</title><meta name=date "
            f"content={TIME}><meta name=author content='Jörg Öllers'>",
            f"<h1>Rathausuhr läuft rückwärts</h1>{p(GERMAN)}",
            lang="de",
        ).encode(),
        title="Rathausuhr läuft rückwärts",
        authors=("Jörg Öllers",),
        text=GERMAN,
        content_type="text/html; charset=iso-8859-1",
        language="de",
    ),
    "Japanese in Shift_JIS": Case(
        page(
            "<meta charset=shift_jis><title>時計台の時計が逆回り｜港新聞</title><meta property='"
            "article:published_time' content='2026-04-10T17:30:00+09:00'>"
            "<meta property=og:site_name content=港新聞>"
            "<meta name=author content='山田 記者'>",
            f"<article><h1>時計台の時計が逆回り</h1>{p(JAPANESE)}</article>",
            lang="ja",
        ).encode("cp932"),
        title="時計台の時計が逆回り",
        authors=("山田",),
        text=JAPANESE,
        content_type="text/html",
        language="ja",
    ),
    "Chinese in GB2312": Case(
        page(
            "<meta charset=gb2312><title>镇钟楼倒着走_港口新闻网</title><meta name=publishdate "
            f"content={DAY}><meta name=author content=李明>",
            f"<h1>镇钟楼倒着走</h1><div class=article-content>{p(CHINESE)}</div>",
            lang="zh-CN",
        ).encode("gb18030"),
        title="镇钟楼倒着走",
        authors=("李明",),
        text=CHINESE,
        content_type="text/html",
        language="zh",
    ),
    "Arabic": Case(
        page(
            "<title>ساعة البلدة تسير إلى الوراء</title><meta property='article:published_time' "
            f"content={TIME}><meta name=author content='سلمى نور'>",
            f"<article dir=rtl><h1>ساعة البلدة تسير إلى الوراء</h1>{p(ARABIC)}</article>",
            lang="ar",
        ),
        title="ساعة البلدة تسير إلى الوراء",
        authors=("سلمى نور",),
        text=ARABIC,
        language="ar",
    ),
    "Hebrew": Case(
        page(
            "<title>שעון העיר הולך לאחור</title><meta property='article:published_time' "
            f"content={TIME}><meta name=author content='נועה לוי'>",
            f"<article dir=rtl><h1>שעון העיר הולך לאחור</h1>{p(HEBREW)}</article>",
            lang="he",
        ),
        title="שעון העיר הולך לאחור",
        authors=("נועה לוי",),
        text=HEBREW,
        language="he",
    ),
    "an author that is the outlet, and a byline": Case(
        page(
            meta(**{"article:published_time": TIME})
            + f"<meta name=author content='{OUTLET}'>"
            + ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "author": {"@type": "Organization", "name": OUTLET},
                    "publisher": {"@type": "Organization", "name": OUTLET},
                }
            ),
            f"<article><h1>{TITLE}</h1><div class=byline>By Mara Quill and Tom Reed, 10 April</div>"
            f"{p()}</article>",
        ),
        authors=("Mara Quill", "Tom Reed"),
    ),
    "authors as strings, HTML in values": Case(
        page(
            meta()
            + ld(
                [
                    {"@type": "BreadcrumbList", "itemListElement": []},
                    {
                        "@type": "NewsArticle",
                        "headline": f"<b>{TITLE}</b>",
                        "datePublished": TIME,
                        "author": ["Mara Quill", "Tom Reed"],
                        "articleBody": "".join(f"<p>{text}</p>" for text in ENGLISH),
                    },
                ]
            ),
            f"<article><h1>{TITLE}</h1>{p(ENGLISH[:2])}</article>",
        ),
        authors=("Mara Quill", "Tom Reed"),
    ),
    "paragraphs as divs": Case(
        page(
            meta(**{"article:published_time": TIME}) + "<meta name=author content='Mara Quill'>",
            f"{MENU}<div class=story><h1>{TITLE}</h1>{p(ENGLISH, 'div')}</div>{FOOT}",
        )
    ),
    "promotions between paragraphs": Case(
        page(
            meta(**{"article:published_time": TIME}) + "<meta name=author content='Mara Quill'>",
            f"<article><h1>{TITLE}</h1>{p(ENGLISH[:2])}<p>Sign up for our newsletter and get the "
            f"day in your inbox.</p><p>Advertisement</p>{p(ENGLISH[2:4])}<p>READ MORE: Swans close "
            f"the harbour again</p>{p(ENGLISH[4:])}<p>Follow us on Facebook</p><p>© 2026 Averil "
            "Courier</p></article>",
        )
    ),
    "a section in the title": Case(
        page(
            f"<title>{TITLE} | Town | {OUTLET}</title><meta property=og:site_name content='"
            f"{OUTLET}'><meta name=date content={TIME}>"
            f"<meta name=twitter:title content='{TITLE} | {OUTLET}'>"
            "<meta name=byl content='By Mara Quill'>",
            f"<article><h1>{TITLE}</h1>{p()}</article>",
        )
    ),
}

PROMOTIONS = (
    "Sign up",
    "Read more",
    "READ MORE",
    "Related stories",
    "rights reserved",
    "Share this",
)


@pytest.mark.parametrize("name", CASES)
def test_every_field_of_a_page_is_found(name: str) -> None:
    case = CASES[name]
    body = case.markup if isinstance(case.markup, bytes) else case.markup.encode()
    reading = extract(Page(case.url, case.url, case.content_type, body), min_words=60)
    article = reading.article
    assert article is not None, reading.reason
    assert article.title == case.title
    assert article.published is not None
    assert article.published.date().isoformat() == case.day
    assert article.authors == case.authors
    assert article.url == case.found_url
    assert article.language == case.language
    paragraphs = article.text.split("\n\n")
    assert paragraphs[0].startswith(case.text[0][:60])
    assert paragraphs[-1].endswith(case.text[-1][-60:])
    assert all(text in article.text for text in case.text)
    assert not any(words in article.text for words in PROMOTIONS)


def test_there_are_enough_kinds_of_pages() -> None:
    assert len(CASES) >= 25


@pytest.mark.parametrize(
    "paragraph",
    [
        "The company asked its readers to subscribe to the newsletter, the report says.",
        "More than 40 ferries were late on Monday.",
        "Watch dealers in Port Averil sold 310 clocks that run in both directions.",
        "Follow the cable, the engineer told the council, and you will find the invoice.",
        "Related costs of 40,000 crowns were not planned, the auditors found.",
        "Photographs of the clock were sold at 9 crowns each.",
        "Two thirds of the comments below the mayor's post were the mayor's.",
        "Residents left 900 complaints in the comments, said the council.",
    ],
)
def test_running_text_is_no_furniture(paragraph: str) -> None:
    middle = p((*ENGLISH[:2], paragraph, *ENGLISH[2:]))
    markup = page(meta(), f"<article><h1>{TITLE}</h1>{middle}</article>")
    article = extract(Page(URL, URL, "text/html", markup.encode()), min_words=60).article
    assert article is not None
    assert paragraph in article.text


@pytest.mark.parametrize(
    "paragraph",
    [
        "What about you? Share your thoughts on the clock in the comments below.",
        "Let us know in the comments.",
        "Leave your verdict in the comments section!",
        "Was haltet ihr davon? Schreibt es uns in den Kommentaren!",
    ],
)
def test_what_asks_readers_for_comments_is_furniture(paragraph: str) -> None:
    markup = page(meta(), f"<article><h1>{TITLE}</h1>{p((*ENGLISH, paragraph))}</article>")
    article = extract(Page(URL, URL, "text/html", markup.encode()), min_words=60).article
    assert article is not None
    assert paragraph not in article.text
