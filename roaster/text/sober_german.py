"""What is never joked about, in German, by subject; and figures of speech. As data. Pure.

Written as `roaster.text.patterns` says. Compounds are spelled out by their parts.
"""

from __future__ import annotations

from collections.abc import Mapping

FIGURATIVE = r"""
toten? hose|totgesagt\w*|todsicher\w*|todesmutig\w*|todesstern\w*|todesstoß|sterbens(?:langweilig|müde)\w*
stirbt? (?:nie|aus|langsam|in schönheit)|starb (?:aus|in schönheit)|zum sterben (?:schön|langweilig)
mords(?:hunger|spaß|gaudi|mäßig)\w*|rufmord\w*|killer(?:app|applikation|feature|phrase)\w*
(?:leichen? im keller|karteileichen?|über leichen|(?:nur )?über meine leiche)|totschlagargument\w*
kinder(?:leicht|krankheit|spiel|kram)\w*|bomben(?:stimmung|wetter|geschäft|erfolg|fest)\w*
(?:lawine|flut|welle|sturm|explosion|tsunami|orkan) (?:von|an|der|aus) (?!toten|verletzten|wut)\w+
(?:preis|kosten|klage|antrags|bilder|daten|informations|papier)(?:explosion|lawine|flut|schock)\w*
erdrutsch(?:sieg|artig)\w*|politisches (?:erd)?beben|shitstorm\w*|blitzkrieg der \w+
(?:handels|rosen|klein|papier|preis|kabel|konsolen|zoll|streaming)krieg\w*|krieg der (?:stern|welten|knöpfe)\w*
(?:schießt|schoss|schießen) (?:sich )?(?:[\w'-]+ ){0,3}?(?:ins knie|übers ziel|in den ofen|aus allen rohren)
ins eigene knie|eigentor\w*|(?:angriff|attacke|anschlag) auf (?:die |den |das )?(?:lachmuskeln|geldbeutel|geschmack|ohren|portemonnaie|tastatur)
(?:hacker|cyber|ddos|phishing|ransomware|schad)\w*(?:angriff|attacke)\w*|angriff auf (?:server|netzwerk|it)\w*
beerdig(?:t|te|en) (?:das|die|den|sein|seine|ihr|ihre|pläne)\w*|begräbnis erster klasse
vergiftet(?:e)? (?:das |die )?(?:\w*klima|stimmung|debatte|atmosphäre)|leidet unter (?:\w+ )?(?:kosten|preisen|nachfrage)
(?:höhere|staats|verfügungs|befehls)gewalt|höherer? gewalt|missbrauch (?:von daten|der marktmacht|von marktmacht|der marke)
(?:kurs|börsen|system|rechner|programm|server|app|umfrage)abst[uü]rz\w*|steuer(?:oase|sünder)
(?:todes|sterbe)(?:kuss|liste) (?:für|der) (?:apps?|startups?|produkte)|kopfschuss für
wirtschaftskrank\w*|konjunkturflaute|kranker mann europas|fieberhaft\w*|lampenfieber|reisefieber
"""

_COUNT = r"(?:[0-9][0-9.]*|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|viele|mehrere|dutzende|hunderte|tausende|weitere|mindestens \w+)"
_HURT = r"(?:verletzt|getötet|tot|tote|vermisst|missbraucht|stürzt|stürzte|ertrunken|ertrinkt|misshandelt|entführt|gestorben|stirbt|vernachlässigt|erkrankt|gefunden|angegriffen|erstochen|festgenommen|verhaftet|angeklagt|verdächtigt|vor gericht|überfahren|angefahren|gerettet|eingesperrt|gemobbt)"
_NUMBER = r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn)"
_SPAN = r"(?:laufzeit|vertrag|studie|frist|bauzeit|garantie|ausbildung|verhandlung|test|projekt|pause|bestehen|jubiläum|haft|amtszeit|planung|phase|suche|verspätung|arbeit|entwicklung|plan|forschung|förderung)"
_PLAIN = r"(?:rentner|rentnerin|rentnerpaar|rentnerehepaar|mann|frau|ehepaar|paar|kundin|kunde|mieter|mieterin|kellnerin|kellner|lehrerin|lehrer|kassiererin|hausfrau|familienvater|oma|opa|witwe|nachbar|nachbarin|autofahrer|autofahrerin|fahrgast)"
_CRIME = r"(?:betrugs?|untreue|korruption|bestechung|bestechlichkeit|mord(?:es)?|totschlags?|steuerhinterziehung|geldwäsche|diebstahls?|spionage|beleidigung|nötigung|körperverletzung|veruntreuung|landesverrats?|vergewaltigung|missbrauchs?|dopings?|plagiats?|belästigung|hehlerei|erpressung|brandstiftung|urkundenfälschung|insiderhandels?|volksverhetzung|unterschlagung|vorteilsannahme|cybermobbings?|stalkings?)"

WORDS: Mapping[str, str] = {
    "death": rf"""
        (?:{_COUNT} )tote[rn]?|toten?r? (?:bei|nach|in|im|durch|und|auf|aus|an|am|vor)|tote[rn]? \w+ (?:gefunden|entdeckt|geborgen)
        tot (?:aufgefunden|gefunden|geborgen|in|im|entdeckt)|todes(?:fall|fälle|fällen|opfern?|ursache|anzeige|drama|kampf|strafe|nachricht|tag|schütze)\w*
        tod (?:von|des|der|eines|einer|im|in|bei|nach|durch)|(?:nach|vor|seit|über|um) (?:de[mnr]|seine[mn]|ihre[mn]) tod|zu tode
        ge?storben\w*|verstorben\w*|verstirbt|starb(?:en)?|stirbt|sterben (?:an|in|bei|im)|ums leben|lebt nicht mehr|verlor\w* (?:sein|ihr) leben
        leichen?|leichnam\w*|leichen(?:fund|teile)\w*|beerdigung\w*|beisetzung\w*|beigesetzt|bestattung\w*|bestattet|begräbnis|trauerfeier\w*
        trauer(?: um|nd\w*|t|n)|nachruf\w*|hinterbliebene\w*|tödlich\w*|getötet\w*|tötete?n?|tötung\w*|er(?:lag|liegt) (?:seine|ihre)[nr]
        entschlafen|kondolenz\w*|kondoliert|ertrunken|ertrinkt|ertrank\w*|\w+tote[rn]?|abschied (?:von|nehmen) (?:\w+ )?verstorben\w*
    """,
    "disaster": r"""
        (?:erd|see|nach)beben\w*|hochwasser\w*|überschwemm\w+|überflut\w+|flutkatastrophe\w*|sturmflut\w*|jahrhundertflut|flutopfer\w*
        (?:wald|groß|haus|wohnungs|dachstuhl|busch|hotel|flächen|zimmer)br[aä]nde?\w*|großfeuer|feuer (?:zerstört|in|bricht|wütet)|brand (?:in|im|zerstört)|brandkatastrophe
        \w*unglücks?(?:e|en|opfer|ort|stelle)?|(?:verkehrs|arbeits|auto|flugzeug|bus|zug|bahn|bade|berg|ski|reaktor|grubenbau)?unf[aä]ll(?:e|en|s|opfer)?|verunglückt\w*
        (?:flugzeug|hubschrauber|helikopter|flug)abst[uü]rz\w*|(?:flugzeug|maschine|hubschrauber) (?:\w+ ){0,3}?(?:abgestürzt|stürzt|zerschellt)\w*
        lawinen?(?:abgang|opfer|tote|gefahr)\w*|lawine (?:\w+ )?(?:verschüttet|reißt|tötet|begräbt|erfasst|trifft)|verschüttet\w*|erdrutsch\w*|schlammlawine\w*|murenabgang
        vulkanausbr\w+|hurrikan\w*|taifun\w*|wirbelst[uü]rm\w*|tornados?|orkan\w*|zyklon\w*|hungersnot|hungersnöte|dürrekatastrophe
        (?:gas)?explosion(?:en)? (?:in|auf|bei|im|erschüttert|zerstört|an)|gasexplosion\w*|(?:haus|brücken|dach|stollen)?einsturz\w*|eingestürzt\w*|stürzt\w* ein|entgleis\w+
        massenkarambolage\w*|rettungskräfte\w*|(?:natur|umwelt|atom|flug)katastrophe\w*|katastrophen(?:fall|gebiet|schutz)\w*|evakuier\w+|gekentert|kenter(?:t|te)|schiffbruch
    """,
    "violence": rf"""
        (?:doppel|raub|frauen|ehren|auftrags|massen|völker|lust|kinds|polizisten|feme)?mord(?:e|en|es|s|fall|fälle|anschlag|prozess|verdacht|versuch|opfer|anklage|kommission|serie)?
        ermord\w+|mörder\w*|totschl[aä]g\w*|femizid\w*|messer(?:attacke|angriff|stech|stich)\w*|\w*stecherei\w*|erst(?:ochen|icht|achen?|ach)|niedergestochen|auf \w+ eingestochen
        erschossen|erschie(?:ß|ss)(?:t|en)|erschoss(?:en)?|angeschossen\w*|schüssen?|schie(?:ß|ss)erei\w*|amok\w*|attentat\w*|attentäter\w*|todesschütze\w*
        (?:terror|bomben|brand|mord|sprengstoff|selbstmord)anschl\w+|anschl[aä]ge?n? (?:auf|in|gegen)|vergewaltig\w+|sexual(?:straf|delikt|verbrech)\w*
        sexuelle[rnms]? (?:gewalt|missbrauch|übergriff|belästigung|nötigung)\w*|sexuell (?:belästigt|missbraucht|genötigt)|häusliche[rn]? gewalt
        gewalt(?:tat|täter|verbrech|opfer|delikt|exzess|schutz|tätig)\w*|gewaltsam\w*|gewalt (?:gegen|an|in|nimmt|bei|eskaliert|im|auf)|frauenh[aä]us\w*
        (?:luft|raketen|drohnen|bomben|gift|säure|terror)(?:angriff|attacke|schlag)\w*|bombard\w+|beschuss|beschossen|bombe explodiert|granaten?
        krieg (?:in|gegen|im)|kriegs(?:opfer|verbrech|gefangen|tote|gebiet)\w*|(?:ukraine|gaza|bürger|angriffs|irak) ?kriegs?|waffenruhe|feuerpause|truppen
        geiseln?|geisel(?:nahme|nehmer|drama|haft)\w*|entführ\w+|folter\w*|gefoltert|terror(?:ist|ismus|gruppe|verdacht|miliz|zelle)\w*|massaker\w*|misshand\w+|lynch\w+
        (?:schwer|leicht|lebensgefährlich|tödlich) verletzt\w*|(?:schwer|leicht)verletzte\w*|{_COUNT} verletzte\w*|menschen (?:\w+ )?verletzt|lebensgefahr
        prügelei\w*|prügelattacke|verprügelt\w*|zusammengeschlagen|niedergeschlagen|raubüberf[aä]ll\w*|überf[aä]ll(?:e|en)? (?:auf|in)|brandstift\w+|schlägerei\w*|bewaffnete[rn]?
    """,
    "suicide": r"""
        selbstm[oö]rd\w*|suizid\w*|selbsttötung\w*|freitod|(?:nahm|nimmt|nehmen|nahmen) sich (?:\w+ )?das leben|sich das leben (?:nahm|genommen|nehmen|zu nehmen)
        erhäng\w+|(?:erschoss|erschießt|richtete?|tötete?) sich(?: selbst)?|sterbehilfe\w*|lebensmüde\w*|selbstverletz\w+|(?:sprang|springt|gesprungen|stürzte sich) in den tod
    """,
    "illness": r"""
        (?:brust|haut|lungen|darm|prostata|leber|blut|magen|hirn|bauchspeicheldrüsen)krebs\w*|an krebs|krebs(?:erkrank|krank|diagnose|leiden|patient|tod|therapie|behandlung|forschung)\w*|hat krebs
        leukämie|(?:hirn)?tumor\w*|demenz\w*|alzheimer\w*|parkinson\w*|multiple sklerose|schlaganf[aä]ll\w*|herzinfarkt\w*|herzstillstand|herzanfall|im koma|koma
        intensivstation\w*|(?:in|im|ins|aus) (?:die |der |eine |einer |ein |einem )?(?:krankenhaus|klinik|spital)|klinik(?:um)? (?:eingeliefert|gebracht|geflogen|behandelt)
        erkrank\w+|schwer krank|todkrank\w*|schwerkrank\w*|krankheit(?:en|sausbruch)?|depression(?:en)?|depressiv\w*|masern\w*|cholera|malaria|ebola|tuberkulose|diphtherie|keuchhusten
        (?:corona|covid|grippe|rs) ?(?:infekt|fälle|tote|welle|patient|ausbruch)\w*|infektion(?:en|swelle|szahlen)|infiziert\w*|ausbr[uü]ch\w* (?:von|der|des) \w+(?:grippe|pest|seuche|masern|fieber|virus)
        seuchen?|vogelgrippe|schweinepest|lebensmittelvergiftung\w*|vergiftet\w*|überdos(?:is|en)|drogentote?\w*|magersucht|essstörung\w*|fehlgeburt\w*|totgeburt\w*|chemotherapie
        organspende\w*|spenderherz|transplant\w+|querschnittsgelähmt|gelähmt|notoperiert|notoperation|pflegefall|gesundheitszustand|long covid|psychisch krank\w*|hirnblutung|sepsis|blutvergiftung
    """,
    "minors": rf"""
        {_NUMBER}jährige[rnm]?(?! {_SPAN})|(?:[1-9]|1[0-7]) jährige[rnms]?(?! {_SPAN})|minderjährige?\w*
        (?:klein|schul|heim|kita|pflege)?kind(?:er|ern|es)? (?:[\w'-]+ ){{0,3}}?{_HURT}|kleinkind(?:er|ern|es)?|säugling\w*|neugeborene[nrms]?|babyleiche
        baby (?:[\w'-]+ ){{0,3}}?{_HURT}|kinderheim\w*|heimkind\w*|kindes(?:missbrauch|misshandlung|entführung|wohl|tötung)\w*|kinder(?:porno|arbeit|soldat|ehe|schänder|handel|klinik|krebs)\w*
        missbrauch (?:im|in|von kindern|an|bei|durch|von minder\w+)|missbrauchs(?:opfer|vorw|skandal|fall|fälle|bericht|studie|prozess|verdacht)\w*
        (?:jugendliche|schüler|teenager|mädchen|junge|jungen|kita kinder|schülerin|schülerinnen)[nr]? (?:[\w'-]+ ){{0,3}}?{_HURT}|(?:der|ein) junge (?:wurde|war|ist|starb|hatte)
        (?:cyber)?mobbing\w*|pädophil\w*|pädokrimin\w*|jugendamt\w*|schulmassaker|jugendgewalt|ausreißer(?:in)?|sorgerechtsstreit
    """,
    "private-persons": rf"""
        {_PLAIN} (?:\(\d\d\) )?(?:aus|streitet|kämpft|verliert|zeigt|muss|gewinnt|findet|gefilmt|verspottet|gekündigt|verklagt|blamiert)|{_PLAIN},? \d\d
        [2-9]\d jährige[rnms]? (?:aus|gibt|zeigte?|hatte|muss|war|wurde|verlor|fand)|nachbarschafts(?:streit|krieg|zwist|fehde)\w*|nachbarn? (?:streiten|vor gericht|zeigt|klagt|verklagt)\w*
        (?:mutter|vater) von (?:zwei|drei|vier|fünf|sechs)|(?:dreifache|zweifache|vierfache|alleinerziehende)[rn]? (?:mutter|vater)|privatperson\w*|obdachlose[rn]?|familienstreit|ehestreit
    """,
    "accusations": rf"""
        (?:korruptions|betrugs|tat|mord|anfangs|doping|plagiats|spionage|terror|missbrauchs|bestechungs|untreue|geldwäsche)verdachts?|unter verdacht|(?:des|wegen) verdachts
        (?:tat|haupt|terror|mord)verdächtig\w*|(?:der|die|ein|eine|einen) verdächtigen?|(?:missbrauchs|korruptions|betrugs|plagiats|belästigungs|vergewaltigungs|doping)vorw[uü]rf\w*
        vorwürfe gegen [^.]{{0,60}}?(?:staatsanwalt|ermittel|ermittl|unschuld|justiz)\w*|(?:weis(?:t|en)|wies(?:en)?|bestreite[tn]|bestritt\w*) (?:[\w'-]+ ){{0,3}}?vorwürfe
        unschuldsvermutung|mutmaßlich\w*|staatsanwaltschaft\w* (?:[\w'-]+ ){{0,3}}?(?:ermittelt|klagt|erhebt|durchsucht|prüft|wirft)|anklage (?:wegen|gegen|erhoben)|anklage erheb\w+
        angeklagte?[rn]?|ermittl(?:ungen|ungsverfahren) (?:gegen|wegen|zu)|ermittelt (?:gegen|wegen)|wegen (?:[\w'-]+ ){{0,3}}?{_CRIME}
        festgenommene?[rn]?|festnahmen?|verhaft\w+|untersuchungshaft|u haft|strafanzeige\w*|strafbefehl|razzia (?:bei|in|gegen)|durchsuchung\w* bei
        soll(?:en)? (?:[\w'-]+ ){{0,6}}?(?:veruntreut|bestochen|belästigt|betrogen|gestohlen|hinterzogen|missbraucht|geschmuggelt|erpresst|begrapscht|unterschlagen)
    """,
}
