"""A process that keeps one thing after another and says so of each after it returned; it runs until it is killed."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from qa_reader.archive import UserDatabase
from qa_reader.kept import Anchor, Colour
from qa_reader.model import Query
from tests.kept import known, ref


def main(file: Path, first: int) -> None:
    """Keep things whose names begin at `first`."""
    user = UserDatabase(file)
    chance = random.Random(first)
    steps: list[Callable[[int], object]] = [
        lambda n: user.shelf.add(known(n)),
        lambda n: user.shelf.add_folder(f"folder {n}"),
        lambda n: user.marks.set_note(known(n), f"note {n}"),
        lambda n: user.marks.add_highlight(known(n), "question", Anchor(f"quote {n}"), Colour.BLUE),
        lambda n: user.searches.save(f"search {n}", Query(f"{n}")),
        lambda n: user.visit(known(n)),
        # several rows, one transaction: all of it or nothing
        lambda n: (user.shelf.add(known(n)), user.shelf.set_tags(ref(n), [f"{n}-{part}" for part in range(50)])),
    ]
    for number in range(first, first + 1_000_000):
        kind = chance.randrange(len(steps))
        steps[kind](number)
        os.write(1, f"{kind} {number}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
