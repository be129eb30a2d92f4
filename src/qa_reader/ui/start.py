"""What a start of the program was given to open. Known before the window is, so that it imports nothing large."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa_reader import paths, resources

if TYPE_CHECKING:
    from qa_reader.model import ThreadRef
    from qa_reader.settings import Settings

#: With this begins a link to a thread (`citing.SCHEME`, which is not imported for a start without one).
LINK = "qa-reader:"


@dataclass(frozen=True, slots=True)
class Start:
    """What to open first: an archive (None: the last one, else the bundled one), a thread's id, a search.

    `link` names a thread and its archive, wherever that lies; then the rest does not count.
    """

    archive: Path | None = None
    thread: str = ""
    search: str = ""
    link: ThreadRef | None = None
    private: bool = False  # nothing is kept

    @property
    def begins_as_left(self) -> bool:
        """Whether the list begins with what it showed when it was last seen."""
        return not self.search and self.link is None and not self.private


def usual_archive(known: Settings) -> Path | None:
    """What is opened where nobody says what: the last archive, else the one that comes with the program."""
    return Path(known.archive) if known.archive else resources.bundled_archive()


def named(text: str) -> Start:
    """What an argument names: the thread of a link, which anybody may have written, else an archive's file.

    Raises NotFoundError for a link that names nothing.
    """
    if not text:
        return Start()
    if not text.lower().startswith(LINK):
        return Start(paths.of_argument(text).absolute())
    from qa_reader import citing  # noqa: PLC0415 - as above

    return Start(link=citing.parse_link(text))
