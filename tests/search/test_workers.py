"""Building with worker processes: the same index, cancelled and killed without leaving anything behind."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from msgspec.structs import replace

from qa_reader import scratch, wording
from qa_reader.errors import ArchiveError, BuildFault, Cancelled
from qa_reader.model import Progress, Thread
from qa_reader.search import building, inversion, postings_writer, workers, write_index
from qa_reader.search.beside import Here
from qa_reader.search.document import document_of
from qa_reader.search.parcels import Encoded, Unpack, decoded
from qa_reader.search.ranges import range_blocks
from tests.search.conftest import TWITCHES
from tests.search.fakes import DictStore
from tests.search.test_writing import many

T = TypeVar("T")
Numbered = Iterator[tuple[int, Thread]]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BATCH_DOCUMENTS", 50)


@pytest.fixture
def small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MERGE_POSTINGS", 200)
    monkeypatch.setattr(postings_writer, "_AT_ONCE", 1)


def damaged(_packed: Sequence[bytes]) -> Iterator[Thread]:
    raise ArchiveError("small.qarchive: a text is damaged")


def damaged_in_words(_packed: Sequence[bytes]) -> Iterator[Thread]:
    raise ArchiveError(wording.tr("damaged"))


def too_late(*_given: object) -> None:
    os._exit(1)


class Shelf:
    """Threads of somebody who keeps them packed."""

    def __init__(self, count: int, unpack: Unpack = decoded) -> None:
        self._threads = many(count)
        self._unpack = unpack

    def __iter__(self) -> Numbered:
        raise AssertionError("unpacked by the process that asked")

    def packed(self) -> Iterator[tuple[int, bytes]]:
        return Encoded(self._threads).packed()

    def decoder(self) -> Unpack:
        return self._unpack


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


@pytest.mark.usefixtures("small_ranges")
def test_ranges_that_processes_merge_are_those_that_one_merges() -> None:
    one, several = DictStore(), DictStore()
    told: list[tuple[int, int, str]] = []
    write_index(one, many(230), total=230, processes=1)
    write_index(several, many(230), total=230, processes=2, progress=lambda *step: told.append(step))
    assert list(several.blobs.items()) == list(one.blobs.items())  # the archive's bytes follow from their order, too
    assert len({done for done, _, what in told if what == "writing the index"}) > 10


def test_packed_threads_are_unpacked_where_they_are_indexed() -> None:
    one, packed = DictStore(), DictStore()
    write_index(one, many(230), total=230, processes=1)
    write_index(packed, Shelf(230), total=230, processes=2)
    assert packed.blobs == one.blobs


def test_a_fault_of_what_is_unpacked_is_told_as_it_is() -> None:
    with pytest.raises(ArchiveError, match=r"^small.qarchive: a text is damaged$"):
        write_index(DictStore(), Shelf(230, damaged), total=230, processes=2)
    assert multiprocessing.active_children() == []


def test_a_fault_of_what_is_unpacked_is_told_in_the_language_of_the_interface() -> None:
    wording.speak({("", "damaged", ""): ("已損毀",)})
    try:
        with pytest.raises(ArchiveError, match=r"^已損毀$"):
            write_index(DictStore(), Shelf(230, damaged_in_words), total=230, processes=2)
    finally:
        wording.speak({})


def test_a_scratch_file_that_is_cut_short_meanwhile_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    inverted = workers.Workers.inverted

    def cut_short(self: workers.Workers, folder: Path, total: int, progress: Progress) -> Iterator[workers.Read]:
        yield from inverted(self, folder, total, progress)
        os.truncate(folder / "w0-0.documents", 8)

    monkeypatch.setattr(workers.Workers, "inverted", cut_short)
    store = DictStore()
    with pytest.raises(BuildFault, match=r"w0-0\.documents: this temporary file is shorter than it was$"):
        write_index(store, many(230), total=230, processes=2)
    assert store.blobs == {}


def test_a_place_without_room_for_scratch_files_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "_place", lambda: tmp_path / "gone")
    with pytest.raises(BuildFault, match=r"gone.*: temporary files cannot be written: "):
        write_index(DictStore(), many(230), total=230, processes=2)


def test_half_characters_are_indexed_alike() -> None:
    half = "half a \ud800 pair"
    threads = many(60)
    threads[5] = (6, replace(TWITCHES, id="x:6", title=half, question=half, department=half, more_info=half))
    one, several = DictStore(), DictStore()
    write_index(one, threads, total=60, processes=1)
    write_index(several, threads, total=60, processes=2)
    assert several.blobs == one.blobs


def test_a_parcel_of_texts_much_longer_than_packed_is_several_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(100)
    monkeypatch.setattr(inversion, "BATCH_DOCUMENTS", 40)
    read = workers._invert(list(shelf.packed()), tmp_path, "w")
    assert [batch.documents for batch in read.batches] == [40, 40, 20]
    assert [title.title for title in read.titles] == [thread.title for _, thread in many(100)]


class Waits:
    """A pool that does nothing before somebody waits for it; knows how many ranges were begun while one was taken."""

    def __init__(self) -> None:
        self.most = 0
        self._begun = 0

    def submit(self, work: Callable[..., T], /, *given: Any) -> Future[T]:
        if work is not range_blocks:
            return Here().submit(work, *given)
        self._begun += 1
        return _Waited(self._done, work, given)

    def _done(self) -> None:
        self._begun -= 1
        self.most = max(self.most, self._begun)


class _Waited(Future[T]):
    def __init__(self, done: Callable[[], None], work: Callable[..., T], given: tuple[Any, ...]) -> None:
        super().__init__()
        self._left = done
        self._work = partial(work, *given)

    def result(self, timeout: float | None = None) -> T:
        self._left()
        return self._work()


@pytest.mark.usefixtures("small_ranges")
@pytest.mark.parametrize("processes", [2, 4])
def test_no_process_is_idle_while_a_range_is_written(processes: int) -> None:
    builder = building.SegmentBuilder(DictStore(), "s0")
    builder.pool = waits = Waits()
    builder.side_by_side = processes
    for number, thread in many(60):
        builder.add(document_of(number, thread))
    builder.finish()
    assert waits.most == processes + 1


@pytest.mark.usefixtures("small_ranges")
def test_cancelling_while_ranges_are_merged_ends_the_processes() -> None:
    store = DictStore()
    write_index(store, many(3))
    before = dict(store.blobs)

    def cancel(done: int, _total: int, what: str) -> None:
        if what == "writing the index" and done:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_index(store, many(230), total=230, processes=2, progress=cancel)
    assert multiprocessing.active_children() == []
    assert store.blobs == before


@pytest.mark.usefixtures("small_ranges")
def test_scratch_files_go_when_nobody_reads_them_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    alive: list[int] = []
    removed = shutil.rmtree
    monkeypatch.setattr(building, "BATCHES_IN_MEMORY", 1)

    def remove(folder: Path, *, ignore_errors: bool = False) -> None:
        alive.append(len(multiprocessing.active_children()))
        removed(folder, ignore_errors=ignore_errors)

    def cancel(done: int, _total: int, what: str) -> None:
        if what == "writing the index" and done:
            monkeypatch.setattr(shutil, "rmtree", remove)
            raise Cancelled

    with pytest.raises(Cancelled):
        write_index(DictStore(), many(230), total=230, processes=2, progress=cancel)
    assert alive == [0]


def test_a_process_that_dies_while_ranges_are_merged_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "range_blocks", too_late)
    store = DictStore()
    with pytest.raises(BuildFault, match="ended unasked"):
        write_index(store, many(230), total=230, processes=2)
    assert multiprocessing.active_children() == []
    assert store.blobs == {}


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
