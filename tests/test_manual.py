"""The manual: whole in each language, true to the program, and searched like an archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_reader import languages, manual, resources
from qa_reader.__main__ import COMMANDS as WORDS
from qa_reader.errors import QuerySyntaxError
from qa_reader.manual import Manual, Page
from qa_reader.search.query import parse
from qa_reader.ui import actions
from qa_reader.ui.actions import COMMANDS
from qa_reader.ui.menus import MENUS
from qa_reader.wording import tr

LANGUAGES = tuple(languages.LANGUAGES)
HELP = resources.path("help")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`]+)`")
_MENU = re.compile(r"\*([^*\n]+?) → ([^*\n]+?)\*")
_KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift|Meta)\+)+\S+|F\d{1,2}")
#: Keys that widgets have themselves, and that no command is.
OWN_KEYS = {"Shift", "Ctrl"}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language, spoken."""
    languages.speak(request.param)
    yield request.param
    languages.speak("en")


@pytest.fixture
def pages(language: str) -> tuple[Page, ...]:
    return manual.load(language).pages


def test_every_language_has_the_same_pages_and_the_contents_list_them_all() -> None:
    names = {language: {file.stem for file in (HELP / language).glob("*.md")} for language in LANGUAGES}
    assert len({frozenset(found) for found in names.values()}) == 1
    for language in LANGUAGES:
        assert {page.name for page in manual.load(language).pages} == names[language]
        order = [page.name for page in manual.load(language).pages]
        assert order == [page.name for page in manual.load("en").pages]


def test_the_pages_of_a_language_have_the_sections_of_the_others() -> None:
    for page in manual.load("en").pages:
        there = {code: _levels(manual.load(code).page(page.name)) for code in LANGUAGES}
        assert len(set(there.values())) == 1, (page.name, there)


def test_every_link_leads_somewhere(language: str, pages: tuple[Page, ...]) -> None:
    anchors = {page.name: {section.anchor for section in manual.sections(page)} for page in pages}
    for page in pages:
        for target in _LINK.findall(_without_code(page.text)):
            name, _, anchor = target.partition("#")
            name = name.removesuffix(".md") or page.name
            assert name in anchors, (page.name, target)
            assert not anchor or anchor in anchors[name], (page.name, target)


def test_every_picture_is_there_light_and_dark_and_is_said_in_words(language: str, pages: tuple[Page, ...]) -> None:
    shown = 0
    for page in pages:
        for said, target in _PICTURE.findall(page.text):
            assert said
            assert f"/{language}/" in target
            light = (HELP / language / target).resolve()
            assert light.is_file(), target
            assert light.with_name(light.name.replace("-light.", "-dark.")).is_file(), target
            shown += 1
    assert shown >= 2


def test_every_command_that_is_named_is_in_the_menus(language: str, pages: tuple[Page, ...]) -> None:
    there = {
        (actions.without_key(tr(menu)), actions.plain(command))
        for menu in MENUS
        for command in COMMANDS
        if command.menu == menu
    }
    named = {found for page in pages for found in _MENU.findall(page.text)}
    assert named
    assert not named - there


def test_every_key_that_is_named_is_a_key(pages: tuple[Page, ...]) -> None:
    known = {key for command in COMMANDS for key in command.shortcuts}
    named = {code for page in pages for code in _CODE.findall(page.text) if _KEY.fullmatch(code)}
    assert named
    assert not named - known - OWN_KEYS


def test_every_command_of_the_command_line_that_is_named_exists(pages: tuple[Page, ...]) -> None:
    for page in pages:
        for code in _CODE.findall(page.text):
            if found := re.match(r"qa-reader ([a-z][a-z-]+)", code):
                assert found[1] in WORDS, (page.name, code)


def test_every_example_of_a_query_can_be_read(language: str) -> None:
    examples = manual.examples(manual.load(language).page("searching"))
    assert len(examples) > 20
    for example in examples:
        parsed = parse(example)
        plain = not re.search(r'[:*?~"()]| OR | NOT ', example)
        assert bool(parsed.words) if plain else parsed.tree is not None, example


def test_examples_are_links_that_search_for_them() -> None:
    page = manual.html(Page("searching", "# S\n\n| type | to find |\n|---|---|\n| `a OR b` | `c` |\n"))
    assert '<a href="search:a%20OR%20b"><code>a OR b</code></a>' in page
    assert "search:c" not in page
    assert "search:" not in manual.html(Page("other", "# S\n\n| type | to find |\n|---|---|\n| `a` | b |\n"))


def test_a_page_is_html_with_names_at_its_headings_and_pictures_of_the_palette() -> None:
    page = Page("p", "# A *title*\n\n![A window](../pictures/en/x-light.png)\n\n<script>x</script>\n\n## Next & last\n")
    assert page.title == "A title"
    light, dark = manual.html(page, width=500), manual.html(page, dark=True)
    assert '<a name="next--last"></a>Next &amp; last' in light
    assert 'src="../pictures/en/x-light.png" alt="A window" width="500"' in light
    assert "x-dark.png" in dark
    assert "<script>" not in light


def test_the_manual_is_searched_as_archives_are(language: str) -> None:
    made = manual.load(language)
    words = {"en": "bookmark star", "zh_TW": "書籤 星號"}[language]
    answer = made.search(words)
    assert answer.hits
    for hit in answer.hits:
        page, _, anchor = hit.ref.thread.partition("#")
        assert anchor in {section.anchor for section in manual.sections(made.page(page))}
    first = answer.hits[0]
    assert first.snippet.spans or first.title_spans
    assert made.search(f"{words} NOT {words.split()[0]}").hits == ()
    titled = made.search({"en": "title:emergencies", "zh_TW": "title:緊急"}[language])
    assert titled.hits
    assert titled.hits[0].department
    with pytest.raises(QuerySyntaxError):
        made.search('"open')


def test_no_sign_of_markdown_is_left_over(pages: tuple[Page, ...]) -> None:
    """Between Chinese characters and punctuation a closing ** is none to Markdown."""
    for page in pages:
        shown = re.sub(r"(?s)<(code|pre)>.*?</\1>|<[^>]*>", "", manual.html(page))
        assert not re.findall(r"\*|\]\(|^\||`", shown, re.MULTILINE), page.name


def test_words_are_marked_in_what_is_shown() -> None:
    made = Manual([Page("contents", "# One\n\nKeep a thread.\n")])
    shown = "One\nKeep threads."
    assert [shown[start:end] for start, end in made.marks("thread", shown)] == ["threads"]
    assert made.marks("", shown) == ()


def test_what_the_window_adds_stands_at_the_end_of_its_page() -> None:
    made = manual.load("en", {"keys": "\n## File\n\nCtrl+O\n"})
    assert made.page("keys").text.endswith("Ctrl+O\n")
    assert "Ctrl+O" in made.search("title:file").hits[0].snippet.text


def _levels(page: Page) -> tuple[int, ...]:
    return tuple(len(found[1]) for found in re.finditer(r"^(#{1,3}) ", _without_code(page.text), re.MULTILINE))


def _without_code(text: str) -> str:
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def test_no_picture_lies_there_that_no_page_shows() -> None:
    shown = {
        (HELP / code / target).resolve()
        for code in LANGUAGES
        for page in manual.load(code).pages
        for _, target in _PICTURE.findall(page.text)
    }
    readme = Path(HELP.parents[1], "README.md").read_text(encoding="utf-8")
    there = {file.resolve() for file in (HELP / "pictures").rglob("*-light.png")}
    assert {file for file in there if file.name not in readme} <= shown
