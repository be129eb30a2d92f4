"""Names of a package that import the module they live in when they are first asked for (PEP 562).

A command that searches needs a tenth of what the packages offer, and importing the rest took half of its time.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def names(package: str, homes: dict[str, str]) -> Callable[[str], Any]:
    """A package's `__getattr__`: each name's value, from the module of the package that `homes` says it lives in."""

    def get(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return get
