"""The manifest: which segments an index has, what made it, and which numbers were removed."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field, to_builtins
from msgspec.structs import replace

from qa_reader.errors import IndexFault
from qa_reader.search.analysis import ANALYZER
from qa_reader.search.codec import Gets, dump_json, fault, load_json
from qa_reader.search.schema import WORD_FIELDS
from qa_reader.search.store import MANIFEST, BlobStore
from qa_reader.wording import tr

#: The layout of the blobs; another one is rebuilt.
FORMAT = 6
_LARGEST = 1 << 40
_LARGEST_NUMBER = 1 << 62


class SegmentInfo(Struct, frozen=True):
    """A segment as the manifest lists it; `lengths` is the total length of each field."""

    name: str
    documents: int
    terms: int
    postings: int
    positions: int
    lengths: dict[str, int]


class Manifest(Struct, frozen=True):
    """What `index/manifest` says; `generation` rises with every write."""

    generation: int = 0
    segments: tuple[SegmentInfo, ...] = ()
    removed: tuple[int, ...] = ()
    next_segment: int = 0
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        """How many documents there are, removed ones among them."""
        return sum(segment.documents for segment in self.segments)

    def changed(self, **values: Any) -> Manifest:
        """The next generation, with these values."""
        return replace(self, generation=self.generation + 1, **values)


def write_manifest(store: BlobStore, manifest: Manifest) -> None:
    """Make the index be what the manifest says; the last of a write."""
    value = to_builtins(manifest) | {"analyzer": ANALYZER, "format": FORMAT}
    store.put(MANIFEST, dump_json(value))


def read_manifest(store: Gets) -> Manifest:
    """The manifest, checked; IndexFault when there is none, or one of another version."""
    blob = store.get(MANIFEST)
    if blob is None:
        raise IndexFault(tr("there is no search index"))
    value = load_json(MANIFEST, blob)
    if not isinstance(value, dict):
        raise fault(MANIFEST, "is no object")
    if value.get("analyzer") != ANALYZER or value.get("format") != FORMAT:
        made = f"{value.get('analyzer')!s:.40}, format {value.get('format')!s:.10}"
        raise IndexFault(
            tr("the search index was made by another version ({0}; this is {1}, format {2})").format(
                made, ANALYZER, FORMAT
            )
        )
    segments, removed = value.get("segments"), value.get("removed")
    if not isinstance(segments, list) or not isinstance(removed, list) or not all(map(_is_number, removed)):
        raise fault(MANIFEST, "does not list segments and removed threads")
    generation, next_segment = value.get("generation"), value.get("next_segment")
    if not _is_count(generation) or not _is_count(next_segment):
        raise fault(MANIFEST, "has no generation")
    return Manifest(
        int(value["generation"]), tuple(map(_segment, segments)), tuple(removed), int(value["next_segment"])
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_NUMBER


def _segment(value: object) -> SegmentInfo:
    """A segment of the manifest, checked."""
    counts = ("documents", "terms", "postings", "positions")
    if not isinstance(value, dict) or not all(_is_count(value.get(name)) for name in counts):
        raise fault(MANIFEST, "lists a segment without its counts")
    name, lengths = value.get("name"), value.get("lengths")
    if not isinstance(name, str) or not name.isalnum() or len(name) > 20:
        raise fault(MANIFEST, "names a segment oddly")
    if not isinstance(lengths, dict) or not all(_is_count(lengths.get(field)) for field in WORD_FIELDS):
        raise fault(MANIFEST, "lists a segment without the lengths of its fields")
    if value["documents"] >= 1 << 31:
        raise fault(MANIFEST, "lists a segment of too many documents")
    documents, terms, postings, positions = (value[count] for count in counts)
    kept = {field: lengths[field] for field in WORD_FIELDS}
    return SegmentInfo(name, documents, terms, postings, positions, kept)
