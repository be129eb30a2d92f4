"""Arrays in scratch files: what is read is what was written, or a fault that names the file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa_reader.errors import BuildFault
from qa_reader.search.runs import Spilled


def test_stretches_of_an_array_come_back(tmp_path: Path) -> None:
    numbers = np.arange(20_000, dtype=np.int32)
    spilled = Spilled(tmp_path / "w0.documents", numbers[::2])
    assert len(spilled) == 10_000
    assert spilled[:].tolist() == numbers[::2].tolist()
    assert spilled[3:5].tolist() == [6, 8]
    assert spilled[9_999:20_000].tolist() == [19_998]
    assert spilled[5:3].tolist() == Spilled(tmp_path / "w0.codes", numbers[:0])[:].tolist() == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("size", [10, 100_000])
def test_no_room_is_told_with_the_scratch_folder(tmp_path: Path, size: int) -> None:
    file = tmp_path / "w0.documents"
    file.symlink_to("/dev/full")
    with pytest.raises(BuildFault) as told:
        Spilled(file, np.zeros(size))
    assert str(told.value) == f"{tmp_path}: temporary files cannot be written: No space left on device"


@pytest.mark.parametrize("left", [0, 8, 76])
def test_a_file_that_was_cut_short_is_named(tmp_path: Path, left: int) -> None:
    file = tmp_path / "w0.documents"
    spilled = Spilled(file, np.arange(10))
    with file.open("r+b") as opened:
        opened.truncate(left)
    with pytest.raises(BuildFault) as told:
        spilled[7:]
    assert str(told.value) == f"{file}: this temporary file is shorter than it was"


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    file = tmp_path / "w0.documents"
    spilled = Spilled(file, np.arange(10))
    file.unlink()
    with pytest.raises(BuildFault) as told:
        spilled[7:]
    assert str(told.value) == f"{file}: cannot be read: No such file or directory"
