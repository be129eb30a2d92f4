"""The dialog that clears what is kept, by what and since when; its button says what will be gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_reader.kept import Kept
from qa_reader.ui import theme
from qa_reader.ui.backups_dialog import kinds
from qa_reader.ui.fitting import Scrolled
from qa_reader.ui.speaking import name_choice
from qa_reader.wording import tr

_USUALLY = frozenset({Kept.HISTORY, Kept.READ})


class ClearingDialog(QDialog):
    """`count` is called with a moment (None: ever) and answers by `show_counts`; `clear` with what was chosen."""

    def __init__(
        self,
        count: Callable[[datetime | None], None],
        clear: Callable[[frozenset[Kept], datetime | None], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("clearing")
        self.setStyleSheet(theme.BOXES_CSS)
        self.setWindowTitle(tr("Clear what is kept"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._count = count
        self._clear = clear
        self._counts: dict[str, int] = {}
        self._since = QComboBox(self)
        self._boxes = {kind: QCheckBox(text, self) for kind, text in _texts()}
        self._go = QPushButton(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.addButton(self._go, QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self._since.currentIndexChanged.connect(lambda _place: self._count(self.since))
        for box in self._boxes.values():
            box.toggled.connect(lambda _ticked: self._say())
        self._go.clicked.connect(self._run)
        self._buttons.rejected.connect(self.reject)
        self._say()
        count(self.since)

    @property
    def since(self) -> datetime | None:
        """The moment since which is cleared; None for ever."""
        back = self._since.currentData()
        now = datetime.now().astimezone()
        if back is None:
            return None
        return now.replace(hour=0, minute=0, second=0, microsecond=0) if not back else now - timedelta(hours=back)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how many there are of each kind."""
        self._counts = counts
        for kind, text in _texts():
            self._boxes[kind].setText(f"{text} ({counts.get(kind, 0):,})")
        self._say()

    def _lay_out(self) -> None:
        self._since.setObjectName("clearSince")
        name_choice(self._since, tr("Since when"))
        for text, hours in (
            (tr("Of the last hour"), 1),
            (tr("Of today"), 0),
            (tr("Of the last 7 days"), 7 * 24),
            (tr("Of the last 4 weeks"), 28 * 24),
            (tr("From the beginning"), None),
        ):
            self._since.addItem(text, hours)
        form = QFormLayout()
        form.addRow(tr("&Clear what was kept"), self._since)
        asked = QWidget(self)
        rows = QVBoxLayout(asked)
        rows.setContentsMargins(24, 24, 8, 8)
        rows.setSpacing(8)
        rows.addLayout(form)
        for kind, box in self._boxes.items():
            box.setObjectName(f"clear.{kind.value}")
            box.setChecked(kind in _USUALLY)
            rows.addWidget(box)
        hint = QLabel(tr("It is removed from the backups, too, and cannot be brought back."), self)
        hint.setWordWrap(True)
        rows.addWidget(hint)
        self._buttons.setContentsMargins(24, 0, 24, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.addWidget(Scrolled(asked, self), 1)
        layout.addWidget(self._buttons)
        self._go.setObjectName("clearNow")
        self._go.setAutoDefault(False)

    def _chosen(self) -> frozenset[Kept]:
        return frozenset(kind for kind, box in self._boxes.items() if box.isChecked())

    def _say(self) -> None:
        """The button says what it does."""
        chosen = {kind: self._counts.get(kind, 0) for kind in self._chosen()}
        what = kinds({kind.value: count for kind, count in chosen.items()})
        self._go.setText(tr("Clear {0}").format(what) if any(chosen.values()) else tr("Nothing to clear"))
        self._go.setEnabled(any(chosen.values()))

    def _run(self) -> None:
        self._clear(self._chosen(), self.since)
        self.accept()


def _texts() -> Iterable[tuple[Kept, str]]:
    return (
        (Kept.HISTORY, tr("History")),
        (Kept.READ, tr("Read marks")),
        (Kept.SEARCHES, tr("Saved searches")),
        (Kept.BOOKMARKS, tr("Bookmarks")),
        (Kept.FOLDERS, tr("Folders")),
        (Kept.NOTES, tr("My notes")),
        (Kept.HIGHLIGHTS, tr("Highlights")),
    )
