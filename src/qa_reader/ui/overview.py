"""The page of an archive of which no thread is open: what it is, from whom, how old, what is in it, what was read last.

Gives HTML and the pictures for it; each picture is said in words beside it.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPalette

from qa_reader import languages
from qa_reader.model import ArchiveInfo, Department, ThreadRef
from qa_reader.ui import theme
from qa_reader.ui.years import bars_of, most_of, name_of
from qa_reader.wording import counted, day, tr

#: Scheme of the links to threads and departments; what follows is looked up by its place in the lists given here.
READ_LINK, DEPARTMENT_LINK = "read:", "department:"
_DEPARTMENTS = 10
_LAST_READ = 5
_YEARS_HIGH = 96
_BAR = 10
_NAME = 80  # characters of a department's name: more would push the others out of sight


class Read(Struct, frozen=True):
    """A thread that was read, with enough of it to name it."""

    ref: ThreadRef
    title: str
    department: str = ""


class Canvas(Struct, frozen=True):
    """What pictures are painted for: the palette and font of the page, its width in pixels, pixels per pixel."""

    palette: QPalette
    font: QFont
    width: int
    ratio: float = 1.0


def page_html(
    info: ArchiveInfo, years: dict[int, int], last_read: Sequence[Read], today: date, emergency_number: str = ""
) -> str:
    """The page; its pictures are `pictures` of the same archive and years."""
    begin = tr("Choose a department in the tree, or type a few words into the search field.")
    notice = f"<p class='notice'>{html.escape(info.notice)}</p>" if info.notice else ""
    return (
        f"<p class='title'>{html.escape(info.title)}</p>{notice}{_facts(info, years, today)}"
        f"<p>{html.escape(_advice(emergency_number))}</p>"
        f"<p>{html.escape(begin)}</p>"
        f"{_last_read(last_read)}{_years(years)}{_departments(info)}"
    )


def pictures(info: ArchiveInfo, years: dict[int, int], canvas: Canvas) -> dict[str, QImage]:
    """The pictures of the page by the names that it calls them."""
    painted = {"picture:years": _years_picture(years, canvas)} if years else {}
    most = max((department.threads for department in info.departments), default=0)
    for place, department in enumerate(info.departments[:_DEPARTMENTS]):
        share = department.threads / most if most else 0.0
        painted[f"picture:department-{place}"] = _bar_picture(share, canvas)
    return painted


def _facts(info: ArchiveInfo, years: dict[int, int], today: date) -> str:
    named = sum(1 for department in info.departments if department.name)
    departments = counted(named, tr("{0} department"), tr("{0} departments"))
    threads = tr("{0} in {1}").format(f"{info.threads:,}", departments) if named else f"{info.threads:,}"
    asked = tr("from {0} to {1}").format(min(years), max(years)) if years else ""
    built = tr("{0} ({1})").format(day(info.built), _age(info.built, today)) if info.built else ""
    if info.built and info.built > today:
        built = day(info.built)  # one of the clocks is wrong: nothing is said of an age
    rows = (
        (tr("Threads"), threads),
        (tr("Asked"), asked),
        (tr("Languages"), tr(", ").join(map(_language, info.languages))),
        (tr("From"), info.origin),
        (tr("Licence"), info.licence),
        (tr("Made"), built),
    )
    cells = "".join(
        f"<tr><td><span class='fact'>{html.escape(name)}&nbsp;&nbsp;&nbsp;</span></td><td>{html.escape(text)}</td></tr>"
        for name, text in rows
        if text
    )
    return f"<table class='facts' cellpadding='1'>{cells}</table>"


def _advice(emergency_number: str) -> str:
    told = tr(
        "Doctors gave these answers to other people. They are no medical advice, and old ones may be wrong today."
    )
    number = emergency_number.strip()
    local = tr("In an emergency call your local emergency number.")
    call = tr("In an emergency call {0}.").format(number) if number else local
    return f"{told} {call}"


def _last_read(last_read: Sequence[Read]) -> str:
    if not last_read:
        return ""
    rows = "".join(
        f"<p><a href='{READ_LINK}{place}'>{html.escape(read.title)}</a>"
        f"<br><span class='who'>{html.escape(read.department)}</span></p>"
        for place, read in enumerate(last_read[:_LAST_READ])
    )
    label = html.escape(tr("Read last"))
    return f"<p class='label'>{label}</p>{rows}"


def _years(years: dict[int, int]) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    most = max(years, key=lambda year: (years[year], year))
    plain = tr("{0}: {1}", "a year and its threads")
    said = {first: plain, most: tr("{0}: {1}, the most"), last: plain}
    if most in {first, last}:
        said[most] = tr("{0}: {1}, the most")
    told = " · ".join(said[year].format(year, QLocale().toString(years[year])) for year in sorted(said))
    label = html.escape(tr("Threads by year"))
    return (
        f"<p class='label'>{label}</p>"
        f"<p style='line-height: 100%'><img src='picture:years' alt='{html.escape(told)}'></p>"
        f"<p class='meta'>{html.escape(told)}</p>"
    )


def _departments(info: ArchiveInfo) -> str:
    shown = info.departments[:_DEPARTMENTS]
    if not shown:
        return ""
    unnamed = tr("No department")
    rows = "".join(
        f"<tr><td><a href='{DEPARTMENT_LINK}{place}'>{html.escape(_name(department) or unnamed)}</a>"
        f"&nbsp;&nbsp;</td><td align='right'>{QLocale().toString(department.threads)}&nbsp;&nbsp;</td>"
        f"<td valign='middle'><img src='picture:department-{place}'></td></tr>"
        for place, department in enumerate(shown)
    )
    rest = len(info.departments) - len(shown)
    one, many = tr("and {0} more department in the tree"), tr("and {0} more departments in the tree")
    below = f"<p class='meta'>{html.escape(counted(rest, one, many))}</p>" if rest else ""
    label = html.escape(tr("Threads by department"))
    return f"<p class='label'>{label}</p><table cellpadding='1'>{rows}</table>{below}"


def _name(department: Department) -> str:
    name = languages.own_first(department.names or (department.name,))[0]
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _age(built: date, today: date) -> str:
    days = (today - built).days
    if days < 1:
        return tr("today")
    if days < 60:
        return counted(days, tr("{0} day ago"), tr("{0} days ago"))
    if days < 730:
        return counted(days // 30, tr("{0} month ago"), tr("{0} months ago"))
    return counted(days // 365, tr("{0} year ago"), tr("{0} years ago"))


def _language(code: str) -> str:
    if code.casefold() == "en":
        return tr("English")
    if code.casefold() in {"zh-hant", "zh-tw", "zh-hk"}:
        return tr("Chinese (traditional)")
    if code.casefold() in {"zh-hans", "zh-cn"}:
        return tr("Chinese (simplified)")
    language = QLocale(code).language()
    return code if language is QLocale.Language.C else QLocale(code).nativeLanguageName()


# ---------------------------------------------------------------- pictures


def _years_picture(years: dict[int, int], canvas: Canvas) -> QImage:
    """A column for each year from the first to the last, or one for the few far off, with the two ends named below."""
    own = theme.colours(canvas.palette)
    metrics = QFontMetrics(canvas.font)
    high = _YEARS_HIGH - metrics.height() - 4
    image, painter = _blank(QSize(canvas.width, _YEARS_HIGH), canvas)
    bars = bars_of(years)
    most, wide = most_of(bars), canvas.width / len(bars)
    for place, count in enumerate(bars.values()):
        tall = min(max(1.0, high * count / most), high) if count else 0.0
        painter.fillRect(QRectF(place * wide, high - tall, max(1.0, wide - 1), tall), own.accent)
    painter.fillRect(QRectF(0, high, canvas.width, 1), own.rule)
    painter.setPen(own.quiet)
    painter.setFont(canvas.font)
    below = QRectF(0, high + 4, canvas.width, metrics.height())
    painter.drawText(below, Qt.AlignmentFlag.AlignLeft, name_of(min(bars)))
    painter.drawText(below, Qt.AlignmentFlag.AlignRight, name_of(max(bars)))
    painter.end()
    return image


def _bar_picture(share: float, canvas: Canvas) -> QImage:
    wide = max(40, canvas.width // 4)
    image, painter = _blank(QSize(wide, _BAR), canvas)
    painter.fillRect(QRectF(0, 1, max(1.0, wide * share), _BAR - 2), theme.colours(canvas.palette).accent)
    painter.end()
    return image


def _blank(size: QSize, canvas: Canvas) -> tuple[QImage, QPainter]:
    image = QImage(size * canvas.ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(canvas.ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image, QPainter(image)
