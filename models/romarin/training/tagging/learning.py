"""Learning: a tagger's network trained on lessons by the trainer of transformers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from torch.utils.data import Dataset
from transformers import Trainer, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from romarin.tagger import BREAK, Writing
from romarin.training.tagging.lessons import UNTOLD, Lesson, Material
from romarin.training.tagging.network import Network
from romarin.training.tuning import fast_bfloat16

_HEADS = ("tags", "levels", "bert.embeddings.token_type_embeddings")  # that begin from nothing


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast."""

    rounds: int  # over all lessons
    rate: float  # of AdamW at its highest
    batch: int = 16  # windows
    heads_rate: float = 1e-3
    warm_up: float = 0.06  # share of the steps in which the rate rises; then it falls to nothing
    seed: int = 1


FIRST = Plan(rounds=8, rate=2e-4)
SECOND = Plan(rounds=2, rate=1e-4, heads_rate=3e-4)


def learn(network: Network, material: Sequence[Material], out: Path, plan: Plan) -> None:
    """Trains the network in place; interrupted, it goes on from the last round under `out`."""
    torch.manual_seed(plan.seed)
    arguments = TrainingArguments(
        output_dir=str(out),
        num_train_epochs=plan.rounds,
        per_device_train_batch_size=plan.batch,
        learning_rate=plan.rate,
        warmup_steps=plan.warm_up,
        lr_scheduler_type="linear",
        train_sampling_strategy="group_by_length",
        save_strategy="epoch",
        save_total_limit=1,
        logging_steps=50,
        bf16=fast_bfloat16(),
        use_cpu=not torch.cuda.is_available(),
        remove_unused_columns=False,
        seed=plan.seed,
        report_to=[],
        disable_tqdm=True,
    )
    trainer = Trainer(
        model=network,
        args=arguments,
        train_dataset=_Lessons(material, plan.seed),
        data_collator=_together,
        optimizers=(_optimizer(network, plan), None),
    )
    begun = get_last_checkpoint(str(out)) if out.is_dir() else None
    trainer.train(resume_from_checkpoint=begun)


def _optimizer(network: Network, plan: Plan) -> torch.optim.Optimizer:
    heads: list[torch.nn.Parameter] = []
    body: list[torch.nn.Parameter] = []
    learnt = ((name, one) for name, one in network.named_parameters() if one.requires_grad)
    for name, parameter in learnt:
        (heads if name.startswith(_HEADS) else body).append(parameter)
    groups = [{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.heads_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


class _Lessons(Dataset):
    """Every reading of a window differs; rows hold `input_ids`, by whose length they are dealt."""

    def __init__(self, material: Sequence[Material], seed: int) -> None:
        self._material, self._random = material, Random(seed)

    def __len__(self) -> int:
        return len(self._material)

    def __getitem__(self, at: int) -> dict[str, Sequence[int]]:
        lesson: Lesson = self._material[at].lesson(self._random)
        return {
            "input_ids": lesson.ids,
            "writings": lesson.writings,
            "attention_mask": [1] * len(lesson.ids),
            "tags": lesson.tags,
            "levels": lesson.levels,
        }


_FILL = {
    "input_ids": BREAK,  # of tokens that nothing attends to
    "writings": Writing.SMALL,
    "attention_mask": 0,
    "tags": UNTOLD,
    "levels": UNTOLD,
}


def _together(rows: Sequence[dict[str, Sequence[int]]]) -> dict[str, torch.Tensor]:
    longest = max(len(row["input_ids"]) for row in rows)
    return {
        name: torch.tensor([[*row[name], *[fill] * (longest - len(row[name]))] for row in rows])
        for name, fill in _FILL.items()
    }
