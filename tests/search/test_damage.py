"""An index from a stranger: damaged, cut short or made up, it is an IndexFault or an answer, never anything else."""

from __future__ import annotations

import random
import re
import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import zstandard
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qa_reader import search
from qa_reader.errors import IndexFault, QuerySyntaxError
from qa_reader.model import Query, Sort, Thread
from qa_reader.search import codec, open_index, write_index
from qa_reader.search.arrays import Arrays
from qa_reader.search.blocks import COLUMNS
from qa_reader.search.codec import Packed, dump_json, expand, load_json, load_strings, pack, squeeze
from qa_reader.search.dictionary import TermBlock
from qa_reader.search.manifest import read_manifest
from qa_reader.search.store import MANIFEST
from tests.search.conftest import THREADS
from tests.search.fakes import DictStore

TEXTS = [
    "eyes",
    '"dry eyes"',
    "twi*",
    "心肌梗塞",
    "doctor:jiang",
    "asked:2019",
    "age:30",
    "sex:f",
    "mucle~1",
    "",
    "a b c eyes d",
]


def use(store: DictStore) -> None:
    """Ask all that can be asked."""
    index = open_index(store)
    for text in TEXTS:
        for sort in (Sort.RELEVANCE, Sort.TITLE):
            ranking = index.ask(Query(text, sort=sort))
            ranking.page(0, 10)
            assert ranking.facets is not None
    index.related(1, dict(THREADS).get)
    index.numbers()


@pytest.fixture(scope="module")
def blobs() -> dict[str, bytes]:
    store = DictStore()
    write_index(store, THREADS)
    use(store)
    return store.blobs


@settings(max_examples=400, deadline=None, phases=(Phase.generate,))
@given(data=st.data())
def test_damaged_blobs(blobs: dict[str, bytes], data: st.DataObject) -> None:
    store = DictStore()
    store.blobs = dict(blobs)
    name = data.draw(st.sampled_from(sorted(blobs)))
    chance = random.Random(data.draw(st.integers(0, 10_000)))
    blob = bytearray(blobs[name])
    kind = data.draw(st.sampled_from(["flip", "cut", "grow", "gone", "other", "noise"]))
    if kind == "flip":
        for _ in range(3):
            blob[chance.randrange(len(blob))] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del blob[chance.randrange(len(blob)) :]
    elif kind == "grow":
        blob += bytes(chance.randrange(256) for _ in range(5))
    elif kind == "other":
        blob = bytearray(blobs[chance.choice(sorted(blobs))])
    elif kind == "noise":
        blob = bytearray(chance.randrange(256) for _ in range(40))
    if kind == "gone":
        del store.blobs[name]
    else:
        store.blobs[name] = bytes(blob)
    try:
        use(store)
    except IndexFault as error:
        assert str(error)


@settings(max_examples=400, deadline=None, phases=(Phase.generate,))
@given(data=st.data())
def test_made_up_arrays(blobs: dict[str, bytes], data: st.DataObject) -> None:
    """Well-formed blobs of the right lengths whose numbers are nonsense."""
    name = data.draw(st.sampled_from([name for name in sorted(blobs) if _arrays(blobs[name])]))
    lengths = _arrays(blobs[name])
    chance = random.Random(data.draw(st.integers(0, 10_000)))
    arrays = [
        np.array([chance.choice([0, 1, 2, 3, 255, 256, 70_000, 1 << 33, 1 << 63]) for _ in range(n)], np.uint64)
        for n in lengths
    ]
    keep = chance.randrange(len(arrays))
    packed = Packed(name, blobs[name], [None] * len(lengths))
    arrays = [array if i == keep else packed.uints(i).astype(np.uint64) for i, array in enumerate(arrays)]
    store = DictStore()
    store.blobs = dict(blobs) | {name: pack(arrays)}
    try:
        use(store)
    except IndexFault as error:
        assert str(error)


def _arrays(blob: bytes) -> list[int]:
    try:
        count = int.from_bytes(blob[:2], "little")
        if not 0 < count < 12:
            return []
        packed = Packed("x", blob, [None] * count)
        return [packed.length(i) for i in range(count)]
    except IndexFault:
        return []


@pytest.mark.parametrize(
    "changes",
    [
        {"segments": None},
        {"segments": [{}]},
        {"segments": [{"name": "../../x", "documents": 1, "terms": 1, "postings": 1, "positions": 1, "lengths": {}}]},
        {"removed": ["x"]},
        {"removed": [-1]},
        {"generation": 1.5},
        {"format": 1},
    ],
)
def test_made_up_manifest(blobs: dict[str, bytes], changes: dict[str, object]) -> None:
    store = DictStore()
    manifest = load_json("m", blobs[MANIFEST])
    store.blobs = dict(blobs) | {MANIFEST: dump_json(manifest | changes)}
    with pytest.raises(IndexFault):
        use(store)


@pytest.mark.parametrize("how", [{}, {"apart": True}])
@pytest.mark.parametrize(
    "numbers",
    [np.random.default_rng(1).geometric(0.3, 3000), np.random.default_rng(1).integers(0, 256, 3000)],
    ids=["small", "all that a byte can be, which nothing makes shorter"],
)
def test_a_wrong_byte_is_no_other_number(how: dict[str, bool], numbers: npt.NDArray[np.int64]) -> None:
    blob = pack([numbers], **how)
    told = 0
    for at in range(len(blob)):
        wrong = bytearray(blob)
        wrong[at] ^= 1 << at % 8
        try:
            assert (Packed("gaps", bytes(wrong), [3000]).ints(0) == numbers).all()
        except IndexFault:
            told += 1
    assert told > 0.9 * len(blob)


def test_faults_name_the_blob() -> None:
    with pytest.raises(IndexFault, match="segment/a/b"):
        expand("segment/a/b", b"nonsense")
    with pytest.raises(IndexFault, match="other"):
        load_strings("other", dump_json([1]))


def test_no_bomb_is_unpacked() -> None:
    bomb = zstandard.ZstdCompressor().compress(b"\0" * (1 << 29))
    with pytest.raises(IndexFault):
        expand("bomb", bomb)
    no_size = zstandard.ZstdCompressor(write_content_size=False).compress(b"\0" * 100)
    with pytest.raises(IndexFault):
        expand("no size", no_size)
    assert expand("fine", squeeze(b"abc")) == b"abc"


@pytest.mark.parametrize("length", [(1 << 32) - 1, codec.LARGEST_BLOB + 1])
def test_no_blob_says_that_it_holds_more_zeros(length: int) -> None:
    with pytest.raises(IndexFault):
        Packed("zeros", struct.pack("<HBBI", 1, 0, 0, length) + squeeze(b""), [None])


@pytest.mark.parametrize("of", [[0, 1, 0, 1], [0, 300, 70_000], [200], [0]])
def test_what_a_blob_unfolds_to_is_bounded(monkeypatch: pytest.MonkeyPatch, of: list[int]) -> None:
    arrays = [np.array(of * 500, np.uint64)] * 2
    blob, wide = pack(arrays, apart=True), max(1, (max(of).bit_length() + 7) // 8)
    monkeypatch.setattr(codec, "LARGEST_BLOB", 1000 * len(of) * wide)
    Packed("fits", blob, [None, None])
    monkeypatch.setattr(codec, "LARGEST_BLOB", 1000 * len(of) * wide - 1)
    with pytest.raises(IndexFault):
        Packed("too large", blob, [None, None])


def block_of(postings: list[int], changes: dict[tuple[int, int], int], documents: int = 1 << 30) -> TermBlock:
    """A block of terms that stand once in the first column of each of their documents, with stored counts changed."""
    table = np.zeros((1 + 2 * COLUMNS, len(postings)), np.uint64)
    table[1] = postings
    for place, count in changes.items():
        table[place] = count
    text = squeeze(b"\n".join(b"w%d" % i for i in range(len(postings))))
    stored = table.astype(np.int64)
    end = int(stored[1 : 1 + COLUMNS].sum() - stored[0].sum()), int(stored[1:].sum())
    return TermBlock("terms", text, pack(list(table)), len(postings), documents, (0, 0), end)


def test_a_block_of_terms_may_be_as_it_should() -> None:
    assert block_of([2, 300, 70_000], {(0, 1): 300, (2, 1): 300}, 70_000).entry(1, 1).count == 300


def test_no_term_has_more_postings_than_there_are_documents() -> None:
    with pytest.raises(IndexFault, match="70000 in 69999 documents"):
        block_of([2, 300, 70_000], {}, 69_999)


def test_no_term_of_many_has_a_document_twice() -> None:
    store = DictStore()
    write_index(store, [(1, Thread("x:1", "aaa aab")), (2, Thread("x:2", "aaa"))])
    (segment,) = Arrays(store, read_manifest(store)).segments
    first, _ = segment.places_from(b"aaa", None)
    start, _ = segment.before(first)
    assert segment.of_neighbours(start, np.array([2, 1]))[0].tolist() == [0, 1, 0]
    with pytest.raises(IndexFault, match="twice"):
        segment.of_neighbours(start, np.array([3]))


@pytest.mark.parametrize(
    "changes",
    [
        {(1, 0): 0, (1, 1): 3},  # its neighbour has its postings
        {(0, 0): 5, (1, 1): 7},
        {(1, 1): 1 << 31},
        {(0, 1): 1},
        {(0, 0): 2, (COLUMNS, 0): 2},
        {(1 + COLUMNS, 1): (1 << 31) - 1},
        {(1 + COLUMNS, 0): 1 << 32},
        {(1 + COLUMNS, 0): 1 << 63, (1 + COLUMNS, 1): (1 << 63) + 5},  # add up to 5 in 64 bits
    ],
)
def test_made_up_counts(changes: dict[tuple[int, int], int]) -> None:
    with pytest.raises(IndexFault):
        block_of([1, 2], changes)


def test_no_pickle_in_the_package() -> None:
    for path in Path(search.__file__).parent.glob("*.py"):
        code = path.read_text("utf-8")
        assert not re.search(
            r"^\s*(import|from) (pickle|marshal|shelve|dill)|\beval\(|\bexec\(|allow_pickle", code, re.MULTILINE
        ), path


@pytest.fixture(scope="module")
def index() -> object:
    store = DictStore()
    write_index(store, THREADS)
    return open_index(store)


odd = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["eye", "dry", "心", "心肌", "(", ")", '"', "[", "]", "{", "}", "*", "?", "~", "~2", "^", "^2", ":", "AND", "OR", "NOT", "ANDNOT",
             "ANDMAYBE", "REQUIRE", "title:", "asked:", "age:", "id:", "sex:", "foo:", "to", "TO", "2019", "20-29", "\\", "'", "/", "-", "+",
             "\ud800", "\x00", "\n", "<", ">", "=", "|", "&", "!", "@", "。", "：", "“", "_", "..", "1e9", "topic:*", "doctor:?", "*:*"]
        ),
        max_size=12,
    ).map(" ".join),
    st.lists(st.sampled_from(["a", "*", "?", '"', "(", ")", "~", ":", "[", "]", "AND", " ", "title", "^", "9", "肌"]), max_size=14).map("".join),
)  # fmt: skip


@settings(max_examples=800, deadline=None, phases=(Phase.generate,))
@given(odd, st.sampled_from(Sort))
def test_nothing_typed_raises(index: object, text: str, sort: Sort) -> None:
    try:
        ranking = index.ask(Query(text, sort=sort))  # type: ignore[attr-defined]
    except QuerySyntaxError as error:
        start, end = error.span
        assert 0 <= start <= end <= len(text)
        return
    page = ranking.page(0, 10)
    assert len(page) == min(ranking.total, 10)
    for _, thread in THREADS:
        snippet = ranking.marker.snippet(thread)
        for start, end in snippet.spans:
            assert 0 <= start < end <= len(snippet.text)
        for start, end in ranking.marker.spans(text):
            assert 0 <= start < end <= len(text)
