"""The languages of the interface: which there are, which one this reader wants, and the catalogue of each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import cache

from qa_reader import resources, wording
from qa_reader.wording import tr

#: Each by its code, called as its speakers call it. English is what stands in the code and has no catalogue.
LANGUAGES = {"en": "English", "zh_TW": "繁體中文"}
SYSTEM = "system"
_FOLDER = "translations"


def chosen(setting: str, preferred: Iterable[str]) -> str:
    """The language of a setting; for "system" the first of the system's languages that there is, else English.

    Any Chinese is answered in the one there is: who reads Simplified characters reads these before English.
    """
    if setting in LANGUAGES:
        return setting
    for name in preferred:
        language = name.replace("-", "_").partition("_")[0].casefold()
        if language == "zh":
            return "zh_TW"
        if language == "en":
            return "en"
    return "en"


def of_system(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The system's languages, the most wanted first, where there is no Qt to ask."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows alone
        import locale  # noqa: PLC0415 - likewise

        return [locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "en")]
    # the order of gettext: LANGUAGE is a list, and counts unless the locale is "C"
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "C")
    plain = named.partition(".")[0]
    return [] if plain in {"C", "POSIX"} else [*filter(None, environment.get("LANGUAGE", "").split(":")), plain]


def speak(language: str) -> None:
    """Say all texts in this language from now on."""
    wording.speak({} if language == "en" else catalogue(language))


def spoken() -> str:
    """The language that is spoken now."""
    return tr("en", "the code of this language")


def has_han(text: str) -> bool:
    """Whether there are Chinese characters in a text; as a pattern this would take 4 ms to compile."""
    return any("\u3400" <= letter <= "\u9fff" for letter in text)


def own_first(names: Iterable[str]) -> tuple[str, ...]:
    """Names of one thing in several languages, those of the language that is spoken before the others."""
    chinese = spoken() == "zh_TW"
    return tuple(sorted(names, key=lambda name: has_han(name) is not chinese))


@cache
def catalogue(language: str) -> wording.Catalogue:
    """The translations of all texts into a language."""
    return wording.read(resources.path(f"{_FOLDER}/qa_reader_{language}.ts").read_bytes())
