from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pocket_tts.models.text_chunking import prepare_text_prompt
from pocket_tts.modules.text_conditioner import build_tokenizer
from pocket_tts.utils.config import CONFIGS_DIR
from tokenizers import Tokenizer, models, pre_tokenizers

from pocket_tts_wyoming.models.onnx.text import TextPreparation, load_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from models.onnx.oracle import Load, Model

CONFIGS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(CONFIGS_DIR.glob("*.yaml"))
}
PHONEMES = {"capitalize_first_letter": False, "append_terminal_punctuation": False}
TEXTS = st.text(st.sampled_from("aßzÉ1 \n\r\t.,;:!?…-–—\"'’”«»()[]"), max_size=25)  # noqa: RUF001 - what people write


def library(config: dict[str, Any], text: str) -> tuple[str, int]:
    prepared, frames = prepare_text_prompt(
        text,
        config.get("pad_with_spaces_for_short_inputs", False),
        config.get("remove_semicolons", False),
        config.get("append_terminal_punctuation", True),
        config.get("capitalize_first_letter", True),
        config.get("replace_characters", {}),
    )
    recommended = config.get("model_recommended_frames_after_eos")
    return prepared, frames + 2 if recommended is None else recommended


@settings(max_examples=500, deadline=None)
@given(
    config=st.sampled_from(
        [*CONFIGS.values(), PHONEMES, {"model_recommended_frames_after_eos": 0}, {}]
    ),
    text=TEXTS,
)
@example(CONFIGS["english"], "it’s  eight")  # noqa: RUF001 - what people write
@example(CONFIGS["french"], "« Oui ? », dit-elle ; (non)")
@example(CONFIGS["english_2026-01"], "one two three four")
@example(CONFIGS["english_2026-01"], "one two three four five")
@example(CONFIGS["english"], 'He said "wait -"')
@example(CONFIGS["english"], ",")
@example({}, "one  two   three four")
@example({}, "a\r\n\nb")
def test_as_the_library_does(config: dict[str, Any], text: str) -> None:
    preparation = TextPreparation.from_config(config)
    try:
        wanted = library(config, text)
    except ValueError:
        with pytest.raises(ValueError, match="nothing to say"):
            preparation.prepare(text)
    else:
        assert preparation.prepare(text) == wanted


def test_tokens_of_a_sentencepiece_model(base: Model, load: Load) -> None:
    prepared = load(base).tokenize("the front door is unlocked")
    tokenizer = base.library.flow_lm.conditioner.tokenizer
    assert list(prepared.tokens) == tokenizer.encode("The front door is unlocked.")
    assert prepared.frames_after_eos == 3
    with pytest.raises(ValueError, match="nothing"):
        load(base).tokenize(" \n")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    vocabulary = {"[UNK]": 0, "the": 1, "door": 2, "▁the": 3, "▁door": 4}
    pieces = [(word, -float(i)) for word, i in vocabulary.items()]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    path = tmp_path / "tokenizer.json"
    tokenizer.save(str(path))
    return path


def test_tokens_of_a_json_tokenizer(words: Path) -> None:
    wanted = build_tokenizer(5, str(words), "tokenizers").encode("the door")
    assert list(load_tokenizer(words, 5)("the door")) == wanted == [3, 4]


def test_a_tokenizer_of_another_model(words: Path, base: Model) -> None:
    with pytest.raises(ValueError, match="5 tokens, but the model 4000"):
        load_tokenizer(words, 4000)
    with pytest.raises(ValueError, match="300 tokens, but the model 4000"):
        load_tokenizer(base.tokenizer, 4000)
