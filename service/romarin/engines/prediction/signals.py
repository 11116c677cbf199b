"""Signals: all that speaks for a métier in a posting, one value for each métier."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from romarin.encoder import Encoder, Matrix
from romarin.engines.prediction.answer import Posting, PredictedAppellation
from romarin.engines.prediction.associations import Associations
from romarin.engines.prediction.lexicon import TITLE_TIMES, WHOLE, Lexicon
from romarin.engines.prediction.names import Names
from romarin.engines.prediction.titles import TitleSearch
from romarin.engines.question import LONGEST, Question
from romarin.engines.suggestion import GroupBy
from romarin.index import FIELDS, Fiches, Floats, Ids
from romarin.text import Preparation, Role, content_words, fold, read_title, reduce

DEEPEST = 25  # métiers that the search of a title gives
NEIGHBOURS = 300  # rows near a title's vector; some fifty métiers, as a métier has many
# Characters of a text that are encoded: its first 128 tokens, which is what an encoder reads.
# Every sentence by itself took three times as long and gained nothing (docs/decisions/0010).
OPENING = 600

TITLE_SIGNALS = (
    "strength",
    "score",
    "cosine",
    *(f"title words {one}" for one in FIELDS),
    *(f"title vector {one}" for one in FIELDS),
    "title chosen",
    "title chosen in parent",
    "title chosen in domaine",
)
TEXT_SIGNALS = (
    *(f"text words {one}" for one in FIELDS),
    *(f"text vector {one}" for one in FIELDS),
    "text chosen",
    "text chosen in parent",
    "text chosen in domaine",
    "named in text",
)
SIGNALS = (*TITLE_SIGNALS, *TEXT_SIGNALS, "all words")
# Of the métier alone, whatever the posting.
STATIC = ("popularity", "old code", "appellations")
SIGNS = (*SIGNALS, *(f"{one} behind best" for one in SIGNALS), *STATIC, "found by title")

# The signals whose best métiers are candidates, and how many of each.
_PROPOSING = (
    "cosine",
    "title words appellations",
    "title chosen",
    "text words appellations",
    "text words competences",
    "text vector appellations",
    "text chosen",
    "all words",
)
_PROPOSED = 12


@dataclass(frozen=True, slots=True)
class Sensed:
    """The candidates of one posting with their signs."""

    candidates: Ids  # numbers of métiers
    signs: Floats  # a row for each of SIGNS, a column a candidate
    appellations: Mapping[str, PredictedAppellation]  # by code ROME, those that the title found


class Reader:
    """Reads postings over one artefact; safe to share between threads."""

    def __init__(
        self,
        fiches: Fiches,
        associations: Associations,
        titles: TitleSearch,
        encoder: Encoder | None,
    ) -> None:
        """`encoder` is None where no vector is to be asked."""
        self.fiches, self.associations, self.titles = fiches, associations, titles
        self.lexicon = Lexicon(
            associations.words, associations.rarities, associations.rarest, fiches
        )
        self.names = Names(fiches, self.lexicon)
        self._encoder = encoder if fiches.vectors else None
        self._numbers = {fiche.code: at for at, fiche in enumerate(fiches.rows)}
        self._preparation = Preparation()
        self._centred = {name: _Centred.of(matrix) for name, matrix in fiches.vectors.items()}
        self._parents = _groups([fiche.code_parent for fiche in fiches.rows])
        self._domaines = _groups([fiche.code_domaine for fiche in fiches.rows])
        self._places = associations.places(fiches.rows)
        self._static = np.stack(
            [
                np.log1p(self._places.spread(associations.chosen)),
                np.array([one.code_parent == one.code for one in fiches.rows], np.float32),
                np.log1p([one.appellations for one in fiches.rows]),
            ]
        ).astype(np.float32)

    def read(self, postings: Sequence[Posting]) -> list[Sensed]:
        """The candidates of each posting; all that is encoded is encoded in one call."""
        cores = [self._core_text(posting.title) for posting in postings]
        openings = [fold(posting.text[:OPENING]) for posting in postings]
        vectors = self._encode([*cores, *openings])
        of_titles, of_texts = vectors[: len(postings)], vectors[len(postings) :]
        return [
            self._sense(posting, title, text)
            for posting, title, text in zip(postings, of_titles, of_texts, strict=True)
        ]

    def _core_text(self, title: str) -> str:
        return Question.read(title, self._preparation).core_text or fold(title[:LONGEST])

    def _encode(self, texts: Sequence[str]) -> Matrix:
        if self._encoder is None:
            return np.zeros((len(texts), 0), np.float32)
        return self._encoder.encode(texts)

    def _sense(self, posting: Posting, title: Floats, text: Floats) -> Sensed:
        signals: dict[str, Floats] = {}
        title_words, text_words = words_of_title(posting.title), content_words(posting.text)
        appellations = self._find(posting.title, title, signals)
        self._compare("title", title_words, title, signals)
        self._compare("text", text_words, text, signals)
        signals["named in text"] = self.names.in_text(text_words)
        both = self.lexicon.read([*TITLE_TIMES * title_words, *text_words])
        signals["all words"] = self.lexicon.likeness(both)[WHOLE]
        return self._gather(signals, appellations)

    def _find(
        self, title: str, vector: Floats, signals: dict[str, Floats]
    ) -> dict[str, PredictedAppellation]:
        """What the search of appellations says of the title."""
        strengths, scores, cosines = (np.zeros(len(self.fiches.rows), np.float32) for _ in "123")
        appellations: dict[str, PredictedAppellation] = {}
        if vector.any():
            [near] = self.titles.appellations_near(vector[None], limit=NEIGHBOURS)
            for code, one in near.items():
                cosines[self._numbers[code]] = max(one.cosine, 0.0)
                appellations[code] = PredictedAppellation(one.code, one.libelle)
        found = self.titles(title, limit=DEEPEST, group_by=GroupBy.METIER) if title.strip() else ()
        for hit in found:
            at = self._numbers[hit.code_rome]
            strengths[at], scores[at] = hit.strength, hit.score
            appellations[hit.code_rome] = PredictedAppellation(hit.code, hit.libelle)
        signals |= {"strength": strengths, "score": scores, "cosine": cosines}
        return appellations

    def _compare(
        self, side: str, words: Sequence[str], vector: Floats, signals: dict[str, Floats]
    ) -> None:
        """The words and the vector of one side beside the fiches and beside what was chosen."""
        reading = self.lexicon.read(words)
        likeness = self.lexicon.likeness(reading)
        postings = self.associations.title if side == "title" else self.associations.text
        chosen = self._places.sum(postings, reading)
        signals |= {f"{side} words {name}": likeness[name] for name in FIELDS}
        signals |= {f"{side} vector {name}": self._cosines(name, vector) for name in FIELDS}
        signals |= {
            f"{side} chosen": chosen,
            f"{side} chosen in parent": _together(chosen, self._parents),
            f"{side} chosen in domaine": _together(chosen, self._domaines),
        }

    def _cosines(self, name: str, vector: Floats) -> Floats:
        if name not in self._centred or not vector.any():
            return np.zeros(len(self.fiches.rows), np.float32)
        return self._centred[name].cosines(vector)

    def _gather(
        self, signals: Mapping[str, Floats], appellations: Mapping[str, PredictedAppellation]
    ) -> Sensed:
        values = np.stack([signals[name] for name in SIGNALS])
        best = values.max(axis=1, keepdims=True)
        candidates = _candidates(signals)
        chosen = values[:, candidates]
        signs = [chosen, chosen - best, self._static[:, candidates], chosen[:1] > 0]
        return Sensed(candidates, np.concatenate(signs).astype(np.float32), appellations)


_OWN = frozenset({Role.JOB, Role.ASIDE})


def words_of_title(title: str) -> list[str]:
    """The reduced words that may name the job or a detail of it."""
    return [reduce(word.text) for word in read_title(title) if word.role in _OWN]


@dataclass(frozen=True, slots=True)
class _Centred:
    """Unit vectors less what all of them share, as encoders like e5 put any two texts near."""

    mean: Floats
    rows: Floats

    @classmethod
    def of(cls, matrix: Floats) -> "_Centred":
        mean = matrix.mean(axis=0)
        rows = matrix - mean
        return cls(mean, rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))

    def cosines(self, vector: Floats) -> Floats:
        away = vector - self.mean
        return np.asarray(self.rows @ (away / np.linalg.norm(away)), np.float32)


def _candidates(signals: Mapping[str, Floats]) -> Ids:
    """The métiers that the title's search found, and the best by each of _PROPOSING."""
    chosen = np.flatnonzero(signals["strength"])
    some = [chosen]
    for name in _PROPOSING:
        values = signals[name]
        most = min(_PROPOSED, len(values))
        best = np.argpartition(-values, most - 1)[:most]
        some.append(best[values[best] > 0])
    return np.asarray(np.unique(np.concatenate(some)), np.int32)


def _groups(codes: Sequence[str]) -> Ids:
    """The number of each métier's group."""
    numbers: dict[str, int] = defaultdict(lambda: len(numbers))
    return np.array([numbers[code] for code in codes], np.int32)


def _together(values: Floats, groups: Ids) -> Floats:
    """What the métiers of a group have together, said of each."""
    return np.asarray(np.bincount(groups, np.maximum(values, 0.0))[groups], np.float32)
