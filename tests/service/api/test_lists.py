import pytest

LISTS = ["roles", "skills", "courses"]


def get(client, path, **query):
    return client.get(f"/api/v1/{path}", params=query)


@pytest.mark.parametrize("name", LISTS)
class TestEveryList:
    def test_pages_join_up_to_the_whole(self, client, name):
        total = get(client, name).json()["total"]
        pages = [
            get(client, name, limit=100, offset=offset).json()["items"]
            for offset in range(0, total, 100)
        ]
        keys = [item.get("slug") or item["id"] for page in pages for item in page]
        assert len(keys) == len(set(keys)) == total

    def test_past_the_end_it_is_empty(self, client, name):
        answer = get(client, name, offset=100_000).json()
        assert answer["items"] == []
        assert answer["total"] > 0

    def test_a_search_puts_the_closest_first(self, client, name):
        items = get(client, name, q="camera bedienen").json()["items"]
        scores = [item["score"] for item in items]
        assert scores == sorted(scores, reverse=True)
        assert "camera" in str(items[0]).lower()

    def test_without_a_search_there_is_no_score(self, client, name):
        assert {item["score"] for item in get(client, name, q="  ").json()["items"]} == {None}

    def test_an_unchanged_list_is_not_sent_twice(self, client, name):
        first = get(client, name, limit=2)
        assert first.headers["cache-control"] == "public, max-age=300"
        again = client.get(
            f"/api/v1/{name}?limit=2", headers={"If-None-Match": first.headers["etag"]}
        )
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        other = client.get(
            f"/api/v1/{name}?limit=3", headers={"If-None-Match": first.headers["etag"]}
        )
        assert other.status_code == 200

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ({"limit": 101}, "limit: this must be 100 or less, not '101'."),
            ({"offset": -1}, "offset: this must be 0 or more, not '-1'."),
            ({"language": "de"}, "language: this must be 'nl' or 'en', not 'de'."),
            ({"q": "x" * 201}, "q: this may have 200 characters at most"),
            ({"colour": "red"}, "colour: this address has no such parameter; leave it out."),
        ],
    )
    def test_a_wrong_parameter_is_explained(self, client, name, query, sentence):
        answer = get(client, name, **query)
        assert answer.status_code == 422
        assert answer.json()["detail"].startswith(sentence)


class TestRoles:
    def test_they_stand_in_the_order_of_a_language(self, client):
        for language in ("nl", "en"):
            items = get(client, "roles", language=language, limit=100).json()["items"]
            labels = [item["label"][language].casefold() for item in items]
            assert labels == sorted(labels)

    def test_one_place_in_the_chain(self, client):
        items = get(client, "roles", chain="sales", limit=100).json()["items"]
        assert {item["chain"] for item in items} == {"sales"}

    def test_one_role_tells_what_it_asks(self, client):
        role = get(client, "roles/data-journalist").json()
        asked = {"skill": "interpreting-data", "level": 3, "essential": True}
        assert asked in role["requirements"]
        assert role["esco"][0]["uri"].startswith("http://data.europa.eu/esco/")

    def test_an_unknown_role_is_not_found(self, client):
        answer = get(client, "roles/jornalist")
        assert answer.status_code == 404
        assert answer.json()["error"] == "UnknownConcept"
        assert "Did you mean journalist" in answer.json()["detail"]


class TestSkills:
    def test_one_theme_and_one_line(self, client):
        items = get(client, "skills", theme="data", line="media-craft").json()["items"]
        assert {(item["theme"], item["line"]) for item in items} == {("data", "media-craft")}

    def test_an_unknown_theme_is_explained(self, client):
        answer = get(client, "skills", theme="date")
        assert answer.status_code == 422
        assert answer.json()["detail"].startswith("theme: 'date' is not known; choose one of: ai,")

    def test_one_skill_names_its_roles_and_courses(self, client):
        skill = get(client, "skills/interviewing").json()
        assert "journalist" in skill["roles"]
        for course in skill["courses"]:
            taught = get(client, f"courses/{course}").json()["teaches"]
            assert "interviewing" in {t["skill"] for t in taught}

    def test_an_unknown_skill_is_not_found(self, client):
        assert get(client, "skills/intervewing").status_code == 404

    def test_where_nothing_is_near_the_list_is_named_by_its_address(self, client):
        for path, kind in (("skills/zzzqqq", "skill"), ("roles/zzzqqq", "role")):
            detail = get(client, path).json()["detail"]
            assert detail == f"Unknown {kind} 'zzzqqq'. See GET /api/v1/{kind}s."
        detail = get(client, "courses", skill="zzzqqq").json()["detail"]
        assert detail == "skill: Unknown skill 'zzzqqq'. See GET /api/v1/skills."


class TestCourses:
    def test_filters_narrow_the_list(self, client):
        query = {"language": "en", "kind": "course", "max_price": 900, "limit": 100}
        items = get(client, "courses", **query).json()["items"]
        assert items
        assert {(item["language"], item["kind"]) for item in items} == {("en", "course")}
        assert max(item["price"] for item in items) <= 900

    def test_a_part_of_the_provider_is_enough(self, client):
        items = get(client, "courses", provider="open media").json()["items"]
        assert {item["provider"] for item in items} == {"Open Media School (example)"}

    def test_a_skill_that_courses_teach(self, client):
        items = get(client, "courses", skill="interpreting-data").json()["items"]
        assert items
        for item in items:
            assert "interpreting-data" in {t["skill"] for t in item["teaches"]}

    def test_an_unknown_skill_is_explained(self, client):
        answer = get(client, "courses", skill="intervewing")
        assert answer.status_code == 422
        assert answer.json()["detail"].startswith("skill: Unknown skill 'intervewing'.")

    def test_one_course_tells_its_coming_dates(self, client, today):
        course = get(client, "courses/KA-101").json()
        assert course["outcomes"]
        starts = [run["start"] for run in course["runs"]]
        assert starts == sorted(starts)
        assert starts[0] >= today.isoformat()

    def test_an_unknown_course_is_not_found(self, client):
        answer = get(client, "courses/XX-1")
        assert (answer.status_code, answer.json()["error"]) == (404, "UnknownCourse")


class TestHealth:
    def test_it_tells_what_it_stands_on(self, client):
        health = get(client, "health").json()
        assert health["ok"] is True
        assert set(health["versions"]) == {"taxonomy", "catalogue", "models"}
        assert health["courses"] == get(client, "courses").json()["total"]
