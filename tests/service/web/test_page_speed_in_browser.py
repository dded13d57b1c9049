"""On a slow phone the first look at a page stays where it is, and nothing comes from elsewhere."""

import pytest

from benchmarks.page_speed import MOST_BYTES, open_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", ["scan", "skills", "results"])
def test_nothing_moves_while_a_page_comes_in(browser, live_server, page):
    form = {"role": "camera-operator", "goal": "deepen", "languages": "nl"}
    context = browser.new_context()

    def sent(go):
        answer = context.request.post(
            f"{live_server}/scan", form={**form, "go": go}, max_redirects=0
        )
        return answer.headers["location"]

    path = {
        "scan": lambda: "/scan",
        "skills": lambda: sent("next").rpartition("/")[0] + "/vaardigheden/1",
        "results": lambda: sent("advice"),
    }[page]()
    context.close()
    found = open_page(browser, page, live_server + path)
    assert found.shift == 0
    assert found.without_fonts < MOST_BYTES
