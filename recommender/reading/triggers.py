"""Words that take what stands near them away from the writer: denied, wished for, by others.

The design is that of NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009): a trigger has
a category and a direction, its scope ends at a terminator, and look-alikes that mean nothing
("not only") are set aside first. Dutch puts the verb second and its negation late ("Montage doe ik
niet"), so many triggers take their whole clause there, where English ones take what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """Why something is not the writer's own."""

    DENIED = "denied"
    LITTLE = "little"
    WISHED = "wished"
    PLANNED = "planned"
    REFUSED = "refused"
    ASKED = "asked"
    OTHERS = "others"
    BESIDE = "beside"
    SPARE_TIME = "spare time"
    TOPIC = "topic"
    """What a film or an article is about."""


class Scope(StrEnum):
    """How far a trigger reaches."""

    FORWARD = "forward"
    """From itself to the end of its clause."""
    CLAUSE = "clause"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words with what they do to the text around them."""

    category: Category
    scope: Scope
    pattern: re.Pattern[str]


SELF = r"(?:ik|'k|we|wij|ze|zij|hij|i|she|he|they)"
"""Who may be the subject of a denial; in notes about the writer that is "she"."""

_UNTIL = r"(?:(?!\b(?:die|dat|wat|als|wie|waar|om|who|which|that|if|when|what)\b)[^,])*?"
"""Up to a clause inside the clause, which has a subject of its own."""

_SEASON = (
    r"(?:jaar|maand|week|weken|maanden|voorjaar|najaar|zomer|winter|herfst|lente|seizoen|year|"
    r"month|"
    r"spring|summer|autumn|fall|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|januari|februari|maart|mei|juni|juli|augustus|oktober)"
)

AGENT = (
    r"(?!(?:computer|server|number|nummer|letter|paper|papier|order|over|under|onder|after|never|"
    r"other|later|poster|trailer|teaser|filter|cover|water|winter|zomer|summer|meer|maker van|"
    r"content|document|event|moment|agent|student en|festival|kanaal|seminar|jaar|year|bar|"
    r"calendar|senior|junior|motor|monitor|projector|er|per|eerder|hier|daar|waar|naar|voor|for|or|"
    r"haar|zonder|door|zeer|weer|hoor|ander|keer|quarter|chapter|newsletter|nieuwsbrief)\b)"
    r"(?:\w+-)?\w*(?:ers?|sters?|eurs?|ors?|ists?|iste|isten|aars?|man|mannen|men|vrouw|vrouwen|"
    r"woman|mensen|people|icus|ici|\want|anten|\went|enten|ents|coach|chef|baas|boss|loog|logen|"
    r"graaf|grafen|partner|leden|ploeg|teams?|crew|afdeling|redacties?|bureaus?|bedrijf|studio|"
    r"omroep|school|opleiding|organisatie|desk|newsroom|departments?|agency|company|staff|"
    r"colleagues?|collega|collega's|collegas|anderen|others|someone|iemand|stagiaire?|intern|"
    r"interns|neef|nicht|zwager|familie|family|firma|leverancier|specialist)"
)
"""A person or a party, by how Dutch and English form the words for them."""

_DET = r"(?:de|het|een|onze|ons|mijn|m'n|zijn|haar|hun|the|an?|our|my|his|her|their|another|ander)"
PARTY = rf"(?:{_DET}\s+)(?:[\w-]+\s+){{0,2}}?{AGENT}\b"
"""Somebody else: "our two developers", "de redactie"."""

_DONE = (
    r"(?:(?!ge|be|ver|ont|her|(?:met|het|niet|dat|wat|uit|tot|not|at|that|it|but|out|best|most)\b)\w+t|doet|deed|deden|maakte|maakten|bouwde|schreef|schreven|regelde|"
    r"verzorgt|verzorgde|bedient|bewerkt|ontwerpt|ontwierp|beheert|beheerde|bepaalt|bedenkt|doen|"
    r"had|is|was|waren|werd|kwam|kwamen|kijkt|keek|neemt|nam|namen|liep|lag|did|do|does|ran|runs?|"
    r"makes?|made|takes?|took|wrote|writes?|builds?|built|has|have|were|are|came|looks?|looked|"
    r"keeps?|kept|draws?|drew|gets?|got|handles?|handled|owns?|owned|codes?|coded|\w+ed|"
    r"maken|hebben|regelen|verzorgen|ontwerpen|schrijven|bouwen|beheren)"
)

_NAME = r"[A-Z][\w'’-]+"


def _made(category: Category, scope: Scope, *parts: str, flags: int = re.IGNORECASE) -> Trigger:
    return Trigger(category, scope, re.compile("|".join(parts), flags))


TRIGGERS = (
    _made(
        Category.DENIED, Scope.FORWARD,
        r"\b(?:do|does|did|have|has|had|am|is|are|was|were|can|could|will|would)(?:n't| not)\b",
        r"\b(?:can't|cannot|won't|neither|nor)\b", r"\bnever\b", r"\bno (?:experience|knowledge|"
        r"idea|training|background|interest|need|part|hand)\b", r"\bgeen\b",
        r"\bzonder (?:\w+ )?(?:ervaring|kennis|opleiding)\b",
        r"\bwithout (?:any )?(?:experience|knowledge|training)\b", r"\black of\b",
        r"\bnothing to do\b",
        r"\b(?:rather than|instead of|in plaats van)\b", r"\bnot (?:by )?(?:me|my|mine|yet|us|"
        r"started|done|made|used|been|finished|tried)\b",
        r"(?:^|: ?)(?:no|nee|none|not|niet)\b", r"\b(?:i|we) know (?:little|nothing)\b",
    ),
    _made(
        Category.DENIED, Scope.CLAUSE,
        r"\b(?:nog )?nooit\b", r"\bnog niet\b", r"\bnot yet\b", r"\bno longer\b",
        rf"\b{SELF}\b{_UNTIL}\bniet\b", rf"\bniet\b{_UNTIL}\b(?:ik|we|wij)\b",
        r"\bniet(?: (?:gedaan|gemaakt|gewerkt|geleerd|kunnen|door mij|van mij|ik))?\s*[.!)]*$",
        r"\b(?:ben|heb|doe|maak|kan|had|was|deed|maakte|weet) (?:ik|we|wij) (?:\w+ )?(?:geen|"
        r"weinig|"
        r"niets|niks)\b", r"\bniet mijn (?:ding|werk|vak|terrein|afdeling|taak|sterkste|"
        r"verdienste)",
        r"\bnot my (?:thing|job|work|field|department|forte|strength)\b",
        r"\b(?:nee|no|nooit|never|niet|geen|none)[.!]?$", r"\bniks mee\b", r"\bniets mee\b",
        r"\b(?:daar|hier|dat|er) (?:\w+ ){0,3}geen\b", r"\bnothing\b", r"\bmisverstand\b",
        r"\bmisunderstanding\b", r"\bzeg(?:gen)? me (?:niks|niets|weinig)\b", r"\bniets aan "
        r"gedaan\b",
    ),
    _made(
        Category.LITTLE, Scope.CLAUSE,
        r"\b(?:nauwelijks|amper|hardly|barely)\b", r"\b(?:alleen|only|just|slechts) (?:\w+ )?"
        r"(?:een keer|eenmaal|once|meegekeken|meegelopen|watched|shadowed|borrowed|van naam)\b",
        r"\bmeegekeken\b", r"\bmeegelopen met\b", r"\bstond erbij\b", r"\bstood by\b",
        r"\b(?:once|ooit eens|een keer|1x|1 keer|weleens) (?:\w+ ){0,2}?(?:tried|geprobeerd|gedaan|"
        r"gemaakt)\b", r"\b(?:tried|geprobeerd) (?:\w+ )?(?:once|een keer)\b", r"\bweleens\b",
        r"\b(?:just|net|pas) (?:started|begonnen)\b", r"\b(?:probeer|oefen) ik\b",
        r"\btrying out\b",
        r"\b(?:exactly|precies) (?:one|een) (?:day|dag)\b", r"\bvan een demo\b", r"\b1x\b",
    ),
    _made(
        Category.WISHED, Scope.FORWARD,
        r"\b(?:ik|we|wij|ze|zij|hij)(?: \w+){0,2}? (?:wil|wilde|wou|zou|hoop|ambieer|droom)\b",
        r"\b(?:wil|wilde|zou|hoop|hoopt)(?: \w+){0,2}? (?:graag|dolgraag|nog|leren|doorgroeien)\b",
        r"^(?:wil|zou|hoop|hoopt|zoek|zoekt|gezocht|wanted)\b",
        r"\b(?:i|we|she|he|they)(?: \w+)?(?:'d| would| want| hope| wish| aim| intend| plan)s?"
        r"(?: \w+)? (?:to|like|love|training)\b", r"\bwould (?:\w+ )?(?:like|love)\b",
        r"\b(?:eager|keen|hoping|hope|aspir\w+|ready|excited|want|wants) to\b",
        r"\b(?:interest|interested|interesse|belangstelling|affiniteit|affinity) (?:in|for|voor|"
        r"met|"
        r"with)\b", r"\b(?:op zoek|zoek\w*) naar\b", r"\blooking for\b", r"\bseeking\b",
        r"\bik zoek (?:een|werk|vacatures?|per)\b", r"\b(?:open|ready) (?:voor|for|to)\b",
        r"\b(?:me|mij|mezelf)(?: \w+){0,3} (?:ontwikkelen|verdiepen|bekwamen|scholen|specialiseren|"
        r"orienteren)\b", r"\borienteer (?:ik )?me\b", r"\bmove into\b", r"\btransition into\b",
        r"\bvacatures?\b", r"\bvacanc\w+\b", r"\bdroom(?:baan)? (?:van|is|om)\b",
    ),
    _made(
        Category.WISHED, Scope.CLAUSE,
        r"\b(?:wil|wilde|wou|zou|hoop|ambieer|zoek) (?:ik|ze|zij|hij|we)\b",
        r"\b(?:lijkt|leek|lijken|lonkt|trekt)(?: \w+){0,8}? (?:me|mij|leuk|mooi|prachtig|fijn)\b",
        r"\bleuk lijk\w*\b", r"^graag \w+ ik\b", r"\b(?:verlanglijst\w*|wensenlijst\w*|wish ?list|"
        r"bucket ?list)\b",
        r"\bin (?:de toekomst|the future)\b", r"\bop termijn\b", r"\b(?:one|some) ?day\b",
        r"\b(?:ambitie|ambition|dream|droom|ideaal|goal)\b", r"\b(?:nog|erbij) te leren\b",
        r"\bleer ik nog\b", r"\bnog (?:aan het )?leren\b", r"\bte leren$", r"\bmoet ik nog\b",
        r"\bmoet nog\b", r"\b(?:is|zijn) nieuw voor (?:me|mij)\b", r"\b(?:is|are) new to me\b",
        r"\bdurf ik niet\b", r"\bsmaakt\w* naar meer\b",
    ),
    _made(
        Category.PLANNED, Scope.SENTENCE,
        r"^(?:gepland|voorgenomen|planned|booked|upcoming|enrolled|scheduled|binnenkort)\b",
        r"\b(?:is|zijn|staat|staan|ligt|liggen)\b[^.;]*\b(?:gepland|planning|agenda|ongeopend|"
        r"klaar om"
        r")\b", r"\b(?:ingeschreven|aangemeld|opgegeven) voor\b", r"\bbinnenkort\b",
        r"\b(?:have|is|are|been) (?:booked|planned|scheduled)\b",
        r"\b(?:enrolled|signed up|registered) (?:in|for|on)\b", r"\bik ga (?:\w+ ){0,4}(?:volgen|"
        r"leren)",
        rf"\b(?:komende?|volgende?|aankomende?|next|coming|upcoming) {_SEASON}\b",
        rf"\b(?:begint?|start|starts|starting|beginning) (?:ik )?(?:in|binnenkort|volgend\w*|soon|"
        rf"next)"
        rf"(?: {_SEASON})?\b", r"\bvan plan\b", r"\bplan(?:ning)? to\b", r"\bgoing to (?:learn|"
        r"take)\b",
        r"\biets voor later\b", r"\buitgesteld\b", r"\bover (?:een paar|een|twee|drie|"
        r"vier) (?:weken|"
        r"maanden|maand)\b", r"\bin het nieuwe jaar\b", r"\bbesproken maar niet\b", r"\bnog moet\b",
    ),
    _made(
        Category.REFUSED, Scope.CLAUSE,
        r"\b(?:afgeslagen|afgewezen|geweigerd|bedankt voor|laten lopen|laten schieten|"
        r"nee gezegd)\b",
        r"\b(?:sla|sloeg|wees|wijs)\b[^.;]*\baf\b", r"\bturned (?:it |that |them )?down\b",
        r"\b(?:declined|refused|passed on|was dropped)\b", r"\baanbod om\b", r"\boffer(?:ed)? "
        r"(?:to|the"
        r")\b", r"\b(?:ben ik|ik ben|werd ik|ik werd|keer)? ?gevraagd (?:om|als|voor)\b",
        r"\basked to (?:become|be|lead)\b", r"\bvoor bedankt\b",
    ),
    _made(
        Category.ASKED, Scope.CLAUSE,
        r"^(?:u|jullie|you|je) (?:\w+ )?(?:zoekt|zoeken|vraagt|vragen|noemt|schrijft|biedt|wilt|"
        r"bent|"
        r"mention|ask|look|need|want|offer|seek|are|require|write)\b", r"\b(?:zoekt|vraagt|"
        r"noemt) u\b",
        r"\bu van (?:me|mij)\b", r"\byou (?:mention|ask|need|seek)\b", r"\bjobs? i would\b",
    ),
    _made(
        Category.OTHERS, Scope.CLAUSE,
        rf"^(?:(?:en|and|maar|but|ook|dat|that|alle) )?{PARTY}(?: van [\w -]{{2,20}}?)? {_DONE}\b",
        rf"^{AGENT} (?:en|and) {AGENT} {_DONE}\b", rf"^(?:{AGENT}) (?:doet|doen|maakt|maken|deed|"
        rf"deden|does|do|did|made|make|makes)\b",
        rf"\w+ {_DONE} (?:{PARTY}|(?:bureau|studio|collega'?s|anderen)\b)[^,]{{0,25}}$",
        rf"\b(?:door|by) (?:(?:{_DET}|alle|all|other|andere) )?(?:[\w-]+ )?{AGENT}\b",
        r"\b(?:uitbesteed|outsourced|ingehuurd|subcontracted|aangeleverd|delegated|overgelaten)\b",
        r"\b(?:laat|liet|lieten|leave|left|hand|handed)\b[^.;]*\b(?:over aan|aan|to|doen|maken)\b",
        r"\blaat ik\b", r"\bliet ik\b", r"\b(?:leun|vertrouw) (?:\w+ ){0,2}op\b", r"\brely on\b",
        r"\b(?:take|takes|took) care of\b", r"\b(?:via|bij|van|from|with) (?:mijn leidinggevende|"
        r"my "
        r"manager|een bureau|an agency)\b", r"\bzat op een andere\b", r"\blag bij\b",
        r"\blay with\b",
        r"\bis (?:not )?what (?:our|the|my)\b", r"\b(?:krijg|kreeg|kregen) (?:ik|"
        r"we) (?:\w+ )?(?:van|"
        r"binnen|aangeleverd)\b", r"\b(?:kwam|kwamen|komt|komen|came|comes|come) (?:van|from)\b",
        r"\b(?:ander|andere|another|other|different) (?:team|afdeling|department|bureau|desk)\b",
        rf":\s*(?:(?:mijn|my|een|an?|de|the|onze|our) (?:\w+ )?{AGENT}|extern)[.)]*$",
        r"\bextern$", r"\b(?:was|waren|is) van (?!mij\b|ons\b|mijn\b)\w+[.)]*$",
        rf"^{AGENT}(?:,| (?:die|who))\b.*\b(?:die|who)\b",
    ),
    _made(
        Category.OTHERS, Scope.CLAUSE,
        rf"^(?:{_NAME} ){{1,4}}(?:is|was|heeft|had|has|biedt|verhuurt|levert|maakt|maakte|"
        rf"produceert|"
        r"bouwt|verkoopt|ontwikkelt|rents|makes|offers|produces|provides|runs|owns|sells)\b",
        rf"\b(?:door|by|van|from|was|were) {_NAME} {_NAME}", rf"\b(?:was|is|werd) van {_NAME}",
        rf"\b(?:[Dd]oor|[Bb]y) (?:[a-z]+ )?{_NAME}\b", rf": ?{_NAME} {_NAME}[.)]*$",
        flags=0,
    ),
    _made(
        Category.BESIDE, Scope.FORWARD,
        r"\b(?:nauw |veel |intensief |goed )?(?:samengewerkt|samenwerking|samenwerken|"
        r"samenwerkte) met"
        r"\b", r"\bwerkt?e?n?\b[^,;]{0,20}\bsamen met\b", r"\b(?:work|worked|working|works|"
        r"liais\w+|"
        r"collaborat\w+)(?: \w+){0,2} with\b", r"\bclose(?:ly)? (?:work )?with\b",
        r"\b(?:in )?overleg met\b", r"\b(?:nauw )?contact met\b", r"\bveel koffie\b",
        r"\b(?:help|hielp|helped|assist\w*) (?:my|mijn|de|the|een|a)\b", r"\bgraag samen met\b",
        rf"\b(?:met|with) (?:{PARTY})(?: \w+){{0,3}} (?:die|who)\b", r"\bsuppl(?:y|ied) (?:them|"
        r"the)\b",
        r"\bik lever(?:de)? (?:ze|hun|alleen)\b", r"\bbrief(?:te)? (?:ik )?(?:them|hen|ze)\b",
    ),
    _made(
        Category.TOPIC, Scope.FORWARD,
        r"\b(?:\w*(?:documentaires?|films?|series?|programma(?:'s)?|podcasts?|reeks\w*|items?|"
        r"artikel\w*|verhaal|verhalen|reportages?|boek\w*|voorstelling\w*|magazine|congres\w*|"
        r"lezing\w*|interviews?|rubriek\w*|documentary|documentaries|stories|story|shows?|videos?|"
        r"video's|articles?|novels?|plays?))\b[^,;]{0,20}?\b(?:over|about|on|"
        r"rond(?:om)?)\b(?! (?:locatie"
        r"|location|tijd|time|air|youtube|instagram|tiktok|set|demand|line|linkedin))",
    ),
    _made(
        Category.SPARE_TIME, Scope.SENTENCE,
        r"\bhobb(?:y|ies|y's)\b", r"\bin (?:mijn|my|haar|zijn) (?:vrije|free|spare) (?:tijd|"
        r"time)\b",
        r"\bspare time\b", r"\bin het weekend\b", r"\b(?:at|on) weekends?\b", r"\bop zaterdag\b",
        r"\bvrijwilliger bij\b", r"\bvoor de lol\b",
        r"\bfor fun\b",
        r"\b(?:fotografeer|film|lees|"
        r"schilder) (?:ik )?graag\b",
        r"\bpriv[eé](?:projecten|tijd)?\b", r"\bafter work i\b", r"\bnaast mijn werk\b",
    ),
)  # fmt: skip

LOOK_ALIKES = re.compile(
    r"\b(?:niet|not) (?:alleen|slechts|enkel|only|just|zomaar|merely|meer dan|te vergeten|"
    r"zozeer)\b|"
    r"\b(?:wel|al) (?:en|of|dan) niet\b|\bdo(?:es)? and don't\b|\b(?:nooit|never|geen|not|"
    r"no)(?: \w+)?"
    r"(?: \w+)? (?:te laat|late|gemist|missed|probleem|problem|problems|uitzondering|exceptions?|"
    r"verloren|lost)\b|\bwould rather\b|\b(?:of|or) (?:niet|not)\b|\bnot every\b|\bniet (?:elke|"
    r"iedere|alles|altijd|meer alleen)\b|\b(?:wat|what)\b(?:(?!\b(?:ik|i)\b)[^,;]){0,30}\b(?:niet|"
    r"not) (?:zeggen|say|mag|"
    r"mocht|kan|kon)\b|\bwilde? (?:dat|zeggen)\b|\bnever mind\b|\bzo niet\b|\bgeen tijd\b",
    re.IGNORECASE,
)
"""Looks like a denial or a wish, and is none."""

TERMINATORS = re.compile(
    r"\s*(?:;|[.!?](?=\s|$)|"
    r",?\s(?=(?:maar|but|however|echter|though|although|hoewel|terwijl|whereas|behalve|except)\s)|"
    r",\s(?=(?:al|want|dus|so|because|omdat|zodat|waarbij|die|who|which|whose|wel|yet|toch|daarna|"
    r"ik|we|i|dat|that|daar|the|our|daarnaast)\s)|"
    r",?\s(?=(?:en|and)\s(?:ik|i|we|zij|ze|hij|she|he|they|that|dat|daar|de|the|have|had|"
    r"heb)\s))\s*",
    re.IGNORECASE,
)
"""Where a clause ends, and with it the scope of a trigger."""
