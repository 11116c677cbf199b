"""A whole run of extraction: from a case file to the JSON of the contract and back."""

import json
from functools import partial
from pathlib import Path

import pytest
from tests.fakes import HashingEncoder

from romarin.catalogue import Catalogue
from romarin.engines import SkillLookup
from romarin.evaluation.answers import SkillSystem
from romarin.evaluation.baselines import baselines
from romarin.evaluation.cases import read_texts
from romarin.evaluation.ground import Ground
from romarin.evaluation.own import OwnLinker
from romarin.evaluation.results import OWN, Result
from romarin.evaluation.running import Conditions, Entrant, evaluate
from romarin.evaluation.tasks import ExtractionTask

TEXT = "Encaisser un achat et livrer un colis. Le SQL n'est pas demandé."


def marked(phrase: str, level: str, *codes: str) -> dict[str, object]:
    start = TEXT.index(phrase)
    return {
        "start": start,
        "end": start + len(phrase),
        "text": phrase,
        "codes": codes,
        "level": level,
    }


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    mentions = [
        marked("Encaisser un achat", "task", "8223"),
        marked("livrer un colis", "task", "8228"),
        marked("SQL", "negated", "8517"),
    ]
    told = {"id": "1", "kind": "offre", "title": "", "text": TEXT, "rome": [], "mentions": mentions}
    empty = {**told, "id": "2", "kind": "cv", "mentions": []}
    path.write_text(f"{json.dumps(told)}\n{json.dumps(empty)}\n", "utf-8")
    return path


@pytest.fixture
def result(
    cases: Path,
    tiny_catalogue: Catalogue,
    hashing_artefact: Path,
    hashing_encoder: HashingEncoder,
    tmp_path: Path,
) -> Result:
    engine = SkillLookup.load(hashing_artefact, encoder=hashing_encoder)
    with Ground(tiny_catalogue, tmp_path / "cache") as ground:
        others = [
            Entrant(one.name, one.about, partial(one.extraction, ground))
            for name, one in baselines([]).items()
            if one.extraction is not None and name in ("labels", "clauses", "tfidf-sentences")
        ]
        return evaluate(
            ExtractionTask(tiny_catalogue.competences),
            read_texts(cases, tiny_catalogue),
            [Entrant(OWN, "", lambda: SkillSystem(None, OwnLinker(engine))), *others],
            Conditions("", {"version": "490", "source": "official"}, "hashing", "tiny"),
            partial=tmp_path / "rows",
        )


def test_each_system_is_judged_by_the_parts_it_has(result: Result) -> None:
    assert result.own is not None
    assert result.own.all == {"linking_hit@1": 1.0, "linking_hit@5": 1.0, "linking_hit@20": 1.0}
    labels = result.baselines["labels"].all
    assert labels["mention_recall"] == labels["end_to_end_recall"] == 1.0
    assert labels["mention_precision"] == 0.5  # the other text has the same words, unmarked
    assert labels["linking_hit@1"] == 1.0
    assert labels["level_accuracy"] == pytest.approx(2 / 3)  # it knows no negation
    assert labels["false_positives"] == 3.0
    assert result.baselines["clauses"].all["end_to_end_f1"] == 0.0
    assert "linking_hit@1" not in result.baselines["tfidf-sentences"].all


def test_types_levels_and_kinds_stand_in_the_json(result: Result) -> None:
    told = result.to_json()
    labels = told["baselines"]["labels"]
    assert set(labels["by_family"]) == {"offre", "cv"}
    assert set(labels["by_type"]) == {"COMPETENCE-DETAILLEE", "SAVOIR"}
    assert set(labels["by_level"]) == {"negated", "task"}
    assert "mention_f1" in labels["confidence"]


def test_a_result_is_read_as_it_was_written(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    result.save(path)
    assert Result.load(path).to_json() == result.to_json()
    assert TEXT[:20] not in path.read_text("utf-8")
