"""A thread as HTML, plain text or Markdown, its matched words marked. Knows nothing of Qt.

Whatever the form, question, doctor's reply and more info stand apart under labels of their own, and a line says that
none of it is medical advice. All text is escaped before it is marked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup, escape

from qa_reader import resources
from qa_reader.kept import KnownThread
from qa_reader.model import Asker, Reply, Similar, Span, Thread
from qa_reader.taken import Passage, Taken
from qa_reader.wording import age, apart, counted, day, tr

if TYPE_CHECKING:
    import jinja2

#: Finds the matched words of a text: spans in order that do not overlap.
Marks = Callable[[str], Sequence[Span | Passage]]

#: The scheme of the links that stay within the program: `qa-reader:doctor?NAME` and `qa-reader:hospital?NAME`.
LINK_SCHEME = "qa-reader"

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!])")
# what makes a list, a rule or a heading of a line: bullets, numbers, and lines below that are drawn with - or =
_MARKDOWN_BLOCK = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))", re.MULTILINE)
_LINE_BREAK = re.compile(r"(?<=[^\n])\n(?=[^\n])")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def _nothing(_text: str) -> Sequence[Span | Passage]:
    return ()


def pane_html(thread: Thread, *, today: date, old_after_years: int) -> str:
    """The thread for the reply pane: the subset of HTML that Qt's text documents lay out, without colours.

    A reply of `old_after_years` or more before `today` is preceded by a line that says its age.
    """
    return _template("pane.html").render(thread=thread, today=today, old_after=old_after_years)


def extract_html(similar: Similar) -> str:
    """What a source quotes of a thread that is not in the archive, for the reply pane."""
    return _template("extract.html").render(similar=similar, marked=lambda content: _marked(content, _nothing))


def known_html(known: KnownThread, why: str, own: Iterable[tuple[str, Iterable[str]]], link: str = "") -> str:
    """What is known of a thread that is in no open archive, and why.

    `own` is what is kept of it, by headings, `link` what opens its archive, "" where there is no other one.
    """
    words = {"extract": tr("The beginning of the question"), "open": tr("Open its archive")}
    return _template("known.html").render(
        known=known, why=why, own=own, words=words, link=link, marked=lambda content: _marked(content, _nothing)
    )


def page_html(thread: Thread, marks: Marks = _nothing) -> str:
    """The thread as one HTML page that stands by itself and loads nothing."""
    style = Markup(resources.text("styles/page.css"))  # noqa: S704 - our own file
    return _template("page.html").render(thread=thread, marked=lambda text: _marked(text, marks), style=style)


def export_html(
    taken: Iterable[Taken],
    *,
    heading: str,
    facts: Iterable[tuple[str, str]],
    cite: Callable[[Thread], str],
    link: Callable[[Thread], str],
) -> Iterable[str]:
    """Threads as one HTML page that stands by itself and loads nothing, piece by piece; first where they come from."""
    style = Markup(resources.text("styles/page.css"))  # noqa: S704 - our own file
    template = _template("export.html")
    return template.generate(
        taken=taken,
        heading=heading,
        facts=facts,
        cite=cite,
        link=link,
        marked=_highlighted,
        style=style,
    )


def text(thread: Thread) -> str:
    """The thread as plain text."""
    return "\n\n".join(filter(None, _text_blocks(thread))).rstrip() + "\n"


def markdown(thread: Thread) -> str:
    """The thread as Markdown (CommonMark), special characters of its texts escaped."""
    return "\n\n".join(filter(None, _markdown_blocks(thread))).rstrip() + "\n"


def own_text(note: str, remarks: Iterable[str]) -> str:
    """What the reader wrote and marked, as plain text that follows a thread; "" for nothing."""
    blocks = ((tr("MY NOTE"), note), (tr("MY HIGHLIGHTS"), "\n".join(remarks)))
    return "".join(f"{label}\n\n{_indented(content, '  ')}\n\n" for label, content in blocks if content.strip())


def own_markdown(note: str, remarks: Iterable[str]) -> str:
    """The same as Markdown."""
    blocks = (
        (tr("My note"), _escaped(note)),
        (tr("My highlights"), "\n".join(f"- {_escaped_line(one)}" for one in remarks)),
    )
    return "".join(f"## {label}\n\n{content}\n\n" for label, content in blocks if content.strip())


def paper_html(taken: Taken, *, cited: str, today: date, old_after_years: int) -> str:
    """The thread for paper: the subset of HTML that Qt's text documents lay out, without colours."""
    return _template("paper.html").render(
        thread=taken.thread, taken=taken, marked=_highlighted, cited=cited, today=today, old_after=old_after_years
    )


def visit_html(
    questions: Sequence[str],
    words: str,
    threads: Sequence[tuple[Taken, Sequence[tuple[str, str]], str]],
    missing: Sequence[str],
    day: str,
) -> str:
    """The visit sheet for paper; a thread comes with the reader's remarks on its highlights, and cited."""
    return _template("visit.html").render(questions=questions, words=words, threads=threads, missing=missing, day=day)


def as_page(content: str, title: str) -> str:
    """HTML that was made for paper as a page that stands by itself and loads nothing."""
    style = Markup(resources.text("styles/page.css"))  # noqa: S704 - our own file
    body = Markup(content)  # noqa: S704 - made by a template of ours, which escaped it
    return _template("as_page.html").render(content=body, title=title, style=style)


def quoted_text(parts: Iterable[tuple[str, str]], cited: str, notice: str) -> str:
    """Passages under what they are, and whence, as plain text; they are indented, so that none can pass for a label."""
    blocks = (block for label, content in parts for block in (_one_line(label), _indented(content, "  ")))
    return "\n\n".join(filter(None, (*blocks, cited, _one_line(notice), disclaimer()))) + "\n"


def quoted_html(parts: Iterable[tuple[str, str]], title: str, cited: str, link: str, notice: str) -> str:
    """The same as HTML that other programs take from the clipboard."""
    return _template("quote.html").render(
        parts=[(label, _marked(content, _nothing)) for label, content in parts],
        title=title,
        cited=cited,
        href=link,
        notice=notice,
    )


def markdown_line(content: str) -> str:
    """One line of Markdown that shows `content`, whatever characters it has."""
    return _escaped_line(content)


# ---------------------------------------------------------------- words for facts


def disclaimer() -> str:
    """The line that stands under every thread, wherever it is shown or goes."""
    return tr("These are answers that were given to others. They are no medical advice.")


def asker_line(asker: Asker) -> str:
    """Who asked, as the source says it: nothing is guessed and nothing is made to agree."""
    return apart((asker.name, sex(asker.sex), age(asker.age)))


def sex(given: str) -> str:
    """A sex in words; the source's own word where it is neither of the usual two."""
    return {"female": tr("female"), "male": tr("male")}.get(given, given)


def reply_line(reply: Reply) -> str:
    """Who replied, where and when."""
    return " · ".join(filter(None, (reply.doctor, reply.department, reply.hospital, day(reply.replied))))


def spoken_parts(thread: Thread) -> tuple[tuple[str, str], ...]:
    """What a screen reader is told of each part, in the order of the page: what it is, whose and when; and its text."""
    asked = tr("asked {0}").format(day(thread.asked)) if thread.asked else ""
    question = (tr("Question"), thread.asker.name, sex(thread.asker.sex), age(thread.asker.age), asked)
    replies = ((_spoken_reply(reply), reply.text) for reply in thread.replies)
    more = ((tr("More info, not a doctor’s reply"), thread.more_info),) if thread.more_info.strip() else ()
    return ((_comma(*question), thread.question), *replies, *more)


def _spoken_reply(reply: Reply) -> str:
    replied = tr("replied {0}").format(day(reply.replied)) if reply.replied else ""
    doctor = tr("Reply of {0}").format(reply.doctor or tr("a doctor, not named"))
    return _comma(doctor, reply.department, reply.hospital, replied)


def paragraphs(content: str) -> int:
    """How many paragraphs a text has in HTML."""
    return sum(1 for _ in _paragraphs(content))


def years_since(when: date | None, today: date) -> int:
    """Whole years from `when` to `today`; 0 for None."""
    if when is None:
        return 0
    return today.year - when.year - ((today.month, today.day) < (when.month, when.day))


# ---------------------------------------------------------------- HTML


def _marked(content: str, marks: Marks) -> Markup:
    """The text as HTML paragraphs, each marked span in an element of class "mark"."""
    spans = marks(content)
    ends = [span.end for span in spans]
    paragraphs = (
        _paragraph(content, start, end, spans[bisect_right(ends, start) : bisect_right(ends, end) + 1])
        for start, end in _paragraphs(content)
    )
    return Markup("").join(paragraphs)


def _highlighted(content: str, taken: Taken, part: str) -> Markup:
    """A part's text as HTML paragraphs, the reader's highlights marked in their colours."""
    return _marked(content, lambda _content: taken.passages(part))


def _link(kind: str, name: str, told: str) -> Markup:
    """A name that leads to all replies by it; `told` is what is said of the link, with "{0}" for the name."""
    target = f"{LINK_SCHEME}:{kind}?{quote(name, safe='', errors='replace')}"
    return Markup('<a href="{}" title="{}">{}</a>').format(target, told.format(name), name)


def _paragraphs(content: str) -> Iterable[tuple[int, int]]:
    """Where each paragraph of a text is; blank lines part them."""
    return ((found.start(), found.end()) for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", content))


def _paragraph(content: str, start: int, end: int, spans: Sequence[Span | Passage]) -> Markup:
    parts, here = [], start
    for span in spans:
        first, last = max(span.start, here), min(span.end, end)
        if first >= last:
            continue
        parts += [
            _lines(content[here:first]),
            Markup('<span class="{}">{}</span>').format(_style(span), _lines(content[first:last])),
        ]
        here = last
    parts.append(_lines(content[here:end]))
    return Markup("<p>{}</p>").format(Markup("").join(parts))


def _style(span: Span | Passage) -> str:
    return f"highlight {span.colour}" if isinstance(span, Passage) else "mark"


def _lines(content: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in content.split("\n"))


@cache
def _environment() -> jinja2.Environment:
    # imported here: half of what the command line needs of this module is dates, and jinja2 costs it 60 ms
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.path("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        disclaimer=disclaimer,
        tr=tr,
        asker_line=asker_line,
        years_since=years_since,
        link=_link,
        counted=counted,
        plain=lambda content: _marked(content, _nothing),
    )
    environment.filters.update(day=day, apart=_apart)
    return environment


def _apart(facts: Iterable[str]) -> Markup:
    """Facts side by side, as a template's filter: what is no markup is escaped."""
    return Markup(apart(map(escape, facts)))  # noqa: S704 - each of them is escaped, or was made here


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(f"{name}.j2")


# ---------------------------------------------------------------- text and Markdown


def _text_blocks(thread: Thread) -> Iterable[str]:
    """Labels stand at the left edge and texts are indented: no text can pass for a label."""
    yield _one_line(thread.title)
    yield _one_line(_facts(thread))
    yield _one_line(tr("QUESTION ({0})").format(_comma(asker_line(thread.asker), day(thread.asked))))
    yield _indented(thread.question, "  ")
    for reply in thread.replies:
        yield _one_line(tr("DOCTOR'S REPLY ({0})").format(reply_line(reply) or tr("a doctor, not named")))
        yield _indented(reply.text, "  ")
    if thread.more_info:
        yield tr("MORE INFO (added by the source, not a doctor's reply)")
        yield _indented(thread.more_info, "  ")
    if thread.topics:
        yield _one_line(tr("FAQ TOPICS: {0}").format(tr(", ").join(topic.name for topic in thread.topics)))
    yield disclaimer()


def _markdown_blocks(thread: Thread) -> Iterable[str]:
    yield f"# {_escaped_line(thread.title)}"
    yield _escaped_line(_facts(thread))
    yield "## " + tr("Question ({0})").format(_escaped_line(_comma(asker_line(thread.asker), day(thread.asked))))
    yield _escaped(thread.question)
    for reply in thread.replies:
        yield "## " + tr("Doctor's reply ({0})").format(_escaped_line(reply_line(reply) or tr("a doctor, not named")))
        yield _escaped(reply.text)
    if thread.more_info:
        yield "## " + tr("More info (added by the source, not a doctor's reply)")
        yield _indented(_escaped(thread.more_info), "> ")
    if thread.topics:
        yield tr("FAQ topics: {0}").format(_escaped_line(tr(", ").join(topic.name for topic in thread.topics)))
    yield f"*{disclaimer()}*"


def _facts(thread: Thread) -> str:
    return " · ".join(filter(None, (thread.department, thread.id, thread.source.notice)))


def _comma(*parts: str) -> str:
    return tr(", ").join(filter(None, parts)) or tr("unknown")


def _one_line(content: str) -> str:
    return " ".join(content.split())


def _indented(content: str, by: str) -> str:
    return "\n".join(f"{by}{line}".rstrip() for line in _LINE_ENDS.sub("\n", content).split("\n"))


def _escaped_line(content: str) -> str:
    return _escaped(_one_line(content))


def _escaped(content: str) -> str:
    """Markdown that shows `content`; each of its lines stays one, and spaces before it go."""
    lines = (line.strip(" \t") for line in _LINE_ENDS.sub("\n", content).split("\n"))
    escaped = _MARKDOWN_BLOCK.sub(r"\1\\", _MARKDOWN_SPECIAL.sub(r"\\\1", "\n".join(lines)))
    return _LINE_BREAK.sub("\\\\\n", escaped.strip("\n"))
