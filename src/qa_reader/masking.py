"""Takes askers' names out of a thread before it leaves the program; sex and age, which matter, stay."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from qa_reader.languages import has_han
from qa_reader.model import Thread

MASK = "[name]"

_TITLE = r"(?:mr|mrs|ms|miss|mx|dr|sir|madam)\.?"
_LEADING = re.compile(rf"^{_TITLE}\s+", re.IGNORECASE)
_TRAILING_HAN = re.compile(r"(先生|小姐|女士|太太|同學|同学|媽媽|妈妈|爸爸)$")
# family names that are months: "in May" has to stay in a text about dates
_MONTHS = frozenset("January February March April May June July August September October November December".split())


def masked(thread: Thread) -> Thread:
    """The thread without its asker's name, wherever its own texts repeat it as the source wrote it.

    A name that the source spells in another way, or somebody else's, cannot be known and stays.
    """
    asker = replace(thread.asker, name="", as_given="")
    without = masker(thread)
    source = replace(
        thread.source,
        short_title=without(thread.source.short_title),
        unparsed=tuple(map(without, thread.source.unparsed)),
    )
    return replace(
        thread,
        asker=asker,
        title=without(thread.title),
        question=without(thread.question),
        replies=tuple(replace(reply, text=without(reply.text)) for reply in thread.replies),
        source=source,
    )


def masker(thread: Thread) -> Callable[[str], str]:
    """Takes the name of a thread's asker out of any text."""
    names = _pattern(" ".join(thread.asker.name.split()))
    return (lambda text: text) if names is None else (lambda text: names.sub(MASK, text))


def _pattern(name: str) -> re.Pattern[str] | None:
    """What finds a name in a text: whole, with another title, and bare where it is long enough to be one."""
    bare = _TRAILING_HAN.sub("", _LEADING.sub("", name)).strip()
    forms = sorted({name, bare}, key=len, reverse=True)
    if has_han(bare):
        wanted = [re.escape(form) for form in forms if len(form) > 1]
        # one character alone is a word as often as a name
        if len(bare) == 1:
            wanted.append(rf"{re.escape(bare)}(?=先生|小姐|女士|太太|同學|同学)")
    else:
        wanted = [rf"(?<!\w)(?i:{_TITLE})\s+{re.escape(bare)}(?!\w)"] if bare else []
        wanted += [rf"(?<!\w){re.escape(form)}(?!\w)" for form in forms if len(form) > 2 and form not in _MONTHS]
    return re.compile("|".join(wanted)) if wanted else None
