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
        sys.path[:0] = [str(root / "src"), str(root / "packaging")]
        from packers import bundled  # noqa: PLC0415 - found only now

        target = root / "build" / "wheel" / "bundled.qarchive"
        bundled.build(root, target)
        build_data["force_include"][str(target)] = "qa_reader/_resources/bundled.qarchive"
