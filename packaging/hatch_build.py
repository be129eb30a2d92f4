# noqa: INP001 - a script for the build
"""Hatchling's hook: builds the bundled archive from its sources, so that the wheel carries it ready to open."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundledArchiveHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before the wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the archive and add it to the wheel's resources; an editable install finds the checkout's own."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from qa_reader import importing  # noqa: PLC0415 - found only now

        target = root / "build" / "wheel" / "bundled.qarchive"
        target.unlink(missing_ok=True)  # built anew, so that the same sources give the same bytes
        report = importing.build([root / "resources" / "archive"], target)
        if report.skipped:
            raise RuntimeError(
                f"the bundled archive is not whole: {report.skipped[0].file}: {report.skipped[0].reason}"
            )
        build_data["force_include"][str(target)] = "qa_reader/_resources/bundled.qarchive"
