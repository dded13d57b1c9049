"""The list of questions that is the same whatever was answered, to compare with."""

from recommender.evaluation.fixed_questions import choose
from skills_taxonomy import load_taxonomy


class TestTheQuestions:
    def test_are_a_dozen_of_several_themes(self):
        taxonomy = load_taxonomy()
        for role in taxonomy.roles:
            asked = choose(role, [], [], [], taxonomy)
            assert 8 <= len(asked) <= 12
            assert len({taxonomy.skill(skill).theme for skill in asked}) >= 3

    def test_keep_what_was_rated_before(self):
        asked = choose("journalist", [], [], ["video-editing", "no-such-skill"], load_taxonomy())
        assert "video-editing" in asked
        assert "no-such-skill" not in asked

    def test_are_none_without_role_or_wish(self):
        assert choose("", [], [], [], load_taxonomy()) == ()
