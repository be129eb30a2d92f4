"""`python -m packers.screen FILE.png`: a picture of the whole screen that DISPLAY names."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication

if __name__ == "__main__":
    application = QGuiApplication(["screen", "-platform", "xcb"])
    sys.exit(not application.primaryScreen().grabWindow(0).save(sys.argv[1]))
