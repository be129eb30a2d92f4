"""A bounded sample of titles by department, gathered while an index is written: what topics are found from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from msgspec import Struct, field

from qa_reader.model import Thread
from qa_reader.search.codec import Gets, dump_json, fault, load_json
from qa_reader.search.store import TITLES, BlobStore

#: Titles kept of a department, evenly from its first thread to its last; with 34 departments 1.5 MB at most.
MOST_TITLES = 1000
MOST_DEPARTMENTS = 200
_LONGEST = 120


class Titled(NamedTuple):
    """What is looked at of a thread: the departments of its topics are those of which the source names topics."""

    title: str
    department: str
    of_topics: tuple[str, ...]


def titled(thread: Thread) -> Titled:
    """The title of a thread, no longer than it is kept, with its department."""
    of_topics = tuple([topic.department for topic in thread.topics])
    return Titled(thread.title[:_LONGEST], thread.department, of_topics)


class _Thinned(Struct):
    """Every `step`-th title of those that were seen."""

    titles: list[str] = field(default_factory=list)
    step: int = 1
    seen: int = 0

    def add(self, title: str) -> None:
        if self.seen % self.step == 0:
            self.titles.append(title)
            if len(self.titles) > MOST_TITLES:
                self.titles = self.titles[::2]
                self.step *= 2
        self.seen += 1


class TitleSample:
    """Titles of the departments for which the source names no topics."""

    def __init__(self) -> None:
        self._sampled: dict[str, _Thinned] = {}
        self._named: set[str] = set()  # departments with topics of the source's own

    def seen(self, threads: Iterable[tuple[int, Thread]]) -> Iterator[tuple[int, Thread]]:
        """The same threads, whose titles are taken in as they pass."""
        for entry in threads:
            self._see(titled(entry[1]))
            yield entry

    def see_all(self, threads: Iterable[Titled]) -> None:
        """Take titles in."""
        for thread in threads:
            self._see(thread)

    def _see(self, thread: Titled) -> None:
        department = thread.department
        if thread.of_topics:
            self._named |= {department, *thread.of_topics}
        elif department and department not in self._named:
            sampled = self._sampled.get(department)
            if sampled is None:
                if len(self._sampled) >= MOST_DEPARTMENTS:
                    return
                sampled = self._sampled[department] = _Thinned()
            sampled.add(thread.title)

    def titles(self) -> dict[str, list[str]]:
        """The sampled titles of each department that has no topics of its own."""
        return {name: one.titles for name, one in self._sampled.items() if name not in self._named}

    def write(self, store: BlobStore) -> None:
        """Put the sample into the store."""
        kept = [[name, one.step, one.seen, one.titles] for name, one in self._sampled.items()]
        store.put(TITLES, dump_json({"named": sorted(self._named), "sampled": kept}))

    @classmethod
    def read(cls, store: Gets) -> TitleSample:
        """The sample of a store, an empty one where there is none; raises IndexFault where it is damaged."""
        sample = cls()
        blob = store.get(TITLES)
        if blob is not None:
            value = load_json(TITLES, blob)
            if not _is_sample(value):
                raise fault(TITLES, "is no sample of titles")
            sample._named = set(value["named"])
            sample._sampled = {name: _Thinned(titles, step, seen) for name, step, seen, titles in value["sampled"]}
        return sample


def _is_sample(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and _are_texts(value.get("named"))
        and isinstance(value.get("sampled"), list)
        and len(value["sampled"]) <= MOST_DEPARTMENTS
        and all(map(_is_department, value["sampled"]))
    )


def _is_department(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 4:
        return False
    name, step, seen, titles = value
    counts = isinstance(step, int) and step > 0 and isinstance(seen, int) and seen >= 0
    return isinstance(name, str) and counts and _are_texts(titles) and _is_bounded(titles)


def _is_bounded(titles: list[str]) -> bool:
    return len(titles) <= MOST_TITLES and all(len(title) <= _LONGEST for title in titles)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
