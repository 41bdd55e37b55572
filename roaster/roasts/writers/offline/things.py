"""What a story is made of: its noun phrases, in its own words. Pure.

`a calendar invitation` is funnier than any adjective. Nothing that may be a human being, and
nothing of a sentence that is not fit for a joke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from roaster.roasts.writers.offline.story import Extract, Line, Story
from roaster.roasts.writers.offline.terms import folded_words

MOST_THINGS = 14
_MOST_OF_A_LINE = 2

_PHRASE = re.compile(
    r"(?<![\w’'-])(?P<article>an?|no|every|its own|their own)\s"
    r"(?P<rest>(?:[a-z][a-z-]+\s){1,3}[a-z][a-z-]+)"
    r"(?=[.,;:]|\s(?:that|which|and|or|for|of|in|on|at|to|with|from|by|as|when|after|before|because|"
    r"is|was|has|had|will|would|can|could|if|but|than|into|under|over|without|while|called|where)\b)"
)
_NO_WORDS = """
a an the of in on at to for from by with as is are was were be been has have had do does did will
would can could may might should must and or but that which who whom whose than then there here this
these those it its they them their he him his she her we our us you your i my me not very more most
less least same other another lot lots number couple few bit way time moment day week month year
hour minute decade century lot total result case kind sort type part side point end start place
thing range variety series half third quarter said says saying told making being having going
long short while again also just only even still yet so too such much many any some all both each
where when why how because if sent made held given set left shown known found told done taken up out
off down in on over away back rather quite very almost nearly
"""
_NO = frozenset(_NO_WORDS.split())
_HUMAN = re.compile(
    r"\b(?:wom[ae]n|m[ae]n|girls?|boys?|child(?:ren)?|kids?|bab(?:y|ies)|teen\w*|toddler\w*|youth\w*|"
    r"person|people|human\w*|patients?|victims?|survivors?|suspects?|defendants?|prisoners?|inmates?|"
    r"detainees?|migrants?|immigrants?|refugees?|mothers?|fathers?|parents?|sons?|daughters?|"
    r"brothers?|sisters?|wi(?:fe|ves)|husbands?|widows?|famil(?:y|ies)|friends?|neighbou?rs?|students?|"
    r"pupils?|teachers?|nurses?|doctors?|\w*workers?|drivers?|soldiers?|veterans?|citizens?|"
    r"residents?|fans?|players?|\w*(?:man|woman|men|women)|\w+(?:ist|ian|eer)s?|members?|leaders?|"
    r"candidates?|users?|customers?|guests?|judges?|lawyers?|officers?|officials?|gay|lesbian|"
    r"transgender|jewish|muslim|christian|catholic|black|white|asian|hispanic|disab\w+|sick|ill|"
    r"illness\w*|disease\w*|cancer|drug|drugs|sex\w*|nude|naked|wound\w*|blood\w*|gun\w*|weapon\w*|"
    r"war|attack\w*|crash\w*|accident\w*|abortion\w*|prison|jail|crim\w+|fraud\w*|charge[sd]?|"
    r"immigra\w+|deniers?|owners?|makers?|buyers?|sellers?|holders?|winners?|losers?|partners?|singers?|"
    r"riders?|runners?|pastors?|priests?|mayors?|actors?|editors?|authors?|reporters?|writers?|managers?|"
    r"employ(?:er|ee)s?|founders?|investors?|donors?|aides?|spouses?|celebrit\w+|hero(?:es)?|chiefs?|boss(?:es)?|"
    r"secretar\w+|captains?|sergeants?|detectives?|agents?|protesters?|rioters?|shooters?|killers?|thie\w+|"
    r"dealers?|smugglers?|offenders?|orphans?|twins?|infants?|newborns?|fetus\w*|passengers?|pilots?|crews?|"
    r"chefs?|farmers?|hunters?|consumers?|travell?ers?|guys?|lad(?:y|ies)|colleagues?|experts?|professors?|"
    r"scholars?|analysts?|body|bodies|visitors?|voters?|boyfriends?|girlfriends?|couples?|teams?|voices?|"
    r"immigra\w+|asylum|ethnic\w*|religio\w+|tragic|tragedy|emergency|funeral|grave|crisis)\b"
)
_ENDING = re.compile(r"(?:ly|ing|ed)\Z")
_ADJECTIVE_END = re.compile(
    r"(?:ive|ous|ful|less|able|ible|ical|ish|new|old|big|small|large|own)\Z"
)


def may_be_human(words: str) -> bool:
    """Whether it names human beings, or what is no matter for jokes."""
    return bool(_HUMAN.search(words))


def things_in(lines: Sequence[Line], story: Story) -> tuple[Extract, ...]:
    """The noun phrases of these sentences, the most telling ones first."""
    title = frozenset(folded_words(" ".join((story.title, *story.headlines))))
    weighed: dict[str, tuple[float, Extract]] = {}
    for line in lines:
        for phrase in _phrases(line):
            words = phrase.split()[1:]
            weight = (
                1.5 * len(title.intersection(words))
                + 0.8 * (len(words) > 2)
                + 0.6 * any("-" in word for word in words)
                + 0.5 * max(map(len, words)) / 12
                - line.depth
            )
            weighed.setdefault(words[-1], (weight, Extract(phrase, line)))
    best = sorted(weighed.values(), key=lambda each: -each[0])[:MOST_THINGS]
    return tuple(extract for _, extract in best)


def _phrases(line: Line) -> Iterator[str]:
    found = 0
    for match in _PHRASE.finditer(line.text):
        words = match["rest"].split()
        if found < _MOST_OF_A_LINE and _is_thing(words, match["rest"]):
            found += 1
            yield match.group()


def _is_thing(words: Sequence[str], rest: str) -> bool:
    return not (
        _NO.intersection(words)
        or _HUMAN.search(rest)
        or _ENDING.search(words[-1])
        or _ADJECTIVE_END.search(words[-1])
        or words[-1].endswith("s")  # after `a` it is a verb, or no plural
    )
