"""Words of providers for what Koers has a closed list for: kind, mode, part of day and the like.

The lists hold what people write in Dutch and English, and the values of EDU-DEX (programType,
programForm, instructionMode, contactHoursPartOfDay), OOAPI (modeOfDelivery, teachingLanguage) and
schema.org (courseMode, eventAttendanceMode).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from recommender.course import Kind, Mode, PartOfDay
from skills_taxonomy import Language, Level, Line, fold

T = TypeVar("T")

_LONGEST = 300
"""Characters that are read; a text beyond them is no word."""


def _list(words: Mapping[T, str]) -> Mapping[str, T]:
    return {word.strip(): value for value, text in words.items() for word in text.split(",")}


_KINDS: Mapping[str, Kind] = _list(
    {
        "course": "course,courses,cursus,cursussen,opleiding,opleidingen,training,trainingen"
        ",trainings,leergang,programma,program,programme,minor,module,modules,deeltraject"
        ",bijscholing,nascholing,scholing,traineeship,regular,regulier,educational,mbo module"
        ",keuzedeel,traject,leertraject,leerlijn,bootcamp,boot camp,short course,vak,post-hbo"
        ",micro-credential,microcredential,courseinstance,educationaloccupationalprogram"
        ",internship,cursusdag,cursusavond,basiscursus,basistraining,vervolgcursus"
        ",verdiepingscursus,online cursus,online training,online course,beroepsopleiding"
        ",summer school,zomerschool,associate degree,bachelor,vaktraining,avondcursus"
        ",dagcursus,virtual classroom,certificate program",
        "workshop": "workshop,workshops,masterclass,masterclasses,master class,master classes"
        ",clinic,atelier,werkplaats,practicum,workshopreeks,hands-on,creatieve sessie"
        ",intervisie",
        "e-learning": "e-learning,elearning,e learning,e-learnings,e-learningmodule,mooc"
        ",self study,self-study,zelfstudie,thuisstudie,microlearning,online module,e-cursus"
        ",videocursus,e-course,afstandscursus,schriftelijke cursus,e-module",
        "event": "event,events,evenement,evenementen,lezing,lezingen,lecture,lectures,talk"
        ",talks,webinar,webinars,congres,congressen,conference,conferentie,symposium,seminar"
        ",seminars,meetup,meet-up,netwerkbijeenkomst,kennissessie,kennisbijeenkomst,infosessie"
        ",bijeenkomst,themabijeenkomst,studiedag,open dag,festival,panelgesprek,educationevent"
        ",studiemiddag,themadag,keynote,netwerkborrel,kennisdag,gastcollege,infoavond",
        "coaching": "coaching,coachingstraject,coachtraject,individuele coaching"
        ",loopbaancoaching,coach,begeleiding,loopbaanbegeleiding,mentoring,mentoraat"
        ",supervisie,1-op-1 coaching,loopbaangesprek,mentortraject,career coaching"
        ",personal coaching,groepscoaching",
    }
)
# In the midst of a title these say what a course is about, not what it is.
_ONLY_ALONE = set(
    "event,events,evenement,evenementen,coaching,coach,begeleiding,talk,talks,festival,vak,program"
    ",programma,programme,module,modules,educational,regular,regulier,atelier,hands-on,workshops"
    ",training,trainingen,trainings,mentoring,supervisie,bijeenkomst,intervisie,lecture,lectures"
    ",scholing,werkplaats,webinars,minor,bachelor,internship,conference,conferentie,opleidingen"
    ",cursussen,lezingen,seminars,traject,leerlijn,coachtraject".split(",")
)

_MODES: Mapping[str, Mode] = _list(
    {
        "classroom": "classroom,class room,classroom teaching,klassikaal,klassikale,klas"
        ",on campus,on-campus,campus,presential,face-to-face,face to face,contactonderwijs"
        ",contact,in person,in-person,onsite,on-site,on site,fysiek,fysieke,live op locatie"
        ",offlineeventattendancemode,offline,op school,groepsles,groepslessen,groepstraining"
        ",group,lokaal,leslokaal,lecture,hoorcollege,bijeenkomsten,aanwezig,training on site"
        ",research lab based,lab",
        "online": "online,on line,live online,online live,virtueel,virtuele,virtual"
        ",virtual classroom,virtuele klas,webinar,webinars,distance learning,distance-learning"
        ",distance,afstandsonderwijs,afstandsleren,op afstand,afstand,remote,digitaal,digitale"
        ",synchronous,synchroon,onlineeventattendancemode,coil,livestream,zoom,teams,ms teams"
        ",web,thuis",
        "blended": "blended,blended learning,blended leren,blended-learning,hybride,hybrid"
        ",hybrid learning,mixedeventattendancemode,mixed,gemengd,combinatie,joint delivery"
        ",deels online,gedeeltelijk online,mixed mode,blend,gecombineerd,flipped classroom",
        "self-paced": "self-paced,self paced,selfpaced,self study,self-study,zelfstudie"
        ",e-learning,elearning,e learning,eigen tempo,in eigen tempo,asynchronous,asynchroon"
        ",on demand,on-demand,thuisstudie,home study,mooc,individueel online,zelfstandig"
        ",own pace,schriftelijk,online zelfstudie,computer based training,microlearning",
        "on-location": "on-location,on location,op locatie,locatie,in-company,incompany"
        ",in company,in house,inhouse,in-house,op de werkvloer,werkplek,werkplekleren"
        ",on the job,on-the-job,training on the job,praktijk,praktijkleren,work based"
        ",work-based,work based learning,situated,workplace,workplace learning"
        ",bij jou op kantoor,in the field,excursie,project based,stage,internship,op de set",
    }
)
_BOTH = re.compile(r"\b(?:klas\w*|classroom|fysiek|in[- ]person|on[- ]?site|campus|locatie|live)\b")
_ALSO_ONLINE = re.compile(r"\b(?:online|digita\w+|virtu\w+|remote|e-?learning|afstand|distance)\b")

_PARTS: Mapping[str, PartOfDay] = _list(
    {
        "daytime": "daytime,day,days,overdag,dag,dagen,ochtend,ochtenden,middag,middagen"
        ",morning,mornings,afternoon,afternoons,daytime education,kantooruren,'s ochtends"
        ",'s morgens,'s middags,voltijd,full-time,full time,fulltime,dagopleiding,doordeweeks"
        ",werkdagen,weekdays,during the day,office hours,dagonderwijs,dagcursus",
        "evening": "evening,evenings,avond,avonden,'s avonds,evening education,avondonderwijs"
        ",avondopleiding,night,avondcursus,avondles,avondlessen,evening class,in de avond",
        "weekend": "weekend,weekends,weekenden,zaterdag,zaterdagen,zondag,saturday,saturdays"
        ",sunday,in het weekend,zaterdagochtend,zaterdagmiddag",
        "flexible": "flexible,flexibel,vrij,eigen tempo,in eigen tempo,zelf te bepalen"
        ",zelf bepalen,any,any time,anytime,self-paced,vrij te kiezen,naar keuze,altijd"
        ",own pace,on demand,zelf in te delen,zelf te kiezen,eigen tijd,wisselend",
    }
)
_WEEKDAY = re.compile(r"\b(?:maan|dins|woens|donder|vrij)dag(?=avond|ochtend|middag)")
_LINES: Mapping[str, Line] = _list(
    {
        "media-craft": "media-craft,media craft,mediavak,media vak,media,vak,vakmanschap,craft"
        ",vakkennis,vaktechnisch,vakinhoudelijk,mediavaardigheden,media skills,techniek",
        "professional-skills": "professional-skills,professional skills"
        ",professionele vaardigheden,professioneel,soft skills,persoonlijke vaardigheden"
        ",professional,vaardigheden,communicatie,leiderschap,persoonlijke effectiviteit"
        ",personal skills,business skills",
        "career-development": "career-development,career development,loopbaanontwikkeling"
        ",loopbaan,career,loopbaan en ontwikkeling,carrière,persoonlijke ontwikkeling"
        ",personal development,duurzame inzetbaarheid,loopbaanbegeleiding,career skills",
    }
)
_LEVELS: Mapping[str, Level] = _list(
    {
        1: "1,basis,basic,basics,beginner,beginners,beginnend,beginnende,introductie"
        ",introduction,introductory,inleiding,inleidend,foundation,foundations,fundamentals"
        ",starter,starters,startend,instap,instapniveau,entry,entry level,entry-level,novice"
        ",elementary,junior,oriënterend,basisniveau,beginnersniveau,beginner level,niveau 1"
        ",level 1,geen voorkennis",
        2: "2,gevorderd,gevorderde,gevorderden,advanced,intermediate,medior,gemiddeld,middel"
        ",halfgevorderd,halfgevorderden,vervolg,verdieping,verdiepend,upper intermediate"
        ",advanced level,niveau 2,level 2,semi-gevorderd,voortgezet,licht gevorderd"
        ",practitioner",
        3: "3,expert,experts,specialist,specialistisch,senior,professional,vergevorderd"
        ",ver gevorderd,vergevorderden,mastery,proficient,niveau 3,level 3,expertniveau"
        ",experienced,ervaren",
    }
)
_LANGUAGES: Mapping[str, Language] = _list(
    {
        "nl": "nl,nld,dut,nederlands,nederlandse,nederlandstalig,dutch,vlaams,flemish,ned",
        "en": "en,eng,engels,engelse,engelstalig,english,gb,uk",
    }
)


def read_kind(text: str) -> Kind | None:
    """The kind, as in "opleiding", "masterclass" and "lecture"; None when it says none.

    A title may be given too: "Workshop interviewen" is a workshop.
    """
    return _kind(text[:_LONGEST])


def read_mode(text: str) -> Mode | None:
    """The mode, as in "klassikaal" and "distance-learning"; None when it says none."""
    return _mode(text[:_LONGEST])


def read_part_of_day(text: str) -> PartOfDay | None:
    """The part of day, as in "evening education" and "zaterdag"; None when it says none."""
    return _part_of_day(text[:_LONGEST])


def read_line(text: str) -> Line | None:
    """The line, as in "Mediavak" and "career development"; None when it says none."""
    return _LINES.get(_plain(text[:_LONGEST]))


def read_level(text: str) -> Level | None:
    """The level, as in "basis", "gevorderd" and "expert"; None when it says none.

    Of "basis tot gevorderd" the higher counts. Degrees such as mbo and bachelor say nothing about
    the level of a skill.
    """
    return _level(text[:_LONGEST])


def read_language(text: str) -> Language | None:
    """The language, as in "nl", "Engels", "nld" and "en-GB"; None when it is another.

    Of "Nederlands en Engels" the first counts.
    """
    return _language(text[:_LONGEST])


def _plain(text: str) -> str:
    # An address of schema.org ends in the word itself.
    word = fold(text).rstrip("/.!:;, ").replace("_", " ")
    if word.startswith(("http://", "https://")):
        word = re.split(r"[/#]", word)[-1]
    return word


def _words(plain: str) -> list[str]:
    return re.findall(r"[\w'-]+", plain)


def _phrases(plain: str, longest: int = 3) -> list[str]:
    # Every run of one to three words, earliest first and the longest of each place first.
    words = _words(plain)
    return [
        " ".join(words[n : n + size])
        for n in range(len(words))
        for size in range(min(longest, len(words) - n), 0, -1)
    ]


# Catalogues of 100,000 rows hold few different words, so reading each once is enough.
@lru_cache(maxsize=4096)
def _kind(text: str) -> Kind | None:
    plain = _plain(text)
    if (found := _KINDS.get(plain)) is not None:
        return found
    short = len(_words(plain)) <= 3 and re.search(r"[/,|;]", plain) is not None
    for phrase in _phrases(plain):
        if phrase in _KINDS and (short or phrase not in _ONLY_ALONE):
            return _KINDS[phrase]
    first = (_words(plain) or [""])[0]
    return _KINDS.get(first) if first in ("training", "lecture") else None


@lru_cache(maxsize=4096)
def _mode(text: str) -> Mode | None:
    plain = _plain(text)
    if (found := _MODES.get(plain)) is not None:
        return found
    phrases = [phrase for phrase in _phrases(plain) if phrase in _MODES]
    if any(_MODES[phrase] == "blended" for phrase in phrases):
        return "blended"
    if _BOTH.search(plain) and _ALSO_ONLINE.search(plain) and "live online" not in plain:
        return "blended"
    return _MODES[phrases[0]] if phrases else None


@lru_cache(maxsize=4096)
def _part_of_day(text: str) -> PartOfDay | None:
    plain = _plain(text)
    if (found := _PARTS.get(plain)) is not None:
        return found
    plain = _WEEKDAY.sub("", plain)  # "dinsdagavond"
    said = [_PARTS[phrase] for phrase in _phrases(plain) if phrase in _PARTS]
    if "weekend" in said:
        return "weekend"
    if {"daytime", "evening"} <= set(said):
        return "flexible"
    return said[0] if said else None


@lru_cache(maxsize=4096)
def _level(text: str) -> Level | None:
    plain = _plain(text)
    if (found := _LEVELS.get(plain)) is not None:
        return found
    said = [_LEVELS[phrase] for phrase in _phrases(plain) if phrase in _LEVELS]
    words = [level for level in said if level is not None]
    if re.search(r"\b(?:mbo|hbo|wo|nlqf|eqf|havo|vwo|vmbo|a1|a2|b1|b2|c1|c2)\b", plain):
        return None
    return max(words) if words else None


@lru_cache(maxsize=4096)
def _language(text: str) -> Language | None:
    plain = _plain(text)
    if (
        found := _LANGUAGES.get(re.split(r"[- ]", plain)[0] if len(plain) <= 10 else plain)
    ) is not None:
        return found
    # In a sentence "en" is the Dutch word for and.
    said = [word for word in _words(plain) if word in _LANGUAGES and word not in ("en", "uk", "gb")]
    return _LANGUAGES[said[0]] if said else None
