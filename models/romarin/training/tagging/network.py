"""Network: the layers of an encoder that are nearest to words, with two answers a token."""

from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

from romarin.encoder.hub import load_sentence_transformer
from romarin.tagger import LEVELS, TAGS, Writing
from romarin.training.tagging.lessons import UNTOLD

LAYERS = 6  # of twelve: docs/decisions/0013-tagger.md
_DROPPED = 0.1  # share of states left out while learning
_SPREAD = 0.005  # of the first vectors of how a word is written, around nothing


class Network(nn.Module):
    """Token ids and how words are written, to logits of TAGS and of LEVELS."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        self.dropout = nn.Dropout(_DROPPED)
        self.tags = nn.Linear(bert.config.hidden_size, len(TAGS))
        self.levels = nn.Linear(bert.config.hidden_size, len(LEVELS))

    def forward(
        self,
        input_ids: torch.Tensor,
        writings: torch.Tensor,
        attention_mask: torch.Tensor,
        tags: torch.Tensor | None = None,
        levels: torch.Tensor | None = None,
    ) -> dict[str, Any]:
        """All shaped (rows, tokens); the loss where tags and levels are told."""
        read = self.bert(input_ids, token_type_ids=writings, attention_mask=attention_mask)
        state = self.dropout(read.last_hidden_state)
        logits = self.tags(state).float(), self.levels(state).float()
        if tags is None or levels is None:
            return {"logits": logits}
        loss = sum(
            nn.functional.cross_entropy(some.flatten(0, 1), told.flatten(), ignore_index=UNTOLD)
            for some, told in zip(logits, (tags, levels), strict=True)
            if bool((told != UNTOLD).any())
        )
        return {"loss": loss, "logits": logits}


def begin(folder: str, *, layers: int = LAYERS) -> tuple[Network, Tokenizer]:
    """The first layers of a BERT that sentence-transformers saved, and its tokenizer.

    Raises ExtraMissing or EncoderUnknown.
    """
    model = load_sentence_transformer(folder)
    bert: BertModel = model[0].auto_model
    tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    # Fused attention is three times slower than plain on the way back on a CPU (torch 2.13).
    bert.set_attn_implementation("eager")
    # Words that no text holds keep their place, and a step takes two thirds of the time.
    bert.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
    bert.encoder.layer = bert.encoder.layer[:layers]
    bert.config.num_hidden_layers = len(bert.encoder.layer)
    bert.pooler = None
    for module in bert.modules():
        if isinstance(module, nn.Dropout):
            module.p = _DROPPED
    old = bert.embeddings.token_type_embeddings.weight.data[0]
    writings = nn.Embedding(len(Writing), len(old))
    writings.weight.data = old + _SPREAD * torch.randn(len(Writing), len(old))
    bert.embeddings.token_type_embeddings = writings
    return Network(bert), tokenizer
