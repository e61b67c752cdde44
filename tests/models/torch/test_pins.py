"""Private parts of pocket_tts 4.0.1 that the torch engine uses: loud when one changes."""

from __future__ import annotations

import inspect
import threading
from importlib.metadata import version

from pocket_tts import TTSModel
from pocket_tts.models import tts_model
from pocket_tts.models.text_chunking import prepare_text_prompt, split_into_best_sentences


def test_the_version_is_the_one_that_was_read() -> None:
    assert version("pocket-tts") == "4.0.1"


def test_speaking_one_prepared_text() -> None:
    signature = inspect.signature(TTSModel._generate_audio_stream_short_text)
    assert list(signature.parameters) == [
        "self",
        "model_state",
        "text_to_generate",
        "frames_after_eos",
        "copy_state",
        "stop",
    ]
    assert signature.parameters["stop"].annotation is threading.Event


def test_preparing_a_text() -> None:
    assert list(inspect.signature(prepare_text_prompt).parameters) == [
        "text",
        "pad_with_spaces_for_short_inputs",
        "remove_semicolons",
        "append_terminal_punctuation",
        "capitalize_first_letter",
        "replace_characters",
    ]
    assert prepare_text_prompt("hello", False, False) == ("Hello.", 3)  # noqa: FBT003 - positional
    long = "one two three four five"
    assert prepare_text_prompt(long, False, False) == (f"One{long[3:]}.", 1)  # noqa: FBT003 - its order


def test_frames_after_the_end_of_speech_are_what_generate_audio_stream_adds() -> None:
    source = inspect.getsource(TTSModel.generate_audio_stream)
    assert "frames_after_eos_guess += 2" in source
    assert "frames_after_eos = self.model_recommended_frames_after_eos" in source


def test_the_attributes_that_are_read_and_set() -> None:
    source = inspect.getsource(tts_model)
    for name in (
        "max_decoder_frames_per_call",
        "pad_with_spaces_for_short_inputs",
        "remove_semicolons",
        "append_terminal_punctuation",
        "capitalize_first_letter",
        "replace_characters",
        "model_recommended_frames_after_eos",
        "has_voice_cloning",
    ):
        assert f"self.{name}" in source


def test_the_reason_for_going_below_the_public_method() -> None:
    """The library's splitter still breaks addresses and abbreviations when it joins again."""

    class Tokenizer:
        """One token a character."""

        def __call__(self, text: str) -> list[object]:
            import torch  # noqa: PLC0415 - only here

            return [torch.tensor([ord(c) for c in text])]

        def decode(self, tokens: list[int]) -> str:
            return "".join(map(chr, tokens))

    text = "See example.com/a.b at 7 a.m. today."
    (whole,) = split_into_best_sentences(Tokenizer(), text, 10_000, False, False)  # noqa: FBT003 - its order
    assert "example. com" in whole
    assert "a. m." in whole
