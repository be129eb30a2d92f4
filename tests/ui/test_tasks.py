"""The queue of work for one thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from qa_reader.errors import Cancelled
from qa_reader.ui.tasks import TaskQueue, Turns


@pytest.fixture
def queue(qtbot: QtBot) -> Iterator[TaskQueue]:
    """A queue that is closed after the test."""
    made = TaskQueue("test")
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_answer_comes_home(queue: TaskQueue, qtbot: QtBot) -> None:
    answers: list[tuple[str, str]] = []
    queue.submit(
        lambda: threading.current_thread().name, lambda name: answers.append((name, threading.current_thread().name))
    )
    qtbot.waitUntil(lambda: len(answers) == 1)
    worked, answered = answers[0]
    assert worked.startswith("test")
    assert answered == threading.main_thread().name


def test_an_exception_goes_to_whoever_asked(queue: TaskQueue, qtbot: QtBot) -> None:
    faults: list[Exception] = []
    queue.submit(lambda: 1 / 0, None, faults.append)
    qtbot.waitUntil(lambda: len(faults) == 1)
    assert isinstance(faults[0], ZeroDivisionError)


def test_of_one_kind_only_the_newest_answers(queue: TaskQueue, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[int] = []
    queue.submit(gate.wait)
    for number in range(5):
        queue.submit(lambda number=number: number, answers.append, kind="query")  # type: ignore[misc]
    gate.set()
    qtbot.waitUntil(lambda: answers == [4])


def test_an_answer_that_a_newer_task_overtook_is_dropped(queue: TaskQueue, qtbot: QtBot) -> None:
    begun, gate = threading.Event(), threading.Event()
    answers: list[str] = []

    def slow() -> str:
        begun.set()
        gate.wait()
        return "old"

    queue.submit(slow, answers.append, kind="query")
    begun.wait()
    queue.submit(lambda: "new", answers.append, kind="query")
    gate.set()
    qtbot.waitUntil(lambda: answers == ["new"])


def test_cancelled_work_is_no_failure(queue: TaskQueue, qtbot: QtBot) -> None:
    faults: list[Exception] = []
    done: list[int] = []

    def cancelled() -> None:
        raise Cancelled

    queue.submit(cancelled, None, faults.append)
    queue.submit(lambda: 1, done.append)
    qtbot.waitUntil(lambda: done == [1])
    assert faults == []


def test_closing_waits_for_what_runs_and_drops_its_answer(qtbot: QtBot) -> None:
    made = TaskQueue("closing")
    begun = threading.Event()
    answers: list[int] = []

    def work() -> int:
        begun.set()
        return 1

    made.submit(work, answers.append)
    begun.wait()
    made.close()
    made.submit(lambda: 2, answers.append)
    qtbot.wait(20)
    assert answers == []


def test_what_failing_work_held_goes_on_its_own_thread(queue: TaskQueue, qtbot: QtBot) -> None:
    gone: list[str] = []

    class Held:
        def __del__(self) -> None:
            gone.append(threading.current_thread().name)

    def fail() -> None:
        held = Held()
        try:
            raise OSError
        except OSError as error:
            raise ValueError(id(held)) from error

    def outer() -> None:
        held = Held()
        fail()
        del held

    faults: list[Exception] = []
    queue.submit(outer, None, faults.append)
    qtbot.waitUntil(lambda: len(faults) == 1)
    assert isinstance(faults[0].__cause__, OSError)
    assert [name.startswith("test") for name in gone] == [True, True]


def test_the_newest_of_some_tasks_goes_on_alone() -> None:
    turns = Turns()
    older = turns.take()
    older(0, 0, "")
    newer = turns.take()
    newer(0, 0, "")
    with pytest.raises(Cancelled):
        older(0, 0, "")


def test_whom_an_answer_is_for_is_let_go_on_this_thread(queue: TaskQueue, qtbot: QtBot) -> None:
    gone: list[str] = []

    class Held:
        def take(self, _answer: None) -> None:
            pass

        def __del__(self) -> None:
            gone.append(threading.current_thread().name)

    def ask() -> None:
        queue.submit(lambda: None, Held().take)

    for number in range(1, 301):
        ask()
        qtbot.waitUntil(lambda number=number: len(gone) == number)  # type: ignore[misc]
    assert set(gone) == {threading.main_thread().name}
