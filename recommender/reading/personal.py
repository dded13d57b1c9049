"""Personal data that is dropped before anything is read: it is never linked, shown or kept.

What stands in a special category by law (health, religion, origin) takes its whole sentence with
it; a name, an address or a date of birth takes its clause. Lists cannot know every name. So a
sentence is kept only where it was found to say something about work.
"""

from __future__ import annotations

import re

from recommender.reading.triggers import AGENT

_HEALTH = (
    r"ziekte\w*|\w+ziekte|\w*kanker|\w*tumor|(?!co)\w*operatie|geopereerd|\w*infarct|\w*hernia|"
    r"reuma|"
    r"burn-?outs?|overspannen|depressie\w*|postnatale|psychose\w*|ptss|ptsd|adhd|(?-i:ADD)|"
    r"(?<=heb )add|(?<=have )add|autis\w+|"
    r"dyslec?xi\w*|dyslectisch|dyslexic|epilep\w+|astma|asthma\w*|migraine|diabet\w+|suikerziekte|"
    r"coeliac|coeliakie|celiac|parkinson|lupus|multiple sclerosis|ms-diagnose|pacemaker|"
    r"slechthorend|slechtziend|kleurenblind|blind geboren|deaf|cancer|tumou?r|stroke|surgery|"
    r"beroerte|chronisch\w*|chronic\w*|handicap\w*|disabilit\w+|disabled|arbeidsongeschikt\w*|"
    r"wajong|wia|diagnos\w+|ziek geweest|ziekteverlof|sick leave|depression|anxiety disorder|"
    r"hiv|long covid|crohn|\w*stoornis\w*|paniek\w*|disorder\w*|gehoorapparaat|hoortoestel\w*|"
    r"hearing aids?|rolstoel|wheelchair|prothese|prosthe\w+|medicatie|medication|medicijnen|knie|"
    r"knee|rugklachten|back pain|fibromyalgie|rsi|(?-i:MS)|(?<=heb )ms|(?<=have )ms|alzheimer|"
    r"dementie|dementia|hartpatient|"
    r"hartkwaal|allerg\w+|trauma|rouw\w*|overleden|overlijden|passed away|kleuren?blind\w*|"
    r"colou?r.?blind\w*|zwanger\w*|pregnan\w+|bipolair\w*|bipolar|verslav\w+|addiction|genezen"
)
_BELIEF = (
    r"katholiek\w*|catholic|protestants?|gereformeerd\w*|hervormd|remonstrants\w*|doopsgezind\w*|"
    r"evangelis\w+|evangelical|pinkster\w*|orthodox\w*|moslim\w*|muslim|islam\w*|ramadan|joods\w*|"
    r"jewish|jood|hindoe\w*|hindu\w*|boeddhis\w+|buddhis\w+|christelijk\w*|christian|christen|"
    r"kerk|church|moskee|mosque|synago\w+|atheïst\w*|atheist|gelovig\w*|religio\w*|religie|"
    r"kerkenraad|parochie|parish|dominee|imam|priester|rabbijn|pastoor|quaker\w*|mormo\w+|"
    r"jehova\w*|"
    r"humanis\w+|soefi\w*|sikh\w*|bahai|baptist\w*|luthers\w*|methodist\w*|"
    r"(?<!ik )geloof(?! (?:in|dat|ik|niet)\b)|faith|bijbel\w*|"
    r"bible|koran|quran|sabbat|sjabbat|shabbat|vakbond\w*|trade union|union member|fnv|cnv|"
    r"partijlid|lid van (?:de )?(?:vvd|pvda|d66|cda|sp|pvv|groenlinks|denk|bij1|volt|cu|sgp|bbb)"
)
_ORIGIN = (
    r"surinaam\w*|surinamese|marokkaan\w*|moroccan|turks\w*|turkish|pools|poolse|(?-i:Polish)|"
    r"iers|ierse|"
    r"irish|brazilia\w+|braziliaan\w*|oekraïens\w*|ukrainian|grieks\w*|greek|syrisch\w*|syrian|"
    r"indisch\w*|chinees\w*|chinese|fries|friese|roma|sinti|antillia\w+|curaçaos\w*|molukse?|"
    r"iraans\w*|iranian|irakees\w*|iraqi|afghaans\w*|afghan|somalisch\w*|somali|russisch\w*|"
    r"russian|roemeens\w*|romanian|bulgaars\w*|bulgarian|portugees\w*|portuguese|koerdisch\w*|"
    r"kurdish|eritre\w+|ethiop\w+|indiaas|indian|pakistan\w*|hongaars\w*|hungarian|tsjechisch\w*|"
    r"nationalit\w+|paspoort van mij|passport holder|passport|moedertaal|thuistaal|vluchteling\w*|"
    r"refugee|asielzoek\w+|transgender|trans vrouw|trans man|homoseksue\w+|lesbisch\w*|lesbian"
)
_SENSITIVE = re.compile(rf"\b(?:{_HEALTH}|{_BELIEF}|{_ORIGIN})\b", re.IGNORECASE)
_OWN_ORIGIN = re.compile(
    r"\b\w+ (?:national|citizen)\b|\b(?:residence|work) permit\b|\bverblijfsvergunning\b|"
    r"\b(?:ik ben|i am|i'm)\s+(?:een |a |an )?(?:nederlander|nederlands|dutch|duits\w*|german|"
    r"frans\w*|french|spaans\w*|spanish|italiaans\w*|italian|belg\w*|belgian|vlaams|engels|"
    r"british|american|amerikaans\w*)\b",
    re.IGNORECASE,
)

_CONTACT = re.compile(
    r"\S*@\S+|https?://|\bwww\.|\blinkedin\.\w+/|(?:\+|\b00)\d[\d\s()./-]{6,}|"
    r"\b0\d(?:[\s()./-]{0,3}\d){7,}|\b\w+ ?(?:\[at\]|\(at\)) ?\w+"
    r"|\b\d{4}\s?(?-i:[A-Z]{2})\b|\b\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d{2}\b"
    r"|\b(?:19|20)\d{2}-\d{2}-\d{2}\b|\b\d{8,9}\b|\bNL\d{9}B\d\d\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:jan|feb|ma|mrt|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|"
    r"dec)"
    r"[a-z]*\.?,?\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?!onderweg|marketing)\w[\w'-]*(?:straat|laan|weg|pad|plein|kade|steeg|hof|gracht|singel|"
    r"dijk|"
    r"veld|plantsoen|dreef|markt|kamp|plaza|boulevard|lei|hove|wal|baan|park)\s+\d{1,4}(?!\d)|"
    r"\b\d+\w?\s+(?:[A-Z][\w'-]+\s+){1,3}(?:Lane|Street|Road|Quay|Avenue|Drive|Way|Close|Square|"
    r"Terrace|Court|Mews|Gardens|Row|Hill)\b|^(?:omgeving|regio|greater|provincie)\s+\w+|"
    r"^[\w' -]{2,40},\s+(?:nederland|the netherlands|netherlands|belgi[eë]|belgium|vlaanderen)$",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"\b(?:geboren|geb\.|geboorte\w*|born|birth\w*|leeftijd|burgerlijke staat|bsn|gescheiden|"
    r"weduwe|weduwnaar|samenwonend|getrouwd|gehuwd|married|divorced|widow(?:er)?|"
    r"(?:ben|am)\s+(?:nu\s+)?\d\d(?:\s+jaar)?|\d\d jaar oud|\d\d years old|kom uit|woon(?:t|de|"
    r"den)?|woonachtig|woonplaats|"
    r"lives? in|living in|live with|b\.\s*(?:19|20)\d\d|vrijgezel|alleenstaand\w*|single parent|"
    r"gezin|"
    r"you can reach me|bereikbaar op|ik heet|mijn naam is|my name is|naam verzonnen|"
    r"kvk \d+|adres|address|telefoon|tel\.|mobiel|referenties?|references?)(?!\w)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b[A-Z]\.\s?(?:[A-Z]\.\s?)*(?:(?:van|de|der|den|ten|ter)\s+)*[A-Z][\w'-]+|"
    r"\b(?:de heer|mevrouw|mevr\.|dhr\.|mr\.|mrs\.|ms\.?|mr|mrs)\s+(?:[A-Z]|van\b|de\b)|"
    r"\b(?:regie|geluid|camera|montage|muziek|animatie|tekst|beeld|foto's?|directed by|"
    r"director|sound|music|editor|edited by)\s?:\s?[A-Z][\w'-]+\s+[A-Z][\w'-]+|"
    r"\b(?:was|is|werd|were) (?:van|by|door) [A-Z][\w'-]+ [A-Z][\w'-]+",
)
_STAFF_NAME = re.compile(
    rf"(?i:\b(?!\w*(?:bureau|studio|omroep|bedrijf|school|team|desk|agency|company)\b){AGENT})"
    r"(?: |, | ?\()([A-Z][a-z'’-]+)(?=\)|,|$|\.)|\b(?i:vraag naar|ask for) ([A-Z][a-z'’-]+)|"
    r"\(([A-Z][a-z]{2,})\)$",
)
"""One name behind what somebody is: "editor Bram", "our analyst (Merel)"."""

_FROM = re.compile(r"\b(?:uit|based in|wonend in|gevestigd in) ([A-Z][\w'’-]+)")
_NOBODY = frozenset(
    "adobe after avid premiere final pro davinci google microsoft meta looker power unreal unity "
    "media "
    "movie creative visual logic ableton apple amazon azure aws cinema maya blender nuke houdini "
    "black magic blackmagic sony canon arri red panasonic open street social data video audio "
    "camera "
    "content machine deep voice word excel office adobe's photoshop illustrator lightroom figma "
    "tableau facebook instagram tiktok youtube twitch linkedin whatsapp chat chatgpt node "
    "react".split()
)
_SOMEBODY = re.compile(
    r"(?<!\w)(?:met|with|van|voor|for|from|of|aan|onder|under|naast|and|en) "
    r"([A-Z][a-z'’-]+ (?:(?:van|de|der|den|ten|ter) )*[A-Z][a-z'’-]+)(?!\w)"
)
"""A first name and a surname behind a small word: "an interview with Jan Jansen"."""

_CREDIT = re.compile(
    r"(?<!\w)(?!(?:software|tools?|kit|gear|systems?|systemen|apparatuur|programma'?s|skills)\b)"
    r"(?i:[a-z][\w' -]{2,25}):\s?(?:(?:[Dd]r|[Dd]rs|[Mm]r|[Mm]s|[Ii]r)\.? )?"
    r"[A-Z][\w'-]+ (?:(?:van|de|der|den) )*[A-Z][\w'-]+[.,;)]*$"
)
"""A name behind what somebody did: "Camera: Jan Jansen"."""

_FAMILY = re.compile(
    r"\b(?:mijn|m'n|my|haar|zijn|his|her|een)\s+(?:ex-?|oudste |jongste |eldest |late )?(?:partner|"
    r"man|vrouw|vriend|vriendin|broer|zus|zoon|dochter|vader|moeder|oma|opa|ouders|huisgenoot|"
    r"kinderen|husband|wife|boyfriend|girlfriend|brother|sister|son|daughter|father|mother|"
    r"flatmate|housemate|classmate|klasgenoot|studiegenoot|buurman|buurvrouw|neighbour|"
    r"kids|children)\b|\b(?:partner|vriend|vriendin|man|vrouw|husband|wife|"
    r"broer|zus)\s+(?:[A-Z][\w'-]+)|\b(?:vader|moeder|father|mother) (?:van|of)\b|"
    r"\b(?:thuis )?bij de kinderen\b|\b(?:the|onze|our|de) (?:kids|kinderen|children|tweeling|"
    r"twins)"
    r" ?\(",
)
_FAMILY_FIRST = re.compile(
    r"^(?:Mijn|My|Haar|Zijn|His|Her|Vriend|Vriendin|Vrouw|Man|Husband|Wife)\s+"
    r"(?:[a-z]+\s+)?(?:partner|man|vrouw|vriend|vriendin|broer|zus|zoon|dochter|oma|opa|husband|"
    r"wife|brother|sister|son|daughter|mother|father|[A-Z][\w'-]+ )",
)
_OPENING = (
    r"^(?i:over|about)\s+|^#+\s*|^(?i:c\.?v\.?|curriculum vitae|resume|intake\w*|profiel|profile|"
    r"notities)(?i: van| of| for)?[\s:–-]+(?=[A-Z])"
)
_SUBJECTS = frozenset(
    "Dit Dat Het De Een Er Hier Mijn This That The It There My A An Ik I We Wij Zij Ze Hij She "
    "He".split()
)
_BETWEEN = frozenset("van de der den ten ter het von und del".split())
_FAREWELL = re.compile(
    r"^(?:(?:met )?(?:vriendelijke|hartelijke|warme) groet\w*|groet\w*|hoogachtend|(?:kind |best |"
    r"warm )?regards|yours (?:sincerely|faithfully|truly)|sincerely|best wishes|liefs|mvg)\b[,. ]*",
    re.IGNORECASE,
)
_SHORT_NAME = re.compile(r"^[^\W\d_][\w'’.-]*(?: (?:van|de|der|den|[^\W\d_][\w'’.-]*)){1,3}$")
_NAMED = re.compile(
    r"^(?:naam|name|voornaam(?: en achternaam)?|volledige naam|full name|kandidaat|candidate|"
    r"cli[eë]nt|"
    r"deelnemer|sollicitant)\b(?: \w+)?\s*:?\s+(.+)$|^(?:naam|name)\s*:?$",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(
    r"^([A-Z][\w'’-]+(?: (?:van|de|der|den|ten|ter))*(?: [A-Z][\w'’-]+)?)(?: \(\d+\))?,? (?:is|"
    r"was|werkt|maakt|woont|"
    r"begon|studeerde|presenteert|schrijft|works|makes|lives|has|heeft|started|writes)\b"
)
_TITLES = re.compile(r"^(?:c\.?v\.?|curriculum vitae|résumé|resume)\b", re.IGNORECASE)


def is_sensitive(sentence: str) -> bool:
    """Whether a sentence tells about health, belief, origin or the like."""
    return bool(_SENSITIVE.search(sentence) or _OWN_ORIGIN.search(sentence))


def is_personal(clause: str, name: str = "") -> bool:
    """Whether a clause holds a name, an address, a number, or a date of birth.

    Args:
        clause: what somebody wrote.
        name: how they are called, as far as that is known.
    """
    return bool(
        _CONTACT.search(clause)
        or _STREET.search(clause)
        or _BIRTH.search(clause)
        or _PERSON.search(clause)
        or _CREDIT.search(clause.strip())
        or (name and without_name(clause, name) != clause)
    )


def without_name(clause: str, name: str) -> str:
    """A clause without the name of its writer, in whole or in part."""
    parts = [part for part in re.split(r"[\s()\"“”.,]+", name) if len(part) > 2]
    for part in (name, *parts):
        if part and part.casefold() not in _BETWEEN:
            capital = part if part.isupper() else part[0].upper() + part[1:]
            forms = "|".join(re.escape(p) for p in {capital, capital.upper(), capital.title()})
            clause = re.sub(rf"(?<!\w)(?:{forms})(?:'s|’s)?(?!\w)", " ", clause)
    return " ".join(clause.split()) if name else clause


def without_colleagues(clause: str) -> str:
    """A clause without the first names of those it speaks of."""
    for found in reversed(list(_STAFF_NAME.finditer(clause))):
        start, end = found.span(found.lastindex or 0)
        clause = clause[:start] + clause[end:]
    clause = _FROM.sub(" ", clause)
    for found in reversed(list(_SOMEBODY.finditer(clause))):
        if not _NOBODY & set(found[1].lower().split()):
            clause = clause[: found.start(1)] + clause[found.end(1) :]
    return clause.replace("()", "").strip()


def is_about_family(clause: str) -> bool:
    """Whether a clause is about somebody near; what follows it is about them as well."""
    return bool(_FAMILY.search(clause) or _FAMILY_FIRST.search(clause))


def name_in(lines: list[str]) -> str:
    """The name of the writer: after "Naam:", on the first line, or under the letter."""
    for number, line in enumerate(lines[:15]):
        if found := _NAMED.match(line.strip()):
            said = found[1] or (lines[number + 1] if number + 1 < len(lines) else "")
            return re.split(r"[.,(]\s*$| {2,}|, ", said.strip(" :"))[0].strip()
    for line in lines[:2]:
        if (told := _TOLD_OF.match(line.strip())) and told[1] not in _SUBJECTS:
            return told[1]
    address = {
        word
        for found in re.findall(r"([\w.-]+)@|/in/([\w-]+)", "\n".join(lines).lower())
        for word in re.split(r"[._-]", found[0] or found[1])
        if len(word) > 2
    }
    for line in lines[:40]:
        words = re.findall(r"[^\W\d_]+", line)
        if 1 < len(words) < 5 and {w.lower() for w in words} - _BETWEEN <= address:
            return line.strip()
    under = [
        rest or (lines[number + 1] if number + 1 < len(lines) else "")
        for number, line in enumerate(lines)
        if (found := _FAREWELL.match(line.strip()))
        for rest in [line.strip()[found.end() :].strip()]
    ]
    about = [re.sub(_OPENING, "", lines[0].strip())] if lines else []
    for line in [*under, *about, *lines[1:2], *lines[-1:]]:
        written = re.split(r"\s+[–—/|-]\s+|,", line.strip())[0].strip()
        first = " ".join(re.sub(r"\([^)]*\)|[\"“”][^\"“”]*[\"“”]", " ", written).split())
        if _SHORT_NAME.match(first) and not _TITLES.match(first) and not first.endswith("."):
            words = [word for word in first.split() if word not in _BETWEEN]
            if all(word[:1].isupper() for word in words):
                return written
    return ""
