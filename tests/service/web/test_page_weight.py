"""What a phone has to fetch: a page with its style and scripts stays under 100 kB, unpacked."""

import datetime as dt
import re
from itertools import cycle

import pytest

from recommender.plan_line import CheckIn, OwnStep, PlanEdit
from recommender.statement import STATEMENTS
from service.web.stylesheet import compact
from service.web.visit import STATIC

MOST = 100_000
DAY = dt.date(2027, 1, 4)
PAGES = [
    "/",
    "/scan",
    "/cursussen",
    "/cursussen?q=data",
    "/academie",
    "/privacy",
    "/gewist",
    "/nowhere",
    "/taxonomy",
    "/taxonomy/skills",
    "/taxonomy/skills/interviewing",
    "/taxonomy/roles/colourist",
]
OF_A_SCAN = ["", "/lijst", "/gegevens", "/anders", "/kaart", "/rollen/data-journalist"]
FULL = {
    "years": "12",
    "goal": "move",
    "work_form": "freelance",
    "wish": "Ik wil met data, AI en camera’s op afstand verhalen maken voor een jong publiek, en "
    "leren hoe ik over mijn tarief en mijn rechten onderhandel",
    "why_now": "Omdat het werk verandert en ik bij wil blijven",
    "interests": ["data", "immersive"],
    "region": "Hilversum",
    "budget": "6000",
    "hours_per_week": "12",
    "weeks": "52",
    "support": "money",
    "employer_budget": "250",
    "reclaims_vat": "yes",
    "obstacle": "time",
    "helper": "Samira",
    "importance": "8",
    "confidence": "3",
    "readiness": "3",
    **{f"statement.{s.id}": told for s, told in zip(STATEMENTS, cycle("2514"), strict=False)},
}
LONG = {
    "producer": ["remote-robotic-camera-operator", "data-journalist", "podcast-producer"],
    "camera-operator": ["ux-researcher", "content-provenance-specialist", "data-journalist"],
}


def weight(visitor, path):
    """Bytes of a page with all that it asks for, but for its font."""
    page = visitor.get(path).text
    asked = set(re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', page))
    assert asked, path
    return len(page.encode()) + sum(len(visitor.get(address).content) for address in asked)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light(visitor, path):
    assert weight(visitor, path) < MOST


@pytest.mark.parametrize("role", LONG)
def test_the_longest_advice_is_light_and_so_is_all_around_it(visitor, send, role):
    advice = send(FULL, role=role, target_roles=LONG[role], go="advice", languages=["nl", "en"])
    found = {
        page: max(weight(visitor, f"{advice}{page}?lang={language}") for language in ("nl", "en"))
        for page in OF_A_SCAN
    }
    assert {page: size for page, size in found.items() if size >= MOST} == {}


def test_the_data_of_who_used_it_a_lot_are_light(visitor, send, app):
    advice = send(FULL, role="producer", target_roles=LONG["producer"], go="advice")
    token, scans = advice.rsplit("/", 1)[1], app.state.koers.scans
    scan = scans.get(token).scan
    codes = list(app.state.koers.advisor.recommender.catalogue.courses)
    words = "Een halfuur bellen met een oud-collega die dit al doet, en opschrijven wat ik hoor"
    used = {
        "edits": tuple(
            PlanEdit(line=f"course:{code}", text=words, by=DAY, done=DAY) for code in codes[:80]
        ),
        "own_steps": tuple(OwnStep(id=str(n), text=words, by=DAY) for n in range(20)),
        "check_ins": tuple(
            CheckIn(day=DAY + dt.timedelta(n), words=f"{words}. {words}.", obstacle="time")
            for n in range(20)
        ),
        "done": tuple(codes[:40]),
        "dismissed": tuple(codes[40:140]),
    }
    scans.replace(token, scan.model_copy(update=used))
    for language in ("nl", "en"):
        assert weight(visitor, f"{advice}/gegevens?lang={language}") < MOST


def test_the_style_sheet_that_is_sent_says_the_same_in_fewer_characters(visitor):
    sent = visitor.get("/static/koers.css")
    assert sent.headers["content-type"].startswith("text/css")
    whole = (STATIC / "koers.css").read_text(encoding="utf-8")
    assert len(sent.text) < 0.9 * len(whole)
    assert "/*" not in sent.text
    assert sent.text.count("{") == re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL).count("{")


def test_a_style_sheet_keeps_the_space_that_means_something(tmp_path):
    style = tmp_path / "some.css"
    style.write_text(
        "/* why; { not } */\n.a  .b > li:not(.c) , p {\n  margin: 0 calc(1rem + 2px) ;\n}\n"
        '@media (min-width: 40rem) { .d::before { content: ""; color: red; } }\n',
        encoding="utf-8",
    )
    assert compact(style) == (
        ".a .b > li:not(.c),p{margin:0 calc(1rem + 2px)}"
        '@media (min-width:40rem){.d::before{content:"";color:red}}'
    )
