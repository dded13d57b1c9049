"""A process that answers many people leaves Python as it found it."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys

import pytest
from threadpoolctl import threadpool_info

from service.process import settled, share_one_heap


def threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info()}


def test_what_was_made_before_stays_as_long_as_it_lasts():
    turn, before, frozen = sys.getswitchinterval(), threads(), gc.get_freeze_count()
    with settled():
        assert gc.get_freeze_count() > 10_000
        assert sys.getswitchinterval() == pytest.approx(0.001)
        assert threads() == {1}
    assert gc.get_freeze_count() <= frozen
    assert sys.getswitchinterval() == turn
    assert threads() == before


def test_it_ends_also_when_something_goes_wrong():
    turn = sys.getswitchinterval()
    with pytest.raises(ValueError, match="wrong"), settled():
        raise ValueError("wrong")
    assert sys.getswitchinterval() == turn


def test_all_threads_share_one_heap():
    # In a process of its own, for there is no way back.
    code = "from service.process import share_one_heap as share; share(); print('shared')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("shared\n", "")


def test_another_c_library_keeps_its_heaps(monkeypatch):
    asked = []
    monkeypatch.setattr(ctypes, "CDLL", lambda name: asked.append(name) or object())
    share_one_heap()
    assert asked == [None]
