"""Asked: what the bodies of the routes with texts ask for, in the records of the engines."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from romarin.api.errors import BodyTooLarge
from romarin.api.members import Member
from romarin.catalogue import TypeCompetence
from romarin.engines.extraction import MOST_ITEMS, USUAL_ITEMS, Document, DocumentKind, Options
from romarin.engines.prediction import Posting

MOST_DOCUMENTS = 64
MOST_CHARACTERS = 500_000  # of titles and texts of one request
LONGEST_ID, LONGEST_TITLE, LONGEST_TEXT = 64, 500, 50_000  # characters
BODY = ("documents", "options")
DOCUMENT = ("id", "text", "title", "kind")
POSTING = ("id", "title", "text", "naf")
LIMIT, MOST_METIERS, USUAL_METIERS = "limit", 25, 5
CODE_ROME = re.compile("[A-Z][0-9]{4}")
NAF = re.compile("[0-9]{2}(\\.?[0-9]{2}[A-Z])?")
OPTIONS = ("minScore", "types", "maxItemsPerMention", "context", "explain")

# Whether a code ROME stands in the ROME that is served.
Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class ExtractionAsked:
    """A body of /v1/extractions."""

    ids: Sequence[str]
    documents: Sequence[Document]
    options: Options


@dataclass(frozen=True, slots=True)
class PredictionAsked:
    """A body of /v1/predictions/metiers."""

    ids: Sequence[str]
    postings: Sequence[Posting]
    limit: int


def extraction_asked(value: object, knows: Knows) -> ExtractionAsked:
    """Raises RequestInvalid, or BodyTooLarge for too many characters in all."""
    _weigh(value)
    body = Member.root(value)
    held = body.members(BODY)
    documents = [one.members(DOCUMENT) for one in _documents(held)]
    ids = _ids(one["id"] for one in documents)
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


def prediction_asked(value: object) -> PredictionAsked:
    """Raises RequestInvalid, or BodyTooLarge for too many characters in all."""
    _weigh(value)
    body = Member.root(value)
    held = body.members(BODY)
    documents = _documents(held)
    members = [one.members(POSTING) for one in documents]
    ids = _ids(one["id"] for one in members)
    postings = [_posting(document, held) for document, held in zip(documents, members, strict=True)]
    limit = held["options"].members((LIMIT,))[LIMIT]
    most = limit.whole(least=1, most=MOST_METIERS, default=USUAL_METIERS)
    body.check()
    return PredictionAsked(ids, postings, most)


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


def _documents(body: Mapping[str, Member]) -> list[Member]:
    return body["documents"].items(least=1, most=MOST_DOCUMENTS)


def _posting(document: Member, held: Mapping[str, Member]) -> Posting:
    title = held["title"].text(longest=LONGEST_TITLE)
    text = held["text"].text(longest=LONGEST_TEXT)
    if isinstance(document.value, dict) and not any(_says(held[one]) for one in ("title", "text")):
        document.refuse("neither title nor text; give one of them, or both")
    naf = held["naf"]
    if naf.given and not (isinstance(naf.value, str) and NAF.fullmatch(naf.value)):
        naf.refuse("give a code such as 4711D, 47.11D or 47, or leave it out", shown=True)
        return Posting(title=title, text=text)
    return Posting(title=title, text=text, naf=naf.value if naf.given else "")


def _says(text: Member) -> bool:
    """Whether it holds more than blanks; what is no text is refused elsewhere."""
    return text.given and (not isinstance(text.value, str) or bool(text.value.strip()))


def _ids(ids: Iterable[Member]) -> list[str]:
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
        raise BodyTooLarge("titles and texts of more characters in all", f"{MOST_CHARACTERS:,}")
