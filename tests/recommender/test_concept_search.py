"""Roles and skills are found by label, definition and synonym, alike in both languages."""

import pytest

from recommender.concept_search import ConceptSearch
from skills_taxonomy import LANGUAGES


def share(recommender, taxonomy, language):
    first = [
        recommender.search_roles(role.definition[language], 1)[0].id == role.slug
        for role in taxonomy.roles.values()
    ]
    return sum(first) / len(first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_of_every_role_finds_that_role_first(recommender, taxonomy, language):
    found = share(recommender, taxonomy, language)
    print(f"{language}: {found:.1%} of {len(taxonomy.roles)} roles come first")
    assert found == 1.0


def test_a_description_finds_its_role_among_texts_of_the_other_language(recommender, taxonomy):
    """Harder, and what the share really tells: the index has none of the words of the query."""
    from models import VectorIndex

    encoder, roles = recommender.encoder, list(taxonomy.roles.values())
    for asked, written in (("nl", "en"), ("en", "nl")):
        texts = [f"{role.label[written]}. {role.definition[written]}" for role in roles]
        index = VectorIndex.build([r.slug for r in roles], encoder.encode_documents(texts))
        queries = encoder.encode_queries([role.definition[asked] for role in roles])
        hits = index.search(queries, 1)
        right = sum(hit[0].id == role.slug for hit, role in zip(hits, roles, strict=True))
        print(f"{asked} asked, {written} written: {right / len(roles):.1%}")
        assert right >= 0.97 * len(roles)


def test_what_a_role_does_finds_that_role_among_the_first_five(recommender, taxonomy):
    """The tasks are in no index, so they are a fair question about it."""
    for language in LANGUAGES:
        right = sum(
            role.slug
            in [
                hit.id
                for hit in recommender.search_roles(" ".join(t[language] for t in role.tasks), 5)
            ]
            for role in taxonomy.roles.values()
        )
        print(f"{language}: {right / len(taxonomy.roles):.1%} by their tasks")
        assert right >= 0.8 * len(taxonomy.roles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_synonym_finds_its_role(recommender, taxonomy, language):
    pairs = [(r.slug, name) for r in taxonomy.roles.values() for name in r.synonyms[language]]
    right = sum(
        slug in [hit.id for hit in recommender.search_roles(name, 3)] for slug, name in pairs
    )
    print(f"{language}: {right / len(pairs):.1%} of {len(pairs)} synonyms")
    assert right >= 0.97 * len(pairs)


def test_a_concept_is_found_once_with_its_best_text(tiny_taxonomy, fake_encoder):
    search = ConceptSearch(tiny_taxonomy.skills.values(), fake_encoder, None)
    hits = search.search("Reading data", 5)
    assert [hit.id for hit in hits].count("reading-data") == 1
    assert hits[0].id == "reading-data"
    assert hits[0].score == pytest.approx(1.0, abs=1e-5)
