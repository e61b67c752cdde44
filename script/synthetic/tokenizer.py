"""A tokenizer of the size that a config asks for, trained on English that is on every machine."""

from __future__ import annotations

import io
import pydoc_data.topics
from typing import TYPE_CHECKING

import sentencepiece
import tokenizers
from tokenizers import decoders, models, normalizers, pre_tokenizers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What a home says: also the text by which the rate of speech is set.
SENTENCES = """
The front door is unlocked. It is twenty one degrees in the living room.
Turned off the lights in the kitchen. Good morning! The time is seven forty six.
I have started a timer for ten minutes. Today it will be mostly sunny, with a high of eighteen.
What would you like to add to the shopping list? Sorry, I did not understand that.
The washing machine has finished; please empty it. Playing some jazz in the bedroom...
The battery of the motion sensor is low. The garage door was opened at 5:30, by Anna.
Hello world. I am a small text to speech model, and I am fast enough to run on small computers.
""".strip()

_SMALL_PIECES = 1000
_SPACE = "▁"  # how SentencePiece writes a space


def write_tokenizer(folder: Path, kind: str, pieces: int) -> str:
    """Train a unigram tokenizer with exactly `pieces` pieces; returns the file's name in `folder`.

    `kind` as in pocket-tts's configs: `sentencepiece` (tokenizer.model) or `tokenizers`
    (tokenizer.json).
    """
    model = _train(pieces)
    if kind == "sentencepiece":
        name = "tokenizer.model"
        (folder / name).write_bytes(model)
    else:
        name = "tokenizer.json"
        _as_json(model).save(str(folder / name))
    return name


def _train(pieces: int) -> bytes:
    small = pieces < _SMALL_PIECES
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=_corpus(),
        model_writer=model,
        vocab_size=pieces,
        model_type="unigram",
        character_coverage=1.0,
        byte_fallback=not small,  # takes 256 pieces; the small vocabularies use <unk>
        normalization_rule_name="identity" if small else "nmt_nfkc",  # the latter adds 240 kB
        user_defined_symbols=[".", "!", "?", "...", ",", ";", ":"],
        minloglevel=2,
        num_threads=1,  # the order of sums, and with it the last bits of the scores
    )
    return model.getvalue()


def _corpus() -> Iterator[str]:
    """Yield our sentences, and the language reference that comes with Python."""
    yield from SENTENCES.splitlines() * 50
    for topic in pydoc_data.topics.topics.values():
        for line in topic.splitlines():
            if words := line.split():
                yield " ".join(words)


def _as_json(model: bytes) -> tokenizers.Tokenizer:
    """Return the same pieces and scores in the form that the released models use."""
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model)
    size = pieces.vocab_size()
    scores = [(pieces.id_to_piece(i), pieces.get_score(i)) for i in range(size)]
    byte_fallback = any(pieces.is_byte(i) for i in range(size))
    tokenizer = tokenizers.Tokenizer(models.Unigram(scores, pieces.unk_id(), byte_fallback))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Strip(),
            normalizers.Replace(tokenizers.Regex(" +"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(_SPACE, "always", split=False)
    metaspace = decoders.Metaspace(_SPACE, "always", split=False)
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), metaspace])
    return tokenizer
