"""One measured process with a window: `bare`, `start` or `use`; figures go to stdout as JSON.

`start` goes the program's own way in (`app.main`); only what tells the time is added. Times are of the clock that all
processes share.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_now = time.perf_counter
_SETTLE_MS = 200  # until the answer is painted, and what the next start begins with is written down


def bare() -> dict[str, Any]:
    """A main window of PySide6 with nothing in it, to its first paint."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    painted: dict[str, Any] = {}

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            painted.setdefault("painted", _now())
            painted.setdefault("busy", time.process_time())
            QTimer.singleShot(0, application.quit)

    application = QApplication([])
    window = Bare()
    window.resize(1400, 860)
    window.show()
    application.exec()
    return painted


def start(archive: str, data: str) -> dict[str, Any]:
    """The program, to its first paint, to its list with rows in it, and until all is there and can be used."""
    import gc

    from qa_reader.__main__ import import_window

    app: Any = import_window()

    times: dict[str, Any] = {}
    make = app.Frame

    def made(known: Any) -> Any:
        from tests.benchmarks.watching import FirstPaint

        frame = make(known)
        FirstPaint(frame, lambda: watch(frame))
        return frame

    def watch(frame: Any) -> None:
        times["painted"] = _now()
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QListView

        from qa_reader.ui.furnishing import Furnishing
        from tests.benchmarks.watching import FirstPaint

        def filled(*_rows: object) -> None:
            rows = frame.findChild(QListView, "questionList")
            if "filled" not in times and rows.model().rowCount():
                FirstPaint(rows.viewport(), lambda: times.update(filled=_now(), busy=time.process_time()))

        def ready(_window: Any, session: Any) -> None:
            times["ready"] = _now()
            session.hits_replaced.connect(filled)
            session.hits_replaced.connect(lambda _page: QTimer.singleShot(_SETTLE_MS, frame, frame.close))

        furnishing = frame.findChild(Furnishing)
        furnishing.recalled.connect(filled)
        furnishing.ready.connect(ready)

    app.Frame = made
    code = app.main([archive, "--data-dir", data])
    gc.freeze()
    return times if code == 0 else {}


def use(archive: str, data: str, asked: list[str], opened: int) -> dict[str, Any]:
    """The window in use: typing, scrolling, opening."""
    from tests.benchmarks.using import Using

    return Using(Path(archive), Path(data)).measure(asked, opened)


_DO: dict[str, Callable[..., dict[str, Any]]] = {"bare": bare, "start": start, "use": use}

if __name__ == "__main__":
    print(json.dumps(_DO[sys.argv[1]](**json.loads(sys.argv[2]))))
