"""Figures of speech that sound grim and hurt nobody, as data: taken out before grim words count.

Written as `roaster.text.patterns` says. Pure.
"""

from __future__ import annotations

# What can be killed, die, crash or be attacked without anybody being hurt.
THING = """
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
COUNT = """
[0-9][0-9,.]* one two three four five six seven eight nine ten dozens scores hundreds thousands
several many
"""
PERSON = """
actor actress baby boy boys child children civilian civilians climber climbers crew cyclist daughter
doctor doctors driver drivers family families fans farmer farmers father firefighter firefighters
fisherman fishermen girl girls hiker hikers husband inmate inmates journalist journalists man men
migrant migrants miner miners mother nurse nurses officer officers passenger passengers patient
patients pedestrian people person pilot pilots police politician prisoner prisoners protester
protesters refugee refugees resident residents sailor sailors schoolchildren shoppers singer skier
skiers soldier soldiers son star student students swimmer teacher teachers teen teenager teens
toddler tourist tourists veteran villagers victim victims wife woman women worker workers
"""

# Between "kill" and a thing these words say that somebody was hurt after all.
HURT = f"{COUNT} {PERSON} in at by during when while after on near and outside inside over with"
BOSS = f"{PERSON} founder owner executive ceo chief boss employee manager engineer host director"

FIGURATIVE = r"""
kill(?:s|ed|ing)?(?: off)?(?: (?!HURT\b)[\w'-]+){0,4}? THING(?! BOSS\b)
THING (?:that )?(?:was|were|is|are|has been|have been|gets?|got) (?:killed|dead|dying|murdered)
(?:app|battery|bill|console|deal|feature|laptop|phone|plan|project|startup|start up) (?:died|dies)
(?:deaths?|murder|killing) of (?:(?!HURT\b)[\w'-]+ ){0,3}?THING(?! BOSS\b)
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
shoot(?:s|ing)? (?:hoops|\d+k)
shoot(?:s|ing)? (?:it|him|her|your|our)?(?:self|selves|themselves) in the foot
(?:shot|shoot|shoots|shooting) (?:down|up)(?! dead)
(?:photo|video|film|movie|fashion|penalty|location) ?(?:shoots?|shootings?|shootouts?)
troubleshoot\w*
shooting (?:stars?|guards?|percentage|range|modes?|schedule|script|style|locations?)
(?:starts?|started|began|begins|finish(?:es|ed)?|wrap(?:s|ped)) shooting
(?:first|third) person shooters?
shooters? (?:games?|genre|franchise|video)
shot (?:on|with|by|in) (?:an? )?(?:iphone|film|camera|location|\d+mm|imax|\dk|pixel)
(?:long|moon|screen|head|mug|snap|slap|parting|cheap|best|one|hot|big) ?shots?
bombshells?
photobomb\w*
(?:time|bath|logic|zip|fork|love|sex|google|review|zoom|cherry) ?bomb(?:s|ed|ing|ings)?
explosi(?:on|ve) (?:of|growth|popularity|demand|rise|claims?|allegations?|report|use)
explosion in (?:popularity|demand|use|prices?|costs?|sales|numbers?|interest|the (?:number|use|popularity))
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
pronounced dead by (?:the people|its|their|critics|analysts)
(?:METAPHOR) (?:is |was |are |has been |been )?(?:pronounced|declared) dead|METAPHOR(?: \w+)? (?:never )?(?:dies?|died)
(?:legends?|ideas?|memes?|code|habits?|bugs?|software|hope) never dies?
(?:an?|another|one|first|best|last|second|their|his|her|its|your|my|our|every|no) shot (?:at|in the (?:arm|dark|foot))
tornado cash|quake (?:mission|mod|engine|map|remaster|champions|live|ii|iii|[0-9])\w*|hurricane (?:forecast|model|prediction|breakthrough)\w*|(?:attack|assault) on (?:your|our|the|my) (?:free speech|privacy|wallets?|freedoms?|rights)|hurricane (?:fees?|category of)|perfect storm|(?:storm|firestorm|tsunami|hurricane|earthquake|eruption|inferno) (?:of|in) (?:the )?(?:criticism|protest|emails?|complaints?|outrage|\w+ industry|applause|memes|lawsuits|paperwork|data|offers|laughter|applications)
(?:flood|wave|tide|deluge) of \w+|hostages? to (?:its|his|her|their|fortune|the)|terrori[sz]ed by (?:its|their) own
raped by (?:the|an) intern|(?:zombie|ghost) \w+|life support for (?:an? |the )?(?:\w+ )?(?:THING|airport|airline|bank|economy|sector|shop)
(?:THING|economy|airport|airline|bank|project|sector|brand|deal) (?:\w+ )?on life support
sticks? to (?:its|his|her|their) guns|jumps? the gun|smoking guns?|(?:big|hired|top) guns?|gun ?shy|silver bullets?|bullet points?|dodg\w+ (?:a|the) bullet|bites? the bullet
fir(?:es|ed|ing) on all cylinders|blood ?bath|cut ?throat|cut(?:s|ting)? (?:each other's|its own|their) throats?|axe (?:falls|to grind)|bombs? at the box office|box office bombs?
(?:arrested development|house arrest of the|cardiac arrest for (?:the|an?) (?:THING|economy))
steal(?:s|ing)? (?:the|its|his|her|their) (?:show|thunder|scene|limelight|headlines|spotlight)
(?:bad case|outbreak|epidemic|plague|case|fever|rash|virus) of (?:optimism|enthusiasm|consultants|apostrophes|acronyms|meetings|buzzwords|loneliness|honesty|nostalgia|\w+itis|common sense)
(?:diagnosed|diagnoses|diagnosing) (?:its|the|his|her|their|as) (?:\w+ )?(?:outage|bugs?|problems?|fault|weather|failure|issue)
(?:golden|poster|old|whipping|fan|beach|game|bad|play|pretty|cow) ?boys?|(?:it|cover|gossip|gilmore|mean|spice) girls?
(?:sinking|drowning|swimming|buried|bury|burying) (?:feeling|in (?:paperwork|debt|data|emails?|applications|red tape|praise|money|work))|bur(?:y|ies|ied) (?:the (?:lede|hatchet)|in (?:the )?(?:release notes|footnotes?|fine print|page \w+|appendix))
(?:fire|garage) sales?|(?:trial|baptism) (?:by|of) fire|under fire|fire ?(?:wall|work)s?|(?:heart|brain|head)(?:ache|storm|drain)s? (?:for|at|of)|heart of the (?:matter|city|deal)
(?:economic|great|market) depression|(?:bleeding|cutting) edge|crippling (?:debt|fees|costs)|sick of|sick (?:leave|note|pay)
(?:crime|horror|war|murder|disaster|zombie) (?:series|film|movie|game|novel|drama|show|thriller|comedy|podcast)s?
(?:trade|price|format|streaming|tariff|browser|console) (?:truce|cease ?fire|battle|offensive)|cease ?fire in (?:the )?(?:trade|price|streaming|tariff)\w*
(?:THING|marketing|charm|sales|product|media|legal|price) (?:blitz|offensive|assault|onslaught|invasion)|front ?lines? of (?:innovation|retail|technology|design|ai)
(?:assault|attack|war) on (?:the )?(?:senses|eyes|ears|taste|grammar|common sense|wallets?|language|english|good taste)
charged with (?:enthusiasm|overseeing|leading|running|finding|making|selling|writing|reviewing|\w+ing)|(?:convicted|guilty|accused) of (?:being|bad taste|having|good taste|optimism|boredom)
riot of (?:colou?rs?|flavou?rs?|ideas)|run(?:s|ning)? riot|read(?:s|ing)? the riot act|quiet riot|riot games|robbery at (?:these|those) prices|daylight robbery|highway robbery
army of (?:bots|lawyers|consultants|fans|interns|robots)|troops of|robot army|caught on camera phone|collapses? (?:under|into) (?:its own|laughter|debt)
"""
METAPHOR = """
metaverse password passwords cookie cookies email print radio television pc desktop web code crypto
nft nfts blockchain cash vinyl newspaper newspapers format platform brand franchise keyboard mouse
"""
