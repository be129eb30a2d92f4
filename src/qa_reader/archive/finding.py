"""Finds the threads of which something is kept again in a newer archive: by id, source number, title, question."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

from qa_reader.archive import layout
from qa_reader.archive.reader import Archive
from qa_reader.errors import NotFoundError
from qa_reader.kept import KnownThread
from qa_reader.model import Progress, Thread, ThreadRef, silent
from qa_reader.wording import tr

_EXTRACT = 240  # characters of the question that are kept with a bookmark
_ALIKE = 0.6  # difflib's ratio of two extracts that are the same question after the source corrected it
_Look = Callable[[KnownThread], Thread | None]
_STEP = 1000  # threads between two reports of progress


def question_key(question: str) -> str:
    """A hash that questions share when they differ only in case, width and spaces; "" for an empty one."""
    folded = " ".join(unicodedata.normalize("NFKC", question).casefold().split())
    return hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest() if folded else ""


def known_thread(archive: str, thread: Thread) -> KnownThread:
    """What is remembered of a thread when something is kept of it."""
    return KnownThread(
        ThreadRef(archive, thread.id),
        thread.title,
        thread.department,
        extract(thread.question),
        question_key(thread.question),
    )


def extract(question: str) -> str:
    """The beginning of a question on one line, cut between words where it has any."""
    line = " ".join(question.split())
    if len(line) <= _EXTRACT:
        return line
    cut = line[:_EXTRACT]
    return f"{cut.rpartition(' ')[0] or cut}…"


def find_again(
    archive: Archive, known: Sequence[KnownThread], progress: Progress = silent
) -> list[tuple[KnownThread, KnownThread | None]]:
    """Each thread that was known, with what it is now; None for one that the archive does not have.

    One of the same id is the same thread, unless neither title nor question is and another thread has both.
    A thread of the same number under another source's name counts only where it is alike: a number alone would put a
    bookmark on somebody else's question. Raises ArchiveError, and `Cancelled` out of `progress`.
    """
    found = {one.ref: _by_id(archive, one) for one in known}
    doubtful = [one for one in known if (now := found[one.ref]) is None or not _same(one, now)]
    _look(found, doubtful, lambda one: _of_title(archive, one))
    missing = [one for one in doubtful if found[one.ref] is None]
    if missing:
        numbers = _by_number(archive, missing)
        _look(found, missing, lambda one: numbers.get(one.ref))
    missing = [one for one in missing if found[one.ref] is None and one.question_key]
    if missing:
        keys = _by_question(archive, {one.question_key for one in missing}, progress)
        _look(found, missing, lambda one: keys.get(one.question_key))
    return [(one, _as_known(archive, found[one.ref])) for one in known]


def _look(found: dict[ThreadRef, Thread | None], for_these: Iterable[KnownThread], look: _Look) -> None:
    for one in for_these:
        better = look(one)
        if better is not None:
            found[one.ref] = better


def _by_id(archive: Archive, known: KnownThread) -> Thread | None:
    try:
        return archive.thread(known.ref.thread)
    except NotFoundError:
        return None


def _same(known: KnownThread, thread: Thread) -> bool:
    """Whether the thread of an id is still about the same; one that was never looked at is taken at its word."""
    if not known.question_key or question_key(thread.question) == known.question_key:
        return True
    return layout.title_key(thread.title) == layout.title_key(known.title)


def _of_title(archive: Archive, known: KnownThread) -> Thread | None:
    """The thread of the same title and question; where no question is known, of the only one so called there."""
    titled = archive.titled(known.title)
    if known.question_key:
        return next((thread for thread in titled if question_key(thread.question) == known.question_key), None)
    return titled[0] if len(titled) == 1 and titled[0].department == known.department else None


def _by_number(archive: Archive, missing: Sequence[KnownThread]) -> dict[ThreadRef, Thread]:
    wanted: dict[str, list[str]] = {_number(one.ref.thread): [] for one in missing}
    for thread_id in archive.ids():
        if (number := _number(thread_id)) in wanted:
            wanted[number].append(thread_id)
    found = {}
    for one in missing:
        threads = (archive.thread(thread_id) for thread_id in wanted[_number(one.ref.thread)])
        alike = [thread for thread in threads if _alike(one, thread)]
        if len(alike) == 1:
            found[one.ref] = alike[0]
    return found


def _by_question(archive: Archive, keys: set[str], progress: Progress) -> dict[str, Thread]:
    """The first thread of each question; reads the whole archive, and stops when none is missing."""
    found: dict[str, Thread] = {}
    total = archive.count()
    for done, (_, thread) in enumerate(archive.threads()):
        if done % _STEP == 0:
            progress(done, total, tr("finding bookmarked threads again"))
        key = question_key(thread.question)
        if key in keys and key not in found:
            found[key] = thread
            if len(found) == len(keys):
                break
    return found


def _number(thread_id: str) -> str:
    return thread_id.partition(":")[2]


def _alike(known: KnownThread, thread: Thread) -> bool:
    if layout.title_key(thread.title) == layout.title_key(known.title):
        return True
    if not known.extract:
        return False
    ratio = SequenceMatcher(None, known.extract.casefold(), extract(thread.question).casefold(), autojunk=False).ratio()
    return ratio >= _ALIKE


def _as_known(archive: Archive, thread: Thread | None) -> KnownThread | None:
    return None if thread is None else known_thread(archive.id, thread)
