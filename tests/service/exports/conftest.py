"""Courses of every sort to take out and bring in again."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import strategies as st

from recommender import Course, Presumes, Start, Teaches, load_catalogue
from recommender.course import KINDS, MODES, PARTS_OF_DAY
from skills_taxonomy import LANGUAGES, load_taxonomy

_LETTERS = 'abc éïß Z09 .,;:"’()=+-@&<>%€ '
_TOWNS = ("Utrecht", "Hilversum", "Den Haag", "Groningen")
_STEPS = ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3))


def _texts(least: int = 1) -> st.SearchStrategy[str]:
    return st.text(alphabet=_LETTERS, max_size=40).map(str.strip).filter(lambda t: len(t) >= least)


def _cents() -> st.SearchStrategy[Decimal]:
    return st.integers(0, 9_999_999).map(lambda cents: Decimal(cents) / 100)


@st.composite
def _starts(draw: st.DrawFn) -> Start:
    place = draw(st.sampled_from((None, *_TOWNS)))
    if draw(st.booleans()):
        return Start(None, draw(st.integers(0, 3_000)), place)
    day = draw(st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)))
    end = draw(st.none() | st.integers(0, 400).map(lambda days: day + dt.timedelta(days)))
    return Start(day, None, place, end=end)


@st.composite
def offers(draw: st.DrawFn) -> Course:
    """A course of which its provider says everything."""
    skills = list(load_taxonomy().skills)
    taught = draw(st.lists(st.sampled_from(skills), unique=True, min_size=1, max_size=3))
    asked = draw(st.lists(st.sampled_from(skills), unique=True, max_size=2))
    starts = draw(st.lists(_starts(), unique=True, max_size=3))
    price = draw(st.none() | _cents())
    return Course(
        id=draw(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._~:]{0,20}", fullmatch=True)),
        title=draw(_texts()),
        provider=draw(_texts()),
        summary=draw(_texts()),
        description=draw(_texts()),
        outcomes=tuple(draw(st.lists(_texts().map(lambda t: f"je {' '.join(t.split())}")))),
        kind=draw(st.sampled_from(KINDS)),
        line=draw(st.sampled_from(("media-craft", "professional-skills", "career-development"))),
        language=draw(st.sampled_from(LANGUAGES)),
        teaches=tuple(Teaches(skill, *draw(st.sampled_from(_STEPS))) for skill in taught),
        presumes=tuple(
            Presumes(skill, draw(st.sampled_from((1, 2, 3))))
            for skill in asked
            if skill not in taught
        ),
        mode=draw(st.sampled_from(MODES)),
        part_of_day=draw(st.sampled_from(PARTS_OF_DAY)),
        hours=draw(st.integers(1, 4_000)) / 4,
        weeks=draw(st.integers(1, 260)),
        price=price,
        vat=draw(_vat(price)),
        starts=tuple(starts),
        always_open=draw(st.booleans()) or not starts,
        seats=draw(st.none() | st.integers(1, 500)),
        url=draw(st.sampled_from(("", "https://academie.example/a?b=1&c=2"))),
    )


def _vat(price: Decimal | None) -> st.SearchStrategy[Decimal | None]:
    if not price:
        return st.none()
    cent = Decimal("0.01")
    rates = [(price * rate / (100 + rate)).quantize(cent) for rate in (9, 21)]
    odd = (price / 7).quantize(cent)  # of several costs at several rates
    return st.sampled_from((None, Decimal(0), *rates, odd))


@pytest.fixture(scope="session")
def demo(taxonomy):
    return tuple(load_catalogue(None, taxonomy).courses.values())
