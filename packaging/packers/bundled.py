"""The bundled archive, built from its sources by the program itself; the wheel and the frozen program carry it."""

from __future__ import annotations

import os
from pathlib import Path


def build(root: Path, target: Path) -> None:
    """Build it anew, so that the same sources give the same bytes. Raises RuntimeError where a source is not read."""
    from qa_reader import importing  # noqa: PLC0415 - whoever calls puts it on the path first

    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"unfinished-{os.getpid()}.qarchive")
    report = importing.build([root / "resources" / "archive"], unfinished)
    if report.skipped:
        raise RuntimeError(f"the bundled archive is not whole: {report.skipped[0].file}: {report.skipped[0].reason}")
    unfinished.replace(target)
