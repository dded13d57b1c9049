"""Suggestions while somebody types: GET /api/v1/suggest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Named, NameIndex

URI = "http://data.europa.eu/esco/occupation/1"


def get(client, **query):
    return client.get("/api/v1/suggest", params=query)


def items(client, **query):
    answer = get(client, **query)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


class TestSuggesting:
    @pytest.mark.parametrize(
        ("kind", "q", "slug"),
        [
            ("role", "cam", "camera-operator"),
            ("role", "camera op", "camera-operator"),
            ("role", "datajourn", "data-journalist"),
            ("skill", "interview", "interviewing"),
        ],
    )
    def test_a_beginning_finds_what_is_meant(self, client, kind, q, slug):
        assert slug in [item["slug"] for item in items(client, kind=kind, q=q)]

    @pytest.mark.parametrize(
        ("kind", "q", "slug"),
        [
            ("role", "camera operatro", "camera-operator"),
            ("role", "datajournlaist", "data-journalist"),
            ("role", "dattajournalisst", "data-journalist"),
            ("skill", "intervieuwen", "interviewing"),
        ],
    )
    def test_a_typing_error_is_forgiven(self, client, kind, q, slug):
        assert items(client, kind=kind, q=q)[0]["slug"] == slug

    def test_labels_come_in_the_language_that_is_asked(self, client, taxonomy):
        label = taxonomy.role("camera-operator").label
        assert label.nl != label.en
        for language in ("nl", "en"):
            found = items(client, kind="role", q="camera operator", language=language)
            assert {"slug": "camera-operator", "uri": None, "label": label[language]}.items() <= (
                found[0].items()
            )
        assert items(client, kind="role", q="camera operator")[0]["label"] == label.nl

    def test_a_synonym_shows_which_name_fits(self, client, taxonomy):
        role = next(role for role in taxonomy.roles.values() if role.synonyms.nl)
        found = items(client, kind="role", q=role.synonyms.nl[0], limit=25)
        own = next(item for item in found if item["slug"] == role.slug)
        assert own["label"] == role.label.nl
        assert own["name"].casefold().startswith(role.synonyms.nl[0].casefold())

    def test_kinds_are_kept_apart(self, client, taxonomy):
        for kind in ("role", "skill"):
            found = items(client, kind=kind, q="data", limit=25)
            assert found
            assert {item["slug"] for item in found} <= set(taxonomy.of(kind))

    @pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "   "}, {"q": "xyzzyx"}])
    def test_what_fits_nothing_gives_no_suggestions(self, client, query):
        assert items(client, kind="role", **query) == []

    def test_there_are_eight_or_as_many_as_asked(self, client):
        assert len(items(client, kind="role", q="re")) == 8
        every = items(client, kind="role", q="re", limit=20)
        assert every[:3] == items(client, kind="role", q="re", limit=3)
        assert len({item["slug"] for item in every}) == len(every) == 20

    def test_a_concept_of_esco_has_an_address_and_no_slug(self, client, monkeypatch):
        names = {"role": NameIndex([Named(URI, "filmoperateur", 2)]), "skill": NameIndex([])}
        monkeypatch.setattr(client.app.state.koers.advisor, "names", names)
        wanted = {"slug": None, "uri": URI, "label": "filmoperateur", "name": "filmoperateur"}
        assert items(client, kind="role", q="film") == [wanted]
        assert items(client, kind="skill", q="film") == []

    @given(q=st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
    def test_any_text_gets_an_answer(self, client, q):
        assert len(items(client, kind="skill", q=q)) <= 8


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"kind": "course"}, "kind: this must be 'skill' or 'role', not 'course'."),
        ({}, "kind: "),
        ({"kind": "role", "q": "x" * 101}, "q: this may have 100 characters at most"),
        ({"kind": "role", "limit": 26}, "limit: this must be 25 or less, not '26'."),
        ({"kind": "role", "limit": 0}, "limit: this must be 1 or more, not '0'."),
        ({"kind": "role", "language": "de"}, "language: this must be 'nl' or 'en', not 'de'."),
        ({"kind": "role", "colour": "red"}, "colour: this address has no such parameter;"),
    ],
)
def test_a_wrong_parameter_is_explained(client, query, sentence):
    answer = get(client, **query)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(sentence)


def test_a_text_of_a_hundred_letters_may_be_typed(client):
    assert items(client, kind="role", q="x" * 100) == []
