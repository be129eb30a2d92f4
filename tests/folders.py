"""What lies in a folder."""

from __future__ import annotations

from pathlib import Path


def names(folder: Path) -> list[str]:
    """The names of a folder's files and folders, hidden ones too, in order."""
    return sorted(found.name for found in folder.iterdir())
