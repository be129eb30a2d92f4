"""Lays sheets out on pages and draws them: on printers, into PDF files, as pictures for a preview.

Runs on a worker thread: Qt lays text out, writes PDF, prints and draws pictures on any. All that is drawn is
measured in 96ths of an inch and scaled, so that a page is the same on every device.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QEventLoop, QLineF, QLocale, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from qa_reader import __version__, files, render
from qa_reader.errors import QAReaderError
from qa_reader.model import Progress, silent
from qa_reader.wording import tr

#: Gives the same sheets each time: they are counted before they are drawn.
Sheets = Callable[[], Iterable["Sheet"]]

_DPI = 96
_MM = _DPI / 25.4
_SIDE, _TOP, _BOTTOM = 22 * _MM, 17 * _MM, 29 * _MM
_FOOT = 13 * _MM  # from the lower edge of the paper to the foot's last line
_FOOT_TEXT = 11  # px
_BAR = 10  # px from the text to the bar beside it
_PDF_DPI = 1200
# where paper is Letter and not A4 (Unicode CLDR, paper size)
_LETTER = frozenset("US CA MX PH PR BZ CL CO CR GT NI PA SV VE".split())
# The first of them that is installed draws Chinese: as a mere fallback Qt would take the font that it fell back on
# before, be it a Japanese one. It draws nothing else: copied from a PDF, its Latin digits are blanks.
_TRADITIONAL = ("Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei")
_SIMPLIFIED = ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei")
_HAN = re.compile(r"[\u2e80-\u2fff\u3000-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+")
# what stands beside each kind of part: by shape, because paper may have no colours
_BARS = {
    "question": (1.0, Qt.PenStyle.SolidLine),
    "reply": (4.0, Qt.PenStyle.SolidLine),
    "more-info": (1.5, Qt.PenStyle.DashLine),
    "own": (2.5, Qt.PenStyle.DotLine),
}
_CSS = """
    body, p { font-size: 10.5pt; line-height: 135%; color: black; }
    p { margin: 0 0 7px 0; }
    h1 { font-size: 16pt; font-weight: 700; line-height: 115%; margin: 0 0 4px 0; }
    h2 { font-size: 10.5pt; font-weight: 700; margin: 18px 0 2px 0; }
    h3 { font-size: 10.5pt; font-weight: 700; margin: 0; }
    h3.thread { margin: 12px 0 2px 0; }
    h4, p.small, p.small a { font-size: 9pt; font-weight: 400; line-height: 120%; margin: 0 0 5px 0; }
    .highlight { background-color: #fff3b0; text-decoration: underline; }
    .green { background-color: #d3f2cf; } .blue { background-color: #d5e8fb; } .pink { background-color: #fbdbe8; }
"""


class Sheet(Struct, frozen=True):
    """What begins on a page of its own: HTML that `render` made for paper, and what stands at its foot."""

    html: str
    title: str
    source: str


class Paper(Struct, frozen=True):
    """The paper, and the languages of what is printed, for the shapes of Chinese characters."""

    layout: QPageLayout
    languages: tuple[str, ...] = ()

    @property
    def pixels(self) -> QSizeF:
        """Width and height in 96ths of an inch."""
        return self.layout.fullRect(QPageLayout.Unit.Inch).size() * _DPI


def usual_size(locale: QLocale | None = None) -> QPageSize.PageSizeId:
    """Letter where that is the paper of the country, else A4."""
    country = QLocale.territoryToCode((locale or QLocale.system()).territory())
    return QPageSize.PageSizeId.Letter if country in _LETTER else QPageSize.PageSizeId.A4


def layout(size: QPageSize.PageSizeId) -> QPageLayout:
    """Paper of a size, upright; the margins are drawn with the rest."""
    return QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF())


def write_pdf(file: Path, sheets: Sheets, paper: Paper, title: str, progress: Progress = silent) -> int:
    """Write sheets as a PDF file, whole or not at all; how many pages. Raises QAReaderError."""
    try:
        with files.replacement(file) as part:
            writer = QPdfWriter(str(part))
            writer.setResolution(_PDF_DPI)
            writer.setTitle(title)
            writer.setCreator(f"QA Reader {__version__}")
            writer.setPageLayout(paper.layout)
            return draw(writer, sheets, paper, progress)
    except OSError as error:
        raise QAReaderError(tr("{0}: cannot be written: {1}").format(file, error.strerror or error)) from error


def draw(
    device: QPagedPaintDevice, sheets: Sheets, paper: Paper, progress: Progress = silent, wanted: range | None = None
) -> int:
    """Draw sheets on a printer or into a PDF; how many pages there are, of which only those `wanted` are drawn, from 1.

    Raises QAReaderError, and `Cancelled` out of `progress`.
    """
    _let_timers_start()
    total = 0
    for count, sheet in enumerate(sheets()):
        progress(count, 0, tr("Counting pages"))
        total += _Pages(sheet, paper).count
    painter = QPainter()
    if not painter.begin(device):
        raise QAReaderError(tr("The printer cannot be reached, or the file cannot be written."))
    wanted = wanted or range(1, total + 1)
    try:
        for number, (pages, page) in enumerate(_all_pages(sheets(), paper), 1):
            progress(number - 1, total, tr("Writing pages"))
            if number in wanted:
                if number > wanted.start:
                    device.newPage()
                pages.draw(painter, page, f"{number} / {total}")
    finally:
        painter.end()
    return total


def _all_pages(sheets: Iterable[Sheet], paper: Paper) -> Iterator[tuple[_Pages, int]]:
    for sheet in sheets:
        pages = _Pages(sheet, paper)
        yield from ((pages, page) for page in range(pages.count))


def count_pages(sheet: Sheet, paper: Paper) -> int:
    """How many pages a sheet makes."""
    _let_timers_start()
    return _Pages(sheet, paper).count


def pictures(sheets: Iterable[Sheet], paper: Paper, most: int, scale: float) -> tuple[list[QImage], int]:
    """The first `most` pages as pictures, and how many pages there are; `scale` is against 96 dots an inch."""
    _let_timers_start()
    laid_out = [_Pages(sheet, paper) for sheet in sheets]
    total = sum(pages.count for pages in laid_out)
    drawn: list[QImage] = []
    for pages in laid_out:
        for page in range(min(pages.count, most - len(drawn))):
            size = (paper.pixels * scale).toSize()
            picture = QImage(size, QImage.Format.Format_RGB16)
            picture.fill(Qt.GlobalColor.white)
            picture.setDotsPerMeterX(round(_DPI * scale / 0.0254))
            picture.setDotsPerMeterY(round(_DPI * scale / 0.0254))
            with QPainter(picture) as painter:  # a picture that goes while it is painted on crashes
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                pages.draw(painter, page, f"{len(drawn) + 1} / {total}")
            drawn.append(picture)
    return drawn, total


def han_families(languages: Iterable[str]) -> list[str]:
    """The font that has the shapes of the Chinese of these languages; none where none is installed."""
    simplified = any(name.lower().startswith(("zh-hans", "zh-cn", "zh-sg")) for name in languages)
    installed = set(QFontDatabase.families())
    return [name for name in (_SIMPLIFIED if simplified else _TRADITIONAL) if name in installed][:1]


def _let_timers_start() -> None:
    """Text documents start timers, and a thread that Python began has no event dispatcher until something needs it."""
    QEventLoop()


class _Pages:
    """One sheet on its pages."""

    def __init__(self, sheet: Sheet, paper: Paper) -> None:
        self._sheet = sheet
        self._size = paper.pixels
        usual = QFont(QGuiApplication.font())
        usual.setPixelSize(_FOOT_TEXT)  # points would be those of the device, on top of the scale
        self._small = usual
        self._han = han_families(paper.languages) if _HAN.search(sheet.html + sheet.title + sheet.source) else []
        self._document = QTextDocument()  # before what it is measured for: attributes go in the order they came in
        self._measure = _measure()
        self._document.setUndoRedoEnabled(False)
        self._document.setUseDesignMetrics(True)
        self._document.documentLayout().setPaintDevice(self._measure)
        self._document.setDefaultStyleSheet(_CSS)
        self._document.setHtml(sheet.html)
        if self._han:
            self._set_han()
        frame = self._document.rootFrame()
        shape = frame.frameFormat()
        shape.setLeftMargin(_SIDE)
        shape.setRightMargin(_SIDE)
        shape.setTopMargin(_TOP)
        shape.setBottomMargin(_BOTTOM)
        frame.setFrameFormat(shape)
        self._document.setPageSize(self._size)
        self._keep_headings()
        self.count = self._document.pageCount()

    def draw(self, painter: QPainter, page: int, number: str) -> None:
        """Draw one page, from 0, with its number at the foot."""
        painter.save()
        painter.scale(painter.device().logicalDpiX() / _DPI, painter.device().logicalDpiY() / _DPI)
        self._draw_foot(painter, number)
        top = page * self._size.height()
        painter.translate(0, -top)
        for bar in self._bars(page):
            width, style = _BARS[bar[0]]
            painter.setPen(QPen(QColor("black"), width, style, Qt.PenCapStyle.FlatCap))
            painter.drawLine(bar[1])
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor("black"))  # the window may be dark, paper is white
        context.palette = palette
        context.clip = QRectF(0, top, self._size.width(), self._size.height())
        painter.setClipRect(context.clip)
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def _draw_foot(self, painter: QPainter, number: str) -> None:
        metrics = QFontMetricsF(self._small, self._measure)
        width, step = self._size.width() - 2 * _SIDE, metrics.height() * 1.15
        notice = render.disclaimer()
        room = width - metrics.horizontalAdvance(number) - 3 * _MM
        painter.setPen(QPen(QColor("black"), 0.5))
        lowest = self._size.height() - _FOOT
        for height, text in ((2 * step, self._sheet.title), (step, self._sheet.source), (0.0, notice)):
            line = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._draw_line(painter, QPointF(_SIDE, lowest - height), line)
        right = _SIDE + width - metrics.horizontalAdvance(number)
        self._draw_line(painter, QPointF(right, lowest - 2 * step), number)
        painter.drawLine(QLineF(_SIDE, lowest - 3.1 * step, _SIDE + width, lowest - 3.1 * step))

    def _draw_line(self, painter: QPainter, place: QPointF, text: str) -> None:
        han = QFont(self._small)
        han.setFamilies([*self._han, *self._small.families()])
        for start, end, is_han in _runs(text):
            chosen = han if is_han else self._small
            painter.setFont(chosen)
            painter.drawText(place, text[start:end])
            place += QPointF(QFontMetricsF(chosen, self._measure).horizontalAdvance(text[start:end]), 0)

    def _set_han(self) -> None:
        """Set what is Chinese in the font for it."""
        shape = QTextCharFormat()
        shape.setFontFamilies([*self._han, QFontInfo(self._small).family()])
        cursor = QTextCursor(self._document)
        block = self._document.begin()
        while block.isValid():
            text = block.text()
            for start, end, is_han in _runs(text):
                if is_han:
                    cursor.setPosition(block.position() + _units(text[:start]))
                    cursor.setPosition(block.position() + _units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
                    cursor.mergeCharFormat(shape)
            block = block.next()

    # ------------------------------------------------------------ headings

    def _keep_headings(self) -> None:
        """Begin a new page before headings whose text would not begin on theirs, with two lines."""
        block = self._document.begin()
        while block.isValid():
            first = block
            while block.isValid() and _is_heading(block):
                block = block.next()
            if block == first:
                block = block.next()
            elif block.isValid() and self._page(first, 0) != self._page(block, 1) and self._is_below(first):
                _begin_page(first)

    def _page(self, block: QTextBlock, line: int) -> int:
        """The page on which a line of a block ends, or its last line."""
        return math.floor((self._line(block, line).bottom() - 1) / self._size.height())

    def _line(self, block: QTextBlock, number: int) -> QRectF:
        """Where a line of a block is, or its last one."""
        whole = self._document.documentLayout().blockBoundingRect(block)
        layout = block.layout()
        if not layout.lineCount():
            return whole
        return layout.lineAt(min(number, layout.lineCount() - 1)).rect().translated(whole.topLeft())

    def _is_below(self, block: QTextBlock) -> bool:
        """Whether anything stands above a block on its page."""
        return self._line(block, 0).top() % self._size.height() > _TOP + 40

    # ------------------------------------------------------------ bars

    def _bars(self, page: int) -> Iterator[tuple[str, QLineF]]:
        """The bars of a page: kind and line."""
        upper, lower = page * self._size.height() + _TOP, (page + 1) * self._size.height() - _BOTTOM
        for kind, first, last in self._parts():
            top = max(upper, self._line(first, 0).top())
            bottom = min(lower, self._line(last, last.layout().lineCount()).bottom())
            if top < bottom:
                yield kind, QLineF(_SIDE - _BAR, top, _SIDE - _BAR, bottom)

    def _parts(self) -> Iterator[tuple[str, QTextBlock, QTextBlock]]:
        """Each part that has a bar: kind, first block, last block."""
        kind, first, before = "", self._document.begin(), self._document.begin()
        block = self._document.begin()
        while block.isValid():
            name = _anchor(block)
            if name:
                if kind in _BARS:
                    yield kind, first, before
                kind, first = name, block
            before = block
            block = block.next()
        if kind in _BARS:
            yield kind, first, before


def _runs(text: str) -> Iterator[tuple[int, int, bool]]:
    """The runs of a text: from, to, and whether it is Chinese."""
    place = 0
    for found in itertools.chain(_HAN.finditer(text), [None]):
        start, end = found.span() if found else (len(text), len(text))
        if place < start:
            yield place, start, False
        if found:
            yield start, end, True
        place = end


def _units(text: str) -> int:
    """How many places a text takes in a document: Qt counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _measure() -> QImage:
    """What text is measured for: nothing is drawn on it."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(_DPI / 0.0254))
    image.setDotsPerMeterY(round(_DPI / 0.0254))
    return image


def _begin_page(block: QTextBlock) -> None:
    shape = QTextBlockFormat(block.blockFormat())
    shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).setBlockFormat(shape)


def _is_heading(block: QTextBlock) -> bool:
    return block.blockFormat().headingLevel() > 0


def _anchor(block: QTextBlock) -> str:
    """The name of the anchor at the beginning of a block."""
    places = block.begin()
    names = places.fragment().charFormat().anchorNames() if not places.atEnd() else []
    return names[0] if names else ""
