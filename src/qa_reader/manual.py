"""The manual: pages of Markdown below `resources/help`, which link to each other and are searched like an archive.

A section of a page is a thread to the search, so that the query language of the manual is that of the archives. Knows
nothing of Qt; the window adds the table of its keys, which is written nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from qa_reader import resources
from qa_reader.model import Hit, HitPage, Query, Span, Thread, ThreadRef

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from qa_reader.search import ThreadIndex

#: The first page, which links to all others in their order.
CONTENTS = "contents"
#: The scheme of an example that can be searched for: `search:WORDS`.
SEARCH_SCHEME = "search"
#: The page whose tables have examples of queries in their first column.
_EXAMPLES = "searching"
_ARCHIVE = "manual"
_LINK = re.compile(r"\]\(([\w-]+)\.md\)")
_HEADING = re.compile(r"^(#{1,3}) +(.+?) *$", re.MULTILINE)
_LINKED = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"[*`]+")
_BARS = re.compile(r"^[ \t]*[-|#:> ]+[ \t]*|[ \t]*\|[ \t]*", re.MULTILINE)
_MOST = 50


class Page(Struct, frozen=True):
    """A page: its name, which links use, and its Markdown, which begins with the title."""

    name: str
    text: str

    @property
    def title(self) -> str:
        """Its first heading."""
        found = _HEADING.search(self.text)
        return plain(found[2]) if found else self.name


class Section(Struct, frozen=True):
    """What stands below one heading, as plain text; `anchor` names it within its page."""

    page: Page
    title: str
    anchor: str
    text: str


class Manual:
    """The pages of one language. Reading is cheap; searching makes an index first, in a tenth of a second."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = tuple(pages)

    def page(self, name: str) -> Page:
        """The page of that name, else the first."""
        return next((page for page in self.pages if page.name == name), self.pages[0])

    def search(self, text: str) -> HitPage:
        """The sections that a query finds; of a hit, `ref.thread` is PAGE#ANCHOR. Raises QuerySyntaxError."""
        query = Query(text)
        ranking = self._index.ask(query)
        hits = []
        for rank, ranked in enumerate(ranking.page(0, _MOST), 1):
            section = self._sections[ranked.number - 1]
            ref = ThreadRef(_ARCHIVE, f"{section.page.name}#{section.anchor}")
            snippet = ranking.marker.snippet(_thread(ranked.number, section))
            spans = ranking.marker.spans(section.title)
            hits.append(
                Hit(rank, ref, ranked.score, section.title, section.page.title, snippet=snippet, title_spans=spans)
            )
        return HitPage(query, 0, tuple(hits), len(hits), notes=ranking.notes)

    def marks(self, text: str, shown: str) -> tuple[Span, ...]:
        """Where a query's words stand in what is shown of a page."""
        return self._index.ask(Query(text)).marker.spans(shown) if text.strip() else ()

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        return tuple(section for page in self.pages for section in sections(page))

    @cached_property
    def _index(self) -> ThreadIndex:
        store = _Memory()
        threads = [(number, _thread(number, section)) for number, section in enumerate(self._sections, 1)]
        from qa_reader.search import open_index, write_index  # when somebody looks for something in the manual

        write_index(store, threads, total=len(threads))
        return open_index(store)


def load(language: str, added: Mapping[str, str] = MappingProxyType({})) -> Manual:
    """The manual in a language, in the order of its contents; `added`: the ends of pages, by their names.

    To be called where waiting is no matter: it reads files, and imports what pages are drawn with (0.1 s).
    """

    def page(name: str) -> Page:
        return Page(name, resources.text(f"help/{language}/{name}.md") + added.get(name, ""))

    _parser()
    contents = page(CONTENTS)
    return Manual([contents, *map(page, dict.fromkeys(_LINK.findall(contents.text)))])


def sections(page: Page) -> Iterator[Section]:
    """The sections of a page, from heading to heading."""
    found = list(_HEADING.finditer(page.text))
    for heading, following in zip(found, [*found[1:], None], strict=True):
        body = page.text[heading.end() : following.start() if following else None]
        title = plain(heading[2])
        yield Section(page, title, anchor(title), plain(body))


def plain(text: str) -> str:
    """Markdown without its signs, for the search."""
    return _BARS.sub(" ", _SIGNS.sub("", _LINKED.sub(r"\1", text))).strip()


def anchor(title: str) -> str:
    """What a heading is called in links: as the usual hosts of Markdown do."""
    return re.sub(r"[^\w\- ]", "", title.casefold()).strip().replace(" ", "-")


def html(page: Page, *, dark: bool = False, width: int = 600) -> str:
    """The page as the subset of HTML that Qt's text documents lay out; its pictures light or dark, at most so wide."""
    parser = _parser()
    tokens = parser.parse(page.text)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            title = plain(tokens[place + 1].content)
            tokens[place + 1].children = [*_anchored(anchor(title)), *(tokens[place + 1].children or ())]
        elif token.type == "table_open":
            token.attrs |= {"class": "grid", "cellspacing": "0", "cellpadding": "6", "width": "100%"}
        for child in token.children or ():
            if child.type == "image":
                tokens[place - 1].attrs["style"] = "line-height: 100%"  # else as much again stands empty below it
                source = str(child.attrs["src"])
                child.attrs |= {"src": source.replace("-light.", "-dark.") if dark else source, "width": width}
    if page.name == _EXAMPLES:
        _link_examples(tokens)
    return str(parser.renderer.render(tokens, parser.options, {}))


def examples(page: Page) -> tuple[str, ...]:
    """The queries in the tables of the page on searching."""
    return tuple(child.content for child in _examples(_parser().parse(page.text)))


def _parser() -> MarkdownIt:
    # imported here: only who reads the manual needs it
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _anchored(name: str) -> Iterable[Token]:
    from markdown_it.token import Token

    return Token("link_open", "a", 1, attrs={"name": name}), Token("link_close", "a", -1)


def _examples(tokens: Sequence[Token]) -> Iterator[Token]:
    """The code in the first column of tables."""
    column = 0
    for token in tokens:
        if token.type == "tr_open":
            column = 0
        elif token.type == "td_open":
            column += 1
        elif token.type == "inline" and column == 1:
            yield from (child for child in token.children or () if child.type == "code_inline")
        elif token.type == "table_close":
            column = 0


def _link_examples(tokens: Sequence[Token]) -> None:
    """Make each example a link that searches for it."""
    from markdown_it.token import Token

    wanted = {id(child) for child in _examples(tokens)}
    for token in tokens:
        if any(id(child) in wanted for child in token.children or ()):
            linked: list[Token] = []
            for child in token.children or ():
                if id(child) in wanted:
                    target = {"href": f"{SEARCH_SCHEME}:{quote(child.content)}"}
                    linked += [Token("link_open", "a", 1, attrs=target), child, Token("link_close", "a", -1)]  # type: ignore[arg-type]
                else:
                    linked.append(child)
            token.children = linked


def _thread(number: int, section: Section) -> Thread:
    return Thread(f"{_ARCHIVE}:{number}", section.title, section.page.title, section.text)


class _Memory:
    """A store for an index that nobody keeps."""

    def __init__(self) -> None:
        self._blobs: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self._blobs.get(name)

    def scan(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        yield from [(name, blob) for name, blob in sorted(self._blobs.items()) if name.startswith(prefix)]

    def put(self, name: str, blob: bytes) -> None:
        self._blobs[name] = blob

    def delete(self, name: str) -> None:
        self._blobs.pop(name, None)
