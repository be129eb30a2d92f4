"""Python's cyclic garbage is collected on the window's thread alone."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qa_reader.ui.garbage import Collector


class Node:
    """Something that can be part of a cycle."""

    me: Node


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    """A collector, and afterwards Python's own collections as they were."""
    enabled, parent = gc.isenabled(), QObject()
    yield Collector(parent)
    parent.deleteLater()
    if enabled:
        gc.enable()


def test_no_collection_runs_on_a_worker(collector: Collector) -> None:
    ran: list[str] = []

    def note(phase: str, _info: dict[str, int]) -> None:
        ran.append(f"{phase} {threading.current_thread().name}")

    gc.callbacks.append(note)
    worker = threading.Thread(target=lambda: [[number] for number in range(100_000)], name="worker")
    worker.start()
    worker.join()
    gc.callbacks.remove(note)
    assert [entry for entry in ran if "worker" in entry] == []


def test_cycles_are_collected_when_they_are_due(collector: Collector) -> None:
    node = Node()
    node.me = node
    gone = weakref.ref(node)
    del node
    keep = [[number] for number in range(2 * gc.get_threshold()[0])]
    collector.collect()
    assert gone() is None
    assert keep


def test_the_oldest_are_looked_through_when_there_are_a_quarter_more(collector: Collector) -> None:
    looked: list[int] = []

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            looked.append(told["generation"])

    def be_due() -> list[list[int]]:
        """What brings a collection of the oldest generation about."""
        while gc.get_count()[2] <= gc.get_threshold()[2]:
            gc.collect(1)
        return [[number] for number in range(2 * gc.get_threshold()[0])]

    first = be_due()
    collector.collect()
    gc.callbacks.append(note)
    second = be_due()
    looked.clear()
    collector.collect()
    assert looked == [1]
    many = [[number] for number in range(len(gc.get_objects()))]
    gc.collect(1)
    third = be_due()
    looked.clear()
    collector.collect()
    gc.callbacks.remove(note)
    assert looked == [2]
    assert first, second
    assert many, third
