"""HTML made safe to parse: few tags, and few attributes in each.

Lexbor takes time by the square of the depth of nested elements (200,000 take 268 s) and of the attributes of one tag
(300,000 take longer than 300 s), and cannot be interrupted; a hostile page needs no more than a megabyte for either.
"""

from __future__ import annotations

import re

#: The most tags of a page. A thread's page has some thousands; 20,000 nested ones take 3 s.
MAX_TAGS = 20_000

# A tag ends at the first ">" that is not within a quoted value; "<" within it, unquoted, means that it is no tag.
_TAG = re.compile(
    r"""<(?:(?P<name>/?[a-zA-Z][a-zA-Z0-9:-]{0,30})(?P<attributes>(?:=\s*+(?:"[^"]*+"|'[^']*+')|[^<>])*+)>|(?=/?[a-zA-Z]))"""
)
_KEPT = re.compile(
    r"""(?<![^\s"'/])(class|href|rel)\s*=\s*(?:"([^"<>]{0,2000})"|'([^'"<>]{0,2000})'|([^\s"'<>]{1,2000}))""",
    re.IGNORECASE,
)


def count_tags(text: str) -> int:
    """How many tags the text has at most."""
    return text.count("<")


def bare_tags(text: str) -> str:
    """The text with class, href and rel as its tags' only attributes, and without tags that are not closed."""
    return _TAG.sub(_bare, text)


def _bare(tag: re.Match[str]) -> str:
    if tag["name"] is None:
        return "&lt;"
    attributes = tag["attributes"]
    if not attributes or tag["name"].startswith("/"):
        return f"<{tag['name']}>"
    # One of a name: more of them would again be a long list.
    kept = {found[1].lower(): found[2] or found[3] or found[4] or "" for found in _KEPT.finditer(attributes[:20_000])}
    written = "".join(f' {name}="{value}"' for name, value in kept.items())
    return f"<{tag['name']}{written}>"
