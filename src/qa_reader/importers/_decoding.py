"""Bytes of a source as text: which encoding, and where it breaks.

UTF-8 and UTF-16 are known by their marks or by being valid; Big5 and GB18030 read each other's bytes without
an error, so the one whose reading holds more everyday Chinese characters is taken.
"""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from qa_reader.errors import ImportFault
from qa_reader.wording import tr

#: The largest file that is read whole, in bytes.
MAX_FILE = 20 * 1024 * 1024

# Full-width punctuation, the words of the site's own lines, and the commonest characters of both scripts.
_EVERYDAY = frozenset(
    "，。、：；？！（）「」『』／～．％…　"
    "的一是不了在人有我他這个個们們中来來上大為为和国國地到以說说時时要就出會会可也你妳您對对生能而子那得于於著着下自之年"
    "過过發发後后作里裡用道行所然家種种事成方多經经麼么去法學学如都同現现當当沒没動动面起看定天分還还進进好小部其些主樣样"
    "理心本前開开但因只從从想實实日軍者意無无力它與与長长把機机十民第公此已工使情明性知全三又關关點点正業业外將将兩两高間间"
    "由問问很最重新線线內内數数表做應应等體体手病痛醫医師师生藥药請请醫院科提回覆男女早晚周週月日號号吃睡眼頭头腳脚腿肚胃"
    "血檢检查治療疗炎症感覺觉嗎吗呢吧每次左右常較较需要建議议謝谢先姐您好婦妇產产兒儿牙骨皮膚肤神經经尿"
)
#: Of the characters beyond ASCII, how many must be everyday ones for a reading to be believed. Real pages have
#: about a half; bytes of another encoding read as Chinese stay under a tenth.
_BELIEVABLE = 0.15
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{1,20})""", re.IGNORECASE)
_CHINESE = {
    "big5": ("cp950", "big5hkscs"),
    "cp950": ("cp950", "big5hkscs"),
    "big5-hkscs": ("big5hkscs", "cp950"),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "gb18030": ("gb18030",),
}
_ALL_CHINESE = ("cp950", "big5hkscs", "gb18030")


def read_bytes(path: Path, limit: int = MAX_FILE) -> bytes:
    """The whole file; raises ImportFault when it is larger than `limit`, no regular file, or unreadable."""
    try:
        with path.open("rb") as stream:
            # Device files have no end and pipes may never answer.
            if not stat.S_ISREG(path.stat().st_mode):
                raise ImportFault(tr("{0}: not a regular file").format(path))
            raw = stream.read(limit + 1)
    except OSError as fault:
        raise ImportFault(tr("{0}: cannot be read: {1}").format(path, fault.strerror or fault)) from fault
    if len(raw) > limit:
        raise ImportFault(
            tr("{0}: larger than {1} MB, which no file of this format is").format(path, limit // (1024 * 1024))
        )
    return raw


def decode(raw: bytes, where: str) -> str:
    """The text of `raw`; raises ImportFault, beginning with `where`, that names the byte and line that cannot be."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _strictly(raw, "utf-16", where)
    elif raw.startswith(codecs.BOM_UTF8):
        text = _strictly(raw, "utf-8-sig", where)
    else:
        text = _without_mark(raw, where)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ImportFault(
            tr("{0}: line {1} holds a NUL character: not a text file, or in an unknown encoding").format(where, line)
        )
    return text


def decode_head(head: bytes) -> str:
    """The beginning of a file as text, for recognising only: what cannot be read is left out."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore")
    try:
        # The head may end inside a character: an incremental decoder keeps those bytes for later.
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        readings = [head.decode(encoding, "ignore") for encoding in _ALL_CHINESE]
        return max(readings, key=_everyday_share)


def _strictly(raw: bytes, encoding: str, where: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as fault:
        raise ImportFault(
            tr("{0}: not valid {1}, {2}").format(where, encoding.removesuffix("-sig").upper(), _place(raw, fault))
        ) from fault


def _without_mark(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        text = _declared_chinese(raw)
        if text is None:
            text = _likely_chinese(raw)
        if text is None:
            raise ImportFault(
                tr("{0}: neither UTF-8 ({1}) nor readable as Big5 or GB18030").format(where, _place(raw, fault))
            ) from fault
        return text


def _declared_chinese(raw: bytes) -> str | None:
    declared = _DECLARED.search(raw[:4096])
    encodings = _CHINESE.get(declared[1].decode("ascii").lower(), ()) if declared else ()
    return next((text for text in (_reading(raw, name) for name in encodings) if text is not None), None)


def _likely_chinese(raw: bytes) -> str | None:
    readings = [text for text in (_reading(raw, name) for name in _ALL_CHINESE) if text is not None]
    best = max(readings, key=_everyday_share, default=None)
    return best if best is not None and _everyday_share(best) >= _BELIEVABLE else None


def _reading(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _everyday_share(text: str) -> float:
    # The first part of a text tells enough, and bounds the work on a large file.
    foreign = [character for character in text[:50_000] if character > "\x7f"]
    return sum(character in _EVERYDAY for character in foreign) / len(foreign) if foreign else 0.0


def _place(raw: bytes, fault: UnicodeDecodeError) -> str:
    line = raw.count(b"\n", 0, fault.start) + 1
    return tr("byte {0} in line {1}").format(fault.start, line)
