"""The service advises with the catalogue as it is on disk now."""

import datetime as dt
import threading

from recommender import DEMO, CatalogueStore, read_csv
from service.advisor import Advisor
from service.settings import Settings
from skills_taxonomy import load_taxonomy

TODAY = dt.date(2027, 1, 4)


def import_demo(settings, tmp_path, rows):
    sheet = tmp_path / "academy.csv"
    sheet.write_text("".join(DEMO.read_text().splitlines(keepends=True)[: rows + 1]))
    read = read_csv(sheet, load_taxonomy())
    CatalogueStore(settings.catalogue_folder).replace(read, today=TODAY)


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
