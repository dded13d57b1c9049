"""A form as the people of the load test hold it sends what a browser would."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from benchmarks.web_form import read_form

PAGE = """<!doctype html><form id="other"><input name="no"></form>
<form id="scan" action="/scan/x">
<input type="hidden" name="was" value="{&quot;goal&quot;:[&quot;move&quot;]}">
<input name="role" value="Camera &amp; licht" data-role-field>
<textarea name="wish">Grafieken</textarea>
<input type="radio" name="goal" value="move" checked><input type="radio" name="goal" value="deepen">
<input type="radio" name="goal" value="">
<input type="checkbox" name="languages" value="nl" checked>
<input type="checkbox" name="languages" value="en" checked>
<input type="checkbox" name="together" value="yes">
<select name="travel"><option value="">any</option><option value="online">online</option></select>
<input type="file" name="document"><button name="go" value="next">Next</button>
</form>"""


@pytest.fixture
def form():
    return read_form(PAGE, "scan")


def test_what_it_asks_and_what_can_be_answered(form):
    assert form.action == "/scan/x"
    assert form.texts == ("role", "wish")
    assert form.roles == {"role"}
    assert form.several == {"languages", "together"}
    assert form.choices == {
        "goal": ("move", "deepen"),
        "languages": ("nl", "en"),
        "together": ("yes",),
        "travel": ("online",),
    }
    assert "document" not in form.asks
    assert "was" not in form.asks


def test_untouched_it_sends_what_stands_in_it(form):
    assert parse_qsl(form.sent(go="next"), keep_blank_values=True) == [
        ("was", '{"goal":["move"]}'),
        ("role", "Camera & licht"),
        ("wish", "Grafieken"),
        ("goal", "move"),
        ("languages", "nl"),
        ("languages", "en"),
        ("travel", ""),
        ("go", "next"),
    ]


def test_an_answer_takes_the_place_of_what_stood_there(form):
    form.fill("languages", "en")
    form.fill("together", "yes")
    sent = parse_qsl(form.sent())
    assert [value for name, value in sent if name == "languages"] == ["en"]
    assert ("together", "yes") in sent


def test_a_page_without_the_form_is_told():
    with pytest.raises(ValueError, match="no form 'scan'"):
        read_form("<p>nothing</p>", "scan")
