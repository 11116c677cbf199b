"""Export of sentence-transformers models, on tiny ones with random weights."""

# ruff: noqa: E402 - imports stand after the check that the extra `train` is there

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs the extra train")
sentence_transformers = pytest.importorskip("sentence_transformers", reason="needs the extra train")

from tokenizers import BertWordPieceTokenizer
from transformers import BertConfig, BertModel, BertTokenizerFast, DistilBertConfig, DistilBertModel

from romarin.encoder import OnnxEncoder, load_encoder
from romarin.training import Precision, export_encoder
from romarin.training.calibration import PHRASES
from romarin.training.errors import ExportInexact, ModelUnsupported, TrimUnsupported
from romarin.training.writing import write_folder

# Libraries that a newer release of another library scolds; none of it is ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore")
WIDTH = 64


def save(folder: Path, transformer: object, *, dense: bool = False) -> Path:
    """A sentence-transformers folder around a transformer, with WordPiece over a few words."""
    modules = sentence_transformers.sentence_transformer.modules
    words = BertWordPieceTokenizer()
    words.train_from_iterator(PHRASES, vocab_size=200, min_frequency=1)
    folder.mkdir()
    words.save_model(str(folder))
    tokenizer = BertTokenizerFast(vocab_file=str(folder / "vocab.txt"))
    transformer.save_pretrained(folder / "transformer")  # type: ignore[attr-defined]
    tokenizer.save_pretrained(folder / "transformer")
    steps = [modules.Transformer(str(folder / "transformer")), modules.Pooling(WIDTH, "mean")]
    steps += [modules.Dense(WIDTH, 16)] if dense else []
    model = sentence_transformers.SentenceTransformer(
        modules=steps, device="cpu", prompts={"query": "query: ", "passage": ""}
    )
    model.save(str(folder / "model"))
    return folder / "model"


@pytest.fixture
def bert(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=200,
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=128,
        max_position_embeddings=48,
    )
    return save(tmp_path / "bert", BertModel(config))


@pytest.fixture
def distilled(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    config = DistilBertConfig(
        vocab_size=200, dim=WIDTH, n_layers=2, n_heads=4, hidden_dim=128, max_position_embeddings=48
    )
    return save(tmp_path / "distilled", DistilBertModel(config), dense=True)


@pytest.mark.parametrize("precision", list(Precision))
def test_an_exported_bert_agrees_with_the_model(
    bert: Path, tmp_path: Path, precision: Precision
) -> None:
    exported = OnnxEncoder.load(export_encoder(bert, tmp_path / "out", precision=precision))
    model = load_encoder(bert)
    assert exported.dimension == model.dimension == WIDTH
    assert ((exported.encode(PHRASES) * model.encode(PHRASES)).sum(axis=1) > 0.99).all()


@pytest.mark.parametrize("precision", [Precision.FLOAT, Precision.BYTES])
def test_other_architectures_are_traced(
    distilled: Path, tmp_path: Path, precision: Precision
) -> None:
    exported = OnnxEncoder.load(export_encoder(distilled, tmp_path / "out", precision=precision))
    model = load_encoder(distilled)
    assert exported.dimension == model.dimension == 16
    assert ((exported.encode(PHRASES) * model.encode(PHRASES)).sum(axis=1) > 0.99).all()


def test_an_exported_folder_loads_by_its_path(bert: Path, tmp_path: Path) -> None:
    out = export_encoder(bert, tmp_path / "out", name="essai")
    assert load_encoder(out).name == "essai"


def test_what_cannot_be_done_is_refused(bert: Path, distilled: Path, tmp_path: Path) -> None:
    with pytest.raises(TrimUnsupported):
        export_encoder(bert, tmp_path / "out", trim=True)
    with pytest.raises(ModelUnsupported):
        export_encoder(distilled, tmp_path / "out", precision=Precision.BLOCKS)
    assert not (tmp_path / "out").exists()


def test_an_export_that_does_not_agree_leaves_nothing_behind(bert: Path, tmp_path: Path) -> None:
    out = export_encoder(bert, tmp_path / "out")
    exported = OnnxEncoder.load(out)
    import onnx

    with pytest.raises(ExportInexact):
        write_folder(
            exported.settings,
            onnx.load(out / "model.onnx"),
            exported._tokenizer,
            tmp_path / "again",
            precision=Precision.BYTES,
            reference=-exported.encode(PHRASES),
        )
    assert not (tmp_path / "again").exists()
