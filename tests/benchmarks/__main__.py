"""`python3 dev.py bench NAME …`: the table of benchmarks and their common options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from tests.benchmarks.corpus import cache_folder, clear_cache


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A module of this package with `add_options(parser)` and `run(options) -> figures`, and what it is for."""

    module: str
    purpose: str


#: A new benchmark is a module and a line here.
BENCHMARKS = {
    "search": Benchmark("search", "speed, size and memory of search beside other engines, on generated threads"),
    "window": Benchmark("window", "speed and memory of the real window, over generated threads"),
    "relevance": Benchmark("relevance", "how good the answers are, on judged collections"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark that the arguments name; 0, or 2 where it cannot be run."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure the program.")
    parser.add_argument("--clear-cache", action="store_true", help=f"first remove what is kept in {cache_folder()}")
    parts = parser.add_subparsers(dest="name", required=True, metavar="BENCHMARK")
    runs: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {}
    for name, benchmark in BENCHMARKS.items():
        module = import_module(f"tests.benchmarks.{benchmark.module}")
        part = parts.add_parser(name, help=benchmark.purpose, description=benchmark.purpose)
        part.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well, - for stdout")
        module.add_options(part)
        runs[name] = module.run
    options = parser.parse_args(arguments)
    if options.clear_cache:
        clear_cache()
    try:
        figures = runs[options.name](options)
    except FileNotFoundError as fault:
        print(fault, file=sys.stderr)
        return 2
    if options.json is not None:
        _write(figures, options.json)
    return 0


def _write(figures: dict[str, Any], file: Path) -> None:
    text = msgspec.json.format(msgspec.json.encode(figures), indent=2) + b"\n"
    if str(file) == "-":
        sys.stdout.buffer.write(text)
    else:
        file.write_bytes(text)


if __name__ == "__main__":
    sys.exit(main())
