"""The large problems for the path are what they say, and worth solving."""

from benchmarks.path_problems import path_problems


def test_have_sixty_courses_and_twenty_gaps(taxonomy):
    for problem in path_problems(taxonomy, 5):
        found = problem.suggestions
        assert len(found.suggestions) + len(found.later) == 60
        assert len(problem.gaps.gaps) == 20


def test_are_the_same_in_every_run(taxonomy):
    first, again = (next(path_problems(taxonomy, 1)) for _ in range(2))
    assert first == again


def test_are_solved_and_proven(taxonomy):
    lengths = set()
    for problem in path_problems(taxonomy, 20):
        path = problem.solve(taxonomy)
        assert path.optimal
        assert path.candidates == 60
        assert path.gap_closed == path.bound > 0
        assert problem.scan.budget is None or path.net_cost <= problem.scan.budget * (
            1 if problem.scan.budget_period == "plan" else 5
        )
        lengths.add(len(path.steps))
    assert max(lengths) == 3
