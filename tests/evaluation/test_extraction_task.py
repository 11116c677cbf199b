"""Extraction: one small text worked by hand, and a plain re-implementation on random mentions."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.answers import Document, DocumentKind, Item, Level, Mention, SkillSystem
from romarin.evaluation.cases import GoldMention, TextCase
from romarin.evaluation.results import Row
from romarin.evaluation.running import summarise
from romarin.evaluation.tasks import ExtractionTask

BREAD, CASH, HYGIENE, SHELVES, MACRO = "8204", "8223", "8504", "8224", "8002"
TEXT = "Pétrir le pain, encaisser, connaître l'HACCP ; pas de mise en rayon. Ponctualité exigée."


@dataclass(frozen=True, slots=True)
class Fixed:
    """Finds the same mentions in any text."""

    mentions: Sequence[Mention]

    def __call__(self, document: Document) -> Sequence[Mention]:  # noqa: ARG002
        return self.mentions


@dataclass(frozen=True, slots=True)
class Ranked:
    """Names every phrase by the same codes."""

    codes: Sequence[str]

    def __call__(self, phrase: str, *, limit: int) -> Sequence[Item]:  # noqa: ARG002
        return [Item(code, 0.5) for code in self.codes][:limit]


@pytest.fixture
def task(tiny_catalogue: Catalogue) -> ExtractionTask:
    return ExtractionTask(tiny_catalogue.competences)


def gold(phrase: str, level: Level, *codes: str) -> GoldMention:
    start = TEXT.index(phrase)
    return GoldMention(start, start + len(phrase), codes, level)


def found(phrase: str, level: Level, code: str = "", score: float = 0.9) -> Mention:
    start = TEXT.index(phrase)
    return Mention(start, start + len(phrase), level, (Item(code, score),) if code else ())


def case(
    *mentions: GoldMention, name: str = "1", kind: DocumentKind = DocumentKind.OFFRE
) -> TextCase:
    return TextCase(Document(name, kind, "", TEXT), (), mentions)


WORKED = case(
    gold("Pétrir le pain", Level.TASK, BREAD, MACRO),
    gold("encaisser", Level.TASK, CASH),
    gold("HACCP", Level.REQUIRED, HYGIENE),
    gold("mise en rayon", Level.NEGATED, SHELVES),
    gold("Ponctualité", Level.REQUIRED),
)
ANSWERED = Fixed(
    [
        found("Pétrir le pain", Level.TASK, MACRO, 0.9),  # an accepted item
        found("encaisser", Level.REQUIRED, BREAD, 0.4),  # the wrong item and level
        found("l'HACCP", Level.REQUIRED, HYGIENE, 0.7),  # 5 of 7 characters
        found("pas de mise en rayon", Level.NEGATED, SHELVES, 0.6),  # 13 of 20
        found("exigée", Level.TASK, CASH, 0.3),  # no phrase of a skill
    ]
)


def figures(task: ExtractionTask, system: SkillSystem, *cases: TextCase) -> dict[str, float]:
    return dict(summarise(task, [task.judge(system, one) for one in cases], seed=0).all)


def test_mentions_are_matched_one_to_one(task: ExtractionTask) -> None:
    told = figures(task, SkillSystem(ANSWERED, None), WORKED)
    assert told["mention_precision"] == 4 / 5
    assert told["mention_recall"] == 4 / 5
    assert told["mention_f1"] == pytest.approx(4 / 5)


def test_stricter_and_looser_rules_stand_beside(task: ExtractionTask) -> None:
    told = figures(task, SkillSystem(ANSWERED, None), WORKED)
    assert told["exact_f1"] == pytest.approx(2 / 5)
    assert told["strict_f1"] == pytest.approx(1 / 5)  # "encaisser" has the wrong level
    assert told["partial_f1"] == pytest.approx((2 + 0.5 + 0.5) / 5)
    assert told["any_overlap_f1"] == pytest.approx(4 / 5)


def test_end_to_end_asks_for_an_accepted_item_first(task: ExtractionTask) -> None:
    told = figures(task, SkillSystem(ANSWERED, None), WORKED)
    assert told["end_to_end_precision"] == 3 / 5
    assert told["end_to_end_recall"] == 3 / 4  # the ROME has no item for the fifth
    assert told["end_to_end_f1"] == pytest.approx(2 * 0.6 * 0.75 / 1.35)


def test_a_document_is_a_set_of_items_without_those_negated(task: ExtractionTask) -> None:
    told = figures(task, SkillSystem(ANSWERED, None), WORKED)
    # Listed: MACRO, BREAD, HYGIENE, CASH, all accepted somewhere; own: bread, cash, hygiene.
    assert told["document_precision"] == 1.0
    assert told["document_recall"] == 1.0


def test_an_item_said_twice_counts_once_in_its_document(task: ExtractionTask) -> None:
    twice = Fixed([found("Pétrir", Level.TASK, BREAD), found("pain", Level.TASK, BREAD)])
    told = figures(task, SkillSystem(twice, None), WORKED)
    assert told["document_precision"] == 1.0
    assert told["document_recall"] == pytest.approx(1 / 3)


def test_levels_are_judged_on_matched_mentions(task: ExtractionTask) -> None:
    assert figures(task, SkillSystem(ANSWERED, None), WORKED)["level_accuracy"] == 3 / 4


def test_negation_has_a_precision_and_a_recall(task: ExtractionTask) -> None:
    told = figures(task, SkillSystem(ANSWERED, None), WORKED)
    assert (told["negation_precision"], told["negation_recall"]) == (1.0, 1.0)
    all_negated = Fixed([found("encaisser", Level.NEGATED), found("mise en rayon", Level.NEGATED)])
    told = figures(task, SkillSystem(all_negated, None), WORKED)
    assert (told["negation_precision"], told["negation_recall"]) == (0.5, 1.0)


def test_a_negated_skill_taken_for_a_task_is_a_negation_missed(task: ExtractionTask) -> None:
    told = figures(task, SkillSystem(Fixed([found("mise en rayon", Level.TASK)]), None), WORKED)
    assert told["negation_recall"] == 0.0
    assert "negation_precision" not in told


def test_first_items_are_scored_right_or_wrong(task: ExtractionTask) -> None:
    row = task.judge(SkillSystem(ANSWERED, None), WORKED)
    assert row.scored == ((0.9, True), (0.4, False), (0.7, True), (0.6, True), (0.3, False))
    assert figures(task, SkillSystem(ANSWERED, None), WORKED)["auroc"] == 1.0


def test_linking_is_asked_for_the_phrases_that_have_an_item(task: ExtractionTask) -> None:
    link = Ranked([CASH, "8201", BREAD, *map(str, range(8205, 8220)), "8226", HYGIENE])
    told = figures(task, SkillSystem(None, link), WORKED)
    assert told["linking_hit@1"] == 1 / 4
    assert told["linking_hit@5"] == 2 / 4
    assert told["linking_hit@20"] == 3 / 4


def test_the_part_that_a_system_lacks_leaves_its_figures_out(task: ExtractionTask) -> None:
    linker = figures(task, SkillSystem(None, Ranked([CASH])), WORKED)
    assert set(linker) == {"linking_hit@1", "linking_hit@5", "linking_hit@20"}
    reader = figures(task, SkillSystem(ANSWERED, None), WORKED)
    assert not set(reader) & set(linker)


def test_what_is_found_in_a_text_without_skills_is_false(task: ExtractionTask) -> None:
    told = figures(task, SkillSystem(ANSWERED, None), WORKED, case(name="2"))
    assert told["false_positives"] == 5.0
    assert "false_positives" not in figures(task, SkillSystem(ANSWERED, None), WORKED)


def test_finding_nothing_where_there_is_nothing_is_no_fault(task: ExtractionTask) -> None:
    told = figures(task, SkillSystem(Fixed([]), None), case())
    assert told == {"false_positives": 0.0}


def test_finding_nothing_where_there_is_something_scores_nothing(task: ExtractionTask) -> None:
    told = figures(task, SkillSystem(Fixed([]), None), WORKED)
    assert told["mention_f1"] == told["end_to_end_f1"] == told["document_f1"] == 0.0
    assert told["document_macro_f1"] == told["document_macro_recall"] == 0.0


def test_macro_figures_weigh_short_texts_like_long_ones(task: ExtractionTask) -> None:
    short = case(gold("encaisser", Level.TASK, CASH), name="2")
    told = figures(task, SkillSystem(ANSWERED, None), WORKED, short)
    # The short one: one of four listed is its own, and its one skill is listed.
    assert told["document_macro_precision"] == pytest.approx((1 + 1 / 4) / 2)
    assert told["document_macro_recall"] == 1.0
    assert told["document_macro_f1"] == pytest.approx((1 + 2 * 0.25 / 1.25) / 2)


def test_types_and_levels_are_told_apart(task: ExtractionTask) -> None:
    rows = [task.judge(SkillSystem(ANSWERED, Ranked([CASH])), WORKED)]
    further = task.further(rows)
    assert further["by_type"]["COMPETENCE-DETAILLEE"] == {
        "mentions": 3.0,
        "mention_recall": 1.0,
        "end_to_end_recall": pytest.approx(2 / 3),
        "level_accuracy": pytest.approx(2 / 3),
        "linking_hit@1": pytest.approx(1 / 3),
        "linking_hit@5": pytest.approx(1 / 3),
        "linking_hit@20": pytest.approx(1 / 3),
    }
    assert further["by_type"]["none"] == {"mentions": 1.0, "mention_recall": 0.0}
    assert list(further["by_level"]) == ["negated", "required", "task"]
    assert further["by_level"]["required"]["mention_recall"] == 0.5


def test_offers_and_cvs_are_families(task: ExtractionTask) -> None:
    rows = [
        task.judge(SkillSystem(ANSWERED, None), one)
        for one in (WORKED, case(name="2", kind=DocumentKind.CV))
    ]
    assert set(summarise(task, rows, seed=0).by_family) == {"offre", "cv"}


def test_a_row_tells_codes_and_labels_and_never_the_text(task: ExtractionTask) -> None:
    row = task.judge(SkillSystem(ANSWERED, Ranked([CASH])), WORKED)
    assert row.expected[0] == "8204 Pétrir, façonner et cuire la pâte"
    assert row.answers[0].startswith("8002 ")
    told = json.dumps(row.to_json(), ensure_ascii=False)
    assert "Ponctualité" not in told
    assert "Pétrir le pain" not in told
    assert Row.of_json(json.loads(told)) == row


def test_an_item_of_another_rome_is_told_by_its_code(task: ExtractionTask) -> None:
    foreign = Fixed([found("encaisser", Level.TASK, "999999")])
    assert task.judge(SkillSystem(foreign, None), WORKED).answers == ("999999",)


@pytest.mark.parametrize("seed", range(12))
def test_a_plain_count_over_random_mentions_agrees(task: ExtractionTask, seed: int) -> None:
    generator = random.Random(seed)
    cases = [case(*_gold(generator), name=str(at)) for at in range(6)]
    answers = {one.id: _found(generator, one) for one in cases}
    system = SkillSystem(lambda document: answers[document.id], None)
    told = figures(task, system, *cases)
    for name, value in _plainly(cases, answers).items():
        assert told.get(name, 0.0) == pytest.approx(value), name


def _borders(generator: random.Random) -> list[tuple[int, int]]:
    borders = sorted(generator.sample(range(len(TEXT)), 2 * generator.randrange(6)))
    return list(zip(borders[::2], borders[1::2], strict=True))


def _codes(generator: random.Random) -> tuple[str, ...]:
    return tuple(generator.sample([BREAD, CASH, HYGIENE], generator.randrange(3)))


def _gold(generator: random.Random) -> list[GoldMention]:
    return [
        GoldMention(start, end, _codes(generator), generator.choice(list(Level)))
        for start, end in _borders(generator)
    ]


def _found(generator: random.Random, one: TextCase) -> list[Mention]:
    """Now and then the marked borders, else any."""
    marked = [(mention.start, mention.end) for mention in one.mentions]
    return [
        Mention(
            start,
            end,
            generator.choice(list(Level)),
            tuple(Item(code, generator.random()) for code in _codes(generator)),
        )
        for start, end in (marked if generator.random() < 0.6 else _borders(generator))
    ]


def _plainly(cases: list[TextCase], answers: dict[str, list[Mention]]) -> dict[str, float]:
    """The contract's figures, counted with no more than loops and sets."""
    pairs = [(of, at) for of in cases for at in [answers[of.id]]]
    both = [(g, p) for of, at in pairs for g, p in _pairs(of.mentions, at)]
    resolved = [(of, [p for p in at if p.items]) for of, at in pairs]
    right = [
        p
        for of, at in resolved
        for g, p in _pairs([g for g in of.mentions if g.codes], at)
        if p.items[0].code in g.codes
    ]
    documents = [_document(of, at) for of, at in resolved]
    predicted, marked = sum(len(at) for _, at in pairs), sum(len(of.mentions) for of in cases)
    coded = sum(bool(g.codes) for of in cases for g in of.mentions)
    return {
        "mention_f1": _f1(_over(len(both), predicted), _over(len(both), marked)),
        "end_to_end_f1": _f1(
            _over(len(right), sum(len(at) for _, at in resolved)), _over(len(right), coded)
        ),
        "document_f1": _f1(
            _over(sum(one[0] for one in documents), sum(one[1] for one in documents)),
            _over(sum(one[2] for one in documents), sum(one[3] for one in documents)),
        ),
        "level_accuracy": _over(sum(g.level == p.level for g, p in both), len(both)),
    }


def _pairs(
    marked: Sequence[GoldMention], at: Sequence[Mention]
) -> list[tuple[GoldMention, Mention]]:
    """Spans of a text do not overlap their like: at half in common, none has two to choose of.

    Save where two halves meet in one phrase, the first then being taken.
    """
    pairs: list[tuple[GoldMention, Mention]] = []
    for mark in marked:
        for one in at:
            ours, theirs = set(range(mark.start, mark.end)), set(range(one.start, one.end))
            free = all(mark is not g and one is not p for g, p in pairs)
            if free and len(ours & theirs) >= len(ours | theirs) / 2:
                pairs.append((mark, one))
    return pairs


def _document(of: TextCase, resolved: Sequence[Mention]) -> tuple[int, int, int, int]:
    left_out = ("negated", "offered")
    listed = {p.items[0].code for p in resolved if p.level not in left_out}
    own = [set(g.codes) for g in of.mentions if g.codes and g.level not in left_out]
    accepted = set().union(*own)
    return len(listed & accepted), len(listed), sum(bool(g & listed) for g in own), len(own)


def _over(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return _over(2 * precision * recall, precision + recall)
