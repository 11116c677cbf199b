"""Prediction: métiers of offers from a title, a text or both, sure only where it should be."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest
from tests.fakes import HashingEncoder

from romarin.encoder import Encoder
from romarin.engines import Lookup, Posting, Predicted, Prediction
from romarin.index import Artefact

TEXT = (
    "Au fournil, vous préparez la pâte au pétrin, suivez la fermentation et la cuisson de chaque "
    "fournée. Nous cherchons un boulanger qui aime le pain et sait tenir le four."
)
POSTINGS = (
    Posting("Boulanger (H/F)", TEXT),
    Posting("Vendeuse en boulangerie 30h (H/F)"),
    Posting(text=TEXT),
    Posting("Cariste CDI", "Vous déplacez des palettes dans l'entrepôt."),
    Posting("Infirmière de nuit en EHPAD", naf="86.10Z"),
)


@pytest.fixture(scope="module")
def prediction(hashing_artefact: Path, hashing_encoder: HashingEncoder) -> Prediction:
    return Prediction.load(hashing_artefact, encoder=hashing_encoder)


@pytest.fixture(scope="module")
def full_prediction(full_artefact: Path, encoder: Encoder) -> Prediction:
    return Prediction.load(full_artefact, encoder=encoder)


@pytest.fixture(scope="module", params=["tiny", pytest.param("full", marks=pytest.mark.slow)])
def any_prediction(request: pytest.FixtureRequest) -> Prediction:
    """What must hold on every catalogue is tried on both."""
    name = "full_prediction" if request.param == "full" else "prediction"
    found: Prediction = request.getfixturevalue(name)
    return found


@pytest.mark.parametrize("posting", POSTINGS[:3])
def test_a_baker_is_found_from_title_from_text_and_from_both(
    prediction: Prediction, posting: Posting
) -> None:
    codes = {metier.code for metier in prediction(posting.title, posting.text).metiers[:2]}
    assert codes & {"D1901", "D1902"}


def test_the_appellation_is_the_one_that_the_title_names(prediction: Prediction) -> None:
    first, *_ = prediction("Boulangère-pâtissière H/F").metiers
    assert (first.code, first.appellation.code) == ("D1901", "6008")


def test_without_a_title_the_appellation_is_the_principal_one(prediction: Prediction) -> None:
    found = {metier.code: metier.appellation.code for metier in prediction(text=TEXT).metiers}
    assert found["D1901"] == "6006"


@pytest.mark.parametrize(("title", "text"), [("", ""), (" ", "\n\t"), ("", " ")])
def test_nothing_to_read_answers_nothing_and_is_unsure(
    any_prediction: Prediction, title: str, text: str
) -> None:
    assert any_prediction(title, text, "4724Z") == Predicted((), 0.0, unsure=True)


@pytest.mark.parametrize("text", ["…", "1234 56", "qzxwv kjhgq", "\u2028\ufeff", "🥖🥖"])
def test_a_text_without_a_known_word_is_unsure(any_prediction: Prediction, text: str) -> None:
    assert any_prediction("", text).unsure


def test_scores_are_probabilities_that_never_rise_down_the_list(
    any_prediction: Prediction,
) -> None:
    for found in any_prediction.many(POSTINGS, limit=25):
        scores = [metier.score for metier in found.metiers]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert found.margin == pytest.approx(scores[0] - sum(scores[1:2]))


def test_no_metier_stands_twice_and_the_first_never_depend_on_the_limit(
    any_prediction: Prediction,
) -> None:
    for posting, limit in product(POSTINGS, (1, 3, 25)):
        whole = any_prediction(posting.title, posting.text, posting.naf, limit=25)
        some = any_prediction(posting.title, posting.text, posting.naf, limit=limit)
        assert some.metiers == whole.metiers[:limit]
        assert (some.margin, some.unsure) == (whole.margin, whole.unsure)
        codes = [metier.code for metier in whole.metiers]
        assert len(codes) == len(set(codes))


def test_many_postings_are_answered_as_each_alone(any_prediction: Prediction) -> None:
    alone = [any_prediction(one.title, one.text, one.naf) for one in POSTINGS]
    assert any_prediction.many(POSTINGS) == alone


def test_threads_share_it(any_prediction: Prediction) -> None:
    alone = any_prediction.many(POSTINGS)
    with ThreadPoolExecutor(4) as pool:
        assert all(found == alone for found in pool.map(any_prediction.many, [POSTINGS] * 8))


def test_a_sector_raises_its_metiers(prediction: Prediction) -> None:
    def score(naf: str) -> float:
        found = prediction("Employé polyvalent", TEXT, naf, limit=25)
        return {metier.code: metier.score for metier in found.metiers}["G1901"]

    assert score("56.10A") > score("")


@pytest.mark.parametrize("naf", ["00.00Z", "commerce", "4", "99", "78.20Z"])
def test_an_unknown_sector_and_temporary_work_change_nothing(
    any_prediction: Prediction, naf: str
) -> None:
    for posting in POSTINGS[:3]:
        told = any_prediction(posting.title, posting.text, naf)
        assert told == any_prediction(posting.title, posting.text)


def test_without_an_encoder_words_predict(hashing_artefact: Path) -> None:
    artefact = Artefact.open(hashing_artefact)
    by_words = Prediction.of(artefact, None, Lookup.of(artefact, None))
    assert by_words("Boulanger (H/F)", TEXT).metiers[0].code == "D1901"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("Boulanger (H/F)", TEXT, "D1102"),
        ("", TEXT, "D1102"),
        ("Développeuse web", "", "M1855"),
        (
            "Agent polyvalent H/F",
            "Vous nettoyez les sols, les vitres et les sanitaires de bureaux.",
            "K2205",
        ),
        ("Chef de rang", "Service en salle, dressage des tables, conseil des clients.", "G1810"),
    ],
)
def test_plain_offers_are_coded_right(
    full_prediction: Prediction, title: str, text: str, code: str
) -> None:
    assert code in [metier.code for metier in full_prediction(title, text).metiers[:2]]


@pytest.mark.slow
def test_an_offer_of_no_one_job_is_unsure(full_prediction: Prediction) -> None:
    assert full_prediction("Nous recrutons", "Rejoignez une équipe dynamique et motivée.").unsure


@pytest.mark.slow
def test_the_starter_catalogue_predicts_too(starter_artefact: Path, encoder: Encoder) -> None:
    prediction = Prediction.load(starter_artefact, encoder=encoder)
    assert prediction("Boulanger (H/F)", TEXT).metiers[0].code == "D1102"
