"""Imports PySide6 without what it does at every start for those who write programs with it.

Its hook reads the source of every module that is imported after it, to look for `from __feature__ import …`, which
this program has nowhere. And it brings 100 KB of Python as text, which it compiles at every start: most of that words
the errors of wrong arguments and tells signatures, and is put off until somebody asks for it, in most runs nobody.
"""

from __future__ import annotations

import builtins
import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

_SUPPORT = "shibokensupport.signature"
#: 40 of the 145 ms until a bare window is there. Not `mapping`, into whose names PySide6 looks without asking it.
_PUT_OFF = frozenset({"errorhandler", "layout", "parser", "enum_sig", "pyi_generator", "tool"})
_PARTS = 2  # where an import statement hands on what it wants of a module, after its own names
_import = builtins.__import__


def imports() -> None:
    """Import PySide6 so; without its hook, window and library take a tenth less (1,270 → 1,110 ms of a busy CPU)."""
    builtins.__import__ = _importing
    try:
        import PySide6.QtCore  # noqa: F401, PLC0415 - puts the hook in the place of what imports
    finally:
        builtins.__import__ = _import


class _Later(ModuleType):
    """Stands for a module that is run when something of it is first asked for, on whichever thread.

    Python's own LazyLoader would run it when it is asked for its spec, which PySide6 does at once, to rename it.
    """

    _running = RLock()  # one for all, for they import each other

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__ = ModuleSpec(spec.name, spec.loader)
        self._found = spec
        self._run: ModuleType | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python asks of any module
            raise AttributeError(name)
        with self._running:
            self._run = self._run or _run(self._found)
        return getattr(self._run, name)


def _run(spec: ModuleSpec) -> ModuleType:
    module = module_from_spec(spec)
    assert spec.loader is not None
    spec.loader.exec_module(module)
    return module


def _importing(name: str, *where: Any, **named: Any) -> ModuleType:
    """Import as usual, but of PySide6's support what can wait: `from shibokensupport.signature import layout`."""
    if name.startswith(_SUPPORT) and len(where) > _PARTS:
        for part in _PUT_OFF.intersection(where[_PARTS] or ()):
            _put_off(f"{name}.{part}")
    return _import(name, *where, **named)


def _put_off(name: str) -> None:
    spec = None if name in sys.modules else find_spec(name)
    if spec is not None:
        sys.modules[name] = _Later(spec)
