"""Search: Whoosh's library over our storage; the only package that imports whoosh and Stemmer.

`write_index` makes an index in a `BlobStore`, `open_index` opens it, `ThreadIndex.ask` answers.
"""

from qa_reader.search.analysis import ANALYZER
from qa_reader.search.index import write_index
from qa_reader.search.ranking import Ranked, Ranking
from qa_reader.search.related import Alike
from qa_reader.search.repeats import repeats
from qa_reader.search.snippets import Marker
from qa_reader.search.store import BlobStore
from qa_reader.search.thread_index import ThreadIndex, open_index

__all__ = [
    "ANALYZER",
    "Alike",
    "BlobStore",
    "Marker",
    "Ranked",
    "Ranking",
    "ThreadIndex",
    "open_index",
    "repeats",
    "write_index",
]
