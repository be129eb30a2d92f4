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

    def get(self, key: Hashable, default: Any = None) -> Any | None:
        """The value of a key, now the most recent; `default` where it is not there."""
        found = self._values.get(key)
        if found is None:
            return default
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
        self._bound()

    def grow(self, key: Hashable, size: int) -> None:
        """Note that a value takes so many bytes more; one that grows beyond half of the room is not kept."""
        found = self._values.get(key)
        if found is not None:
            self._values[key] = (found[0], found[1] + size)
            self._held += size
            if found[1] + size > self._limit // 2:
                self._held -= self._values.pop(key)[1]
            self._bound()

    def _bound(self) -> None:
        while self._held > self._limit:
            _, (_, freed) = self._values.popitem(last=False)
            self._held -= freed
