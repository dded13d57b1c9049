"""The service advises with the catalogue as it is on disk now."""

import datetime as dt
import threading

from recommender import DEMO, CatalogueStore, Recommender, Row, SelfScan, read_csv
from service import advisor as advisor_module
from service.advisor import Advisor
from service.settings import Settings
from skills_taxonomy import load_taxonomy

TODAY = dt.date(2027, 1, 4)


def import_demo(settings, tmp_path, rows):
    sheet = tmp_path / "academy.csv"
    sheet.write_text("".join(DEMO.read_text().splitlines(keepends=True)[: rows + 1]))
    read = read_csv(sheet, load_taxonomy())
    CatalogueStore(settings.catalogue_folder).sync("academy", read.rows, today=TODAY)


def test_without_an_import_the_demo_academy_is_served(tmp_path):
    advisor = Advisor(Settings(home=tmp_path / "home"))
    assert advisor.is_demo
    assert len(advisor.recommender.catalogue.courses) >= 120


def test_an_import_is_noticed_at_the_next_request(tmp_path):
    settings = Settings(home=tmp_path / "home")
    advisor = Advisor(settings)
    before = advisor.recommender
    import_demo(settings, tmp_path, rows=5)
    assert len(advisor.recommender.catalogue.courses) == 5
    assert advisor.recommender is not before
    assert not advisor.is_demo


def test_requests_at_once_share_one_new_recommender(tmp_path):
    settings = Settings(home=tmp_path / "home")
    advisor = Advisor(settings)
    import_demo(settings, tmp_path, rows=20)
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(advisor.recommender)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(recommender) for recommender in seen}) == 1


def test_vectors_are_kept_between_starts(tmp_path):
    settings = Settings(home=tmp_path / "home")
    Advisor(settings)
    kept = {path: path.stat().st_mtime_ns for path in settings.cache_folder.rglob("*.npy")}
    assert kept
    Advisor(settings)
    assert kept == {p: p.stat().st_mtime_ns for p in settings.cache_folder.rglob("*.npy")}


def test_when_the_last_import_is_removed_the_demo_academy_is_served_again(tmp_path):
    settings = Settings(home=tmp_path / "home")
    import_demo(settings, tmp_path, rows=5)
    advisor = Advisor(settings)
    assert not advisor.is_demo
    CatalogueStore(settings.catalogue_folder).remove("academy")
    assert len(advisor.recommender.catalogue.courses) >= 120
    assert advisor.is_demo


WISH = SelfScan(wish="interviewen", ratings={"interviewing": 1})


def sync(settings, *courses, source="academy", **options):
    rows = [Row(f"line {n}", course) for n, course in enumerate(courses, 2)]
    CatalogueStore(settings.catalogue_folder).sync(source, rows, today=TODAY, **options)


def shown(recommender, scan=WISH):
    advice = recommender.advise(scan, today=TODAY, limit=50)
    return [(s.course.id, s.score) for s in advice.suggestions.suggestions]


class TestFollowingALiveCatalogue:
    """What changes among many courses is taken over course by course."""

    def some(self, make_course, count, **options):
        return [
            make_course(f"c{n}", [("interviewing", 1, 2)], title=f"Interviewen {n}", **options)
            for n in range(count)
        ]

    def test_one_course_more_is_advised_at_the_next_request(self, tmp_path, make_course):
        settings = Settings(home=tmp_path / "home")
        courses = self.some(make_course, 4)
        sync(settings, *courses)
        advisor = Advisor(settings)
        kept = advisor.recommender.catalogue.courses["c1"]
        new = make_course("new", [("interviewing", 1, 3)], title="Interviewen voor gevorderden")
        sync(settings, new, source="other")
        recommender = advisor.recommender
        assert "new" in [key for key, _ in shown(recommender)]
        assert recommender.catalogue.courses["c1"] is kept
        assert recommender.search_courses("Interviewen voor gevorderden", 1)[0].id == "new"

    def test_what_follows_step_by_step_advises_as_what_is_read_whole(self, tmp_path, make_course):
        settings = Settings(home=tmp_path / "home")
        courses = self.some(make_course, 6)
        sync(settings, *courses)
        advisor = Advisor(settings)
        assert len(advisor.recommender.catalogue.courses) == 6
        dearer = make_course("c2", [("interviewing", 1, 2)], title="Interviewen 2", price=999)
        for edition in ([*courses[:2], dearer, *courses[3:5]], [*courses[:2], *courses[3:]]):
            sync(settings, *edition)
            followed = advisor.recommender
            assert followed.changes
            whole = Recommender.load(settings.catalogue_folder, taxonomy=advisor.taxonomy)
            assert shown(followed) == shown(whole)
            assert followed.versions == whole.versions
            found = {hit.id for hit in followed.search_courses("interviewen", 10)}
            assert found == set(followed.catalogue.courses)

    def test_while_a_large_catalogue_is_read_the_earlier_one_answers(
        self, tmp_path, make_course, monkeypatch
    ):
        monkeypatch.setattr(advisor_module, "_AT_ONCE", 3)
        settings = Settings(home=tmp_path / "home")
        sync(settings, *self.some(make_course, 4))
        advisor = Advisor(settings)
        go_on, make = threading.Event(), advisor._make
        monkeypatch.setattr(advisor, "_make", lambda: go_on.wait(20) and make())
        sync(settings, *self.some(make_course, 9), source="academy")
        assert len(advisor.recommender.catalogue.courses) == 4
        reading = advisor._reading
        assert advisor.recommender is advisor.recommender
        assert advisor._reading is reading
        go_on.set()
        reading.join(20)
        assert len(advisor.recommender.catalogue.courses) == 9
