"""A page of the question list: its hits, which of them have a row, and which stand for others."""

from __future__ import annotations

from msgspec import Struct, field

from qa_reader.model import Hit, HitPage


class Page(Struct):
    """A page: its hits (None where they were let go), and those that have a row, from top to bottom.

    Hits are named by their ranks, their places in the answer: under one of this page those of later ones are unfolded.
    """

    hits: tuple[Hit, ...] | None
    size: int
    rows: list[int]
    followers: dict[int, tuple[int, ...]] = field(default_factory=dict)  # of the first of those that ask the same
    unfolded: set[int] = field(default_factory=set)

    @property
    def folded(self) -> int:
        """How many hits have no row, less the rows that hits of later pages have here."""
        return self.size - len(self.rows)

    @property
    def followed(self) -> set[int]:
        """The hits that another one stands for."""
        return {rank for others in self.followers.values() for rank in others}

    def first_of(self, rank: int) -> int:
        """The hit that stands for another one."""
        return next(first for first, others in self.followers.items() if rank in others)


def page_of(page: HitPage) -> Page:
    """A page that has just come, each of its hits in a row of its own."""
    ranks = range(page.offset, page.offset + len(page.hits))
    followers = {ranks[first]: tuple(ranks[place] for place in others) for first, *others in page.repeats}
    return Page(page.hits, len(ranks), list(ranks), followers)
