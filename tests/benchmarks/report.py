"""What people read: the tables and the verdicts; progress goes to stderr."""

from __future__ import annotations

import os
import platform
import sys
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table


def line(text: str) -> None:
    """A line of progress."""
    print(text, file=sys.stderr, flush=True)


def machine_figures() -> dict[str, Any]:
    """Where the figures come from, and how busy it was: a load above the cores disturbs every figure."""
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else [],
    }


def machine() -> None:
    """Say it."""
    said = machine_figures()
    line(f"{said['system']}, Python {said['python']}, {said['cores']} cores, load {said['load']}")


def search(figures: dict[str, Any]) -> None:
    """The tables of the search benchmark."""
    console = Console(width=max(180, Console().width))
    console.print(_speed_table(figures, "each question's median over all rounds"))
    console.print(_speed_table(figures, "the first time that a question is asked", "first_ask"))
    console.print(_speed_table(figures, "processor time of the same rounds, without waiting for its turn", "busy"))
    if _peers(figures):
        console.print(_ratio_table(figures))
    console.print(_hits_table(figures))
    console.print(_build_table(figures))
    for said in _verdicts(figures):
        console.print(said)
    console.print(f"machine: {figures['machine']}", style="dim")


def _speed_table(figures: dict[str, Any], title: str, part: str = "") -> Table:
    """Milliseconds of everybody; of the part of each one's times that is named."""
    table = _table(f"{figures['threads']:,} threads, milliseconds, median / p95: {title}")
    names = _peers(figures)
    for column in ("class", "ours", *names):
        table.add_column(column, justify="left" if column == "class" else "right", no_wrap=True)
    for name, times in figures["classes"].items():
        all_times = [times, *(times["peers"].get(peer, {}) for peer in names)]
        table.add_row(name, *(_pair(said.get(part, {}) if part else said) for said in all_times))
    return table


def _ratio_table(figures: dict[str, Any]) -> Table:
    table = _table("ours / peer's first 20 alone (in brackets: / its first 20 with the exact total): median / p95")
    names = _peers(figures)
    for column in ("class", *names):
        table.add_column(column, justify="left" if column == "class" else "right", no_wrap=True)
    for name, times in figures["classes"].items():
        table.add_row(name, *(_ratios(times, times["peers"].get(peer, {})) for peer in names))
    return table


def _peers(figures: dict[str, Any]) -> list[str]:
    return [name for name in figures["versions"] if name != "ours"]


def _table(title: str) -> Table:
    return Table(title=title, box=SIMPLE, title_justify="left")


def _pair(times: dict[str, Any]) -> str:
    return f"{_number(times.get('median_ms'))} / {_number(times.get('p95_ms'))}"


def _number(value: float | None) -> str:
    return "failed" if value is None else f"{value:.2f}"


def _ratios(ours: dict[str, Any], peer: dict[str, Any]) -> str:
    """Median and p95 ratio; in brackets against the peer that counts, too."""
    alone = f"{_ratio(ours, peer, 'median_ms')} / {_ratio(ours, peer, 'p95_ms')}"
    whole = peer.get("with_total", {})
    return f"{alone} ({_ratio(ours, whole, 'median_ms')} / {_ratio(ours, whole, 'p95_ms')})"


def _ratio(ours: dict[str, Any], peer: dict[str, Any], what: str) -> str:
    value = ratio(ours, peer, what)
    return "-" if value is None else f"{value:.2f}"


def ratio(ours: dict[str, Any], peer: dict[str, Any], what: str) -> float | None:
    """Ours through the peer's, None where either failed."""
    mine, its = ours.get(what), peer.get(what)
    return mine / its if mine is not None and its else None


def _hits_table(figures: dict[str, Any]) -> Table:
    names = list(figures["versions"])
    table = _table("hits: how far each engine's count is from the middle one: median / largest")
    table.add_column("class")
    table.add_column("hits", justify="right")
    for name in names:
        table.add_column(name, justify="right")
    for name, found in figures["hits"].items():
        shares = [found["deviation"].get(engine, [0, 0]) for engine in names]
        table.add_row(
            name, f"{found['median_hits']:,.0f}", *(f"{typical:.1%} / {most:.1%}" for typical, most in shares)
        )
    return table


def _build_table(figures: dict[str, Any]) -> Table:
    build, size = figures["build"], figures["size"]
    table = _table(
        f"building with one writer (ours in {build['processes']} processes, its texts read from the archive; peers are"
        " given them, and settle afterwards), size (ours holds the texts, too; peers only an index), memory added"
    )
    for column in ("", "threads/s", "per s of processor", "MB/s", "peak MB", "size MB", "size / raw text", "memory MB"):
        table.add_column(column, justify="left" if not column else "right")

    def row(name: str, built: dict[str, Any], megabytes: float, memory: float | None) -> None:
        share = f"{megabytes / size['raw_mb']:.2f}"
        busy = f"{built['threads_per_busy_s']:,.0f}" if built["threads_per_busy_s"] else "-"
        rates = (f"{built['threads_per_s']:,.0f}", busy, f"{built['mb_per_s']:.2f}", f"{built['peak_mb']:.0f}")
        table.add_row(name, *rates, f"{megabytes:.1f}", share, "-" if memory is None else f"{memory:.0f}")

    row("ours", build, size["archive_mb"], figures["memory_mb"])
    for name, built in build["peers"].items():
        row(name, built, size["peers"][name], figures["memory_peers_mb"].get(name))
    return table


# ---------------------------------------------------------------- verdicts


def _verdicts(figures: dict[str, Any]) -> list[str]:
    """Each aim of the issue with what was reached."""
    both = figures["build"]["with_archive_threads_per_s"]
    said = [f"raw text {figures['size']['raw_mb']:.1f} MB; with the archive written, too: {both:,.0f} threads/s"]
    for peer in ("fts5", "xapian"):
        said.append(_worst(figures, peer, "p95_ms", 1.0))
        said.append(_worst(figures, peer, "p95_ms", 1.0, part="busy"))
        rate = figures["build"]["peers"].get(peer)
        if rate:
            reached = figures["build"]["threads_per_s"] / rate["threads_per_s"]
            said.append(verdict(f"build rate against {peer}", f"{reached:.2f}", good=reached >= 1.0, aim="≥ 1.0"))
    said.append(_worst(figures, "tantivy", "median_ms", 3.0))
    said.append(_worst(figures, "tantivy", "median_ms", 3.0, part="busy"))
    share = figures["size"]["archive_mb"] / figures["size"]["raw_mb"]
    said.append(verdict("archive against raw text", f"{share:.2f}", good=share <= 1.0, aim="≤ 1.0"))
    if (memory := figures["memory_mb"]) is not None:
        said.append(
            verdict("memory added by opening and searching", f"{memory:.0f} MB", good=memory <= 150, aim="≤ 150")
        )
    peak = figures["build"]["peak_mb"]
    said.append(verdict("peak memory of building", f"{peak:.0f} MB", good=peak <= 600, aim="≤ 600"))
    first = figures["cold_first_hit_s"]
    if first is None:
        said.append("cold first hit: not measured, the command failed")
    else:
        said.append(verdict("cold first hit, command line", f"{first:.2f} s", good=first <= 0.5, aim="≤ 0.5"))
    return [sentence for sentence in said if sentence]


def _worst(figures: dict[str, Any], peer: str, what: str, aim: float, *, part: str = "") -> str:
    """The verdict over all classes; of the part of everybody's times that is named."""
    ratios = {}
    for name, times in figures["classes"].items():
        mine, its = times, times["peers"].get(peer, {})
        value = ratio(mine.get(part, {}), its.get(part, {}), what) if part else ratio(mine, its, what)
        if value is not None:
            ratios[name] = value
    if not ratios:
        return ""
    worst = max(ratios, key=lambda name: ratios[name])
    within = sum(value <= 1.0 for value in ratios.values())
    text = f"worst {ratios[worst]:.2f} ({worst}), at most 1.0 in {within} of {len(ratios)} classes"
    of = " (processor time)" if part else ""
    good = ratios[worst] <= aim and 2 * within > len(ratios)
    told = f"≤ {aim}" if aim <= 1.0 else f"≤ {aim}, and ≤ 1.0 in most"
    return verdict(f"{what.removesuffix('_ms')} against {peer}{of}", text, good=good, aim=told)


def verdict(what: str, reached: str, *, good: bool, aim: str) -> str:
    """A line that says whether an aim is reached."""
    return f"{'reached' if good else 'MISSED '}  {what}: {reached} (aim {aim})"
