"""Each document of a feed counts once, up to where it was read, and the last is refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.document import Document
from service.feeds.allowance import Allowance
from skills_taxonomy import CatalogueError

READS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)))


@given(READS)
def test_what_is_left_is_the_whole_less_the_largest_of_each(reads):
    allowance = Allowance(100)
    for name, size in reads:
        allowance.count(name, size, name)
    largest = {name: max(size for other, size in reads if other == name) for name, _ in reads}
    assert allowance.left == 100 - sum(largest.values())


def test_the_sentence_tells_one_that_is_too_large_from_many_that_are():
    allowance = Allowance(2_000)
    allowance.count("a", 1_500, "a.xml")
    with pytest.raises(CatalogueError, match=r"^a\.xml is larger than 2 kB unpacked; split it"):
        allowance.count("a", 2_001, "a.xml")
    with pytest.raises(CatalogueError, match=r"^b\.xml and the documents before it are together "):
        allowance.count("b", 501, "b.xml")
    assert allowance.left == 500


def test_what_is_refused_does_not_count():
    allowance = Allowance(10)
    with pytest.raises(CatalogueError):
        allowance.count("a", 11, "a.xml")
    allowance.count("b", 10, "b.xml")
    assert allowance.left == 0


def test_a_document_is_counted_as_it_is_read_and_not_beyond():
    body = bytes(range(256)) * 1_000
    allowance = Allowance(len(body))
    document = allowance.over(Document("a.xml", lambda: io.BytesIO(body)))
    assert allowance.left == len(body)
    assert document.head(1_000) == body[:1_000]
    assert 0 < allowance.left <= len(body) - 1_000
    with document.open() as file:
        file.seek(-10, io.SEEK_END)
        assert file.read() == body[-10:]
        file.seek(0)
        assert file.read() == body
    assert allowance.left == 0
