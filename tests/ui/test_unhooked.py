from __future__ import annotations

import subprocess
import sys

_QUICKLY = "from qa_reader.ui import unhooked; unhooked.imports()"
_PLAINLY = "import PySide6.QtCore"
_WORDED = """
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.support.signature import get_signature

for wrong in (lambda: QPoint("1", 2), lambda: QTimer.singleShot("1", "2"), lambda: QObject(unknown=3)):
    try:
        wrong()
    except Exception as error:
        print(repr(error))
print(get_signature(QPoint), get_signature(QObject.setParent), QObject.setParent.__doc__)
"""


def printed(*program: str) -> str:
    """What a program of its own prints: in this one PySide6 is there already."""
    ran = subprocess.run([sys.executable, "-c", "\n".join(program)], capture_output=True, text=True, check=True)
    return ran.stdout


def test_errors_and_signatures_read_as_pyside_words_them() -> None:
    worded = printed(_QUICKLY, _WORDED)
    assert worded == printed(_PLAINLY, _WORDED)
    assert "Supported signatures" in worded


def test_what_words_errors_is_not_run_before_there_is_one() -> None:
    names = "print('seterror_argument' in vars(sys.modules['shibokensupport.signature.errorhandler']))"
    assert printed(_QUICKLY, "import sys", names).split() == ["False"]
    assert printed(_PLAINLY, "import sys", names).split() == ["True"]


def test_no_source_is_looked_for_features_at_an_import() -> None:
    hooked = "print(type(builtins.__import__).__name__, builtins.__import__.__name__)"
    assert printed(_QUICKLY, "import builtins", hooked).split() == ["builtin_function_or_method", "__import__"]
    assert "__feature_import__" in printed(_PLAINLY, "import builtins", hooked)
