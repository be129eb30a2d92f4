"""What stands in the place of rows, or above them: why there are none, and buttons that lead on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStyle, QVBoxLayout, QWidget

from qa_reader.errors import QuerySyntaxError
from qa_reader.model import MEANT, WIDENED, HitPage, Query, Scope
from qa_reader.ui import narrowing, speaking, theme
from qa_reader.ui.emergency import Sign
from qa_reader.ui.fitting import ElidedButton
from qa_reader.wording import tr

_BAR_WIDE = 320  # px
_LONG_WORD = 16  # characters
_AROUND = 60  # characters of a query that are shown on either side of a fault


class EmptyState(QWidget):
    """The notes of an answer, and what to do where it has no hits."""

    query_requested = Signal(object)  # Query
    open_requested = Signal()  # an archive

    _fault: tuple[str, ...] = ()  # what is wrong, and the query before, in and behind that place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = QLabel(self)
        self._message.setObjectName("emptyState")
        self._message.setWordWrap(True)
        self._message.setMinimumWidth(1)  # a long word must not make the list wider
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._queries: dict[ElidedButton, Query] = {}
        self._meant = self._button("didYouMean")
        self._typed = self._button("onlyTyped")
        self._unfiltered = self._button("removeFilters")
        self._everywhere = self._button("searchEverywhere")
        self._open = QPushButton(self.tr("Open an archive…"), self)
        self._open.setObjectName("openArchive")
        self._open.clicked.connect(self.open_requested)
        self._bar: QProgressBar | None = None  # made when it is first wanted: the list is there before all else
        self._typed.setText(self.tr("Search only for what I typed"))
        self._typed.setFlat(True)
        self._unfiltered.setText(self.tr("Remove the filters"))
        self._everywhere.setText(self.tr("Search everywhere"))
        self.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self._message)
        for button in self._queries:
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._open, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.hide()

    def say(self, text: str, *, opens: bool = False, over_rows: bool = False) -> None:
        """Say why there is no answer, "" for nothing; `opens`: with a button that opens an archive."""
        self._put(text, instead=not over_rows)
        self._open.setVisible(opens)

    def show_fault(self, query: Query, fault: QuerySyntaxError) -> None:
        """Say what is wrong with a query, and show where."""
        before, faulty, after = _around(query.text, fault.span)
        self._put(f"{fault}\n\n{before}{faulty}{after}", instead=True)
        self._fault = (str(fault), before, faulty, after)
        self._message.setTextFormat(Qt.TextFormat.RichText)
        self._write_fault()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write_fault()

    def _write_fault(self) -> None:
        """Write the fault that is shown in the colours of the palette."""
        if self._fault:
            told, before, faulty, after = (escape(_breakable(part)) for part in self._fault)
            colour = theme.colours(self.palette()).fault.name()
            marked = f'<b style="color:{colour}; text-decoration:underline">{faulty}</b>'
            self._message.setText(f"{told}<p>{before}{marked}{after}</p>")

    def offer_mended(self, query: Query) -> None:
        """Offer what was probably meant by the query that is shown."""
        self._offer_words(query)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Say how far that is for which one waits; a total of 0 means that nobody knows."""
        if self._bar is None:
            self._bar = QProgressBar(self)
            self._bar.setObjectName("listProgress")
            self._bar.setMaximumWidth(_BAR_WIDE)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(1, self._bar)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(what)
        self._bar.setToolTip(what)
        self._bar.show()

    def show_page(self, page: HitPage) -> None:
        """Say what an answer's notes say, and why it is empty where it is."""
        query = page.query
        before = tr(WIDENED).split("{0}", maxsplit=1)[0]
        told = any(not note.startswith(before) and not _meant((note,)) for note in page.notes)
        why = "" if page.total else self._nothing_found(query, told=told)
        self._put("\n\n".join(filter(None, ("\n".join(page.notes), why))), instead=bool(why))
        meant = _meant(page.notes)
        if meant:
            self._offer_words(replace(query, text=meant))
        self._offer(
            self._typed, replace(query, widened=False), shown=any(note.startswith(before) for note in page.notes)
        )
        unfiltered = narrowing.unfiltered(query)
        self._offer(self._unfiltered, unfiltered, shown=bool(why) and unfiltered != query)
        away = query.scope is Scope.BOOKMARKS and bool(query.text.strip())
        self._offer(self._everywhere, narrowing.everywhere(query), shown=bool(why) and away)

    def _put(self, text: str, *, instead: bool) -> None:
        """Say this and offer nothing yet; `instead`: in the place of the rows, else above them."""
        self._fault = ()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setText(_breakable(text))
        self._message.setAccessibleName(text)
        side = Qt.AlignmentFlag.AlignHCenter if instead else Qt.AlignmentFlag.AlignLeading
        self._message.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        self.setAutoFillBackground(instead)  # in the place of the rows, as light as they are
        for button in (*self._queries, self._open):
            button.hide()
        if self._bar is not None:
            self._bar.hide()
        self.layout().setContentsMargins(*((24, 48, 24, 24) if instead else (12, 4, 12, 8)))  # type: ignore[union-attr]
        self.setVisible(bool(text))

    def _offer_words(self, query: Query) -> None:
        self._offer(self._meant, query, shown=True)
        self._meant.setText(self.tr("Search for “{0}”").format(query.text))
        self._meant.setToolTip(query.text)

    def _button(self, name: str) -> ElidedButton:
        button = ElidedButton(self)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.query_requested.emit(self._queries[button]))
        self._queries[button] = Query()
        return button

    def _offer(self, button: ElidedButton, query: Query, *, shown: bool) -> None:
        self._queries[button] = query
        button.setVisible(shown)

    def _nothing_found(self, query: Query, *, told: bool) -> str:
        """Why there is nothing, and what to do; `told`: notes say already which words no thread has."""
        limited = bool(narrowing.restrictions(query))
        if query.text.strip() and limited:
            return self.tr("No thread here has all of these words.\n\nRemove a filter above to look everywhere.")
        if query.text.strip():
            why = "" if told else self.tr("No thread has all of these words.")
            return "\n\n".join(filter(None, (why, self.tr("Try fewer words, or a beginning: twitch*"))))
        if query.scope is not Scope.EVERYTHING and query == narrowing.unfiltered(query):
            return self._nothing_kept(query)
        if limited:
            return self.tr("No thread has all that the filters ask for.\n\nRemove one of them above.")
        return self.tr("There are no threads here.")

    def _nothing_kept(self, query: Query) -> str:
        if query.scope is Scope.NOTES:
            return self.tr("There are no notes yet.\n\nWrite one into “My note” beside a thread.")
        if query.scope is Scope.HIGHLIGHTS:
            return self.tr("Nothing is highlighted yet.\n\nSelect words in a thread, and press Ctrl+1.")
        if query.folder or query.tag:
            return self.tr("Nothing is in here yet.\n\nDrag threads here, or use “Bookmark into…”.")
        return self.tr("Nothing is bookmarked yet.\n\nThe star of a thread, or Ctrl+D, keeps it here.")


def _meant(notes: Iterable[str]) -> str:
    """The words that a note suggests, "" for none."""
    before, after = tr(MEANT).split("{0}")
    found = (note.partition(before)[2] for note in notes if before in note and note.endswith(after))
    return next((words.removesuffix(after) for words in found), "")


def _around(text: str, span: tuple[int, int]) -> tuple[str, str, str]:
    """A text as far as it goes before a place in it, that place, and what follows; far off it is cut off."""
    before, faulty, after = text[: span[0]], text[span[0] : span[1]], text[span[1] :]
    before = f"…{before[-_AROUND:]}" if len(before) > _AROUND else before
    return before, faulty, f"{after[:_AROUND]}…" if len(after) > _AROUND else after


def _breakable(text: str) -> str:
    """A text whose long words can be broken into lines."""
    return re.sub(rf"(\S{{{_LONG_WORD}}})", "\\1\u200b", text)


class EmergencyLine(QLabel):
    """One line above the hits, for a query with words of an emergency: whom to call. It hides nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emergencyLine")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(16, 8, 12, 8)
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        self.setFont(font)
        self.hide()

    def show_sign(self, sign: Sign | None, number: str) -> None:
        """Say whom to call, by the number of the settings ("": without one); None hides the line."""
        if sign is None:
            self.hide()
            return
        self.setText(self._crisis(number) if sign.kind == "crisis" else self._call(number))
        self.setAccessibleName(self.text())
        if self.isHidden():
            self.show()
            speaking.alert(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        own = theme.colours(self.palette())
        painter.fillRect(self.rect(), theme.mix(own.fault, self.palette().color(QPalette.ColorRole.Base), 0.12))
        bar = QRect(0, 0, 4, self.height())
        painter.fillRect(QStyle.visualRect(self.layoutDirection(), self.rect(), bar), own.fault)
        painter.end()
        super().paintEvent(event)

    def _call(self, number: str) -> str:
        if number:
            return self.tr("If this is happening now, call {0} at once. Do not wait for an answer here.").format(number)
        return self.tr(
            "If this is happening now, call your local emergency number at once. Do not wait for an answer here."
        )

    def _crisis(self, number: str) -> str:
        if number:
            return self.tr(
                "If you may hurt yourself, you do not have to be alone with this: call {0} now, or somebody you trust."
            ).format(number)
        return self.tr(
            "If you may hurt yourself, you do not have to be alone with this: call your local emergency number or a "
            "crisis line now, or somebody you trust."
        )
