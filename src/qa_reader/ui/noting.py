"""My note and highlights: the pane of the note, the colours in the text, and the commands that make and change them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QPlainTextEdit, QWidget

from qa_reader.kept import Collection, Colour, Highlight, Kept, KeptChange, Marked
from qa_reader.model import ArchiveInfo, Thread, ThreadRef
from qa_reader.ui import actions
from qa_reader.ui.desk import ReadingDesk
from qa_reader.ui.fields import refuse_drops
from qa_reader.ui.page import Page, Shown
from qa_reader.ui.panes.note_pane import NotePane
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.panes.side_panel import SidePanel
from qa_reader.ui.passages import Passages
from qa_reader.ui.places import Tabs
from qa_reader.ui.reading import Reading
from qa_reader.ui.session import Session
from qa_reader.ui.status_line import StatusLine
from qa_reader.wording import marked, tr

if TYPE_CHECKING:
    from qa_reader.keeping import Keeping

_DELETE = Qt.WidgetAttribute.WA_DeleteOnClose
_COLOURS = {
    Colour.YELLOW: marked("Yellow"),
    Colour.GREEN: marked("Green"),
    Colour.BLUE: marked("Blue"),
    Colour.PINK: marked("Pink"),
}


class Noting(QObject):
    """Its public methods are commands of the table in `actions`."""

    note_requested = Signal()  # its pane has to be there

    def __init__(
        self,
        session: Session,
        found: QuestionList,
        desk: ReadingDesk,
        side: SidePanel,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._keeper = session.keeper
        self._desk = desk
        self._side = side
        self._status = status
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._threads: dict[ThreadRef, Thread] = {}  # of the pages that are shown
        self._marked: dict[ThreadRef, tuple[Marked, ...]] = {}
        self._wanted: tuple[ThreadRef, str] | None = None  # a highlight to be gone to when its thread is there
        self._clicked = ""
        self.pane = NotePane(window)
        self._connect(found)

    def _connect(self, found: QuestionList) -> None:
        session, keeper = self._session, self._keeper
        session.archive_opened.connect(self._leave)
        self.pane.reading_requested.connect(lambda: self._desk.page.setFocus(Qt.FocusReason.OtherFocusReason))
        session.thread_opened.connect(self._show_thread)
        session.beside_opened.connect(self._note_thread)
        session.navigation.tabs_changed.connect(self._show_tab)
        keeper.changed.connect(self._show_kept)
        keeper.passages_found.connect(self._show_passages)
        self.pane.note_changed.connect(self._write_note)
        self._side.highlight_requested.connect(self._go_to)
        found.highlight_requested.connect(self._want)
        for pane in self._desk.pages:
            pane.page.highlight_clicked.connect(partial(self._click, pane.page))
            pane.page.menu_requested.connect(partial(self._open_menu, pane.page))

    def take_actions(self, made: dict[str, QAction]) -> None:
        """The actions that the page's menu shows."""
        self._actions = made

    # ------------------------------------------------------------ the actions' methods

    def write_note(self) -> None:
        """Put the keyboard into the note."""
        self.note_requested.emit()
        self.pane.field.setFocus()

    def highlight_yellow(self) -> None:
        """Highlight what is selected, or give the highlight there this colour."""
        self._colour(Colour.YELLOW)

    def highlight_green(self) -> None:
        """Highlight what is selected, or give the highlight there this colour."""
        self._colour(Colour.GREEN)

    def highlight_blue(self) -> None:
        """Highlight what is selected, or give the highlight there this colour."""
        self._colour(Colour.BLUE)

    def highlight_pink(self) -> None:
        """Highlight what is selected, or give the highlight there this colour."""
        self._colour(Colour.PINK)

    def note_highlight(self) -> None:
        """Write a note on the highlight that is meant; what is only selected is highlighted first."""
        if self._page().textCursor().hasSelection():
            self._add(Colour.YELLOW, then=lambda change: self._ask_note(change.id))
        elif self._meant():
            self._ask_note(self._meant())
        else:
            self._say_nothing_selected()

    def remove_highlight(self) -> None:
        """Remove the highlight that is meant."""
        name = self._meant()
        if not name:
            self._say_nothing_selected()
            return
        refs = [one.ref for one in self._keeper.collection.highlights if one.id == name]
        self._keeper.do(lambda keeping: keeping.marks.remove_highlight(name), step=tr("Highlight removed"), refs=refs)

    def toggle_caret(self) -> None:
        """Let the arrow keys select text in the page, or scroll it again."""
        shown = self._actions["toggle_caret"].isChecked()
        for pane in self._desk.pages:
            pane.page.set_caret(shown=shown)
        self._page().setFocus()

    # ------------------------------------------------------------ the note

    def finish(self) -> None:
        """Ask now that what was typed is kept."""
        self.pane.finish()

    def _write_note(self, ref: ThreadRef, text: str) -> None:
        self._keeper.do(
            lambda keeping: keeping.write_note(ref, text),
            then=lambda _change: self.pane.show_kept(ref),
            failed=lambda error: self.pane.show_fault(ref, str(error)),
        )

    def _note_of(self, ref: ThreadRef) -> str:
        """The note of a thread, and that of its bookmark where an import brought one."""
        notes = [one.text for one in self._keeper.collection.notes if one.ref == ref]
        others = [one.note for one in self._keeper.collection.bookmarks if one.ref == ref and one.note]
        return "\n\n".join((*notes, *(other for other in others if other not in notes)))

    # ------------------------------------------------------------ showing

    def _show_thread(self, reading: Reading) -> None:
        self._note_thread(reading)
        self.pane.show_thread(reading.ref, self._note_of(reading.ref) if reading.ref else "")

    def _leave(self, info: ArchiveInfo) -> None:
        """What is typed after another archive came is not for a thread of the one before."""
        if self.pane.ref is not None and self.pane.ref.archive != info.id:
            self.pane.show_thread(None, "")

    def _note_thread(self, reading: Reading) -> None:
        if reading.ref is None:
            return
        shown = {pane.key for pane in self._desk.pages}
        self._threads = {ref: thread for ref, thread in self._threads.items() if ref in shown}
        if not reading.absent:
            self._threads[reading.ref] = reading.thread
            self._keeper.find_passages(reading.ref)

    def _show_tab(self, tabs: Tabs) -> None:
        if tabs.current.ref is None:
            self.pane.show_thread(None, "")

    def _show_kept(self, _collection: Collection, change: KeptChange) -> None:
        shown = self._session.navigation.shown
        if change.kinds & {Kept.NOTES, Kept.BOOKMARKS} and shown is not None:
            self.pane.show_note(self._note_of(shown))
        if Kept.HIGHLIGHTS in change.kinds:
            for ref in self._threads:
                self._keeper.find_passages(ref)

    def _show_passages(self, ref: ThreadRef, found: tuple[Marked, ...]) -> None:
        self._marked[ref] = found
        if ref == self._session.navigation.shown:
            self._side.show_highlights(found)
        for pane in self._desk.pages:
            if pane.key == ref and ref in self._threads:
                pane.page.show_highlights(self._places(pane.page, ref, found))
        if self._wanted is not None and self._wanted[0] == ref:
            self._go_to(self._wanted[1])

    def _places(self, page: Page, ref: ThreadRef, found: tuple[Marked, ...]) -> tuple[Shown, ...]:
        if not found:
            return ()
        passages = Passages(page.document(), self._threads[ref])
        places = ((one, passages.range_of(one.part, one.span)) for one in found if one.span is not None)
        return tuple(
            Shown(one.highlight.id, place, one.highlight.colour, one.highlight.note)
            for one, place in places
            if place is not None
        )

    # ------------------------------------------------------------ highlights

    def _colour(self, colour: Colour) -> None:
        name = self._meant()
        if self._page().textCursor().hasSelection():
            self._add(colour)
        elif name:
            text = tr("Highlight is {0} now").format(tr(_COLOURS[colour]))
            self._keeper.do(lambda keeping: keeping.marks.change_highlight(name, colour=colour), step=text)
        else:
            self._say_nothing_selected()

    def _add(self, colour: Colour, then: Callable[[KeptChange], None] | None = None) -> None:
        page = self._page()
        cursor, ref = page.textCursor(), page.key
        thread = self._threads.get(ref)
        spans = (
            Passages(page.document(), thread).spans_in(cursor.selectionStart(), cursor.selectionEnd())
            if thread is not None
            else {}
        )
        if not spans:
            self._say_nothing_selected()
            return
        cursor.clearSelection()
        page.setTextCursor(cursor)

        def work(keeping: Keeping) -> KeptChange:
            with keeping.user.at_once():
                changes = [keeping.add_highlight(ref, part, span, colour=colour) for part, span in spans.items()]
            return changes[-1]

        def came(change: KeptChange) -> None:
            self._clicked = change.id
            if then is not None:
                then(change)

        self._keeper.do(work, step=tr("Highlighted"), refs=[ref], then=came)

    def _meant(self) -> str:
        """The highlight of the side panel's row, or the one in the page that was clicked or made last."""
        focus = QApplication.focusWidget() or self._window.focusWidget()
        if focus is self._side and self._side.highlight:
            return self._side.highlight
        there = {one.id for one in self._keeper.collection.highlights if one.ref == self._page().key}
        under = self._page().highlight_at(self._page().textCursor().position())
        return next((name for name in (self._clicked, under) if name in there), "")

    def _highlight(self, name: str) -> Highlight | None:
        return next((one for one in self._keeper.collection.highlights if one.id == name), None)

    def _ask_note(self, name: str) -> None:
        one = self._highlight(name)
        if one is None:
            return
        dialog = QInputDialog(self._window)
        dialog.setObjectName("highlightNote")
        dialog.setAttribute(_DELETE)
        dialog.setWindowTitle(tr("Note on the highlight"))
        dialog.setLabelText(f"“{' '.join(one.anchor.quote.split())[:80]}”")
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.setTextValue(one.note)
        dialog.setOkButtonText(tr("Keep this note"))
        refuse_drops(dialog.findChildren(QPlainTextEdit))
        dialog.textValueSelected.connect(
            lambda text: self._keeper.do(
                lambda keeping: keeping.marks.change_highlight(name, note=text.strip()),
                step=tr("Note on the highlight changed"),
            )
        )
        dialog.open()

    def _want(self, ref: ThreadRef, name: str) -> None:
        self._wanted = (ref, name)
        if self._page().key == ref:
            self._go_to(name)

    def _go_to(self, name: str) -> None:
        """Bring a highlight into sight; one that is not in the text any more is at least told."""
        page = self._desk.page
        place = page.place_of(name)
        self._clicked = name
        if place is not None:
            self._wanted = None
            page.go_to(place)
        elif any(one.highlight.id == name and one.span is None for one in self._marked.get(page.key, ())):
            self._wanted = None
            self._status.tell(tr("These words are no longer in the text."))

    def _page(self) -> Page:
        """The page in which text is selected or clicked, usually the first."""
        pages = [pane.page for pane in self._desk.pages if pane.page.isVisible()]
        selected = (page for page in pages if page.textCursor().hasSelection())
        return next(selected, self._desk.page)

    def _click(self, page: Page, name: str, at: QPoint) -> None:
        self._clicked = name
        self._menu(page, at, actions.menu_of("highlight"))

    def _open_menu(self, page: Page, name: str, at: QPoint) -> None:
        self._clicked = name or self._clicked
        more = actions.menu_of("highlight") if name else ()
        self._menu(page, at, (*actions.menu_of("replyPane"), *(("", *more) if more else ())))

    def _menu(self, page: Page, at: QPoint, commands: tuple[str, ...]) -> None:
        menu = QMenu(page)
        menu.setObjectName("replyPane.menu")
        menu.setAttribute(_DELETE)
        if "copy" in commands:
            copy = menu.addAction(tr("Copy"), page.copy)
            copy.setEnabled(page.textCursor().hasSelection())
        for command in commands:
            if command in self._actions:
                menu.addAction(self._actions[command])
            elif not command:
                menu.addSeparator()
        menu.popup(at)

    def _say_nothing_selected(self) -> None:
        self._status.tell(tr("Select words in the text first, or click on a highlight."))
