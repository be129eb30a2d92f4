"""The error tree: every fault this program explains to a person is a `QAReaderError`.

Foreign errors (SQLite's, the file system's, Whoosh's) are wrapped where they arise, with the file named.
"""


class QAReaderError(Exception):
    """A fault that can be told in one sentence; `str()` of it is that sentence."""


class ArchiveError(QAReaderError):
    """An archive file cannot be opened, read or written; the message names the file and the fault."""


class UserDatabaseError(QAReaderError):
    """The reader's own database (bookmarks) cannot be opened or written."""


class ImportFault(QAReaderError):
    """A source, or one thread of it, is not understood; the message says what and where."""


class IndexFault(QAReaderError):
    """A search index is missing, of another version, or damaged.

    `archive` is the id of the one whose index it is, where somebody knows it; the message then names its file.
    """

    def __init__(self, message: str, archive: str = "") -> None:
        super().__init__(message)
        self.archive = archive


class BuildFault(QAReaderError):
    """A search index could not be built."""


class NotFoundError(QAReaderError):
    """A thread or an archive that was asked for by name is not there."""


class QuerySyntaxError(QAReaderError):
    """A query that does not parse; `span` is the place in its text, as (start, end) characters."""

    def __init__(self, message: str, span: tuple[int, int]) -> None:
        super().__init__(message)
        self.span = span


class SettingsError(QAReaderError):
    """The settings file is not readable; the program goes on with defaults."""


class Cancelled(Exception):
    """Raised out of a progress callback to end a long function early."""
