"""Years as bars: one for each, and one at either end for the few that lie far off from most threads."""

from __future__ import annotations

from collections.abc import Mapping

Years = tuple[int, int]

#: Bars that can be told apart, and dragged over, in a narrow column.
MOST = 80


def bars_of(counts: Mapping[int, int]) -> dict[Years, int]:
    """The bars from the first year to the last, with their counts: a wrong date of year 1 makes no hair of all others.

    Where there are too many years, those are a bar each that are closest together and have most threads.
    """
    if not counts:
        return {}
    years = sorted(counts)
    first, last = years[0], years[-1]
    begin, end = (first, last) if last - first < MOST else _densest(years, counts)
    bars = {(year, year): counts.get(year, 0) for year in range(begin, end + 1)}
    before = {(first, begin - 1): sum(counts[year] for year in years if year < begin)} if first < begin else {}
    after = {(end + 1, last): sum(counts[year] for year in years if year > end)} if last > end else {}
    return {**before, **bars, **after}


def most_of(bars: Mapping[Years, int]) -> int:
    """The count that fills the height: of a year, for the many years of an end may have more together."""
    return max((count for years, count in bars.items() if years[0] == years[1]), default=0)


def name_of(years: Years) -> str:
    """What a bar is called, "2019" or "1890–1999"."""
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def _densest(years: list[int], counts: Mapping[int, int]) -> Years:
    """The years with most threads, the latest of several, that leave room for a bar at either end."""
    best, most = (years[0], years[0]), -1
    threads = after = 0  # of the years from `begin` on that have room; the first one that has none
    for begin in years:
        while after < len(years) and years[after] < begin + MOST - 2:
            threads += counts[years[after]]
            after += 1
        if threads >= most:
            best, most = (begin, years[after - 1]), threads
        threads -= counts[begin]
    return best
