"""Synthetic threads: any number, streamed, the same for the same seed and number on every machine and process.

Chance of a thread comes from (seed, number) alone, so that a corpus can be split over processes, cut short or made
longer without changing one thread. Memory does not depend on how many are made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from qa_reader.model import Asker, Reply, Source, Thread, Topic
from tests.benchmarks.chinese import Chinese
from tests.benchmarks.words import English, Ranks, prose

#: English and Chinese name of each department; sizes fall as 1/(place + 1.5).
DEPARTMENTS = (
    ("Obstetrics and Gynaecology", "婦產科"),
    ("Urology", "泌尿科"),
    ("Gastroenterology", "肝膽腸胃科"),
    ("Dermatology", "皮膚科"),
    ("Orthopaedics", "骨科"),
    ("Eye", "眼科"),
    ("Surgery", "外科"),
    ("Internal Medicine", "內科"),
    ("Ear, Nose and Throat", "耳鼻喉科"),
    ("Psychiatry", "精神科"),
    ("Dentistry", "牙科"),
    ("Neurology", "神經內科"),
    ("Cardiology", "心臟血管專科"),
    ("Family Medicine", "家醫科"),
    ("Paediatrics", "兒科"),
    ("Chest Medicine", "胸腔內科"),
    ("Rehabilitation", "復健科"),
    ("Nutrition", "營養教室"),
    ("Oncology", "腫瘤科"),
    ("Neurosurgery", "神經外科"),
    ("Medicines", "藥物"),
    ("Chinese Medicine", "中醫科"),
    ("Breast and Thyroid", "乳房甲狀腺科"),
    ("Plastic Surgery", "整型外科"),
    ("Rare Diseases", "罕見疾病"),
    ("Radiology", "放射線科"),
    ("Fitness", "體適能"),
    ("Stopping Smoking", "戒菸"),
    ("Anaesthesia", "麻醉科"),
    ("Old Age", "高年科"),
    ("Influenza Advice", "流感諮詢"),
    ("Nuclear Medicine", "核子醫學科"),
    ("Diving Medicine", "潛水醫學科"),
    ("Leprosy", "漢生病"),
)
_TOPICS_PER_DEPARTMENT = 60
_DOCTORS = 700
_HOSPITALS = 40
_AGES = tuple(f"{low}-{low + 9}" for low in range(0, 90, 10))
_AGE_SHARES = np.cumsum([0.05, 0.09, 0.30, 0.25, 0.14, 0.09, 0.05, 0.02])
_FIRST_DAY = date(2000, 1, 1)
_DAYS = (date(2024, 12, 31) - _FIRST_DAY).days


@dataclass(frozen=True, slots=True)
class _Place:
    """A topic of a department, in one language, with its telling words."""

    department: str
    topic: Topic
    words: Ranks


class Generator:
    """Makes threads; `chinese` is the share of them in Chinese."""

    def __init__(self, seed: int = 1, chinese: float = 0.2) -> None:
        self.seed = seed
        self.chinese = chinese
        self._english = English()
        self._hanzi = Chinese()
        sizes = 1.0 / (np.arange(len(DEPARTMENTS)) + 1.5)
        self._sizes = np.cumsum(sizes) / sizes.sum()
        self._topics: dict[tuple[int, int], tuple[_Place, _Place]] = {}
        self._names = [self._english.word(200 + 3 * n).capitalize() for n in range(_DOCTORS + _HOSPITALS)]

    def threads(self, count: int, start: int = 0) -> Iterator[Thread]:
        """Threads number `start … start + count - 1`."""
        return (self.thread(number) for number in range(start, start + count))

    def thread(self, number: int) -> Thread:
        """The thread of this number, from 0."""
        chance = np.random.Generator(np.random.Philox(key=np.array([self.seed, number], dtype=np.uint64)))
        chinese = bool(chance.random() < self.chinese)
        place = self._place(chance, chinese=chinese)
        asked = _FIRST_DAY + timedelta(days=int(chance.random() ** 0.8 * _DAYS))
        other_replies = 1 if chance.random() < 0.06 else 0
        replies = tuple(self._reply(chance, place, asked, chinese=chinese) for _ in range(1 + other_replies))
        return Thread(
            id=f"synthetic:{number + 1}",
            title=self._title(chance, place, chinese=chinese),
            department=place.department,
            question=self._text(chance, place, 100, chinese=chinese),
            asker=_asker(chance),
            asked=asked,
            replies=replies,
            more_info=self._text(chance, place, 90, chinese=chinese) if chance.random() < 1 / 3 else "",
            topics=(place.topic,),
            source=Source(name="synthetic", format="generated"),
        )

    def _place(self, chance: np.random.Generator, *, chinese: bool) -> _Place:
        department = int(np.searchsorted(self._sizes, chance.random()))
        topic = int(chance.random() ** 2 * _TOPICS_PER_DEPARTMENT)
        key = (department, topic)
        if key not in self._topics:
            own = np.random.Generator(np.random.Philox(key=np.array([self.seed, 2**40 + department * 1000 + topic])))
            words = self._english.topic(own)
            first, second = words[:2].tolist()
            names = (f"{self._english.word(first)} {self._english.word(second)}", self._hanzi.word(first))
            english, hanzi = DEPARTMENTS[department]
            self._topics[key] = (
                _Place(english, Topic(names[0].capitalize(), english), words),
                _Place(hanzi, Topic(names[1], hanzi), words),
            )
        return self._topics[key][chinese]

    def _reply(self, chance: np.random.Generator, place: _Place, asked: date, *, chinese: bool) -> Reply:
        doctor = int(chance.random() ** 2 * _DOCTORS)
        text = self._text(chance, place, 150, chinese=chinese)
        if chance.random() < 0.4:
            text = f"您好：\n\n{text}\n\n祝您健康" if chinese else f"Dear friend,\n\n{text}\n\nWishing you good health."
        return Reply(
            doctor=self._hanzi.word(900 + doctor) if chinese else f"Dr. {self._names[doctor]}",
            department=place.department,
            hospital="" if chance.random() < 0.1 else f"{self._names[_DOCTORS + doctor % _HOSPITALS]} Hospital",
            text=text,
            replied=asked + timedelta(days=int(chance.integers(0, 7))),
        )

    def _title(self, chance: np.random.Generator, place: _Place, *, chinese: bool) -> str:
        size = int(chance.integers(4, 10))
        ranks = self._english.draw(chance, size, place.words)
        # a title tells: half of it is the topic's own words
        told = chance.random(size) < 0.5
        ranks[told] = place.words[(chance.random(size)[told] ** 2 * len(place.words)).astype(np.int64)]
        if chinese:
            return "".join(self._hanzi.word(rank) for rank in ranks.tolist() if rank >= 0) or "問題"
        title = " ".join(self._english.write(chance, ranks))
        return title[0].upper() + title[1:]

    def _text(self, chance: np.random.Generator, place: _Place, words: int, *, chinese: bool) -> str:
        """Running text whose length spreads around `words` as those of real messages do (log-normal)."""
        size = max(12, int(words * chance.lognormal(-0.125, 0.5)))
        if chinese:
            size = int(size * 1.1)
        ranks = self._english.draw(chance, size, place.words)
        if chinese:
            return self._hanzi.prose(chance, ranks)
        return prose(chance, self._english.write(chance, ranks))


def _asker(chance: np.random.Generator) -> Asker:
    sex, age = chance.random(2).tolist()
    return Asker(
        sex="" if sex < 0.05 else "female" if sex < 0.60 else "male",
        age="" if chance.random() < 0.08 else _AGES[int(np.searchsorted(_AGE_SHARES, age))],
    )


def raw_bytes(thread: Thread) -> int:
    """The size of a thread's text in UTF-8: title, question, replies, more info."""
    texts = [thread.title, thread.question, thread.more_info, *(reply.text for reply in thread.replies)]
    return sum(len(text.encode()) for text in texts)
