"""Decoding of the archive's files: UTF-8, else ISO-8859-15, and nothing else by accident."""

from __future__ import annotations

import re

from romarin.catalogue.errors import EncodingInvalid

# Both stand for the apostrophe in the two forms in which the same release circulates.
APOSTROPHES = ("’", "ʼ")
UTF8_BOM = b"\xef\xbb\xbf"
# French letters as UTF-8 writes them; in ISO-8859-15 these pairs read "Ã©" and make no word.
UTF8_PAIR = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
TWICE_ENCODED = re.compile("Ã[\x80-\xbf]|â€")
C1_CONTROL = re.compile("[\x80-\x9f]")


def decode(file: str, raw: bytes) -> str:
    """The text of a file, every apostrophe as "'"; raises EncodingInvalid."""
    raw = raw.removeprefix(UTF8_BOM)
    if (nul := raw.find(b"\0")) >= 0:
        raise _invalid(file, raw, nul, "a NUL byte: UTF-16, or no text at all")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _decode_latin(file, raw, error.start)
    _refuse_twice_encoded(file, text)
    for apostrophe in APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return text


def _decode_latin(file: str, raw: bytes, first_bad: int) -> str:
    if UTF8_PAIR.search(raw):
        raise _invalid(file, raw, first_bad, "broken UTF-8 (other lines of the file are UTF-8)")
    text = raw.decode("iso-8859-15")
    if control := C1_CONTROL.search(text):
        reason = "neither UTF-8 nor ISO-8859-15 (Windows-1252 perhaps)"
        raise _invalid(file, raw, control.start(), reason)
    return text


def _refuse_twice_encoded(file: str, text: str) -> None:
    if "Ã" not in text and "â€" not in text:  # a hundred times faster than the pattern
        return
    if found := TWICE_ENCODED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise EncodingInvalid(file, line, _around(text, found.start()), "UTF-8 encoded twice")


def _invalid(file: str, raw: bytes, at: int, reason: str) -> EncodingInvalid:
    line = raw.count(b"\n", 0, at) + 1
    return EncodingInvalid(file, line, _around(raw.decode("iso-8859-15"), at), reason)


def _around(text: str, at: int) -> str:
    return text[max(0, at - 20) : at + 20]
