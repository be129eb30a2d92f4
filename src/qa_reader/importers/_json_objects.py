"""The objects of a large JSON file one by one: of an array, one a line, or a single one, with bounded memory.

An incremental JSON parser (ijson) ends at the first fault; here each object's bytes are cut out by its braces and
quotes alone, so that one bad object costs only itself, and msgspec reads it at full speed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from qa_reader.errors import ImportFault
from qa_reader.wording import tr

#: The largest object that is read, in bytes.
MAX_OBJECT = 16 * 1024 * 1024

_CHUNK = 256 * 1024
_BOM = b"\xef\xbb\xbf"
# What matters for where an object ends: texts (a newline within one is no JSON: the text lacks its end), braces,
# and outside of objects whatever else there is.
_TOKEN = re.compile(rb'"(?:[^"\\\n]++|\\.)*+(?P<close>"?)|(?P<brace>[{}\]])|[^\s,\[\]{}"]++', re.DOTALL)
_NEXT_OBJECT = re.compile(rb"\n[ \t\r]*(?:\}[ \t\r]*,?\s*)?(?=\{)")


class JsonObject(NamedTuple):
    """An object's bytes and its place among the others, from 0; `fault` tells what is there in place of one."""

    place: int
    raw: bytes
    fault: str = ""


def json_objects(path: Path) -> Iterator[JsonObject]:
    """Each object in order, with a fault where there is none, and at the end one where the file is broken off.

    Raises ImportFault when the file cannot be read.
    """
    cutter = _Cutter()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield from cutter.feed(chunk)
                if cutter.overflown:
                    yield cutter.fault(
                        tr("larger than {0} MB; the rest of the file is not read").format(MAX_OBJECT // 1024**2)
                    )
                    return
    except OSError as fault:
        raise ImportFault(tr("{0}: cannot be read: {1}").format(path, fault.strerror or fault)) from fault
    yield from cutter.finish()


class _Cutter:
    """Cuts a stream of bytes into objects; holds the bytes of one object and a chunk at most."""

    def __init__(self) -> None:
        self._held = b""
        self._start = 0  # where the object begins that is being read
        self._scan = 0  # up to where `_held` has been looked at
        self._depth = 0
        self._index = 0
        self._lost = False  # inside a broken object: looking for the line that begins the next one
        self._open = False  # the file is a list whose end has not been seen
        self._begun = False

    @property
    def overflown(self) -> bool:
        """Whether an object is larger than any that is read."""
        return len(self._held) > MAX_OBJECT

    def feed(self, chunk: bytes, *, last: bool = False) -> Iterator[JsonObject]:
        """Take more bytes and give the objects that are whole with them."""
        self._held += chunk
        if not self._begun:
            self._held = self._held.removeprefix(_BOM)
            self._begun = True
            self._open = self._held.lstrip().startswith(b"[")
        while (found := self._next(last=last)) is not None:
            yield found
        keep = self._start if self._depth else self._scan
        self._held, self._start, self._scan = self._held[keep:], 0, self._scan - keep

    def finish(self) -> Iterator[JsonObject]:
        """Give what the last bytes still hold, and a fault where the file was broken off."""
        yield from self.feed(b"", last=True)
        if self._depth:
            yield self.fault(tr("the file is broken off within this object"))
        elif self._open:
            yield self.fault(tr("the file is broken off here: its list has no end"))

    def fault(self, reason: str) -> JsonObject:
        """A fault in place of the next object."""
        self._index += 1
        return JsonObject(self._index - 1, b"", reason)

    def _next(self, *, last: bool) -> JsonObject | None:
        """The next object or fault in the bytes held, None where more bytes are needed."""
        if self._lost and not self._find_again():
            return None
        for token in _TOKEN.finditer(self._held, self._scan):
            if self._goes_on(token, last=last):
                self._scan = token.start()
                return None
            self._scan = token.end()
            found = self._take(token)
            if found is not None:
                return found
        return None

    def _goes_on(self, token: re.Match[bytes], *, last: bool) -> bool:
        """Say whether more bytes may belong to the token; a text that the file's end cuts off goes on nowhere."""
        if token["brace"] or token["close"] or token.end() < len(self._held) - 1:
            return False
        return not last or token[0].startswith(b'"')

    def _take(self, token: re.Match[bytes]) -> JsonObject | None:
        mark = token[0]
        if mark == b"{":
            self._start = self._start if self._depth else token.start()
            self._depth += 1
        elif mark == b"}" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._index += 1
                return JsonObject(self._index - 1, self._held[self._start : token.end()])
        elif mark == b"]":
            self._open = self._open and bool(self._depth)
        elif not self._depth:
            return self.fault(tr("expected an object, found {0!r}").format(mark[:40].decode("utf-8", "replace")))
        elif mark.startswith(b'"') and not token["close"]:
            self._depth, self._lost = 0, True
            return self.fault(tr("not valid JSON: a text in it does not end in its line"))
        return None

    def _find_again(self) -> bool:
        found = _NEXT_OBJECT.search(self._held, self._scan)
        if found is None:
            # Keep the last line: its beginning may be in these bytes and the brace in those to come.
            self._scan = max(self._scan, self._held.rfind(b"\n"))
            return False
        self._scan, self._lost = found.end(), False
        return True
