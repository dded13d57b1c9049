"""A file is there whole or not at all."""

import pytest

from service.exports import whole_file
from skills_taxonomy import CatalogueError


def write(path, content=b"new", **options):
    with whole_file(path, **options) as file:
        file.write(content)


def test_it_is_written(tmp_path):
    write(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_another_file_is_not_replaced_unless_one_says_so(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(CatalogueError, match=r"there already.*--force"):
        write(path)
    assert path.read_bytes() == b"old"
    write(path, force=True)
    assert path.read_bytes() == b"new"


def test_nothing_is_left_when_it_goes_wrong_half_way(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def half():
        with whole_file(path, force=True) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert path.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(CatalogueError, match="name another file"):
        write(tmp_path, force=True)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(CatalogueError, match="no folder"):
        write(tmp_path / "nowhere" / "a.csv")


def test_a_link_keeps_pointing_to_its_file(tmp_path):
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write(link, force=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
