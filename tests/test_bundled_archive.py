"""The bundled archive's sources: structure, names, dates, links, lengths, and that no two threads share a sentence."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from qa_reader import importing, resources
from qa_reader.archive import Archive
from qa_reader.importers import thread_toml
from qa_reader.model import Thread

FOLDER = resources.path("archive")
HAN = re.compile(r"[\u3400-\u9fff]")
LEAST_THREADS, LEAST_CHINESE = 180, 60
LONGEST_SHARED_RUN = {"en": 8, "zh": 13}  # words, characters


@cache
def sources() -> dict[str, tuple[Path, Thread]]:
    """Every thread by its id, with its file."""
    files = sorted(FOLDER.glob("*/*.toml"))
    return {
        thread.id: (file, thread) for file in files for thread in thread_toml.read(file) if isinstance(thread, Thread)
    }


def threads() -> list[Thread]:
    return [thread for _, thread in sources().values()]


def language(thread: Thread) -> str:
    return "zh" if HAN.search(thread.title) else "en"


def length(text: str, thread: Thread) -> int:
    """Characters of a Chinese text, words of an English one."""
    return len(HAN.findall(text)) if language(thread) == "zh" else len(text.split())


def names(file: str, key: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = tomllib.loads(resources.text(file))[key]
    return found


def texts(thread: Thread) -> Iterator[str]:
    yield from (thread.question, thread.more_info, *(reply.text for reply in thread.replies))


def test_every_source_file_is_one_thread_with_an_id_of_its_own() -> None:
    assert len(sources()) == len(list(FOLDER.glob("*/*.toml")))


def test_there_are_enough_threads_in_both_languages_and_every_department() -> None:
    assert len(threads()) >= LEAST_THREADS
    assert sum(language(thread) == "zh" for thread in threads()) >= LEAST_CHINESE
    counts = Counter(thread.department for thread in threads())
    for department in names("departments.toml", "department"):
        assert counts[department["en"]] + counts[department["zh"]] >= 2, department


def test_a_thread_stands_in_the_folder_of_its_department_and_language() -> None:
    folders = {
        (entry["folder"], lang): entry[lang]
        for entry in names("departments.toml", "department")
        for lang in ("en", "zh")
    }
    for file, thread in sources().values():
        assert thread.department == folders[file.parent.name, language(thread)], file


def test_titles_differ() -> None:
    repeated = [title for title, count in Counter(thread.title for thread in threads()).items() if count > 1]
    assert repeated == []


@pytest.mark.parametrize("part", ["question", "reply"])
def test_lengths_are_those_of_a_letter_and_its_answer(part: str) -> None:
    bounds = {
        ("question", "en"): (60, 200),
        ("question", "zh"): (100, 320),
        ("reply", "en"): (120, 300),
        ("reply", "zh"): (220, 600),
    }
    for thread in threads():
        least, most = bounds[part, language(thread)]
        for text in [thread.question] if part == "question" else [reply.text for reply in thread.replies]:
            shorter = least // 2 if part == "reply" and len(thread.replies) > 1 else least
            assert shorter <= length(text, thread) <= most, (thread.id, length(text, thread))


def test_dates_are_plausible_and_replies_follow_questions() -> None:
    for thread in threads():
        assert thread.asked is not None
        assert date(2004, 1, 1) <= thread.asked <= date(2025, 12, 31), thread.id
        for reply in thread.replies:
            assert reply.replied is not None
            assert 0 <= (reply.replied - thread.asked).days <= 20, thread.id
    assert any(thread.asked and thread.asked.year < 2010 for thread in threads())


def test_hospitals_are_the_invented_ones_and_doctors_stay_at_theirs() -> None:
    invented = {entry[lang] for entry in names("hospitals.toml", "hospital") for lang in ("en", "zh")}
    places: dict[str, set[str]] = defaultdict(set)
    departments: dict[str, set[str]] = defaultdict(set)
    for thread in threads():
        assert thread.replies, thread.id
        for reply in thread.replies:
            assert reply.doctor, thread.id
            assert not reply.doctor.startswith("Dr."), thread.id
            assert reply.hospital in invented | {""}, thread.id
            places[reply.doctor] |= {reply.hospital} - {""}
            departments[reply.doctor].add(reply.department)
    assert {doctor: found for doctor, found in places.items() if len(found) > 1} == {}
    assert {doctor: found for doctor, found in departments.items() if len(found) > 2} == {}
    assert len(places) >= 40


def test_some_askers_hospitals_and_replies_are_as_sources_have_them() -> None:
    assert any(not thread.asker.sex for thread in threads())
    assert any(not thread.asker.age for thread in threads())
    assert any(len(thread.replies) > 1 for thread in threads())
    assert any(not reply.hospital for thread in threads() for reply in thread.replies)
    assert sum(bool(thread.more_info) for thread in threads()) >= len(threads()) // 4


def test_similar_entries_quote_the_thread_that_they_name() -> None:
    found = extract_only = 0
    for thread in threads():
        for similar in thread.similar:
            if similar.thread is None:
                extract_only += 1
                continue
            found += 1
            _, named = sources()[similar.thread]
            assert similar.title == named.title, thread.id
            quoted = similar.question.rstrip(".… ")
            assert flat(named.question).startswith(flat(quoted)), (thread.id, similar.thread)
            reply = similar.reply.rstrip(".… ")
            assert any(flat(other.text).startswith(flat(reply)) for other in named.replies), (thread.id, similar.thread)
    assert found > 20
    assert extract_only > 10


def flat(text: str) -> str:
    return " ".join(text.split())


def test_topics_of_chinese_threads_are_in_chinese_and_there_are_some_everywhere() -> None:
    for thread in threads():
        assert 1 <= len(thread.topics) <= 3, thread.id
        for topic in thread.topics:
            assert bool(HAN.search(topic.name + topic.department)) == (language(thread) == "zh"), thread.id


def test_no_two_threads_share_a_sentence() -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for thread in threads():
        for text in texts(thread):
            for sentence in re.split(r"(?<=[.!?。！？])\s*|\n", text):
                if length(sentence, thread) > 2:
                    seen[sentence.strip().casefold()].add(thread.id)
    assert {sentence: ids for sentence, ids in seen.items() if len(ids) > 1} == {}


def test_no_two_threads_share_a_long_run_of_words() -> None:
    seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for thread in threads():
        size = LONGEST_SHARED_RUN[language(thread)] + 1
        for text in texts(thread):
            words = re.findall(r"[a-z0-9']+|[\u3400-\u9fff]", text.casefold())
            for start in range(len(words) - size + 1):
                seen[tuple(words[start : start + size])].add(thread.id)
    assert {" ".join(run): ids for run, ids in seen.items() if len(ids) > 1} == {}


def test_the_archive_says_everywhere_that_it_is_a_sample(tmp_path: Path) -> None:
    report = importing.build([FOLDER], tmp_path / "bundled.qarchive")
    assert (report.read, report.skipped, report.notes) == (len(sources()), (), ())
    archive = Archive(tmp_path / "bundled.qarchive")
    assert "Sample" in archive.info().title
    for _, thread in archive.threads():
        assert "Sample text" in thread.source.notice
        assert "no medical advice" in thread.source.notice
    archive.close()


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        importing.build([FOLDER], tmp_path / f"{name}.qarchive")
    assert (tmp_path / "one.qarchive").read_bytes() == (tmp_path / "two.qarchive").read_bytes()
