"""History and tabs, without any window."""

from __future__ import annotations

from qa_reader.model import Query, ThreadRef
from qa_reader.ui.places import History, Place, Tabs


def ref(number: int) -> ThreadRef:
    return ThreadRef("archive", f"test:{number}")


def filled(*numbers: int) -> Tabs:
    tabs = Tabs()
    tabs.restore([(ref(number), f"Title {number}") for number in numbers], 0)
    return tabs


def shown(tabs: Tabs) -> list[str]:
    return [tab.ref.thread if tab.ref else "" for tab in tabs.open]


def test_going_somewhere_forgets_what_lay_ahead() -> None:
    history = History()
    history.go(Place(Query("one")))
    history.go(Place(Query("two")))
    assert history.step(-1)
    history.go(Place(Query("three")))
    assert not history.can_go_forward
    assert history.step(-1)
    assert history.place.query.text == "one"


def test_history_is_bounded_and_stays_where_it_is() -> None:
    history = History()
    for number in range(700):
        history.go(Place(Query(str(number))))
    assert history.place.query.text == "699"
    steps = 0
    while history.step(-1):
        steps += 1
    assert steps == 499


def test_a_thread_that_is_not_there_leaves_the_history() -> None:
    history = History(Place(Query("knee")))
    history.go(Place(Query("knee"), ref(1)))
    history.go(Place(Query("knee"), ref(9)))
    history.forget(ref(9))
    assert history.place.ref == ref(1)
    history = History(Place(Query("knee"), ref(9)))
    history.forget(ref(9))
    assert history.place == Place(Query("knee"))


def test_a_closed_tab_comes_back_where_it_was() -> None:
    tabs = filled(1, 2, 3)
    middle = tabs.open[1].number
    tabs.show(middle, None)
    assert tabs.close(middle).ref == ref(3)
    assert shown(tabs) == ["test:1", "test:3"]
    again = tabs.reopen()
    assert again is not None
    assert shown(tabs) == ["test:1", "test:2", "test:3"]
    assert tabs.current == again
    assert tabs.reopen() is None


def test_the_last_tab_leaves_an_empty_one_that_reopening_replaces() -> None:
    tabs = filled(1)
    tabs.close(tabs.current.number)
    assert shown(tabs) == [""]
    tabs.reopen()
    assert shown(tabs) == ["test:1"]


def test_closing_another_tab_does_not_move_the_reader() -> None:
    tabs = filled(1, 2, 3)
    before = tabs.current
    assert tabs.close(tabs.open[2].number) == before


def test_going_back_to_a_closed_tab_opens_it_again() -> None:
    tabs = filled(1, 2)
    gone = tabs.open[1]
    tabs.close(gone.number)
    tabs.show(gone.number, gone.ref)
    assert tabs.current.ref == ref(2)
    assert len({tab.number for tab in tabs.open}) == 2


def test_tabs_go_round_the_ends_and_can_be_moved() -> None:
    tabs = filled(1, 2, 3)
    assert tabs.neighbour(-1).ref == ref(3)
    tabs.move(tabs.open[0].number, 2)
    assert shown(tabs) == ["test:2", "test:3", "test:1"]
    assert tabs.neighbour(1).ref == ref(2)


def test_nonsense_from_a_file_still_gives_one_tab() -> None:
    tabs = Tabs()
    tabs.restore([], 17)
    assert shown(tabs) == [""]
    tabs.restore([(ref(1), "")], -3)
    assert tabs.current.ref == ref(1)


def test_a_comparison_that_ended_does_not_come_back_with_its_thread() -> None:
    tabs = filled(1, 2)
    tabs.put_beside(ref(2))
    other = tabs.open[1].number
    tabs.show(other, ref(3))
    assert tabs.beside is None
    tabs.show(other, ref(2))
    assert tabs.beside is None
