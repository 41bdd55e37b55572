"""The words of walls, as data: what pages say instead of their article, in several languages.

Lower case, as they stand in running text. Each phrase is long enough not to occur by chance in an
article, and none of them refuses a page alone: `gates` asks for a short text as well.
"""

from __future__ import annotations

PAYWALL = (
    "subscribe to continue reading", "subscribe to read", "subscribe to keep reading",
    "to continue reading, please", "to continue reading this article", "continue reading with a",
    "to read the full story, subscribe", "to read the full article", "subscribe now to read",
    "already a subscriber?", "already a subscriber ?", "already subscribe?",
    "already have a subscription", "for subscribers only",
    "this article is for subscribers", "this content is for subscribers", "subscriber-only content",
    "exclusive to subscribers", "become a subscriber", "become a member to read",
    "register to continue reading", "sign in to continue reading", "log in to continue reading",
    "log in to read", "create a free account to continue", "unlock this article",
    "this is premium content", "you have reached your limit of free articles",
    "you've reached your limit of free", "you have reached your article limit",
    "start your free trial",
    "try unlimited access", "only for subscribers", "the rest of this article is",
    "weiterlesen mit", "jetzt weiterlesen", "diesen artikel weiterlesen", "nur für abonnenten",
    "exklusiv für abonnenten", "sie sind bereits abonnent", "bereits abonnent?",
    "jetzt abonnieren und",
    "artikel ist abonnenten vorbehalten", "mit einem abo lesen",
    "réservé aux abonnés", "réservé à nos abonnés", "abonnez-vous pour lire", "pour lire la suite",
    "déjà abonné", "il vous reste", "la suite est réservée", "poursuivre votre lecture",
    "para seguir leyendo", "suscríbete para", "exclusivo para suscriptores",
    "solo para suscriptores",
    "hazte suscriptor", "ya eres suscriptor", "regístrate para seguir leyendo",
    "conteúdo exclusivo para assinantes", "exclusivo para assinantes",
    "assine para continuar lendo",
    "já é assinante", "contenuto riservato agli abbonati", "riservato agli abbonati",
    "abbonati per continuare", "sei già abbonato", "alleen voor abonnees", "lees verder met een",
    "al abonnee?", "kun for abonnenter", "fortsæt med at læse", "endast för prenumeranter",
    "läs vidare med", "vain tilaajille", "tylko dla prenumeratorów", "pozostało do przeczytania",
    "только для подписчиков", "この記事は有料会員", "有料会員限定", "会員限定記事", "仅限订阅用户",
    "订阅后继续阅读", "구독자 전용",
)  # fmt: skip

CONSENT = (
    "we value your privacy", "we and our partners", "we use cookies", "this site uses cookies",
    "uses cookies to", "before you continue", "accept all", "reject all", "manage options",
    "manage cookies", "cookie settings", "cookie preferences", "privacy settings", "your consent",
    "consent to the use", "store and/or access information on a device", "legitimate interest",
    "agree and continue", "accept and continue", "your privacy choices", "iab transparency",
    "wir verwenden cookies", "alle akzeptieren", "zustimmen und weiter", "mit werbung weiterlesen",
    "ihre zustimmung", "datenschutzeinstellungen", "unsere partner", "einwilligung",
    "tout accepter", "nous utilisons des cookies", "nos partenaires", "continuer sans accepter",
    "paramétrer les cookies", "accepter et continuer", "aceptar todo", "utilizamos cookies",
    "nuestros socios", "aceptar y continuar", "rechazar todo", "accetta tutto",
    "utilizziamo i cookie", "i nostri partner", "aceitar todos", "usamos cookies",
    "alles accepteren", "wij gebruiken cookies", "onze partners", "acceptera alla",
    "akceptuję", "używamy plików cookie", "принять все", "файлы cookie",
)  # fmt: skip

ROBOT_CHECK = (
    "verify you are human", "verifying you are human", "are you a robot", "i'm not a robot",
    "checking your browser", "checking if the site connection is secure", "unusual traffic",
    "complete the security check", "please complete the captcha", "enter the characters you see",
    "press & hold to confirm", "access to this page has been denied", "you have been blocked",
    "performance & security by cloudflare", "ddos protection by", "pardon our interruption",
    "please verify you are a human", "bot detection",
)  # fmt: skip
ROBOT_TITLES = (
    "just a moment", "attention required", "access denied", "403 forbidden", "are you a robot",
    "robot check", "security check", "bot verification", "human verification", "please wait",
    "pardon our interruption",
)  # fmt: skip

NEEDS_SCRIPT = (
    "enable javascript", "javascript is required", "javascript is disabled", "requires javascript",
    "turn on javascript", "javascript aktivieren", "aktivieren sie javascript",
    "activer javascript",
    "activez javascript", "habilite javascript", "habilita javascript", "activar javascript",
    "abilita javascript", "ative o javascript", "включите javascript", "请启用javascript",
    "javascriptを有効", "need to enable javascript", "browser is not supported",
    "browser not supported", "update your browser", "upgrade your browser", "outdated browser",
)  # fmt: skip

GONE_TITLES = (
    "404", "page not found", "not found", "seite nicht gefunden", "page introuvable",
    "página no encontrada", "página não encontrada", "pagina non trovata", "pagina niet gevonden",
    "sidan hittades inte", "страница не найдена", "nie znaleziono strony", "410 gone",
)  # fmt: skip

CUT_ENDS = (
    "…", "...", "[…]", "[...]", "[&#8230;]", "continue reading", "read more", "read more »",
    "weiterlesen", "mehr lesen", "lire la suite", "leer más", "seguir leyendo", "leia mais",
    "continua a leggere", "lees verder", "läs mer", "читать далее", "阅读全文", "続きを読む",
)  # fmt: skip
"""How a text ends that was cut: the feed's teaser, not the article."""
