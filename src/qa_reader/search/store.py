"""Where the index lives: named blobs, and the names this package gives them.

The archive implements `BlobStore` on a table of its file; the importer hands it over. Blobs come from strangers:
nothing that is read here is trusted before `codec` has checked it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

MANIFEST = "index/manifest"
SEGMENTS = "segment/"
#: What `titlesample` and `topicfinding` keep; an index may be without them.
TITLES, TOPICS, TOPIC_THREADS = "index/titles", "index/topics", "index/topicthreads"


class BlobStore(Protocol):
    """Named blobs; `get` gives None for a name that is not there."""

    def get(self, name: str) -> bytes | None:
        """The blob of that name."""

    def scan(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """All blobs whose names begin so."""

    def put(self, name: str, blob: bytes) -> None:
        """Keep a blob, in the place of an older one of that name."""

    def delete(self, name: str) -> None:
        """Forget a blob; not being there is no fault."""


def blob_name(segment: str, part: str, number: int | None = None) -> str:
    """The name of a part of a segment: `segment/NAME/PART` or, of a numbered part, `segment/NAME/PART/NUMBER`."""
    name = f"{SEGMENTS}{segment}/{part}"
    return name if number is None else f"{name}/{number}"
