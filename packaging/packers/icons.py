"""The icon, from its one SVG: in all sizes for Linux, as .ico for Windows and as .icns for macOS."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

from packers import project

SOURCE = project.RESOURCES / "icons" / "qa-reader.svg"
SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 192, 256, 512)
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
_ICNS_TYPES = {"icp4": 16, "icp5": 32, "ic07": 128, "ic08": 256, "ic09": 512, "ic11": 32, "ic12": 64, "ic13": 256}


def make(folder: Path) -> None:
    """Draw all of them into a folder: SIZE.png, qa-reader.ico, qa-reader.icns."""
    drawn = {size: png(size) for size in SIZES}
    for size, picture in drawn.items():
        project.write(folder / f"{size}.png", picture)
    project.write(folder / "qa-reader.ico", ico({size: drawn[size] for size in _ICO_SIZES}))
    project.write(folder / "qa-reader.icns", icns({name: drawn[size] for name, size in _ICNS_TYPES.items()}))


def png(size: int) -> bytes:
    """The icon as PNG of `size` × `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNG pictures by their sizes: Qt writes one with a single size."""
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    start = len(head) + 16 * len(pictures)
    for size, picture in pictures.items():
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), start + len(body))
        body += picture
    return head + body


def icns(pictures: dict[str, bytes]) -> bytes:
    """A macOS icon of PNG pictures by their types there."""
    body = b"".join(
        struct.pack(">4sI", name.encode(), 8 + len(picture)) + picture for name, picture in pictures.items()
    )
    return struct.pack(">4sI", b"icns", 8 + len(body)) + body
