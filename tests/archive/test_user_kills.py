"""Nothing that was acknowledged is lost: a process that writes is killed at random moments, again and again.

QA_READER_KILLS says how often; the usual number is for every day, 200 for a release.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from qa_reader.archive import UserDatabase
from tests.kept import ref, write_version_1

KILLS = int(os.environ.get("QA_READER_KILLS", "8"))
WRITER = Path(__file__).with_name("writer_that_is_killed.py")
ROOT = Path(__file__).parents[2]
_EACH = 1_000_000  # names that one process may use

pytestmark = [
    pytest.mark.timeout(60 + 10 * KILLS),
    pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL"),
]


def killed_writer(file: Path, number: int, delay: float, *, from_start: bool) -> list[tuple[int, int]]:
    """What a writer acknowledged that was killed `delay` seconds after its first word, or after its start."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, str(WRITER), str(file), str(number * _EACH)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as writer:
        assert writer.stdout is not None
        first = b"" if from_start else writer.stdout.readline()
        killer = threading.Timer(delay, writer.send_signal, [signal.SIGKILL])
        killer.start()
        said = first + writer.stdout.read()
        killer.join()
    assert writer.returncode == -signal.SIGKILL
    lines = said.decode().split("\n")[:-1]  # what was cut within a line was not acknowledged
    return [(int(kind), int(name)) for kind, name in map(str.split, lines)]


def missing(file: Path, acknowledged: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What was acknowledged and is not there; what was written in part is a fault, too."""
    with closing(UserDatabase(file)) as user:
        assert user.told == ()
        bookmarks = {one.ref: one for one in user.bookmarks()}
        there = [
            {int(one.thread.partition(":")[2]) for one in bookmarks},
            {int(one.name.split()[1]) for one in user.shelf.folders()},
            {int(one.text.split()[1]) for one in user.marks.notes()},
            {int(one.anchor.quote.split()[1]) for one in user.marks.highlights()},
            {int(one.name.split()[1]) for one in user.searches.searches()},
            {
                int(one.ref.thread.partition(":")[2])
                for day in user.history.days(10**9)
                for one in day.visits
                if one.ref
            },
            {int(one.thread.partition(":")[2]) for one, kept in bookmarks.items() if len(kept.tags) == 50},
        ]
        assert {len(kept.tags) for kept in bookmarks.values()} <= {0, 50}
        visited = there[5]
        assert visited == {int(one.thread.partition(":")[2]) for one in user.marks.read()}
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return [(kind, name) for kind, name in acknowledged if name not in there[kind]]


def test_kills_at_random_moments_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    file = tmp_path / "user.sqlite3"
    chance = random.Random(20261122)
    acknowledged: list[tuple[int, int]] = []
    for number in range(KILLS):
        from_start = chance.random() < 0.2
        delay = chance.uniform(0, 1.5) if from_start else chance.uniform(0, 0.25)
        acknowledged += killed_writer(file, number, delay, from_start=from_start)
        assert missing(file, acknowledged) == []
    assert acknowledged
    print(f"{KILLS} kills, {len(acknowledged)} changes acknowledged, none lost")  # noqa: T201 - what was measured


def test_kills_while_a_first_version_is_migrated_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "user.sqlite3"
    rows = [(*ref(number), f"Title {number}", "", f"2025-01-01T00:00:{number % 60:02}") for number in range(20_000)]
    chance = random.Random(7)
    code = (
        "import pathlib, sys\nfrom qa_reader.archive import UserDatabase\nprint(1, flush=True)\n"
        "UserDatabase(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[1] + '-backups'))\nprint(2, flush=True)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for _ in range(max(2, KILLS // 4)):
        for left in tmp_path.iterdir():
            if left.is_file():
                left.unlink()
        write_version_1(file, rows)
        with subprocess.Popen(
            [sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE, env=environment
        ) as opener:
            assert opener.stdout is not None
            opener.stdout.readline()
            killer = threading.Timer(chance.uniform(0, 0.3), opener.send_signal, [signal.SIGKILL])
            killer.start()
            opener.stdout.read()
            killer.join()
        with closing(UserDatabase(file)) as user:
            assert user.told == ()
            assert len(user.bookmarks()) == len(rows)
