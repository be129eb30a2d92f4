"""Finds the archive that a link names among those that were open lately; runs on the reading thread."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from qa_reader.errors import ArchiveError, NotFoundError
from qa_reader.model import ThreadRef
from qa_reader.wording import tr


def archive_of(ref: ThreadRef, places: Iterable[str]) -> Path:
    """The file among `places` that is the archive of a thread and has it; raises NotFoundError that says what is not.

    A file is looked into before it is trusted to be what it was: another archive may lie there by now.
    """
    from qa_reader.archive import Archive

    for place in dict.fromkeys(filter(None, places)):
        try:
            with closing(Archive(Path(place))) as archive:
                if archive.id != ref.archive:
                    continue
                if archive.number(ref.thread) is None:
                    text = tr("{0}: the thread of this link, {1}, is not in it.")
                    raise NotFoundError(text.format(archive.path, ref.thread))
                return archive.path
        except ArchiveError:
            continue
    text = tr(
        "The archive of this link is none of those that were open here (its id is {0}). "
        "Open it once, and the link will find it."
    )
    raise NotFoundError(text.format(ref.archive))
