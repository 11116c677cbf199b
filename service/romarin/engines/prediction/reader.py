"""Reader: from postings to candidate métiers with their signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from romarin.encoder import Encoder, Matrix
from romarin.engines.prediction.answer import Posting, PredictedAppellation
from romarin.engines.prediction.associations import Associations
from romarin.engines.prediction.centred import Centred
from romarin.engines.prediction.lexicon import TITLE_TIMES, Lexicon
from romarin.engines.prediction.names import Names
from romarin.engines.prediction.signs import Groups, candidates_of, signs_of, static_signs
from romarin.engines.prediction.titles import Found, TitleSearch
from romarin.engines.question import LONGEST, Question
from romarin.engines.suggestion import GroupBy
from romarin.index import FIELDS, Fiches, Floats, Ids
from romarin.text import Preparation, Role, content_words, fold, read_title, reduce

DEEPEST = 25  # métiers that the search of a title gives
NEIGHBOURS = 300  # rows near a title's vector; some fifty métiers, as a métier has many
# Characters of a text that are encoded: an offer says early what it is for. 350, 600 and
# every sentence by itself rank within a point of it, the last at three times the cost
# (docs/decisions/0010-prediction.md).
OPENING = 450
_OWN = frozenset({Role.JOB, Role.ASIDE})


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
        self.fiches = fiches
        self._associations, self._titles = associations, titles
        self._encoder = encoder if fiches.vectors else None
        self._preparation = Preparation()
        rows = fiches.rows
        self._numbers = {fiche.code: at for at, fiche in enumerate(rows)}
        self._lexicon = Lexicon(
            associations.words, associations.rarities, associations.rarest, fiches
        )
        self._names = Names(fiches, self._lexicon)
        self._centred = {field: Centred.of(matrix) for field, matrix in fiches.vectors.items()}
        self._groups = {
            "parent": Groups([fiche.code_parent for fiche in rows]),
            "domaine": Groups([fiche.code_domaine for fiche in rows]),
        }
        self._places = associations.places(rows)
        self._static = static_signs(rows, self._places.spread(associations.chosen))

    def read(self, postings: Sequence[Posting]) -> list[Sensed]:
        """The candidates of each posting; all that is encoded is encoded in one call."""
        cores = [self._core_text(posting.title) for posting in postings]
        openings = [fold(posting.text[:OPENING]) for posting in postings]
        vectors = self._encode([*cores, *openings])
        sides = zip(postings, vectors[: len(cores)], vectors[len(cores) :], strict=True)
        return [self._sense(posting, title, text) for posting, title, text in sides]

    def _core_text(self, title: str) -> str:
        return Question.read(title, self._preparation).core_text or fold(title[:LONGEST])

    def _encode(self, texts: Sequence[str]) -> Matrix:
        if self._encoder is None:
            return np.zeros((len(texts), 0), np.float32)
        return self._encoder.encode(texts)

    def _sense(self, posting: Posting, title: Floats, text: Floats) -> Sensed:
        title_words, text_words = words_of_title(posting.title), content_words(posting.text)
        found, appellations = self._find(posting, title)
        both = self._lexicon.read([*TITLE_TIMES * title_words, *text_words])
        signals = {
            **found,
            **self._compare("title", title_words, title),
            **self._compare("text", text_words, text),
            "text names": self._names.in_text(text_words),
            "all words": self._lexicon.likeness_to_whole(both),
        }
        candidates = candidates_of(signals)
        return Sensed(candidates, signs_of(signals, candidates, self._static), appellations)

    def _find(
        self, posting: Posting, vector: Floats
    ) -> tuple[dict[str, Floats], dict[str, PredictedAppellation]]:
        """What the search of appellations says of the title; the words' choice goes first.

        Where there is a text, the search need not ask for meaning: a ms less, as good (0010).
        """
        strength, score, cosine = np.zeros((3, len(self.fiches.rows)), np.float32)
        appellations: dict[str, PredictedAppellation] = {}
        if vector.any():
            [near] = self._titles.appellations_near(vector[None], limit=NEIGHBOURS)
            for code, one in near.items():
                cosine[self._numbers[code]] = max(one.cosine, 0.0)
                appellations[code] = PredictedAppellation(one.code, one.libelle)
        for hit in self._named(posting):
            at = self._numbers[hit.code_rome]
            strength[at], score[at] = hit.strength, hit.score
            appellations[hit.code_rome] = PredictedAppellation(hit.code, hit.libelle)
        return {"strength": strength, "score": score, "cosine": cosine}, appellations

    def _named(self, posting: Posting) -> Sequence[Found]:
        if not posting.title.strip():
            return ()
        alone = not posting.text.strip()
        return self._titles(posting.title, limit=DEEPEST, group_by=GroupBy.METIER, meaning=alone)

    def _compare(self, side: str, words: Sequence[str], vector: Floats) -> dict[str, Floats]:
        """The words and the vector of one side beside the fiches, and beside what was chosen."""
        reading = self._lexicon.read(words)
        likeness = self._lexicon.likeness(reading)
        learnt = self._associations.title if side == "title" else self._associations.text
        chosen = self._places.sum(learnt, reading)
        return {
            **{f"{side} words {field}": likeness[field] for field in FIELDS},
            **{f"{side} vector {field}": self._cosines(field, vector) for field in FIELDS},
            f"{side} chosen": chosen,
            **{f"{side} {name}": groups.together(chosen) for name, groups in self._groups.items()},
        }

    def _cosines(self, field: str, vector: Floats) -> Floats:
        if not vector.any():
            return np.zeros(len(self.fiches.rows), np.float32)
        return self._centred[field].cosines(vector)


def words_of_title(title: str) -> list[str]:
    """The reduced words that may name the job or a detail of it."""
    return [reduce(word.text) for word in read_title(title) if word.role in _OWN]
