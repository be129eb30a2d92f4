"""One measured step in a process of its own: building an index, or opening one and asking it.

Called by `run`; the task comes as JSON in the only argument, the figures go to stdout as JSON.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from tests.benchmarks import memory, peers
from tests.benchmarks.corpus import Corpus, Feed


class Task(msgspec.Struct, frozen=True):
    """What to do: "build", or "ask" each of `asked` in the order given."""

    do: str
    engine: str
    folder: str
    corpus: str = ""
    processes: int = 0
    asked: tuple[str, ...] = ()


class Figures(msgspec.Struct):
    """Seconds without waiting for threads, bytes; `parts` are named shares of the seconds, and what else is told."""

    seconds: float = 0.0
    busy: float = 0.0  # seconds of processor: what a machine that others use, too, does not change much
    peak: int = 0
    added: int = 0  # by opening and asking, over what the imports took
    parts: dict[str, float] = {}


def run(task: Task) -> Figures:
    """Do the task in a fresh process; raises RuntimeError with its last line where it failed."""
    root = Path(__file__).resolve().parents[2]
    path = os.pathsep.join([*filter(None, [os.environ.get("PYTHONPATH")]), str(root / "src"), str(root)])
    command = [sys.executable, "-m", "tests.benchmarks.child", msgspec.json.encode(task).decode()]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root, env={**os.environ, "PYTHONPATH": path}
    )
    peak = memory.watch(process)
    output, faults = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(faults.decode(errors="replace").strip().rpartition("\n")[2] or "ended without a word")
    figures = msgspec.json.decode(output, type=Figures)
    figures.peak = max(peak, figures.peak)
    return figures


def _build(task: Task) -> Figures:
    feed = Feed(Corpus(Path(task.corpus), 0, 0))
    folder = Path(task.folder)
    parts: dict[str, float] = {}
    began = time.perf_counter()
    if task.engine == "ours":
        from tests.benchmarks import ours

        parts = ours.build(feed, folder, processes=task.processes)
        parts["archive"] -= feed.waited
        busy = parts["index_busy"]
        seconds = sum(parts[part] for part in ("archive", "index", "close"))
    else:
        peer = peers.load(task.engine)
        peer.build(feed, folder)
        seconds = time.perf_counter() - began - feed.waited
        busy = time.process_time() - feed.busy
        parts["settle"] = -time.perf_counter()
        peer.settle(folder)
        parts["settle"] += time.perf_counter()
    return Figures(seconds, busy, memory.status("VmHWM"), 0, parts)


def _ask(task: Task) -> Figures:
    if task.engine == "ours":
        from tests.benchmarks.ours import Ours as Engine
    else:
        Engine = peers.load(task.engine)  # type: ignore[assignment, misc]  # noqa: N806 - a class
    memory.reset_peak()
    before = memory.status("VmRSS")
    began = time.perf_counter()
    engine = Engine(Path(task.folder))
    first = 0.0
    for asked in task.asked:
        engine.top_and_total(asked)
        first = first or time.perf_counter() - began
    return Figures(first, time.process_time(), memory.status("VmHWM"), max(0, memory.status("VmHWM") - before))


if __name__ == "__main__":
    task = msgspec.json.decode(sys.argv[1], type=Task)
    sys.stdout.buffer.write(msgspec.json.encode({"build": _build, "ask": _ask}[task.do](task)))
