"""What is never joked about, found by words in their context, as data. Pure.

Deaths, disasters, violence, suicide, illness, minors, private persons, unproven accusations.
The gate leans to stopping: an event held back by mistake is listed and can be roasted by hand, a
joke about the dead cannot be taken back. Figures of speech ("killed the feature", "dead simple")
are taken out first; then a hit in the title or the first paragraph is enough, a single one deep
in the text is not.

One pattern a line, lower case, always whole words. A space stands for spaces or a hyphen; THING,
COUNT and PERSON for the lists of those names; the rest is a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from roaster.text.clean import clean_line, clean_text, cut
from roaster.text.sentences import sentences

# What can be killed, die, crash or be attacked without anybody being hurt.
_THING = """
account accounts ad ads api app apps application battery bill bitcoin branch brand browser bug
business buzz cable code company competition competitor console conversation cookie cookies
creativity crypto deal device dream email extension feature features film format framework
franchise game headphone hope hopes hype idea industry internet jack joke language laptop
legislation link links market meeting meetings merger metaverse model momentum motion movie music
newspaper nft nfts office page password passwords paywall pc phone plan plans platform plugin port
print process product products productivity program programme project proposal protocol rally
reader rival rumor rumour sdk search seo series server service services session show site standard
start.?up stock streaming subscription tab theory thread tier tool tv update version vibe web
website weekend
"""
_COUNT = """
[0-9][0-9,.]* one two three four five six seven eight nine ten dozens scores hundreds thousands
several many
"""
_PERSON = """
actor actress baby boy boys child children civilian civilians cyclist daughter driver father
firefighter girl girls husband journalist journalists man men mother officer officers passenger
passengers pedestrian people person police protester protesters resident residents singer soldier
soldiers son star student students teen teenager teens toddler victim victims wife woman women
worker workers
"""

# Between "kill" and a thing these words say that somebody was hurt after all.
_HURT = f"{_COUNT} {_PERSON} in at by during when while after on near and outside inside over with"
_BOSS = f"{_PERSON} founder owner executive ceo chief boss employee manager engineer host director"

_FIGURATIVE = """
kill(?:s|ed|ing)?(?: off)?(?: (?!HURT\\b)[\\w'-]+){0,4}? THING(?! BOSS\\b)
THING (?:that )?(?:was|were|is|are|has been|have been|gets?|got) (?:killed|dead|dying|murdered)
(?:app|battery|bill|console|deal|feature|laptop|phone|plan|project|startup|start up) (?:died|dies)
(?:deaths?|murder|killing) of (?:(?!HURT\\b)[\\w'-]+ ){0,3}?THING(?! BOSS\\b)
killed by google
killer (?:apps?|features?|whales?|robots?|instinct|deals?|use cases?|products?)
kill (?:switch(?:es)?|bill|commands?|signal|chain|ratio|zone|it|9)
killing (?:it|time|joke)
ma(?:k|d)(?:e|ing) a killing
dead (?:simple|easy|ends?|on|on arrival|weight|heat|zones?|cat bounce|pixels?|letters?|links?|code)
dead (?:horse|ringer|wrong|right|set|last|reckoning|sea|air|serious|slow|cent(?:er|re)|tree|drop)
dead (?:keys?|batter(?:y|ies)|languages?|poets|space|rising|internet theory|man's switch)
dead (?:in the water|of (?:night|winter)|to me)
(?:drop|brain|grateful|walking|evil) dead
red dead redemption
(?:back|returns?|returned|rise[sn]?|raised|risen) from the dead
play(?:s|ed|ing)? dead
(?:left for|over my|day of the) dead(?: body)?
(?:blue|black|red|pink|white|green|spinning) (?:screen|ring|wheel|light|beachball)s? of death
(?:near|sudden) death
death (?:star|march|spiral|knell|metal|tax(?:es)?|stare|valley|grip|match|cross|stranding|note)
death by (?:a thousand|powerpoint|committee)
(?:done|bored|scared|worried|tickled|regulated|taxed) to death
life (?:and|or) death
death of a salesman
dying (?:to|for|breed|art|industry|format|trend)
die (?:hard|cut|cast|shrink|size|shot|area)s?
(?:silicon|chip|cpu|gpu|compute|monolithic) dies?
to die for
(?:old habits|never say|refuses? to|won't|will not|never) die
died? (?:laughing|of (?:embarrassment|boredom|laughter))
fatal (?:errors?|exceptions?|flaws?|blow|mistakes?|attraction|signal|weakness|frame)
fatally flawed
(?:trade|price|bidding|format|culture|browser|console|streaming|platform) wars?
(?:flame|edit|turf|talent|generation) wars?
(?:patent|chip|currency|class|meme|word|prank|star|cola|content|search|cyber|cloud|ai|cold) wars?
wars? on (?!terror|gaza|ukraine|iran)[a-z]+
war (?:rooms?|chests?|stor(?:y|ies)|games?|of words|for talent)
attack(?:s|ed|ing)? on (?:the )?(?:inflation|prices|costs?|debt|poverty|bureaucracy|red tape)
attack(?:s|ed|ing)? on (?:waste|competition|free speech|science|encryption|privacy|titan|spam)
attack (?:surface|vectors?|ads?|dog|lines?|paths?|chain|tree)
(?:cyber|ddos|denial of service|phishing|ransomware|malware|hacking|supply chain) attacks?
(?:brute force|side channel|replay|injection|man in the middle|dos|bot|spam) attacks?
(?:sybil|verbal|personal|panic) attacks?
cyberattacks?
shoot(?:s|ing)? for the (?:stars|moon)
shoot(?:s|ing)? the (?:breeze|messenger|moon|videos?|film|movie|scenes?|trailer|series|sequel)
shoot(?:s|ing)? (?:videos?|footage|photos?|photographs?|pictures|films?|movies?|raw|stills)
shoot(?:s|ing)? (?:hoops|\\d+k)
shoot(?:s|ing)? (?:it|him|her|your|our)?(?:self|selves|themselves) in the foot
(?:shot|shoot|shoots|shooting) (?:down|up)(?! dead)
(?:photo|video|film|movie|fashion|penalty|location) ?(?:shoots?|shootings?|shootouts?)
troubleshoot\\w*
shooting (?:stars?|guards?|percentage|range|modes?|schedule|script|style|locations?)
(?:starts?|started|began|begins|finish(?:es|ed)?|wrap(?:s|ped)) shooting
(?:first|third) person shooters?
shooters? (?:games?|genre|franchise|video)
shot (?:on|with|by|in) (?:an? )?(?:iphone|film|camera|location|\\d+mm|imax|\\dk|pixel)
(?:long|moon|screen|head|mug|snap|slap|parting|cheap|best|one|hot|big) ?shots?
bombshells?
photobomb\\w*
(?:time|bath|logic|zip|fork|love|sex|google|review|zoom|cherry) ?bomb(?:s|ed|ing|ings)?
explosi(?:on|ve) (?:of|in|growth|popularity|demand|rise|claims?|allegations?|report|use)
(?:population|cambrian|combinatorial) explosion
crash(?:es|ed|ing)? (?:(?:the|its|your|my|an?|this) )?(?:THING|computer|party|economy|system)
(?:THING|system|price|economic|financial|computer)s? crash(?:es|ed)?
crash (?:course|reports?|tests?|log|dump)
child (?:process(?:es)?|class(?:es)?|nodes?|themes?|elements?|domains?|keys?|tables?|components?)
child (?:windows?|workflows?|support|care|proof|tax|benefits?|accounts?)
(?:orphan(?:ed)?|zombie|parent) (?:process(?:es)?|files?|pages?|blocks?)
(?:poster|inner|problem|golden|love|wild|destiny's) child
child's play
computer virus(?:es)?
malware (?:outbreak|epidemic)
outbreak of (?:hostilities|common sense|honesty|optimism|enthusiasm)
strokes? of (?:genius|luck|midnight|the pen)
suicide (?:squad|doors?|linux|burn)
(?:political|career|commercial|brand|electoral|corporate|economic|reputational|digital) suicide
landslide (?:victory|win|defeat|election|majority|vote)
(?:in|by|won) a landslide
(?:avalanche|flood|tsunami) of
(?:colorado|the) avalanche
avalanche (?:blockchain|network|token)
flood(?:s|ed|ing)? (?:the (?:market|zone|internet|web)|with|in)
carolina hurricanes?
tornado (?:cash|web|server)
political earthquake
murder (?:mystery|mysteries|board)
(?:get|gets|got|getting) away with murder
stabs? at
(?:data|files?|systems?|network) (?:held )?hostage
torture tests?
diagnos(?:ed|is|e) (?:the )?(?:bugs?|problems?|issues?|faults?|errors?)
"""

_SUBJECTS: Mapping[str, str] = {
    "death": """
        dies|died|passe[ds] away|deceased|obituar(?:y|ies)|funerals?|mourn(?:s|ed|ing|ers)?
        deaths?|fatalit(?:y|ies)|fatally|casualt(?:y|ies)|corpses?|autops(?:y|ies)
        posthumous(?:ly)?|drown(?:ed|s|ing)|perish(?:ed|es)|slain|in memoriam|rest in peace|killed
        kill(?:s|ing)? (?:(?:at least|more than|nearly|about) )?(?:COUNT|all|everyone)
        kill(?:s|ing) (?:an? |his |her |their )?(?:[a-z]+ )?PERSON
        dead (?:at|after|in|following|body|bodies|PERSON)
        (?:found|shot|stabbed|declared|pronounced|presumed|feared|confirmed) (?:\\w+ )?dead
        (?:left|leaves|leaving) (?:\\w+ )?dead
        (?:COUNT|PERSON)(?: \\w+)? dead
        the dead|dead and \\w+ (?:injured|wounded|missing)
        los(?:t|es|ing) (?:his|her|their) li(?:fe|ves)|claim(?:s|ed)? the li(?:fe|ves)
        (?:body|bodies|human remains) (?:was |were |is )?(?:found|recovered|discovered)
        executed (?:by|in|for)
        gestorben|verstorben|getötet|todesopfer|ums leben gekommen|est mort|sont morts|décédée?s?
        décès|muere|mueren|murió|fallece|falleció|muertos|muertes|morreu|mortos|è mort[oa]
    """,
    "disaster": """
        earthquakes?|tsunamis?|hurricanes?|typhoons?|cyclones?|tornado(?:e?s)?|wildfires?|bushfires?
        famines?|landslides?|mudslides?|avalanches?|flooding|floodwaters?
        (?:flash|deadly|severe|catastrophic|devastating|major) floods?
        volcan(?:o|oes|ic) erupt\\w*
        (?:plane|helicopter|train|bus|car|coach|jet|aircraft|highway|motorway) crash(?:es|ed)?
        train derail\\w*|derailment|shipwreck|capsize[sd]?|stampede|nuclear (?:accident|meltdown)
        (?:building|bridge|mine|roof|crane|dam) collapse[sd]?
        (?:gas|factory|deadly|massive|huge|powerful|large) explosions?
        explosion (?:at|kills|killed|rocks|injures|tears)
        state of emergency|rescue workers|evacuat(?:ed|es|ion|ions)|natural disasters?
        trapped (?:under|miners|workers)
        erdbeben|waldbrand|waldbrände|hochwasser|flugzeugabsturz|séisme|incendies? de forêt
        terremotos?|inundaci(?:ón|ones)|incendios? forestal(?:es)?|enchentes?|alluvion[ei]
    """,
    "violence": """
        murder(?:s|ed|er|ers|ing|ous)?|homicides?|manslaughter|stabb(?:ed|ing|ings)|gunm[ae]n|gunfire
        shooters?|opened fire|beheaded|lynch(?:ed|ing)|massacre[ds]?|genocide|ethnic cleansing
        (?:mass|school|fatal|deadly|police|church|mall|nightclub|synagogue|mosque) shootings?
        shootings? (?:at|in|near|outside|leaves|kills|suspect|spree|victims?|deaths?)
        shot (?:and (?:killed|wounded|injured)|dead|at|(?:an? )?PERSON|COUNT (?:times|people))
        shot in the (?:head|chest|back|leg|face)
        rap(?:e|ed|es|ist|ists|ing)|sexual(?:ly)? (?:assault|abus|violen|harass)\\w*|molest\\w*
        assault(?:ed|ing)|domestic (?:violence|abuse)|hate crimes?|kidnap\\w*|abduct(?:ed|ions?|ing)
        human trafficking|hostages?|tortur(?:e|ed|ing)|terror(?:ist|ists|ism)|war crimes?
        (?:knife|terror|suicide|arson|acid|mob|armed|deadly|drone|missile|rocket|gun) attacks?
        attack(?:s|ed)? (?:kill|injur|wound)\\w*
        attacked (?:with|by) (?:an? )?(?:knife|hammer|machete|gun|mob|gang|man|men)
        air ?strikes?|(?:missile|drone) strikes?|bombings?|bombardment|car bombs?|suicide bomb\\w*
        shelling|civil war|wars? (?:in|on) (?:ukraine|gaza|sudan|syria|yemen|iran|lebanon)
        ermordet|messerangriff|vergewaltig\\w*|terroranschlag|meurtres?|assassinée?s?|attentats?
        asesin(?:ó|ado|ada|ados|ato|atos)|atentados?|tiroteos?|homicidios?|assassinat[oa]s?|estupro
    """,
    "suicide": """
        suicides?|suicidal|self harm(?:ed|ing)?|assisted dying
        t(?:ook|ake|aking) (?:his|her|their) own li(?:fe|ves)
        (?:killed|kill|hanged|shot) (?:himself|herself|themselves)
        selbstmord\\w*|suizid\\w*|suicidio|se suicidó|suicídio
    """,
    "illness": """
        cancers?|cancerous|leuka?emia|lymphoma|melanoma|tumou?rs?|dementia|alzheimer(?:'?s)?
        parkinson(?:'?s)?|multiple sclerosis|sepsis|meningitis|hiv|ebola|cholera|measles|malaria
        tuberculosis|mpox|polio|chemotherapy|hospice|palliative|life support|intensive care
        terminal(?:ly)? ill(?:ness)?|diagnosed with|heart attacks?|cardiac arrest|in a coma
        (?:suffer(?:s|ed|ing)?|had|has|after) a stroke|hospitali[sz]ed|organ failure
        outbreaks? of|(?:disease|virus|flu|coronavirus|covid|covid 19|norovirus) outbreaks?
        covid(?: 19)? (?:deaths?|patients?)|overdose[ds]?|eating disorders?|anorexia|bulimia
        mental illness|miscarriages?|stillb(?:orn|irths?)
        krebserkrankung|an krebs|herzinfarkt|schlaganfall|cáncer|câncer|crise cardiaque|infarto
    """,
    "minors": """
        (?:[1-9]|1[0-7]|six|seven|eight|nine|ten|eleven|t(?:welve|hirteen)) year old (?:\\w+ )?YOUNG
        (?:four|five|six|seven|eigh)teen year old (?:\\w+ )?YOUNG
        YOUNG,? aged (?:[1-9]|1[0-7])
        YOUNG (?:\\w+ )?(?:killed|dies|died|dead|missing|found|arrested|charged|hurt|injured)
        YOUNG (?:\\w+ )?(?:abused|assaulted|abandoned|attacked|bullied|shot|stabbed|raped)
        child (?:abuse|sexual|sex|porn(?:ography)?|labou?r|soldiers?|marriage|trafficking)
        child (?:exploitation|deaths?|neglect|predators?|victims?)|csam|pa?edophil\\w*
        schoolgirls?|schoolboys?
        grooming (?:of|gangs?|children|minors)|under ?age (?:girls?|boys?|sex|victims?)
        juvenile (?:detention|offenders?)|newborns|toddlers?
        kindesmissbrauch|kinderpornogra\\w*|pédophil\\w*|pedofil\\w*|abuso (?:infantil|de menores)
    """,
    "private-persons": """
        (?:local|florida|elderly|homeless) (?:man|woman|mother|father|mum|mom|dad|couple|resident)
        (?:local|florida|elderly|homeless) (?:teacher|nurse|waitress|teen|pensioner)
        (?:mother|mum|mom|father|dad) of (?:one|two|three|four|five|six|\\d)
        grand(?:mother|father) (?:of|from|who|aged)
        [a-z]+, \\d\\d, (?:of|from) [a-z]+
        (?:ordinary|private) (?:citizen|person|individual)s?|revenge porn|doxx?(?:ed|ing)
        (?:man|woman|couple|bride|groom|waitress|cashier|customer) (?:goes|went|going) viral
    """,
    "accusations": """
        (?:accused of|charged with|arrested (?:for|on)|suspicion of) (?:[\\w'-]+ ){0,4}?CRIME
        (?:suspected of|allegations? of|alleged(?:ly)?) (?:[\\w'-]+ ){0,4}?CRIME
        (?:indicted (?:for|on)|investigated for) (?:[\\w'-]+ ){0,4}?CRIME
        (?:rape|sexual \\w+|abuse|assault|misconduct|harassment|murder) (?:allegations?|accus\\w+)
        (?:rape|sexual \\w+|abuse|assault|harassment|murder) (?:charges?|claims?|suspects?)
        (?:alleged|accused) (?:rapist|killer|murderer|abuser|shooter|attacker|thief|victims?|spy)
        pleads? (?:not )?guilty|pleaded not guilty|awaiting trial|on trial for
        mutmaßlich\\w*|wegen verdachts|acusad[oa]s? de|présumée? coupable|presunt[oa]s?
    """,
}
_YOUNG = (
    "boys? girls? child children kids? teens? teenagers? toddlers? infants? baby babies minors?"
)
_CRIME = """
rap(?:e|ing) sex(?:ual|ually)? assault\\w* abus\\w+ harass\\w+ murder\\w* manslaughter
fraud embezzl\\w+ theft steal\\w+ brib\\w+ corruption traffick\\w+ molest\\w+ groom\\w+
misconduct stalking battery
drugs? espionage spying treason launder\\w+ kidnap\\w+ killing perjury blackmail\\w* extort\\w+
arson
"""

SUBJECTS = tuple(_SUBJECTS)
"""The subjects known by name."""

# What a sentence with a hit weighs by where it stands; _ENOUGH stops the event.
_TITLE, _FIRST, _LEAD, _DEEPER, _ENOUGH = 3.0, 3.0, 1.5, 0.5, 3.0
_LEAD_PARAGRAPHS = 3
_MAX_CHARS = 40_000  # of the text; what matters stands before


@dataclass(frozen=True, slots=True)
class SoberMatch:
    """What stops an event: the subject, the words found, the first sentence with one of them."""

    subject: str
    words: tuple[str, ...]
    sentence: str


def sober_subject(title: str, text: str, subjects: Sequence[str]) -> SoberMatch | None:
    """The first of `subjects` that an event is about; None when it may be joked about.

    `subjects` are names of `SUBJECTS` or further words to look for, as whole words. Title and
    first paragraph weigh most, the next two less, a mention deep in the text hardly.
    """
    places = list(_places(title, text))
    return next((found for subject in subjects if (found := _match(subject, places))), None)


def _match(subject: str, places: Sequence[tuple[float, str, str]]) -> SoberMatch | None:
    pattern = _pattern_of(subject)
    weight = 0.0
    words: list[str] = []
    first = ""
    for worth, sentence, plain in places:
        hits = [hit.group() for hit in pattern.finditer(plain)]
        if hits:
            weight += worth
            words += hits
            first = first or sentence
    if weight < _ENOUGH:
        return None
    return SoberMatch(subject, tuple(dict.fromkeys(words))[:5], cut(first, 300))


def _places(title: str, text: str) -> Iterator[tuple[float, str, str]]:
    """Each sentence with its weight, as it stands and with figures of speech taken out."""
    line = clean_line(title)
    figurative = _compiled(_FIGURATIVE)
    yield _TITLE, line, _plain(line, figurative)
    paragraphs = re.split(r"\n\s*\n|\n", clean_text(text[:_MAX_CHARS]))
    for number, paragraph in enumerate(paragraphs):
        worth = _FIRST if number == 0 else _LEAD if number < _LEAD_PARAGRAPHS else _DEEPER
        for sentence in sentences(paragraph):
            yield worth, sentence, _plain(sentence, figurative)


def _plain(sentence: str, figurative: re.Pattern[str]) -> str:
    lowered = " ".join(sentence.lower().replace("’", "'").split())
    return figurative.sub(" · ", lowered)


def _pattern_of(subject: str) -> re.Pattern[str]:
    if subject in _SUBJECTS:
        return _compiled(_SUBJECTS[subject])
    words = r"\s+".join(re.escape(word) for word in subject.lower().split())
    return re.compile(rf"(?<!\w){words}(?!\w)" if words else r"(?!)")


def _compiled(lines: str) -> re.Pattern[str]:
    lists = {
        "HURT": _HURT, "BOSS": _BOSS, "THING": _THING, "COUNT": _COUNT, "PERSON": _PERSON,
        "YOUNG": _YOUNG, "CRIME": _CRIME,
    }  # fmt: skip
    joined = "|".join(line.strip() for line in lines.strip().splitlines())
    for name, words in lists.items():
        joined = joined.replace(name, f"(?:{'|'.join(words.split())})")
    return re.compile(rf"(?<![\w-])(?:{joined.replace(' ', '[ -]+')})(?![\w])")
