"""How good the answers are: judged collections, ours beside bm25s in the same run, scored by ir-measures.

Every query is asked as a bag of words, but expressions as they are typed. The baseline is bm25s with and without stop
words, or with all that mean the same; the best of them is what ours is held against. A collection or a library that is
not there is named and left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from tests.benchmarks import judged, rankers, report
from tests.benchmarks.judged import Judged
from tests.benchmarks.rankers import Absent, Run

_AIM = 0.03  # above the baseline
_TRADITIONAL_LOSS = 0.02
_COLLECTIONS = ("scifact", "rqe", "toyhom", "related", "expressions")
_LISTED = 5  # threads that the panel lists beside one


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument("--collections", default=",".join(_COLLECTIONS), metavar="A,B", help="which ones (all)")
    parser.add_argument("--no-ours", action="store_true", help="the baselines alone")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Measure, print and return the figures."""
    report.machine()
    measures: dict[str, Callable[..., dict[str, Any]]] = {
        "scifact": _scifact,
        "rqe": _rqe,
        "toyhom": _toyhom,
        "related": _related,
        "expressions": _expressions,
    }
    figures: dict[str, Any] = {}
    for name in options.collections.split(","):
        try:
            figures[name] = measures[name](with_ours=not options.no_ours)
        except (FileNotFoundError, Absent) as reason:
            report.line(f"{name}: left out: {reason}")
        else:
            _print(name, figures[name])
    return figures


def _scifact(*, with_ours: bool) -> dict[str, Any]:
    return _beside_bm25s(judged.scifact(), "nDCG@10", with_ours=with_ours)


def _rqe(*, with_ours: bool) -> dict[str, Any]:
    return _beside_bm25s(judged.rqe(), "RR", with_ours=with_ours)


def _beside_bm25s(collection: Judged, measure: str, *, with_ours: bool) -> dict[str, Any]:
    systems: dict[str, Run] = {
        "bm25s": rankers.bm25s(collection, rankers.english("en")),
        "bm25s, stop words kept": rankers.bm25s(collection, rankers.english(None)),
    }
    if with_ours:
        systems["ours"] = rankers.ours(collection)
    return _scored(collection, systems, measure)


def _related(*, with_ours: bool) -> dict[str, Any]:
    """Related threads beside bm25s asked with the whole thread."""
    collection = judged.rqe_alike()
    systems: dict[str, Run] = {
        "bm25s": rankers.others(rankers.bm25s(collection, rankers.english("en")), _LISTED),
        "bm25s, stop words kept": rankers.others(rankers.bm25s(collection, rankers.english(None)), _LISTED),
    }
    if with_ours:
        systems["ours"] = rankers.related(collection, _LISTED)
    return _scored(collection, systems, f"RR@{_LISTED}")


def _expressions(*, with_ours: bool) -> dict[str, Any]:
    """Typed expressions beside bm25s, which is asked for them, or for all that mean the same."""
    alone, together = judged.expressions(), judged.expressions(together=True)
    systems: dict[str, Run] = {
        "bm25s": rankers.bm25s(alone, rankers.english("en")),
        "bm25s, all expressions asked": rankers.bm25s(together, rankers.english("en")),
    }
    if with_ours:
        systems["ours"] = rankers.ours(alone, typed=True)
    return _scored(alone, systems, "nDCG@10")


def _toyhom(*, with_ours: bool) -> dict[str, Any]:
    """The three ways to cut Chinese under one scorer; then ours, and ours asked in Traditional characters."""
    plain = judged.toyhom()
    traditional = judged.toyhom(rankers.library("opencc").OpenCC("s2t").convert)
    systems: dict[str, Run] = {
        "pairs": rankers.bm25s(plain, rankers.pairs),
        "pairs and single characters": rankers.bm25s(plain, rankers.pairs_and_singles),
        "whole words (jieba)": rankers.bm25s(plain, rankers.whole_words),
        "no segmentation": rankers.bm25s(plain, rankers.unsegmented),
        "pairs, asked in Traditional, not folded": rankers.bm25s(traditional, rankers.pairs),
    }
    if with_ours:
        systems["ours"] = rankers.ours(plain)
        systems["ours, asked in Traditional"] = rankers.ours(traditional)
    figures = _scored(plain, systems, "RR@10")
    if with_ours:
        simplified, other = (figures["systems"][name]["value"] for name in ("ours", "ours, asked in Traditional"))
        figures["traditional_loss"] = round(1 - other / simplified, 4) if simplified else None
    return figures


# ---------------------------------------------------------------- scores


def _scored(collection: Judged, systems: dict[str, Run], measure: str) -> dict[str, Any]:
    scorer = rankers.library("ir_measures")
    parsed = scorer.parse_measure(measure)
    queries = {
        name: {entry.query_id: entry.value for entry in scorer.iter_calc([parsed], collection.answers, found)}
        for name, found in systems.items()
    }
    count = len(collection.queries)
    values = {name: sum(entries.values()) / count for name, entries in queries.items()}
    best = max((name for name in values if not name.startswith("ours")), key=lambda name: values[name])
    return {
        "collection": collection.name,
        "documents": len(collection.documents),
        "queries": count,
        "measure": measure,
        "baseline": best,
        "systems": {
            name: {
                "value": round(value, 4),
                "against_baseline": round(value / values[best] - 1, 4),
                "better": sum(queries[name].get(q, 0) > queries[best].get(q, 0) + 1e-9 for q in collection.queries),
                "worse": sum(queries[name].get(q, 0) < queries[best].get(q, 0) - 1e-9 for q in collection.queries),
            }
            for name, value in values.items()
        },
    }


def _print(name: str, figures: dict[str, Any]) -> None:
    title = f"{figures['collection']}: {figures['documents']:,} documents, {figures['queries']:,} queries"
    table = Table(title=title, box=SIMPLE, title_justify="left")
    for column in ("", figures["measure"], f"against {figures['baseline']}", "queries better", "worse"):
        table.add_column(column, justify="left" if not column else "right")
    for system, said in figures["systems"].items():
        counts = (f"{said['better']:,}", f"{said['worse']:,}")
        table.add_row(system, f"{said['value']:.4f}", f"{said['against_baseline']:+.1%}", *counts)
    console = Console(width=max(120, Console().width))
    console.print(table)
    if "ours" in figures["systems"] and name in {"scifact", "rqe"}:
        above = figures["systems"]["ours"]["against_baseline"]
        console.print(
            report.verdict("against the better bm25s", f"{above:+.1%}", good=above >= _AIM, aim=f"≥ +{_AIM:.0%}")
        )
    if (loss := figures.get("traditional_loss")) is not None:
        good = loss < _TRADITIONAL_LOSS
        console.print(report.verdict("loss when asked in Traditional", f"{loss:.1%}", good=good, aim="< 2 %"))
