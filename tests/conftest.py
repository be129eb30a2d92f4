"""What every test gets: no screen, and a look afterwards for threads, timers and windows left behind."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.leaks import no_leaked_threads, no_leaked_widgets_or_timers  # noqa: F401 - fixtures
