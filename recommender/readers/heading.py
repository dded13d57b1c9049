"""Headings of a table, in the spellings that academies use, and the mapping file for the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

import yaml

from skills_taxonomy import CatalogueError, fold

_NAMES: Mapping[str, str] = {
    "id": (
        "code, cursuscode, id, course code, cursusnummer, opleidingscode, trainingscode, nummer"
        ", artikelnummer, productcode, sku, course id, cursus id, program id, programma id, nr"
        ", referentie, reference, identifier, cursusid, external id, primary code, code cursus"
    ),
    "title": (
        "titel, naam, cursus, title, name, cursusnaam, cursustitel, opleiding, training, cursussen"
        ", course, course name, course title, naam cursus, titel cursus, naam opleiding"
        ", naam training, workshop, product, productnaam, program name, programme, program"
        ", onderwerp, aanbod, activiteit, training naam, course titles, titels"
    ),
    "provider": (
        "aanbieder, opleider, provider, academie, organisatie, instituut, school, aanbieders"
        ", opleidingsinstituut, organisation, organization, institute, academy"
        ", opleidingsinstelling, aangeboden door, offered by, merk, brand"
    ),
    "kind": (
        "soort, type, kind, cursustype, soort cursus, soort opleiding, type cursus, type opleiding"
        ", categorie soort, course type, program type, type training, soort training, aanbodsoort"
    ),
    "line": "lijn, leerlijn, line, learning line, track, domein",
    "level": (
        "niveau, level, cursusniveau, moeilijkheidsgraad, moeilijkheid, course level, difficulty"
        ", educational level, instapniveau, niveau cursus"
    ),
    "language": (
        "taal, language, voertaal, instructietaal, talen, lestaal, teaching language, in language"
        ", languages, taal van de cursus, cursustaal"
    ),
    "summary": (
        "samenvatting, korte omschrijving, summary, korte beschrijving, intro, introductie"
        ", short description, inleiding, kort, teaser, in het kort, ondertitel, subtitel, subtitle"
    ),
    "description": (
        "omschrijving, beschrijving, description, cursusomschrijving, cursusbeschrijving"
        ", lange omschrijving, uitgebreide omschrijving, tekst, course description, toelichting"
        ", long description, over de cursus, over deze cursus, about, full description, details"
    ),
    "outcomes": (
        "je leert, leerdoelen, outcomes, you learn, leeruitkomsten, leerresultaten"
        ", learning outcomes, leerdoel, wat leer je, wat je leert, doelen, doel, doelstelling"
        ", doelstellingen, resultaat"
        ", learning goals, learning objectives, objectives, what you learn, what you will learn"
        ", na afloop, na afloop kun je, eindtermen, leeropbrengst, leeropbrengsten, resultaten"
    ),
    "teaches": (
        "vaardigheden, skills, skill, vaardigheid, competenties, competentie, teaches"
        ", skills taught, aangeleerde vaardigheden, competencies, competences"
    ),
    "presumes": (
        "voorkennis, prerequisites, prior knowledge, vooropleiding, toelatingseisen, instapeisen"
        ", vereiste voorkennis, benodigde voorkennis, toelating, requirements, entry requirements"
        ", ingangseisen, vereisten, prerequisite, startniveau"
    ),
    "mode": (
        "vorm, werkvorm, mode, form, lesvorm, leervorm, onderwijsvorm, uitvoering, cursusvorm"
        ", delivery, delivery mode, delivery method, wijze van uitvoering"
        ", mode of delivery, course mode, format, leermethode, methode"
        ", lesmethode, uitvoeringsvorm, program form, attendance mode"
    ),
    "part_of_day": "dagdeel, part of day, dagdelen, tijdstip, lestijden, time of day, dag of avond",
    "hours": (
        "uren, studielast, hours, duur, cursusduur, duration, studieduur, studiebelasting"
        ", tijdsduur, aantal uren, study load, studyload, tijdsinvestering, duur cursus, lengte"
        ", workload, course workload, time required, sbu, uren totaal, totaal uren, dagen"
        ", aantal dagen, aantal dagdelen, days, omvang, tijd, lesuren, contacturen, length, ects"
        ", studiepunten, credits, ec, aantal lessen, aantal bijeenkomsten, uren per week"
    ),
    "weeks": (
        "weken, doorlooptijd, weeks, aantal weken, looptijd, lead time, time to complete, maanden"
        ", aantal maanden, months"
    ),
    "price": (
        "prijs, kosten, price, cursusprijs, cursuskosten, tarief, bedrag, lesgeld, cursusgeld"
        ", deelnameprijs, cost, costs, fee, fees, tuition, tuition fee, prijzen, investering, euro"
        ", verkoopprijs, course fee, opleidingskosten, amount, wat kost het, totaalprijs, eur"
        ", prijs niet leden, prijs pp, deelnamekosten, price per person, tarieven"
    ),
    "vat": (
        "btw, vat, btw tarief, btw percentage, vat rate, btw plichtig, btw status, incl excl btw"
        ", tax, btw code, vat included, btw inbegrepen, incl btw, inclusief btw, including vat"
    ),
    "starts": (
        "start, startdata, data, start dates, startdatum, datum, start date, cursusdata, begindatum"
        ", eerste les, eerste lesdag, date, dates, startmoment, startmomenten, planning, wanneer"
        ", when, lesdata, eerstvolgende startdatum, aanvang, aanvangsdatum, begin, cursusdatum"
        ", datums, uitvoeringen, next start, upcoming dates, starts, instroommoment"
    ),
    "end": "einddatum, eind, einde, end date, end, laatste les, laatste lesdag, t m, tot en met",
    "place": (
        "locatie, plaats, location, place, stad, city, cursuslocatie, leslocatie, town, locaties"
        ", standplaats, plaatsnaam, waar, where, venue, lesplaats, locations, adres"
    ),
    "seats": (
        "max deelnemers, plaatsen, seats, max participants, maximum aantal deelnemers, capaciteit"
        ", aantal plaatsen, aantal deelnemers, groepsgrootte, maximaal aantal deelnemers, capacity"
        ", deelnemers, max aantal deelnemers"
        ", max aantal deeln, max deeln, aantal deeln, maximum, participants, group size"
        ", max groepsgrootte"
        ", maximum participants, maximum deelnemers"
    ),
    "url": (
        "website, link, url, webpagina, web, webadres, link naar website, meer informatie"
        ", meer info, pagina, course url, cursuslink, site, webpage, homepage, weblink, web link"
        ", hyperlink, cursuspagina, links, more information, inschrijflink, web address"
    ),
    "more": (
        "doelgroep, target group, voor wie, audience, inhoud, programma inhoud, programma, content"
        ", onderwerpen, topics, lesprogramma, who is it for, target audience, cursusinhoud"
        ", modules, werkwijze, opzet, contents, voor wie is deze cursus, thema, themas"
    ),
    "published": (
        "gepubliceerd, published, actief, active, zichtbaar, visible, status, publiceren"
        ", online zetten, in publicatie, in publication"
    ),
}
HEADINGS: Mapping[str, tuple[str, ...]] = {
    field: tuple(re.split(r",\s*", names)) for field, names in _NAMES.items()
}
"""Field to the headings it may stand under; the first Dutch one is the heading in messages.

Most fields are those of `Course`. Of the others `end` is the last day of a start, `place` its town,
`vat` how VAT is meant, `more` a text that joins the description, and `published` yes or no.
"""

SEVERAL = {"starts", "outcomes", "more", "teaches", "presumes"}
"""Fields that several columns may fill together."""

_LEFT = {"", "-", "left", "niets", "geen", "none", "overslaan", "skip"}
_NOTE = re.compile(r"[(\[]([^)\]]*)[)\]]?")
_VAT = re.compile(
    r"\b(?:(incl|excl)\w*|(ex|in))\b\.?\s*(\d{1,2}\s*%)?\s*(?:b\.?t\.?w\.?|vat|tax)(?!\w)"
)
_BARE_VAT = re.compile(r"(prijs|kosten|tarief|bedrag|price|fee|costs?)\W+(incl|excl|ex)\w*\W*\Z")
_PLUS_VAT = re.compile(r"(prijs|kosten|tarief|bedrag|price|fee|costs?)\s*(?:\+|plus)\s*(?:btw|vat)")
_OF_A_START = {"starts", "end", "place"}
_IN = re.compile(r"\b(?:in|per|p)\b\.?\s+(\w+)\s*\Z")
_NUMBERED = re.compile(r"[\s_#-]*\d{1,2}\Z")
_ABOUT_A_COURSE = (
    "cursus opleidings opleiding trainings training course programme program programma product"
).split()


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says of its column."""

    field: str
    """One of `HEADINGS`."""
    rank: int
    """Of several columns for one field the lowest counts."""
    note: str = ""
    """A unit or how VAT is meant, folded: "excl. btw", "weken"."""
    taken_for: str = ""
    """The heading it was taken for, where it is spelled otherwise."""


def _key(text: str) -> str:
    # Without accents, punctuation and spacing.
    plain = unicodedata.normalize("NFKD", fold(text))
    return re.sub(r"[^a-z0-9]", "", plain)


_KNOWN = {
    _key(name): (field, rank)
    for field, names in reversed(list(HEADINGS.items()))
    for rank, name in reversed(list(enumerate(names)))
}


_LONG, _ALIKE = 7, 0.9
"""Letters and likeness from which a heading is taken for one that is spelled otherwise."""
_LONG_KEYS = sorted(key for key in _KNOWN if len(key) >= _LONG)
_OR = re.compile(r"\s*(?:/|,|\+|&|\bof\b|\ben\b|\bor\b|\band\b)\s*")


@lru_cache(maxsize=1024)
def read_heading(text: str) -> Heading | None:
    """What a heading in Dutch or English says; None when Koers does not know it.

    Args:
        text: "Cursusnaam", "Prijs (excl. btw)", "Duur in weken", "Startdatum 2", "course_code".
    """
    folded = fold(text)[:120]
    notes = []
    folded = _PLUS_VAT.sub(r"\1 excl. btw", _BARE_VAT.sub(r"\1 \2. btw", folded))
    if found := _VAT.search(folded):
        notes.append(f"{'excl.' if (found[1] or found[2]).startswith('ex') else 'incl.'}")
        notes += [found[3]] if found[3] else []
        if known := _known(_VAT.sub(" ", folded)):
            return Heading(known[0], known[1], " ".join(notes))
    if known := _known(folded):
        return Heading(*known, _unit(folded))
    if found := _NOTE.search(folded):
        return _with_note(_NOTE.sub(" ", folded), found[1].strip())
    if found := _IN.search(folded):
        return _with_note(folded[: found.start()], found[1])
    if _NUMBERED.search(folded):
        return _with_note(_NUMBERED.sub("", folded), "")
    return _either(folded) or _misspelled(folded)


def _either(folded: str) -> Heading | None:
    # "Startdatum/data", "Titel of naam": words for one thing, of which the first counts.
    parts = [part for part in _OR.split(folded) if part.strip()]
    found = [known for part in parts if (known := _known(part))]
    fields = {field for field, _ in found}
    if len(parts) > 1 and "starts" in fields and fields <= _OF_A_START:
        return Heading("starts", _KNOWN["start"][1])  # "Start- en einddatum", "Data & locaties"
    same = len(parts) > 1 and len(fields) == 1
    return Heading(*found[0], _unit(folded)) if same else None


def _misspelled(folded: str) -> Heading | None:
    # "Omschrijvng", "Startdaum": a letter too many, too few or swapped, in a word that is long.
    key = _key(folded)
    if len(key) < _LONG:
        return None
    # The first letters must be right: "minimum" is no misspelled "maximum".
    likely = [known for known in _LONG_KEYS if known[:2] == key[:2]]
    near = get_close_matches(key, likely, n=1, cutoff=_ALIKE)
    return Heading(*_KNOWN[near[0]], _unit(folded), near[0]) if near else None


def _with_note(rest: str, note: str) -> Heading | None:
    known = _known(rest)
    return Heading(known[0], known[1], note) if known else None


def _known(folded: str) -> tuple[str, int] | None:
    key = _key(folded)
    if found := _KNOWN.get(key):
        return found
    for word in _ABOUT_A_COURSE:
        if key.startswith(word) and (found := _KNOWN.get(key[len(word) :])):
            return found
    return None


def _unit(folded: str) -> str:
    # "Aantal dagen" and "ECTS" are lengths in a unit of their own.
    found = re.search(
        r"(dagen|days|dagdelen|maanden|months|weken|weeks|ects|studiepunten|credits|\bec|lessen"
        r"|bijeenkomsten)\b",
        folded,
    )
    if folded.endswith("uren per week"):
        return "uur per week"
    return found[1] if found else ""


def read_mapping(text: str, name: str) -> dict[str, str]:
    """A mapping file: the headings of an academy, each with the field or heading it stands for.

    Args:
        text: YAML, such as `Prijsklasse: Prijs`; `-` leaves a column unread.
        name: of the file, for messages.

    Returns:
        Heading to field of `HEADINGS`, or to "" for a column that is left.

    Raises:
        CatalogueError: it is no such list, or names a field that Koers does not have.
    """
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark else ""
        raise CatalogueError(
            f"{name}{where} is no YAML; write on each line a heading, a colon and a field."
        ) from None
    if not isinstance(found, dict) or not found:
        raise CatalogueError(f"{name} is no list of headings; write lines such as 'Tarief: Prijs'.")
    return {
        str(heading): field_of(str(field or ""), str(heading), name)
        for heading, field in found.items()
    }


def field_of(text: str, heading: str, name: str) -> str:
    """The field that a mapping means; "" for a column that is left.

    Raises:
        CatalogueError: there is none; the message lists them.
    """
    if fold(text) in _LEFT:
        return ""
    if text in HEADINGS:
        return text
    if found := read_heading(text):
        return found.field
    listed = ", ".join(names[0] for names in HEADINGS.values())
    raise CatalogueError(
        f"{name} gives '{heading}' to '{text}', which Koers does not know; choose from: {listed}."
    )
