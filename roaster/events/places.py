"""Countries and the states of the larger federations, by the words headlines use for them. Data.

Cities are left out: one city's name is borne by several, and by people and companies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

# One place a line: its name, then the forms that mean it, separated by bars. `<` names the place
# that it lies in. Names that are more often something else (Georgia, Jordan, Chad, Turkey the
# bird) are kept only in a form that is clear.
_TABLE = """
Afghanistan|Afghan|Afghans|Kabul
Argentina|Argentine|Argentinian
Armenia|Armenian
Australia|Australian|Australians|Canberra
Austria|Austrian|Vienna
Azerbaijan|Azerbaijani
Bangladesh|Bangladeshi
Belarus|Belarusian
Belgium|Belgian
Bolivia|Bolivian
Brazil|Brazilian|Brazilians
Britain|British|UK|U.K.|Britons|United Kingdom
England|English <Britain
Scotland|Scottish <Britain
Wales|Welsh <Britain
Northern Ireland <Britain
Bulgaria|Bulgarian
Cambodia|Cambodian
Canada|Canadian|Canadians|Ottawa
Chile|Chilean
China|Chinese|Beijing
Hong Kong <China
Colombia|Colombian
Congo|Congolese
Croatia|Croatian
Cuba|Cuban|Cubans|Havana
Czech Republic|Czech|Czechs|Czechia
Denmark|Danish|Danes
Egypt|Egyptian|Cairo
Estonia|Estonian
Ethiopia|Ethiopian
Finland|Finnish|Finns
France|French
Germany|German|Germans
Ghana|Ghanaian
Greece|Greek|Greeks
Haiti|Haitian
Hungary|Hungarian
Iceland|Icelandic
India|Indian
Indonesia|Indonesian|Jakarta
Iran|Iranian|Iranians|Tehran
Iraq|Iraqi|Iraqis|Baghdad
Ireland|Irish
Israel|Israeli|Israelis
Italy|Italian|Italians
Jamaica|Jamaican
Japan|Japanese|Tokyo
Kazakhstan|Kazakh
Kenya|Kenyan|Nairobi
Kosovo
Kuwait|Kuwaiti
Latvia|Latvian
Lebanon|Lebanese|Beirut
Libya|Libyan
Lithuania|Lithuanian
Malaysia|Malaysian
Mali|Malian
Mexico|Mexican|Mexicans
Mongolia|Mongolian
Morocco|Moroccan
Myanmar|Burmese
Nepal|Nepali|Nepalese
Netherlands|Dutch
New Zealand|New Zealander|New Zealanders
Nicaragua|Nicaraguan
Nigeria|Nigerian
North Korea|North Korean|Pyongyang
Norway|Norwegian
Pakistan|Pakistani
Palestine|Palestinian|Palestinians|Gaza
Peru|Peruvian
Philippines|Philippine|Filipino
Poland|Polish|Poles
Portugal|Portuguese
Qatar|Qatari
Romania|Romanian
Russia|Russian|Russians|Moscow|Kremlin
Rwanda|Rwandan
Saudi Arabia|Saudi|Saudis
Senegal|Senegalese
Serbia|Serbian
Singapore|Singaporean
Slovakia|Slovak
Slovenia|Slovenian
Somalia|Somali
South Africa|South African|South Africans
South Korea|South Korean|South Koreans|Seoul
Spain|Spanish
Sri Lanka|Sri Lankan
Sudan|Sudanese
Sweden|Swedish|Swedes
Switzerland|Swiss
Syria|Syrian|Syrians|Damascus
Taiwan|Taiwanese|Taipei
Thailand|Thai
Tunisia|Tunisian
Uganda|Ugandan
Ukraine|Ukrainian|Ukrainians|Kyiv|Kiev
Venezuela|Venezuelan|Venezuelans|Caracas
Vietnam|Vietnamese
Yemen|Yemeni
Zambia|Zambian
Zimbabwe|Zimbabwean
Alabama <United States
Alaska <United States
Arizona <United States
Arkansas <United States
California|Californian|Californians <United States
Colorado <United States
Connecticut <United States
Delaware <United States
Florida|Floridians <United States
Hawaii <United States
Idaho <United States
Illinois <United States
Indiana <United States
Iowa <United States
Kansas <United States
Kentucky <United States
Louisiana <United States
Maine <United States
Maryland <United States
Massachusetts <United States
Michigan <United States
Minnesota <United States
Mississippi <United States
Missouri <United States
Montana <United States
Nebraska <United States
Nevada <United States
New Hampshire <United States
New Jersey <United States
New Mexico <United States
North Carolina <United States
North Dakota <United States
Ohio <United States
Oklahoma <United States
Oregon <United States
Pennsylvania <United States
Rhode Island <United States
South Carolina <United States
South Dakota <United States
Tennessee <United States
Texas|Texan|Texans <United States
Utah <United States
Vermont <United States
Virginia <United States
West Virginia <United States
Wisconsin <United States
Wyoming <United States
New South Wales|NSW <Australia
Queensland <Australia
Tasmania|Tasmanian <Australia
Ontario <Canada
Quebec <Canada
Alberta <Canada
British Columbia <Canada
Bavaria|Bavarian <Germany
Catalonia|Catalan <Spain
"""


def places_in(text: str) -> frozenset[str]:
    """The places that a text names, as it is written (`French` names France, `french` nothing)."""
    pattern, names, _ = _gazetteer()
    return frozenset(names[match.group()] for match in pattern.finditer(text))


def one_place(one: str, other: str) -> bool:
    """Whether two places can be the same: equal, or one in the other."""
    _, _, parents = _gazetteer()
    return one == other or parents.get(one) == other or parents.get(other) == one


@cache
def _gazetteer() -> tuple[re.Pattern[str], Mapping[str, str], Mapping[str, str]]:
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    for line in _TABLE.strip().split("\n"):
        forms, _, parent = line.partition(" <")
        first = forms.partition("|")[0]
        names.update(dict.fromkeys(forms.split("|"), first))
        if parent:
            parents[first] = parent
    longest_first = sorted(names, key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), names, parents
