"""A thread as HTML, plain text or Markdown, its matched words marked. Knows nothing of Qt.

Whatever the form, question, doctor's reply and more info stand apart under labels of their own, and a line says that
none of it is medical advice. All text is escaped before it is marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache

import jinja2
from markupsafe import Markup, escape

from qa_reader import resources
from qa_reader.model import Asker, Reply, Similar, Span, Thread

#: Finds the matched words of a text: spans in order that do not overlap.
Marks = Callable[[str], Sequence[Span]]

DISCLAIMER = "These are answers that were given to others. They are no medical advice."

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_MARKDOWN_BLOCK = re.compile(r"^(\s*)([-+=>]|\d+[.)])(?=\s|$)", re.MULTILINE)


def _nothing(_text: str) -> Sequence[Span]:
    return ()


def pane_html(thread: Thread, marks: Marks = _nothing, *, today: date, old_after_years: int) -> str:
    """The thread for the reply pane: the subset of HTML that Qt's text documents lay out, without colours.

    A reply of `old_after_years` or more before `today` is preceded by a line that says its age.
    """
    return _template("pane.html").render(
        thread=thread, marked=lambda text: _marked(text, marks), today=today, old_after=old_after_years
    )


def extract_html(similar: Similar) -> str:
    """What a source quotes of a thread that is not in the archive, for the reply pane."""
    return _template("extract.html").render(similar=similar, marked=lambda content: _marked(content, _nothing))


def page_html(thread: Thread, marks: Marks = _nothing) -> str:
    """The thread as one HTML page that stands by itself and loads nothing."""
    return _template("page.html").render(
        thread=thread, marked=lambda text: _marked(text, marks), style=Markup(resources.text("styles/page.css"))
    )


def text(thread: Thread) -> str:
    """The thread as plain text."""
    return "\n\n".join(filter(None, _text_blocks(thread))).rstrip() + "\n"


def markdown(thread: Thread) -> str:
    """The thread as Markdown (CommonMark), special characters of its texts escaped."""
    return "\n\n".join(filter(None, _markdown_blocks(thread))).rstrip() + "\n"


# ---------------------------------------------------------------- words for facts


def asker_line(asker: Asker) -> str:
    """Who asked, as the source says it: nothing is guessed and nothing is made to agree."""
    return " · ".join(filter(None, (asker.name, asker.sex, asker.age.replace("-", "–"))))


def reply_line(reply: Reply) -> str:
    """Who replied, where and when."""
    return " · ".join(filter(None, (reply.doctor, reply.department, reply.hospital, day(reply.replied))))


def day(when: date | None) -> str:
    """A date as people write it, "2 Sep 2023"; "" for None. Month names do not follow the locale of the process."""
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return f"{when.day} {months[when.month - 1]} {when.year}" if when else ""


def years_since(when: date | None, today: date) -> int:
    """Whole years from `when` to `today`; 0 for None."""
    if when is None:
        return 0
    return today.year - when.year - ((today.month, today.day) < (when.month, when.day))


# ---------------------------------------------------------------- HTML


def _marked(content: str, marks: Marks) -> Markup:
    """The text as HTML paragraphs, each marked span in an element of class "mark"."""
    return Markup("").join(_paragraph(content, start, end, marks(content)) for start, end in _paragraphs(content))


def _paragraphs(content: str) -> Iterable[tuple[int, int]]:
    """Where each paragraph of a text is; blank lines part them."""
    return ((found.start(), found.end()) for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", content))


def _paragraph(content: str, start: int, end: int, spans: Sequence[Span]) -> Markup:
    parts, here = [], start
    for span in spans:
        first, last = max(span.start, here), min(span.end, end)
        if first >= last:
            continue
        parts += [_lines(content[here:first]), Markup('<span class="mark">{}</span>').format(content[first:last])]
        here = last
    parts.append(_lines(content[here:end]))
    return Markup("<p>{}</p>").format(Markup("").join(parts))


def _lines(content: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in content.split("\n"))


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.path("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(disclaimer=DISCLAIMER, asker_line=asker_line, years_since=years_since)
    environment.filters.update(day=day)
    return environment


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(f"{name}.j2")


# ---------------------------------------------------------------- text and Markdown


def _text_blocks(thread: Thread) -> Iterable[str]:
    yield thread.title
    yield " · ".join(filter(None, (thread.department, thread.id, thread.source.notice)))
    yield f"QUESTION ({_comma(asker_line(thread.asker), day(thread.asked))})"
    yield thread.question
    for reply in thread.replies:
        yield f"DOCTOR'S REPLY ({reply_line(reply)})"
        yield reply.text
    if thread.more_info:
        yield "MORE INFO (added by the source, not a doctor's reply)"
        yield thread.more_info
    if thread.topics:
        yield "FAQ TOPICS: " + ", ".join(topic.name for topic in thread.topics)
    yield DISCLAIMER


def _markdown_blocks(thread: Thread) -> Iterable[str]:
    yield f"# {_escaped(thread.title)}"
    yield _escaped(" · ".join(filter(None, (thread.department, thread.id, thread.source.notice))))
    yield f"## Question ({_escaped(_comma(asker_line(thread.asker), day(thread.asked)))})"
    yield _escaped(thread.question)
    for reply in thread.replies:
        yield f"## Doctor's reply ({_escaped(reply_line(reply))})"
        yield _escaped(reply.text)
    if thread.more_info:
        yield "## More info (added by the source, not a doctor's reply)"
        yield "\n".join(f"> {line}".rstrip() for line in _escaped(thread.more_info).split("\n"))
    if thread.topics:
        yield "FAQ topics: " + ", ".join(_escaped(topic.name) for topic in thread.topics)
    yield f"*{DISCLAIMER}*"


def _comma(*parts: str) -> str:
    return ", ".join(filter(None, parts)) or "unknown"


def _escaped(content: str) -> str:
    return _MARKDOWN_BLOCK.sub(r"\1\\\2", _MARKDOWN_SPECIAL.sub(r"\\\1", content))
