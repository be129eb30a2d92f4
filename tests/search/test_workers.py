"""Building with worker processes: the same index, cancelled and killed without leaving anything behind."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qa_reader.errors import BuildFault, Cancelled
from qa_reader.search import workers, write_index
from tests.search.fakes import DictStore
from tests.search.test_writing import many


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BATCH_DOCUMENTS", 50)


def test_processes_give_the_same_index_as_one() -> None:
    one, several = DictStore(), DictStore()
    told: list[tuple[int, int, str]] = []
    write_index(one, many(230), total=230, processes=1)
    write_index(several, many(230), total=230, processes=2, progress=lambda *step: told.append(step))
    assert several.blobs == one.blobs
    assert multiprocessing.active_children() == []
    done = [step[0] for step in told if step[2] == "indexing"]
    assert done == sorted(done)
    assert done[-1] > 0


def test_cancelling_ends_the_processes_and_leaves_the_index_as_it_was() -> None:
    store = DictStore()
    write_index(store, many(3))
    before = dict(store.blobs)

    def cancel(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_index(store, many(500), total=500, processes=2, progress=cancel)
    assert multiprocessing.active_children() == []
    assert store.blobs == before


def test_a_killed_process_is_told_in_one_sentence() -> None:
    def kill(_done: int, _total: int, _what: str) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    store = DictStore()
    with pytest.raises(BuildFault, match="ended unasked"):
        write_index(store, many(500), total=500, processes=2, progress=kill)
    assert multiprocessing.active_children() == []
    assert store.blobs == {}


def test_small_builds_stay_in_one_process() -> None:
    assert workers.chosen(0) == workers.chosen(workers.FEWEST_THREADS - 1) == 1
    assert 1 <= workers.chosen(10**6) <= workers.MOST_PROCESSES


_PARENT = """
import sys
from tests.search.fakes import DictStore
from tests.search.test_writing import many
from qa_reader.search import write_index
def show(*step):
    import multiprocessing
    print(*[process.pid for process in multiprocessing.active_children()], flush=True)
write_index(DictStore(), many(30_000), total=30_000, processes=2, progress=show)
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes as Linux shows them")
def test_processes_of_an_unguarded_script_end_with_it(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    parent = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # Python's own keeper of semaphores says that the killed one left some
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert parent.stdout is not None
    with parent.stdout:
        pids = parent.stdout.readline().split()
    parent.kill()
    parent.wait()
    assert pids
    until = time.monotonic() + 20
    while any(_runs(pid.decode()) for pid in pids):
        assert time.monotonic() < until
        time.sleep(0.05)


def _runs(pid: str) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
