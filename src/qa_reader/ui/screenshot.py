"""Draws the real window, off screen, to PNGs: `python -m qa_reader.ui.screenshot FILE [--scene NAME] …`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from qa_reader import languages, paths
from qa_reader.settings import Settings
from qa_reader.ui import scenes, stage, windows
from qa_reader.ui.start import Start

_COLOURS = ("light", "dark")
_SCREEN = "1920x1080"


def main(arguments: Sequence[str]) -> int:
    """Draw what the arguments say; the exit code."""
    options = _parser().parse_args(arguments)
    if options.all is not None and not (options.language and options.colours):
        return _in_all_looks(options, arguments)
    with tempfile.TemporaryDirectory(prefix="qa-reader-screenshot-") as folder:
        _make_screen(options, Path(folder))
        if options.all is not None:
            look = f"{options.language}-{options.colours}-{options.scale}"
            drawn = [(name, options.all / look / f"{name}.png") for name in scenes.SCENES]
        else:
            drawn = [(options.scene, options.file)]
        complaints = [_draw(options, name, file, Path(folder) / name) for name, file in drawn]
    said = [complaint for complaint in complaints if complaint]
    print(*(f"screenshot: {complaint}" for complaint in said), sep="\n", end="\n" if said else "", file=sys.stderr)
    return 1 if said else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py screenshot")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", type=Path, nargs="?", help="the picture")
    what.add_argument("--all", type=Path, metavar="DIR", help="every scene, in all looks that are not chosen below")
    parser.add_argument("--scene", choices=scenes.SCENES, default="overview", help="a state of the window")
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--dark", action="store_const", const="dark", dest="colours")
    parser.add_argument("--light", action="store_const", const="light", dest="colours")
    parser.add_argument("--search", default="")
    parser.add_argument("--thread", default="")
    parser.add_argument("--language", choices=languages.LANGUAGES)
    parser.add_argument("--text-zoom", type=int, default=100, help="per cent")
    parser.add_argument("--list-zoom", type=int, default=100, help="per cent")
    parser.add_argument(
        "--do", action="append", default=[], metavar="COMMAND", help="carry out a command of ui/actions.py; repeatable"
    )
    parser.add_argument("--size", type=_size, default="1400x860", help="of the window, WIDTHxHEIGHT")
    parser.add_argument("--scale", type=int, choices=range(100, 301), metavar="100..300", default=100, help="per cent")
    parser.add_argument("--screen", type=_size, help=f"in real pixels, WIDTHxHEIGHT ({_SCREEN} at the scale)")
    parser.add_argument("--right-to-left", action="store_true", help="as in an Arabic window")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, height = map(int, text.split("x"))
    return width, height


def _in_all_looks(options: argparse.Namespace, arguments: Sequence[str]) -> int:
    """One process for each: the language of a process is chosen once."""
    chosen = [options.language] if options.language else languages.LANGUAGES
    colours = [options.colours] if options.colours else _COLOURS
    looks = ([*arguments, "--language", language, f"--{colour}"] for language, colour in product(chosen, colours))
    command = [sys.executable, "-m", "qa_reader.ui.screenshot"]
    return max(subprocess.call([*command, *look]) for look in looks)  # noqa: S603 - ourselves


def _make_screen(options: argparse.Namespace, folder: Path) -> None:
    """Before Qt looks at it: a screen that is large enough, or as large as it shall be, and its scale."""
    os.environ["QT_SCALE_FACTOR"] = str(options.scale / 100)
    if not os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
        return
    usual = tuple(side * options.scale // 100 for side in _size(_SCREEN))
    width, height = options.screen or usual
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    described = folder / "screen.json"
    described.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={described}"


def _draw(options: argparse.Namespace, name: str, file: Path, folder: Path) -> str:
    """Draw a scene, or what a command opened in it, after it has settled; "" or what went wrong."""
    known = Settings(
        colour_scheme=options.colours or "light",
        language=options.language or "en",
        text_zoom=options.text_zoom,
        list_zoom=options.list_zoom,
    )
    folder.mkdir()
    application = windows.make_application(known)
    if options.right_to_left:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window, session = windows.make_window(paths.default(folder), known)
    hands = stage.Stage(window, session, stage.WORDS[known.language], folder)
    room = application.primaryScreen().availableSize()
    window.resize(min(options.size[0], room.width()), min(options.size[1], room.height()))
    hands.start(Start(options.archive, options.thread, options.search))
    scenes.SCENES[name](hands)
    for command in options.do:
        hands.do(command)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not hands.shown.grab().save(str(file)):
        hands.complaints.append(f"{file}: cannot be written")
    for other in QApplication.topLevelWidgets():
        if other is not window:
            other.close()
    window.close()
    window.deleteLater()
    return "; ".join(f"{name}: {complaint}" for complaint in hands.complaints)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
