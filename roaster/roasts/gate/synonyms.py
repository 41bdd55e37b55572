"""Words of the news that say the same, as data. Pure.

A dictionary of senses (WordNet) would join too much: there “say” is “suppose” and “cut” is “deal”.
These are words that a writer puts for one another without a change of meaning; no group has both
ends of an axis of `gate.opposites`.
"""

from __future__ import annotations

# One group a line; a line that is set in goes on with the group before.
GROUPS = """
buy bought buys buying purchase purchased acquire acquired acquisition takeover
sell sold sells selling sale sales
ban banned bans prohibit prohibited prohibits outlaw outlawed forbid forbidden bar barred
disclose disclosed reveal revealed reveals tell told tells inform informed release released
    unveil unveiled
injury injuries injured hurt hurts wounded harmed harm
memory memories remember remembers remembered recall
show shows showed shown demonstrate demonstrated
start starts started begin begins began begun launch launched
end ends ended finish finished conclude concluded
job jobs roles
firm firms company companies business businesses corporation
worker workers employee employees staff staffer staffers
car cars vehicle vehicles automobile automobiles
phone phones smartphone smartphones handset handsets
plane planes aircraft jet jets airliner airplane
ship ships vessel vessels boat boats
film films movie movies
kid kids child children youngster youngsters
big large huge massive enormous giant vast sizable
small tiny little minor modest
quick quickly fast rapid rapidly swift swiftly speedy
price prices pricing cost costs fee fees
expensive costly dear dearer pricey
cheap cheaper inexpensive affordable
pay paid pays payment payments spend spent spends spending spends outlay
profit profits earnings income
revenue revenues turnover
law laws legislation statute
lawsuit lawsuits suit suits sue sued sues suing complaint litigation
court courts tribunal
judge judges justice
rule rules regulation regulations
lawmaker lawmakers legislator legislators congressman congresswoman
chief boss leader leaders
talk talks negotiation negotiations discussions
deal deals agreement agreements accord pact
ask asks asked request requested requests seek seeks sought
want wants wanted wish wishes wished hope hopes hoped
need needs needed require requires required requirement requirements
help helps helped aid aided assist assisted assistance
let lets permit permits permitted enable enables enabled allow allows allowed
get gets got obtain obtained receive receives received
give gives gave given provide provides provided grant granted
make makes made build builds built manufacture manufactured manufacturer maker makers
change changes changed alter altered shift shifts shifted modify modified
fix fixes fixed repair repairs repaired mend mended
crash crashes crashed collision collisions accident accidents
kill kills killed die dies died dead death deaths fatal fatalities deadly
attack attacks attacked assault assaults
police officers cops
blast blasts explosion explosions explode exploded explosive explosives blew
fires blaze blazes burn burns burning burned burnt
flood floods flooding flooded
storm storms hurricane
quake quakes earthquake earthquakes tremor
study studies research paper
researcher researchers scientist scientists
test tests tested testing trial trials
find finds found discover discovered discovers discovery detect detected spot spotted
think thinks thought believe believes believed reckon reckons
fear fears feared worry worries worried
angry anger furious fury enraged infuriated outrage outraged
warn warns warned warning warnings caution cautioned
criticize criticizes criticized criticise criticised criticism critic critics blast slam slammed
praise praised praises laud lauded
expect expects expected forecast forecasts predict predicts predicted prediction anticipate
plan plans planned intend intends intended
try tries tried attempt attempts attempted
use uses used using utilize utilized
keep keeps kept retain retained retains
leave leaves depart departed quit quits quitting step stepped stepping resign resigned resigns
    resignation
choose chooses chose chosen pick picks picked select selected
hide hides hid hidden conceal concealed
safe safely safety secure secured security
danger dangers dangerous risk risks risky hazard hazardous
different differs differ difference differently unlike
enough sufficient
important significant crucial key vital
hard difficult tough
easy simple simply easily
nation nations country countries
picture pictures image images photo photos photograph photographs
site sites website websites page
message messages email emails mail
web online
user users customer customers consumer consumers shopper shoppers client clients buyer buyers
subscriber subscribers member members
weapon weapons gun guns
military army troops soldiers
vote votes voted voting ballot ballots poll
tax taxes taxed taxation levy tariff tariffs duty
rich wealthy
poor impoverished
lawyer lawyers attorney attorneys
accuse accuses accused accusation allege alleges alleged allegedly claim claims claimed
admit admits admitted acknowledge acknowledged acknowledges
apologize apologized apologizes apology apologise apologised sorry
accept accepts accepted approve approved approves approval endorse endorsed endorses endorsement
    backed support supports supported
oppose opposes opposed against opposition
reject rejected rejects refuse refused refuses
deny denies denied denial dispute disputes disputed rebut rebuts
cancel canceled cancelled scrap scrapped nix axe axed shelve shelved
delay delays delayed postpone postponed
stop stops stopped halt halts halted cease ceased
avoid avoids avoided avert averted
destroy destroyed destroys wipe wiped erase erased
steal stole stolen theft
hack hacked hacking hacker hackers breach breached
leak leaks leaked expose exposed exposing exposure
fine fines fined penalty penalties penalise penalize
jail jailed prison imprisoned
arrest arrested arrests detain detained
share shares stock stocks
investor investors shareholder shareholders
often frequently
rarely seldom
area areas region regions zone zones
part parts portion
lot many numerous
drive driven drove motivate motivated motivates motivation motive motives
effect effects impact impacts influence
cause causes caused reason reasons
result results outcome
problem problems issue issues trouble flaw flaws fault faults bug bugs
answer answers answered respond responded response responses reply replied
speak speaks spoke speech speeches
travel travels traveled travelled trip trips journey
fly flies flew flown flight flights
rocket rockets booster boosters
spacecraft probe probes
doctor doctors
hospital hospitals clinic clinics
illness illnesses disease diseases sick
drug drugs medicine medicines
student students pupil pupils
teacher teachers
kaufen kaufte gekauft erwerben erwarb erworben übernehmen übernahm übernommen übernahme
firma firmen unternehmen konzern betrieb
mitarbeiter beschäftigte angestellte
beginnen begann begonnen starten startete gestartet anfangen
beenden beendete beendet enden endete
geld mittel
preis preise kosten
gesetz gesetze vorschrift
gericht gerichte
klage klagen klagt klagte verklagt
werkzeug werkzeuge instrument instrumente instrumentarium
zeigen zeigte gezeigt
schnell rasch
groß große großer riesig
schwierig schwer
auto autos fahrzeug fahrzeuge wagen
forscher wissenschaftler
become became becomes
break broke broken breaks
bring brought brings
catch caught catches
come came comes
draw drew drawn draws
eat ate eaten
fall fell fallen falls
feel felt feels
fight fought fights
forget forgot forgotten
freeze froze frozen
go went gone goes
grow grew grown grows growth
hang hung
hear heard hears
hold held holds
know knew known knows
lead led leads
lend lent lends
lose lost loses losing loss losses
mean meant means
meet met meets
ride rode ridden
rise rose risen rises
run ran runs
see saw seen sees
send sent sends
shake shook shaken
shoot shot shoots
sing sang sung
sink sank sunk
sit sat sits
sleep slept
stand stood stands
take took taken takes
teach taught teaches
tear tore torn
throw threw thrown
wake woke woken
wear wore worn
win won wins winning winner
write wrote written writes
"""

# Names that mean one thing, and the words that a source may have for them; either way round.
NAMES = {
    "us": ("usa", "u.s", "american", "americans", "america", "united", "washington",
           "administration"),
    "id": ("identification", "identity"), "ids": ("identification", "identities"),
    "usa": ("american", "americans", "america", "united"),
    "america": ("american", "americans", "united"), "eua": ("united",),
    "uk": ("british", "britain", "britons", "united"), "britain": ("british", "britons"),
    "eu": ("european", "europe", "brussels"), "un": ("united",),
    "ceo": ("chief", "president"), "coo": ("operating",), "cfo": ("finance", "financial"),
    "cto": ("technology",), "ipo": ("offering", "listing"), "gdp": ("output",),
    "ai": ("intelligence",), "ki": ("intelligenz",), "moon": ("moon",),
    "france": ("french",), "germany": ("german", "germans", "deutschland"),
    "russia": ("moscow", "kremlin"), "china": ("chinese", "beijing"), "spain": ("spanish",),
    "netherlands": ("dutch",), "switzerland": ("swiss",), "greece": ("greek", "greeks"),
    "ireland": ("irish",), "wales": ("welsh",), "denmark": ("danish", "danes"),
    "sweden": ("swedish", "swedes"), "turkey": ("turkish", "turks"), "poland": ("polish", "poles"),
    "finland": ("finnish", "finns"), "norway": ("norwegian",), "thailand": ("thai",),
    "philippines": ("filipino", "filipinos", "philippine"), "japan": ("japanese", "tokyo"),
    "pentagon": ("defense", "defence", "dod"),
    "congress": ("lawmakers", "congressional", "house", "senate"),
    "gop": ("republican", "republicans"), "fed": ("federal",), "nyc": ("york",),
    "la": ("angeles",), "dc": ("washington",), "wsj": ("journal",), "nyt": ("times",),
    # As the Associated Press cuts the states of the US short.
    "alabama": ("ala",), "arizona": ("ariz",), "arkansas": ("ark",), "california": ("calif",),
    "colorado": ("colo",), "connecticut": ("conn",), "delaware": ("del",), "florida": ("fla",),
    "georgia": ("ga",), "illinois": ("ill",), "indiana": ("ind",), "kansas": ("kan",),
    "kentucky": ("ky",), "louisiana": ("la",), "maryland": ("md",), "massachusetts": ("mass",),
    "michigan": ("mich",), "minnesota": ("minn",), "mississippi": ("miss",), "missouri": ("mo",),
    "montana": ("mont",), "nebraska": ("neb",), "nevada": ("nev",), "oklahoma": ("okla",),
    "oregon": ("ore",), "pennsylvania": ("pa", "penn"), "tennessee": ("tenn",),
    "texas": ("tex",), "vermont": ("vt",), "virginia": ("va",), "washington": ("wash",),
    "wisconsin": ("wis",), "wyoming": ("wyo",),
    "deutschland": ("deutsche", "deutschen", "deutscher"),
    "frankreich": ("französisch", "französische", "französischen"),
}  # fmt: skip

# What is not the one is the other: pairs, a line each.
OPPOSED = """
danger | safe
same resemble alike | different
open public | secret hide closed private
remember | forget
know | unknown mystery
succeed success | fail failure
include | exclude
legal lawful | illegal unlawful
possible able | impossible unable
agree | disagree refuse
accept | reject oppose
true real | false fake untrue
guilty | innocent acquitted
stay remain | leave quit resign step
change | same unchanged constant stay remain
continue always consistent consistently still | stop stopped end ended
keep | lose
alive survive | kill
present | absent missing
full | empty
paid | unpaid free voluntary
planned | spontaneous unscripted improvised
easy | hard
early | late
expensive | cheap
alone | together
enough | lack short
win | lose
sober | drunk
sicher | gefahr gefährlich
bleiben | verlassen gehen
gleich | anders verschieden
bekannt | unbekannt
"""


def opposed() -> list[tuple[list[str], list[str]]]:
    """The pairs of `OPPOSED`, each side as its words."""
    pairs = (line.partition("|") for line in OPPOSED.split("\n") if line)
    return [(one.split(), other.split()) for one, _, other in pairs]


def _others() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each name: the words it may be told in, and the names it may stand for."""
    stands_for: dict[str, set[str]] = {}
    for name, words in NAMES.items():
        for word in words:
            stands_for.setdefault(word, set()).add(name)
    return {
        word: (frozenset(NAMES.get(word, ())), frozenset(stands_for.get(word, ())))
        for word in (*NAMES, *stands_for)
    }


_OTHERS = _others()


def alike_in(one: str, there: frozenset[str]) -> bool:
    """Whether a word of `there` is `alike` to `one`."""
    told, meant = _OTHERS.get(one, (frozenset(), frozenset()))
    people = one.endswith("s") and one not in NAMES
    return not there.isdisjoint(told) or (not people and not there.isdisjoint(meant))


def alike(one: str, other: str) -> bool:
    """Whether two names in lower case mean one thing, as far as `NAMES` tells."""
    people = one.endswith("s") and one not in NAMES  # “Americans” are not what “US” means
    return other in NAMES.get(one, ()) or (not people and one in NAMES.get(other, ()))


def is_people(word: str) -> bool:
    """Whether a word in lower case is what a nation, a state or a party is made into."""
    return word in _OTHERS and word not in NAMES


def groups() -> list[list[str]]:
    """The groups, each as its words."""
    return [line.split() for line in GROUPS.replace("\n    ", " ").split("\n") if line]
