"""Search beside other engines: speed of each query class, build rate, size, memory, first hit of a cold process.

All engines index the same threads, each in a process of its own, and are then asked in turn in one process. What is
compared: our `ask` from the typed text to the first 20 rows *with* the exact total, against each peer's first 20
alone (`median_ms`, `p95_ms`), and against its first 20 with the exact total (`with_total`), which is the same question.
"""

from __future__ import annotations

import argparse
import shutil
import zlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, cast

import msgspec

from tests.benchmarks import child, classes, corpus, peers, report, timing
from tests.benchmarks.classes import Question
from tests.benchmarks.timing import Engine, Times

_MB = 1_000_000
_WARM_UP = 5
OURS = "ours"
_APART = ("whoosh",)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument("--threads", type=int, default=20_000, metavar="N", help="generated threads (20000)")
    parser.add_argument("--real", action="store_true", help="MedQuAD as well, from ../shared/data")
    parser.add_argument("--peers", default=",".join(peers.NAMES), metavar="A,B", help="which ones; '' for none")
    parser.add_argument("--questions", type=int, default=25, metavar="N", help="per class (25)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="times that each is asked (5)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the threads (1)")
    parser.add_argument(
        "--processes", type=int, default=0, metavar="N", help="for our own index; 0: as many as the program takes (0)"
    )
    parser.add_argument("--keep", default="", metavar="A,B", help="take these engines' index of an earlier run")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Measure, print and return the figures."""
    report.machine()
    threads = corpus.synthetic(options.threads, options.seed, real=options.real)
    asked = classes.draw(threads, size=options.questions + _WARM_UP)
    versions = _available([name for name in options.peers.split(",") if name], threads.threads)
    tried = {name: _built(name, threads, options) for name in (OURS, *versions)}
    built = {name: figures for name, figures in tried.items() if figures is not None}
    if OURS not in built:
        raise FileNotFoundError("our own index could not be built: nothing to compare")
    speeds, found = _speeds(list(built), threads, asked, options.rounds)
    figures = {
        "threads": threads.threads,
        "classes": speeds,
        "build": _build_figures(built, threads),
        "size": _size_figures(built, threads),
        **_memory_figures(built, threads, asked, options.rounds),
        "versions": {OURS: _version(OURS), **{name: versions[name] for name in versions if name in built}},
        "hits": found,
        "machine": report.machine_figures(),
    }
    report.search(figures)
    return figures


# ---------------------------------------------------------------- engines


def _available(names: Sequence[str], threads: int) -> dict[str, str]:
    """The versions of the peers that can be measured; a line for each that cannot."""
    found: dict[str, str] = {}
    for name in names:
        try:
            peer = peers.load(name)
        except peers.Absent as reason:
            report.line(f"left out: {reason}")
            continue
        if peer.LIMIT and threads > peer.LIMIT:
            report.line(f"left out: {name}, which is measured up to {peer.LIMIT:,} threads")
            continue
        found[name] = peer.version()
    return found


def _version(name: str) -> str:
    if name == OURS:
        from tests.benchmarks import ours

        return ours.version()
    return peers.load(name).version()


def _folder(name: str, threads: corpus.Corpus) -> Path:
    """Where an engine's index is; each checkout has its own, because another one may be measuring at this moment."""
    checkout = zlib.crc32(str(Path(__file__).resolve()).encode())
    return threads.path.parent / f"{checkout:08x}" / f"{threads.path.stem}.{name}"


def _open(name: str, folder: Path, stack: ExitStack) -> Engine:
    if name == OURS:
        from tests.benchmarks.ours import Ours

        engine: Any = Ours(folder)
    else:
        engine = peers.load(name)(folder)
    stack.callback(engine.close)
    return cast("Engine", engine)


def _built(name: str, threads: corpus.Corpus, options: argparse.Namespace) -> child.Figures | None:
    """Build the index, or take an earlier run's with its figures where that is asked for; None where it fails."""
    folder = _folder(name, threads)
    note = folder / "figures.json"
    if name in options.keep.split(",") and note.exists():
        report.line(f"{name}: index and build figures of an earlier run")
        return msgspec.json.decode(note.read_bytes(), type=child.Figures)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report.line(f"{name}: building")
    try:
        figures = child.run(child.Task("build", name, str(folder), str(threads.path), processes=options.processes))
    except RuntimeError as fault:
        report.line(f"{name}: left out, building failed: {fault}")
        return None
    note.write_bytes(msgspec.json.encode(figures))
    return figures


# ---------------------------------------------------------------- speed


@dataclass(slots=True)
class _Class:
    """What was measured of one class: each engine's first 20 alone, peers' with the total, and the counts of hits."""

    alone: dict[str, Times] = field(default_factory=dict)
    whole: dict[str, Times] = field(default_factory=dict)
    totals: dict[str, list[int]] = field(default_factory=dict)


def _speeds(
    names: Sequence[str], threads: corpus.Corpus, asked: Mapping[str, list[Question]], rounds: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The figures of each class, and what each engine found."""
    classes_of = {name: _Class() for name in asked}
    # Whoosh's half a million Python objects would be searched by every collection of garbage that the others cause
    for group in ([name for name in names if name not in _APART], [name for name in names if name in _APART]):
        with ExitStack() as stack:
            engines = {name: _open(name, _folder(name, threads), stack) for name in group}
            for name, questions in asked.items() if engines else ():
                report.line(f"asking {', '.join(group)}: {name}")
                _measure(engines, questions, rounds, classes_of[name])
    figures = {name: _class_figures(found.alone, found.whole) for name, found in classes_of.items()}
    return figures, {name: _deviations(found.totals) for name, found in classes_of.items()}


def _measure(engines: Mapping[str, Engine], questions: Sequence[Question], rounds: int, found: _Class) -> None:
    warm_up, timed = questions[-_WARM_UP:], questions[:-_WARM_UP]
    others = {name: engine for name, engine in engines.items() if name != OURS}
    found.alone |= timing.measure(engines, timed, warm_up, rounds=rounds)
    found.whole |= timing.measure(others, timed, [], rounds=max(1, rounds // 2), total=True) if others else {}
    found.totals |= timing.totals(engines, timed)
    for name in engines:
        if fault := found.alone[name].fault:
            report.line(f"  {name} failed: {fault}")


def _deviations(totals: Mapping[str, list[int]]) -> dict[str, Any]:
    """The median number of hits, and how far each engine's counts are from the middle one of all engines."""
    middle = [median(counts) for counts in zip(*totals.values(), strict=True)]
    return {
        "median_hits": median(middle),
        "deviation": {
            name: [
                round(median(shares), 4),
                round(max(shares), 4),
            ]
            for name, counts in totals.items()
            for shares in [[abs(n - m) / max(m, 1) for n, m in zip(counts, middle, strict=True)]]
        },
    }


def _class_figures(alone: Mapping[str, Times], whole: Mapping[str, Times]) -> dict[str, Any]:
    figures = _times(alone[OURS])
    figures["peers"] = {name: _times(times) for name, times in alone.items() if name != OURS}
    for name, times in whole.items():
        figures["peers"][name]["with_total"] = _times(times)
    return figures


def _times(times: Times) -> dict[str, Any]:
    if times.fault or not times.rounds:
        return {"median_ms": None, "p95_ms": None, "fault": times.fault}
    return {
        "median_ms": round(times.median, 3),
        "p95_ms": round(times.p95, 3),
        "first_ask": _pair(times.first),
        "busy": _pair((times.of_processor.median, times.of_processor.p95)),
    }


def _pair(values: tuple[float, float]) -> dict[str, float]:
    return dict(zip(("median_ms", "p95_ms"), (round(value, 3) for value in values), strict=True))


# ---------------------------------------------------------------- building, size, memory


def _build_figures(built: Mapping[str, child.Figures], threads: corpus.Corpus) -> dict[str, Any]:
    ours = built[OURS]
    return {
        # the index alone, which is all that the peers build; to read the texts from the archive is part of it
        "threads_per_s": round(threads.threads / ours.parts["index"], 1),
        "mb_per_s": round(threads.raw_bytes / _MB / ours.parts["index"], 2),
        "threads_per_busy_s": round(threads.threads / ours.busy, 1),
        "with_archive_threads_per_s": round(threads.threads / ours.seconds, 1),
        "peak_mb": round(ours.peak / _MB, 1),
        "processes": int(ours.parts.get("processes", 1)),
        "peers": {
            name: {
                "threads_per_s": round(threads.threads / figures.seconds, 1),
                "mb_per_s": round(threads.raw_bytes / _MB / figures.seconds, 2),
                "threads_per_busy_s": round(threads.threads / figures.busy, 1) if figures.busy else None,
                "peak_mb": round(figures.peak / _MB, 1),
                "settle_s": round(figures.parts.get("settle", 0.0), 2),  # not in the rate
            }
            for name, figures in built.items()
            if name != OURS
        },
    }


def _size_figures(built: Mapping[str, child.Figures], threads: corpus.Corpus) -> dict[str, Any]:
    from tests.benchmarks import ours

    folders = {name: _folder(name, threads) for name in built if name != OURS}
    return {
        "raw_mb": round(threads.raw_bytes / _MB, 2),
        "archive_mb": round(ours.size(_folder(OURS, threads)) / _MB, 2),
        "peers": {name: round(peers.folder_size(folder) / _MB, 2) for name, folder in folders.items()},
    }


def _memory_figures(
    built: Mapping[str, child.Figures], threads: corpus.Corpus, asked: Mapping[str, list[Question]], rounds: int
) -> dict[str, Any]:
    """Memory added by opening and asking everything once, and the first hit of a fresh process."""
    from tests.benchmarks import ours

    added: dict[str, float | None] = {}
    for name in built:
        translate = ours.translate if name == OURS else peers.load(name)(_folder(name, threads)).translate
        texts = tuple(translate(question) for questions in asked.values() for question in questions)
        try:
            figures = child.run(child.Task("ask", name, str(_folder(name, threads)), asked=texts))
            added[name] = round(figures.added / _MB, 1)
        except RuntimeError as fault:
            report.line(f"{name}: memory not measured: {fault}")
            added[name] = None
    words = next(iter(asked.values()))[0].words[0]
    firsts = [ours.first_hit(_folder(OURS, threads), words) for _ in range(min(3, rounds))]
    seconds = [second for second in firsts if second is not None]
    return {
        "memory_mb": added.pop(OURS),
        "memory_peers_mb": added,
        "cold_first_hit_s": round(median(seconds), 3) if seconds else None,
    }
