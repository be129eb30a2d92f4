"""Salutations and signatures: where they stand in a text, so that they count for nothing and never make a snippet."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from qa_reader.model import Span
from qa_reader.search.spans import merged

_TITLES = r"(?:dr|mr|mrs|ms|miss|sir|madam|doctor|professor|prof|doc)\b\.?"
#: Thanks for a question, as a sentence before the answer to it.
_THANKS = (
    r"thank(?:s| you)(?: very much| so much)? for (?:your |the )?"
    r"(?:inquiry|enquiry|question|query|letter|message|consultation|asking|writing|reaching out)[^.!?\n]{0,60}[.!]"
)
#: "Dear Mr.\nChen," and the like at the beginning of a line; what follows the comma is the text itself.
#: No name follows a greeting when one of these does: "Hello, my eyes …".
_NO_NAME = r"(?!(?:for|i|my|the|since|this|please|we|in|about)\b)"
_OPENING = (
    r"^[ \t]*(?:dear|hello|hi|hey|greetings|good (?:morning|afternoon|evening|day))\b"
    rf"(?:[ \t,]+(?:{_TITLES}|there|all|everyone|friend|patient|user))*"
    rf"(?:\s+{_NO_NAME}[A-Za-z.'’-]{{1,20}}){{0,3}}[ \t]*(?:[,:!.，：！]|$)(?:\s*{_THANKS})?"
    rf"|^[ \t]*{_THANKS}"
)
_CLOSING = (
    r"^[ \t]*(?:(?:i )?wish(?:ing)? you|best (?:wishes|regards)|(?:kind |warm(?:est)? )?regards|sincerely"
    r"|yours (?:sincerely|truly|faithfully)|take care|stay healthy|get well soon|(?:i )?hope (?:this|that|it) helps"
    r"|thank you for (?:your )?(?:inquiry|question|letter|asking|consultation|reading)|thanks in advance"
    r"|best,?$|cheers,?$|(?:many thanks|thanks(?: a lot)?|thank you(?: very much| so much)?)"
    rf"(?:,? (?:{_TITLES}|all|everyone))?[.!,]*$)[^\n]{{0,120}}$"
)
_NAME = r"[A-Z][\w'’-]*(?:[ \t]+[A-Z][\w'’-]*){0,3}"
_SIGNATURE = (
    rf"^[ \t]*(?:(?i:{_TITLES})[ \t]*(?:\n[ \t]*)?{_NAME}(?:,[ \t]*(?:Department of )?{_NAME})?"
    r"|Department of [A-Z][^\n.]{0,60}"
    r"|(?:[A-Z][\w'’&-]*[ \t]+){1,6}(?:Hospital|Clinic|Medical Cent(?:er|re)))[ \t.,]*$"
)
_CHINESE_THANKS = r"(?:谢谢|謝謝|感谢|感謝)(?:您|你)?的?(?:来信|來信|提问|提問|询问|詢問|咨询|諮詢|发问|發問)[。！!，,]"
_CHINESE = (
    r"^[ \t　]*(?:(?:[^\s，,。！!：:、]{1,8})?(?:您好|你好|妳好|大家好|早安|午安|晚安)"
    rf"|(?:亲爱的|親愛的|尊敬的)[^\n，,。！!：:]{{0,12}})[ \t　]*[，,。！!：:~～]*(?:{_CHINESE_THANKS})?"
    rf"|^[ \t　]*{_CHINESE_THANKS}"
    r"|^[ \t　]*(?:(?:敬?祝|祝福)[您你妳][^\n。，,！!]{0,20}|敬?祝[^\n。，,]{0,14})[。！!]?[ \t　]*$"
    r"|^[^\n。，,]{0,24}(?:敬上|谨上|謹上|敬启|敬啟|(?:醫師|医师|醫生|医生)上)[ \t　]*$"
    r"|^[ \t　]*(?:谢谢|謝謝|感谢|感謝)[^\n。，,]{0,14}[。！!~～]*[ \t　]*$"
    r"|^[^\n。，,？?请請找看去想问問的和]{1,12}(?:医院|醫院)[^\n。，,？?的和]{0,12}"
    r"(?:(?:醫師|医师|醫生|医生)(?:回覆|回复)?|(?:关心|關心)[您你])[。！! \t　]*$"
    r"|^[^\n。，,]{1,6}(?:醫師|医师|醫生|医生)(?:回覆|回复)[ \t　]*$"
    r"|^[ \t　]*以上[^\n。，,]{0,6}(?:仅供|僅供)[您你]?(?:参考|參考)[。！!]?[ \t　]*$"
    r"|^[ \t　]*希望[^\n。，,]{0,6}[对對][您你]有所?(?:帮助|幫助)[。！!]?[ \t　]*$"
)
#: Thanks behind the last sentence of a line.
_CHINESE_END = (
    r"(?<=[。，,！!？?；])[ \t　]*(?:谢谢|謝謝|感谢|感謝)[^\n。，,]{0,8}[。！!~～]*[ \t　]*$"
    r"|(?<=[。！!？?；])[ \t　]*希望[^\n。，,]{0,6}[对對][您你]有所?(?:帮助|幫助)[。！!]?[ \t　]*$"
)
_ENGLISH = f"(?i:{_OPENING}|{_CLOSING})"
#: What lines of courtesy begin with, and names: most lines begin with something else, and need no match.
_COURTEOUS = frozenset("de he hi gr go th wi be ki wa re si yo ta st ge ho ch ma".split()) | {"i "}
_TITLED = frozenset("dr mr ms mi si ma do pr".split())
_DEPARTMENT = "De"
#: One of these stands in each end of a Chinese line.
_THANKED = ("谢", "謝", "希望")
#: Characters from here on begin Chinese lines only.
_FIRST_CHINESE = "\u3000"
#: A text is looked through for them only this far from its ends: between, a line is meant.
_REACH = 400


def courtesies(text: str) -> tuple[Span, ...]:
    """The spans of salutations and signatures, in order."""
    if len(text) <= 2 * _REACH:
        windows = [(0, len(text))]
    else:
        first = text.find("\n", _REACH)
        last = text.rfind("\n", 0, len(text) - _REACH) + 1
        windows = [
            (0, _REACH if first < 0 or first > 2 * _REACH else first),
            (max(last, len(text) - 2 * _REACH), len(text)),
        ]
    found: list[Span] = []
    chinese = () if text.isascii() else (_pattern(_CHINESE),)
    place = "Hospital" in text or "Clinic" in text or "Medical Cent" in text  # a loop would take as long as the lines
    for first, last in windows:
        start = first if first == 0 or text[first - 1] == "\n" else text.find("\n", first, last) + 1 or last
        for line in text[start:last].split("\n"):  # matching only where lines begin takes a tenth of searching
            for pattern in _patterns_of(line[:2], place) + chinese:
                match = pattern.match(text, start, last)
                if match is not None and match.end() > start:
                    found.append(Span(start, match.end()))
            start += len(line) + 1
        if chinese and any(word in text for word in _THANKED):
            found += [Span(*match.span()) for match in _pattern(_CHINESE_END).finditer(text, first, last)]
    return merged(found) if found else ()


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A pattern when it is first wanted: those of Chinese take 10 ms to compile, of English 7."""
    return re.compile(text, re.MULTILINE)


@lru_cache(maxsize=4096)
def _patterns_of(beginning: str, place: bool) -> tuple[re.Pattern[str], ...]:  # noqa: FBT001 - by name takes longer
    """The patterns that a line can match, but for Chinese ones, by its first two characters.

    `place`: whether the text has the word for a place, with which some signatures end.
    """
    if beginning[:1] >= _FIRST_CHINESE:
        return ()
    if beginning[:1] in ("", " ", "\t") or not beginning.isascii():
        return _pattern(_ENGLISH), _pattern(_SIGNATURE)
    courteous = beginning.lower() in _COURTEOUS
    named = beginning.lower() in _TITLED or beginning == _DEPARTMENT or (place and beginning[0].isupper())
    return (_pattern(_ENGLISH),) * courteous + (_pattern(_SIGNATURE),) * named


def blank(text: str) -> str:
    """The text without them; a text of nothing else stays whole."""
    spans = courtesies(text)
    if not spans:
        return text
    parts, at = [], 0
    for span in spans:
        parts.append(text[at : span.start])
        at = span.end
    rest = "\n".join([*parts, text[at:]])
    return rest if rest.strip() else text
