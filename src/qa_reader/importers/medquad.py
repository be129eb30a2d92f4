"""MedQuAD: questions and answers of the US National Institutes of Health (github.com/abachaa/MedQuAD, CC BY 4.0).

Reads one of its XML files, a folder of them, or the whole collection as a tar archive, packed or not. A document is
about one focus (a disease, a drug) and holds several pairs; each answered pair becomes a thread whose department is
the collection, with the focus and the type of question as its topics. Nothing of a tar archive is written to disk.
"""

from __future__ import annotations

import io
import lzma
import re
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from qa_reader.errors import ImportFault
from qa_reader.importers._byte_lines import _unpacked, inflated_head
from qa_reader.importers._checks import checked
from qa_reader.importers._cleaning import flat, paragraphs
from qa_reader.importers._decoding import MAX_FILE, read_bytes
from qa_reader.model import Reply, Skipped, Source, Thread, Topic
from qa_reader.wording import counted, tr

NAME = "medquad"
SUFFIXES = (".xml", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz")

#: The most bytes that a packed collection may become; MedQuAD's 11,274 files are 60 MB.
MAX_INFLATED = 2 * 1024**3
LICENCE = "CC BY 4.0"
NOTICE = "General information from the US National Institutes of Health, not an answer to one person."

#: The collections as a reader would name them; another one keeps its own name.
COLLECTIONS = {
    "ADAM": "A.D.A.M. Medical Encyclopedia",
    "CancerGov": "National Cancer Institute",
    "CDC": "Centers for Disease Control and Prevention",
    "GARD": "Genetic and Rare Diseases",
    "GHR": "Genetics Home Reference",
    "MPlusDrugs": "MedlinePlus Drugs",
    "MPlusHealthTopics": "MedlinePlus Health Topics",
    "MPlusHerbsSupplements": "MedlinePlus Herbs and Supplements",
    "NHLBI": "National Heart, Lung, and Blood Institute",
    "NIDDK": "National Institute of Diabetes and Digestive and Kidney Diseases",
    "NIHSeniorHealth": "NIH Senior Health",
    "NINDS": "National Institute of Neurological Disorders and Stroke",
}

#: Five of the files use other words for the same things.
_TAGS = {
    "doc": "Document",
    "DiseaseFile": "Document",
    "doctitle-focus": "Focus",
    "qaPairs": "QAPairs",
    "pair": "QAPair",
    "question": "Question",
    "answer": "Answer",
}
_BLOCK = tarfile.BLOCKSIZE
_SHAPE = re.compile(rb"<(?:Document|DiseaseFile|doc)\b[^>]{0,500}\b(?:source|corpus)=[^>]{0,500}\burl=")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9._-]+")
_LIST_MARK = re.compile(r"[ \t]{2,}-[ \t]+")
_SPACES = re.compile(r"[ \t]{2,}")
_SPACE_BEFORE_MARK = re.compile(r"\s+(?=[?.!]$)")


def recognises(path: Path, head: bytes) -> bool:
    """A MedQuAD document, plain or as one of the first files of a tar archive."""
    return _SHAPE.search(inflated_head(head)) is not None


def read(path: Path) -> Iterator[Thread | Skipped]:
    """A thread for every pair that has an answer; a Skipped for each document that is wrong or has none."""
    for name, raw in _documents(path):
        try:
            yield from _threads(_parsed(raw), name)
        except ImportFault as fault:
            yield Skipped(f"{path}: {name}" if name != path.name else str(path), str(fault))


# ---------------------------------------------------------------- documents


def _documents(path: Path) -> Iterator[tuple[str, bytes]]:
    """The name and bytes of each XML file."""
    if path.is_dir():
        for file in sorted(path.rglob("*.xml")):
            yield file.name, read_bytes(file)
    elif path.name.lower().endswith(".xml"):
        yield path.name, read_bytes(path)
    else:
        yield from _members(path)


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    """The regular XML files of a tar archive, one after the other, in bounded memory.

    `tarfile` would read a header extension of any claimed size into memory: here only plain headers count, and
    everything else is passed over.
    """
    try:
        with path.open("rb") as packed:
            stream = _unpacked(packed)
            inflated = 0
            # a block of zeros ends a tar archive
            while (block := stream.read(_BLOCK)).strip(b"\0"):
                member = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
                padded = -(-member.size // _BLOCK) * _BLOCK
                inflated += _BLOCK + padded
                if inflated > MAX_INFLATED or member.size < 0:
                    message = tr("{0}: larger than {1} GB when unpacked").format(path, MAX_INFLATED // 1024**3)
                    raise ImportFault(message)
                if member.isreg() and member.name.endswith(".xml") and member.size <= MAX_FILE:
                    raw = stream.read(padded)
                    if len(raw) < member.size:
                        message = tr("{0}: ends within {1}").format(path, member.name)
                        raise ImportFault(message)
                    yield member.name.rpartition("/")[2], raw[: member.size]
                else:
                    _pass_over(stream, padded)
    except (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.HeaderError) as fault:
        message = tr("{0}: cannot be read: {1}").format(path, getattr(fault, "strerror", None) or fault)
        raise ImportFault(message) from fault


def _pass_over(stream: BinaryIO, size: int) -> None:
    while size > 0 and (chunk := stream.read(min(size, io.DEFAULT_BUFFER_SIZE * 8))):
        size -= len(chunk)


def _parsed(raw: bytes) -> Element:
    """The document's tree; a DTD is refused, and with it every entity that could be declared."""
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: builder.start(_TAGS.get(tag, tag), attributes)
    parser.EndElementHandler = lambda tag: builder.end(_TAGS.get(tag, tag))
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse_dtd
    try:
        parser.Parse(raw, True)
        root = builder.close()
    except (expat.ExpatError, AssertionError, ValueError, LookupError) as fault:
        message = tr("not valid XML: {0}").format(fault)
        raise ImportFault(message) from fault
    if root.tag != "Document":
        message = tr("not a MedQuAD document: begins with <{0}>").format(root.tag[:40])
        raise ImportFault(message)
    return root


def _refuse_dtd(*_declared: object) -> None:
    message = tr("declares a document type, which no file of MedQuAD does; not read, because it could declare entities")
    raise ImportFault(message)


# ---------------------------------------------------------------- threads


def _threads(document: Element, file: str) -> Iterator[Thread]:
    collection = document.get("source", document.get("corpus", "")).strip()
    pairs = document.findall("QAPairs/QAPair")
    answered = [pair for pair in pairs if flat(pair.findtext("Answer") or "")]
    for pair in answered:
        yield _thread(document, pair, collection, file)
    if not answered:
        # three of the twelve collections: the answers were taken out for copyright
        message = counted(len(pairs), tr("has {0} question and no answer"), tr("has {0} questions and no answer"))
        raise ImportFault(message)


def _thread(document: Element, pair: Element, collection: str, file: str) -> Thread:
    question = pair.find("Question")
    text = _SPACE_BEFORE_MARK.sub("", flat(question.text or "")) if question is not None else ""
    kind = question.get("qtype", "") if question is not None else ""
    focus = flat(document.findtext("Focus") or "")
    department = COLLECTIONS.get(collection, collection)
    # not the document's own id, which several files share
    number = "-".join((collection or "unknown", file.removesuffix(".xml"), pair.get("pid", "")))
    return checked(
        Thread(
            id=f"{NAME}:{_NOT_IN_ID.sub('-', number)}",
            title=text or focus,
            department=department,
            question=text,
            replies=(Reply(department=department, text=_answer(pair)),),
            more_info=_also_called(document),
            topics=tuple(Topic(name, department) for name in (focus, kind.capitalize()) if name),
            source=Source(
                name=NAME,
                format=NAME,
                file=file,
                url=document.get("url", ""),
                licence=LICENCE,
                notice=NOTICE,
                title_derived=True,
            ),
        )
    )


def _answer(pair: Element) -> str:
    """The answer with its lists, which the source runs into one line, as lines."""
    text = _SPACES.sub(" ", _LIST_MARK.sub("\n- ", pair.findtext("Answer") or ""))
    return paragraphs(text)


def _also_called(document: Element) -> str:
    """The focus's other names, which a reader may know it by."""
    names = [flat(name.text or "") for name in document.iterfind("FocusAnnotations/Synonyms/Synonym")]
    names = [name for name in dict.fromkeys(names) if name]
    return f"Also called: {'; '.join(names)}." if names else ""
