"""Personal data that is dropped before anything is read: it is never linked, shown or kept.

What stands in a special category by law (health, religion, origin) takes its whole sentence with
it; a name, an address or a date of birth takes its clause. Lists cannot know every name. So a
sentence is kept only where it was found to say something about work.
"""

from __future__ import annotations

import re

_HEALTH = (
    r"ziekte\w*|\w+ziekte|\w*kanker|\w*tumor|\w*operatie|geopereerd|\w*infarct|\w*hernia|reuma|"
    r"burn-?outs?|overspannen|depressie\w*|postnatale|psychose\w*|ptss|ptsd|adhd|add|autis\w+|"
    r"dyslec?xi\w*|dyslectisch|dyslexic|epilep\w+|astma|asthma\w*|migraine|diabet\w+|suikerziekte|"
    r"coeliac|coeliakie|celiac|parkinson|lupus|multiple sclerosis|ms-diagnose|pacemaker|"
    r"slechthorend|slechtziend|kleurenblind|blind geboren|deaf|cancer|tumou?r|stroke|surgery|"
    r"beroerte|chronisch\w*|chronic\w*|handicap\w*|disabilit\w+|disabled|arbeidsongeschikt\w*|"
    r"wajong|wia|diagnos\w+|ziek geweest|ziekteverlof|sick leave|depression|anxiety disorder|"
    r"hiv|long covid|zwanger\w*|pregnan\w+|bipolair\w*|bipolar|verslav\w+|addiction|genezen"
)
_BELIEF = (
    r"katholiek\w*|catholic|protestants?|gereformeerd\w*|hervormd|remonstrants\w*|doopsgezind\w*|"
    r"evangelis\w+|evangelical|pinkster\w*|orthodox\w*|moslim\w*|muslim|islam\w*|ramadan|joods\w*|"
    r"jewish|jood|hindoe\w*|hindu\w*|boeddhis\w+|buddhis\w+|christelijk\w*|christian|christen|"
    r"kerk|church|moskee|mosque|synago\w+|atheïst\w*|atheist|gelovig\w*|religio\w*|religie|"
    r"vakbondslid|partijlid"
)
_ORIGIN = (
    r"surinaam\w*|surinamese|marokkaan\w*|moroccan|turks\w*|turkish|pools|poolse|polish|iers|ierse|"
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
    r"\b(?:ik ben|i am|i'm)\s+(?:een |a |an )?(?:nederlander|nederlands|dutch|duits\w*|german|"
    r"frans\w*|french|spaans\w*|spanish|italiaans\w*|italian|belg\w*|belgian|vlaams|engels|"
    r"british|american|amerikaans\w*)\b",
    re.IGNORECASE,
)

_CONTACT = re.compile(
    r"\S+@\S+|https?://|\bwww\.|(?:\+|\b00)\d[\d\s()./-]{6,}|\b0\d(?:[\s()./-]?\d){7,}"
    r"|\b\d{4}\s?(?-i:[A-Z]{2})\b|\b\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d{2}\b"
    r"|\b(?:19|20)\d{2}-\d{2}-\d{2}\b|\b\d{8,9}\b|\bNL\d{9}B\d\d\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:jan|feb|ma|mrt|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)"
    r"[a-z]*\.?,?\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b[A-Z][\w'-]*(?:straat|laan|weg|pad|plein|kade|steeg|hof|gracht|singel|dijk|veld|park|"
    r"plantsoen|dreef|markt|kamp)\s+\d+|\b\d+\s+(?:[A-Z][\w'-]+\s+){1,3}(?:Lane|Street|Road|Quay|"
    r"Avenue|Drive|Way|Close|Square|Terrace|Court)\b",
)
_BIRTH = re.compile(
    r"\b(?:geboren|geb\.|geboorte\w*|born|birth\w*|leeftijd|burgerlijke staat|bsn|gescheiden|"
    r"weduwe|weduwnaar|samenwonend|getrouwd|gehuwd|married|divorced|widow(?:er)?|"
    r"(?:ben|am)\s+(?:nu\s+)?\d\d(?:\s+jaar)?|\d\d years old|kom uit|woon|woonachtig|woonplaats|"
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
_FAMILY = re.compile(
    r"\b(?:mijn|m'n|my|haar|zijn|his|her|een)\s+(?:ex-?|oudste |jongste |eldest |late )?(?:partner|"
    r"man|vrouw|vriend|vriendin|broer|zus|zoon|dochter|vader|moeder|oma|opa|ouders|huisgenoot|"
    r"kinderen|husband|wife|boyfriend|girlfriend|brother|sister|son|daughter|father|mother|"
    r"flatmate|housemate|kids|children)\b|\b(?:partner|vriend|vriendin|man|vrouw|husband|wife|"
    r"broer|zus)\s+(?:[A-Z][\w'-]+)|\b(?:vader|moeder|father|mother) (?:van|of)\b",
)
_FAMILY_FIRST = re.compile(
    r"^(?:Mijn|My|Haar|Zijn|His|Her|Vriend|Vriendin|Vrouw|Man|Husband|Wife)\s+"
    r"(?:[a-z]+\s+)?(?:partner|man|vrouw|vriend|vriendin|broer|zus|zoon|dochter|oma|opa|husband|"
    r"wife|brother|sister|son|daughter|mother|father|[A-Z][\w'-]+ )",
)
_SHORT_NAME = re.compile(r"^[^\W\d_][\w'’.-]*(?: (?:van|de|der|den|[^\W\d_][\w'’.-]*)){1,3}$")
_NAMED = re.compile(
    r"^(?:naam|name|voornaam en achternaam|volledige naam|full name)\b\s*:?\s*(.+)$",
    re.IGNORECASE,
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
        or (name and name.casefold() in clause.casefold())
    )


def is_about_family(clause: str) -> bool:
    """Whether a clause is about somebody near; what follows it is about them as well."""
    return bool(_FAMILY.search(clause) or _FAMILY_FIRST.search(clause))


def name_in(lines: list[str]) -> str:
    """The name of the writer: after "Naam:", or on the first line, or under the letter."""
    for line in lines[:15]:
        if found := _NAMED.match(line.strip()):
            return re.split(r"[.,(]| {2,}", found[1].strip())[0].strip()
    for line in [*lines[:1], *lines[-1:]]:
        first = re.split(r"\s+[–—/|-]\s+|[,(]", line.strip())[0].strip()
        if _SHORT_NAME.match(first) and not _TITLES.match(first) and not first.endswith("."):
            words = [word for word in first.split() if word not in ("van", "de", "der", "den")]
            if all(word[:1].isupper() for word in words):
                return first
    return ""
