"""The archive file and the reader's own database: the only package that knows SQL.

`reader` opens an archive read-only, `writer` makes or extends one, `verify` checks every hash of one, `layout` is
the file format, `codec` a thread's bytes, `blobs` named byte strings for the search index, `user_database` what the
reader keeps.
"""

from qa_reader.archive.blobs import BlobFile
from qa_reader.archive.reader import Archive
from qa_reader.archive.user_database import UserDatabase, open_user_database
from qa_reader.archive.verify import verify
from qa_reader.archive.writer import ArchiveWriter, Change, Description

__all__ = [
    "Archive",
    "ArchiveWriter",
    "BlobFile",
    "Change",
    "Description",
    "UserDatabase",
    "open_user_database",
    "verify",
]
