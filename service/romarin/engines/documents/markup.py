"""Markup: XML of a DOCX or ODT walked through piece by piece, without entities of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from romarin.engines.documents.document import Format, Limits
from romarin.engines.documents.errors import DocumentDamaged, DocumentTooLarge, Measure
from romarin.engines.documents.outline import Kind, Outline

Attributes = Mapping[str, str]
Sign = Callable[[Outline, Attributes], None]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the elements of a format mean, by their names without namespace."""

    format: Format
    namespaces: tuple[str, ...]  # beginnings of those whose elements count
    parts: Mapping[str, Kind]
    marks: Mapping[str, str]  # what a part begins with
    signs: Mapping[str, Sign]  # what an element does to the part around it
    skipped: frozenset[str]  # elements whose content is no text
    texts: frozenset[str]  # elements whose own characters are text; empty: every one


class Walk:
    """One pass over the XML of a part; what it finds goes to the outline.

    A document type is refused outright: neither format has one, and with it go external
    entities and those that multiply.
    """

    def __init__(self, words: Vocabulary, outline: Outline, limits: Limits) -> None:
        """For one part of a document."""
        self._words, self._outline, self._limits = words, outline, limits
        self._names: list[str] = []
        self._silence = 0  # elements open since the outermost that is skipped

    def feed(self, chunks: Iterable[bytes]) -> None:
        """Walks through the XML; raises DocumentDamaged or DocumentTooLarge."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            reason = f"its XML breaks off at line {error.lineno} ({expat.ErrorString(error.code)})"
            raise DocumentDamaged(self._words.format, reason) from None
        except (LookupError, ValueError):
            reason = "its XML names an encoding that is none"
            raise DocumentDamaged(self._words.format, reason) from None

    def _refuse(self, *_: object) -> NoReturn:
        reason = "its XML declares a document type, which the format does not have"
        raise DocumentDamaged(self._words.format, reason)

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = self._name(tag)
        self._names.append(name)
        if len(self._names) > self._limits.depth:
            raise DocumentTooLarge(Measure.DEPTH, None, self._limits.depth)
        if self._silence or name in self._words.skipped:
            self._silence += 1
            return
        if name in self._words.parts:
            self._outline.open(self._words.parts[name], self._words.marks.get(name, ""))
        if name in self._words.signs:
            self._words.signs[name](self._outline, attributes)

    def _end(self, _tag: str) -> None:
        name = self._names.pop()
        if self._silence:
            self._silence -= 1
        elif name in self._words.parts:
            self._outline.close()

    def _characters(self, text: str) -> None:
        if self._silence or not self._names:
            return
        if not self._words.texts or self._names[-1] in self._words.texts:
            self._outline.write(text)

    def _name(self, tag: str) -> str:
        """The local name of an element of the format, "" for any other."""
        namespace, _, name = tag.rpartition(" ")
        return name if namespace.startswith(self._words.namespaces) else ""


def attribute(attributes: Attributes, name: str) -> str:
    """The value of an attribute by its local name, "" without it."""
    found = (value for key, value in attributes.items() if key.rpartition(" ")[2] == name)
    return next(found, "")
