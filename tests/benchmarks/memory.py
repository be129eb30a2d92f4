"""What a process takes of memory, as Linux tells it; elsewhere nothing is said and figures are 0."""

from __future__ import annotations

import re
import subprocess
import time
from contextlib import suppress
from pathlib import Path

_KB = 1024


def status(name: str) -> int:
    """A line of this process's status (VmRSS, VmHWM) in bytes."""
    return _field(Path("/proc/self/status"), name)


def reset_peak() -> None:
    """Begin VmHWM anew from what is taken now."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def watch(process: subprocess.Popen[bytes], every: float = 0.2) -> int:
    """Wait for the process; the most that it and its children together took, in bytes, pages they share once."""
    peak = 0
    while process.poll() is None:
        family = _family(process.pid)
        # a process alone knows its own peak, and reading Pss walks all its pages: 10 % of a core at 1 GB
        if len(family) > 1:
            peak = max(peak, sum(_field(Path(f"/proc/{pid}/smaps_rollup"), "Pss") for pid in family))
        time.sleep(every)
    return peak


def _family(pid: int) -> list[int]:
    """The process and everything that descends from it."""
    family = [pid]
    for member in family:
        try:
            for task in Path(f"/proc/{member}/task").iterdir():
                family.extend(map(int, (task / "children").read_text().split()))
        except OSError:
            continue  # it has ended meanwhile
    return family


def _field(file: Path, name: str) -> int:
    try:
        found = re.search(rf"^{name}:\s+(\d+)", file.read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) * _KB if found else 0
