"""Plain text: bytes of any common encoding to characters."""

import codecs
import re
from collections.abc import Sequence

# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS: Sequence[tuple[bytes, str]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# By how often French texts come in them; the first wins where nothing tells them apart.
SINGLE_BYTE = ("cp1252", "iso8859-15", "mac-roman", "cp850")
_SAMPLE = 65_536  # bytes that tell the encoding as well as all of them
_NULS = 0.3  # share of NUL in the high bytes of UTF-16; in French it is above 0.9
_LETTERS = re.compile(r"[àâäçéèêëîïôöùûüœæ]")
_MARKS_OF_TEXT = re.compile(r"[ÀÂÇÉÈÊËÎÏÔÖÙÛÜŒÆ’‘“”«»–—…•€°\xa0·½²]")
# What a wrong table makes of French letters: seldom in a CV, and never many.
_STRANGE = re.compile(
    r"[\x80-\x9f¡-¦¨ª¬¯´¶¸¹º¼-¿ÃÅÐ×ÞãåðøþÿØÆ¤†‡ˆ‰ŠšŽž˜¢£¥©®¨‚„ƒ\u0192\u2500-\u25ff∂∑∏π∫Ω√≈∆◊ıˇ˘˙˚˝˛]"
)
_BETWEEN = re.compile(r"(?<=[a-zé])[A-ZÀ-ÝÂÊÁËÈÓÔÒÚÛÙ](?=[a-z])")


def decode(content: bytes) -> str | None:
    """The characters; None for bytes that are no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    wide = _wide(content[:_SAMPLE])
    if wide is not None:
        return content.decode(wide, errors="replace")
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(single_byte(content[:_SAMPLE]), errors="replace")


def single_byte(content: bytes) -> str:
    """The encoding of one byte a character in which the bytes read most like French."""
    high = content.translate(None, bytes(range(0x80)))
    if not high:
        return SINGLE_BYTE[0]
    return max(SINGLE_BYTE, key=lambda encoding: _likeness(content.decode(encoding, "replace")))


def _likeness(text: str) -> int:
    letters = len(_LETTERS.findall(text)) * 2 + len(_MARKS_OF_TEXT.findall(text))
    return letters - 4 * len(_STRANGE.findall(text)) - 3 * len(_BETWEEN.findall(text))


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark, told by the NUL of each letter's other byte."""
    pairs = len(content) // 2
    if not pairs or b"\0" not in content:
        return None
    first, second = content[0 : 2 * pairs : 2], content[1 : 2 * pairs : 2]
    high, low = second.count(0) / pairs, first.count(0) / pairs
    if high >= _NULS and low == 0:
        return "utf-16-le"
    if low >= _NULS and high == 0:
        return "utf-16-be"
    return None
