"""The reader's own database: one SQLite file, apart from every archive; each change is durable when it returns.

`shelf` has bookmarks, folders and tags, `marks` notes, highlights and what was read, `searches` and `history` what
their names say, `threads` what is remembered of the threads of all these. This module has what is done to the whole:
opening with its checks, backups, restoring, merging, clearing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime
from pathlib import Path

from msgspec.structs import replace

from qa_reader import files
from qa_reader.archive import moving, user_clearing, user_merge, user_undo
from qa_reader.archive.backups import Backups
from qa_reader.archive.user_file import DamagedFault, UserFile, named
from qa_reader.archive.user_marks import Marks
from qa_reader.archive.user_schema import APPLICATION_ID, VERSION
from qa_reader.archive.user_searches import History, Searches
from qa_reader.archive.user_shelf import Shelf
from qa_reader.archive.user_threads import Threads
from qa_reader.errors import UserDatabaseError
from qa_reader.kept import Backup, Cleared, Collection, Kept, KeptChange, KnownThread, Merged
from qa_reader.model import Bookmark, ThreadRef
from qa_reader.wording import counted, day, tr

__all__ = ["APPLICATION_ID", "VERSION", "UserDatabase"]


class UserDatabase:
    """The open user database at `path`, made where there is none. Used from one thread at a time.

    A damaged or lost one is replaced by the newest good backup; `told` says so in sentences, () where all was well.
    Every method raises UserDatabaseError that names the file.
    """

    def __init__(self, path: Path, backups: Path | None = None) -> None:
        self._backups = Backups(path, backups or path.parent / "backups")
        self.told: tuple[str, ...] = ()
        self._file = self._opened(path)
        self.shelf = Shelf(self._file)
        self.marks = Marks(self._file)
        self.searches = Searches(self._file)
        self.history = History(self._file)
        self.threads = Threads(self._file)

    @property
    def private(self) -> bool:
        """Private reading: visits and read marks are passed over in silence, every other write is refused."""
        return self._file.private

    @private.setter
    def private(self, private: bool) -> None:
        self._file.private = private

    @property
    def changes(self) -> int:
        """A number that grows with every change."""
        return self._file.changes

    # ------------------------------------------------------------ bookmarks, in short

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """All bookmarks, the newest first."""
        return self.shelf.bookmarks()

    def add_bookmark(self, ref: ThreadRef, title: str, department: str) -> None:
        """Keep a thread of which nothing more is known; one that is kept already stays as it is."""
        self.shelf.add(KnownThread(ref, title, department))

    def remove_bookmark(self, ref: ThreadRef) -> None:
        """Forget a thread that was kept."""
        self.shelf.remove([ref])

    def visit(self, known: KnownThread) -> KeptChange:
        """Write down that a thread was opened, and that it was read: one transaction, and none in private."""
        if self.private:
            return KeptChange()
        with self._file.change():
            read, visited = self.marks.set_read([known], read=True), self.history.visit(known)
        return replace(read, kinds=read.kinds | visited.kinds)

    # ------------------------------------------------------------ the whole

    def counts(self, since: datetime | None = None) -> dict[str, int]:
        """How many there are of each kind that were made at `since` or later (None: ever)."""
        with self._file.named():
            return user_clearing.counts(self._file.connection, since)

    def export(self) -> bytes:
        """Everything that is kept, as a file that `merge` of this or another computer takes."""
        return moving.encode(user_merge.everything(self._file))

    def merge(self, file: Path) -> Merged:
        """Put what such a file holds to what is here: nothing is lost, and a second time nothing changes.

        Raises ImportFault where the file is not one, and then nothing was changed.
        """
        return user_merge.merge(self._file, moving.read(file))

    def at_once(self) -> AbstractContextManager[object]:
        """All changes within the block are one: all of them happen, or none."""
        return self._file.change()

    def put_back(self, before: Collection, after: Collection, known: Iterable[KnownThread] = ()) -> KeptChange:
        """Make of what a change made of `before`, which is `after`, what it was."""
        return user_undo.put_back(self._file, before, after, known)

    def clear(self, kinds: Iterable[Kept], since: datetime | None = None, *, in_backups: bool = True) -> Cleared:
        """Remove what was made of these kinds at `since` or later (None: ever), from the backups, too.

        Nothing of it remains in the file. Files that may still hold some of it are named: damaged ones set aside.
        """
        kinds = tuple(kinds)
        with self._file.change(clearing=True) as connection:
            counts = user_clearing.clear(connection, kinds, since)
        self._file.vacuum()
        cleared, left = self._backups.clear(kinds, since) if in_backups else (0, ())
        aside = sorted(str(file) for file in self._file.path.parent.glob(f"{self._file.path.name}.damaged*"))
        return Cleared(counts, cleared, (*left, *aside))

    # ------------------------------------------------------------ backups

    def back_up(self, today: date | None = None) -> Path | None:
        """Make today's backup where it is not there yet: for a program that stays open over midnight."""
        return self._backups.make_daily(today or _today())

    def backups(self) -> tuple[Backup, ...]:
        """Every backup and what is in it, the newest first."""
        return self._backups.all()

    def restore(self, backup: str) -> KeptChange:
        """Put a backup, named by its path, in the place of everything; what was here becomes a backup itself."""
        if self.private:
            raise UserDatabaseError(tr("Private reading keeps nothing. Leave it to restore a backup."))
        self._backups.make_before_restoring(self._file)
        self._backups.take(Path(backup), self._file)
        return KeptChange(frozenset(Kept))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    # ------------------------------------------------------------ opening

    def _opened(self, path: Path) -> UserFile:
        with named(path):
            lost = not path.exists() or not path.stat().st_size
        if lost:
            self._replace_lost(path)
        # before it is migrated; what is damaged is found out below, and a full disk keeps nobody from reading
        with suppress(UserDatabaseError):
            self._backups.make_daily(_today())
        try:
            return UserFile(path)
        except DamagedFault:
            # once more: another process may have mended it meanwhile
            with suppress(DamagedFault):
                return UserFile(path)
            self._replace_damaged(path)
            return UserFile(path)

    def _replace_lost(self, path: Path) -> None:
        backup = self._backups.newest_good()
        if backup is not None:
            _set_journal_aside(path)
            self._backups.put_in_place(Path(backup.path))
            self.told = (tr("{0}: what you kept was no longer there. {1}").format(path, _taken(backup)),)

    def _replace_damaged(self, path: Path) -> None:
        aside = _set_aside(path)
        backup = self._backups.newest_good()
        if backup is None:
            taken = tr("There is no good backup, so that bookmarks and notes begin anew.")
        else:
            self._backups.put_in_place(Path(backup.path))
            taken = _taken(backup)
        self.told = (
            tr("{0}: the file of what you kept was damaged, and is set aside as {1}. {2}").format(
                path, aside.name, taken
            ),
        )


def _set_aside(path: Path) -> Path:
    """Rename a damaged file, its journal first."""
    try:
        _set_journal_aside(path)
        return files.set_aside(path)
    except OSError as error:
        raise UserDatabaseError(
            tr("{0}: damaged, and cannot be set aside: {1}").format(path, error.strerror or error)
        ) from error


def _set_journal_aside(path: Path) -> None:
    """A journal that a killed process left belongs to the file that it was writing, and to no copy of it."""
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        files.set_aside(journal)


def _taken(backup: Backup) -> str:
    made = day(datetime.fromisoformat(backup.made).astimezone().date())
    told = tr("The backup of {0} has taken its place ({1}); what was kept after it is not in it.")
    return told.format(made, tr(", ").join(_held(backup)) or tr("empty"))


def _held(backup: Backup) -> Iterator[str]:
    words = {
        "bookmarks": (tr("{0} bookmark"), tr("{0} bookmarks")),
        "notes": (tr("{0} note"), tr("{0} notes")),
        "highlights": (tr("{0} highlight"), tr("{0} highlights")),
        "searches": (tr("{0} saved search"), tr("{0} saved searches")),
    }
    for kind, (one, many) in words.items():
        if count := backup.counts.get(kind, 0):
            yield counted(count, one, many)


def _today() -> date:
    return datetime.now().astimezone().date()
