"""What was read lately, kept until newer things need the room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any


class Recent:
    """A mapping that forgets the longest unused values beyond `limit` bytes (as the callers count them)."""

    def __init__(self, limit: int = 32 << 20) -> None:
        self._limit = limit
        self._held = 0
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def get(self, key: Hashable) -> Any | None:
        """The value of a key, now the most recent; None where it is not there."""
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: Any, size: int) -> None:
        """Keep a value of `size` bytes; one beyond a quarter of the room is not kept."""
        if size > self._limit // 4:
            return
        if key in self._values:
            self._held -= self._values.pop(key)[1]
        self._values[key] = (value, size)
        self._held += size
        while self._held > self._limit:
            _, (_, freed) = self._values.popitem(last=False)
            self._held -= freed
