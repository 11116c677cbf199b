"""Edit distance: the labels that are spelt most like what is typed, by RapidFuzz."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from romarin.evaluation.answers import Answer
from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.titles import titles_of
from romarin.evaluation.ground import Ground
from romarin.text import fold

LEAST = 60  # of 100: weaker ones are noise


class EditDistance:
    """WRatio over every form of the labels, folded both."""

    def __init__(self, ground: Ground) -> None:
        self._appellations = ground.appellations
        self._forms = [fold(form.text) for form in ground.appellation_forms]
        self._owners = [form.owner for form in ground.appellation_forms]

    def __call__(self, query: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` appellations, the most alike first; the score is WRatio / 100."""
        typed = fold(query)
        if not typed.strip():
            return []
        near = process.extract(
            typed, self._forms, scorer=fuzz.WRatio, limit=4 * limit, score_cutoff=LEAST
        )
        best: dict[int, float] = {}
        for _, score, form in near:
            best.setdefault(self._owners[form], score / 100)
        return [
            Answer(one.code, one.code_rome, score, one.libelle)
            for one, score in ((self._appellations[at], s) for at, s in best.items())
        ][:limit]


EDIT_DISTANCE = Baseline(
    "rapidfuzz",
    "edit distance: RapidFuzz WRatio over the forms of the labels",
    lookup=EditDistance,
    titles=titles_of(EditDistance),
)
