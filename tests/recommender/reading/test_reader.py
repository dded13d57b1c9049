"""What somebody has is read; what they deny, wish, plan or keep private is not."""

import datetime as dt

import pytest

from models import load_linker
from recommender.reading import Reading, read_text
from skills_taxonomy import Taxonomy

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def read(taxonomy: Taxonomy):
    def reading(text: str) -> Reading:
        return read_text(text, taxonomy, load_linker(), today=TODAY)

    return reading


def job(*lines: str) -> str:
    return "\n".join(["Werkervaring", "", "2018 - heden Cameraman, Omroep Noord", *lines])


def slugs(reading: Reading) -> set[str]:
    return {found.slug for found in reading.skills}


class TestJobs:
    def test_a_job_gives_its_role_and_years_and_its_lines_the_skills(self, read):
        found = read(job("- Zelf monteren van items in Premiere Pro"))
        (role,) = found.roles
        assert (role.slug, role.years, role.current) == ("camera-operator", 8, True)
        (skill,) = found.skills
        assert (skill.slug, skill.years, skill.level) == ("video-editing", 8, 3)
        assert skill.sentence == "Zelf monteren van items in Premiere Pro"

    def test_a_linkedin_export_has_its_dates_under_the_job(self, read):
        found = read("Experience\n\nPixel House\nVideo editor\n2020 - 2024 (4 years)\nAvid.")
        assert [(r.slug, r.years, r.current) for r in found.roles] == [("video-editor", 4, False)]

    def test_each_skill_comes_once(self, read):
        found = read(job("- Monteren in Avid", "- Monteren van items in Premiere Pro"))
        assert [skill.slug for skill in found.skills] == ["video-editing"]

    def test_a_course_is_a_beginning(self, read):
        found = read("Opleiding\n2021 Cursus kleurcorrectie in DaVinci Resolve")
        assert [(s.slug, s.level) for s in found.skills] == [("colour-grading", 1)]

    def test_leading_editors_is_not_editing(self, read):
        assert slugs(read(job("- Gaf leiding aan zes editors"))) == {"leading-a-team"}

    def test_nothing_is_read_in_nothing(self, read):
        assert read("") == Reading((), ())


class TestNotHad:
    @pytest.mark.parametrize(
        "line",
        [
            "Ik heb geen ervaring met monteren in Premiere Pro.",
            "Monteren in Premiere Pro heb ik nog nooit gedaan.",
            "Ik wil leren monteren in Premiere Pro.",
            "Ik heb affiniteit met videomontage.",
            "Cursus monteren in Premiere Pro is gepland.",
            "Werkte samen met editors die monteren in Premiere Pro.",
            "Mijn partner is videomonteur en monteert in Premiere Pro.",
            "Het bedrijf doet ook aan videomontage.",
            "Hobby: video's monteren in Premiere Pro.",
            "Ik zoek een baan als videomonteur.",
            "I have no experience with video editing in Premiere Pro.",
            "I would like to learn video editing.",
            "I have never done video editing.",
            "My husband works as a video editor in Premiere Pro.",
            "Video editing is done by the agency.",
            "Videomontage: nee.",
        ],
    )
    def test_does_not_count(self, read, line: str):
        found = read(job(f"- {line}"))
        assert "video-editing" not in slugs(found)
        assert "video-editor" not in {role.slug for role in found.roles}

    @pytest.mark.parametrize("heading", ["Wensen", "Hobby's", "Looking for", "NOG TE LEREN"])
    def test_a_section_of_wishes_does_not_count(self, read, heading: str):
        assert slugs(read(job("", heading, "Videomontage in Premiere Pro"))) == set()


class TestPrivate:
    @pytest.mark.parametrize(
        ("line", "private"),
        [
            ("Mail of bel voor montage in Avid: jan@example.org", "jan@example.org"),
            ("Monteren in Avid, bel 06-12345678", "06-12345678"),
            ("Monteren in Avid in de Dorpsstraat 12", "Dorpsstraat"),
            ("Geboren op 3 mei 1990, monteren in Avid", "1990"),
            ("Sinds mijn burn-out ben ik aan het monteren in Avid", "burn-out"),
            ("Monteren in Avid voor de moskee", "moskee"),
            ("Ik ben Marokkaans en monteer in Avid", "Marokkaans"),
            ("Monteren in Avid met J. van der Berg", "Berg"),
            ("Monteren in Avid met Janneke Voorbeeld", "Voorbeeld"),
            ("Monteren in Avid voor onze editor (Janneke)", "Janneke"),
            ("Camera: Janneke Voorbeeld", "Voorbeeld"),
            ("Monteren in Avid, met een gehoorapparaat", "gehoorapparaat"),
            ("Monteren in Avid, ik woon in Verzonnendam", "Verzonnendam"),
        ],
    )
    def test_is_in_no_sentence(self, read, line: str, private: str):
        found = read(job(f"- {line}"))
        for item in (*found.skills, *found.roles):
            assert private not in item.sentence
