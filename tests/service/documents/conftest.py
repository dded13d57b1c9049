"""Documents to look into: a plan and a card, and what a reader of PDF finds in them."""

import io

import pytest
from pypdf import PdfReader

from recommender import SelfScan
from service.wording import Wording

SCAN = SelfScan(
    role="camera-operator",
    target_roles=("remote-robotic-camera-operator",),
    budget=1500,
    work_form="employed",
    support="time",
    why_now="Mijn zender stopt ermee",
    when="ik moe ben",
    then="loop ik een rondje",
    helper="Samira",
)


@pytest.fixture(scope="session", params=["nl", "en"])
def wording(request, taxonomy):
    return Wording(request.param, taxonomy)


@pytest.fixture(scope="session")
def dutch(taxonomy):
    return Wording("nl", taxonomy)


@pytest.fixture(scope="session")
def advised(recommender, today):
    """The advice of a camera operator, with anything in the scan changed."""
    return lambda **changes: recommender.advise(
        SelfScan.model_validate(SCAN.model_dump() | changes), today=today
    )


@pytest.fixture(scope="session")
def read():
    """The only page of a PDF as text on one line."""

    def read(pdf):
        pages = PdfReader(io.BytesIO(pdf)).pages
        assert len(pages) == 1
        text = pages[0].extract_text().replace("\u200b", "")
        return " ".join(text.replace("-\n", "-").split())  # a line may end at a hyphen of its own

    return read
