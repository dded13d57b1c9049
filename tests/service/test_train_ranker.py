"""`koers train ranker` and `koers events`, from file to file."""

import json

import pytest

pytest.importorskip("sklearn")

from models.usage_event import read_events, written
from recommender.course_rank import TERMS
from recommender.evaluation.use import HIDDEN, Shown, simulated_use
from recommender.self_scan import SelfScan
from service.database import open_engine
from service.settings import Settings
from service.storage import Scans
from service.usage import Usage, Use

CHEAP = {name: 0.0 for name in TERMS} | {"cost": 0.8, "hours": 0.2}
LINE = ("train", "ranker", "--today", "2027-01-04", "--output")


@pytest.fixture(scope="module")
def shown():
    """What three hundred people see who are shown eight courses in the order of the gain."""
    import numpy as np

    drawn = np.random.default_rng(7)
    found = []
    for _ in range(300):
        shares = drawn.random((8, 8)).round(4)
        shares = shares[np.argsort(-shares[:, 0])]
        courses = tuple(f"C-{n}" for n in range(8))
        found.append(Shown(SelfScan(role="journalist"), courses, shares))
    return found


@pytest.fixture
def events(tmp_path, shown):
    def write(preference, people=300):
        file = tmp_path / "events.jsonl"
        file.write_text(written(simulated_use(shown[:people], preference)))
        return file

    return write


class TestLearning:
    def test_writes_what_is_better_and_advises_with_it(self, koers, events, tmp_path):
        where = tmp_path / "ranker"
        done = koers(*LINE, where, "--events", events(CHEAP))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("Better: nDCG@10")
        assert f"KOERS_RANKER={where}" in done.stdout
        assert "2027-01-04" in (where / "README.md").read_text()
        line = ("advise", "examples/self_scans/producer.json", "--today", "2027-01-04")
        learned = koers(*line, "--format", "json", KOERS_RANKER=str(where))
        advice = json.loads(learned.stdout)
        assert " ranker@" in advice["versions"]["models"]
        reasons = [r["type"] for course in advice["courses"] for r in course["reasons"]]
        assert "LearnedFromUse" in reasons
        assert "door wat anderen kozen (300 mensen)" in koers(*line, KOERS_RANKER=str(where)).stdout

    @pytest.mark.parametrize(("preference", "people"), [(None, 300), (HIDDEN, 30)])
    def test_writes_nothing_that_is_not_better(self, koers, events, tmp_path, preference, people):
        where = tmp_path / "ranker"
        done = koers(*LINE, where, "--events", events(preference, people))
        assert done.returncode == 0
        assert ("nothing changes" if people == 300 else "Not enough to learn from") in done.stdout
        assert not where.exists()

    def test_has_a_way_back(self, koers, events, tmp_path):
        where = tmp_path / "ranker"
        koers(*LINE, where, "--events", events(HIDDEN))
        first = (where / "config.json").read_text()
        (tmp_path / "ranker.former").mkdir()
        for file in where.iterdir():
            (tmp_path / "ranker.former" / file.name).write_bytes(file.read_bytes())
        (where / "README.md").write_text("Another one.")
        done = koers("train", "ranker", "--undo", "--output", where)
        assert (done.returncode, "is back" in done.stdout) == (0, True)
        assert (where / "config.json").read_text() == first
        assert "Another one" not in (where / "README.md").read_text()


class TestBadInput:
    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ((), "--events FILE, or --database"),
            (("--events", "nowhere.jsonl", "--database"), "--events FILE, or --database"),
            (("--events", "nowhere.jsonl"), "'nowhere.jsonl' cannot be read"),
            (("--undo",), "There is no earlier ranker beside"),
            (("--database", "--today", "soon"), "'soon' is no date"),
        ],
    )
    def test_is_explained_in_one_sentence(self, koers, options, sentence):
        done = koers("train", "ranker", *options)
        assert done.returncode == 1
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_ranker_that_is_not_there_is_named(self, koers):
        done = koers("advise", "examples/self_scans/producer.json", KOERS_RANKER="nowhere")
        assert done.returncode == 1
        assert "There is no ranker in 'nowhere'" in done.stderr

    @pytest.mark.parametrize("missing", ["sklearn", "joblib"])
    def test_a_missing_package_is_named_with_the_way_to_get_it(
        self, koers, events, tmp_path, missing
    ):
        (tmp_path / "hidden").mkdir()
        (tmp_path / "hidden" / f"{missing}.py").write_text(
            f"raise ModuleNotFoundError('gone', name='{missing}')"
        )
        hidden = {"PYTHONPATH": str(tmp_path / "hidden")}
        done = koers(*LINE, tmp_path / "ranker", "--events", events(HIDDEN), **hidden)
        assert done.returncode == 1
        assert "pip install 'koers[ranking]'" in done.stderr


class TestEvents:
    @pytest.fixture
    def usage(self, tmp_path):
        settings = Settings(home=tmp_path / "home", database_url="")
        settings.make_home()
        engine = open_engine(settings.url_of_database)
        yield Usage(engine, Scans(engine))
        engine.dispose()

    def test_are_written_as_training_reads_them(self, koers, usage, tmp_path):
        scans = usage._scans
        scan = SelfScan(role="journalist")
        token = scans.save(scan)
        usage.allow(token)
        usage.note(
            token, scan, Use("KA-101", "shown", 1, terms=(0.5,) * 8), Use("KA-101", "opened")
        )
        file = tmp_path / "events.jsonl"
        done = koers("events", "export", file)
        assert "2 events of 1 people." in done.stdout
        assert tuple(read_events(file)) == usage.of(token)
        assert "Not enough to learn from" in koers("train", "ranker", "--database").stdout

    def test_are_none_where_nothing_is_learned(self, koers, usage, tmp_path, monkeypatch):
        scan = SelfScan(role="journalist")
        token = usage._scans.save(scan)
        usage.allow(token)
        usage.note(token, scan, Use("KA-101", "opened"))
        monkeypatch.setenv("KOERS_USAGE", "off")
        assert "0 events of 0 people." in koers("events", "export", tmp_path / "e.jsonl").stdout

    def test_are_counted(self, koers, usage):
        assert "Nothing was counted yet." in koers("events", "counts").stdout
        usage.count("shown", "KA-101", "KA-102")
        usage.flush()
        assert "KA-102" in koers("events", "counts").stdout
        counted = json.loads(koers("events", "counts", "--format", "json").stdout)
        assert counted == {"KA-101": {"shown": 1}, "KA-102": {"shown": 1}}
