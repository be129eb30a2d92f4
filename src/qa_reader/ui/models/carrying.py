"""What is carried by drag and drop: the names of threads, and those of places of the tree."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QMimeData

from qa_reader.model import ThreadRef

THREADS = "application/x-qa-reader-threads"
PLACE = "application/x-qa-reader-place"


def threads(refs: Iterable[ThreadRef]) -> QMimeData:
    """Threads to be carried."""
    data = QMimeData()
    data.setData(THREADS, json.dumps([list(ref) for ref in refs]).encode())
    return data


def carried(data: QMimeData) -> tuple[ThreadRef, ...]:
    """The threads that are carried; () where it is something else."""
    if not data.hasFormat(THREADS):
        return ()
    return tuple(ThreadRef(*pair) for pair in json.loads(bytes(data.data(THREADS).data())))
