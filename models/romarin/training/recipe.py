"""Recipe: how romarin-small and romarin-mini are made, stage by stage, each kept when done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch

from romarin.catalogue import Catalogue
from romarin.encoder import Encoder, Matrix, load_encoder
from romarin.encoder.hub import load_sentence_transformer
from romarin.training.begun import keep_begun
from romarin.training.data import PAIRS_FILE, WORDS_FILE, Pair, labels_of, read_pairs, read_words
from romarin.training.distilling import student_of
from romarin.training.examples import Example, Targets
from romarin.training.export import export_encoder, load_trained
from romarin.training.mining import mine
from romarin.training.mixture import ALL, FORMS, TITLES, Share, Subject, draw
from romarin.training.start import MAX_TOKENS, start, trainable
from romarin.training.tuning import TUNED, Plan, Watch, tune
from romarin.training.vocabulary import misspellings, spellings

UNCODED = "/unlabelled"  # sources of offers that nobody coded
RECIPE = "recipe.json"  # what a folder was begun with
_SOURCE = "intfloat/multilingual-e5-small, tuned on the language of jobs by `romarin train all`"
_LICENCE = "MIT"
SMALL, MINI = "romarin-small", "romarin-mini"
ABLATIONS: Mapping[str, tuple[Share, ...]] = {
    "forms": FORMS,
    "titles": (*FORMS, *TITLES),
    "paraphrases": ALL,
}
CORES = 2
_FLOATS = "float16"  # of vectors kept between stages: a cosine moves by 0.0001

Tell = Callable[[str], None]


_FIRST, _SECOND = Plan(), Plan(rate=6e-5)
_MINI = Plan(rate=4e-4, words=True, save_every=1500)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Pairs seen and rates of each stage; the defaults are those of the packaged weights."""

    first: int = 100_000  # pairs without hard negatives
    second: int = 88_000  # with negatives that the model of the first stage mines
    copied: int = 140_000  # texts that mini copies from small
    ranked: int = 120_000  # pairs that mini is trained on beside
    plan: Plan = _FIRST
    second_plan: Plan = _SECOND
    mini_plan: Plan = _MINI
    seed: int = 4

    @classmethod
    def smallest(cls) -> "Recipe":
        """Some steps of everything: shows that it runs, makes nothing of use."""
        few = Plan(batch=4, save_every=4)
        return cls(40, 40, 16, 32, few, few, replace(few, words=True))


@dataclass(frozen=True, slots=True)
class Run:
    """One training: where its stages lie and what they need."""

    folder: Path
    data: Path  # what `romarin.training.data.write` wrote
    catalogue: Catalogue
    recipe: Recipe = Recipe()
    tell: Tell = lambda _line: None
    watch: Watch | None = None  # takes figures of checkpoints

    def pairs(self) -> list[Pair]:
        """All pairs. Raises ListUnreadable or RowInvalid."""
        return list(read_pairs(self.data / PAIRS_FILE))


def make_all(run: Run) -> Iterator[Path]:
    """Trains and exports both encoders, and gives the folder of each when it is done.

    Raises ListUnreadable or RowInvalid for the data, ExtraMissing without the extra `train`, and
    RecipeChanged for a folder that was begun with another recipe.
    """
    small = train_small(run)
    yield export(run, small, SMALL)
    yield export(run, train_mini(run, small), MINI, trim=True)


def make_ablations(run: Run, *, count: int) -> Iterator[Path]:
    """Trains on more and more sources, `count` pairs each time, and gives the exported folders.

    The last one sees the pairs of the one before, its second half with hard negatives.
    """
    for name, shares in ABLATIONS.items():
        part = replace(run, folder=run.folder / name, recipe=replace(run.recipe, first=count))
        yield export(part, train_small(part, shares=shares, mined=False), name)
    halves = replace(run.recipe, first=count // 2, second=count // 2)
    part = replace(run, folder=run.folder / "negatives", recipe=halves)
    yield export(part, train_small(part), "negatives")


def train_small(run: Run, *, shares: Sequence[Share] = ALL, mined: bool = True) -> Path:
    """Trains romarin-small in two stages and gives its folder of sentence-transformers."""
    torch.set_num_threads(CORES)
    _begin(run)
    first, second = run.folder / "small-1", run.folder / "small-2"
    if not (first / TUNED).is_dir():
        _first_stage(run, first, shares)
    if mined and not (second / TUNED).is_dir():
        _second_stage(run, first / TUNED, second, shares)
    return (second if mined else first) / TUNED


def _begin(run: Run) -> None:
    """Keeps the recipe in the folder. Raises RecipeChanged where another began it."""
    keep_begun(run.folder / RECIPE, asdict(run.recipe))


def _first_stage(run: Run, out: Path, shares: Sequence[Share]) -> None:
    recipe, pairs = run.recipe, run.pairs()
    model = trainable(start(_texts(run, pairs)), max_tokens=MAX_TOKENS)
    sets = draw(pairs, shares, count=recipe.first, seed=recipe.seed)
    run.tell(f"{SMALL}, first stage: {_sizes(sets)}")
    tune(model, _plain(sets), out, plan=recipe.plan, watch=run.watch)


def _second_stage(run: Run, first: Path, out: Path, shares: Sequence[Share]) -> None:
    """Goes on with negatives that the model of the first stage takes for near."""
    recipe = run.recipe
    sets = draw(run.pairs(), shares, count=recipe.second, seed=recipe.seed + 1)
    run.tell(f"{SMALL}, second stage: {_sizes(sets)} and hard negatives")
    current = load_encoder(export(run, first, "small-1-int8"), threads=CORES)
    examples = mine(sets, run.catalogue, current.encode, seed=recipe.seed)
    model = load_sentence_transformer(str(first))
    tune(model, examples, out, plan=recipe.second_plan, watch=run.watch)


def train_mini(run: Run, small: Path) -> Path:
    """Distils romarin-mini from small's folder and gives its own, of sentence-transformers."""
    out = run.folder / "mini-1"
    if (out / TUNED).is_dir():
        return out / TUNED
    recipe, pairs = run.recipe, run.pairs()
    torch.set_num_threads(CORES)
    student = trainable(student_of(load_trained(small, MINI)), max_tokens=MAX_TOKENS)
    texts = _copied_texts(run, pairs)
    run.tell(f"{MINI}: vectors of {len(texts):,} texts by {SMALL}")
    teacher = load_encoder(export(run, small, SMALL), threads=CORES)
    vectors = _kept_vectors(run.folder / "targets.npy", texts, teacher)
    sets = draw(pairs, ALL, count=recipe.ranked, seed=recipe.seed + 2)
    run.tell(f"{MINI}: {_sizes(sets)}")
    return tune(
        student,
        _plain(sets),
        out,
        plan=recipe.mini_plan,
        targets=Targets(texts, vectors),
        watch=run.watch,
    )


def export(run: Run, model: Path, name: str, *, trim: bool = False) -> Path:
    """The encoder folder of a trained model, in int8, under the run's folder.

    With `trim` the vocabulary keeps what the pairs use, those of offers without a code left out: a
    model of few layers is mostly vocabulary.
    """
    out = run.folder / name
    if out.is_dir():
        return out
    pairs = run.pairs()
    pairs = [one for one in pairs if not one.source.endswith(UNCODED)] if trim else pairs[::200]
    return export_encoder(
        model,
        out,
        texts=[text for pair in pairs for text in (pair.anchor, pair.positive)],
        trim=trim,
        name=name,
        source=_SOURCE,
        licence=_LICENCE,
    )


def _texts(run: Run, pairs: Sequence[Pair]) -> list[str]:
    """All that the vocabulary must read: the pairs, the words of the offers, half-typed labels."""
    words = {word for label in _labels(run) for word in label.split()}
    read = [text for pair in pairs for text in (pair.anchor, pair.positive)]
    known = read_words(run.data / WORDS_FILE)
    return [*read, *known, *spellings(words), *misspellings(words)]


def _copied_texts(run: Run, pairs: Sequence[Pair]) -> list[str]:
    """Labels, and texts of all sources in the proportions of the mixture, each once."""
    recipe = run.recipe
    sets = draw(pairs, ALL, count=recipe.copied, seed=recipe.seed + 3)
    drawn = (
        text for some in sets.values() for pair in some for text in (pair.anchor, pair.positive)
    )
    return list(dict.fromkeys([*drawn, *_labels(run)]))[: recipe.copied]


def _labels(run: Run) -> tuple[str, ...]:
    return (*labels_of(run.catalogue).texts, *labels_of(run.catalogue, skills=True).texts)


def _kept_vectors(path: Path, texts: Sequence[str], teacher: Encoder) -> Matrix:
    """The teacher's vectors of the texts, read back where they stand already."""
    if not path.is_file():
        vectors = teacher.encode(texts)
        aside = path.with_name(f".{path.name}")
        with aside.open("wb") as file:
            np.save(file, vectors.astype(_FLOATS))
        aside.replace(path)
    return np.asarray(np.load(path), dtype=np.float32)


def _plain(sets: Mapping[Subject, Sequence[Pair]]) -> dict[str, list[Example]]:
    return {subject.value: [Example(pair) for pair in some] for subject, some in sets.items()}


def _sizes(sets: Mapping[Subject, Sequence[Pair]]) -> str:
    return ", ".join(f"{len(some):,} pairs of {subject}" for subject, some in sets.items())
