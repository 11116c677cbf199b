"""Letters: the labels with the most alike letters, by char TF-IDF."""

from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.forms import LabelForms, Scores
from romarin.evaluation.baselines.scoring import LookupByScores, TitlesByScores
from romarin.evaluation.baselines.skills_nearest import tfidf_skills
from romarin.evaluation.baselines.tfidf import CharTfidf
from romarin.evaluation.ground import Ground


class FormsByLetters:
    """Scores every form by its cosine."""

    def __init__(self, ground: Ground) -> None:
        forms = LabelForms.of(ground)
        self._tfidf = ground.share("forms by letters", lambda: CharTfidf(forms.folded))

    def __call__(self, text: str) -> Scores:
        """In [0, 1]."""
        scores: Scores = self._tfidf.scores([text])[0]
        return scores


TFIDF = Baseline(
    "tfidf",
    "the label nearest in letters: char n-gram TF-IDF, cosine",
    lookup=lambda ground: LookupByScores(LabelForms.of(ground), FormsByLetters(ground)),
    titles=lambda ground: TitlesByScores.of(LabelForms.of(ground), FormsByLetters(ground)),
    extraction=tfidf_skills,
)
