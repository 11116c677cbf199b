"""Asked: what the bodies of the routes with texts ask for, in the records of the engines."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from romarin.api.errors import BodyTooLarge
from romarin.api.members import Member
from romarin.catalogue import TypeCompetence
from romarin.engines.extraction import MOST_ITEMS, USUAL_ITEMS, Document, DocumentKind, Options

MOST_DOCUMENTS = 64
MOST_CHARACTERS = 500_000  # of titles and texts of one request
LONGEST_ID, LONGEST_TITLE, LONGEST_TEXT = 64, 500, 50_000  # characters
BODY = ("documents", "options")
DOCUMENT = ("id", "text", "title", "kind")
CODE_ROME = re.compile("[A-Z][0-9]{4}")
OPTIONS = ("minScore", "types", "maxItemsPerMention", "context", "explain")

# Whether a code ROME stands in the ROME that is served.
Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class ExtractionAsked:
    """A body of /v1/extractions."""

    ids: Sequence[str]
    documents: Sequence[Document]
    options: Options


def extraction_asked(value: object, knows: Knows) -> ExtractionAsked:
    """Raises RequestInvalid, or BodyTooLarge for too many characters in all."""
    _weigh(value)
    body = Member.root(value)
    held = body.members(BODY)
    documents = [
        one.members(DOCUMENT) for one in held["documents"].items(least=1, most=MOST_DOCUMENTS)
    ]
    ids = read_ids([one["id"] for one in documents])
    read = [
        Document(
            one["text"].text(shortest=1, longest=LONGEST_TEXT, required=True),
            one["title"].text(longest=LONGEST_TITLE),
            one["kind"].choice(DocumentKind),
        )
        for one in documents
    ]
    options = read_options(held["options"], knows)
    body.check()
    return ExtractionAsked(ids, read, options)


def read_options(options: Member, knows: Knows) -> Options:
    """Faults are noted, as of any member."""
    held = options.members(OPTIONS)
    return Options(
        min_score=held["minScore"].number(least=0, most=1),
        types=held["types"].choices(TypeCompetence),
        max_items=held["maxItemsPerMention"].whole(least=1, most=MOST_ITEMS, default=USUAL_ITEMS),
        code_rome=_code_rome(held["context"].members(("codeRome",))["codeRome"], knows),
        explain=held["explain"].flag(),
    )


def read_ids(ids: Iterable[Member]) -> list[str]:
    """Each once; those that repeat one are noted."""
    read: list[str] = []
    for one in ids:
        name = one.text(shortest=1, longest=LONGEST_ID, required=True, shown=True)
        if name and name in read:
            one.refuse("given to a document before; give each an id of its own", shown=True)
        read.append(name)
    return read


def _code_rome(code: Member, knows: Knows) -> str | None:
    if not code.given:
        return None
    if isinstance(code.value, str) and CODE_ROME.fullmatch(code.value) and knows(code.value):
        return code.value
    code.refuse("no code ROME of this release; give one such as M1855, or leave it out", shown=True)
    return None


def _weigh(value: Any) -> None:  # noqa: ANN401 - any JSON
    """Raises BodyTooLarge when titles and texts hold too many characters in all."""
    documents = value.get("documents") if isinstance(value, dict) else None
    held = (
        [one for one in documents if isinstance(one, dict)] if isinstance(documents, list) else []
    )
    texts = (one.get(name) for one in held for name in ("title", "text"))
    check_characters(text for text in texts if isinstance(text, str))


def check_characters(texts: Iterable[str]) -> None:
    """Raises BodyTooLarge."""
    if sum(map(len, texts)) > MOST_CHARACTERS:
        raise BodyTooLarge("titles and texts of more characters in all", f"{MOST_CHARACTERS:_}")
