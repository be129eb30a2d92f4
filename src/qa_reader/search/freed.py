"""Memory that was freed, given back to the system: other programs want it, and so do worker processes."""

from __future__ import annotations

from contextlib import suppress


def give_back() -> None:
    """Give freed memory back, where the C library can be asked to (glibc); it takes some milliseconds.

    Of what is freed between things that stay, glibc gives nothing back unasked: after the texts of an archive were
    written it kept 88 of 167 MB. In the frozen Linux program, which is made without ctypes (3 ms of each start), this
    does nothing.
    """
    with suppress(ImportError, AttributeError, OSError, TypeError):  # not there; another C library; Windows
        import ctypes  # noqa: PLC0415 - see above

        ctypes.CDLL(None).malloc_trim(0)
