from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

from qa_reader import paths


def test_a_data_folder_holds_all_of_it(tmp_path: Path) -> None:
    where = paths.default(tmp_path)
    places = [*astuple(where), where.user_database, where.settings_file, where.indexes, where.bundled]
    assert all(place.is_relative_to(tmp_path) for place in places)
    assert len({where.user_database, where.settings_file, where.indexes, where.bundled}) == 4
    assert not any(tmp_path.iterdir())


def test_the_system_says_where_its_folders_are() -> None:
    where = paths.default()
    assert all(place.is_absolute() and "qa-reader" in place.parts for place in astuple(where))
    assert where.cache not in {where.data, where.settings}
