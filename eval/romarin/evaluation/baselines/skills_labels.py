"""Labels: skills whose label stands in the text word by word, by spaCy's PhraseMatcher."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from romarin.evaluation.answers import Document, Item, Level, Mention, SkillSystem
from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.plain import plain
from romarin.evaluation.ground import Ground
from romarin.index import FormKind
from romarin.text import fold, fold_with_offsets

if TYPE_CHECKING:
    from spacy.tokens import Span

CERTAIN = 1.0  # a label found is a label found: there is nothing to grade


class Labels:
    """Labels, with and without their acronym, folded; of those that overlap the longest stays."""

    def __init__(self, ground: Ground) -> None:
        """A few seconds for 34,000 labels."""
        # Imported here: spaCy takes a second, and other baselines need none of it.
        import spacy
        from spacy.matcher import PhraseMatcher

        self._language = spacy.blank("fr")
        self._matcher = PhraseMatcher(self._language.vocab)
        self._codes: dict[str, list[str]] = defaultdict(list)
        for form in ground.competence_forms:
            if form.kind is not FormKind.ACRONYM:  # folded, "ART" would be any art
                self._codes[fold(form.text)].append(ground.competences[form.owner].code)
        self._matcher.add("labels", [self._language.make_doc(label) for label in self._codes])

    def __call__(self, document: Document) -> list[Mention]:
        """In the order of the text, all at the level of tasks."""
        folded = fold_with_offsets(plain(document.text))
        return [
            Mention(
                folded.offsets[one.start_char],
                folded.offsets[one.end_char - 1] + 1,
                Level.TASK,
                self._items(one),
            )
            for one in self._found(folded.text)
        ]

    def link(self, phrase: str, *, limit: int) -> Sequence[Item]:
        """The skills of the labels that stand in the phrase, the longest label first."""
        longest = sorted(self._found(fold(plain(phrase))), key=lambda one: -len(one.text))
        return list(dict.fromkeys(item for one in longest for item in self._items(one)))[:limit]

    def _found(self, folded: str) -> "Iterator[Span]":
        from spacy.util import filter_spans

        document = self._language.make_doc(folded)
        yield from filter_spans(self._matcher(document, as_spans=True))

    def _items(self, found: "Span") -> tuple[Item, ...]:
        """Of one label; several skills may share it."""
        return tuple(Item(code, CERTAIN) for code in self._codes[found.text])


def _make(ground: Ground) -> SkillSystem:
    labels = Labels(ground)
    return SkillSystem(labels, labels.link)


LABELS = Baseline(
    "labels", "labels found word by word: spaCy PhraseMatcher, longest first", extraction=_make
)
