"""What of a thread is indexed: its texts, its names, its values."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from qa_reader.model import Thread, Topic
from qa_reader.search.phrases import blank

#: Between two replies of a thread, so that no phrase runs from one into the next.
_BREAK = "\n\n"


class Document(Struct, frozen=True):
    """A thread as the index sees it; `number` is the archive's, `names` are the words of its four name fields."""

    number: int
    id: str
    texts: tuple[str, str, str, str]  # title, question, reply, info
    doctors: tuple[str, ...] = ()
    hospitals: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()  # the thread's own first
    topics: tuple[Topic, ...] = ()
    sex: str = ""
    age: str = ""
    asked: date | None = None
    replied: date | None = None

    @property
    def names(self) -> tuple[str, str, str, str]:
        """The words of doctor, hospital, department and topic."""
        topics = [topic.name for topic in self.topics]
        return _joined(self.doctors), _joined(self.hospitals), _joined(self.departments), _joined(topics)


def _joined(names: tuple[str, ...] | list[str]) -> str:
    return names[0] if len(names) == 1 else _BREAK.join(names)


def _distinct(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


def document_of(number: int, thread: Thread) -> Document:
    """The document of a thread; salutations and signatures are left out of question and replies."""
    replies = thread.replies
    return Document(
        number,
        thread.id,
        (
            thread.title,
            blank(thread.question),
            _BREAK.join([blank(reply.text) for reply in replies]),
            thread.more_info,
        ),
        _distinct([reply.doctor for reply in replies]),
        _distinct([reply.hospital for reply in replies]),
        _distinct([thread.department, *(reply.department for reply in replies)]),
        tuple(dict.fromkeys(thread.topics)),
        thread.asker.sex,
        thread.asker.age,
        thread.asked,
        thread.replied,
    )
