"""How long each engine takes for each question: all engines in one process, in turn, so that they share its noise."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from tests.benchmarks.classes import Question

_BUDGET = 15.0  # seconds for one engine in one class; then no further round


class Engine(Protocol):
    """What can be asked; see `peers.Peer`."""

    def translate(self, question: Question) -> str: ...
    def top(self, asked: str) -> list[int]: ...
    def top_and_total(self, asked: str) -> tuple[list[int], int]: ...


@dataclass(slots=True)
class Times:
    """Milliseconds of one engine in one class: a list for each question, an entry for each round."""

    rounds: dict[str, list[float]] = field(default_factory=dict)
    fault: str = ""
    busy: dict[str, list[float]] = field(default_factory=dict)  # the same in time of the processor

    def add(self, asked: str, milliseconds: float, busy: float = 0.0) -> None:
        """Note one answer."""
        self.rounds.setdefault(asked, []).append(milliseconds)
        self.busy.setdefault(asked, []).append(busy)

    @property
    def of_processor(self) -> Times:
        """What the thread itself worked: waiting while other processes run is not in it."""
        return Times(self.busy)

    @property
    def spent(self) -> float:
        """Seconds so far."""
        return sum(map(sum, self.rounds.values())) / 1000

    @property
    def median(self) -> float:
        """Over the questions, each with the median of its rounds, which leaves out what other processes disturb."""
        return float(np.median([np.median(times) for times in self.rounds.values()]))

    @property
    def p95(self) -> float:
        """Of the same."""
        return float(np.percentile([np.median(times) for times in self.rounds.values()], 95))

    @property
    def first(self) -> tuple[float, float]:
        """Median and 95th percentile of the first time each question is asked, as a reader asks: no cache helps."""
        times = [times[0] for times in self.rounds.values()]
        return float(np.median(times)), float(np.percentile(times, 95))


def measure(
    engines: Mapping[str, Engine],
    questions: Sequence[Question],
    warm_up: Sequence[Question],
    *,
    rounds: int,
    total: bool = False,
) -> dict[str, Times]:
    """Ask every engine every question `rounds` times; a faulty engine's `Times` say why and the others go on."""
    times = {name: Times() for name in engines}
    asked = {name: list(dict.fromkeys(map(engine.translate, questions))) for name, engine in engines.items()}
    for name, engine in engines.items():
        times[name].fault = _try(engine, [*map(engine.translate, warm_up)])
    gc.collect()
    gc.freeze()  # what is there by now belongs to nobody's answer
    order = random.Random(rounds)
    for turn in range(rounds):
        for place in range(max(map(len, asked.values()))):
            # by chance, not in rotation: nobody shall always come after the one that empties the processor's caches
            for name in order.sample(list(engines), len(engines)):
                if place < len(asked[name]) and not times[name].fault and (turn == 0 or times[name].spent < _BUDGET):
                    _time(engines[name], asked[name][place], times[name], total=total)
    gc.unfreeze()
    return times


def _time(engine: Engine, asked: str, times: Times, *, total: bool) -> None:
    ask: Callable[[str], object] = engine.top_and_total if total else engine.top
    began, busy = time.perf_counter(), time.thread_time()
    try:
        ask(asked)
    except Exception as fault:  # noqa: BLE001 - any fault of any engine ends only its own figures
        times.fault = f"{asked!r}: {type(fault).__name__}: {fault}"
    else:
        busy = time.thread_time() - busy
        times.add(asked, (time.perf_counter() - began) * 1000, busy * 1000)


def _try(engine: Engine, texts: Sequence[str]) -> str:
    for asked in texts:
        try:
            engine.top_and_total(asked)
        except Exception as fault:  # noqa: BLE001 - as above
            return f"{asked!r}: {type(fault).__name__}: {fault}"
    return ""


def totals(engines: Mapping[str, Engine], questions: Sequence[Question]) -> dict[str, list[int]]:
    """How many threads each engine finds for each question, -1 where it fails."""
    return {name: [_total(engine, question) for question in questions] for name, engine in engines.items()}


def _total(engine: Engine, question: Question) -> int:
    try:
        return engine.top_and_total(engine.translate(question))[1]
    except Exception:  # noqa: BLE001 - told by `measure` already
        return -1
