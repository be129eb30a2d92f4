"""Colours and the reply pane's style sheet, all derived from the system's palette; one accent colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

ACCENT_LIGHT = QColor("#0f6a73")
ACCENT_DARK = QColor("#6cc5c9")
_READABLE = 4.5  # the least contrast
GRID = 8  # px; all distances are this or half of it

_DARK = {
    QPalette.ColorRole.Window: "#1f2224",
    QPalette.ColorRole.WindowText: "#e6e6e3",
    QPalette.ColorRole.Base: "#17191b",
    QPalette.ColorRole.AlternateBase: "#1f2224",
    QPalette.ColorRole.Text: "#e6e6e3",
    QPalette.ColorRole.Button: "#2a2e31",
    QPalette.ColorRole.ButtonText: "#e6e6e3",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.ToolTipBase: "#2a2e31",
    QPalette.ColorRole.ToolTipText: "#e6e6e3",
    QPalette.ColorRole.PlaceholderText: "#9aa0a2",
    QPalette.ColorRole.Link: "#6cc5c9",
    QPalette.ColorRole.Light: "#3a3f42",
    QPalette.ColorRole.Midlight: "#33383b",
    QPalette.ColorRole.Mid: "#3a3f42",
    QPalette.ColorRole.Dark: "#101214",
    QPalette.ColorRole.Shadow: "#000000",
}


@dataclass(frozen=True, slots=True)
class Colours:
    """The few colours beside the palette's own; each pair has a contrast of at least 4.5 : 1."""

    accent: QColor
    quiet: QColor  # meta lines
    tint: QColor  # behind the question
    rule: QColor  # lines between panes and rows
    handle: QColor  # of scroll bars
    mark: QColor  # behind matched words
    marked_text: QColor
    fault: QColor  # a query that cannot be read


def is_dark(palette: QPalette) -> bool:
    """Whether the palette shows light text on dark ground."""
    return palette.color(QPalette.ColorRole.Base).lightness() < palette.color(QPalette.ColorRole.Text).lightness()


def colours(palette: QPalette) -> Colours:
    """The program's colours for a palette."""
    return _colours(palette.color(QPalette.ColorRole.Base).rgba(), palette.color(QPalette.ColorRole.Text).rgba())


@lru_cache(maxsize=8)
def _colours(base_rgba: int, text_rgba: int) -> Colours:
    """The colours by the two of the palette that they follow; a row asks five times, a quarter of its painting."""
    base, text = QColor.fromRgba(base_rgba), QColor.fromRgba(text_rgba)
    dark = base.lightness() < text.lightness()
    accent = ACCENT_DARK if dark else ACCENT_LIGHT
    return Colours(
        accent=accent,
        quiet=mix(text, base, 0.68),
        tint=mix(accent, base, 0.10),
        rule=mix(text, base, 0.14),
        handle=mix(text, base, 0.5),
        mark=QColor("#5b4a12") if dark else QColor("#ffe9a3"),
        marked_text=QColor("#fff3cf") if dark else QColor("#2b2200"),
        fault=QColor("#ff9a8d") if dark else QColor("#a3261b"),
    )


def selection(palette: QPalette) -> QColor:
    """The ground of a chosen row: quieter than the system's, because words are marked on it."""
    return mix(colours(palette).accent, palette.color(QPalette.ColorRole.Base), 0.20)


def mix(over: QColor, under: QColor, share: float) -> QColor:
    """`share` of one colour laid over another."""
    channels = ((over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue()))
    return QColor(*(round(upper * share + lower * (1 - share)) for upper, lower in channels))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours as WCAG 2 reckons it, 1 to 21; AA asks 4.5 of a text and 3 of a sign."""

    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def follow_scheme(scheme: str) -> None:
    """Show light or dark whatever the system says, or follow it ("system")."""
    QGuiApplication.setPalette(QPalette())  # back to the system's, where a dark one of our own was set
    if scheme in {"dark", "light"}:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - its enums take 20 ms of a start

        wanted = Qt.ColorScheme.Dark if scheme == "dark" else Qt.ColorScheme.Light
        QGuiApplication.styleHints().setColorScheme(wanted)
    else:
        QGuiApplication.styleHints().unsetColorScheme()
    if scheme == "dark" and not is_dark(QGuiApplication.palette()):
        QGuiApplication.setPalette(dark_palette())
        return
    chosen = QPalette.ColorRole.Highlight, QPalette.ColorRole.HighlightedText
    if contrast(*map(QGuiApplication.palette().color, chosen)) < _READABLE:  # so it is in Qt's own light palette
        palette = QPalette()  # of which only these are set: the others go on following the system
        own = (ACCENT_LIGHT, QColor("#ffffff"), ACCENT_LIGHT)
        for role, colour in zip((*chosen, QPalette.ColorRole.Link), own, strict=True):
            palette.setColor(role, colour)
        QGuiApplication.setPalette(palette)


def dark_palette() -> QPalette:
    """A dark palette for platforms that have none of their own, such as the off-screen one."""
    palette = QPalette()
    for role, colour in _DARK.items():
        palette.setColor(role, QColor(colour))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#2c6468"))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor("#ffffff"))
    palette.setColor(QPalette.ColorRole.Accent, ACCENT_DARK)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#7d8386"))
    return palette


def put_on_grid(bar: QWidget) -> None:
    """Space what stands in a bar by the grid: the style leaves a pixel."""
    layout = bar.layout()
    assert layout is not None
    layout.setSpacing(GRID)
    layout.setContentsMargins(GRID // 2, GRID // 2, GRID, GRID // 2)


#: For dialogs: the style's own box that is not ticked cannot be told from a dark ground.
BOXES_CSS = """
    QCheckBox::indicator:unchecked, QRadioButton::indicator:unchecked {
        border: 1px solid palette(placeholder-text); border-radius: 2px; width: 11px; height: 11px;
    }
    QRadioButton::indicator:unchecked { border-radius: 6px; }
"""


def panes_css(palette: QPalette) -> str:
    """The style sheet of the panes: a line between two, and slim bars to scroll by, that are seen and can be held."""
    own = colours(palette)
    return f"""
        QSplitter::handle {{ background: {own.rule.name()}; }}
        QScrollBar:vertical {{ background: palette(base); width: 12px; margin: 0; border: none; }}
        QScrollBar:horizontal {{ background: palette(base); height: 12px; margin: 0; border: none; }}
        QScrollBar::handle {{ background: {own.handle.name()}; border-radius: 3px; margin: 3px; }}
        QScrollBar::handle:disabled {{ background: none; }}
        QScrollBar::handle:vertical {{ min-height: 32px; }}
        QScrollBar::handle:horizontal {{ min-width: 32px; }}
        QScrollBar::handle:hover {{ background: {own.accent.name()}; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
    """


def document_css(palette: QPalette, point_size: float, leading: int) -> str:
    """The style sheet of the reply pane's documents; `point_size` and `leading` (per cent) of the reading text."""
    own = colours(palette)
    text = palette.color(QPalette.ColorRole.Text).name()
    small, large = f"{point_size * 0.85:.1f}pt", f"{point_size * 1.35:.1f}pt"
    return f"""
        body, p, td, th, li {{ color: {text}; font-size: {point_size}pt; line-height: {leading}%; }}
        h1 {{ font-size: {large}; font-weight: 600; margin: {GRID}px 0 {GRID * 2}px 0; }}
        h2, h3 {{ font-size: {point_size * 1.1:.1f}pt; font-weight: 600; margin: {GRID * 3}px 0 {GRID}px 0; }}
        ul, ol {{ margin: 0 0 {GRID}px 0; }}
        li {{ margin-bottom: {GRID // 2}px; }}
        pre {{ white-space: pre-wrap; font-size: {small}; }}
        code {{ background-color: {own.tint.name()}; }}
        table.grid {{ border-collapse: collapse; border: 1px solid {own.rule.name()}; margin: {GRID}px 0; }}
        table.grid th {{ text-align: left; font-weight: 600; color: {own.accent.name()}; font-size: {small}; }}
        p {{ margin: 0 0 {GRID}px 0; }}
        p.title {{ font-size: {large}; font-weight: 600; line-height: 120%; margin: {GRID}px 0 {GRID // 2}px 0; }}
        p.label {{ font-size: {small}; font-weight: 600; color: {own.accent.name()}; margin: 0 0 {GRID}px 0; }}
        .who, p.meta, p.notice {{ font-size: {small}; font-weight: 400; color: {own.quiet.name()}; }}
        p.meta {{ margin: 0 0 {GRID * 2}px 0; }}
        p.doctor {{ font-weight: 600; margin: 0; }}
        p.old {{ font-size: {small}; font-weight: 600; }}
        .fact {{ color: {own.quiet.name()}; }}
        table.facts {{ margin-bottom: {GRID * 2}px; }}
        table.question {{ background-color: {own.tint.name()}; margin-bottom: {GRID * 2}px; }}
        table.reply {{ margin-bottom: {GRID * 2}px; }}
        table.more-info {{ border: 1px dashed {own.quiet.name()}; margin-bottom: {GRID * 2}px; }}
        a {{ color: {own.accent.name()}; }}
        p.meta a {{ font-size: {small}; }}
    """
