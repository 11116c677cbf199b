"""Romarin's own systems, in process: its engines in the shape that the tasks ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from romarin.engines import Lookup, Prediction, SkillLookup, SkillSuggestion
from romarin.engines.extraction import DocumentKind, Extracted, Extraction, Unresolved
from romarin.engines.extraction import Item as FoundItem
from romarin.engines.extraction import Mention as FoundMention
from romarin.evaluation.answers import Answer, Document, Item, Level, Mention

DEEPEST = 25  # suggestions that an engine gives at most
DIGITS = 4  # of a score, as the API answers it: what is measured is what its users get


@dataclass(frozen=True, slots=True)
class OwnLookup:
    """The lookup of /v1/completions."""

    engine: Lookup

    def __call__(self, query: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` appellations, best first."""
        return [
            Answer(one.code, one.code_rome, round(one.score, DIGITS), one.libelle, str(one.reason))
            for one in self.engine(query, limit=limit)
        ]


@dataclass(frozen=True, slots=True)
class OwnTitles:
    """The prediction of /v1/predictions/metiers."""

    engine: Prediction
    reads_text: bool = True

    def __call__(self, title: str, text: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` (25 at most) métiers, best first."""
        found = self.engine(title, text, limit=min(limit, DEEPEST))
        return [
            Answer(one.appellation.code, one.code, round(one.score, DIGITS), one.libelle)
            for one in found.metiers
        ]


@dataclass(frozen=True, slots=True)
class OwnExtraction:
    """The extraction of /v1/extractions; unresolved phrases are mentions too."""

    engine: Extraction

    def __call__(self, document: Document) -> Sequence[Mention]:
        """Mentions by start."""
        kind = DocumentKind(document.kind)
        return mentions_of(self.engine(document.text, title=document.title, kind=kind))


def mentions_of(found: Extracted) -> list[Mention]:
    """All skill phrases by start, those without an item too."""
    mentions = [_mention(one, one.items) for one in found.mentions]
    mentions += [_mention(one, ()) for one in found.unresolved]
    return sorted(mentions, key=lambda one: one.start)


@dataclass(frozen=True, slots=True)
class OwnLinker:
    """The search of skills, given a whole phrase."""

    engine: SkillLookup

    def __call__(self, phrase: str, *, limit: int) -> Sequence[Item]:
        """Up to `limit` (25 at most) skills, best first."""
        return _items(self.engine(phrase, limit=min(limit, DEEPEST)))


@dataclass(frozen=True, slots=True)
class OwnNaming:
    """What the extraction takes a phrase by itself for."""

    engine: Extraction

    def __call__(self, phrase: str, *, limit: int) -> Sequence[Item]:
        """Up to `limit` (25 at most) skills, best first."""
        return _items(self.engine.link(phrase, limit=limit))


def _mention(found: FoundMention | Unresolved, items: Sequence[FoundItem]) -> Mention:
    return Mention(found.start, found.end, Level(found.level), tuple(_items(items)))


def _items(found: Sequence[FoundItem | SkillSuggestion]) -> list[Item]:
    return [Item(one.code, round(one.score, DIGITS)) for one in found]
