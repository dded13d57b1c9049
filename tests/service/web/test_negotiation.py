"""An address answers in the form that its caller asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.web.negotiation import form_of, split

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "html"),
        ("*/*", "html"),
        (BROWSER, "html"),
        ("text/turtle", "ttl"),
        ("text/turtle, */*;q=0.1", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/json", "jsonld"),
        ("text/html;q=0.5, application/ld+json", "jsonld"),
        ("text/turtle;q=0.2, text/html;q=0.3", "html"),
        ("TEXT/TURTLE", "ttl"),
        ("text/turtle;q=0, */*;q=0.1", "html"),
        ("text/html;q=0, */*", "ttl"),
        ("text/html;q=0, text/turtle;q=0, */*;q=0.1", "jsonld"),
        ("text/html;q=0, text/*", "ttl"),
        ("text/*;q=0, */*", "jsonld"),
        ("text/*;q=0.5, */*", "jsonld"),
        ("text/html;q=0, application/xhtml+xml", None),
        ("application/xhtml+xml", "html"),
        ("application/*", "jsonld"),
        ("text/turtle, text/html", "ttl"),
        ("text/html, text/turtle", "html"),
        ("application/ld+json, text/turtle", "jsonld"),
        ("*/*, text/turtle", "ttl"),
        ("*/*;q=0", None),
        ("text/html;level=1;q=0.3, text/html;q=0.7, text/turtle;q=0.5", "html"),
        ("text/turtle; q=nonsense, text/html;q=0.1", "html"),
        ("application/rdf+xml", None),
        ("image/png", None),
        ("text/turtle;q=0", None),
    ],
)
def test_the_most_welcome_form_wins(accept, form):
    assert form_of(accept) == form


@given(st.text(max_size=200))
def test_no_header_breaks_it(accept):
    assert form_of(accept) in ("html", "ttl", "jsonld", None)


@pytest.mark.parametrize(
    ("slug", "parts"),
    [
        ("interviewing", ("interviewing", None)),
        ("interviewing.ttl", ("interviewing", "ttl")),
        ("interviewing.jsonld", ("interviewing", "jsonld")),
        ("interviewing.pdf", ("interviewing.pdf", None)),
        (".ttl", ("", "ttl")),
    ],
)
def test_an_ending_asks_for_a_form(slug, parts):
    assert split(slug) == parts
