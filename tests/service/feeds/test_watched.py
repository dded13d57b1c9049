"""A watched file reads as the file does, and tells how far."""

import io

from hypothesis import given
from hypothesis import strategies as st

from service.feeds.watched import watched


@given(st.binary(max_size=200_000), st.lists(st.integers(1, 90_000), max_size=5))
def test_it_gives_the_bytes_of_the_file_and_tells_of_each_once(body, sizes):
    told = []
    with watched(io.BytesIO(body), lambda size, end: told.append((size, end))) as file:
        read = b"".join([*(file.read(size) for size in sizes), file.read()])
    assert read == body
    assert sum(size for size, _ in told) == len(body)
    assert told[-1][1] == len(body)


def test_the_file_is_closed_with_it():
    file = io.BytesIO(b"abc")
    watched(file, lambda size, end: None).close()
    assert file.closed
