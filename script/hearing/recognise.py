"""Recognisers write down what they hear. Tools only: nothing of them is in the image."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from hearing.words import plain
from pocket_tts_wyoming.audio.resample import resample

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pocket_tts_wyoming.audio.samples import Samples
    from pocket_tts_wyoming.models.store.hub import Hub

RATE_HZ: Final = 16_000
_MARGIN_SECONDS = 0.3
"""Silence before and behind: both recognisers miss words at the very edge of a recording."""

WHISPER_REPOSITORY: Final = "Systran/faster-whisper-small"
WHISPER_REVISION: Final = "536b0662742c02347bc0e980a01041f333bce120"
WHISPER_FILES: Final = ("config.json", "tokenizer.json", "vocabulary.txt", "model.bin")


class Recogniser(Protocol):
    """Writes down speech; `name` says which one, with its version."""

    name: str

    def transcribe(self, samples: Samples, rate_hz: int, language: str) -> str:
        """Return the words heard, "" for none. Samples are mono, -1 to 1; language two letters."""
        ...


def fetch_whisper(hub: Hub) -> Path:
    """Return the folder of the recogniser's model (486 MB, downloaded once).

    Raises what Hub.fetch raises.
    """
    addresses = [f"hf://{WHISPER_REPOSITORY}/{name}@{WHISPER_REVISION}" for name in WHISPER_FILES]
    (folder,) = {hub.fetch(address).parent for address in addresses}
    return folder


class Whisper:
    """faster-whisper with the model `small`, pinned by revision: all seven languages.

    Nothing that would smooth over a fault is on: no voice detection in front, no text of before as
    context, no second attempt at a higher temperature. `folder` is what fetch_whisper returns.
    """

    def __init__(self, folder: Path) -> None:
        import faster_whisper  # noqa: PLC0415 - only script/listen installs it

        self.name = f"faster-whisper {faster_whisper.__version__}, small@{WHISPER_REVISION[:8]}"
        self._model = faster_whisper.WhisperModel(str(folder), device="cpu", compute_type="int8")

    def transcribe(self, samples: Samples, rate_hz: int, language: str) -> str:
        """See Recogniser."""
        segments, _ = self._model.transcribe(
            _prepared(samples, rate_hz),
            language=language,
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
            vad_filter=False,
        )
        return " ".join(segment.text.strip() for segment in segments)


class Sphinx:
    """pocketsphinx with the English model in its package: no download, for trials.

    Its own language model is too weak for a synthetic voice. One made of the texts that are spoken
    knows their words only, and still hears others where others are said.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        import pocketsphinx  # noqa: PLC0415 - a tool for tests
        from pocketsphinx.lm import ArpaBoLM  # noqa: PLC0415 - likewise

        self.name = "pocketsphinx, with a language model of the texts"
        model = ArpaBoLM(add_start=True)
        model.read_corpus([_sphinx_words(text) for text in texts])
        model.compute()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "texts.lm"
            model.write_file(str(path))
            self._decoder = pocketsphinx.Decoder(samprate=RATE_HZ, loglevel="FATAL", lm=str(path))

    def transcribe(self, samples: Samples, rate_hz: int, language: str) -> str:
        """See Recogniser; raises ValueError for any language but English."""
        if language != "en":
            raise ValueError(f"pocketsphinx hears English only, not {language!r}")
        pcm = np.clip(_prepared(samples, rate_hz), -1, 1) * 32767
        self._decoder.start_utt()
        self._decoder.process_raw(pcm.astype("<i2").tobytes(), full_utt=True)
        self._decoder.end_utt()
        hypothesis = self._decoder.hyp()
        return "" if hypothesis is None else str(hypothesis.hypstr)


def _sphinx_words(text: str) -> str:
    """Return a text as pocketsphinx's dictionary writes it: "pm" is two letters there."""
    return " ".join(re.sub(r"\b([ap])m\b", r"\1 m", word) for word in plain(text, "en"))


def _prepared(samples: Samples, rate_hz: int) -> Samples:
    margin = np.zeros(round(_MARGIN_SECONDS * RATE_HZ), np.float32)
    return np.concatenate((margin, resample(samples, rate_hz, RATE_HZ), margin))
