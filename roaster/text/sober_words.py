"""What is never joked about, by subject: words in their context, as data. Pure.

Written as `roaster.text.patterns` says; `sober_german` has the German ones.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "death": r"""
        dies|died|passe[ds] away|deceased|obituar(?:y|ies)|funerals?|mourn(?:s|ed|ing|ers)?
        deaths?|fatalit(?:y|ies)|fatally|casualt(?:y|ies)|corpses?|autops(?:y|ies)
        posthumous(?:ly)?|drown(?:ed|s|ing)|perish(?:ed|es)|slain|in memoriam|rest in peace|killed
        kill(?:s|ing)? (?:(?:at least|more than|nearly|about) )?(?:COUNT|all|everyone)
        kill(?:s|ing) (?:an? |his |her |their )?(?:[a-z]+ )?PERSON
        dead (?:at|after|in|following|body|bodies|PERSON)
        (?:found|shot|stabbed|declared|pronounced|presumed|feared|confirmed) (?:\w+ )?dead
        (?:left|leaves|leaving) (?:\w+ )?dead
        (?:COUNT|PERSON)(?: \w+)? dead
        the dead|dead and \w+ (?:injured|wounded|missing)
        los(?:t|es|ing) (?:his|her|their) li(?:fe|ves)|claim(?:s|ed)? the li(?:fe|ves)
        (?:body|bodies|human remains) (?:was |were |is )?(?:found|recovered|discovered)
        executed (?:by|in|for)
        gestorben|verstorben|getötet|todesopfer|ums leben gekommen|est mort|sont morts|décédée?s?
        décès|muere|mueren|murió|fallece|falleció|muertos|muertes|morreu|mortos|è mort[oa]
        succumb(?:s|ed)? to (?:his|her|their|the|an?)?.{0,12}?(?:injur|wound|illness|disease|cancer)\w*
        (?:laid?|lay|laying) (?:[\w'-]+ ){0,4}?to rest|widows?|widowers?|bereave\w+|condolences
        memorial service|memorial for|candlelight vigils?|tributes (?:pour|paid|flood|to)\w*|grieving
        (?:death|casualty) toll|toll (?:rises|climbs|hits|reaches|passes|jumps)|burials?|cremat\w+
        (?:body|bodies|remains) of (?:[\w'-]+ ){0,5}?(?:found|recovered|discovered|identified|pulled)
        body found|buried (?:alive|his|her|their|the victims|with)|bur(?:y|ies|ied) (?:COUNT )?PERSON
        buried (?:COUNT|its) (?:\w+ )?PERSON|death row|death penalty|capital punishment|executions?
        (?:suspect|suspected|no signs? of|ruled out|rules out) foul play|last breath|coroner(?:'?s)?
        inquest|ended (?:his|her|their) life|never came home|mortuary|morgue|fatal (?:PERSON|accident)
        fatal (?:crash|shooting|stabbing|fire|fall|collision|attack|overdose)|killing of (?:an? )?PERSON
    """,
    "disaster": r"""
        earthquakes?|tsunamis?|hurricanes?|typhoons?|cyclones?|tornado(?:e?s)?|wildfires?|bushfires?
        famines?|landslides?|mudslides?|avalanches?|flooding|floodwaters?
        (?:flash|deadly|severe|catastrophic|devastating|major) floods?
        volcan(?:o|oes|ic) erupt\w*
        (?:plane|helicopter|train|bus|car|coach|jet|aircraft|highway|motorway) crash(?:es|ed)?
        train derail\w*|derailment|shipwreck|capsize[sd]?|stampede|nuclear (?:accident|meltdown)
        (?:building|bridge|mine|roof|crane|dam) collapse[sd]?
        (?:gas|factory|deadly|massive|huge|powerful|large) explosions?
        explosion (?:at|kills|killed|rocks|injures|tears)
        state of emergency|rescue workers|evacuat(?:ed|es|ion|ions)|natural disasters?
        trapped (?:under|miners|workers)
        erdbeben|waldbrand|waldbrände|hochwasser|flugzeugabsturz|séisme|incendies? de forêt
        terremotos?|inundaci(?:ón|ones)|incendios? forestal(?:es)?|enchentes?|alluvion[ei]
        quakes?|landfall|storm surges?|flood (?:victims?|warnings?|waters?|disaster)
        (?:river|levee|dam|dyke) (?:burst|breach|fail)\w*|burst(?:s|ing)? (?:its|their) banks
        floods? (?:hit|kill|sweep|devastat|destroy|displac|strand|threaten|swamp|leave|forc)\w*
        flooded (?:homes|streets|villages|towns|areas|roads)|under water
        trapped (?:in|by|after|inside|underground|beneath)|stranded (?:by|after)
        (?:tunnel|roof|mine|wall|ceiling|shaft|trench) (?:caves|caved) in|cave in
        (?:PERSON|miners|hikers|climbers) (?:\w+ )?(?:trapped|stranded|missing|feared)
        (?:plant|refinery|warehouse|tanker|pipeline|fireworks|chemical|depot) (?:explosion|blast|fire)s?
        (?:gas|factory|mine|market|hotel|ship) (?:explosion|blast)s?
        explosions? (?:rock|shak|shook|rip|tear|tore|kill|injur|destroy|hit|in|near|outside)\w*
        blast (?:rips|kills|injures|tears|rocks|at|near)
        (?:trains?|buses|planes|ships|ferries|cars|lorries|trucks) (?:\w+ )?(?:collid|derail)\w*
        (?:passenger )?(?:jet|plane|airliner|helicopter|bus|train|coach) (?:\w+ )?(?:crashe|plunge|goe)s
        (?:head on|fatal|deadly|train|bus|mid air) collisions?|pile ups?|air disaster|plane down
        (?:fatal|deadly|serious|horror|car|road|traffic|bus|train|mining|boating) accidents?|blaze
        fires? (?:tears?|tore|rips?|ripped|sweeps?|swept|engulf|destroy|gut|kill|rag|break|broke)\w*
        (?:house|apartment|hotel|hospital|nightclub|forest|tower block|care home|market|bush) fires?
        (?:building|block|stand|tower|bridge|mall|hotel|house|wall) (?:\w+ )?collaps\w+|inferno
        collapse[sd]? (?:building|bridge|mine)|survivors? (?:of|tell|told|found|pulled|recall|still|say)
        (?:sole|quake|flood|crash|storm|cyclone|typhoon|hurricane) survivors?|volcano erupts|eruptions?
        rescuers|rescue (?:teams?|crews?|efforts?|operation|mission)|search and rescue|major incident
        (?:boat|ship|ferry|vessel|dinghy|trawler) (?:\w+ )?(?:sinks?|sank|sunk|overturn\w*|disaster)
        humanitarian (?:crisis|disaster|catastrophe)|aid agencies|starvation|heat ?wave (?:kills|deaths)
    """,
    "violence": r"""
        murder(?:s|ed|er|ers|ing|ous)?|homicides?|manslaughter|stabb(?:ed|ing|ings)|gunm[ae]n|gunfire
        shooters?|opened fire|beheaded|lynch(?:ed|ing)|massacre[ds]?|genocide|ethnic cleansing
        (?:mass|school|fatal|deadly|police|church|mall|nightclub|synagogue|mosque) shootings?
        shootings? (?:at|in|near|outside|leaves|kills|suspect|spree|victims?|deaths?)
        shot (?:and (?:killed|wounded|injured)|dead|(?:an? )?PERSON|COUNT (?:times|people))
        shot in the (?:head|chest|back|leg|face)
        rap(?:e|ed|es|ist|ists|ing)|sexual(?:ly)? (?:assault|abus|violen|harass)\w*|molest\w*
        assault(?:ed|ing)|domestic (?:violence|abuse)|hate crimes?|kidnap\w*|abduct(?:ed|ions?|ing)
        human trafficking|hostages?|tortur(?:e|ed|ing)|terror(?:ist|ists|ism)|war crimes?
        (?:knife|terror|suicide|arson|acid|mob|armed|deadly|drone|missile|rocket|gun) attacks?
        attack(?:s|ed)? (?:kill|injur|wound)\w*
        attacked (?:with|by) (?:an? )?(?:knife|hammer|machete|gun|mob|gang|man|men)
        air ?strikes?|(?:missile|drone) strikes?|bombings?|bombardment|car bombs?|suicide bomb\w*
        shelling|civil war|wars? (?:in|on) (?:ukraine|gaza|sudan|syria|yemen|iran|lebanon)
        ermordet|messerangriff|vergewaltig\w*|terroranschlag|meurtres?|assassinée?s?|attentats?
        asesin(?:ó|ado|ada|ados|ato|atos)|atentados?|tiroteos?|homicidios?|assassinat[oa]s?|estupro
        open(?:s|ing) fire|gunshots?|at gunpoint|at knifepoint|knife (?:crime|rampage)|grenades?
        (?:acid|with (?:an? )?(?:knife|acid|axe|hammer|machete|bat|bottle)) (?:on|in|attack|at)
        attacked (?:in|outside|on|at|while|with acid)|(?:PERSON) (?:\w+ )?attacked
        (?:badly|severely|brutally|savagely) beaten|beaten (?:to death|unconscious)
        beaten by (?:an? |the )?(?:mob|crowd|gang|guards?|police|officers?|men|husband|partner|fans)
        bombs? (?:explod|detonat|kill|found|blast|hit|dropp|fell|fall|strik)\w*|explosive devices?
        missiles? (?:strik|hit|kill|fir|rain|slam|land)\w*|missile barrage|warplanes|cease ?fires?
        police (?:\w+ )?(?:shoot|shot|kill|beat)\w*|(?:shoot|shoots|fires? on|fired on) (?:at )?PERSON
        (?:shoots|shooting of|shot) (?:\w+ )?PERSON|shot (?:in|during|outside|by) (?:\w+ )?police
        shot (?:at|outside|during|in) (?:an? |the |his |her )?(?:rally|home|event|concert|street|church)
        (?:plough|plow|ram|drove|driv)\w* (?:[\w'-]+ ){0,3}?into (?:an? |the )?(?:crowd|PERSON|parade)
        (?:gun|gang|sexual|political|gender|mob|police) violence|violence (?:against|in|erupts|between)|(?:reports of|citing|amid|fears? of) violence
        violent (?:attack|clash|death|crackdown|crime|offender|assault)\w*|clashes (?:with|between|in)
        riots?|rioters|militants?|insurgents?|armed (?:men|man|robber|robbery|gang|group|police)s?
        robber(?:y|ies)|war ?crimes?|invasion of|troops|battlefield|front ?lines?|lynch ?mob|arson
        modern slavery|enslaved|forced marriage|honou?r killings?|genital mutilation|brutali[sz]ed
        (?:domestic|child|sexual|physical|prisoner) abuse|abused (?:by|women|children)|grop(?:ed|ing)
        assaults? (?:on|of|at)|assaulted|assault charges?|abductions?|abducted|captors|ransom demand
    """,
    "suicide": r"""
        suicides?|suicidal|self harm(?:ed|ing)?|assisted dying
        t(?:ook|ake|aking) (?:his|her|their) own li(?:fe|ves)
        (?:killed|kill|hanged|shot) (?:himself|herself|themselves)
        selbstmord\w*|suizid\w*|suicidio|se suicidó|suicídio
        (?:end|ends|ended|ending) (?:his|her|their|my) own li(?:fe|ves)|euthanasia|right to die
        (?:try|tries|tried|trying|attempt\w*|wanted) to end (?:his|her|their|my|it) (?:li\w+|all)
        jump(?:ed|s|ing)? (?:to (?:his|her|their) death|from (?:an? |the |his |her )?(?:\w+ )?HEIGHT)
        hanged|hang(?:s|ing)? (?:himself|herself|themselves)|self inflicted|kill(?:ing|s) (?:him|her)self
        tak(?:es|en) (?:his|her|their) own life|suicide note|wrote a (?:farewell )?note before
    """,
    "illness": r"""
        cancers?|cancerous|leuka?emia|lymphoma|melanoma|tumou?rs?|dementia|alzheimer(?:'?s)?
        parkinson(?:'?s)?|multiple sclerosis|sepsis|meningitis|hiv|ebola|cholera|measles|malaria
        tuberculosis|mpox|polio|chemotherapy|hospice|palliative|life support|intensive care
        terminal(?:ly)? ill(?:ness)?|diagnosed with|heart attacks?|cardiac arrest|in a coma
        (?:suffer(?:s|ed|ing)?|had|has|after) a stroke|hospitali[sz]ed|organ failure
        outbreaks? of|(?:disease|virus|flu|coronavirus|covid|covid 19|norovirus) outbreaks?
        covid(?: 19)? (?:deaths?|patients?)|overdose[ds]?|eating disorders?|anorexia|bulimia
        mental illness|miscarriages?|stillb(?:orn|irths?)
        krebserkrankung|an krebs|herzinfarkt|schlaganfall|cáncer|câncer|crise cardiaque|infarto
        (?:new|deadly|contagious|dominant) variants?|(?:coronavirus|covid(?: 19)?) (?:wave|surge|cases?)
        (?:rare|incurable|terminal|genetic|infectious|chronic|lung|heart|kidney|liver|skin|mystery|deadly|tropical|autoimmune|neurological|blood) (?:\w+ )?(?:disease|disorder|illness|infection|syndrome)s?
        (?:fall|falls|fell|fallen|falling|taken|become|became|get|got) (?:ill|sick)
        (?:critically|seriously|gravely|mentally) ill|(?:his|her|their) illness|food poisoning|salmonella
        e ?coli|legionn\w+|listeria|botulism|norovirus|(?:bird|avian|swine) flu|dengue|zika|typhoid
        rabies|diphtheria|whooping cough|smallpox|lupus|epilep(?:sy|tic)|motor neurone?|cystic fibrosis
        diabet(?:es|ic)|schizophren\w+|bipolar|ptsd|post traumatic|post(?:natal|partum) depression
        (?:his|her|their|my|clinical|severe|with|from|battle with|battling) depression
        mental health (?:crisis|problems?|struggles?|issues?|break\w*|condition)|addict(?:ion|ed) to DRUG
        (?:kidney|liver|heart|lung|organ|bone marrow|stem cell) (?:transplant|donor|failure)\w*
        wait\w* for a (?:\w+ )?(?:donor|transplant)
        (?:taken|rushed|admitted|brought|flown|airlifted|returns?|back) (?:\w+ )?(?:to|in) (?:an? |the )?hospital
        (?:is|are|was|were|remains?|still|been|treated) in (?:an? |the )?hospital|in intensive care
        hospitals? (?:fill|overwhelm|overcrowd|overflow|full)\w*|undergo\w* (?:\w+ )?(?:surgery|treatment)
        underwent|emergency surgery|ha[sd] a (?:\w+ )?stroke|suffers? (?:\w+ ){0,2}?stroke|stroke during
        (?:drug|opioid|fentanyl) (?:crisis|deaths?|epidemic)|enters? rehab|in rehab|paraly[sz]ed
        brain (?:injury|damage|bleed|haemorrhage|hemorrhage|surgery|cancer)|life threatening
        critical condition|fight(?:s|ing)? for (?:his|her|their) life|remission|dialysis|amputat\w+
        (?:infections?|cases|illness) (?:ris|surg|spread|climb|soar|jump|among)\w*|paralysis
        treat(?:ed|ment) for (?:burns|cancer|an? \w+ (?:disease|disorder))|collapses (?:on|at|during)
    """,
    "minors": r"""
        (?:[1-9]|1[0-7]|six|seven|eight|nine|ten|eleven|t(?:welve|hirteen)) year old (?:\w+ )?YOUNG
        (?:four|five|six|seven|eigh)teen year old (?:\w+ )?YOUNG
        YOUNG,? aged (?:[1-9]|1[0-7])
        YOUNG (?:\w+ )?(?:killed|dies|died|dead|missing|found|arrested|charged|hurt|injured)
        YOUNG (?:\w+ )?(?:abused|assaulted|abandoned|attacked|bullied|shot|stabbed|raped)
        child (?:abuse|sexual|sex|porn(?:ography)?|labou?r|soldiers?|marriage|trafficking)
        child (?:exploitation|deaths?|neglect|predators?|victims?)|csam|pa?edophil\w*
        schoolgirls?|schoolboys?
        grooming (?:of|gangs?|children|minors)|under ?age (?:girls?|boys?|sex|victims?)
        juvenile (?:detention|offenders?)|newborns|toddlers?
        kindesmissbrauch|kinderpornogra\w*|pédophil\w*|pedofil\w*|abuso (?:infantil|de menores)
        AGE years? olds? (?:who|was|is|from|has|had|with|dies|died|wins|in|on|at|after|and|charged)
        AGE year olds? (?:arrested|found|killed|hurt|injured|missing|accused|stabbed|shot|rescued)
        (?:are|is|was|were|aged) AGE (?:and AGE )?years? old|AGE year olds|aged (?:AGE and|between) AGE
        the youngest (?:is|was|of them)|children as young as|(?:girls|boys|kids) as young as
        schoolchild(?:ren)?|schoolkids?|preteens?|newborn (?:baby|girl|boy|son|daughter)
        (?:baby|babies|toddlers?|infants?|child|children|kids) (?:\w+ ){0,3}?(?:left|survive|rescued|sick|ill|hurt|injured|in hospital|fall|fell|poison|drown|recover|locked|starv|choke)\w*
        (?:boys|girls|children|kids|teens|teenagers|pupils) (?:\w+ )?(?:injur|hurt|abus|traffick|poison|hospitali|arrest|charg|rescu|expell|fall)\w*
        (?:boy|girl|toddler) (?:with|who|left|found|aged|survives?|from|in|falls?|wins|hit|bitten)
        trafficked (?:girls?|boys?|children|teens?)|abused as (?:an? )?(?:child|children)|altar boys?
        child(?:ren)?'s (?:home|hospital|ward)s?|orphanages?|foster (?:child|care|home|parent)\w*
        (?:cyber ?)?bull(?:ied|ying)|(?:of|with|from|involving|against|harm|harms|abuse|lure) minors
        (?:kindergarten|nursery|preschool|primary school|elementary school|school bus) (?:\w+ )?(?:attack|abuse|fire|crash|shooting|evacuat|clos)\w*
        child (?:welfare|protection|custody|bride|killer|murder|poverty|cancer|abduct)\w*|amber alert
        infant (?:formula|deaths?|mortality)|pregnant teen\w*|teen (?:pregnancy|suicide|mother|drivers?)
        (?:schoolboy|schoolgirl|teenager|teen|pupil)s? (?:\w+ )?(?:suspended|sues?|wins|jailed|fined)
    """,
    "private-persons": r"""
        (?:local|florida|elderly|homeless) (?:man|woman|mother|father|mum|mom|dad|couple|resident)
        (?:local|florida|elderly|homeless) (?:teacher|nurse|waitress|teen|pensioner)
        (?:mother|mum|mom|father|dad) of (?:one|two|three|four|five|six|\d)
        grand(?:mother|father) (?:of|from|who|aged)
        [a-z]+, \d\d, (?:of|from) [a-z]+
        (?:ordinary|private) (?:citizen|person|individual)s?|revenge porn|doxx?(?:ed|ing)
        (?:man|woman|couple|bride|groom|waitress|cashier|customer) (?:goes|went|going) viral
        neighbou?rs? (?:\w+ ){0,2}?(?:at war|feud|rows?|fight|dispute|court|sues?|fall)\w*
        (?:feuding|warring|angry|noisy) neighbou?rs|neighbou?r disputes?|(?:took|take) sides
        (?:caught|filmed|captured) on (?:camera|video|cctv|film|tiktok)|(?:mocked|shamed|trolled) (?:for|online|over)
        PLAIN's? (?:meltdown|rant|outburst|tantrum|tirade|divorce|wedding|confession)
        post(?:ed|s|ing) (?:her|his|their) (?:name|address|photo|picture|number)
        (?:her|his|their) (?:picture|photo|video|clip|post|speech) (?:was|has been|went|goes|is) (?:shared|seen|viral|viewed|filmed)
        (?:rant|clip|video|speech|row) (?:[\w'-]+ ){0,4}?(?:filmed|goes viral|went viral)|had filmed (?:her|him)
        dating profiles?|lottery winners?|[2-9]\d year old (?:PLAIN|from|who|had|has|plumber|builder)
        PLAIN,? (?:aged )?[2-9]\d(?: |,)|PLAIN (?:\w+ )?(?:fined|evicted|sacked|fired|mocked|sues|jailed)
        (?:waitress|waiter|nurse|teacher|barista|cashier|cleaner|janitor|bus driver) (?:\w+ )?(?:sacked|fired|suspended|mocked|doxxed|quits|shares)
        grand(?:mother|father|ma|pa|parents) (?:wins|finds|in|fined|with)|homeless (?:person|people)
    """,
    "accusations": r"""
        (?:accused of|charged with|arrested (?:for|on)|suspicion of) (?:[\w'-]+ ){0,4}?CRIME
        (?:suspected of|allegations? of|alleged(?:ly)?) (?:[\w'-]+ ){0,4}?CRIME
        (?:indicted (?:for|on)|investigated for) (?:[\w'-]+ ){0,4}?CRIME
        (?:rape|sexual \w+|abuse|assault|misconduct|harassment|murder) (?:allegations?|accus\w+)
        (?:rape|sexual \w+|abuse|assault|harassment|murder) (?:charges?|claims?|suspects?)
        (?:alleged|accused) (?:rapist|killer|murderer|abuser|shooter|attacker|thief|victims?|spy)
        pleads? (?:not )?guilty|pleaded not guilty|awaiting trial|on trial for
        mutmaßlich\w*|wegen verdachts|acusad[oa]s? de|présumée? coupable|presunt[oa]s?
        (?:investigat|prob|raid|search)(?:e[sd]?|s|ed|ing) (?:[\w'-]+ ){0,6}?CRIME
        alleg(?:e|es|ed|edly|ing) (?:[\w'-]+ ){0,6}?CRIME|CRIME (?:probe|investigation|inquiry|raid|trial)
        CRIME (?:allegations?|accusations?|charges?|case|claims?|suspects?)|sexual (?:misconduct|assault)
        indict(?:s|ed|ment|ments)?|grand jury|no charges (?:have|has|were|was)|presum(?:ed|ption) (?:of )?innocen\w+
        den(?:y|ies|ied|ying) (?:all |any |the |rape |these )?(?:allegations?|accusations?|charges|wrongdoing|rape|assault)
        under (?:criminal|police|federal) investigation|suspended (?:over|amid|pending) (?:[\w'-]+ ){0,4}?(?:allegations?|claims|accusations?|inquiry|investigation|probe|complaints?)
        fac(?:es|ing|ed) (?:[\w'-]+ ){0,3}?(?:allegations|accusations|misconduct|charges of|criminal charges|felony)
        (?:criminal|felony|federal|fraud|corruption|drug|murder) charges|stands? trial|goes on trial|on trial (?:over|accused)
        arrested|arrests? (?:of|over|after|for|made)|taken into custody|in custody|released on bail|posted bail
        (?:convicted|guilty) of CRIME|accus(?:e|es|ing) (?:[\w'-]+ ){1,5}?of (?:[\w'-]+ ){0,3}?CRIME
    """,
}
# The words that stand for the names in capitals.
YOUNG = """
boys? girls? child children kids? teens? teenagers? toddlers? infants? baby babies minors? pupils?
schoolchildren youngsters?
"""
AGE = """
[1-9] 1[0-7] two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen
"""
CRIME = r"""
rap(?:e|ing) sex(?:ual|ually)? assault\w* abus\w+ harass\w+ murder\w* manslaughter
fraud embezzl\w+ theft steal\w+ brib\w+ corruption graft traffick\w+ molest\w+ grop\w+ groom\w+
misconduct stalking battery doping plagiari\w+ forg(?:ery|ing) smuggl\w+ insider negligence
drugs? espionage spying treason launder\w+ kidnap\w+ killing perjury blackmail\w* extort\w+
arson hacking sabotage cruelty torture misus\w+ terrorism
"""
PLAIN = """
man woman mother father mum mom dad couple grandmother granny pensioner pensioners retiree
neighbour neighbor tenant customer shopper passenger commuter guest diner nurse teacher waitress
waiter barista bride groom homeowner villager cashier cleaner teen student motorist driver
"""
HEIGHT = "hotel bridge building roof rooftop balcony window tower cliff floor storey"
DRUG = "drugs alcohol opioids heroin painkillers fentanyl cocaine gambling"

# A feed's category that says enough, as it stands.
CATEGORIES: Mapping[str, str] = {
    "death": """
        obituar(?:y|ies) deaths? funerals? in-memoriam passings todesanzeigen? todesfälle nachrufe?
        traueranzeigen? trauer décès nécrologie obituarios necrológicas
    """,
    "disaster": "disasters? accidents? natural-disasters katastrophen unfälle unglücke",
    "violence": """
        crimes? true-crime violence murders? homicides? shootings? gun-violence terrorism wars?
        crime-and-courts kriminalität verbrechen blaulicht terror terrorismus krieg gewalt
    """,
    "suicide": "suicides? suizide?",
    "illness": "cancer diseases? illness krankheiten krebs",
    "minors": "child-abuse missing-children kindesmissbrauch",
    "accusations": "sexual-misconduct sexual-assault allegations",
}
