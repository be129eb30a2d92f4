"""The states of the window that `screenshot` can show, each brought about as a reader would, in either language.

A scene is a function that acts on a `Stage`; its name on the command line is its own, with hyphens, and its docstring
says what there is to see.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextBrowser

from qa_reader import importing, resources
from qa_reader.archive import Archive
from qa_reader.importers import thread_jsonl
from qa_reader.kept import KeptChange
from qa_reader.model import Filters, Query, Scope, Sort, ThreadRef
from qa_reader.ui.panes.question_list import QuestionList
from qa_reader.ui.stage import Stage
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader.keeping import Keeping

_THANKS = "Thank you! 謝謝您。"


Scene = Callable[[Stage], None]


# ---------------------------------------------------------------- finding


def overview(_stage: Stage) -> None:
    """The archive itself: no thread is open."""


def hits(stage: Stage) -> None:
    """A list with hits, and no thread yet."""
    stage.search(stage.words.search)


def suggestions(stage: Stage) -> None:
    """What may be meant, under the search field."""
    stage.window.activateWindow()
    stage.type(stage.words.search[:3])


def filters(stage: Stage) -> None:
    """The filters, with years as a histogram."""
    stage.search(stage.words.search)
    stage.do("toggle_filters")


def chips(stage: Stage) -> None:
    """An answer that is narrowed in many ways."""
    narrowed = Filters(sexes=("female", ""), ages=("20-29", "30-39", "40-49"), years=(2009, 2024))
    stage.ask(Query(department=stage.words.department, filters=narrowed, sort=Sort.NEWEST))


def no_hits(stage: Stage) -> None:
    """Nothing was found."""
    stage.search(stage.words.nowhere)


def no_hits_with_filters(stage: Stage) -> None:
    """Nothing was found, and filters may be why."""
    stage.ask(Query(stage.words.search, filters=Filters(years=(1990, 1991))))


def did_you_mean(stage: Stage) -> None:
    """A word that no thread has, and one that may be meant."""
    stage.search(stage.words.misspelt)


def broken_query(stage: Stage) -> None:
    """A query that cannot be read; the last good answer stays."""
    stage.search(stage.words.search)
    stage.type(f'{stage.words.search} AND ("')


def emergency(stage: Stage) -> None:
    """A search with words of an emergency."""
    stage.search(stage.words.emergency)


def folded(stage: Stage) -> None:
    """Questions that are nearly the same, unfolded below the best of them."""
    asked = {ref.thread for ref in stage.refs(3, stage.words.search)}
    stage.session.open_archive(_with_repeats(stage.folder, asked))
    stage.settle()
    stage.search(stage.words.search)
    rows = stage.window.findChild(QuestionList)
    assert rows is not None
    rows.hits.toggle_fold(0)
    stage.settle()


# ---------------------------------------------------------------- reading


def thread(stage: Stage) -> None:
    """A thread with its matches marked."""
    stage.read()


def tabs(stage: Stage) -> None:
    """Several threads in tabs."""
    stage.read(5)


def compare(stage: Stage) -> None:
    """Two threads side by side."""
    stage.read(2)
    stage.do("compare_tab")


def find(stage: Stage) -> None:
    """Words that are found in the thread."""
    stage.read()
    stage.do("find_in_thread")
    stage.type(stage.words.within, "findField")


def note(stage: Stage) -> None:
    """A thread with a note of the reader's own."""
    ref = stage.read()[0]
    stage.do("toggle_bookmark")
    stage.session.keeper.do(partial(_noted, ref=ref, text=stage.words.note))
    stage.settle()


def highlights(stage: Stage) -> None:
    """A thread with highlights in four colours."""
    stage.read()
    page = stage.window.findChild(QTextBrowser, "replyPane")
    assert page is not None
    for place, colour in enumerate(("yellow", "green", "blue", "pink")):
        _select_sentence(page, place)
        stage.do(f"highlight_{colour}")


def notes(stage: Stage) -> None:
    """The list of all notes."""
    for ref in stage.read(3):
        stage.session.keeper.do(partial(_noted, ref=ref, text=stage.words.note))
    stage.ask(Query(scope=Scope.NOTES))


def private(stage: Stage) -> None:
    """Private reading."""
    stage.do("toggle_private")
    stage.read()


# ---------------------------------------------------------------- other windows and dialogs


def manual(stage: Stage) -> None:
    """The manual."""
    stage.do("show_help")


def keys(stage: Stage) -> None:
    """The keys."""
    stage.do("show_keys")


def settings(stage: Stage) -> None:
    """The settings."""
    stage.do("show_settings")


def about(stage: Stage) -> None:
    """About the program."""
    stage.do("show_about")


def visit_sheet(stage: Stage) -> None:
    """The sheet for a visit to the doctor."""
    stage.read()
    stage.do("add_to_sheet")
    stage.do("show_visit_sheet")
    field = stage.window.findChild(QPlainTextEdit, "visitQuestions")
    assert field is not None
    field.setPlainText(stage.words.questions)
    stage.settle()
    stage.settle()


def print_dialog(stage: Stage) -> None:
    """A thread on paper."""
    stage.read()
    stage.do("print_threads")
    stage.settle()


def save_dialog(stage: Stage) -> None:
    """What was found, as a file."""
    stage.search(stage.words.search)
    stage.do("save_threads")
    stage.settle()


def backups(stage: Stage) -> None:
    """The backups of what is kept."""
    stage.read()
    stage.do("toggle_bookmark")
    stage.session.keeper.do(_backed_up)
    stage.settle()
    stage.do("show_backups")


def clearing(stage: Stage) -> None:
    """What is kept, to be cleared."""
    stage.do("clear_kept")


def bookmarks(stage: Stage) -> None:
    """Bookmarks in a folder, with tags."""
    refs = stage.read(4)
    stage.session.keeper.do(partial(_filed, refs=refs, folder=stage.words.folder, tag=stage.words.tag))
    stage.do("show_bookmarks")


def tags(stage: Stage) -> None:
    """Where a bookmark goes, and its tags."""
    stage.read()
    stage.do("bookmark_into")


def broken_archive(stage: Stage) -> None:
    """An archive that cannot be opened."""
    file = stage.folder / "broken.qarchive"
    file.write_bytes(b"SQLite format 3\0 and then nothing that anybody can read" * 200)
    stage.session.open_archive(file)
    stage.settle()
    stage.complaints.clear()


def building(stage: Stage) -> None:
    """An archive that is being built."""
    stage.session.progressed.emit(4200, 12000, tr("indexing"))
    stage.settle()


SCENES: dict[str, Scene] = {
    scene.__name__.replace("_", "-"): scene
    for scene in (
        overview, hits, suggestions, filters, chips, no_hits, no_hits_with_filters, did_you_mean, broken_query,
        emergency, folded, thread, tabs, compare, find, note, notes, highlights, private, manual, keys, settings,
        about, visit_sheet, print_dialog, save_dialog, backups, clearing, bookmarks, tags, broken_archive, building,
    )
}  # fmt: skip


# ---------------------------------------------------------------- props


def _select_sentence(page: QTextBrowser, number: int) -> None:
    """Select a stretch of the question, each number its own."""
    table = page.document().rootFrame().childFrames()[0]
    last = table.lastCursorPosition().block()
    cursor = QTextCursor(last)
    cursor.movePosition(QTextCursor.MoveOperation.NextWord, n=1 + 6 * number)
    cursor.movePosition(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor, 4)
    page.setTextCursor(cursor)


def _noted(keeping: Keeping, *, ref: ThreadRef, text: str) -> KeptChange:
    return keeping.write_note(ref, text)


def _filed(keeping: Keeping, *, refs: Sequence[ThreadRef], folder: str, tag: str) -> KeptChange:
    keeping.add_bookmarks(refs)
    return keeping.file_away(refs[:2], within=[folder], tags=[tag])


def _backed_up(keeping: Keeping) -> KeptChange:
    keeping.back_up()
    return KeptChange()


def _with_repeats(folder: Path, ids: Container[str]) -> Path:
    """The bundled archive, with these of its questions asked again."""
    bundled = resources.bundled_archive()
    assert bundled is not None
    archive = Archive(bundled)
    threads = [thread for _, thread in archive.threads()]
    title = archive.info().title
    archive.close()
    asked = [thread for thread in threads if thread.id in ids]
    again = [replace(thread, id=f"{thread.id}-again", question=f"{thread.question} {_THANKS}") for thread in asked]
    source, target = folder / "again.jsonl", folder / "again.qarchive"
    source.write_bytes(b"\n".join(map(thread_jsonl.encode_thread, (*threads, *again))))
    importing.build([source], target, importing.Options(title=title))
    return target
