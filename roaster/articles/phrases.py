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
    "already have a subscription", "for subscribers only", "for paid subscribers",
    "for paying subscribers", "to keep reading", "subscribe to continue", "to continue reading",
    "this post is for subscribers", "um weiterzulesen",
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

PAYWALL_CALLS = (
    "to continue reading", "to keep reading", "to read on", "to read the full", "to read the rest",
    "subscribe to continue", "subscribe to read", "subscribe now to read", "to unlock this",
    "to read the whole", "this post is for paid", "this post is for paying",
    "this post is for subscribers", "this article is for subscribers", "unlock this article",
    "this content is for subscribers", "the rest of this article is", "keep reading with a",
    "this is premium content", "you have reached your limit of", "you've reached your limit of",
    "you have reached your article limit", "continue reading with a", "for full access to this",
    "weiterlesen mit", "jetzt weiterlesen", "diesen artikel weiterlesen", "um weiterzulesen",
    "exklusiv für abonnenten", "artikel ist abonnenten vorbehalten", "mit einem abo lesen",
    "réservé aux abonnés", "réservé à nos abonnés", "abonnez-vous pour lire",
    "pour lire la suite", "la suite est réservée", "poursuivre votre lecture",
    "para seguir leyendo", "exclusivo para suscriptores", "solo para suscriptores",
    "exclusivo para assinantes", "assine para continuar", "riservato agli abbonati",
    "abbonati per continuare", "lees verder met een", "alleen voor abonnees",
    "kun for abonnenter", "fortsæt med at læse", "endast för prenumeranter", "läs vidare med",
    "vain tilaajille", "tylko dla prenumeratorów", "pozostało do przeczytania",
    "только для подписчиков", "この記事は有料会員", "有料会員限定", "会員限定記事",
    "仅限订阅用户", "订阅后继续阅读", "구독자 전용",
)  # fmt: skip
"""What a wall says in place of the rest: a short line of it is enough behind a short text."""

CONSENT = (
    "accept all cookies", "cookies settings", "storing of cookies", "agree to the use of cookies",
    "use of cookies", "cookies and data to", "reject all cookies", "only necessary cookies",
    "nutzung von cookies", "nutzung aller cookies", "akzeptieren und weiter", "pur-abo",
    "zustimmung erforderlich", "mit werbung und tracking", "cookies zustimmen",
    "utilisons des cookies", "avec votre accord",
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
    "please verify you are a human", "bot detection", "you are a human (and not a bot)",
    "not made by a robot", "confirm you are human", "prove you are human", "are you human",
    "please enable js and disable any ad blocker", "incapsula incident id", "cloudflare ray id",
    "automated access", "unusual activity from your", "why have i been blocked",
    "you don't have permission to access", "enable javascript and cookies to continue",
    "ich bin kein roboter", "je ne suis pas un robot", "no soy un robot",
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

LOGIN_TITLES = (
    "log in", "login", "sign in", "signin", "log on", "welcome back", "anmelden", "einloggen",
    "anmeldung", "connexion", "se connecter", "identifiez-vous", "iniciar sesión", "accedi",
    "entrar", "inloggen", "logga in", "log ind", "zaloguj", "войти", "вход", "ログイン", "登录",
    "로그인",
)  # fmt: skip

PARKED = (
    "this domain is for sale", "domain is for sale", "buy this domain", "domain may be for sale",
    "this domain is parked", "parked free", "domain parking", "has been registered and is parked",
    "this domain has expired", "domain has been suspended", "this web page is parked",
    "diese domain steht zum verkauf", "domain kaufen", "ce domaine est à vendre",
    "este dominio está en venta", "домен продается", "域名出售",
)  # fmt: skip

GONE = (
    "page you are looking for", "page you're looking for", "page you were looking for",
    "page you requested", "page could not be found", "page cannot be found", "page can't be found",
    "can't find the page", "cannot find the page", "couldn't find the page", "page does not exist",
    "page doesn't exist", "page no longer exists", "page has been removed", "story is no longer",
    "article is no longer available", "content is no longer available", "page was not found",
    "seite wurde nicht gefunden", "seite existiert nicht", "seite konnte nicht gefunden",
    "page demandée", "cette page n'existe", "página que busca", "página que buscas",
    "página não existe", "pagina che cercavi", "pagina bestaat niet", "sidan finns inte",
    "страница не найдена", "お探しのページ", "页面不存在", "您访问的页面",
)  # fmt: skip

GONE_TITLES = (
    "404", "page not found", "not found", "seite nicht gefunden", "page introuvable",
    "página no encontrada", "página não encontrada", "pagina non trovata", "pagina niet gevonden",
    "sidan hittades inte", "страница не найдена", "nie znaleziono strony", "410 gone",
    "die seite wurde nicht gefunden", "error 404", "fehler 404", "erreur 404", "http 404",
    "oops", "410", "nothing found", "story not found", "article not found",
    "sorry, page not found", "we couldn't find", "this page does not exist",
    "this page isn't available", "お探しのページ", "页面不存在", "页面未找到",
)  # fmt: skip

CUT_ENDS = (
    "…", "...", "[…]", "[...]", "[&#8230;]", "continue reading", "read more", "read more »",
    "weiterlesen", "mehr lesen", "lire la suite", "leer más", "seguir leyendo", "leia mais",
    "continua a leggere", "lees verder", "läs mer", "читать далее", "阅读全文", "続きを読む",
)  # fmt: skip
"""How a text ends that was cut: the feed's teaser, not the article."""
