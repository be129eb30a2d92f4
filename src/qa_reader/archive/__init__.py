"""The archive file and the reader's own database: the only package that knows SQL.

`reader` opens an archive read-only, `cover` only what it says of itself, `writer` makes or extends one, `verifying`
checks every hash of one, `layout` is the file format, `codec` a thread's bytes, `blobs` named byte strings for the
search index, `finding` finds kept threads in a newer archive.

`user_database` is what the reader keeps: `user_schema` its tables, `user_file` its transactions, `user_threads`,
`user_shelf`, `user_marks` and `user_searches` its parts, `backups` its copies, `moving` and `user_merge` its way to
another computer, `user_clearing` its way out.
"""

from typing import TYPE_CHECKING

from qa_reader import lazily

if TYPE_CHECKING:
    from qa_reader.archive.blobs import BlobFile
    from qa_reader.archive.cover import Cover
    from qa_reader.archive.finding import find_again, known_thread
    from qa_reader.archive.reader import Archive
    from qa_reader.archive.user_database import UserDatabase
    from qa_reader.archive.verifying import verify
    from qa_reader.archive.writer import ArchiveWriter, Change, Description

__all__ = [
    "Archive",
    "ArchiveWriter",
    "BlobFile",
    "Change",
    "Cover",
    "Description",
    "UserDatabase",
    "find_again",
    "known_thread",
    "verify",
]

__getattr__ = lazily.names(
    __name__,
    {
        "Archive": "reader",
        "ArchiveWriter": "writer",
        "BlobFile": "blobs",
        "Change": "writer",
        "Cover": "cover",
        "Description": "writer",
        "UserDatabase": "user_database",
        "find_again": "finding",
        "known_thread": "finding",
        "verify": "verifying",
    },
)
