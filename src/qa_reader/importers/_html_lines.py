"""An HTML page as the lines that a person sees, each with the kind of block that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field
from selectolax.lexbor import LexborHTMLParser, LexborNode

_IGNORED = frozenset(
    "head script style noscript template nav form select button iframe svg object audio video canvas".split()
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre table ul ol dl hr".split())
_BLOCKS = frozenset(
    "div li tr dt dd section article header footer main aside center body html fieldset figure address details".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4".split())
_CELLS = frozenset({"td", "th"})
_SPACES = re.compile(r"[ \t\r\n\f]+")


class HtmlLine(Struct, frozen=True):
    """A line of a page: "" is a blank one."""

    text: str
    in_message: bool = False  # within a block of class `msg`: what asker or doctor wrote
    in_bar: bool = False  # within a bar of class `w3-bar`
    in_heading: bool = False


class _Lines(Struct):
    """The lines so far and the one that is being put together."""

    done: list[HtmlLine] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    message: int = 0  # how many blocks of each kind are open
    bar: int = 0
    heading: int = 0

    @property
    def ends_with_space(self) -> bool:
        """Whether another space would be a second one."""
        return not self.parts or self.parts[-1].endswith(" ")

    def end_line(self) -> None:
        text = "".join(self.parts).strip(" \t")
        self.parts.clear()
        if text:
            self.done.append(HtmlLine(text, self.message > 0, self.bar > 0, self.heading > 0))

    def blank_line(self) -> None:
        self.end_line()
        if self.done and self.done[-1].text:
            self.done.append(HtmlLine("", self.message > 0, self.bar > 0, self.heading > 0))

    def line_break(self) -> None:
        if "".join(self.parts).strip():
            self.end_line()
        else:
            self.blank_line()


def html_lines(page: LexborHTMLParser) -> list[HtmlLine]:
    """The lines of the page's body; scripts, styles, forms and navigation are left out."""
    lines = _Lines()
    preformatted = 0
    for node, entering in _walk(page):
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            _add_text(lines, text, preformatted=preformatted > 0)
        elif tag == "br":
            if entering:
                lines.line_break()
        elif tag in _CELLS:
            lines.parts.append(" ")
        else:
            preformatted += (1 if entering else -1) * (tag == "pre")
            _cross_border(lines, node, tag, entering=entering)
    lines.end_line()
    return lines.done


def _add_text(lines: _Lines, text: str, *, preformatted: bool) -> None:
    """Add a text node: white space is one space, but between <pre> and </pre>, where it counts."""
    # A space that does not break is a space to the eye, and no search finds words across it.
    if preformatted:
        first, *rest = text.replace("\xa0", " ").split("\n")
    else:
        joined = _SPACES.sub(" ", text)
        first, rest = joined.lstrip(" ") if lines.ends_with_space else joined, []
    lines.parts.append(first.replace("\xa0", " "))
    for line in rest:
        lines.line_break()
        lines.parts.append(line)


def _cross_border(lines: _Lines, node: LexborNode, tag: str, *, entering: bool) -> None:
    """Begin or end an element: its lines are apart from those around it."""
    classes = (node.attributes.get("class") or "").split()
    marked = [
        kind
        for kind, here in (("message", "msg" in classes), ("bar", "w3-bar" in classes), ("heading", tag in _HEADINGS))
        if here
    ]
    if tag in _PARAGRAPHS:
        lines.blank_line()
    elif tag in _BLOCKS or marked:
        lines.end_line()
    for kind in marked:
        setattr(lines, kind, getattr(lines, kind) + (1 if entering else -1))


def _walk(page: LexborHTMLParser) -> Iterator[tuple[LexborNode, bool]]:
    """Every node of the body on entering and on leaving it, without recursion; texts are only entered."""
    node = page.body
    depth = 0
    while node is not None:
        ignored = node.tag in _IGNORED or (node.tag or "").startswith(("-comment", "!", "-doctype"))
        if not ignored:
            yield node, True
        inner = None if ignored else node.child
        if inner is not None:
            node, depth = inner, depth + 1
            continue
        if not ignored and node.tag != "-text":
            yield node, False
        while depth and node is not None and node.next is None:
            node, depth = node.parent, depth - 1
            if node is not None:
                yield node, False
        node = node.next if depth and node is not None else None
