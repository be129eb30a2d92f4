"""Search: Whoosh's library over our storage; the only package that imports whoosh and Stemmer.

`write_index` makes an index in a `BlobStore`, `open_index` opens it, `ThreadIndex.ask` answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qa_reader import lazily
from qa_reader.model import Progress, Thread, silent
from qa_reader.search.analysis import ANALYZER
from qa_reader.search.ranking import Ranked, Ranking, Wanted
from qa_reader.search.repeats import Repeats
from qa_reader.search.snippets import Marker
from qa_reader.search.store import BlobStore
from qa_reader.search.thread_index import ThreadIndex, open_index
from qa_reader.search.topicthreads import Counted, read_topics
from qa_reader.search.vocabulary import Vocabulary, with_own

if TYPE_CHECKING:
    from qa_reader.search.related import Alike

__all__ = [
    "ANALYZER",
    "Alike",
    "BlobStore",
    "Counted",
    "Marker",
    "Ranked",
    "Ranking",
    "Repeats",
    "ThreadIndex",
    "Vocabulary",
    "Wanted",
    "open_index",
    "read_topics",
    "with_own",
    "write_index",
]

__getattr__ = lazily.names(__name__, {"Alike": "related"})


def write_index(
    store: BlobStore,
    threads: Iterable[tuple[int, Thread]],
    *,
    removed: Iterable[int] = (),
    total: int = 0,
    progress: Progress = silent,
    processes: int = 0,
) -> None:
    """Add threads to the index in a store, or begin one; see `index.write_index`."""
    from qa_reader.search import index  # the writing half of the package: who only reads does without

    index.write_index(store, threads, removed=removed, total=total, progress=progress, processes=processes)
