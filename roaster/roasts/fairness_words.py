"""Whom a joke must not hit, by kind: words in their context, as data. Pure.

Written as `roaster.text.patterns` says; `fairness_german` has the German ones. The never-roast
list's own words for private persons and minors count, too.
"""

from __future__ import annotations

from collections.abc import Mapping

LISTS: Mapping[str, str] = {
    "SOMEBODY": """
        he she they founders? ceo chief chairman chairwoman minister president director spokesman
        spokeswoman spokesperson executive boss manager mayor senator singer actor actress
    """,
    "GROUP": """
        muslims? jews? hindus? sikhs? catholics? arabs? africans? asians? blacks? latinos? gypsies
        roma gays lesbians? transsexuals? immigrants migrants foreigners
    """,
}
WORDS: Mapping[str, str] = {
    "private-person": r"""
        (?:waitress|waiter|cashier|barista|nurse|teacher|cleaner|janitor|plumber|pensioner|neighbou?r|commuter|tourist)s? (?:who|whose|from|of)
        (?:the|a) (?:waitress|waiter|cashier|barista|pensioner|homeless (?:man|woman)|cleaner) (?:filmed|caught|photographed|outside|in the)
        (?:an?|one|the) (?:[\w-]+ )?(?:bus driver|lorry driver|taxi driver|shop assistant|postman|farmer|gardener|secretary|receptionist|librarian|hairdresser|electrician|baker|butcher|builder|widow|granny|grandmother|grandfather) (?:in|from|of|who|called|named)
        homeless (?:man|woman|person|people)|a plumber from|(?:mother|father|mum|dad) of (?:one|two|three|four|five)
    """,
    "minor": r"""
        school ?(?:girls?|boys?|children|kids?)|(?:teenage(?:d|rs?)?|toddlers?|infants?|pupils?)
        (?:boys?|girls?) aged|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|[1-9]|1[0-7]) year olds?
        (?:children|kids|babies|teens) (?:are|were|have|had|who|believe|believed|fall|fell|cry|cried|can|cannot|will|should)|as (?:children|kids|teens) do
        (?:daughter|son),? (?:aged )?(?:[1-9]|1[0-7])\b|(?:his|her|their) (?:little|young) (?:son|daughter|children|kids?)
    """,
    "victim": r"""
        victims?|survivors?|the bereaved|bereaved famil(?:y|ies)|grieving (?:famil\w+|parents?|relatives)|mourners?
        the (?:injured|wounded|dead|deceased|missing|homeless)(?! (?!were|was|are|is|have|had|and|or|in|of|from|on|at|who|to|by|as|with|themselves)[a-z])|refugees?|asylum seekers?
        (?:people|those|passengers|workers|miners|patients|tenants|men|women) who (?:\w+ )?(?:died|drowned|burned|perished|suffocated|starved|were killed|were hurt|were injured|lost)
        widows?|widowers?|orphans?|the (?:grieving|poisoned|burned|drowned|fallen|evicted|starving|sick|dying|crash) (?:famil\w+|passengers)?
        lost (?:his|her|their) (?:homes?|li(?:fe|ves)|child(?:ren)?|sons?|daughters?|jobs? and homes?)
    """,
    "trait": r"""
        for a (?:woman|girl|man of (?:his|her) age|foreigner|black man|muslim|jew)|like a (?:girl|woman|little girl|cripple)
        (?:his|her|their) (?:looks|weight|waistline|accent|skin|stammer|lisp|squint|hunch|hump|wig|toupee|teeth|double chin|belly|paunch|wrinkles|sexuality|faith|religion|colour|color|nose|cleavage|legs|baldness|bald head|wheelchair|skin colou?r|figure|stutter|limp)
        (?:is|was|are|were|too|so|how) (?:fat|ugly|obese|bald|skinny)|at (?:his|her) age
        (?:the|these|those|all|typical|about|and|of|few|some|other) GROUP|GROUP (?:always|never|all|are|will|and money)
        as an? (?:woman|GROUP)|the (?:women|girls|ladies|men|blondes|old (?:man|woman|lady|lot)) (?:[\w' ]+ )?(?:cannot|can't|could not|couldn't|never|belongs?|should)
        (?:the|all) (?:obese|fat|ugly|blind|deaf|disabled|handicapped|elderly|crippled|blonde|old and slow) (?!\w+ing\b|spot|date|trial|alley|taste)|old (?:hag|crone|bag|git|geezer)|in a home years ago
        \A\W*GROUP|an? (?:autistic|deaf|disabled|crippled|retarded|blind) (?:man|woman|person|people|spreadsheet|mole|bat|minister|board)|the (?:deaf|disabled|handicapped|elderly)|the blind (?:could|can|cannot|have|would|would|will|and|are|see|saw)
        (?:women|girls|men) (?:cannot|can't|never|always|are (?:bad|worse|better|too))
    """,
    "slur": r"""
        retard(?:s|ed)?|spastics?|spazz?(?:es)?|fag(?:s|got|gots)?|dykes?|trann(?:y|ies)|nigg(?:er|a)s?|kikes?|spics?
        gooks?|chinks?|wetbacks?|pakis?|towelheads?|ragheads?|cripples?|midgets?|mongoloids?
        sluts?|whores?|bimbos?|cunts?|bitch(?:es)?|shemales?|coons?|gypp?(?:ed|o)s?
    """,
    "sexual": r"""
        porn\w*|orgasms?|erections?|masturbat\w*|blow ?jobs?|hand ?jobs?|boobs?|breasts?|tits|nipples?|penis(?:es)?|vaginas?
        genitals?|nudes|horny|aroused|threesomes?|orgy|orgies|dildos?|sex tapes?|consummated|moan(?:s|ed|ing)?
        (?:better|good|bad|great|worse) in bed|sle(?:pt|eps) with (?:everyone|everybody|half|his|her|the) \w*|arous(?:ing|ed|al)|climax(?:es|ed)?|lap ?dances?|mistress(?:es)?|love affair with (?:his|her) (?:secretary|intern)|undress(?:es|ed|ing)?|lingerie|thong
        (?:naked|topless) (?:picture|photo|body|bodies|woman|man|women|men)s?|strip ?tease|sexy|fucks?|fuck(?:ed|ing)
    """,
    "medical": r"""
        SOMEBODY (?:is|was|are|were|must be|seems?|looks?|sounds?) (?:(?:clearly|obviously|probably|surely|simply|plainly|clinically) )?(?:senile|demented|bipolar|schizophrenic|psychotic|autistic|insane|deranged|drunk|suicidal|anorexic|manic|depressed|mentally ill|an? (?:alcoholic|addict|drunk|psychopath|sociopath|narcissist|junkie))
        (?:has|have|had|suffers? from) (?:dementia|alzheimer(?:'?s)?|schizophrenia|a personality disorder|adhd|autism|syphilis|aids)
        on (?:cocaine|coke|crack|drugs|speed|heroin|acid|ketamine|steroids)|(?:has|have|had) (?:gone|lost) (?:mad|insane|crazy|(?:his|her|their) (?:mind|marbles|sanity))|out of (?:his|her|their) mind
        (?:his|her) (?:depression|breakdown|addiction|drinking|dementia|eating disorder|tumou?r|stroke|illness|diagnosis)|needs? (?:a psychiatrist|therapy|rehab|a straitjacket)|(?:nervous|mental) breakdown
        (?:his|her|their) (?:meds|medication|pills)|(?:psychopath|sociopath|madman|lunatic)s?
    """,
    "legal": r"""
        fraudsters?|swindlers?|con (?:man|men|artists?)|crooks?|thie(?:f|ves)|criminals?|embezzle\w*|money launder\w*|launder(?:s|ed) (?:the |its |his )?money
        brib(?:es?|ed|ing)|(?:takes?|took|taking) (?:bribes|kickbacks)|defraud\w*|swindled|perjur\w+|li(?:es|ed) under oath
        (?:stole|steals?|has stolen|have stolen|pocketed|looted|plundered) (?:the |a |their |its |his |her |\d+ )?(?:\w+ )?(?:pensions?|funds?|money|millions|savings|taxes|laptops|data of)
        (?:pocketed|skimmed|siphoned off|creamed off|diverted) (?:the |a |its |\d+ )?\w+|(?:is|are|was|were) (?:\w+ )?(?:corrupt|bent|crooked|bought(?! (?:for|in|by|at|from|on|as|with|to|back|and|before|after)\b)|paid off|on the take)|corrupt (?:mayor|minister|official|board|chief)s?
        (?:rigged|rigs|rigging|faked|forged|falsified|cooked|cooks) (?:the |its |his |her |their )?(?:votes?|elections?|results?|books|accounts|tests?|figures|signatures?|invoices?|data)
        (?:cheat(?:s|ed)?|fiddle[sd]?) (?:on )?(?:his|her|their|its) (?:\w+ )?(?:taxes|tax|expenses|wife)|(?:dodg|evad)(?:es|ed|ing) (?:\w+ )?tax(?:es)?|tax (?:evasion|cheat|dodger)s?|kickbacks?|backhanders?|hush money|insider (?:trading|dealing)|plagiari[sz]ed?
        (?:belongs?|should be|will end|ought to be) in (?:prison|jail)|behind bars|committ?(?:ed|ing|s)? (?:\w+ )?(?:fraud|crimes?|perjury|theft)
        (?:tax|securities|accounting|wire) fraud|(?:broke|breaks|breaking|violated) the law|illegally
        (?:is|are|was|were|be) (?:simply |clearly |just |nothing but )?an? (?:\w+ )?(?:scam|fraud|ponzi scheme|pyramid scheme|racket)
    """,
}

# What only sounds like it.
FIGURES = r"""
crimes? against (?!humanity)\w+|guilty of \w+|convicted of (?:good|bad) taste|accused of (?:good|bad) taste|chinks? in (?:the|its|his|her) armou?r|spic(?:k)? and span
(?:stole|steals?|stealing) (?:the|a) (?:show|scene|thunder|headlines?|glance|march|kiss)|(?:is|was|at) a steal
(?:blind|deaf|lame) (?:spots?|alleys?|faith|trust|tests?|ears?|building|luck|ducks?|excuses?|jokes?)|blind to|(?:turn|turned) a (?:blind|deaf) \w+
drunk on \w+|the (?:missing|dead) (?:link|piece|page|minutes|line|weight|end|letter|pixel)s?|the (?:dead of|deaf building)
victims? of (?:its|their|his|her) own (?:success|\w+)|fashion victims?|anti (?:bribery|fraud|corruption)\w*|fraud (?:department|prevention|team|detection)s?
(?:food|truth|earth|career|data|bridge) porn|(?:breast|chicken) (?:pocket|fillet)s?|sex sells|sexy (?:topic|figures|spreadsheet)
(?:boy|girl) (?:bands?|scouts?)|(?:old|whipping|poster|golden) (?:boy|child|children)s?|(?:wonder|brain|wild|inner) ?child(?:ren)?
"""
ATTRIBUTION = r"""
said|says?|told|according to|alleg(?:e|es|ed|edly|ing|ations?)|claim(?:s|ed)|reported|reports|admit(?:s|ted)|acknowledged|confirmed|wrote|announced
courts?|judges?|jury|prosecutors?|regulators?|police|filings?|lawsuit|indictment|indicted|verdict|convicted|sentenced|pleaded|ruled|charged|fined|accused
"""
