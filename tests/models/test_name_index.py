"""Names are found while they are typed: at once by their beginning, and in spite of errors."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models import Named, NameIndex
from models.name_index import names_of
from skills_taxonomy import KINDS, LANGUAGES, load_taxonomy
from skills_taxonomy.esco import EscoConcept

NAMES = [
    Named("camera", "Cameramens"),
    Named("camera", "Cameraman", 1),
    Named("camera", "Camera-operator", 1),
    Named("light", "Lichtcamera", 1),
    Named("editor", "Video-editor"),
    Named("editor", "Monteur van bewegend beeld", 1),
    Named("sound", "Geluidstechnicus"),
    Named("cafe", "Café’s en concerten"),
    Named("chief", "Hoofdredacteur"),
    Named("desk", "Redacteur nieuws"),
    Named("desk", "Nieuwsredacteur", 1),
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(NAMES)


def ids(index: NameIndex, query: str, limit: int = 8) -> list[str]:
    return [found.id for found in index.suggest(query, limit)]


class TestWhatIsTyped:
    @pytest.mark.parametrize(
        ("query", "first", "name"),
        [
            ("cam", "camera", "Cameramens"),
            ("CAMERAM", "camera", "Cameramens"),
            ("cameraman", "camera", "Cameraman"),
            ("camera-op", "camera", "Camera-operator"),
            ("  geluids ", "sound", "Geluidstechnicus"),
            ("g", "sound", "Geluidstechnicus"),
            ("cafe's", "cafe", "Café’s en concerten"),
            ("CAFÉ", "cafe", "Café’s en concerten"),
        ],
    )
    def test_a_beginning_finds_the_name(self, index: NameIndex, query: str, first: str, name: str):
        found = index.suggest(query, 3)[0]
        assert (found.id, found.name, found.errors) == (first, name, 0)

    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("edit", "editor"),
            ("operator", "camera"),
            ("beeld", "editor"),
            ("bewegend b", "editor"),
            ("concert", "cafe"),
        ],
    )
    def test_a_word_inside_finds_the_name(self, index: NameIndex, query: str, first: str):
        found = index.suggest(query, 3)[0]
        assert (found.id, found.errors) == (first, 0)

    def test_a_name_that_begins_so_comes_before_one_with_such_a_word(self):
        index = NameIndex([Named("inner", "De redactie"), Named("outer", "Redactie van nieuws")])
        assert ids(index, "redactie") == ["outer", "inner"]

    @pytest.mark.parametrize(
        "query", ["beeld monteur", "bewegend mont", "van beeld monteur", "mo be va", "beeld  mont"]
    )
    def test_several_words_find_a_name_in_any_order(self, index: NameIndex, query: str):
        found = index.suggest(query, 3)[0]
        assert (found.id, found.errors) == ("editor", 0)

    def test_every_word_must_be_in_the_same_name(self, index: NameIndex):
        assert ids(index, "beeld hoofdredacteur") == []

    @pytest.mark.parametrize(
        ("query", "first", "errors"),
        [
            ("camermaens", "camera", 1),
            ("cmaera", "camera", 1),
            ("camerra", "camera", 1),
            ("geluidtechnicus", "sound", 1),
            ("geluidtechnikus", "sound", 2),
            ("geludstechncus", "sound", 2),
            ("gelluidstechniccus", "sound", 2),
            ("hofdredakteur", "chief", 2),
            ("operatro", "camera", 1),
            ("concretn", "cafe", 2),
        ],
    )
    def test_typing_errors_are_forgiven(
        self, index: NameIndex, query: str, first: str, errors: int
    ):
        found = index.suggest(query, 3)[0]
        assert (found.id, found.errors) == (first, errors)

    @pytest.mark.parametrize("query", ["gx", "xyzzy", "gelxx", "kamermuziek", "?!"])
    def test_what_resembles_nothing_finds_nothing(self, index: NameIndex, query: str):
        assert ids(index, query) == []

    @pytest.mark.parametrize("query", ["", "   ", "\n"])
    def test_nothing_typed_finds_nothing(self, index: NameIndex, query: str):
        assert ids(index, query) == []


class TestOrder:
    def test_synonyms_come_after_labels(self):
        index = NameIndex([Named("a", "Film", 1), Named("b", "Filmmaker van beroep", 0)])
        assert ids(index, "film") == ["b", "a"]

    def test_shorter_names_come_first_among_equals(self):
        index = NameIndex([Named("a", "Filmproducent"), Named("b", "Filmer")])
        assert ids(index, "film") == ["b", "a"]

    def test_fewer_errors_come_first(self):
        index = NameIndex([Named("two", "Camerbdan"), Named("one", "Cameraman")])
        assert [found.errors for found in index.suggest("cameraban", 5)] == [1, 2]
        assert ids(index, "cameraban")[0] == "one"

    def test_what_was_typed_right_comes_before_what_was_nearly(self):
        index = NameIndex([Named("near", "Editer"), Named("right", "Een editor")])
        assert ids(index, "editor") == ["right", "near"]

    def test_each_concept_comes_once(self, index: NameIndex):
        assert ids(index, "camer") == ["camera"]
        assert ids(index, "redacteur") == ["desk"]

    @pytest.mark.parametrize("limit", [1, 2, 5])
    def test_no_more_than_the_limit(self, limit: int):
        index = NameIndex(Named(str(n), f"Redacteur {n}") for n in range(10))
        for query in ("red", "redacteur", "redakteur", "1 red"):
            every = ids(index, query, 100)
            assert ids(index, query, limit) == every[:limit]
        assert len(ids(index, "redakteur", limit)) == limit

    @pytest.mark.parametrize("limit", [0, -1])
    def test_no_limit_above_zero_finds_nothing(self, index: NameIndex, limit: int):
        assert ids(index, "camera", limit) == []


class TestNames:
    def test_none_find_nothing(self):
        index = NameIndex([])
        assert len(index) == 0
        for query in ("", "a", "camera", "camera operator"):
            assert ids(index, query) == []

    def test_may_hold_more_spaces_than_are_typed(self):
        index = NameIndex([Named("a", "Regisseur \u00a0 van  dienst ")])
        assert ids(index, "regisseur van d") == ["a"]

    def test_that_begin_with_a_mark_are_found_by_their_first_word(self):
        index = NameIndex([Named("a", "(Web)redacteur"), Named("b", ".NET")])
        assert ids(index, "web") == ["a"]
        assert ids(index, "net") == ["b"]

    def test_are_labels_before_synonyms_in_both_languages(self, tiny_taxonomy):
        names = list(names_of(tiny_taxonomy.roles.values()))
        assert Named("camera-operator", "Cameramens", 0) in names
        assert Named("camera-operator", "Camera operator", 0) in names
        assert {named.rank for named in names} == {0}

    def test_of_the_taxonomy_are_all_there(self, taxonomy):
        for kind in KINDS:
            concepts = taxonomy.of(kind).values()
            found = {(named.id, named.name): named.rank for named in names_of(concepts)}
            for concept in concepts:
                for language in LANGUAGES:
                    assert found[concept.slug, concept.label[language]] == 0
                    for name in concept.synonyms[language]:
                        assert (concept.slug, name) in found

    def test_of_esco_come_after_ours(self, tiny_taxonomy):
        esco = EscoConcept(
            uri="http://data.europa.eu/esco/occupation/1",
            kind="occupation",
            code="2654.1",
            isco="2654",
            status="released",
            version="1.2",
            label="camera",
            synonyms=("filmer", "cameravrouw"),
            description="",
        )
        names = list(names_of(tiny_taxonomy.roles.values(), [esco]))
        assert [named for named in names if named.rank == 2] == [
            Named(esco.uri, name, 2) for name in ("camera", "filmer", "cameravrouw")
        ]
        index = NameIndex(names)
        assert ids(index, "camera") == ["camera-operator", esco.uri]
        assert index.suggest("filmr", 3)[0].name == "filmer"


OURS = {kind: tuple(names_of(load_taxonomy().of(kind).values())) for kind in KINDS}
INDEXES = {kind: NameIndex(names) for kind, names in OURS.items()}
ENOUGH = 40
"""Suggestions among which a beginning of three letters finds its name; 30 was the worst place."""


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_beginning_of_a_name_of_ours_finds_its_concept(kind: str, data: st.DataObject):
    named = data.draw(st.sampled_from(OURS[kind]))
    end = data.draw(st.integers(3, max(3, len(named.name))))
    begun = named.name[:end]
    assume(sum(letter.isalpha() for letter in begun) >= 3)
    found = {s.id: s for s in INDEXES[kind].suggest(begun, ENOUGH)}
    assert named.id in found, f"{begun!r} does not find {named.name!r}"
    assert found[named.id].errors == 0


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_two_letters_left_out_of_a_long_name_are_forgiven(kind: str, data: st.DataObject):
    long = [named for named in OURS[kind] if len(named.name) >= 12]
    named = data.draw(st.sampled_from(long))
    first, second = sorted(data.draw(st.sets(st.integers(3, 9), min_size=2, max_size=2)))
    name = named.name
    wrong = name[:first] + name[first + 1 : second] + name[second + 1 :]
    found = INDEXES[kind].suggest(wrong, ENOUGH)
    assert named.id in [s.id for s in found], f"{wrong!r} does not find {name!r}"


@given(
    names=st.lists(st.text(min_size=1, max_size=12), max_size=12),
    query=st.text(max_size=20),
    limit=st.integers(0, 6),
)
def test_no_text_is_too_strange(names: list[str], query: str, limit: int):
    index = NameIndex(Named(str(n // 2), name, n % 2) for n, name in enumerate(names))
    found = index.suggest(query, limit)
    assert len(found) <= limit
    assert len({s.id for s in found}) == len(found)
    for suggestion in found:
        assert suggestion.name in names
        assert 0 <= suggestion.errors <= 2
    assert found == index.suggest(query, limit)


@given(query=st.text(max_size=60))
def test_any_text_is_an_answerable_question_about_our_names(query: str):
    known = {(named.id, named.name) for named in OURS["role"]}
    assert {(s.id, s.name) for s in INDEXES["role"].suggest(query, 8)} <= known
