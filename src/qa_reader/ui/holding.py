"""The library behind the session: opened, asked and closed here, and touched on the reading thread alone."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from qa_reader.errors import ArchiveError, QAReaderError
from qa_reader.model import PAGE, ArchiveInfo, BuildReport, HitPage, Progress, Query, silent
from qa_reader.paths import Paths
from qa_reader.ui import emergency
from qa_reader.ui.emergency import Sign
from qa_reader.wording import tr

if TYPE_CHECKING:
    from qa_reader.archive import UserDatabase
    from qa_reader.library import Library


class Gone(ArchiveError):
    """There is no file where an archive was."""


class Holding:
    """One library and one user database; `progress` is called on the thread that works."""

    def __init__(self, where: Paths, progress: Progress) -> None:
        self._paths = where
        self._progress = progress
        self._library: Library | None = None
        self._user: UserDatabase | None = None
        #: Set once, on the reading thread; what is in it never changes.
        self.signs: tuple[Sign, ...] = ()

    @property
    def library(self) -> Library:
        """The library; raises QAReaderError before `open_all`."""
        if self._library is None:
            raise QAReaderError(tr("no archive is open"))
        return self._library

    @staticmethod
    def glance(path: Path) -> ArchiveInfo:
        """What an archive says of itself, before what searches it is imported."""
        from qa_reader.archive import Cover

        with closing(Cover(path)) as cover:
            return cover.info()

    def open_all(self) -> str:
        """Open the library and the database of what is kept; what there is to be told of that."""
        # Imported here, on the reading thread after the first paint: numpy, Whoosh and jinja2 take longer to import
        # than the window takes to open.
        from qa_reader.archive import UserDatabase
        from qa_reader.library import Library

        self._library = Library(self._paths.indexes)
        self.signs = emergency.load()
        self._user = UserDatabase(self._paths.user_database)
        self._library = Library(self._paths.indexes, self._user)
        return "\n".join(self._user.told)

    def open(self, path: Path) -> ArchiveInfo:
        """Open an archive in the place of those that are open; raises Gone where there is none, else ArchiveError."""
        try:
            info = self.library.open(path, self._progress)
        except ArchiveError as error:
            if os.path.exists(path):  # noqa: PTH110 - Path's own raises where a folder may not be looked into
                raise
            raise Gone(str(error)) from error
        for other in self.library.archives():
            if other.id != info.id:
                self.library.close(other.id)
        return info

    def page(self, query: Query, number: int, turn: Progress = silent) -> HitPage:
        """A page of a query's answer, without facets."""
        return self.library.search(query, number * PAGE, PAGE, turn, facets=False)

    def build(self, sources: list[Path], target: Path) -> BuildReport:
        """Build an archive; on the importing thread, and the library has no part in it."""
        from qa_reader import importing

        return importing.build(sources, target, importing.Options(), self._progress)

    def close(self) -> None:
        """Let go of the files."""
        for held in (self._library, self._user):
            if held is not None:
                held.close()
