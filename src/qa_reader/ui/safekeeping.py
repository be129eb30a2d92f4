"""What is done to all that is kept: backups, clearing, import and export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from qa_reader.kept import Backup, Cleared, Kept, KeptChange, Merged
from qa_reader.ui import keeping_dialogs
from qa_reader.ui.backups_dialog import BackupsDialog, kinds, made
from qa_reader.ui.clearing_dialog import ClearingDialog
from qa_reader.ui.secrecy import Secrecy
from qa_reader.ui.session import Session
from qa_reader.ui.status_line import StatusLine
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader.keeping import Keeping

_DAY_MS = 60 * 60 * 1000  # how often is looked whether a new day has begun


class Safekeeping(QObject):
    """Its public methods are commands of the table in `actions`."""

    def __init__(self, session: Session, secrecy: Secrecy, status: StatusLine, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._secrecy = secrecy
        self._keeper = session.keeper
        self._status = status
        self._window = window
        self._day = self.startTimer(_DAY_MS, Qt.TimerType.VeryCoarseTimer)
        self._backed_up = date.min

    def timerEvent(self, _event: object) -> None:
        """A program that stays open over midnight makes the new day's backup."""
        today = datetime.now().astimezone().date()
        if today != self._backed_up and not self._keeper.private:
            self._backed_up = today
            self._keeper.ask(lambda keeping: keeping.back_up(today))

    # ------------------------------------------------------------ the actions' methods

    def show_backups(self) -> None:
        """Show the backups, and let one be restored."""

        def came(found: tuple[dict[str, int], tuple[Backup, ...]]) -> None:
            dialog = BackupsDialog(found[0], self._ask_restore, self._window)
            dialog.show_backups(found[1])
            dialog.open()

        self._keeper.ask(lambda keeping: (keeping.user.counts(), keeping.user.backups()), came)

    def clear_kept(self) -> None:
        """Let the reader choose what is cleared, and since when."""

        def count(since: datetime | None) -> None:
            self._keeper.ask(lambda keeping: keeping.user.counts(since), show)

        def show(counts: dict[str, int]) -> None:
            dialog = self._window.findChild(ClearingDialog, "clearing")
            if dialog is not None:
                dialog.show_counts(counts)

        dialog = ClearingDialog(count, self._clear, self._window)
        dialog.open()

    def export_kept(self) -> None:
        """Write everything that is kept into one file."""
        self._choose_target(
            tr("Export everything that you keep"), "qa-reader-kept.json", tr("What is kept (*.json)"), _export
        )

    def export_bookmarks(self) -> None:
        """Write the bookmarks as the file that every browser imports."""
        self._choose_target(
            tr("Export the bookmarks for a browser"), "bookmarks.html", tr("Bookmarks (*.html)"), _export_html
        )

    def import_kept(self) -> None:
        """Put what such a file holds to what is kept."""
        dialog = QFileDialog(self._window, tr("Import what was exported"))
        dialog.setObjectName("importKept")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("What is kept, bookmarks of a browser (*.json *.html *.htm)"), tr("All files (*)")])
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Import"))
        dialog.fileSelected.connect(lambda name: self._import(Path(name)))
        dialog.open()

    # ------------------------------------------------------------ within

    def _ask_restore(self, backup: Backup) -> None:
        question = tr(
            "Put the backup of {0} in the place of all that you keep now? It has {1}. What you keep now is backed up "
            "first, so that you can come back to it."
        ).format(made(backup), kinds(backup.counts))
        keeping_dialogs.ask_first(
            self._window, "askRestore", question, tr("Restore this backup"), lambda: self._restore(backup)
        )

    def _restore(self, backup: Backup) -> None:
        def came(_change: KeptChange) -> None:
            self._keeper.forget_steps()
            self._status.tell(tr("The backup of {0} is restored.").format(made(backup)))
            dialog = self._window.findChild(BackupsDialog, "backups")
            if dialog is not None:
                dialog.accept()

        self._keeper.do(lambda keeping: keeping.user.restore(backup.path), then=came)

    def _clear(self, chosen: frozenset[Kept], since: datetime | None) -> None:
        cleared: list[Cleared] = []

        def work(keeping: Keeping) -> KeptChange:
            cleared.append(keeping.user.clear(chosen, since))
            return KeptChange(frozenset(Kept))

        def came(_change: KeptChange) -> None:
            self._keeper.forget_steps()
            self._secrecy.forget_trail(chosen)
            self._status.tell(tr("Cleared: {0}").format(kinds(cleared[0].counts)))
            if cleared[0].left:
                files = "\n".join(cleared[0].left)
                keeping_dialogs.tell(
                    self._window, "leftFiles", tr("These files may still hold some of it:\n{0}").format(files)
                )

        self._keeper.do(work, then=came)

    def _import(self, file: Path) -> None:
        merged: list[Merged] = []

        def work(keeping: Keeping) -> KeptChange:
            merged.append(keeping.merge(file))
            return KeptChange(frozenset(Kept))

        def came(_change: KeptChange) -> None:
            self._keeper.forget_steps()
            (done,) = merged
            lines = (
                tr("New: {0}").format(kinds(done.added)),
                tr("Changed: {0}").format(kinds(done.changed)),
                tr("There already: {0}").format(kinds(done.unchanged)),
            )
            keeping_dialogs.tell(self._window, "merged", "\n".join(lines))
            self._session.look_up_kept()

        self._keeper.do(work, then=came)

    def _choose_target(self, title: str, name: str, kind: str, write: Callable[[Keeping, Path], None]) -> None:
        dialog = QFileDialog(self._window, title)
        dialog.setObjectName("exportKept")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Export"))
        dialog.setDefaultSuffix(Path(name).suffix)
        dialog.setNameFilters([kind])
        dialog.selectFile(name)

        def chosen(target: str) -> None:
            file = Path(target)
            done = tr("Exported to {0}").format(file.name)
            self._keeper.ask(lambda keeping: write(keeping, file), lambda _none: self._status.tell(done))

        dialog.fileSelected.connect(chosen)
        dialog.open()


def _export(keeping: Keeping, file: Path) -> None:
    keeping.export(file)


def _export_html(keeping: Keeping, file: Path) -> None:
    keeping.export_html(file)
