"""What every test gets: no screen, and a look afterwards for threads, timers and windows left behind."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(LC_ALL="C.UTF-8", LANGUAGE="")  # English, whatever the developer speaks

from tests.leaks import no_leaked_threads, no_leaked_widgets_or_timers  # noqa: F401 - fixtures
from tests.threads import write_archive

# no deadline: the first example pays for imports, and the machine may be busy
hypothesis.settings.register_profile("house", deadline=None, max_examples=40)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def archive_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of `tests.threads.THREADS`, to be read."""
    path = tmp_path_factory.mktemp("archive") / "a.qarchive"
    write_archive(path)
    return path


@pytest.fixture
def archive_copy(archive_path: Path, tmp_path: Path) -> Path:
    """A copy of that archive, to be changed: `a.qarchive`, alone in `tmp_path`."""
    return Path(shutil.copy(archive_path, tmp_path))
