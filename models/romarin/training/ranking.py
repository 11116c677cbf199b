"""Ranking loss: each text must be nearest to its own partner among the texts of the batch."""

from collections.abc import Iterable, Sequence

import torch
from sentence_transformers import SentenceTransformer
from torch import Tensor
from torch.nn import functional

SCALE = 25.0  # cosines are multiplied by it: a temperature of 0.04
KEYS = 4  # codes kept of a text; more are rare
_FORBIDDEN = -1e4


class MaskedRanking(torch.nn.Module):
    """InfoNCE both ways (van den Oord 2018; MultipleNegativesRanking of sentence-transformers).

    What a batch holds by chance may be right too: a text that shares a code with an anchor is no
    negative for it. Labels have shape (pairs, KEYS), or (pairs, 2 x KEYS) where a third text, a
    negative of the pair, has codes of its own; -1 stands for none.
    """

    def __init__(self, model: SentenceTransformer, *, scale: float = SCALE) -> None:
        super().__init__()
        self.model = model
        self.scale = scale

    def forward(self, features: Iterable[dict[str, Tensor]], labels: Tensor) -> Tensor:
        """The mean loss of the batch, of anchors among positives and of positives among anchors."""
        anchors, positives, *negatives = (
            functional.normalize(self.model(one)["sentence_embedding"].float(), dim=-1)
            for one in features
        )
        keys = labels[:, :KEYS]
        ahead = self._scores(anchors, positives, keys, keys, own=True)
        back = ahead.T
        if negatives:
            beside = self._scores(anchors, negatives[0], keys, labels[:, KEYS:], own=False)
            ahead = torch.cat([ahead, beside], dim=1)
        target = torch.arange(len(anchors), device=anchors.device)
        losses = functional.cross_entropy(ahead, target), functional.cross_entropy(back, target)
        return (losses[0] + losses[1]) / 2

    def _scores(
        self, rows: Tensor, columns: Tensor, row_keys: Tensor, column_keys: Tensor, *, own: bool
    ) -> Tensor:
        same = (row_keys[:, None, :, None] == column_keys[None, :, None, :]) & (
            row_keys[:, None, :, None] >= 0
        )
        rivals = same.flatten(2).any(dim=2)
        if own:
            rivals = rivals & ~torch.eye(len(rows), dtype=torch.bool, device=rows.device)
        return (self.scale * rows @ columns.T).masked_fill(rivals, _FORBIDDEN)


class Imitation(torch.nn.Module):
    """How far a student's vectors lie from the teacher's, and its similarities from the teacher's.

    The mean of 1 - cosine, and the cross-entropy between the two softmaxes of similarities within
    the batch (relational distillation, Park 2019): what counts is who is near to whom.
    """

    def __init__(self, model: SentenceTransformer, *, scale: float = SCALE) -> None:
        super().__init__()
        self.model = model
        self.scale = scale

    def forward(self, features: Iterable[dict[str, Tensor]], labels: Tensor) -> Tensor:
        """The mean loss of the batch; labels are the teacher's unit vectors, a row each."""
        (texts,) = features
        found = functional.normalize(self.model(texts)["sentence_embedding"].float(), dim=-1)
        aimed = functional.normalize(labels.float(), dim=-1)
        apart = 1 - (found * aimed).sum(dim=1).mean()
        own = torch.eye(len(found), dtype=torch.bool, device=found.device)
        among = (self.scale * aimed @ aimed.T).masked_fill(own, _FORBIDDEN).softmax(dim=1)
        ranked = (self.scale * found @ aimed.T).masked_fill(own, _FORBIDDEN).log_softmax(dim=1)
        order = (
            -(among * ranked).sum(dim=1).mean()
            + (among * among.clamp(min=1e-9).log()).sum(dim=1).mean()
        )
        return 10 * apart + order


def padded(keys: Sequence[int]) -> list[int]:
    """Exactly KEYS numbers."""
    return [*keys[:KEYS], *[-1] * (KEYS - len(keys))]
